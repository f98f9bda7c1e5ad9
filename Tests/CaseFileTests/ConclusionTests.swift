import CaseFile
import Contracts
import Statute
import TestSupport
import Testing

@Suite struct `What services conclude` {
    private let opened = ConclusionID(.opened, review: 1, day: day("2026-04-01"))
    private let reminder = ConclusionID(.remindArrange, review: 1, day: day("2026-03-04"), party: .setting)

    private func entry(_ events: [Event]) -> Entry {
        Entry(by: .service(.scheduler), recorded: Story.today, seen: 1, events: events)
    }
    private var open: Event { Event(opened, .reviewOpened(ReviewOpened(kind: .annual))) }
    private var remind: Event { Event(reminder, .reminded(Reminded(until: day("2026-03-04")))) }

    @Test func `counts once`() throws {
        var story = try Story.opened()
        let again = story.conclude(opened, .reviewOpened(ReviewOpened(kind: .annual)), on: Story.today)
        #expect(again == .repeated)
        #expect(story.file.said == [opened])
        #expect(story.file.review(1)?.kind == .progress)
    }

    @Test func `counts whole: an entry may say what follows from its own start`() {
        var file = CaseFile()
        file.append(Story.entry(1, Story.plan()), at: 0)
        #expect(file.append(entry([open, remind]), at: 1) == .accepted)
        #expect(file.holds(opened) && file.holds(reminder))
    }

    @Test func `counts whole or not at all, and what is ignored uses up no id`() {
        var file = CaseFile()
        file.append(Story.entry(1, Story.plan()), at: 0)
        // The reminder does not fit before the review is open.
        #expect(file.append(entry([remind, open]), at: 1) == .doesNotFit)
        #expect(file.said.isEmpty)
        #expect(file.review(1) == nil)
        #expect(file.ignored == 1)
        #expect(file.append(entry([open, remind]), at: 2) == .accepted)
        // One id that the file holds takes the others with it.
        let decision = Event(
            ConclusionID(.notReviewedBy, review: 1, day: day("2026-04-01")), .notRecorded(NotRecorded(rule: .cyc2)))
        #expect(file.append(entry([decision, remind]), at: 3) == .repeated)
        #expect(file.append(entry([decision, decision]), at: 4) == .repeated)
        #expect(file.append(entry([decision]), at: 5) == .accepted)
        #expect(file.ignored == 3)
    }

    @Test func `does not count beside reports in one entry`() {
        var file = CaseFile()
        file.append(Story.entry(1, Story.plan()), at: 0)
        #expect(
            file.append(entry([open, Event(Story.key(2), .meetingHeld(MeetingHeld(review: 1)))]), at: 1)
                == .doesNotFit)
        #expect(file.submissions.count == 1 && file.said.isEmpty)
    }

    @Test func `does not count when its data is of another kind than its id says`() throws {
        var story = try Story.held()
        let id = ConclusionID(.noDecisionBy, review: 1, day: day("2026-03-02"))
        #expect(story.conclude(id, .reminded(Reminded(until: Story.today)), on: Story.today) == .doesNotFit)
        #expect(story.conclude(id, .notRecorded(NotRecorded(rule: .dec1)), on: Story.today) == .accepted)
    }

    @Test func `folds to the same file whoever writes it twice`() throws {
        var once = CaseFile()
        var twice = CaseFile()
        var entries = [Story.entry(1, Story.plan()), entry([open, remind])]
        entries.append(Story.entry(2, .meetingHeld(MeetingHeld(review: 1))))
        for (position, entry) in entries.enumerated() {
            once.append(entry, at: Int64(position))
            twice.append(entry, at: Int64(position))
            twice.append(entry, at: Int64(position))
        }
        #expect(once.said == twice.said && once.submissions.map(\.key) == twice.submissions.map(\.key))
        #expect(twice.ignored == once.ignored + 3)
    }
}

@Suite struct `A conclusion fits` {
    private func accepts(_ story: TestCase, _ id: ConclusionID, _ data: EventData) -> Bool {
        story.file.accepts(id, data)
    }
    private let dated = day("2026-03-02")

    private func reminder(_ subject: Subject) -> (ConclusionID, EventData) {
        (ConclusionID(subject, review: 1, day: dated, party: .setting), .reminded(Reminded(until: dated)))
    }

    private func alarm(_ subject: Subject) -> (ConclusionID, EventData) {
        (ConclusionID(subject, review: 1, day: dated), .notRecorded(NotRecorded(rule: .dec1)))
    }

    private func open(_ review: UInt8) -> (ConclusionID, EventData) {
        (ConclusionID(.opened, review: review, day: dated), .reviewOpened(ReviewOpened(kind: .annual)))
    }

