import Testing

@testable import Statute

/// One worked case: the facts, a rule, and what the law makes of them.
///
/// A line of `WorkedExample.text` is `RULE | facts | result | why`. Facts are the names of `Facts.Field` with a day, or one of the
/// other words of `read`; `as-at` is the day whose law counts. The result is a day, days with “or” (the readings of
/// others), “duty” for a duty without a day, or “none”; “provisional” behind a day.
struct Vector: Sendable, CustomTestStringConvertible {
    enum Result: Hashable, Sendable {
        case due(Day, others: [Day], isProvisional: Bool)
        case duty
        case none
    }

    let line: String
    let rule: RuleID
    let facts: Facts
    let asAt: Day?
    let result: Result

    var testDescription: String { line }

    /// What the table says of that rule by those facts.
    func result(by table: RuleTable, _ holidays: BankHolidays, asAt other: Day? = nil) -> Result {
        let asAt = other ?? asAt
        if let found = Statute.deadlines(for: facts, holidays: holidays, asAt: asAt, by: table).first(where: {
            $0.rule == rule
        }) {
            return .due(found.due, others: found.otherReadings.map(\.day), isProvisional: found.isProvisional)
        }
        let duties = Statute.duties(for: facts, asAt: asAt, by: table)
        return duties.contains { $0.rule == rule } ? .duty : .none
    }

    init(_ line: String) throws {
        self.line = line
        let parts = line.split(separator: "|").map { $0.split(separator: " ").map(String.init) }
        try #require(parts.count >= 3, "\(line)")
        let name = parts[0].first ?? ""
        rule = try #require(RuleID(rawValue: name), "\(line)")
        var facts = Facts()
        var asAt: Day?
        var words = parts[1][...]
        while let word = words.popFirst() {
            func next() throws -> String {
                let next = words.popFirst()
                return try #require(next, "\(line)")
            }
            func known<Value>(_ make: (String) -> Value?) throws -> Value {
                let value = make(try next())
                return try #require(value, "\(line)")
            }
            if let field = Facts.Field(rawValue: word) {
                facts[field] = try day(next())
                continue
            }
            switch word {
            case "as-at": asAt = try day(next())
            case "outcome": facts.outcome = try known { ReviewOutcome(rawValue: $0) }
            case "institution": facts.institution = try known { Institution(rawValue: $0) }
            case "born": facts.born = try known { Month($0) }
            case "plan-interval": facts.planInterval = try known { Int($0) }
            case "transfer":
                let phase = try known { TransferPhase(rawValue: $0) }
                facts.transfer = Transfer(phase, in: try known { Int($0) })
            case "order":
                let kind = try known { TribunalOrder.Kind(rawValue: $0) }
                facts.tribunalOrder = TribunalOrder(kind, made: try day(next()))
            case "not-attending": facts.attends = false
            case "looked-after": facts.isLookedAfter = true
            case "section-i-only": facts.isSectionIOnly = true
            case "outside-review": facts.amendsOutsideReview = true
            default: Issue.record("\(word) is no fact: \(line)")
            }
        }
        self.facts = facts
        self.asAt = asAt
        switch parts[2].first {
        case "duty": result = .duty
        case "none": result = .none
        default:
            let days = try parts[2].filter { $0 != "or" && $0 != "provisional" }.map { try day($0) }
            result = .due(
                try #require(days.first, "\(line)"), others: Array(days.dropFirst()),
                isProvisional: parts[2].contains("provisional"))
        }
    }

    static func all() throws -> [Vector] {
        try WorkedExample.text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { try Vector(String($0)) }
    }
}
