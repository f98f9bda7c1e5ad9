import Braille
import CaseFile
import Contracts
import DecisionLetters
import DecisionWriter
import Foundation
import JSON
import Letters
import PDF
import Runtime
import Statute
import Synchronization
import TestSupport
import Testing

@Suite struct `The letter-writer` {
    static let desk: Result<LetterDesk, any Error> = Result {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        return try LetterDesk(seeds: Seeds(folder: "\(root)/seeds"))
    }

    /// The same with a press, as the program has it.
    static let printing: Result<LetterDesk, any Error> = Result {
        var desk = try Self.desk.get()
        desk.press = LetterPress(try Typesetter(), braille: try BrailleWriter())
        return desk
    }

    private let troubles = Troubles()

    private func writer(_ desk: LetterDesk? = nil) throws -> LetterWriter {
        let troubles = troubles
        return LetterWriter(desk: try desk ?? Self.desk.get(), documents: .ofTest) { place, why in
            troubles.add("\(place.partition)/\(place.offset) \(why)")
        }
    }

    private func book(_ calendar: LogCalendar = .real, today: Day) -> LogBook {
        var book = LogBook()
        book.append(
            Entry(
                by: .operator, recorded: today,
                events: [
                    Event(
                        ConclusionID(.logBegan),
                        .logBegan(LogBegan(calendar: calendar, partitions: 12, council: "bromley", log: testLog))),
                    Event(ConclusionID(.day, day: today), .dayBegan(DayBegan())),
                ]), at: 0)
        return book
    }

    /// A case whose decision of 5 February 2026 on the meeting of 20 January stands; before it, what is known of
    /// contacts.
    private func decided(
        _ outcome: Outcome, model: String = "bromley", reasons: DocumentHash = Paper.reasons.hash,
        contacts: (inout TestCase) -> Void = { _ in }
    ) throws -> TestCase {
        var story = try beforehand(model: model, contacts: contacts)
        story.report(.decisionSubmitted(decision(outcome, reasons: reasons)), on: day("2026-02-05"))
        story.ask(DecisionWriter(), on: day("2026-02-05"))
        #expect(story.file.review(1)?.isMade == true)
        return story
    }

    private func decision(_ outcome: Outcome, reasons: DocumentHash = Paper.reasons.hash) -> DecisionSubmitted {
        DecisionSubmitted(
            review: 1, outcome: outcome, officer: actorID("C-07"), reasons: reasons, plan: Paper.plan.hash,
            amendments: Paper.amendments.hash, evidence: [Paper.advice.hash, Paper.scan.hash],
            consulted: day("2026-01-20"), ground: .notNecessary)
    }

    /// The same case before its decision.
    private func beforehand(
        model: String = "bromley", contacts: (inout TestCase) -> Void = { _ in }
    ) throws -> TestCase {
        var story = TestCase(try #require(CaseID("B-10432")))
        story.report(
            .planRecorded(
                PlanRecorded(
                    setting: 101_001, placement: .mainstream, need: .autism, coordinator: actorID("C-07"),
                    model: model)), on: day("2025-11-01"))
        contacts(&story)
        story.report(.reviewUnderWay(ReviewUnderWay(review: 1, kind: .annual)), on: day("2025-11-01"))
        story.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2026-01-20"))
        return story
    }

    /// What the writer sees on that day of a decision.
    private func seen(
        _ outcome: Outcome = .maintain, model: String = "bromley", on today: String = "2026-02-06",
        reasons: DocumentHash = Paper.reasons.hash, contacts: (inout TestCase) -> Void = { _ in }
    ) throws -> Seen {
        Seen(
            story: try decided(outcome, model: model, reasons: reasons, contacts: contacts),
            book: book(today: day(today)))
    }

    /// Tells the writer that the decision of that case was read back.
    private func readBack(_ writer: inout LetterWriter, _ seen: Seen) {
        let made = Event(
            ConclusionID(
                .decisionMade, review: 1, fact: seen.story.file.review(1)?.submission?.key.reference ?? .nothing),
            .decisionMade(DecisionMade(outcome: .maintain)))
        fold(&writer, seen, [made])
    }

    /// Tells the writer that something of the case was read.
    private func fold(_ writer: inout LetterWriter, _ seen: Seen, _ events: [Event] = [], at offset: Int64 = 40) {
        writer.folded(
            Entry(by: .service(.decisionWriter), recorded: day("2026-02-05"), events: events),
            at: Position(partition: 3, offset: offset), of: seen.story.id, .accepted, into: seen.story.file,
            log: seen.book)
    }

    /// A writer that knows all papers and people, and has read the decision back.
    private func ready(
        _ seen: Seen, _ papers: [Paper] = Paper.all, desk: LetterDesk? = nil
    ) throws -> LetterWriter {
        var writer = try writer(desk)
        try writer.knowEverything(seen.story.id, papers)
        readBack(&writer, seen)
        return writer
    }

    /// The one copy of a letter to one contact.
    private func letter(_ acts: [Act], of seen: Seen) throws -> (page: String, entry: Entry) {
        let (copies, entry) = try written(acts, of: seen.story.id)
        #expect(copies.count == 1)
        return (copies.first?.page ?? "", entry)
    }

    // MARK: Letters

    @Test(arguments: Outcome.allCases)
    func `writes the letter that could be read before the decision was given`(_ outcome: Outcome) throws {
        let before = try beforehand()
        // Its papers are kept nowhere yet.
        var sources = LetterSources(.ofTest)
        for paper in Paper.all { sources.inHand[DocumentKey(before.id, paper.role, paper.hash)] = paper.document }
        let people = [
            ("\(before.id)/1", Person(name: "Mrs Haddad", address: ["Flat 2", "Bromley"])),
            ("officer/C-07", Person(name: "Tom Ashworth")), ("setting/101001", Person(name: "Example Wood School")),
        ]
        for (key, person) in people {
            var writer = JSONWriter()
            try person.write(to: &writer)
            try sources.read(TopicRecord(.people, key: key, value: writer.bytes))
        }
        var writer = JSONWriter()
        try Child(name: "Amira").write(to: &writer)
        try sources.read(TopicRecord(.children, key: before.id.text, value: writer.bytes))

        let seen = try seen(outcome)
        let key = try #require(seen.story.file.review(1)?.submission?.key)
        let review = try #require(before.file.review(1))
        let owed = try #require(OwedLetter(of: review, if: .decision(key, decision(outcome))))
        let matter = LetterMatter(id: before.id, file: before.file, today: day("2026-02-06"), log: seen.book)
        let composer = LetterComposer(desk: try Self.desk.get())
        let holder = try #require(before.file.toldHolders.first)
        let shown = try composer.letter(owed, for: matter, to: holder, from: sources)

        var letters = try ready(seen)
        #expect(shown.letter.page(banner: shown.banner) == (try letter(try letters.act(seen), of: seen)).page)
        // A draft that names no outcome has no letter.
        #expect(OwedLetter(of: review, if: .decision(key, DecisionSubmitted(review: 1))) == nil)
    }

    @Test func `keeps Easy Read beside the letter for a contact who chose it, as a page and on paper`() throws {
        for isChosen in [true, false] {
            let seen = try seen(contacts: { story in
                var contact = ContactRecorded(
                    contact: 1, relation: .parent, holdsRights: true, by: actorID("C-07"), on: day("2025-11-01"))
                contact.format = isChosen ? .easyRead : nil
                story.report(.contactRecorded(contact), on: day("2025-11-01"))
            })
            var writer = try ready(seen, desk: Self.printing.get())
            let acts = try writer.act(seen)
            guard case .entry(_, let entry)? = acts.last, case .letterWritten(let letter)? = entry.events.first?.data
            else {
                Issue.record("no letter")
                return
            }
            let forms = try #require(letter.copies.first).keptForms
            #expect(
                forms.map(\.form) == (isChosen ? [.html, .text, .pdf, .easyRead, .easyReadPDF] : [.html, .text, .pdf]))
            func bytes(_ form: LetterForm) -> [UInt8] {
                let hash = forms.first { $0.form == form }?.document
                for case .record(_, _, let key, let value?, _) in acts
                where hash.map({ key.hasSuffix("\($0)") }) ?? false {
                    return value
                }
                return []
            }
            let page = String(decoding: bytes(.html), as: UTF8.self)
            #expect(!page.contains("<body class=\"easy-read\">"), "the letter itself stays in plain English")
            guard isChosen else { continue }
            #expect(String(decoding: bytes(.easyRead), as: UTF8.self).contains("<body class=\"easy-read\">"))
            #expect(bytes(.easyReadPDF).starts(with: "%PDF-1.5".utf8))
            #expect(bytes(.easyReadPDF) != bytes(.pdf))
        }
    }