    @Test func `opening, when a plan is kept, no review is open, and its number is next`() throws {
        var story = TestCase(try #require(CaseID("B-1")))
        #expect(!story.file.accepts(open(1).0, open(1).1))
        story.report(Story.plan(), on: Story.today)
        #expect(story.file.accepts(open(1).0, open(1).1))
        #expect(!story.file.accepts(open(0).0, open(0).1))
        #expect(!story.file.accepts(open(2).0, open(2).1))
        story.report(.reviewUnderWay(ReviewUnderWay(review: 1, kind: .annual)), on: Story.today)
        #expect(!story.file.accepts(open(2).0, open(2).1))
        story.report(.decisionRecorded(DecisionRecorded(review: 1, outcome: .maintain)), on: Story.today)
        #expect(story.file.accepts(open(2).0, open(2).1))
        story.report(.planEnded(PlanEnded(reason: .needsMet)), on: Story.today)
        #expect(!story.file.accepts(open(2).0, open(2).1))
    }

    @Test func `a reminder or an alarm, while what it waits for has not come`() throws {
        var story = try Story.opened()
        func fitting(_ story: TestCase) -> Set<Subject> {
            let reminders: [Subject] = [.remindArrange, .remindAdvice, .remindReport, .remindDecision, .remindFinal]
            let alarms: [Subject] = [.noMeetingBy, .noReportBy, .noDecisionBy, .noFinalBy, .notReviewedBy]
            let both = reminders.map(reminder) + alarms.map(alarm)
            return Set(both.filter { story.file.accepts($0.0, $0.1) }.map(\.0.subject))
        }
        #expect(fitting(story) == [.remindArrange, .noMeetingBy, .notReviewedBy])
        story.report(.meetingArranged(MeetingArranged(review: 1, meeting: dated)), on: Story.today)
        #expect(fitting(story) == [.remindAdvice, .noMeetingBy, .notReviewedBy])
        story.report(.adviceCirculated(AdviceCirculated(review: 1)), on: Story.today)
        #expect(fitting(story) == [.noMeetingBy, .notReviewedBy])
        story.report(.meetingHeld(MeetingHeld(review: 1)), on: Story.today)
        #expect(fitting(story) == [.remindReport, .noReportBy, .remindDecision, .noDecisionBy, .notReviewedBy])
        story.report(.reportReceived(ReportReceived(review: 1)), on: Story.today)
        #expect(fitting(story) == [.remindDecision, .noDecisionBy, .notReviewedBy])
        story.report(.decisionRecorded(DecisionRecorded(review: 1, outcome: .amend)), on: Story.today)
        #expect(fitting(story) == [.remindFinal, .noFinalBy])
        story.report(.finalRecorded(FinalRecorded(review: 1, outcome: .amended)), on: Story.today)
        #expect(fitting(story) == [])
    }

    @Test func `nothing that waits, once the plan has ended, and nothing of a review that is not open`() throws {
        var story = try Story.opened()
        let other = ConclusionID(.noMeetingBy, review: 2, day: dated)
        #expect(!accepts(story, other, .notRecorded(NotRecorded(rule: .dec1))))
        #expect(accepts(story, alarm(.noTransferPlanBy).0, alarm(.noTransferPlanBy).1))
        story.report(.planEnded(PlanEnded(reason: .needsMet)), on: Story.today)
        for subject in [Subject.noMeetingBy, .notReviewedBy, .noTransferPlanBy] {
            #expect(!accepts(story, alarm(subject).0, alarm(subject).1))
        }
    }

    @Test func `an answer to the submission that stands, once`() throws {
        var (story, key) = try Story.made(.maintain)
        let other = story.report(
            .decisionSubmitted(DecisionSubmitted(review: 1, outcome: .cease)), on: day("2026-02-11"))
        func made(_ key: SubmissionKey) -> Bool {
            accepts(
                story, ConclusionID(.decisionMade, review: 1, fact: key.reference),
                .decisionMade(DecisionMade(outcome: .maintain)))
        }
        let copy = LetterCopy(contact: 1, document: Story.document)
        func letter(_ key: SubmissionKey) -> Bool {
            accepts(
                story, ConclusionID(.decisionLetter, review: 1, fact: key.reference),
                .letterWritten(LetterWritten(letter: .decisionMaintain, copies: [copy])))
        }
        #expect(!made(key) && !made(other))
        #expect(letter(key) && !letter(other))
        story.report(.withdrawn(Withdrawn(report: key)), on: day("2026-02-12"))
        #expect(made(other) && !letter(key))
    }
}
