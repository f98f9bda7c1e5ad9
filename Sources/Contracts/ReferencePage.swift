public import JSON

/// The reference page of all topics and events: what is written by hand here, and the lists of fields.
public enum ReferencePage {
    /// The page, in CommonMark with tables.
    public static func markdown() throws(JSONError) -> String {
        var page = head
        page += "\n## Topics\n\n| topic | what it holds | key | settings |\n| --- | --- | --- | --- |\n"
        for topic in Topic.allCases {
            let settings = topic.settings(brokers: 3).map { "`\($0.name)=\($0.value)`" }.joined(separator: ", ")
            page += "| `\(topic.rawValue)` | \(topic.meaning) | \(topic.key) | \(settings) |\n"
        }
        page += "\n## The entry\n\n" + entry + table(try Entry.innerFields())
        page += "\n## Conclusions\n\n" + conclusions
        page += "| word | rests on | for |\n| --- | --- | --- |\n"
        for subject in Subject.allCases {
            let fact =
                subject.restsOnSubmission
                ? "submission" : subject.restsOnDay ? "day" : subject.restsOnMonth ? "month" : "nothing"
            let whom = subject.isMessage ? "addressee" : subject.isReminder ? "party" : ""
            page += "| `\(subject.word)` | \(fact) | \(whom) |\n"
        }
        page += "\n## Events\n"
        for kind in EventData.kinds {
            page += "\n### `\(kind.type)`\n\n\(kind.meaning)\n\n`time`: \(kind.happens)\n\nSaid by: "
            page += kind.kind.saidBy.words.joined(separator: ", ") + "; by anybody else it counts for nothing.\n"
            let rows = try kind.innerFields()
            if !rows.isEmpty { page += "\n" + table(rows) + "\n`\(kind.example)`\n" }
        }
        page += "\n## `notifications`\n\n" + notifications
        for kind in NotificationRecord.Kind.allCases { page += "- `\(kind.rawValue)`: \(kind.meaning)\n" }
        page += "\n" + table(try CloudEvent<NotificationRecord>.innerFields())
        page += "\n## `access`\n\n" + table(try AccessRecord.innerFields())
        page += "\n## `people`\n\n" + table(try Person.innerFields())
        page += "\n## `children`\n\n" + table(try Child.innerFields())
        page += "\n## `children-return`\n\n" + table(try ChildReturn.innerFields())
        page += "\n## `cohorts`\n\n" + table(try Cohort.innerFields())
        page += "\n## `documents`\n\n" + documents
        page += "\n## `dead-letters`\n\n" + table(try DeadLetter.innerFields())
        page += "\n## `quarantine`\n\n" + table(try Quarantine.innerFields())
        return page
    }

    private static func table(_ rows: [FieldDescription]) -> String {
        var table = "| field | value | | meaning |\n| --- | --- | --- | --- |\n"
        for row in rows {
            let presence = row.isRequired ? "required" : "optional"
            table += "| `\(row.name)` | \(cell(row.type)) | \(presence) | \(cell(row.meaning)) |\n"
        }
        return table
    }

    private static func cell(_ text: String) -> String {
        text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
    }

    private static let head = """
        # Events

        What stands on the topics. This page, the JSON Schemas in `schemas/` and `asyncapi.json` are made from the lists
        of fields by which the services read and write, and a test fails when they differ; change the lists.

        All values are JSON, UTF-8, without insignificant white space as written; readers accept any. A reader skips
        fields that it does not know, and skips and counts events of a type that it does not know.

        Where councils share a cluster, each has a namespace, and Kafka calls its topics `bromley.case-files` and so on. What
        stands in records, a dead letter's `topic` among it, are the plain names.

        ## How large

        A year of a case is about thirty entries of 319 bytes on average, up to 700. On the broker's disk an entry of a
        live mixture of cases takes, in bytes, by codec and by how many records share a batch (`Benchmarks/sizes.py`):

        | records a batch | none | lz4 | zstd |
        | --- | ---: | ---: | ---: |
        | 1 | 396 | 297 | 262 |
        | 20 | 338 | 125 | 93 |
        | 200 | 337 | 95 | 64 |

        So topics are kept in zstd: 718,838 plans take 1.2 to 5.7 GB a year, before copies.


        """

    private static let entry = """
        A record of `case-files`. An entry holds only reports or only conclusions. The id of a report is the key of its
        submission: sent again it is the same report. The id of a conclusion says what it concludes and on what fact.


        """

    private static let conclusions = """
        In an id stand, in this order and between slashes: `review-` and its number when it is about a review, the word,
        for `tell-not-recorded` the word of what was not recorded, the fact, for whom it is (a party, or `contact-` and the contact's number), and, of what
        became of a message, `claim`, `sent`, `failed` or `returned` with the number of the claim:
        `review-3/tell-remind-report/2024-11-22/setting/claim/1`. A submission is named by the first eight bytes of its key.


        """

    private static let documents = """
        The value is the document as it is; its key holds the case, what it is for, and a hash: the SHA-256 of the salt's
        sixteen bytes and the document's. An entry names the hash; with its own case, and what the field is for, that is
        the key.

        | header | value |
        | --- | --- |
        | `\(Document.Header.salt)` | sixteen bytes as base64url without padding |
        | `\(Document.Header.mediaType)` | what the bytes are, as MIME names it |
        | `\(Document.Header.title)` | what a list of enclosures calls it; may be empty |
        | `\(Document.Header.audience)` | \(Audience.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")) |

        Every topic but `case-files` begins, in each partition, with a record whose key is `log`: a CloudEvent of the type
        `\(LogMarker.type)` whose `data.log` is the log's name, as `log-began` says it.


        """

    private static let notifications = """
        Each record is one CloudEvent 1.0 in structured mode, keyed by case, in the partition that the case has on
        `case-files`. A record may come twice; drop an `id` that was seen.


        """
}