    @Test func `makes braille of the same words as the letter, cell for cell`() throws {
        let seen = try seen(contacts: { story in
            var contact = ContactRecorded(
                contact: 1, relation: .parent, holdsRights: true, by: actorID("C-07"), on: day("2025-11-01"))
            contact.format = .braille
            story.report(.contactRecorded(contact), on: day("2025-11-01"))
        })
        var writer = try ready(seen, desk: Self.printing.get())
        let acts = try writer.act(seen)
        guard case .entry(_, let entry)? = acts.last, case .letterWritten(let letter)? = entry.events.first?.data else {
            Issue.record("no letter")
            return
        }
        let forms = try #require(letter.copies.first).keptForms
        func text(_ form: LetterForm) -> String {
            let hash = forms.first { $0.form == form }?.document
            for case .record(_, _, let key, let value?, _) in acts where hash.map({ key.hasSuffix("\($0)") }) ?? false {
                return String(decoding: value, as: UTF8.self)
            }
            return ""
        }
        #expect(forms.map(\.form).contains(.braille))
        // Every line of the text by itself, without the breaks of an embosser's lines and pages.
        let braille = try BrailleWriter()
        func cells(_ text: String) -> String { text.filter { !$0.isWhitespace } }
        var expected = ""
        for line in text(.text).split(whereSeparator: \.isNewline) {
            expected += cells(String(decoding: try braille.brf(String(line)), as: UTF8.self))
        }
        #expect(expected.count > 1_000)
        #expect(cells(text(.braille)) == expected)
    }

