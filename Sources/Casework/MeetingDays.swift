public import Statute

/// The school days of a council's area, for proposing when to meet. No day of the law moves for them.
public struct MeetingDays: Sendable {
    private let terms: SchoolTerms
    private let holidays: BankHolidays

    public init(_ terms: SchoolTerms, holidays: BankHolidays) {
        self.terms = terms
        self.holidays = holidays
    }

    /// The last school day in those bounds.
    public func proposal(noLaterThan latest: Day, from earliest: Day) -> SchoolTerms.Proposal? {
        terms.meeting(noLaterThan: latest, from: earliest, holidays: holidays)
    }
}
