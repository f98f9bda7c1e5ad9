import CaseFile
import Contracts
import Crypto
import DecisionWriter
import Letters
import Runtime
import Statute
import Synchronization
import TestSupport
import Testing

@Suite struct `The letter-writer` {
    static let reasons = "Amira reads with a partner now.\n\nThe help in Section F is right & enough."
    static let amendments = "Proposed amendments:\n\n- Section B: within sight.\n- Section F: 45 minutes a week."
    static let evidence = "# Advice of the speech therapist\n\nText."

    // MARK: What is there

    /// What a service sees: one case in one partition, for which it speaks.
    struct Seen: State {
        var story: TestCase
        var book: LogBook
        var isSpeaking = true
        var inFlight = false
        var seconds = 0.0

        func file(of id: CaseID) -> CaseFile? { id == story.id ? story.file : nil }
        func owns(_ id: CaseID) -> Bool { isSpeaking }
        func partition(of id: CaseID) -> Int32 { 3 }
        func log(of partition: Int32) -> LogBook { book }
        var owned: [Int32] { [3] }
        func isInFlight(_ id: CaseID) -> Bool { inFlight }
        var instance: String { "decision-writer-test" }
    }

    /// What was reported as impossible.
    final class Troubles: Sendable {
        private let all = Mutex<[String]>([])
        func add(_ why: String) { all.withLock { $0.append(why) } }
        var list: [String] { all.withLock { $0 } }
    }

    static let desk: Result<LetterDesk, any Error> = Result {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        return try LetterDesk(seeds: Seeds(folder: "\(root)/seeds"))
    }

    private let troubles = Troubles()

    private func writer() throws -> LetterWriter {
        let troubles = troubles
        return LetterWriter(desk: try Self.desk.get()) { place, why in
            troubles.add("\(place.partition)/\(place.offset) \(why)")
        }
    }

    private func hash(_ text: String) throws -> DocumentHash {
        try #require(DocumentHash(bytes: SHA256.hash(text).bytes))
    }

    private func book(_ calendar: LogCalendar = .real, today: Day) -> LogBook {
        var book = LogBook()
        book.append(
            Entry(
                by: "annual-review", recorded: today,
                events: [
                    Event(
                        ConclusionID(.logBegan),
                        .logBegan(LogBegan(calendar: calendar, partitions: 12, council: "bromley"))),
                    Event(ConclusionID(.day, day: today), .dayBegan(DayBegan())),
                ]), at: 0)
        return book
    }