    @Test func `calls the plan what the council calls it`() throws {
        for (model, name) in [("bromley", "EHC plan"), ("wiltshire", "My Plan")] {
            let seen = try seen(model: model)
            var writer = try ready(seen)
            #expect(try letter(writer.act(seen), of: seen).page.contains("(\u{201C}\(name)\u{201D})"))
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
        for kind in LetterKind.allCases where kind.isOfDecision {
            #expect(try #require(desk.templates[kind]).lacks(for: strict) == nil)
            #expect(desk.easyRead[kind] != nil)
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
        var writer = LetterWriter(desk: strictDesk, documents: .ofTest) { _, why in troubles.add(why) }
        let seen = try seen(model: "statutory")
        try writer.knowEverything(seen.story.id)
        readBack(&writer, seen)
        #expect(try lacking(writer.act(seen)) == [1: .words])
        #expect(troubles.list.first?.contains("the model statutory makes a demand of it") == true)
        // Every council's plans may follow the statutory model, so each learns it before the first letter.
        #expect(strictDesk.lack(for: "bromley")?.contains("poorer.md") == true)
        #expect(try Self.desk.get().lack(for: "bromley") == nil)
    }

    @Test func `a part of letters that is no text keeps back the letters of its style alone, and says which`() throws {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        let files = FileManager.default
        let folder = files.temporaryDirectory.appendingPathComponent("annual-review-\(UUID().uuidString)").path
        try files.copyItem(atPath: "\(root)/seeds", toPath: folder)
        defer { try? files.removeItem(atPath: folder) }
        let part = "\(folder)/templates/letters/parts/appeal.md"
        #expect(files.createFile(atPath: part, contents: Data([0x46, 0xFF, 0xFE, 0x00])))

        let desk = try LetterDesk(seeds: Seeds(folder: folder))
        #expect(desk.templates.isEmpty)
        for kind in LetterKind.allCases where kind.isOfDecision {
            #expect(desk.badTemplates[kind]?.contains(part) == true)
            #expect(desk.easyRead[kind] != nil)
        }
    }

    @Test func `writes nothing for a council that has no file, names the file, and reports no letter as impossible`()
        throws
    {
        var desk = try Self.desk.get()
        desk.councils["bromley"] = nil
        #expect(desk.lack(for: "wiltshire") == nil && desk.lack(for: "kensington-and-chelsea") == nil)
        let troubles = troubles
        var writer = LetterWriter(desk: desk, documents: .ofTest) { _, why in troubles.add(why) }
        let seen = Seen(story: try decided(.maintain), book: book(today: day("2026-02-05")))
        #expect(writer.lack == nil)
        writer.folded(Entry(), at: Position(partition: 3, offset: 0), log: seen.book)
        #expect(writer.lack?.contains("seeds/councils/bromley.yaml") == true)
        try writer.knowEverything(seen.story.id)
        readBack(&writer, seen)
        writer.readToTheEnd()
        #expect(try writer.act(seen).isEmpty)
        #expect(troubles.list.isEmpty)
        #expect(!writer.isAtRest(3))
        // Started again with the file there, it finds the same decision and writes.
        var again = try self.writer()
        again.folded(Entry(), at: Position(partition: 3, offset: 0), log: seen.book)
        try again.knowEverything(seen.story.id)
        readBack(&again, seen)
        #expect(try letter(again.act(seen), of: seen).page.contains("Amira"))
    }

    @Test func `writes the letter of a decision that counts again because the submission before it is refused`() throws
    {
        var story = TestCase(try #require(CaseID("B-10432")))
        let date = day("2026-02-05")
        story.report(
            .planRecorded(PlanRecorded(placement: .mainstream, need: .autism, model: "bromley")), on: date)
        story.report(.reviewUnderWay(ReviewUnderWay(review: 1, kind: .annual)), on: date)
        story.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2026-01-20"))
        let first = story.report(.decisionSubmitted(DecisionSubmitted(review: 1, outcome: .maintain)), on: date)
        story.ask(DecisionWriter(), on: date)
        story.report(
            .decisionSubmitted(
                DecisionSubmitted(
                    review: 1, outcome: .maintain, officer: actorID("C-07"), reasons: Paper.reasons.hash)), on: date)
        story.ask(DecisionWriter(), on: date)
        var seen = Seen(story: story, book: book(today: date))
        var writer = try ready(seen)
        // The first is corrected, counts before the second, and lacks as much as it did.
        let hasty = EventData.decisionSubmitted(DecisionSubmitted(review: 1, outcome: .maintain))
        let second = story.report(hasty, on: date, replacing: first)
        seen.story = story
        fold(&writer, seen, [Event(second, hasty)], at: 41)
        #expect(try writer.act(seen).isEmpty)
        let refused = try #require(story.ask(DecisionWriter(), on: date).first)
        seen.story = story
        fold(&writer, seen, [refused], at: 42)
        #expect(try letter(writer.act(seen), of: seen).entry.events.count == 1)
    }

    @Test func `writes the page under its hash before the entry that names it, dated on the partition's today`() throws
    {
        var seen = try seen()
        var writer = try ready(seen)
        #expect(!writer.isAtRest(3))
        #expect(writer.isAtRest(4))
        let (page, entry) = try letter(writer.act(seen), of: seen)
        #expect(entry.by == .service(.decisionWriter))
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
        fold(&writer, seen, entry.events, at: 41)
        #expect(writer.isAtRest(3))
        #expect(try writer.act(seen).isEmpty)
    }

    @Test func `keeps the letter as a page of HTML with a title that names nobody, for the council and its addressee`()
        throws
    {
        for (outcome, title) in [
            (Outcome.maintain, "Decision of 6 February 2026"), (.amend, "Decision of 6 February 2026"),
        ] {
            let seen = try seen(outcome)
            var writer = try ready(seen)
            let document = try #require(try written(writer.act(seen), of: seen.story.id).copies.first?.document)
            #expect(document.mediaType == Document.html)
            #expect(document.title == title)
            #expect(document.audience == .council)
        }
    }

    @Test(arguments: [(nil, LetterForm.pdf), ("large-print", .largePrint), ("unheard-of", .pdf)])
    func `keeps each copy as page, text and PDF, large where that is asked for, each under its hash`(
        _ format: String?, _ paper: LetterForm
    ) throws {
        let seen = try seen()
        var writer = try ready(seen, desk: Self.printing.get())
        try writer.know("B-10432/1", Person(name: "Mrs Haddad", address: ["Flat 2"], format: format))
        let acts = try writer.act(seen)
        let copy = try #require(try written(acts, of: seen.story.id).copies.first)
        #expect(Set(copy.forms.keys) == [.text, paper])
        #expect(copy.page.contains("class=\"large\"") == (paper == .largePrint))
        let text = try #require(copy.forms[.text]).bytes
        #expect(String(decoding: text, as: UTF8.self).contains("Section F is right & enough."))
        let pdf = try #require(copy.forms[paper])
        #expect(Document.mediaType(of: pdf.bytes) == Document.pdf)
        #expect(Set(copy.forms.values.map(\.salt) + [copy.document.salt]).count == 3)
        #expect(copy.forms.values.allSatisfy { $0.title.hasPrefix(copy.document.title) && $0.audience == .council })
        // Another instance writes the same bytes under the same keys.
        var other = try ready(seen, desk: Self.printing.get())
        try other.know("B-10432/1", Person(name: "Mrs Haddad", address: ["Flat 2"], format: format))
        #expect(try keys(other.act(seen)) == keys(acts))
    }

    @Test(arguments: [("Mrs Haddad", true), ("محمد علي", false)])
    func `is kept in braille for whoever asked for it, unless it holds a sign that English braille has not`(
        _ name: String, _ isMade: Bool
    ) throws {
        let seen = try seen()
        var writer = try ready(seen, desk: Self.printing.get())
        try writer.know("B-10432/1", Person(name: name, address: ["Flat 2"], format: "braille"))
        let copy = try #require(try written(writer.act(seen), of: seen.story.id).copies.first)
        #expect(Set(copy.forms.keys) == (isMade ? [.text, .pdf, .braille] : [.text, .pdf]))
        #expect(copy.forms[.braille].map { $0.title.hasSuffix(", braille") } ?? !isMade)
    }

    private func keys(_ acts: [Act]) -> [String] {
        acts.compactMap { if case .record(_, _, let key, _, _) = $0 { key } else { nil } }
    }

    @Test func `calls the officer as the model that holds does`() throws {
        let seen = try seen(model: "wiltshire")
        var writer = try ready(seen)
        let (page, _) = try letter(writer.act(seen), of: seen)
        #expect(page.contains("SEND lead worker"))
        #expect(!page.contains("EHCP Coordinator"))
    }

    @Test func `says the same again until it is read back, but not while it is in flight; another instance the same`()
        throws
    {
        var seen = try seen()
        var writer = try ready(seen)
        let first = try written(writer.act(seen), of: seen.story.id)
        seen.inFlight = true
        #expect(try writer.act(seen).isEmpty)
        seen.inFlight = false
        var other = try ready(seen)
        for again in [try writer.act(seen), try other.act(seen)] {
            let second = try written(again, of: seen.story.id)
            #expect(first.copies.map(\.document) == second.copies.map(\.document))
            #expect(first.entry.events.map(\.id) == second.entry.events.map(\.id))
        }
    }

    @Test func `writes nothing for a case for which another instance speaks`() throws {
        var seen = try seen()
        seen.isSpeaking = false
        var writer = try ready(seen)
        #expect(try writer.act(seen).isEmpty)
    }

    @Test func `lists the amendments of an amendment notice, and its evidence by title or first line`() throws {
        let seen = try seen(.amend)
        var writer = try ready(seen)
        let (page, _) = try letter(writer.act(seen), of: seen)
        #expect(page.contains("<li>Section B: within sight.</li>"))
        #expect(page.contains("<li>Section F: 45 minutes a week.</li>"))
        #expect(page.contains("<li>Advice of the speech therapist</li>"))
        #expect(page.contains("<li>Report of the paediatrician</li>"))
    }

    @Test func `says that it is late, and how late, when it is`() throws {
        let seen = try seen(on: "2026-02-26")
        var writer = try ready(seen)
        let (page, _) = try letter(writer.act(seen), of: seen)
        #expect(page.contains("sorry that this letter is late"))
        #expect(page.contains("17 February 2026"))
    }

    @Test func `marks the letters of a rehearsal`() throws {
        let seen = Seen(story: try decided(.maintain), book: book(.rehearsal, today: day("2026-02-06")))
        var writer = try ready(seen)
        #expect(try letter(writer.act(seen), of: seen).page.contains("Rehearsal: invented children"))
    }

    @Test func `writes the final plan's letter from the notice, and to whom else it goes`() throws {
        var story = try decided(.amend)
        let decision = try #require(story.file.review(1)?.submission?.key)
        story.tellDecision(decision, .decisionAmend, on: day("2026-02-06"))
        let key = story.report(
            .finalSubmitted(
                FinalSubmitted(
                    review: 1, outcome: .amended, officer: actorID("C-07"), plan: Paper.final.hash, setting: 101_001)),
            on: day("2026-03-10"))
        story.ask(DecisionWriter(), on: day("2026-03-10"))
        let seen = Seen(story: story, book: book(today: day("2026-03-11")))
        var writer = try writer()
        try writer.knowEverything(story.id)
        let made = Event(
            ConclusionID(.finalMade, review: 1, fact: key.reference), .finalMade(FinalMade(outcome: .amended)))
        fold(&writer, seen, [made], at: 60)
        let (page, entry) = try letter(writer.act(seen), of: seen)
        #expect(entry.events.map(\.id) == [.conclusion(ConclusionID(.finalLetter, review: 1, fact: key.reference))])
        #expect(page.contains("11 March 2026"))
        #expect(page.contains("Example Wood School"))
    }

    @Test func `says of each thing that the family said where it was used, or why it was not`() throws {
        for isAmended in [true, false] {
            var story = try decided(.amend)
            let decision = try #require(story.file.review(1)?.submission?.key)
            story.tellDecision(decision, .decisionAmend, on: day("2026-02-06"))
            let said = story.report(
                .representationsReceived(RepresentationsReceived(review: 1, sections: [.f, .i], isFinal: true)),
                on: day("2026-02-20"))
            story.report(
                .amendmentAnswered(
                    AmendmentAnswered(
                        review: 1, answer: said, sections: [.f], used: true, items: [try #require(PlanItemID("F-3"))],
                        document: Paper.used.hash)), on: day("2026-03-09"))
            story.report(
                .amendmentAnswered(
                    AmendmentAnswered(
                        review: 1, answer: said, sections: [.i], used: false, document: Paper.unused.hash)),
                on: day("2026-03-09"))
            let outcome = isAmended ? FinalOutcome.amended : .notAmended
            let key = story.report(
                .finalSubmitted(
                    FinalSubmitted(
                        review: 1, outcome: outcome, officer: actorID("C-07"), reasons: Paper.reasons.hash,
                        plan: Paper.final.hash)),
                on: day("2026-03-10"))
            story.ask(DecisionWriter(), on: day("2026-03-10"))
            let seen = Seen(story: story, book: book(today: day("2026-03-11")))
            var writer = try writer()
            try writer.knowEverything(story.id)
            let made = Event(
                ConclusionID(.finalMade, review: 1, fact: key.reference), .finalMade(FinalMade(outcome: outcome)))
            fold(&writer, seen, [made], at: 60)
            let (page, _) = try letter(writer.act(seen), of: seen)
            #expect(page.contains("What you told us, and what we did"))
            #expect(
                page.contains(
                    "<li>What we were told on 20 February 2026 about section F: we used it, in F-3. You asked for a quiet "
                        + "room. It stands in the plan now.</li>"))
            #expect(
                page.contains(
                    "<li>What we were told on 20 February 2026 about section I: we did not use it. You asked for a taxi. "
                        + "The bus is safe &amp; short.</li>"))
        }
    }

    @Test func `says of a letter that was wrong that it takes its place, and what was wrong`() throws {
        var story = try decided(.maintain)
        let first = try #require(story.file.review(1)?.submission?.key)
        story.tellDecision(first, .decisionMaintain, on: day("2026-02-06"))
        let key = story.report(
            .decisionSubmitted(
                DecisionSubmitted(
                    review: 1, outcome: .maintain, officer: actorID("C-07"), reasons: Paper.reasons.hash,
                    correction: Paper.wrong.hash)), on: day("2026-02-10"), replacing: first)
        story.ask(DecisionWriter(), on: day("2026-02-10"))
        let seen = Seen(story: story, book: book(today: day("2026-02-10")))
        var writer = try writer()
        try writer.knowEverything(story.id)
        let made = Event(
            ConclusionID(.decisionMade, review: 1, fact: key.reference), .decisionMade(DecisionMade(outcome: .maintain))
        )
        fold(&writer, seen, [made], at: 60)
        let (page, _) = try letter(writer.act(seen), of: seen)
        #expect(page.contains("We wrote to you about this on 6 February 2026. Something in that letter was wrong"))
        #expect(page.contains("It named the wrong day of the meeting."))
        // A first letter corrects nothing.
        let other = try self.seen()
        var fresh = try ready(other)
        #expect(try !letter(fresh.act(other), of: other).page.contains("Something in that letter was wrong"))
    }

    @Test func `is not written from a paper that was withdrawn`() throws {
        var seen = try seen()
        seen.story.report(
            .documentWithdrawn(
                DocumentWithdrawn(role: .reasons, document: Paper.reasons.hash, ground: .anotherChild)),
            on: day("2026-02-06"))
        var writer = try ready(seen)
        #expect(try lacking(writer.act(seen)) == [1: .document])
    }

    // MARK: To whom

    @Test func `writes to the young person who holds the rights, in large print when asked, and not to the parent`()
        throws
    {
        let seen = try seen { story in
            story.contact(1, holdsRights: false, on: day("2025-11-01"))
            story.contact(2, .youngPerson, on: day("2025-11-01"))
        }
        var writer = try ready(seen)
        try writer.know(
            "B-10432/2", Person(name: "Amira Haddad", address: ["Flat 2"], format: "large-print"))
        let (copies, _) = try written(writer.act(seen), of: seen.story.id)
        #expect(copies.map(\.contact) == [2])
        let page = try #require(copies.first?.page)
        #expect(page.contains("Dear Amira Haddad"))
        #expect(!page.contains("Mrs Haddad"))
        #expect(page.contains("<body class=\"large\">"))
    }

    @Test(
        arguments: [
            (.maintain, "We have decided to keep Amira’s"), (.amend, "We have decided to change (amend) Amira’s"),
            (.cease, "is to end (we “cease to maintain” it)"),
        ] as [(Outcome, String)])
    func `says what was decided`(_ outcome: Outcome, _ words: String) throws {
        let seen = try seen(outcome)
        var writer = try ready(seen)
        let page = try #require(try written(writer.act(seen), of: seen.story.id).copies.first?.page)
        #expect(page.contains(words))
    }

    @Test(arguments: Outcome.allCases)
    func `says that the head is told exactly where the plan has a setting`(_ outcome: Outcome) throws {
        for setting in [101_001, nil] as [UInt32?] {
            let seen = try seen(outcome) { story in
                story.report(
                    .planRecorded(
                        PlanRecorded(
                            setting: setting, placement: setting == nil ? .otherwise : .mainstream, need: .autism,
                            coordinator: actorID("C-07"), model: "bromley")), on: day("2025-11-01"))
            }
            var writer = try ready(seen)
            let (copies, _) = try written(writer.act(seen), of: seen.story.id)
            let page = try #require(copies.first?.page)
            #expect(page.contains("We are also telling the headteacher of Example Wood School") == (setting != nil))
            #expect(page.contains("headteacher") == (setting != nil))
            if outcome == .cease { #expect(page.contains("we asked the head") == (setting != nil)) }
        }
    }

    @Test func `writes each of two who hold the rights a copy of their own, with their own name, address and days`()
        throws
    {
        let seen = try seen(.amend) { story in
            story.contact(1, on: day("2025-11-01"))
            story.contact(2, .grandparent, on: day("2025-11-01"))
        }
        var writer = try ready(seen)
        try writer.know("B-10432/2", Person(name: "Mr Aziz", email: "aziz@example.org"))
        let (copies, entry) = try written(writer.act(seen), of: seen.story.id)
        try #require(copies.map(\.contact) == [1, 2])
        #expect(entry.events.count == 1)
        let (byPost, byEmail) = (copies[0].page, copies[1].page)
        #expect(byPost.contains("Dear Mrs Haddad") && byPost.contains("Flat 2") && !byPost.contains("Aziz"))
        #expect(byEmail.contains("Dear Mr Aziz") && byEmail.contains("aziz@example.org"))
        #expect(!byEmail.contains("Haddad"))
        // Fifteen days from the day of service: an e-mail's is the day it is sent, a letter's the second working day
        // after.
        #expect(byEmail.contains("Friday 20 February 2026") && !byEmail.contains("Tuesday 24 February 2026"))
        #expect(byPost.contains("Tuesday 24 February 2026") && !byPost.contains("Friday 20 February 2026"))
        #expect(copies[0].document.salt != copies[1].document.salt)
        var story = seen.story
        #expect(story.append(entry) == .accepted)
        #expect(story.file.letters.first?.waiting.map(\.contact) == [1, 2])
    }

    @Test func `writes no copy for whom a decision closed`() throws {
        let seen = try seen { story in
            story.contact(1, on: day("2025-11-01"))
            story.contact(2, mayBeWrittenTo: false, on: day("2025-11-01"))
            story.contact(3, .socialWorker, holdsRights: false, on: day("2025-11-01"))
        }
        var writer = try ready(seen)
        for number in 2...3 { try writer.know("B-10432/\(number)", Person(name: "N", address: ["Nowhere"])) }
        #expect(try written(writer.act(seen), of: seen.story.id).copies.map(\.contact) == [1])
    }

    /// Many cases, of which some have the file of one that waits for its letter.
    private struct Crowd: OnePartition {
        let one: Seen
        let waiting: Set<CaseID>

        func file(of id: CaseID) -> CaseFile? { waiting.contains(id) ? one.story.file : nil }
        var book: LogBook { one.book }
        var owned: [Int32] { one.owned }
    }

    @Test(arguments: [(19, 0, false), (20, 0, true), (20, 180, true), (20, 181, false)])
    func
        `is not ready when letters of twenty cases, and a tenth of all, cannot be written, and says how many of how many`(
            _ lacking: Int, _ others: Int, _ isMany: Bool
        ) throws
    {
        let nobody = try seen { $0.contact(1, .socialWorker, holdsRights: false, on: day("2025-11-01")) }
        var writer = try ready(nobody)
        let ids = try (0..<lacking + others).map { try #require(CaseID("B-\($0)")) }
        let at = Position(partition: 3, offset: 41)
        for id in ids.prefix(lacking) {
            writer.folded(
                Entry(by: .service(.decisionWriter), recorded: day("2026-02-05"), events: []), at: at, of: id,
                .accepted,
                into: nobody.story.file, log: nobody.book)
        }
        let letter = Event(
            ConclusionID(.decisionLetter, review: 1, fact: .nothing),
            .letterWritten(LetterWritten(letter: .decisionMaintain, copies: [])))
        for id in ids.dropFirst(lacking) {
            writer.folded(
                Entry(by: .service(.decisionWriter), recorded: day("2026-02-05"), events: [letter]), at: at, of: id,
                .accepted, into: CaseFile(), log: nobody.book)
        }
        #expect(try writer.act(Crowd(one: nobody, waiting: Set(ids.prefix(lacking)))).isEmpty)
        #expect((writer.lack != nil) == isMany)
        if isMany {
            #expect(writer.lack?.hasPrefix("of \(lacking + others) letters \(lacking) could not be written") == true)
        }
    }

    @Test func `names a college that has a UKPRN and no URN as any other setting`() throws {
        let seen = try seen(.maintain) { story in
            story.report(
                .planRecorded(
                    PlanRecorded(
                        setting: 10_000_001, placement: .furtherEducation, need: .autism, coordinator: actorID("C-07"),
                        model: "bromley")), on: day("2025-11-02"))
        }
        var writer = try ready(seen)
        try writer.know("setting/10000001", Person(name: "Example College"))
        let (page, _) = try letter(writer.act(seen), of: seen)
        #expect(page.contains("Example College"), "\(page)")
    }

    @Test func `says whether nobody holds the rights, or whoever does is closed by decision, when nobody may be told`()
        throws
    {
        var nobody = try seen { $0.contact(1, .socialWorker, holdsRights: false, on: day("2025-11-01")) }
        var writer = try ready(nobody)
        #expect(try writer.act(nobody).isEmpty)
        #expect(troubles.list == ["3/40 nobody is recorded as holding the rights: record who does"])
        #expect(writer.isAtRest(3))
        let closed = try seen { $0.contact(1, mayBeWrittenTo: false, on: day("2025-11-01")) }
        var other = try ready(closed)
        #expect(try other.act(closed).isEmpty)
        #expect(
            troubles.list.last
                == "3/40 nobody may be told: whoever holds the rights may not be written to, by decision (contact 1)")
        // Somebody is recorded: the letter is written.
        nobody.story.contact(1, on: day("2026-02-06"))
        fold(&writer, nobody, at: 41)
        #expect(try written(writer.act(nobody), of: nobody.story.id).copies.map(\.contact) == [1])
    }

    // MARK: Names

    /// What the writer said is read back.
    private func readBack(_ acts: [Act], _ writer: inout LetterWriter, _ seen: inout Seen, at offset: Int64 = 41) throws
    {
        guard case .entry(_, let entry)? = acts.last else {
            Issue.record("nothing was said")
            return
        }
        #expect(seen.story.append(entry) == .accepted)
        fold(&writer, seen, entry.events, at: offset)
    }

    @Test func `takes names from people and children alone: an officer without one is trouble that says which record`()
        throws
    {
        var seen = try seen()
        var writer = try ready(seen)
        try writer.read(TopicRecord(.people, key: "officer/C-07", value: nil))
        let acts = try writer.act(seen)
        #expect(lacking(acts) == [1: .officer])
        #expect(troubles.list == ["3/40 no name is recorded under officer/C-07"])
        try readBack(acts, &writer, &seen)
        try writer.know("officer/C-07", Person(name: "Ada Field"))
        let (page, _) = try letter(writer.act(seen), of: seen)
        #expect(page.contains("Ada Field"))
        #expect(!page.contains("C-07"))
    }

    @Test func `is written anew, as the rights pass while it waits, for whoever holds them then`() throws {
        let born = try #require(Month("2009-03"))
        var seen = try seen { story in
            story.contact(1, on: day("2025-11-01"))
            story.contact(2, .youngPerson, holdsRights: false, on: day("2025-11-01"))
        }
        var writer = try ready(seen)
        let toParent = try writer.act(seen)
        #expect(try written(toParent, of: seen.story.id).copies.map(\.contact) == [1])
        try readBack(toParent, &writer, &seen)
        #expect(try writer.act(seen).isEmpty)
        // The month of birth comes in late.
        var plan = try #require(seen.story.file.plan)
        plan.born = born
        seen.story.report(.planRecorded(plan), on: day("2026-02-07"))
        let passed = Event(
            ConclusionID(.rightsPassed, fact: .month(born)),
            .rightsPass(RightsPass(last: day("2025-06-27"), rule: RuleName(.age1))))
        #expect(
            seen.story.append(Entry(by: .service(.scheduler), recorded: day("2026-02-07"), events: [passed]))
                == .accepted)
        fold(&writer, seen, [passed], at: 42)
        // Until there is an address, nobody gets it, and that is a person's work.
        #expect(try writer.act(seen).isEmpty)
        #expect(seen.story.file.unsent(on: day("2026-02-07")).map(\.addressee) == [.contact(2)])
        try writer.know("B-10432/2", Person(name: "Amira Haddad", email: "amira@example.org"))
        let toYoungPerson = try writer.act(seen)
        let (copies, entry) = try written(toYoungPerson, of: seen.story.id)
        #expect(copies.map(\.contact) == [2] && copies.first?.page.contains("Dear Amira Haddad") == true)
        #expect(seen.story.append(entry) == .accepted)
        #expect(seen.story.file.letters.map { $0.waiting.map(\.contact) } == [[2]])
    }

    @Test
    func `what keeps one copy back keeps no other: the log says what it lacks, and it is written when that comes`()
        throws
    {
        var seen = try seen(.amend) { story in
            story.contact(1, on: day("2025-11-01"))
            story.contact(2, .grandparent, on: day("2025-11-01"))
            story.contact(3, .grandparent, on: day("2025-11-01"))
        }
        var writer = try ready(seen)
        try writer.know("B-10432/3", Person(name: "Mr Aziz", email: "aziz@example.org;"))
        let first = try writer.act(seen)
        #expect(lacking(first) == [2: .name, 3: .usableAddress])
        let (copies, entry) = try written(first, of: seen.story.id)
        #expect(copies.map(\.contact) == [1])
        guard case .letterWritten(let said)? = entry.events.first?.data else { return }
        #expect(said.copies.map(\.by) == [.post, nil, nil])
        try readBack(first, &writer, &seen)
        #expect(seen.story.file.review(1)?.isLetterWritten == true)
        #expect(seen.story.file.letters.first?.waiting.map(\.contact) == [1, 2, 3])
        #expect(
            seen.story.file.unsent(on: day("2026-02-06")).map(\.reason) == [.lacks(.name), .lacks(.usableAddress)])
        // Nothing new, nothing said; the trouble once.
        #expect(try writer.act(seen).isEmpty)
        #expect(writer.isAtRest(3))
        #expect(troubles.list.count == 2)
        // The first has theirs: not told until the last has.
        let key = try #require(seen.story.file.review(1)?.submission?.key)
        func send(_ contact: UInt8) {
            let message = ConclusionID(.tellDecision, review: 1, fact: key.reference, to: .contact(contact))
            seen.story.conclude(
                message, .notificationRequested(NotificationRequested(until: day("2027-01-01"))), on: day("2026-02-06"))
            seen.story.send(message, on: day("2026-02-06"))
        }
        send(1)
        send(2)
        #expect(
            seen.story.file.message(ConclusionID(.tellDecision, review: 1, fact: key.reference, to: .contact(2))) == nil
        )
        #expect(seen.story.file.review(1)?.told == nil)
        #expect(seen.story.file.pending.count == 1, "what the copies rest on is kept")
        // One after the other becomes known, also by an instance that has only just started.
        try writer.know("B-10432/3", Person(name: "Mr Aziz", email: "aziz@example.org"))
        let second = try writer.act(seen)
        #expect(try written(second, of: seen.story.id).copies.map(\.contact) == [3])
        try readBack(second, &writer, &seen, at: 42)
        var other = try ready(seen)
        try other.know("B-10432/2", Person(name: "Mrs Aziz", address: ["1 Road"]))
        try other.know("B-10432/3", Person(name: "Mr Aziz", email: "aziz@example.org"))
        let third = try other.act(seen)
        let late = try written(third, of: seen.story.id)
        #expect(late.copies.map(\.contact) == [2])
        #expect(late.entry.events.map { "\($0.id)" } == ["review-1/decision-letter/\(reference(key))/contact-2"])
        try readBack(third, &other, &seen, at: 43)
        // Said again by one that was behind, it is repeated.
        #expect(seen.story.append(late.entry) == .repeated)
        send(2)
        #expect(seen.story.file.review(1)?.told == nil)
        send(3)
        #expect(seen.story.file.review(1)?.told == day("2026-02-06"))
        #expect(seen.story.file.pending.isEmpty)
        #expect(try other.act(seen).isEmpty)
    }

