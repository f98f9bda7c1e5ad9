import Statute

/// What the return itself comes to, counted from its rows alone and by no metric: to be held against the figures.
///
/// The names are those of `seeds/metrics` and their parts, so that each number is compared with the one of its own meaning.
public struct ReturnCounts: Equatable, Sendable {
    /// A count: the metric, and of its parts which; empty of all.
    public struct Name: Hashable, Comparable, Sendable, CustomStringConvertible {
        public let metric: String
        public let part: String

        public init(_ metric: String, _ part: String = "") {
            self.metric = metric
            self.part = part
        }

        public static func < (left: Name, right: Name) -> Bool { (left.metric, left.part) < (right.metric, right.part) }
        public var description: String { part.isEmpty ? metric : "\(metric), \(part)" }
    }

    /// The counts that are not nought.
    public private(set) var counts: [Name: Int] = [:]

    /// Counts those people's plans in the form of that year.
    public init(_ people: [ReturnPerson], form: ReturnForm) {
        for person in people { add(person.row, form) }
    }

    /// How many there are of that.
    public subscript(name: Name) -> Int { counts[name] ?? 0 }

    private mutating func add(_ metric: String, _ part: String) {
        counts[Name(metric), default: 0] += 1
        if !part.isEmpty { counts[Name(metric, part), default: 0] += 1 }
    }

    private mutating func add(_ person: ReturnRow, _ form: ReturnForm) {
        guard let active = person.all(.activePlans).last else { return }
        func day(_ row: ReturnRow?, _ item: ReturnItem) -> Day? { row?[item].flatMap { Day($0) } }
        let start = day(person.all(.namedPlan).last, .startDate)
        let (meeting, decided) = (day(active, .reviewMeeting), day(active, .lastReview))
        let (census, year) = (form.censusDay, form.yearBefore)
        let isExpected = start.map { $0.monthsAfter(12) <= census } ?? (decided != nil)
        add("plans-maintained", isExpected ? "expected" : start == nil ? "start-not-recorded" : "not-expected")
        func of(_ day: Day) -> String {
            day.year < year ? "before-the-year" : day.year > year ? "after-the-year" : "in-the-year"
        }
        if let meeting, let decided {
            add("dfe-decision-in-four-weeks", decided - meeting <= 28 ? "those" : "later")
        }
        guard isExpected else { return }
        add("dfe-meetings", meeting.map(of) ?? "none")
        if let meeting {
            let undecided = meeting > census - 28 ? "not-due" : "outstanding"
            add("dfe-decisions", decided.map(of) ?? undecided)
        }
        let outcomes = ["A": "amend", "C": "cease", "M": "maintain"]
        add(
            "dfe-outcomes",
            active[.reviewOutcome].flatMap { outcomes[$0] } ?? (meeting == nil ? "none" : "meeting-alone"))
    }
}
