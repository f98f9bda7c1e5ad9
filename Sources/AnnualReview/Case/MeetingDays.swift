import Arguments
import Runtime
import Statute

/// The school days of a council's area, for proposing when to meet. No day of the law moves for them.
struct MeetingDays {
    private let terms: SchoolTerms
    private let holidays: BankHolidays

    init(_ terms: SchoolTerms, holidays: BankHolidays) {
        self.terms = terms
        self.holidays = holidays
    }

    /// Those of the folder of seeds; nil where it has no terms of that council.
    init?(of council: String?, _ arguments: Arguments) throws {
        let seeds = Seeds(folder: try arguments.string("seeds"))
        guard let council, seeds.hasTerms(of: council) else { return nil }
        self.init(try seeds.terms(of: council), holidays: try seeds.holidays())
    }

    /// The last school day in those bounds.
    func proposal(noLaterThan latest: Day, from earliest: Day) -> SchoolTerms.Proposal? {
        terms.meeting(noLaterThan: latest, from: earliest, holidays: holidays)
    }
}
