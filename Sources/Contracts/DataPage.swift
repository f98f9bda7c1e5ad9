public import JSON

// What is not obvious here:
//
// - Purpose and ground stand with each kind in a `switch`, and with each field about a person in a list: a new one without
//   them does not compile, or fails a test. What a field means is said once, in the lists of fields.

/// Why something about people is kept.
enum DataPurpose: String, CaseIterable {
    case timetable, voice, decision, rights, plan, service, quality, record

    /// In words.
    var words: String {
        switch self {
        case .timetable: "to hold the review in the law's time"
        case .voice: "to hear the child, the family and those who work with the child"
        case .decision: "to decide on the plan, and to say why"
        case .rights: "to tell whoever holds the rights, and nobody whom it is unsafe to tell"
        case .plan: "to keep the plan in force, and its versions"
        case .service: "to answer what families ask, say and contest"
        case .quality: "to find out whether plans and reviews are good, and put right what is not"
        case .record: "to keep the record true, whole and able to be checked"
        }
    }

    /// On what ground of the UK GDPR, with the law that it rests on. Health and disability are special categories: Data Protection Act
    /// 2018, Sch. 1, para. 6.
    var ground: String {
        switch self {
        case .timetable, .voice, .decision, .rights, .plan:
            "art. 6(1)(c), 9(2)(g): CFA 2014 Part 3, SEND Regulations 2014"
        case .service: "art. 6(1)(c), (e), 9(2)(g): CFA 2014 s.42, Equality Act 2010 s.20, UK GDPR art. 12 to 22"
        case .quality, .record: "art. 6(1)(e), 9(2)(g): the council\u{2019}s public task; UK GDPR art. 5(2)"
        }
    }
}

/// The page that says of each field about people why it is kept, on what ground, who reads it and how long: `docs/data.md`.
public enum DataPage {
    /// The page, in CommonMark with tables.
    public static func markdown() throws(JSONError) -> String {
        var page = head
        page +=
            "\n## Who reads what, and how long it is kept\n\n| topic | what it holds | read by | kept |\n| --- | --- | --- | --- |\n"
        for topic in Topic.allCases {
            page += "| `\(topic.rawValue)` | \(topic.meaning) | \(readers(topic)) | \(kept(topic)) |\n"
        }
        page += "\n## Purposes and grounds\n\n| purpose | in words | ground |\n| --- | --- | --- |\n"
        for purpose in DataPurpose.allCases {
            page += "| \(purpose.rawValue) | \(purpose.words) | \(purpose.ground) |\n"
        }
        for (topic, rows) in try persons() {
            page += "\n## `\(topic.rawValue)`\n\nRead by \(readers(topic)); kept \(kept(topic)).\n\n"
            page += "| field | what | purpose | why |\n| --- | --- | --- | --- |\n"
            for row in rows {
                let (purpose, why) = reason(topic, row.name) ?? (.record, missing)
                page += "| `\(row.name)` | \(cell(row.meaning)) | \(purpose.rawValue) | \(why) |\n"
            }
        }
        page +=
            "\n## `case-files`\n\nNo names and no free text: a case is a reference, a person a number or an id. Read by "
        page += "\(readers(.caseFiles)); kept \(kept(.caseFiles)).\n\n"
        page += "| kind | field | what | purpose |\n| --- | --- | --- | --- |\n"
        for kind in EventData.kinds {
            for row in try kind.innerFields() {
                let why = purpose(kind.kind)?.rawValue ?? missing
                page += "| `\(kind.type)` | `\(row.name)` | \(cell(row.meaning)) | \(why) |\n"
            }
        }
        return page
    }

    /// What stands where nobody said why a field is kept; a test finds it.
    public static let missing = "NOBODY SAID WHY"

    private static let head = """
        # Data about people

        Each field that is kept about people: what it is, why it is kept, on what lawful ground, who reads it, how long it is kept. Made
        from the lists of fields by which everything is read and written; a test fails when one has no purpose. A council's data
        protection officer confirms grounds and times before it begins: `docs/dpia.md` is where to start.

        """

    private static func persons() throws(JSONError) -> [(Topic, [FieldDescription])] {
        [
            (.people, try Person.innerFields()), (.children, try Child.innerFields()),
            (.childrenReturn, try ChildReturn.innerFields()), (.cohorts, try Cohort.innerFields()),
            (.access, try AccessRecord.innerFields()),
            (
                .documents,
                [
                    FieldDescription(
                        name: "value", type: "bytes", isRequired: true, meaning: "Letters, reports, views, reasons."),
                    FieldDescription(
                        name: Document.Header.title, type: "text", isRequired: true, meaning: "What a list calls it."),
                    FieldDescription(
                        name: Document.Header.audience, type: "word", isRequired: true, meaning: "Whom it reaches."),
                ]
            ),
        ]
    }

    private static func readers(_ topic: Topic) -> String {
        let names = Access.table.filter { $0.reads.contains(topic) }.map { "`\($0.program)`" }
        return names.isEmpty ? "nobody" : names.joined(separator: ", ")
    }