    private func reference(_ key: SubmissionKey) -> String {
        String(decoding: SubmissionReference(key.high).text, as: UTF8.self)
    }

    @Test func `a copy comes for nobody who is closed, who has one, or whom the letter is not addressed to`() throws {
        var seen = try seen { story in
            story.contact(1, on: day("2025-11-01"))
            story.contact(2, on: day("2025-11-01"))
        }
        var writer = try ready(seen)
        try readBack(writer.act(seen), &writer, &seen)
        let key = try #require(seen.story.file.review(1)?.submission?.key)
        func copy(_ contact: UInt8) -> Entry {
            Entry(
                by: .service(.decisionWriter), recorded: day("2026-02-06"),
                events: [
                    Event(
                        ConclusionID(.decisionLetter, review: 1, fact: key.reference, to: .contact(contact)),
                        .letterWritten(
                            LetterWritten(
                                letter: .decisionMaintain,
                                copies: [LetterCopy(contact: contact, document: DocumentHash(1, 2, 3, 4))])))
                ])
        }
        #expect(seen.story.append(copy(1)) == .doesNotFit, "it has one")
        #expect(seen.story.append(copy(3)) == .doesNotFit, "it is addressed to two")
        var empty = copy(2)
        empty.events[0].data = .letterWritten(
            LetterWritten(letter: .decisionMaintain, copies: [LetterCopy(contact: 2, lacks: .name)]))
        #expect(seen.story.append(empty) == .doesNotFit, "it is none")
        var closed = seen.story
        closed.contact(2, mayBeWrittenTo: false, on: day("2026-02-06"))
        #expect(closed.append(copy(2)) == .doesNotFit, "nobody waits for it")
        #expect(closed.file.pending.count == 1, "what was submitted is kept until the other's has left")
        #expect(seen.story.append(copy(2)) == .accepted)
    }

