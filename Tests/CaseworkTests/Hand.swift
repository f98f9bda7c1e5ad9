import CaseFile
import Casework
import Contracts
import Statute
import TestSupport
import Testing

/// What a person is told who says something of a case that a test tells.
struct Hand {
    /// The case so far.
    var story: TestCase
    /// The log's today.
    var today: Day
    var model: ReviewModel?
    /// Whether what refused decisions lack was read with the file.
    var isRead = true
    /// Whether the school terms of the council are at hand.
    var hasTerms = false

    /// A case of a child in Year 4, held by C-07, whose first review is open.
    init(_ today: String, born: Month? = nil, placement: Placement = .mainstream) throws {
        self.today = day(today)
        story = TestCase(try #require(CaseID("B-10432")))
        let plan = PlanRecorded(
            born: born, made: day("2019-07-12"), setting: 101_234, placement: placement, need: .autism,
            coordinator: actorID("C-07"), model: "statutory")
        story.report(.planRecorded(plan), on: self.today - 100)
        story.report(.reviewUnderWay(ReviewUnderWay(review: 1, kind: .annual)), on: self.today - 100)
    }

    /// The verdict on what somebody says that happened on that day.
    func decide(
        _ data: EventData, on happened: String? = nil, replaces: SubmissionKey? = nil, by actor: Actor = .coordinator,
        documents: [DocumentHash: Document] = [:], others: OtherCases = OtherCases()
    ) -> CaseInHand.Verdict {
        let event = Event(
            SubmissionKey(high: 9, low: 9), happened: happened.map { day($0) }, replaces: replaces, data)
        return CaseInHand(story.id, story.file, on: today, model: model).decide(
            event, by: actor, seen: 17, documents: documents, others: others)
    }

    /// All that is found of it.
    func findings(
        _ data: EventData, on happened: String? = nil, by actor: Actor = .coordinator
    ) -> [FindingCode] {
        switch decide(data, on: happened, by: actor) {
        case .accepted(_, let findings), .refused(let findings): findings.map(\.code)
        case .repeated: []
        }
    }

    /// In words, what is found of it.
    func words(_ data: EventData, on happened: String? = nil) -> [String] {
        switch decide(data, on: happened) {
        case .accepted(_, let findings), .refused(let findings): findings.map { $0.sentence(in: ModelWords()) }
        case .repeated: []
        }
    }
}