    private static func kept(_ topic: Topic) -> String {
        switch topic {
        case .caseFiles: "for ever, without names"
        case .people, .children, .childrenReturn, .cohorts, .documents:
            "until the council erases it; then gone from the brokers within a day, and from backups as they end"
        case .access: "for six years, unless the council sets others"
        case .notifications: "for ninety days"
        case .metrics, .deadLetters, .quarantine: "as long as the log; nothing about a person"
        }
    }

    private static func cell(_ text: String) -> String {
        text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
    }

    /// Why a field about a person is kept; nil where nobody said so.
    private static func reason(_ topic: Topic, _ field: String) -> (DataPurpose, String)? {
        switch (topic, field) {
        case (.people, "name"): (.rights, "letters are addressed to it")
        case (.people, "address"): (.rights, "letters by post go there")
        case (.people, "email"): (.rights, "messages go there, where the person agreed")
        case (.people, "language"): (.rights, "to write so that it can be read")
        case (.people, "format"): (.rights, "large print, Easy Read, braille (Equality Act 2010 s.20)")
        case (.people, "channels"): (.rights, "to tell people by the way that they chose")
        case (.people, let name) where name == "verified" || name.hasPrefix("verified.") || name == "address_changed":
            (.rights, "so that a code to sign in goes to nobody else")
        case (.children, "name"): (.rights, "letters and pages say of whom they are")
        case (.children, "legal_name"): (.rights, "to tell children apart, and for the Tribunal")
        case (.children, "born"): (.timetable, "when rights pass and phases end; the return asks for it")
        case (.childrenReturn, _): (.record, "the DfE\u{2019}s return asks for it (Education Act 1996 s.29, SEN2)")
        case (.cohorts, _): (.quality, "to see whether one group waits longer than another (Equality Act 2010 s.149)")
        case (.access, _): (.record, "families and the council can see who looked (UK GDPR art. 5(1)(f), 32)")
        case (.documents, Document.Header.audience): (.rights, "whoever gave it chose who reads it")
        case (.documents, _): (.decision, "what was said, and what was decided on it")
        default: nil
        }
    }

    /// Nil for a kind whose purpose nobody has said yet.
    private static func purpose(_ kind: EventKind) -> DataPurpose? {
        purposes.first { $0.kinds.contains(kind) }?.purpose
    }

    private static let purposes: [(purpose: DataPurpose, kinds: Set<EventKind>)] = [
        (
            .rights,
            [
                .contactRecorded, .capacityAssessed, .rightsPass, .notificationRequested, .notificationClaimed,
                .notificationSent, .notificationFailed, .notificationReturned, .resendAsked, .lookedThrough,
                .formatOrdered,
                .formatSupplied, .correctionRecorded, .paperAstray, .paperNotYours, .signInLetterAsked,
                .signInLetterUsed,
            ]
        ),
        (
            .voice,
            [
                .viewsReceived, .progressRecorded, .evidenceReceived, .approachChosen, .disagreementAnswered,
                .representationsReceived, .officerMet, .amendmentAnswered, .experienceAnswered, .sessionOffered,
                .sessionAttended, .agencyInvolved, .readingPromised, .contributionRead,
            ]
        ),
        (
            .decision,
            [
                .decisionSubmitted, .decisionRecorded, .decisionUndated, .finalSubmitted, .finalRecorded,
                .appealRecorded, .mediationRecorded, .ceasingConsidered, .decisionMade, .decisionRefused, .finalMade,
                .finalRefused, .letterWritten, .reportReceived,
            ]
        ),
        (.plan, [.planRecorded, .planEnded, .planVersionRecorded, .shortTermOutcomesAgreed, .movedIn]),
        (
            .service,
            [
                .questionAsked, .questionAnswered, .supportNotDelivered, .supportAnswered, .complaintMade,
                .complaintAnswered, .factContested, .contestSettled, .adjustmentAsked, .adjustmentSupplied,
                .remedyConsidered, .changeRequested, .changeAnswered, .earlyReviewRequested, .earlyReviewAnswered,
                .safetyConcernRaised, .safetyConcernRead, .looksReleased,
            ]
        ),
        (
            .quality,
            [
                .auditRecorded, .auditModerated, .auditActionSet, .auditActionDone, .auditLearningReturned,
                .auditContentRead, .lateReasonGiven, .auditCommitted, .auditRevealed, .reasonsAlike, .outcomesAlike,
                .pilotCommitted, .outcomesRated, .formDeleted,
            ]
        ),
        (
            .timetable,
            [
                .reviewUnderWay, .meetingArranged, .adviceCirculated, .meetingHeld, .reviewOpened, .reminded,
                .notRecorded,
            ]
        ),
        (
            .record,
            [
                .logBegan, .dayBegan, .released, .sendingPaused, .sendingResumed, .headReckoned, .logPolicy, .withdrawn,
                .documentWithdrawn, .unknown,
            ]
        ),
    ]
}
