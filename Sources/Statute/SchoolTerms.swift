// What is not obvious here:
//
// - School terms move no statutory day. They only propose when to meet.

/// The school terms of a council's area. They say when a meeting can sensibly be held; no statutory day moves for them.
public struct SchoolTerms: Sendable {
    /// The days from which to which schools are open, but for weekends, bank holidays and days of closing.
    public struct Term: Hashable, Sendable {
        /// Its name: "Autumn 1".
        public let name: String
        /// The first school day.
        public let first: Day
        /// The last school day.
        public let last: Day
        /// Whether nobody has announced it: it follows the usual pattern.
        public let isAssumed: Bool
    }

    /// A day for a meeting, and why that one.
    public struct Proposal: Hashable, Sendable {
        /// The day.
        public let day: Day
        /// The latest lawful day, which it does not pass.
        public let latest: Day
        /// The term in which it lies.
        public let term: Term

        /// One sentence: "Friday 20 November 2026 in Autumn 2: the last school day no later than 22 Nov 2026".
        public var why: String {
            let text = "\(day.withWeekday) in \(term.name): the last school day no later than \(latest.short)"
            return term.isAssumed ? text + "; the term's days are assumed" : text
        }
    }

    /// The council.
    public let council: String
    /// Where the terms come from, as the file says it.
    public let source: String
    /// The terms, in order.
    public let terms: [Term]
    private let closed: Set<Day>
    /// How long the longest holidays are, in days: a day so long after the last term may still look back to it.
    public static let longestHolidays = 70

    /// The terms in that text. Lines are `council NAME`, `source TEXT`, `term FIRST LAST NAME` for a term that was
    /// announced, `assumed FIRST LAST NAME` for one that was not, and `closed DAY`; `#` begins a comment. Terms stand in
    /// order and do not overlap.
    public init(parsing text: String, file: String) throws(CalendarRefusal) {
        var council: String?
        var source = ""
        var terms: [Term] = []
        var closed: Set<Day> = []
        var line = 0
        func refusal(_ reason: String) -> CalendarRefusal {
            CalendarRefusal(file: file, line: max(line, 1), reason: reason)
        }
        func day(_ word: Substring?) throws(CalendarRefusal) -> Day {
            guard let day = Day(word ?? "") else {
                throw refusal("“\(word ?? "")” is not a day; write it as 2026-09-02")
            }
            return day
        }
        for content in text.split(separator: "\n", omittingEmptySubsequences: false) {
            line += 1
            let words = content.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace)
            guard let kind = words.first else { continue }
            let rest = words.dropFirst().joined(separator: " ")
            switch kind {
            case "council": council = rest
            case "source": source = rest
            case "closed": closed.insert(try day(words.dropFirst().first))
            case "term", "assumed":
                let first = try day(words.dropFirst().first)
                let last = try day(words.dropFirst(2).first)
                let name = words.dropFirst(3).joined(separator: " ")
                guard !name.isEmpty else { throw refusal("the term has no name; write one behind its last day") }
                guard first <= last else { throw refusal("the term ends on \(last), before it begins on \(first)") }
                if let before = terms.last, first <= before.last {
                    throw refusal("\(name) begins on \(first), before \(before.name) has ended on \(before.last)")
                }
                terms.append(Term(name: name, first: first, last: last, isAssumed: kind == "assumed"))
            default:
                throw refusal("“\(kind)” is none of council, source, term, assumed, closed")
            }
        }
        guard let council, !council.isEmpty else { throw refusal("no line “council NAME”") }
        guard !terms.isEmpty else { throw refusal("no line “term FIRST LAST NAME”") }
        self.council = council
        self.source = source
        self.terms = terms
        self.closed = closed
    }

    /// The term in which that day lies; nil in holidays and outside the file.
    public func term(on day: Day) -> Term? { terms.first { $0.first <= day && day <= $0.last } }

    /// Whether schools are open on that day.
    public func isSchoolDay(_ day: Day, holidays: BankHolidays) -> Bool {
        term(on: day) != nil && holidays.isWorkingDay(day) && !closed.contains(day)
    }

    /// The first day of the first term that begins after that day.
    public func nextTermStart(after day: Day) -> Day? { terms.first { $0.first > day }?.first }

    /// The last school day no later than the latest lawful day, and no earlier than `earliest`; nil when the file has
    /// none.
    public func meeting(noLaterThan latest: Day, from earliest: Day? = nil, holidays: BankHolidays) -> Proposal? {
        let earliest = earliest ?? .first
        // A latest day beyond the file's terms has no school day that the file could know.
        guard let end = terms.last?.last, latest - end <= SchoolTerms.longestHolidays else { return nil }
        for term in terms.reversed() where term.first <= latest {
            var day = min(term.last, latest)
            while day >= max(term.first, earliest) {
                if holidays.isWorkingDay(day), !closed.contains(day) {
                    return Proposal(day: day, latest: latest, term: term)
                }
                day = day - 1
            }
            if term.first < earliest { return nil }
        }
        return nil
    }
}
