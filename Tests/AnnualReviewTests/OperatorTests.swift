import Arguments
import CaseFile
import Contracts
import Foundation
import Runtime
import Statute
import TestSupport
import Testing

@testable import Kafka
@testable import AnnualReview
@testable import Caseload
@testable import Recording

@Suite struct `Releasing what was imported` {
    /// An imported case with a message to the parent and one to the coordinator that wait, and one that is stale.
    static func caseload() -> Caseload {
        var story = Story("A-1", first: "2024-09-02")
        story.report(by: .importer, .planRecorded(.sample()))
        story.conclude(
            ConclusionID(.opened, review: 1, day: Day.of("2024-12-04")), .reviewOpened(ReviewOpened(kind: .annual)))
        for (addressee, until) in [
            (Addressee.parent, "2024-12-04"), (.coordinator, "2024-12-04"), (.setting, "2024-09-01"),
        ] {
            story.conclude(
                ConclusionID(.tellReviewDue, review: 1, fact: .day(Day.of("2024-12-04")), to: addressee),
                .notificationRequested(NotificationRequested(until: Day.of(until))))
        }
        var caseload = Caseload(partitions: 1)
        caseload.begin(on: Day.of("2024-09-02"))
        for item in story.entries { caseload.append(item.entry, key: "A-1", partition: 0) }
        return caseload
    }

    @Test func `first shows how many messages of which kind would go`() {
        let waiting = WaitingMessages(Self.caseload())
        #expect(waiting.cases == 1)
        #expect(waiting.total == 2)
        #expect(waiting.stale == 1)
        #expect(waiting.text.contains("A release sends 2 messages:"))
        #expect(waiting.text.contains("1  news that the review is due — to the parent"))
        #expect(waiting.json(released: false).contains("\"messages\":2,\"stale\":1"))
    }

    @Test func `appends to every partition, and then nothing waits`() throws {
        var caseload = Self.caseload()
        let id = try #require(CaseID("A-1"))
        #expect(!caseload.log(of: id).maySend(try #require(caseload.cases[id]?.file)))
        let entries = try SendingCommands.entries("release", .released(Released(messages: 2)), caseload) { _ in false }
        #expect(entries.map(\.partition) == [0])
        for (partition, entry) in entries { caseload.note(entry, partition: Int(partition)) }
        #expect(WaitingMessages(caseload).cases == 0)
        #expect(caseload.log(of: id).maySend(try #require(caseload.cases[id]?.file)))
    }

    @Test func `said twice from the same place is one report; pausing twice adds nothing`() throws {
        var caseload = Self.caseload()
        func pause() throws -> [Entry] {
            try SendingCommands.entries("pause", .sendingPaused(SendingPaused()), caseload) { $0.isPaused }.map(\.entry)
        }
        let first = try pause()
        #expect(try pause().map { $0.events.map(\.id) } == first.map { $0.events.map(\.id) })
        for entry in first { caseload.note(entry, partition: 0) }
        #expect(caseload.logs[0].isPaused)
        #expect(try pause().isEmpty)
        let resumed = try SendingCommands.entries("resume", .sendingResumed(SendingResumed()), caseload) {
            !$0.isPaused
        }
        for (_, entry) in resumed { caseload.note(entry, partition: 0) }
        #expect(!caseload.logs[0].isPaused)
    }

    @Test func `waits for a release also when a later import changed only a review`() throws {
        var caseload = Self.caseload()
        let released = try SendingCommands.entries("release", .released(Released()), caseload) { _ in false }
        for (_, entry) in released { caseload.note(entry, partition: 0) }
        let held = Event(
            SubmissionKey(high: 9, low: 9), happened: Day.of("2024-09-01"), .meetingHeld(MeetingHeld(review: 1)))
        caseload.append(
            Entry(by: .importer, recorded: Day.of("2024-09-02"), events: [held]), key: "A-1", partition: 0)
        #expect(WaitingMessages(caseload).cases == 1)
    }

    @Test func `needs a log that has begun`() {
        #expect(throws: CommandError.self) { try Caseload(partitions: 2).requireDay() }
    }
}

@Suite struct `Recording a fact` {
    static func draft(_ story: Story, review: UInt8 = 1) throws -> RecordDraft {
        let file = try #require(story.caseload.cases[story.id]?.file)
        return RecordDraft(id: story.id, file: file, today: Day.of(WorklistTests.today), review: review, papers: [:])
    }
    typealias WorklistTests = `A coordinator's worklist`

