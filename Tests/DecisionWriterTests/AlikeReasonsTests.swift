import CaseFile
import Casework
import Contracts
import Runtime
import Statute
import TestSupport
import Testing

import DecisionLetters
@testable import DecisionWriter

/// Several cases as a service sees them.
private struct Office: OnePartition {
    var stories: [CaseID: TestCase] = [:]
    var book = LogBook()
    var seconds = 0.0
    var isSpeaking = true

    func owns(_ id: CaseID) -> Bool { isSpeaking }
    func file(of id: CaseID) -> CaseFile? { stories[id]?.file }
}

@Suite struct `Reasons that are alike` {
    private static let today = day("2026-02-06")

    private static func reasons(_ name: String) -> String {
        """
        \(name) has made progress towards each outcome of the plan since the last review, and the school reports that the help \
        in section F is given as it is written. The family and the school agree that nothing in the plan needs to change this \
        year, and the council finds that the outcomes of section E still fit.
        """
    }

    private static let own = [
        "Two outcomes were met in the spring term. Speech therapy moves from weekly to fortnightly because the new aids work, as the therapist wrote.",
        "The hearing test of March changed what is needed in the classroom, and a radio aid was given, which the plan already allows.",
        "A new school was named in September, and it takes up all of the provision from its first day, with the taxi as before.",
    ]

    /// A world of so many decisions, with the text of each one's reasons, and what is said of them until nothing is left.
    ///
    /// - Parameter handedOver: Another instance speaks for the cases at first, and is gone before it says anything.
    private func said(
        _ texts: [String], handedOver: Bool = false
    ) throws -> (office: Office, said: [CaseID: Int64], reads: Int) {
        var office = Office()
        office.book.append(
            Entry(
                by: .operator, recorded: Self.today,
                events: [Event(ConclusionID(.day, day: Self.today), .dayBegan(DayBegan()))]), at: 0)
        var sources = LetterSources(.ofTest)
        var alike = AlikeReasons()
        for (number, text) in texts.enumerated() {
            let id = try #require(CaseID("B-\(20_000 + number)"))
            var story = TestCase(id)
            story.report(
                .planRecorded(PlanRecorded(placement: .mainstream, need: .autism, model: "bromley")), on: Self.today)
            story.report(.reviewUnderWay(ReviewUnderWay(review: 1, kind: .annual)), on: Self.today)
            let document = Document(
                Array(text.utf8), salt: DocumentSalt(high: 1, low: UInt64(number)), mediaType: Document.plainText,
                title: "Reasons")
            let decision = DecisionSubmitted(
                review: 1, outcome: .maintain, officer: actorID("C-07"), reasons: document.hash)
            let key = story.report(.decisionSubmitted(decision), on: Self.today)
            office.stories[id] = story
            try sources.read(
                TopicRecord(
                    .documents, key: DocumentKey(id, .reasons, document.hash).description, value: document.bytes,
                    headers: document.headers, at: Position(partition: 3, offset: Int64(number))))
            alike.note(decision, key, of: id, on: Self.today)
        }
        var marks: [CaseID: Int64] = [:]
        var looks = 0
        if handedOver {
            office.isSpeaking = false
            for _ in 0..<3 { #expect(try alike.act(office, sources, as: .decisionWriter) { _ in false }.isEmpty) }
            #expect(alike.isAtRest, "what is another's to say keeps nobody from rest")
            office.isSpeaking = true
            // Whatever comes next wakes it: it is looked at again in each turn.
            #expect(try !alike.act(office, sources, as: .decisionWriter) { _ in true }.contains { _ in true })
            #expect(!alike.isAtRest)
        }
        while !alike.isAtRest, looks < 100 {
            looks += 1
            for act in try alike.act(office, sources, as: .decisionWriter, isBusy: { _ in false }) {
                guard case .entry(let id, let entry) = act, case .conclusion(let conclusion) = entry.events[0].id,
                    case .reasonsAlike(let data) = entry.events[0].data
                else { continue }
                #expect(entry.by == .service(.decisionWriter) && entry.events.count == 1)
                let twice = (1...2).map { _ in
                    office.stories[id]?.conclude(conclusion, entry.events[0].data, on: Self.today)
                }
                #expect(twice == [.accepted, .repeated], "said once")
                alike.note(data, conclusion, of: id)
                marks[id] = data.group
            }
        }
        #expect(alike.isAtRest)
        return (office, marks, looks)
    }

    @Test func `that somebody copies are caught within ten decisions, each case under one mark and none by name`()
        throws
    {
        // Ten decisions, among which one officer copies the reasons of three and changes the name.
        let texts =
            Self.own + [Self.reasons("Amira"), Self.own[0] + " She is well.", Self.reasons("Ben")] + [
                "The review brought new advice of a physiotherapist, and what it asks for stands in section G of the plan already.",
                Self.reasons("Chloe"),
                "Attendance rose to ninety-four percent, and the quiet room is used less than before.",
            ]
        #expect(texts.count <= 10)
        let (office, said, _) = try said(texts)
        let copied = try ["B-20003", "B-20005", "B-20007"].map { try #require(CaseID($0)) }
        #expect(said.keys.sorted() == copied)
        #expect(Set(said.values).count == 1)
        for id in copied {
            let file = try #require(office.file(of: id))
            #expect(file.said.contains { $0.subject == .reasonsAlike })
        }
    }

    @Test func `in two cases are no sign, nor are reasons of one child's own`() throws {
        #expect(try said([Self.reasons("Amira"), Self.reasons("Ben")] + Self.own).said.isEmpty)
        #expect(try said(Self.own).said.isEmpty)
    }

    @Test func `are said by whoever speaks for the cases now, where another was gone before it said so`() throws {
        let texts = ["A", "B", "C"].map(Self.reasons)
        #expect(try said(texts, handedOver: true).said.count == 3)
    }

    @Test func `go on under the mark that was said first when more come`() throws {
        let (_, first, _) = try said([Self.reasons("A"), Self.reasons("B"), Self.reasons("C")])
        #expect(first.count == 3)
        let (_, more, _) = try said((0..<40).map { Self.reasons("Child \($0)") })
        #expect(more.count == 40 && Set(more.values).count == 1, "more than one look reads are found too")
    }

    @Test func `count for nothing of a decision that nobody submitted`() throws {
        var story = TestCase(try #require(CaseID("B-1")))
        story.report(
            .planRecorded(PlanRecorded(placement: .mainstream, need: .autism, model: "bromley")), on: Self.today)
        let id = ConclusionID(.reasonsAlike, review: 1, fact: .submission(77))
        #expect(
            story.conclude(id, .reasonsAlike(ReasonsAlike(group: 1)), on: Self.today) == .doesNotFit)
    }
}