    static let unquotable: [(String, [UInt8])] = [
        ("blank", Array("  \n\t\n".utf8)), ("no letters", Array("— … * * *\n".utf8)),
        ("zero width", Array("\u{200B}\u{FEFF}\u{3164}\u{2060}".utf8)),
        ("over the limit", Array(String(repeating: "a", count: Bounds.quotedText + 1).utf8)),
        ("ampersands", Array(String(repeating: "&", count: 100_000).utf8)),
        ("PDF", Array("%PDF-1.7 the reasons".utf8)), ("Word", Array("PK\u{3}\u{4}".utf8) + [0xFF, 0x00]),
        ("UTF-16", [0xFF, 0xFE] + "Yes".utf8.flatMap { [$0, 0] }),
        ("UTF-16 without a mark", "Yes".utf8.flatMap { [$0, 0] }),
        ("a page", Array("<!DOCTYPE html><p>Yes".utf8)), ("a page too", Array("\n <!doctype HTML>Yes".utf8)),
        ("RTF", Array("{\\rtf1 Yes}".utf8)), ("Windows-1252", Array("na".utf8) + [0xEF] + Array("ve".utf8)),
    ]

    @Test(arguments: unquotable)
    func `a decision whose reasons no letter can quote is refused with the cause, and nothing else waits`(
        _ name: String, _ bytes: [UInt8]
    ) throws {
        let document = Document(bytes, salt: .random(), audience: .invited)
        var seen = try seen(reasons: document.hash)
        var writer = try ready(seen)
        try writer.read(
            TopicRecord(
                .documents, key: DocumentKey(seen.story.id, .reasons, document.hash).description, value: document.bytes,
                headers: document.headers))
        let acts = try writer.act(seen)
        guard case .entry(_, let entry)? = acts.last, acts.count == 1,
            case .decisionRefused(let refused)? = entry.events.first?.data
        else {
            Issue.record("\(name) was not refused")
            return
        }
        #expect(refused.lacks.count == 1 && refused.lacks[0].hasPrefix("unquotable|reasons|"))
        #expect(troubles.list.count == 1)
        try readBack(acts, &writer, &seen)
        #expect(seen.story.file.review(1)?.submission == nil, "the next that is submitted is answered")
        #expect(seen.story.file.pending.isEmpty)
        #expect(writer.isAtRest(3))
        #expect(throws: QuoteFault.self) { try document.quotable() }
    }

