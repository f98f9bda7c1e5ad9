import CaseFile
import Casework
import Contracts
import Statute
import TestSupport
import Testing

/// What waits for the coordinator who decides.
@Suite struct `A draft of what a decision rests on` {
    private let id = CaseID("B-10432")
    private static let paper = DocumentHash(1, 2, 3, 4)

    /// A case of a child in a special school, told in entries.
    private struct Case {
        var file = CaseFile()
        var entries: [(position: Int64, entry: Entry)] = []

        init() {
            tell(
                "2024-06-01",
                .planRecorded(PlanRecorded(setting: 101_234, placement: .special, need: .autism, model: "x")))
            tell("2024-06-01", .reviewUnderWay(ReviewUnderWay(review: 1, kind: .progress)))
        }

        @discardableResult
        mutating func tell(_ date: String, _ data: EventData, by: Actor = .coordinator) -> SubmissionKey {
            let key = SubmissionKey(high: UInt64(entries.count) << 32, low: UInt64(entries.count))
            let entry = Entry(by: by, recorded: day(date), events: [Event(key, data)])
            entries.append((Int64(entries.count), entry))
            file.append(entry, at: Int64(entries.count))
            return key
        }
    }

    private func drafts(_ told: Case, on date: String) throws -> [Draft] {
        Draft.waiting(of: try #require(id), file: told.file, entries: told.entries, on: day(date), days: 10)
    }

    @Test func `waits once the report is in, or some days before the decision is due, and not before a meeting`() throws
    {
        var told = Case()
        #expect(try drafts(told, on: "2024-09-01").isEmpty)
        told.tell("2024-08-20", .meetingHeld(MeetingHeld(review: 1)))
        // The decision is due on 17 September.
        #expect(try drafts(told, on: "2024-09-06").isEmpty)
        let soon = try #require(try drafts(told, on: "2024-09-07").first)
        #expect(soon.reason == StepNote(.draftWaitsUnreported, .day(day("2024-09-17"))))
        #expect(soon.missing.contains(StepNote(.reportOverdue, .day(day("2024-09-03")))))
        told.tell("2024-08-22", .reportReceived(ReportReceived(review: 1, recommends: .maintain)))
        let draft = try #require(try drafts(told, on: "2024-08-22").first)
        #expect(draft.reason == StepNote(.draftWaits, .day(day("2024-08-22"))))
        #expect(draft.deadline.rule == .dec1 && draft.deadline.due == day("2024-09-17"))
        #expect(draft.recommends == .maintain)
        let decided = DecisionSubmitted(
            review: 1, outcome: .maintain, officer: actorID("C-07"), reasons: DocumentHash(4, 3, 2, 1))
        told.tell("2024-08-23", .decisionSubmitted(decided))
        #expect(try drafts(told, on: "2024-08-23").isEmpty)
    }

    @Test func `says what is missing, and where what is said differs`() throws {
        var told = Case()
        told.tell(
            "2024-06-02", .approachChosen(ApproachChosen(review: 1, kind: .progress, agreed: [], disagreed: [.parent])))
        told.tell("2024-07-01", .viewsReceived(ViewsReceived(review: 1, from: .setting, document: Self.paper)))
        told.tell("2024-08-01", .changeRequested(ChangeRequested(from: .parent, sections: [.f], document: Self.paper)))
        told.tell("2024-08-20", .meetingHeld(MeetingHeld(review: 1)))
        told.tell("2024-08-22", .reportReceived(ReportReceived(review: 1, recommends: .maintain)))
        let draft = try #require(try drafts(told, on: "2024-08-22").first)
        #expect(draft.missing.map(\.code) == [.noViews, .noViews, .noAdvice, .bornUnknown])
        #expect(
            draft.differences.map(\.code) == [.disagreedUnanswered, .changeAskedFor])
        #expect(
            draft.differences.last?.sentence(in: ModelWords())
                == "the report recommends keeping the plan as it is, and the parent asked on 1 Aug 2024 for a "
                + "change of it")
    }

    @Test func `shows each piece of the family's own evidence with its document, the child's views first`() throws {
        var told = Case()
        told.tell("2024-07-01", .viewsReceived(ViewsReceived(review: 1, from: .parent, document: Self.paper)))
        told.tell(
            "2024-07-02",
            .viewsReceived(ViewsReceived(review: 1, from: .youngPerson, form: .myLifeMyReview, document: Self.paper)))
        let first = told.tell(
            "2024-07-03",
            .evidenceReceived(EvidenceReceived(review: 1, from: .parent, contact: 1, document: Self.paper)),
            by: .family)
        let second = told.tell(
            "2024-07-04", .evidenceReceived(EvidenceReceived(review: 1, from: .parent, document: Self.paper)))
        let withdrawn = told.tell(
            "2024-07-05", .evidenceReceived(EvidenceReceived(review: 1, from: .parent, document: Self.paper)))
        told.tell("2024-07-06", .withdrawn(Withdrawn(report: withdrawn)))
        told.tell("2024-08-20", .meetingHeld(MeetingHeld(review: 1)))
        told.tell("2024-08-22", .reportReceived(ReportReceived(review: 1)))
        let draft = try #require(try drafts(told, on: "2024-08-22").first)
        #expect(draft.views.map(\.from) == [.youngPerson, .parent])
        #expect(draft.evidence.map(\.key) == [first, second])
        #expect(draft.evidence.map(\.mustBeWeighed) == [true, true])
        #expect(draft.evidence.first?.document == DocumentKey(try #require(id), .evidence, Self.paper))
        #expect(
            Draft.sentence(draft.views[0], in: ModelWords())
                == "The young person, 2 Jul 2024, on the booklet \u{201C}My Life, My Review\u{201D}")
    }

    @Test(arguments: ReviewKind.allCases)
    func `proposes no outcome, whatever the kind of review`(_ kind: ReviewKind) throws {
        var told = Case()
        told.tell("2024-06-02", .approachChosen(ApproachChosen(review: 1, kind: kind, agreed: [.parent, .setting])))
        told.tell("2024-08-20", .meetingHeld(MeetingHeld(review: 1)))
        told.tell("2024-08-22", .reportReceived(ReportReceived(review: 1)))
        let draft = try #require(try drafts(told, on: "2024-08-22").first)
        #expect(draft.kind == kind)
        let said = draft.known + (draft.missing + draft.differences).map { $0.sentence(in: ModelWords()) }
        for outcome in Outcome.allCases {
            #expect(!said.contains { $0.contains(Words.outcome(outcome)) }, "\(outcome)")
        }
        // What differs from kind to kind is the word for the kind, and nothing else.
        var other = Case()
        other.tell(
            "2024-06-02", .approachChosen(ApproachChosen(review: 1, kind: .annual, agreed: [.parent, .setting])))
        other.tell("2024-08-20", .meetingHeld(MeetingHeld(review: 1)))
        other.tell("2024-08-22", .reportReceived(ReportReceived(review: 1)))
        let same = try #require(try drafts(other, on: "2024-08-22").first)
        #expect(draft.missing == same.missing && draft.differences == same.differences && draft.pieces == same.pieces)
    }

    @Test func `is a line of the worklist beside the decision`() throws {
        var hand = try Hand("2024-09-02")
        hand.story.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2024-08-20"))
        func also() -> [NoteCode] {
            NextSteps(of: hand.story.file, log: hand.story.log, on: hand.today).steps.flatMap(\.also).map(\.code)
        }
        #expect(!also().contains(.draftWaits))
        hand.story.report(.reportReceived(ReportReceived(review: 1)), on: day("2024-08-30"))
        #expect(also().contains(.draftWaits))
    }
}
