public import Contracts
import Statute

/// The part of a council's review model that the scheduler follows: when a review is opened, of which kind, and who is
/// reminded when. It moves no day of the law: alarms always name the law's own.
public struct Timetable: Sendable, Equatable {
    /// Months from one review to the next by which the council opens them; the law's twelve at most.
    public var cycleMonths = Statute.Limit.cycleMonths
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
    /// Weeks for which a request to arrange a meeting stays worth sending, counted from the day it is concluded.
    public var worthWeeks = 12
    /// The kind that is proposed for a child for whom nothing else is.
    public var ordinary = ReviewKind.annual
    /// The kind that is proposed before a transfer between phases (reg 18).
    public var beforeTransfer = ReviewKind.phaseTransfer
    /// The kind that is proposed in the council's own transition years.
    public var inTransitionYears = ReviewKind.transition
    /// The council's own transition points, as years of the National Curriculum.
    public var transitionYears: [Int32] = []

    /// The law and no more, with the usual reminders.
    public init() {}

    /// The timetable of a plan whose model is unknown here.
    public static let statutory = Timetable()

    /// The kind that is proposed for a child; people choose, and the outcome never follows from it.
    func kind(for plan: PlanRecorded, beforeTransfer: Bool) -> ReviewKind {
        if beforeTransfer { return self.beforeTransfer }
        if let year = plan.year, transitionYears.contains(year) { return inTransitionYears }
        return ordinary
    }
}