    @Test func `the longest papers and names that are taken make a letter that a record holds`() throws {
        // In a page a quotation mark takes six bytes.
        let longest = "A" + String(repeating: "\"", count: Bounds.quotedText - 1)
        let (reasons, changes) = (Paper(.reasons, longest), Paper(.amendments, longest))
        let evidence = (0..<Bounds.evidence).map { number in
            Paper(.evidence, "x\(number)", titled: String(repeating: "\"", count: Bounds.name) + "e")
        }
        var story = TestCase(try #require(CaseID("B-10432")))
        let date = day("2026-02-05")
        story.report(
            .planRecorded(PlanRecorded(setting: 101_001, placement: .mainstream, need: .autism, model: "bromley")),
            on: date)
        story.report(.reviewUnderWay(ReviewUnderWay(review: 1, kind: .annual)), on: date)
        story.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2026-01-20"))
        story.report(
            .decisionSubmitted(
                DecisionSubmitted(
                    review: 1, outcome: .amend, officer: actorID("C-07"), reasons: reasons.hash, plan: Paper.plan.hash,
                    amendments: changes.hash, evidence: evidence.map(\.hash))), on: date)
        story.ask(DecisionWriter(), on: date)
        let seen = Seen(story: story, book: book(today: date))
        var writer = try ready(seen, [reasons, changes, Paper.plan] + evidence)
        let name = String(repeating: "\"", count: Bounds.name - 1) + "N"
        let lines = Array(repeating: name, count: Bounds.addressLines)
        try writer.know("B-10432/1", Person(name: name, address: lines))
        try writer.know(Child(name: name), of: story.id)
        let (page, _) = try letter(writer.act(seen), of: seen)
        #expect(page.utf8.count > Bounds.letter / 2 && page.utf8.count <= Bounds.letter)
        // A name beyond the bound is none, and that case's trouble alone.
        #expect(throws: (any Error).self) {
            try writer.know("B-10432/1", Person(name: String(repeating: "N", count: 520_000), address: ["1 Road"]))
        }
        #expect(lacking(try writer.act(seen)) == [1: .name])
    }

