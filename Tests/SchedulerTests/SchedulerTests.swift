import CaseFile
import Contracts
import Scheduler
import Statute
import TestSupport
import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

@Suite struct `The scheduler` {
    let scheduler = Scheduler()

    private func start() throws -> TestCase { TestCase(try #require(CaseID("B-10432"))) }

    private func plan(
        made: Day? = nil, reviewed: Day? = nil, setting: UInt32? = 101_001, transfer: TransferPhase? = nil,
        transferYear: UInt16? = nil, named: Bool? = nil, year: Int8? = nil, model: String = "statutory"
    ) -> EventData {
        .planRecorded(
            PlanRecorded(
                made: made, reviewed: reviewed, setting: setting, placement: .mainstream, need: .autism,
                transfer: transfer, coordinator: actorID("C-07"),
                year: year, transferYear: transferYear, transferNamed: named,
                model: model)
        )
    }

    /// A case whose last review ended on 10 March 2025: its review 1 must be complete by 9 March 2026.
    private func ordinary() throws -> TestCase {
        var story = try start()
        story.report(plan(made: day("2022-05-01"), reviewed: day("2025-03-10")), on: day("2025-04-01"))
        return story
    }

    /// The same with review 1 open and its meeting held on 20 January 2026.
    private func met(recorded: Day = day("2026-01-20")) throws -> TestCase {
        var story = try ordinary()
        story.ask(scheduler, on: day("2025-11-17"))
        story.report(.meetingArranged(MeetingArranged(review: 1, meeting: day("2026-01-20"))), on: day("2025-11-20"))
        story.report(.adviceCirculated(AdviceCirculated(review: 1)), on: day("2025-12-20"))
        story.report(.meetingHeld(MeetingHeld(review: 1)), on: recorded, happened: day("2026-01-20"))
        return story
    }

    private func ids(_ events: [Event]) -> [String] { events.map(\.id.description) }

    private func said(_ story: TestCase, on date: Day) -> [String] {
        story.missing(scheduler, on: date).flatMap { ids($0.events) }
    }

    @Test func `does not call a decision late that the family had in time and that was corrected afterwards`() throws {
        var story = try met()
        let outcome = DecisionSubmitted(review: 1, outcome: .maintain, officer: actorID("C-07"))
        let first = story.report(.decisionSubmitted(outcome), on: day("2026-01-28"))
        story.conclude(
            ConclusionID(.decisionMade, review: 1, fact: first.reference),
            .decisionMade(DecisionMade(outcome: .maintain)), on: day("2026-01-28"))
        let late = "review-1/no-decision-by/2026-02-17"
        #expect(said(story, on: day("2026-02-18")).contains(late))
        story.tellDecision(first, .decisionMaintain, on: day("2026-01-29"))
        story.report(.decisionSubmitted(outcome), on: day("2026-02-10"), replacing: first)
        #expect(story.file.review(1)?.told == nil)
        #expect(!said(story, on: day("2026-02-18")).contains(late))
    }

    // MARK: Opening

    @Test
    func `opens a review sixteen weeks before its twelve months end, and asks the setting to arrange the meeting`()
        throws
    {
        let story = try ordinary()
        #expect(said(story, on: day("2025-11-16")).isEmpty)
        #expect(
            scheduler.nextLook(at: story.file, of: story.id, after: day("2025-04-01"), in: story.log)
                == day("2025-11-17"))
        let entries = story.missing(scheduler, on: day("2025-11-17"))
        #expect(
            entries.map { ids($0.events) } == [
                ["review-1/opened/2026-03-09", "review-1/remind-arrange/2026-02-09/setting"]
            ])
        guard case .reviewOpened(let opened) = entries.first?.events.first?.data else {
            Issue.record("no review was opened")
            return
        }
        #expect(opened.kind == .annual)
        #expect(opened.rule?.known == .cyc2)
    }