    /// A case whose decision of 5 February 2026 on the meeting of 20 January stands.
    private func decided(
        _ outcome: Outcome, rightsHolder: Party? = nil, model: String = "bromley"
    ) throws -> TestCase {
        var story = TestCase(try #require(CaseID("B-10432")))
        story.report(
            .planRecorded(
                PlanRecorded(
                    setting: 101_001, placement: .mainstream, need: .autism, coordinator: "C-07", model: model,
                    rightsHolder: rightsHolder)), on: day("2025-11-01"))
        story.report(.reviewUnderWay(ReviewUnderWay(review: 1, kind: .annual)), on: day("2025-11-01"))
        story.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2026-01-20"))
        story.report(
            .decisionSubmitted(
                DecisionSubmitted(
                    review: 1, outcome: outcome, officer: "Tom Ashworth", reasons: try hash(Self.reasons),
                    plan: try hash("plan"), amendments: try hash(Self.amendments),
                    evidence: [try hash(Self.evidence)], consulted: day("2026-01-20"))), on: day("2026-02-05"))
        story.ask(DecisionWriter(), on: day("2026-02-05"))
        #expect(story.file.review(1)?.isMade == true)
        return story
    }

    /// Tells the writer that the decision of that case was read back.
    private func readBack(_ writer: inout LetterWriter, _ seen: Seen) {
        let made = Event(
            ConclusionID(.decisionMade, review: 1, fact: seen.story.file.review(1)?.submission?.key.reference ?? 0),
            .decisionMade(DecisionMade(outcome: .maintain)))
        writer.folded(
            Entry(by: "decision-writer", recorded: day("2026-02-05"), events: [made]),
            at: Position(partition: 3, offset: 40), of: seen.story.id, .accepted, into: seen.story.file, log: seen.book)
    }

    private func read(
        _ writer: inout LetterWriter, _ texts: [String] = [reasons, amendments, evidence], parent: Bool = true,
        format: String? = nil
    ) throws {
        for text in texts { try writer.read(.documents, key: hash(text).description, value: Array(text.utf8)) }
        guard parent else { return }
        let person = Person(name: "Mrs Haddad", address: ["Flat 2", "Bromley"], child: "Amira", format: format)
        try writer.read(.people, key: "B-10432/parent", value: json(person))
        try writer.read(.people, key: "setting/101001", value: json(Person(name: "Example Wood School")))
    }

    private func json(_ person: Person) throws -> [UInt8] {
        let address = person.address.map { "\"\($0)\"" }.joined(separator: ",")
        let child = person.child.map { ",\"child\":\"\($0)\"" } ?? ""
        let format = person.format.map { ",\"format\":\"\($0)\"" } ?? ""
        return Array("{\"name\":\"\(person.name)\",\"address\":[\(address)]\(child)\(format)}".utf8)
    }

    /// The page and the entry that one answer holds, the page first.
    private func letter(_ acts: [Act]) throws -> (page: String, entry: Entry) {
        #expect(acts.count == 2)
        guard case .record(.documents, let partition, let key, let value?, let contentType)? = acts.first,
            case .entry(_, let entry)? = acts.last
        else {
            Issue.record("there is no letter with its entry")
            return ("", Entry())
        }
        #expect(partition == nil)
        #expect(contentType == "text/html; charset=utf-8")
        let page = String(decoding: value, as: UTF8.self)
        #expect(try key == hash(page).description)
        guard case .letterWritten(let written)? = entry.events.first?.data else {
            Issue.record("the entry says nothing of a letter")
            return (page, entry)
        }
        #expect(written.document.description == key)
        return (page, entry)
    }

    // MARK: Letters

    @Test func `calls the plan what the council calls it`() throws {
        for (model, name) in [("bromley", "EHC plan"), ("wiltshire", "My Plan")] {
            var writer = try writer()
            let seen = Seen(story: try decided(.maintain, model: model), book: book(today: day("2026-02-05")))
            try read(&writer)
            readBack(&writer, seen)
            #expect(try letter(writer.act(seen)).page.contains("(\u{201C}\(name)\u{201D})"))
        }
    }

    @Test func `holds templates and letters to what a model demands beyond the law, and names the model and the item`()
        throws
    {
        let desk = try Self.desk.get()
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        let seeds = Seeds(folder: "\(root)/seeds")
        let strict = try ReviewModel(
            parsing: seeds.text("models/statutory.yaml").replacing(
                "disagreement-resolution, advice-service]",
                with: "disagreement-resolution, advice-service, tribunal-recommendations]"), file: "statutory.yaml")
        #expect(strict.demandedOfLetters == ["4b.6"])
        for kind in LetterKind.allCases {
            #expect(try #require(desk.templates[kind]).lacks(for: strict) == nil)
        }
        let text = try seeds.text("templates/letters/decision-maintain.md")
        let appeal = try seeds.text("templates/letters/parts/appeal.md")
        #expect(appeal.contains("<!-- requires: 4b.6 -->"))
        let poorer = try LetterTemplate(
            .decisionMaintain, parsing: text, file: "poorer.md",
            parts: ["appeal": appeal.replacing("<!-- requires: 4b.6 -->", with: "")])
        #expect(poorer.lacks(for: try ReviewModel(parsing: seeds.text("models/bromley.yaml"), file: "b")) == nil)
        let error = try #require(poorer.lacks(for: strict))
        #expect(
            error.description.contains("the model statutory makes a demand of it") && error.description.contains("4b.6")
        )

        var strictDesk = desk
        strictDesk.templates[.decisionMaintain] = poorer
        strictDesk.models = ReviewModels([strict])
        let troubles = troubles
        var writer = LetterWriter(desk: strictDesk) { _, why in troubles.add(why) }
        let seen = Seen(story: try decided(.maintain, model: "statutory"), book: book(today: day("2026-02-05")))
        try read(&writer)
        readBack(&writer, seen)
        #expect(try writer.act(seen).isEmpty)
        #expect(troubles.list.first?.contains("the model statutory makes a demand of it") == true)
        // Every council's plans may follow the statutory model, so each learns it before the first letter.
        #expect(strictDesk.lack(for: "bromley")?.contains("poorer.md") == true)
        #expect(try Self.desk.get().lack(for: "bromley") == nil)
    }