    @Test func `a template or a council's file that cannot be read keeps back its own letters alone, and is named`()
        throws
    {
        var desk = try Self.desk.get()
        desk.templates[.decisionMaintain] = nil
        desk.badTemplates[.decisionMaintain] = "decision-maintain.md:3: no"
        desk.badCouncils["elsewhere"] = "elsewhere.yaml:1: no"
        #expect(desk.lack(for: "bromley") == nil)
        #expect(desk.lack(for: "elsewhere") == "elsewhere.yaml:1: no")
        #expect(desk.troubles.count == 2)
        let troubles = troubles
        for (outcome, isWritten) in [(Outcome.maintain, false), (.amend, true)] {
            var writer = LetterWriter(desk: desk, documents: .ofTest) { _, why in troubles.add(why) }
            let seen = try seen(outcome)
            try writer.knowEverything(seen.story.id)
            readBack(&writer, seen)
            #expect(lacking(try writer.act(seen)) == (isWritten ? [:] : [1: .words]))
            #expect(writer.lack == nil)
        }
        #expect(troubles.list == ["decision-maintain.md:3: no"])
    }

    @Test func `a letter of a model whose file is of no use waits, and no other does`() throws {
        var desk = try Self.desk.get()
        for (name, isWritten) in [("bromley", false), ("wiltshire", true)] {
            desk.models = ReviewModels(usable: [.init(name: name, path: "models/\(name).yaml", text: "id: [\n")])
            let troubles = Troubles()
            var writer = LetterWriter(desk: desk, documents: .ofTest) { _, why in troubles.add(why) }
            let seen = try seen(.maintain)
            try writer.knowEverything(seen.story.id)
            readBack(&writer, seen)
            #expect(try writer.act(seen).isEmpty == !isWritten, "\(name)")
            // One file mends all: it is not said of each letter, nor looked for again and again.
            #expect(troubles.list.isEmpty && writer.isAtRest(3) == !isWritten, "\(name)")
        }
    }

    @Test(arguments: [EndReason.died, .movedAbroad])
    func `writes nothing after an end that does not demand it, and all when the end is withdrawn`(reason: EndReason)
        throws
    {
        for outcome in Outcome.allCases {
            var seen = try seen(outcome)
            var writer = try ready(seen)
            let end = seen.story.report(.planEnded(PlanEnded(reason: reason)), on: day("2026-02-06"))
            fold(&writer, seen, at: 41)
            let isDue = outcome == .cease && reason != .died
            #expect(try writer.act(seen).isEmpty == !isDue)
            #expect(writer.isAtRest(3) == !isDue)
            seen.story.report(.withdrawn(Withdrawn(report: end)), on: day("2026-02-06"), by: .manager)
            fold(&writer, seen, at: 42)
            #expect(try writer.act(seen).count == 3)
        }
    }