    static func kind(_ name: String) throws -> RecordKind { try #require(RecordKind.all.first { $0.name == name }) }

    @Test func `goes to the open review, or to the one that is named`() throws {
        let story = WorklistTests.story("A-1", held: "2024-08-20")
        let file = try #require(story.caseload.cases[story.id]?.file)
        #expect(try RecordDraft.review(nil, for: Self.kind("report-received"), of: story.id, in: file) == 1)
        #expect(try RecordDraft.review(2, for: Self.kind("meeting-arranged"), of: story.id, in: file) == 2)
        #expect(try RecordDraft.review(nil, for: Self.kind("plan-ended"), of: story.id, in: file) == 0)
        #expect(throws: CommandError.self) {
            try RecordDraft.review(3, for: Self.kind("meeting-held"), of: story.id, in: file)
        }
        #expect(throws: CommandError.self) {
            try RecordDraft.review(nil, for: Self.kind("final-submitted"), of: story.id, in: file)
        }
    }

    @Test func `takes no import for a role: what is recorded on the command line holds no letter back`() throws {
        for text in ["import/operator", "operator/x/import", "operator", "family", "scheduler/x"] {
            #expect(throws: UsageError.self) { try Operator.named(text) }
        }
        #expect(try !Operator.named("operator/O-1").isImport)
    }

    @Test func `has a kind for every report but the import's own, each with an example that begins with it`() {
        let names = Set(RecordKind.all.map(\.name))
        #expect(names.count == RecordKind.all.count)
        for kind in RecordKind.all { #expect(kind.example.hasPrefix("annual-review record \(kind.name) ")) }
    }

    @Test func `answers the request that waits, and says which when there are several or none`() throws {
        var story = Story("B-1", first: WorklistTests.today)
        story.report(by: .importer, .planRecorded(.sample()))
        #expect(throws: CommandError.self) { try Self.draft(story, review: 0).request(nil) }
        let ask = EventData.earlyReviewRequested(EarlyReviewRequested(from: .parent, ground: .moving))
        let first = story.report(ask)
        #expect(try Self.draft(story, review: 0).request(nil) == first)
        #expect(try Self.draft(story, review: 0).reviewToBegin == 1)
        let second = story.report(ask)
        let error = #expect(throws: CommandError.self) { try Self.draft(story, review: 0).request(nil) }
        #expect(error?.description.contains("\(first)") == true && error?.description.contains("\(second)") == true)
        #expect(try Self.draft(story, review: 0).request(second.description) == second)
        let stranger = SubmissionKey(high: 1, low: 1).description
        #expect(throws: CommandError.self) { try Self.draft(story, review: 0).request(stranger) }
        #expect(throws: UsageError.self) { try Self.draft(story, review: 0).request("no key") }
        let answer = EventData.earlyReviewAnswered(EarlyReviewAnswered(request: first, agreed: false))
        story.report(answer)
        #expect(try Self.draft(story, review: 0).request(nil) == second)
        story.conclude(ConclusionID(.opened, review: 1), .reviewOpened(ReviewOpened(kind: .annual)))
        #expect(try Self.draft(story, review: 0).reviewToBegin == 1)
    }
}

@Suite struct `Checking the topics` {
    static func topics(_ change: (inout [String: Admin.Metadata.Topic]) -> Void = { _ in }) -> [String: Admin.Metadata
        .Topic]
    {
        var topics: [String: Admin.Metadata.Topic] = [:]
        for topic in Topic.allCases { topics[topic.rawValue] = found(topic.isPartitioned ? 12 : 1) }
        change(&topics)
        return topics
    }

    static func found(_ partitions: Int32) -> Admin.Metadata.Topic {
        Admin.Metadata.Topic(partitions: partitions, replication: 3, leaderless: 0)
    }

    static func settings() -> [String: [String: Admin.Setting]] {
        Dictionary(
            uniqueKeysWithValues: Topic.allCases.map { topic in
                (
                    topic.rawValue,
                    Dictionary(
                        uniqueKeysWithValues: topic.settings(brokers: 3).map {
                            ($0.name, Admin.Setting(value: $0.value, isDefault: false))
                        })
                )
            })
    }

    @Test func `finds nothing wrong where all is as the table has it`() {
        let check = TopicsCheck(
            topics: Self.topics(), settings: Self.settings(), brokers: 3, bootstrapServers: "k:9092")
        #expect(check.faults.isEmpty)
        #expect(check.text == "All 11 topics are there; case-files has 12 partitions.\n")
    }

