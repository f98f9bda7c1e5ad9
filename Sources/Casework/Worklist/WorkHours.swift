public import Statute

/// The hours that go into a list, and what a line takes of them: assumptions of whoever compares, none of them measured.
public struct WorkHours: Sendable {
    /// The minutes of a working day that go into the list, of all who work on it.
    public let minutesADay: Int
    /// What it takes to decide and to submit the decision, or a final plan, for its letter.
    public let minutesADecision: Int
    /// What any other line takes.
    public let minutesALine: Int

    /// The days on which nobody works, beside weekends.
    public let holidays: BankHolidays

    /// A day's six hours for a decision of two or twelve other lines, unless it is said otherwise; each is at least a minute.
    public init(
        minutesADay: Int = 360, minutesADecision: Int = 120, minutesALine: Int = 30,
        holidays: BankHolidays = .byRuleOnly
    ) {
        self.minutesADay = max(1, minutesADay)
        self.minutesADecision = max(1, minutesADecision)
        self.minutesALine = max(1, minutesALine)
        self.holidays = holidays
    }

    func minutes(for item: WorkItem) -> Int { item.step.tellsFamily ? minutesADecision : minutesALine }
}