    @Test func `many letters that could not be written make the service not ready, few do not`() throws {
        let seen = try seen()
        var writer = try ready(seen)
        try writer.read(TopicRecord(.people, key: "B-10432/1", value: nil))
        _ = try writer.act(seen)
        #expect(writer.lack == nil)
        #expect(writer.figures.metrics.contains("ehcp_letters_unwritten{kind=\"decision-maintain\"} 1\n"))
        #expect(
            writer.figures.metrics.contains("ehcp_oldest_unwritten_letter_seconds{kind=\"decision-maintain\"} 86400\n"))
    }

    @Test func `calls a child whose name was erased "your child"`() throws {
        let seen = try seen()
        var writer = try ready(seen)
        try writer.read(TopicRecord(.children, key: "B-10432", value: nil))
        let (page, _) = try letter(writer.act(seen), of: seen)
        #expect(!page.contains("Amira’s"))
        #expect(page.contains("your child"))
    }

    @Test func `says at once what of an address is missing, and writes when it becomes known`() throws {
        for (person, lack) in [
            (nil, LetterLack.name), (Person(name: "Mrs Haddad"), .address),
            (Person(name: "Mrs Haddad", email: "no address"), .usableAddress),
            (Person(name: "Mrs Haddad", address: ["No fixed abode"]), .usableAddress),
        ] {
            var seen = try seen()
            var writer = try ready(seen)
            try writer.read(TopicRecord(.people, key: "B-10432/1", value: nil))
            if let person { try writer.know("B-10432/1", person) }
            let acts = try writer.act(seen)
            #expect(lacking(acts) == [1: lack])
            try readBack(acts, &writer, &seen)
            #expect(try writer.act(seen).isEmpty)
            try writer.know("B-10432/1", Person(name: "Mrs Haddad", email: "haddad@example.org"))
            #expect(try writer.act(seen).count == 3)
        }
    }

    // MARK: Documents

    @Test
    func
        `waits for a text that was not read yet, and says that it is missing when all was read that stood there since`()
        throws
    {
        var seen = try seen()
        var writer = try ready(seen, [.plan, .amendments, .advice, .scan])
        #expect(try writer.act(seen).isEmpty)
        #expect(!writer.isAtRest(3))
        #expect(troubles.list.isEmpty)
        // However often it looks, and however long it takes.
        seen.seconds = 3_600
        #expect(try writer.act(seen).isEmpty)
        writer.readToTheEnd()
        let acts = try writer.act(seen)
        #expect(lacking(acts) == [1: .document])
        #expect(troubles.list.count == 1)
        #expect(
            troubles.list[0].hasPrefix("3/40 B-10432/reasons/\(Paper.reasons.hash), which the decision names, is not"))
        try readBack(acts, &writer, &seen)
        #expect(try writer.act(seen).isEmpty)
        writer.readToTheEnd()
        #expect(try writer.act(seen).isEmpty)
        #expect(writer.isAtRest(3))
        #expect(troubles.list.count == 1)
        try writer.read(Paper.reasons.record(of: seen.story.id))
        #expect(!writer.isAtRest(3))
        #expect(try writer.act(seen).count == 3)
    }

    @Test func `another case's document, or one of another role, does not stand in for what the decision names`() throws
    {
        for (id, role) in [("B-10433", DocumentRole.reasons), ("B-10432", .report), ("B-10432", .evidence)] {
            let seen = try seen()
            var writer = try ready(seen, [.plan, .amendments, .advice, .scan])
            try writer.read(Paper.reasons.record(of: try #require(CaseID(id)), as: role))
            #expect(try writer.act(seen).isEmpty)
            writer.readToTheEnd()
            #expect(lacking(try writer.act(seen)) == [1: .document], "\(id)/\(role)")
            #expect(troubles.list.last?.contains("one of another case or role does not stand in for it") == true)
        }
        #expect(troubles.list.count == 3)
    }

    @Test func `each document that the decision names must be there, also one that the letter only encloses`() throws {
        for paper in [Paper.reasons, .plan, .amendments, .advice, .scan] {
            let seen = try seen(.amend)
            var writer = try ready(seen, Paper.all.filter { $0.hash != paper.hash })
            #expect(try writer.act(seen).isEmpty)
            writer.readToTheEnd()
            #expect(lacking(try writer.act(seen)) == [1: .document])
            #expect(troubles.list.last?.contains("B-10432/\(paper.role.rawValue)/\(paper.hash)") == true)
        }
    }

    @Test func `refuses a document whose bytes, headers or key are wrong, which is then as if it were missing`() throws
    {
        let seen = try seen()
        var writer = try ready(seen)
        let whole = Paper.reasons.record(of: seen.story.id)
        var forged = whole
        forged.value = Array("The help ends.".utf8)
        var unsalted = whole
        unsalted.headers.removeAll { $0.name == Document.Header.salt }
        var misnamed = whole
        misnamed.key = Paper.reasons.hash.description
        #expect(throws: Document.Fault.key) { try writer.read(misnamed) }
        for (record, fault) in [
            (forged, Document.Fault.hash), (unsalted, .header(Document.Header.salt)),
        ] {
            #expect(throws: fault) { try writer.read(record) }
            #expect(try writer.act(seen).isEmpty)
            try writer.read(whole)
            #expect(try letter(writer.act(seen), of: seen).page.contains("Section F is right"))
        }
    }

    @Test func `says at once that a letter cannot be written whose reasons were erased`() throws {
        let seen = try seen()
        var writer = try ready(seen)
        try writer.read(
            TopicRecord(
                .documents, key: DocumentKey(seen.story.id, .reasons, Paper.reasons.hash).description, value: nil))
        #expect(lacking(try writer.act(seen)) == [1: .document])
        #expect(troubles.list == ["3/40 B-10432/reasons/\(Paper.reasons.hash) was erased"])
    }

    @Test(arguments: [Audience.council, .writer])
    func `refuses a decision whose papers the family may not see, and names the paper`(audience: Audience) throws {
        for (outcome, paper, isRefused) in [
            (Outcome.maintain, Paper.reasons, true), (.amend, .reasons, true), (.amend, .plan, true),
            (.amend, .amendments, true), (.amend, .scan, true), (.maintain, .plan, false), (.cease, .scan, false),
        ] {
            let seen = try seen(outcome)
            var writer = try ready(seen)
            var record = paper.record(of: seen.story.id)
            for index in record.headers.indices where record.headers[index].name == Document.Header.audience {
                record.headers[index].value = Array(audience.rawValue.utf8)
            }
            try writer.read(record)
            let acts = try writer.act(seen)
            var lacks: [String] = []
            if case .entry(_, let entry)? = acts.last, case .decisionRefused(let refused)? = entry.events.first?.data {
                lacks = refused.lacks
            }
            #expect(lacks.first?.hasPrefix("not-for-family|\(paper.role.rawValue)|") == (isRefused ? true : nil))
            #expect(acts.count == (isRefused ? 1 : 3), "\(outcome) \(paper.role)")
        }
    }

    @Test func `fetches what it quotes and does not have in memory, and says why it is not ready while it cannot`()
        throws
    {
        let source = FetchedPapers()
        let troubles = troubles
        var writer = LetterWriter(
            desk: try Self.desk.get(), documents: DocumentShelf(DocumentIndex(caching: 0), from: source)
        ) { _, why in troubles.add(why) }
        var seen = try seen(.amend)
        try writer.knowEverything(seen.story.id)
        readBack(&writer, seen)
        #expect(try writer.act(seen).isEmpty)
        #expect(writer.lack?.contains("nobody is there") == true)
        #expect(!writer.isAtRest(3))
        source.isAway.withLock { $0 = false }
        #expect(try writer.act(seen).isEmpty, "it is not asked again at once")
        seen.seconds = 5
        #expect(try letter(writer.act(seen), of: seen).page.contains("Section F is right"))
        #expect(writer.lack == nil)
        // What is only enclosed is not fetched: the plan, and a scan that has a title.
        #expect(Set(source.fetched.withLock { $0 }) == [.reasons, .amendments, .evidence])
        #expect(!source.hashes.withLock { $0 }.contains(Paper.scan.hash))
        #expect(troubles.list.isEmpty)
    }

    @Test func `takes no letter for a decision that was withdrawn before it was written`() throws {
        var seen = try seen()
        var writer = try ready(seen)
        let key = try #require(seen.story.file.review(1)?.submission?.key)
        seen.story.report(.withdrawn(Withdrawn(report: key)), on: day("2026-02-06"))
        fold(&writer, seen, at: 41)
        #expect(writer.isAtRest(3))
        #expect(try writer.act(seen).isEmpty)
    }
}