    @Test func `names what is wrong and the command that mends it`() {
        var settings = Self.settings()
        settings["case-files"]?["retention.ms"] = Admin.Setting(value: "604800000", isDefault: true)
        settings["people"]?["min.insync.replicas"] = Admin.Setting(value: "3", isDefault: false)
        let topics = Self.topics {
            $0["metrics"] = nil
            $0["documents"] = Self.found(3)
        }
        let check = TopicsCheck(topics: topics, settings: settings, brokers: 3, bootstrapServers: "k:9092")
        #expect(check.faults.map(\.topic) == ["case-files", "documents", "metrics"])
        #expect(
            check.faults.first?.mend
                == "kafka-configs.sh --bootstrap-server k:9092 --alter --entity-type topics --entity-name case-files "
                + "--add-config retention.ms=-1")
        #expect(check.faults.last?.what == "is missing")
    }

    @Test func `looks at the topics of its namespace alone, and names them and their mending by it`() throws {
        let bromley = try #require(Namespace("bromley"))
        var topics = Self.topics()
        for topic in Topic.allCases where topic != .people {
            topics[bromley.topic(topic)] = topics[topic.rawValue]
            if topic != .caseFiles { topics[topic.rawValue] = nil }
        }
        let check = TopicsCheck(topics: topics, settings: nil, brokers: 3, bootstrapServers: "k:9092", in: bromley)
        #expect(check.partitions == 12)
        #expect(check.faults.map(\.topic) == ["bromley.people"])
        #expect(
            check.faults.first?.mend
                == "annual-review topics --create --bootstrap-servers k:9092 --namespace bromley")
    }

    @Test func `says when a broker does not tell its settings`() {
        let check = TopicsCheck(topics: Self.topics(), settings: nil, brokers: 1, bootstrapServers: "k:9092")
        #expect(check.faults.isEmpty)
        #expect(check.text.contains("were not checked"))
        #expect(check.text.contains("this is for trial"))
    }
}

@Suite struct `Beginning a log` {
    @Test func `a rehearsal needs its first day, a real log takes today's only`() throws {
        #expect(throws: UsageError.self) { try LogStart(calendar: .rehearsal, council: "b", firstDay: nil) }
        #expect(throws: UsageError.self) { try LogStart(calendar: .real, council: "b", firstDay: "2020-01-01") }
        #expect(throws: UsageError.self) { try LogStart(calendar: .rehearsal, council: "", firstDay: "2024-09-01") }
        #expect(throws: UsageError.self) { try LogStart(calendar: .rehearsal, council: "b", firstDay: "2024-09-31") }
        let start = try LogStart(calendar: .rehearsal, council: "b", firstDay: "2024-09-01")
        #expect(start.firstDay == Day.of("2024-09-01"))
    }
}

