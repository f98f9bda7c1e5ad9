import CaseFile
import Contracts
public import Statute

/// The part of a council's review model that the scheduler follows: when a review is opened, of which kind, and who is
/// reminded when. It moves no day of the law: alarms always name the law's own.
public struct Timetable: Sendable, Equatable {
    /// Weeks before a review must be complete at which it is opened.
    public var openWeeksBeforeDue = 16
    /// Days after the last day for advice (before it when negative) on which whoever arranges is reminded; nil: never.
    /// The day after three weeks before the meeting.
    public var adviceReminder: Int? = -6
    /// Days after the last day for the report on which whoever writes it is reminded: a week after the meeting.
    public var reportReminder: Int? = -7
    /// Days after the last day for the decision on which the coordinator is reminded: two weeks after the meeting.
    public var decisionReminder: Int? = -14
    /// Days after the last day for the final plan on which the coordinator is reminded.
    public var finalReminder: Int? = -14
    /// Who is reminded of each thing.
    private(set) var reminded: [Reminder.Subject: [Reminder.Recipient]] = [
        .advice: [.setting], .report: [.setting], .decision: [.coordinator], .final: [.coordinator],
    ]
    /// Weeks for which a request to arrange a meeting stays worth sending, counted from the day it is concluded.
    public var worthWeeks = 12
    /// Days within which a request for an early review, or who did not agree with the kind of review, is answered.
    public var answerDays = EarlyRequest.answerDays
    /// How soon one review follows another by which the council opens them.
    private var cycle = ReviewModel.Cycle.statutory
    /// The model that proposes the kinds of review; nil: the law's own two.
    private var model: ReviewModel?

    /// The law and no more, with the usual reminders.
    public init() {}

    /// The timetable of a plan whose model is unknown here.
    public static let statutory = Timetable()

    /// The timetable of that model.
    public init(_ model: ReviewModel) {
        self.model = model
        cycle = model.cycle
        openWeeksBeforeDue = model.openWeeksBeforeDue
        for reminder in model.reminders { reminded[reminder.subject] = reminder.recipients }
        func first(_ subject: Reminder.Subject, earlier weeks: Int = 0) -> Int? {
            model.reminders.first { $0.subject == subject }.map { $0.days - weeks * 7 }
        }
        answerDays = model.earlyRequestAnswerDays
        // Where the council is stricter than the law, its reminders count from its own day.
        adviceReminder = first(.advice, earlier: model.adviceWeeks - Statute.Limit.noticeWeeks)
        reportReminder = first(.report, earlier: Statute.Limit.reportWeeks - model.reportWeeks)
        decisionReminder = first(.decision, earlier: Statute.Limit.decisionWeeks - model.decisionWeeks)
        finalReminder = first(
            .final,
            earlier: max(
                Statute.Limit.finalWeeksAfterNotice - model.finalWeeks,
                Statute.Limit.finalWeeksAfterMeeting - model.finalWeeksAfterMeeting))
    }

    /// The last day by which the council means to have the next review complete: the law's, or its own earlier one. An
    /// interval that the plan itself stipulates is honoured; it never puts the review off (CYC-8).
    func planned(from start: Day, isFirst: Bool, for plan: PlanRecorded) -> Day {
        let months = cycle.months(from: start, isFirst: isFirst, bornIn: plan.born)
        return start.lastDayOfPeriodStarting(months: min(months, max(1, plan.interval.map(Int.init) ?? months)))
    }

    /// The day before the law's by which a review is due: at the end of the interval that the plan itself stipulates
    /// (CYC-8), or of the six months of guidance for a child under five (CYC-7) where the council's model holds itself to
    /// them; the earlier. Nil when there is neither.
    func dueSooner(from start: Day, isFirst: Bool, for plan: PlanRecorded) -> (day: Day, rule: RuleID)? {
        let law = start.lastDayOfPeriodStarting(months: Statute.Limit.cycleMonths)
        var sooner: (day: Day, rule: RuleID)?
        if let interval = plan.interval, interval > 0 {
            sooner = (start.lastDayOfPeriodStarting(months: Int(interval)), .cyc8)
        }
        let guidance = Statute.Limit.underFiveMonths
        if let months = cycle.underFiveMonths(from: start, isFirst: isFirst, bornIn: plan.born), months <= guidance,
            let born = plan.born
        {
            let day = start.lastDayOfPeriodStarting(months: guidance)
            if SchoolYear.age(bornIn: born, on: day) < 5, day < sooner?.day ?? law { sooner = (day, .cyc7) }
        }
        return sooner.flatMap { $0.day < law ? $0 : nil }
    }

    /// The last day by which the council means to have the plan that names the place after a transfer.
    func transferPlanBy(_ phase: TransferPhase, year: Int) -> Day? {
        model.map { $0.transferPlanBy(phase, year: year) } ?? Statute.transferPlanBy(phase, year: year)
    }

    /// The kind that is held early on request: the one that the model opens so, or else an early review.
    var kindOnRequest: ReviewKind {
        model.flatMap { ReviewKind(rawValue: $0.requestedKind.rawValue) } ?? .early
    }

    /// The kind that is proposed for a child; people choose, and the outcome never follows from it.
    /// `completeBy` is the day by which the review is planned to be complete: the setting may end with its school year.
    func kind(for plan: PlanRecorded, before transfer: Transfer?, completeBy day: Day?) -> ReviewKind {
        guard let model else { return transfer == nil ? .annual : .phaseTransfer }
        let proposed = model.proposedKind(
            yearGroup: plan.year.map { YearGroup(Int($0)) }, transfer: transfer,
            settingEnds: day.map { plan.endsSetting(inYearOf: $0) } ?? false)
        return ReviewKind(rawValue: proposed.rawValue) ?? .annual
    }
}