    @Test func `asks the coordinator to arrange where there is no setting (reg 21)`() throws {
        var story = try start()
        story.report(plan(made: day("2025-03-10"), setting: nil), on: day("2025-04-01"))
        #expect(
            said(story, on: day("2025-11-17")) == [
                "review-1/opened/2026-03-09", "review-1/remind-arrange/2026-02-09/coordinator",
            ])
    }

    @Test func `counts from the making of a plan that was never reviewed, and says that rule`() throws {
        var story = try start()
        story.report(plan(made: day("2025-03-10")), on: day("2025-04-01"))
        guard case .reviewOpened(let opened) = story.missing(scheduler, on: day("2025-11-17")).first?.events.first?.data
        else {
            Issue.record("no review was opened")
            return
        }
        #expect(opened.rule?.known == .cyc1)
    }

    @Test func `opens a review at once when the days of the plan are unknown, and keeps them unknown`() throws {
        var story = try start()
        story.report(plan(), on: day("2025-04-01"))
        #expect(said(story, on: day("2025-04-01")) == ["review-1/opened"])
        story.ask(scheduler, on: day("2025-04-01"))
        #expect(scheduler.nextLook(at: story.file, of: story.id, after: day("2025-04-01"), in: story.log) == nil)
        // Once the day is known, the meeting has a last day, and so have the alarms.
        story.report(plan(made: day("2024-09-02")), on: day("2025-04-10"))
        #expect(said(story, on: day("2025-04-10")) == ["review-1/remind-arrange/2025-08-04/setting"])
    }

    @Test func `opens an overdue review at once, and sets down what was missed`() throws {
        var story = try start()
        story.report(plan(reviewed: day("2023-03-10")), on: day("2025-04-01"), by: .importer)
        #expect(
            ids(story.ask(scheduler, on: day("2025-04-01"))) == [
                "review-1/opened/2024-03-09", "review-1/remind-arrange/2024-02-10/setting",
                "review-1/no-meeting-by/2024-02-10", "review-1/not-reviewed-by/2024-03-09",
            ])
        #expect(said(story, on: day("2025-04-02")).isEmpty)
    }

    @Test
    func `opens the next review twelve months after the family was told, not after the meeting or the final plan`()
        throws
    {
        var story = try met()
        story.report(
            .decisionRecorded(DecisionRecorded(review: 1, outcome: .maintain)), on: day("2026-02-20"),
            happened: day("2026-02-12"))
        // Review 2 must be complete by 11 February 2027.
        #expect(said(story, on: day("2026-10-21")).isEmpty)
        #expect(said(story, on: day("2026-10-22")).first == "review-2/opened/2027-02-11")
    }

    @Test func `opens no further review while one is open`() throws {
        var story = try ordinary()
        story.ask(scheduler, on: day("2025-11-17"))
        #expect(!said(story, on: day("2027-11-17")).contains { $0.contains("opened") })
    }

    @Test func `opens nothing, and reminds of nothing, once the plan has ended`() throws {
        var story = try met()
        story.report(.planEnded(PlanEnded(reason: .needsMet)), on: day("2026-01-25"))
        #expect(said(story, on: day("2028-01-01")).isEmpty)
        #expect(scheduler.nextLook(at: story.file, of: story.id, after: day("2026-01-25"), in: story.log) == nil)
    }

    @Test func `opens a review that people have begun early as soon as that is known, and calls it early`() throws {
        var story = try ordinary()
        story.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2025-06-10"), happened: day("2025-06-02"))
        let entries = story.missing(scheduler, on: day("2025-06-10"))
        #expect(entries.map { ids($0.events) } == [["review-1/opened/2026-03-09"]])
        guard case .reviewOpened(let opened) = entries.first?.events.first?.data else {
            Issue.record("no review was opened")
            return
        }
        #expect(opened.kind == .early)
    }

    private func model(_ name: String, from here: String = #filePath) throws -> ReviewModel {
        let root = here.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        let path = "\(root)/seeds/models/\(name).yaml"
        return try ReviewModel(parsing: String(contentsOfFile: path, encoding: .utf8), file: path)
    }

    @Test func `follows a model's own lead, and the law for a model that it does not know`() throws {
        var timetable = Timetable()
        timetable.openWeeksBeforeDue = 20
        let scheduler = Scheduler(timetables: ["bromley": timetable])
        var story = try start()
        story.report(plan(reviewed: day("2025-03-10"), model: "bromley"), on: day("2025-04-01"))
        #expect(
            scheduler.nextLook(at: story.file, of: story.id, after: day("2025-04-01"), in: story.log)
                == day("2025-10-20"))
        story.report(plan(reviewed: day("2025-03-10"), model: "elsewhere"), on: day("2025-04-02"))
        #expect(
            scheduler.nextLook(at: story.file, of: story.id, after: day("2025-04-02"), in: story.log)
                == day("2025-11-17"))
    }

    @Test(
        arguments: [
            ("bromley", 2, false, ReviewKind.transition), ("bromley", 3, false, .progress),
            ("bromley", 3, true, .transition), ("statutory", 2, false, .annual),
            ("statutory", 2, true, .phaseTransfer),
        ] as [(String, Int8, Bool, ReviewKind)])
    func `proposes the kind that the model does: Bromley's by year group, the statutory one by transfer`(
        name: String, year: Int8, transfers: Bool, kind: ReviewKind
    ) throws {
        let scheduler = Scheduler(models: ReviewModels([try model("bromley"), try model("statutory")]))
        var story = try start()
        story.report(
            plan(
                reviewed: day("2025-12-10"), transfer: transfers ? .infantToJunior : nil, transferYear: 2027,
                year: year, model: name), on: day("2025-12-20"))
        guard
            case .reviewOpened(let opened) = story.missing(scheduler, on: day("2026-08-30")).first?.events.first?.data
        else {
            Issue.record("no review was opened")
            return
        }
        #expect(opened.kind == kind)
    }

    @Test func `reminds when the model says, counted from the council's own stricter day`() throws {
        let timetable = Timetable(try model("bromley"))
        #expect(timetable.decisionReminder == -10)
        #expect(timetable.reportReminder == -3)
        #expect(timetable.adviceReminder == -7)
        #expect(timetable.openWeeksBeforeDue == 16)
    }

    @Test func `opens a review before it sets down what the reports of that review may answer`() throws {
        var story = try start()
        story.report(
            plan(reviewed: day("2025-12-10"), transfer: .primaryToSecondary, transferYear: 2027), on: day("2025-12-20"))
        // The whole review came in before it was opened: only once it is open does its final plan count.
        story.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2027-03-01"), happened: day("2026-10-01"))
        story.report(
            .decisionRecorded(DecisionRecorded(review: 1, outcome: .amend, notice: day("2026-10-20"))),
            on: day("2027-03-01"), happened: day("2026-10-20"))
        story.report(
            .finalRecorded(FinalRecorded(review: 1, outcome: .amended, namesTransfer: true)), on: day("2027-03-01"),
            happened: day("2026-12-01"))
        #expect(ids(story.ask(scheduler, on: day("2027-03-01"))) == ["review-1/opened/2026-12-09"])
        #expect(story.file.isTransferNamed)
    }

    // MARK: Phase transfers

    @Test func `opens a review for a transfer although the twelve months end later (reg 18)`() throws {
        var story = try start()
        story.report(
            plan(reviewed: day("2026-06-15"), transfer: .primaryToSecondary, transferYear: 2027), on: day("2026-07-01"))
        // The plan by 14 February 2027, so the meeting by 22 November 2026; twelve weeks before that:
        #expect(said(story, on: day("2026-08-29")).isEmpty)
        let entries = story.missing(scheduler, on: day("2026-08-30"))
        #expect(
            entries.map { ids($0.events) } == [
                ["review-1/opened/2027-06-14", "review-1/remind-arrange/2026-11-22/setting"]
            ])
        guard case .reviewOpened(let opened) = entries.first?.events.first?.data else {
            Issue.record("no review was opened")
            return
        }
        #expect(opened.kind == .phaseTransfer)
        #expect(opened.rule?.known == .ph1)
        story.ask(scheduler, on: day("2026-08-30"))
        #expect(said(story, on: day("2026-11-22")).isEmpty)
        #expect(said(story, on: day("2026-11-23")) == ["review-1/no-meeting-by/2026-11-22"])
    }

    @Test(arguments: [
        (TransferPhase.primaryToSecondary, "2027-02-14", "2027-02-15"),
        (.secondaryToPost16, "2027-03-30", "2027-03-31"),
    ])
    func `sets down the day after 14 February, or 30 March for post-16, that no plan names the setting`(
        phase: TransferPhase, due: String, after: String
    ) throws {
        var story = try start()
        story.report(plan(reviewed: day("2026-12-20"), transfer: phase, transferYear: 2027), on: day("2027-01-01"))
        #expect(said(story, on: day(due)).isEmpty)
        #expect(said(story, on: day(after)) == ["no-transfer-plan-by/\(due)"])
        story.report(
            plan(reviewed: day("2026-12-20"), transfer: phase, transferYear: 2027, named: true), on: day("2027-01-02"))
        #expect(said(story, on: day(after)).isEmpty)
    }

    @Test(arguments: [(6 as Int8, "2027-02-14"), (11, "2027-03-30"), (-1, "2027-02-14")])
    func `sets it down also where nobody wrote the transfer down that follows from the child's year`(
        year: Int8, due: String
    ) throws {
        var story = try start()
        story.report(plan(reviewed: day("2026-12-20"), year: year), on: day("2026-12-21"))
        #expect(said(story, on: day(due)).isEmpty)
        #expect(
            scheduler.nextLook(at: story.file, of: story.id, after: day("2027-01-10"), in: story.log) == day(due) + 1)
        #expect(said(story, on: day(due) + 1) == ["no-transfer-plan-by/\(due)"])
        // After the summer nobody can set it right any more; the year's own alarm has stood since.
        #expect(!said(story, on: day("2027-09-01")).contains("no-transfer-plan-by/\(due)"))
        var answered = PlanRecorded(
            reviewed: day("2026-12-20"), placement: .mainstream, need: .autism, year: year, model: "statutory")
        answered.noTransfer = true
        story.report(.planRecorded(answered), on: day("2027-01-02"))
        #expect(!said(story, on: day(due) + 1).contains("no-transfer-plan-by/\(due)"))
    }

    @Test func `opens the next review at once after a decision without a meeting: the twelve months run on`() throws {
        var story = try ordinary()
        story.ask(scheduler, on: day("2025-11-17"))
        story.report(.decisionRecorded(DecisionRecorded(review: 1, outcome: .maintain)), on: day("2026-01-20"))
        #expect(said(story, on: day("2026-01-20")).contains("review-2/opened/2026-03-09"))
        story.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2026-01-21"), happened: day("2026-01-10"))
        #expect(!said(story, on: day("2026-01-21")).contains { $0.hasPrefix("review-2/opened") })
    }

    @Test
    func `takes a final plan that was sent and names the setting for the transfer; an earlier transfer's for none`()
        throws
    {
        var story = try start()
        story.report(
            plan(reviewed: day("2025-06-15"), transfer: .primaryToSecondary, transferYear: 2027), on: day("2025-07-01"))
        story.report(.reviewUnderWay(ReviewUnderWay(review: 1, kind: .annual)), on: day("2025-07-01"))
        story.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2026-09-10"))
        story.report(
            .decisionRecorded(DecisionRecorded(review: 1, outcome: .amend, notice: day("2026-10-01"))),
            on: day("2026-10-01"))
        story.report(
            .finalRecorded(FinalRecorded(review: 1, outcome: .amended, namesTransfer: true)), on: day("2026-11-20"))
        #expect(said(story, on: day("2027-02-15")).isEmpty)
        story.report(
            plan(reviewed: day("2025-06-15"), transfer: .secondaryToPost16, transferYear: 2032), on: day("2027-09-01"))
        #expect(ids(story.ask(scheduler, on: day("2032-03-31"))).contains("no-transfer-plan-by/2032-03-30"))
    }

    // MARK: Reminders

    @Test func `reminds whoever arranges once three weeks before the meeting have passed without advice`() throws {
        var story = try ordinary()
        story.ask(scheduler, on: day("2025-11-17"))
        story.report(.meetingArranged(MeetingArranged(review: 1, meeting: day("2026-01-20"))), on: day("2025-11-20"))
        #expect(said(story, on: day("2025-12-30")).isEmpty)
        #expect(said(story, on: day("2025-12-31")) == ["review-1/remind-advice/2026-01-06/setting"])
        // Worth saying until the meeting, and not after it.
        #expect(said(story, on: day("2026-01-20")) == ["review-1/remind-advice/2026-01-06/setting"])
        #expect(said(story, on: day("2026-01-21")).isEmpty)
        var circulated = story
        circulated.report(.adviceCirculated(AdviceCirculated(review: 1)), on: day("2025-12-20"))
        #expect(said(circulated, on: day("2025-12-31")).isEmpty)
        // A meeting that moves has another last day for advice.
        story.ask(scheduler, on: day("2025-12-31"))
        story.report(.meetingArranged(MeetingArranged(review: 1, meeting: day("2026-01-27"))), on: day("2026-01-02"))
        #expect(said(story, on: day("2026-01-07")) == ["review-1/remind-advice/2026-01-13/setting"])
    }

    @Test func `reminds of the report a week after the meeting, of the decision two weeks after it, each once`() throws
    {
        var story = try met()
        #expect(said(story, on: day("2026-01-26")).isEmpty)
        #expect(ids(story.ask(scheduler, on: day("2026-01-27"))) == ["review-1/remind-report/2026-02-03/setting"])
        #expect(said(story, on: day("2026-02-02")).isEmpty)
        #expect(
            ids(story.ask(scheduler, on: day("2026-02-03"))) == ["review-1/remind-decision/2026-02-17/coordinator"])
        #expect(said(story, on: day("2026-02-03")).isEmpty)
    }

    @Test func `does not remind of a decision whose day has passed when the meeting becomes known`() throws {
        let story = try met(recorded: day("2026-03-01"))
        #expect(!said(story, on: day("2026-03-01")).contains { $0.contains("remind") })
    }

    @Test func `does not remind the coordinator of a decision that is made and on its way`() throws {
        var story = try met()
        let key = story.report(
            .decisionSubmitted(DecisionSubmitted(review: 1, outcome: .maintain)), on: day("2026-02-01"))
        story.conclude(
            ConclusionID(.decisionMade, review: 1, fact: key.reference),
            .decisionMade(DecisionMade(outcome: .maintain)), on: day("2026-02-01"))
        #expect(!said(story, on: day("2026-02-03")).contains { $0.contains("remind-decision") })
    }

    @Test func `reminds of the final plan two weeks before the earlier of notice and eight, meeting and twelve weeks`()
        throws
    {
        var story = try met()
        story.report(
            .decisionRecorded(DecisionRecorded(review: 1, outcome: .amend, notice: day("2026-02-10"))),
            on: day("2026-02-10"))
        // Notice and eight weeks: 7 April; meeting and twelve: 14 April.
        #expect(said(story, on: day("2026-03-23")).isEmpty)
        #expect(said(story, on: day("2026-03-24")) == ["review-1/remind-final/2026-04-07/coordinator"])
        #expect(!said(story, on: day("2026-04-07")).contains("review-1/no-final-by/2026-04-07"))
        #expect(said(story, on: day("2026-04-08")) == ["review-1/no-final-by/2026-04-07"])
        story.report(.finalRecorded(FinalRecorded(review: 1, outcome: .amended)), on: day("2026-04-09"))
        #expect(!said(story, on: day("2026-04-09")).contains { $0.contains("final") })
    }

    // MARK: What was not recorded

    @Test func `sets down a day late, not on the day, that no report and no decision had been recorded`() throws {
        var story = try met()
        story.ask(scheduler, on: day("2026-02-03"))
        #expect(ids(story.ask(scheduler, on: day("2026-02-04"))) == ["review-1/no-report-by/2026-02-03"])
        #expect(said(story, on: day("2026-02-17")).isEmpty)
        let entries = story.missing(scheduler, on: day("2026-02-18"))
        #expect(entries.map { ids($0.events) } == [["review-1/no-decision-by/2026-02-17"]])
        guard case .notRecorded(let alarm) = entries.first?.events.first?.data else {
            Issue.record("no alarm")
            return
        }
        #expect(alarm.rule.known == .dec1)
    }

    @Test func `sets down, for a meeting that was reported late, what was already missed, once and in one entry`()
        throws
    {
        var story = try met(recorded: day("2026-03-01"))
        let entries = story.missing(scheduler, on: day("2026-03-01")).map { ids($0.events) }
        #expect(entries == [["review-1/no-report-by/2026-02-03", "review-1/no-decision-by/2026-02-17"]])
        story.ask(scheduler, on: day("2026-03-01"))
        #expect(said(story, on: day("2026-03-02")).isEmpty)
    }

    @Test func `says nothing of a decision that was sent in time although it was recorded later`() throws {
        var story = try met()
        story.ask(scheduler, on: day("2026-02-04"))
        story.report(
            .decisionRecorded(DecisionRecorded(review: 1, outcome: .maintain)), on: day("2026-02-18"),
            happened: day("2026-02-16"))
        #expect(said(story, on: day("2026-02-18")).isEmpty)
    }

    @Test func `sets down another truth when the meeting was on another day`() throws {
        var story = try ordinary()
        story.ask(scheduler, on: day("2025-11-17"))
        let first = story.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2026-01-20"))
        story.ask(scheduler, on: day("2026-02-18"))
        story.report(
            .meetingHeld(MeetingHeld(review: 1)), on: day("2026-02-19"), happened: day("2026-01-21"), replacing: first)
        #expect(
            said(story, on: day("2026-02-19")) == [
                "review-1/no-report-by/2026-02-04", "review-1/no-decision-by/2026-02-18",
            ])
    }

    @Test func `sets down that the twelve months ended without a decision, although the meeting was in time`() throws {
        var story = try ordinary()
        story.ask(scheduler, on: day("2025-11-17"))
        story.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2026-02-20"))
        story.ask(scheduler, on: day("2026-03-09"))
        #expect(said(story, on: day("2026-03-10")) == ["review-1/not-reviewed-by/2026-03-09"])
    }
}