@Suite struct `The command` {
    @Test func `has help with an example for every subcommand`() {
        func check(_ command: Command) {
            #expect(!command.example.isEmpty, "\(command.name)")
            #expect(!command.summary.isEmpty)
            for next in command.subcommands { check(next) }
        }
        check(AnnualReview.command)
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func `completes in every shell`(shell: String) {
        var text = ""
        let status = AnnualReview.command.execute(
            ["completion", shell], version: "1", output: { text += $0 }, errors: { _ in })
        #expect(status == ExitStatus.success)
        #expect(text.contains("worklist"))
        #expect(text.contains("meeting-held"))
    }

    @Test func `does not understand what is no case, and says so`() {
        var errors = ""
        let status = AnnualReview.command.execute(
            ["case", "B 1"], version: "1", output: { _ in }, errors: { errors += $0 })
        #expect(status == ExitStatus.usage)
        #expect(errors.contains("B 1 is no case; a case looks like B-10432"))
    }

    /// The commands on a broker in this process, one after the other, as an operator would.
    @Test(.timeLimit(.minutes(3))) func `imports, records, releases and exports on a broker`() throws {
        let broker = try EmbeddedBroker(topics: BrokerCommand.topics(in: .none, partitions: 3))
        defer { broker.close() }
        let address = LogAddress(
            KafkaConfiguration(bootstrapServers: broker.bootstrapServers, clientID: "test"), namespace: .none)
        func run(_ words: String..., expecting status: Int32 = ExitStatus.success) {
            var errors = ""
            let result = AnnualReview.command.execute(
                words + ["--bootstrap-servers", broker.bootstrapServers], version: "1", output: { _ in },
                errors: { errors += $0 })
            #expect(result == status, "\(words): \(errors)")
        }
        let folder = FileManager.default.temporaryDirectory.appending(path: "annual-review-operator-\(getpid())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }  // What is left in a temporary folder harms nobody.
        let plans = Repository.root.appending(path: "seeds/sample/plans-example.csv").path
        let people = Repository.root.appending(path: "seeds/sample/people-example.csv").path
        let seeds = Repository.root.appending(path: "seeds").path

        run("import", plans, "--json", expecting: ExitStatus.failure)
        run("topics", "--begin", "rehearsal", "--council", "bromley", "--first-day", "2024-09-02", "--json")
        run("import", plans, "--people", people, "--seeds", seeds, "--dry-run", "--json")
        #expect(try Caseload.read(address).cases.isEmpty)
        run("import", plans, "--people", people, "--seeds", seeds, "--json")
        let imported = try Caseload.read(address)
        #expect(imported.cases.count == 6)
        run("import", plans, "--people", people, "--seeds", seeds, "--json")
        #expect(try Caseload.read(address).ends == imported.ends)
        run("topics", "--begin", "rehearsal", "--council", "bromley", "--first-day", "2024-09-03", "--json")
        #expect(try Caseload.read(address).ends == imported.ends)

        let reasons = folder.appending(path: "reasons.md")
        try Data("He reads to his sister.".utf8).write(to: reasons)
        let key = "AAAAAAAAAAAAAAAAAAAAAA"
        run("draft", "B-10001", "--seeds", seeds, expecting: ExitStatus.failure)
        run("record", "report-received", "B-10002", "--recommends", "maintain", "--json")
        run("draft", "B-10002", "--seeds", seeds, "--json")
        // Reasons of five words: a manager passes them, or nobody.
        run(
            "record", "decision-submitted", "B-10002", "--outcome", "maintain", "--officer", "C-07", "--reasons",
            reasons.path, "--key", key, "--json", expecting: ExitStatus.failure)
        for _ in 1...2 {
            run(
                "record", "decision-submitted", "B-10002", "--outcome", "maintain", "--officer", "C-07",
                "--reasons", reasons.path, "--key", key, "--passed-by", "M-02", "--json")
        }
        run("draft", "B-10002", "--seeds", seeds, expecting: ExitStatus.failure)
        run("quality", "--seeds", seeds, "--json")
        run("record", "meeting-held", "B-77777", "--json", expecting: ExitStatus.failure)
        run("record", "meeting-held", "B-10001", "--on", "2024-09-03", "--json", expecting: ExitStatus.failure)
        let id = try #require(CaseID("B-10002"))
        let recorded = try Caseload.read(address, keeping: id)
        #expect(recorded.entries.count == 3)
        #expect(recorded.cases[id]?.file.review(1)?.submission?.key == RecordDraft.key(key))
        let event = try #require(recorded.entries.last?.entry.events.first)
        let (role, hash) = try #require(event.data.documents.first)
        #expect(role == .reasons)
        #expect(
            try CaseCommand.document(DocumentKey(id, role, hash), address) == Array("He reads to his sister.".utf8))
        // Another case's key finds nothing, nor does another role's.
        #expect(try CaseCommand.document(DocumentKey(CaseID.of("B-10001"), role, hash), address) == nil)
        #expect(try CaseCommand.document(DocumentKey(id, .views, hash), address) == nil)

        run(
            "record", "contact", "B-10001", "--contact", "2", "--may-be-written-to", "no", "--may-be-written-to-by",
            "SG-1", "--may-be-written-to-evidence", reasons.path, "--by", "safeguarding-lead/SG-1", "--json")
        run("record", "views-received", "B-10001", "--contact", "2", "--json")
        run("record", "views-received", "B-10001", "--contact", "7", "--json", expecting: ExitStatus.failure)
        run(
            "record", "views-received", "B-10001", "--contact", "2", "--from", "setting", "--json",
            expecting: ExitStatus.usage)
        let closed = try Caseload.read(address, keeping: CaseID.of("B-10001"))
        #expect(closed.cases[CaseID.of("B-10001")]?.file.toldHolders.map(\.number) == [1])

        run("release", "--json")
        #expect(try Caseload.read(address).logs.allSatisfy { $0.releasedAt < 0 })
        run("release", "--yes", "--json")
        #expect(try Caseload.read(address).logs.allSatisfy { $0.releasedAt > 0 })
        run("pause")
        #expect(try Caseload.read(address).logs.allSatisfy(\.isPaused))
        run("resume")
        run("worklist", "--coordinator", "C-99", "--json", expecting: ExitStatus.failure)
        run("case", "B-77777", "--json", expecting: ExitStatus.failure)
        run("case", "B-10002", "--letter", "1", expecting: ExitStatus.failure)
        run("export", "--out", folder.path)
        let reviews = try String(contentsOf: folder.appending(path: "reviews.csv"), encoding: .utf8)
        #expect(reviews.split(separator: "\r\n").count == 1 + 4)
        let contacts = try String(contentsOf: folder.appending(path: "contacts.csv"), encoding: .utf8)
        #expect(contacts.contains("B-10001,2,parent,yes,no,everything,no\r\n"))
        #expect(contacts.contains("B-10003,1,young-person,yes,yes,everything,no\r\nB-10003,2,parent,no,yes,own,no\r\n"))
        #expect(reviews.contains("B-10006,1,annual,no,2024-08-13,2024-06-05,2024-05-20,no,2024-06-05,2024-09-02,"))
    }
}