    @Test func `writes nothing for a council that has no file, names the file, and reports no letter as impossible`()
        throws
    {
        var desk = try Self.desk.get()
        desk.councils["bromley"] = nil
        #expect(desk.lack(for: "wiltshire") == nil && desk.lack(for: "kensington-and-chelsea") == nil)
        let troubles = troubles
        var writer = LetterWriter(desk: desk) { _, why in troubles.add(why) }
        var seen = Seen(story: try decided(.maintain), book: book(today: day("2026-02-05")))
        #expect(writer.lack == nil)
        writer.folded(Entry(), at: Position(partition: 3, offset: 0), log: seen.book)
        #expect(writer.lack?.contains("seeds/councils/bromley.yaml") == true)
        try read(&writer)
        readBack(&writer, seen)
        seen.seconds = 2 * LetterWriter.patience
        #expect(try writer.act(seen).isEmpty)
        #expect(troubles.list.isEmpty)
        #expect(!writer.isAtRest(3))
        // Started again with the file there, it finds the same decision and writes.
        var again = try self.writer()
        again.folded(Entry(), at: Position(partition: 3, offset: 0), log: seen.book)
        try read(&again)
        readBack(&again, seen)
        #expect(try letter(again.act(seen)).page.contains("Amira"))
    }

    @Test func `writes the letter of a decision that counts again because the submission before it is refused`() throws
    {
        var story = TestCase(try #require(CaseID("B-10432")))
        let date = day("2026-02-05")
        story.report(
            .planRecorded(
                PlanRecorded(placement: .mainstream, need: .autism, coordinator: "C-07", model: "bromley")), on: date)
        story.report(.reviewUnderWay(ReviewUnderWay(review: 1, kind: .annual)), on: date)
        story.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2026-01-20"))
        let first = story.report(.decisionSubmitted(DecisionSubmitted(review: 1, outcome: .maintain)), on: date)
        story.ask(DecisionWriter(), on: date)
        story.report(
            .decisionSubmitted(
                DecisionSubmitted(
                    review: 1, outcome: .maintain, officer: "Tom Ashworth", reasons: try hash(Self.reasons))), on: date)
        story.ask(DecisionWriter(), on: date)
        var writer = try writer()
        try read(&writer, [Self.reasons])
        var seen = Seen(story: story, book: book(today: date))
        readBack(&writer, seen)
        func folded(_ data: EventData, _ id: EventID) {
            writer.folded(
                Entry(by: "test", recorded: date, events: [Event(id: id, data: data)]),
                at: Position(partition: 3, offset: 41), of: story.id, .accepted, into: story.file, log: seen.book)
        }
        // The first is corrected, counts before the second, and lacks as much as it did.
        let hasty = EventData.decisionSubmitted(DecisionSubmitted(review: 1, outcome: .maintain))
        let second = story.report(hasty, on: date, replacing: first)
        folded(hasty, .submission(second))
        seen.story = story
        #expect(try writer.act(seen).isEmpty)
        let refused = try #require(story.ask(DecisionWriter(), on: date).first)
        folded(refused.data, refused.id)
        seen.story = story
        #expect(try letter(writer.act(seen)).entry.events.count == 1)
    }

    @Test func `writes the page under its hash before the entry that names it, dated on the partition's today`() throws
    {
        var writer = try writer()
        var seen = Seen(story: try decided(.maintain), book: book(today: day("2026-02-06")))
        try read(&writer)
        readBack(&writer, seen)
        #expect(!writer.isAtRest(3))
        #expect(writer.isAtRest(4))
        let (page, entry) = try letter(writer.act(seen))
        #expect(entry.by == "decision-writer")
        #expect(entry.recorded == day("2026-02-06"))
        #expect(page.contains("6 February 2026"))
        #expect(page.contains("20 January 2026"))
        #expect(page.contains("Mrs Haddad"))
        #expect(page.contains("Amira’s"))
        #expect(page.contains("Tom Ashworth"))
        #expect(page.contains("EHCP Coordinator"))
        #expect(page.contains("Example Wood School"))
        #expect(page.contains("Section F is right &amp; enough."))
        #expect(!page.contains("Rehearsal"))
        #expect(seen.story.append(entry) == .accepted)
        #expect(seen.story.file.review(1)?.isLetterWritten == true)
        writer.folded(
            entry, at: Position(partition: 3, offset: 41), of: seen.story.id, .accepted, into: seen.story.file,
            log: seen.book)
        #expect(writer.isAtRest(3))
        #expect(try writer.act(seen).isEmpty)
    }

    @Test func `calls the officer as the model that holds does`() throws {
        var writer = try writer()
        let seen = Seen(story: try decided(.maintain, model: "wiltshire"), book: book(today: day("2026-02-06")))
        try read(&writer)
        readBack(&writer, seen)
        let (page, _) = try letter(writer.act(seen))
        #expect(page.contains("SEND lead worker"))
        #expect(!page.contains("EHCP Coordinator"))
    }

    @Test func `says the same again until it is read back, but not while it is in flight`() throws {
        var writer = try writer()
        var seen = Seen(story: try decided(.maintain), book: book(today: day("2026-02-06")))
        try read(&writer)
        readBack(&writer, seen)
        let first = try letter(writer.act(seen))
        seen.inFlight = true
        #expect(try writer.act(seen).isEmpty)
        seen.inFlight = false
        let second = try letter(writer.act(seen))
        #expect(first.page == second.page)
        #expect(first.entry.events.map(\.id) == second.entry.events.map(\.id))
    }

    @Test func `writes nothing for a case for which another instance speaks`() throws {
        var writer = try writer()
        var seen = Seen(story: try decided(.maintain), book: book(today: day("2026-02-06")))
        seen.isSpeaking = false
        try read(&writer)
        readBack(&writer, seen)
        #expect(try writer.act(seen).isEmpty)
    }

    @Test func `lists the amendments and names the evidence of an amendment notice`() throws {
        var writer = try writer()
        let seen = Seen(story: try decided(.amend), book: book(today: day("2026-02-06")))
        try read(&writer)
        readBack(&writer, seen)
        let (page, _) = try letter(writer.act(seen))
        #expect(page.contains("<li>Section B: within sight.</li>"))
        #expect(page.contains("<li>Section F: 45 minutes a week.</li>"))
        #expect(page.contains("<li>Advice of the speech therapist</li>"))
    }

    @Test func `says that it is late, and how late, when it is`() throws {
        var writer = try writer()
        let seen = Seen(story: try decided(.maintain), book: book(today: day("2026-02-26")))
        try read(&writer)
        readBack(&writer, seen)
        let (page, _) = try letter(writer.act(seen))
        #expect(page.contains("sorry that this letter is late"))
        #expect(page.contains("17 February 2026"))
    }

    @Test func `writes to the young person who holds the rights, in large print when asked`() throws {
        var writer = try writer()
        let seen = Seen(
            story: try decided(.maintain, rightsHolder: .youngPerson), book: book(today: day("2026-02-06")))
        try read(&writer, parent: true)
        try writer.read(
            .people, key: "B-10432/young-person",
            value: json(Person(name: "Amira Haddad", address: ["Flat 2"], format: "large-print")))
        readBack(&writer, seen)
        let (page, _) = try letter(writer.act(seen))
        #expect(page.contains("Dear Amira Haddad"))
        #expect(!page.contains("Mrs Haddad"))
        #expect(page.contains("<body class=\"large\">"))
    }

    @Test func `marks the letters of a rehearsal`() throws {
        var writer = try writer()
        let seen = Seen(story: try decided(.maintain), book: book(.rehearsal, today: day("2026-02-06")))
        try read(&writer)
        readBack(&writer, seen)
        #expect(try letter(writer.act(seen)).page.contains("Rehearsal: invented children"))
    }

    @Test func `writes the final plan's letter from the notice, and to whom else it goes`() throws {
        var writer = try writer()
        var story = try decided(.amend)
        let decision = try #require(story.file.review(1)?.submission?.key)
        story.tellDecision(decision, .decisionAmend, on: day("2026-02-06"))
        let key = story.report(
            .finalSubmitted(
                FinalSubmitted(
                    review: 1, outcome: .amended, officer: "Tom Ashworth", plan: try hash("final"),
                    setting: 101_001)), on: day("2026-03-10"))
        story.ask(DecisionWriter(), on: day("2026-03-10"))
        let seen = Seen(story: story, book: book(today: day("2026-03-11")))
        try read(&writer)
        let made = Event(
            ConclusionID(.finalMade, review: 1, fact: key.reference), .finalMade(FinalMade(outcome: .amended)))
        writer.folded(
            Entry(by: "decision-writer", recorded: day("2026-03-10"), events: [made]),
            at: Position(partition: 3, offset: 60), of: story.id, .accepted, into: story.file, log: seen.book)
        let (page, entry) = try letter(writer.act(seen))
        #expect(entry.events.map(\.id) == [.conclusion(ConclusionID(.finalLetter, review: 1, fact: key.reference))])
        #expect(page.contains("11 March 2026"))
        #expect(page.contains("Example Wood School"))
    }

    // MARK: What is missing

    @Test func `waits for a text that is not there yet, and says so when it is still missing after a minute`() throws {
        var writer = try writer()
        var seen = Seen(story: try decided(.maintain), book: book(today: day("2026-02-06")))
        try read(&writer, [])
        readBack(&writer, seen)
        #expect(try writer.act(seen).isEmpty)
        #expect(!writer.isAtRest(3))
        #expect(troubles.list.isEmpty)
        seen.seconds = 61
        #expect(try writer.act(seen).isEmpty)
        #expect(troubles.list == ["3/40 the reasons are not among the documents"])
        #expect(writer.isAtRest(3))
        seen.seconds = 130
        #expect(try writer.act(seen).isEmpty)
        #expect(troubles.list.count == 1)
        try read(&writer)
        #expect(!writer.isAtRest(3))
        #expect(try writer.act(seen).count == 2)
    }

    @Test func `says at once that a letter cannot be written whose reasons were erased`() throws {
        var writer = try writer()
        let seen = Seen(story: try decided(.maintain), book: book(today: day("2026-02-06")))
        try read(&writer)
        try writer.read(.documents, key: hash(Self.reasons).description, value: nil)
        readBack(&writer, seen)
        #expect(try writer.act(seen).isEmpty)
        #expect(troubles.list == ["3/40 the reasons were erased"])
    }

    @Test func `says at once that nobody's address is known, and writes when it becomes known`() throws {
        var writer = try writer()
        let seen = Seen(story: try decided(.maintain), book: book(today: day("2026-02-06")))
        try read(&writer, parent: false)
        readBack(&writer, seen)
        #expect(try writer.act(seen).isEmpty)
        #expect(troubles.list == ["3/40 no name and address is recorded for the parent"])
        try read(&writer)
        #expect(try writer.act(seen).count == 2)
    }

    @Test func `takes no letter for a decision that was withdrawn before it was written`() throws {
        var writer = try writer()
        var seen = Seen(story: try decided(.maintain), book: book(today: day("2026-02-06")))
        try read(&writer)
        readBack(&writer, seen)
        let key = try #require(seen.story.file.review(1)?.submission?.key)
        seen.story.report(.withdrawn(Withdrawn(report: key)), on: day("2026-02-06"))
        writer.folded(
            Entry(by: "coordinator/C-07", recorded: day("2026-02-06"), events: []),
            at: Position(partition: 3, offset: 41), of: seen.story.id, .accepted, into: seen.story.file, log: seen.book)
        #expect(writer.isAtRest(3))
        #expect(try writer.act(seen).isEmpty)
    }
}
