import Statute
import Testing

@Suite struct `Every rule of the table by its vectors` {
    @Test(arguments: try Vector.all())
    func `What the law makes of the facts`(_ vector: Vector) throws {
        #expect(vector.result(by: .law, try announcedHolidays()) == vector.result, "\(vector.line)")
    }

    @Test(arguments: try Vector.all())
    func `The last day is in time, the next one is not`(_ vector: Vector) throws {
        guard case .due(let last, _, _) = vector.result else { return }
        let found = Statute.deadlines(for: vector.facts, holidays: try announcedHolidays(), asAt: vector.asAt)
        let deadline = try #require(found.first { $0.rule == vector.rule })
        #expect(!deadline.isMissed(on: last - 1) && !deadline.isMissed(on: last) && deadline.isMissed(on: last + 1))
    }

    @Test func `Every rule of the table has a vector that shows it`() throws {
        let shown = Set(try Vector.all().filter { $0.result != .none }.map(\.rule))
        #expect(RuleID.allCases.filter { !shown.contains($0) }.isEmpty)
    }

    @Test(arguments: RuleID.allCases)
    func `Every rule begins to count on the day on which its set came into force`(_ rule: RuleID) throws {
        let first = try RuleSets.first(of: rule)
        let holidays = try announcedHolidays()
        let vector = try #require(try Vector.all().first { $0.rule == rule && $0.result != .none })
        #expect(vector.result(by: .law, holidays, asAt: first - 1) == .none)
        #expect(vector.result(by: .law, holidays, asAt: first) != .none)
    }
}

/// From when each rule counts, said apart from the table.
enum RuleSets {
    static let custody: Set<RuleID> = [.cus1, .cus2, .cus3, .cus3a, .cus3b, .app5, .app5a]
    static let devon: Set<RuleID> = [.amd1, .amd5, .amd6, .amd7]

    static func first(of rule: RuleID) throws -> Day {
        if rule == .cov1 { return try day("2020-05-01") }
        if rule == .inf1 { return try day("2018-05-25") }
        if custody.contains(rule) { return try day("2015-04-01") }
        return try day(devon.contains(rule) ? "2022-03-08" : "2014-09-01")
    }
}

/// The law with one thing changed: every such change must be noticed by a vector.
struct Mutant {
    let name: String
    let table: RuleTable

    /// The changes of one rule: its period a unit longer and shorter, the readings of others likewise and left out, its
    /// condition dropped, its effective dates a day off, and the rule itself left out.
    static func all(of rule: Rule) -> [Mutant] {
        var changed: [(String, Rule?)] = [("left out", nil)]
        for units in [1, -1] {
            let sign = units > 0 ? "+1" : "-1"
            if let counting = rule.counting.longer(by: units) {
                changed.append(("period \(sign)", rule.with { $0.counting = counting }))
            }
            // A day earlier changes nothing where the rule takes its day from rules of the same set.
            if units > 0 || !rule.followsFromOthers {
                changed.append(("since \(sign) day", rule.with { $0.since = rule.since + units }))
            }
            if let until = rule.until { changed.append(("until \(sign) day", rule.with { $0.until = until + units })) }
            for (index, reading) in rule.readings.enumerated() where !reading.isRefuted {
                guard let counting = reading.counting.longer(by: units) else { continue }
                let other = rule.with { $0.readings[index].counting = counting }
                changed.append(("reading \(reading.conflict) \(sign)", other))
            }
        }
        for (index, reading) in rule.readings.enumerated() where !reading.isRefuted {
            let other = rule.with { _ = $0.readings.remove(at: index) }
            changed.append(("reading \(reading.conflict) left out", other))
        }
        if rule.condition != .always { changed.append(("without condition", rule.with { $0.condition = .always })) }
        return changed.map {
            Mutant(name: "\(rule.id.rawValue) \($0.0)", table: RuleTable.law.replacing(rule.id, by: $0.1))
        }
    }
}

extension Rule {
    fileprivate var followsFromOthers: Bool {
        switch (trigger, counting) {
        case (.reviewDue, _), (.transferPlanDue, _), (_, .with), (_, .earlierOf), (_, .appealLaterOf): true
        default: false
        }
    }

    fileprivate func with(_ change: (inout Rule) -> Void) -> Rule {
        var other = self
        change(&other)
        return other
    }
}

@Suite struct `Mutants of the law` {
    @Test func `No change of one rule goes unnoticed by the vectors`() throws {
        let holidays = try announcedHolidays()
        let vectors = try Vector.all()
        // Each rule's own vectors, and at the edges of the rule sets.
        var edges: [(Vector, Day, Vector.Result)] = []
        for rule in RuleID.allCases {
            let first = try RuleSets.first(of: rule)
            let vector = try #require(
                vectors.first { $0.rule == rule && $0.result != .none && $0.asAt == nil || rule == .cov1 })
            if rule != .cov1 {
                edges.append((vector, first, vector.result(by: .law, holidays, asAt: first)))
                edges.append((vector, first - 1, .none))
            }
        }
        var survivors: [String] = []
        var rows: [(rule: RuleID, count: Int, survived: Int)] = []
        for rule in Statute.table {
            var survived = 0
            let mutants = Mutant.all(of: rule)
            for mutant in mutants {
                let isKilled =
                    vectors.contains { $0.result(by: mutant.table, holidays) != $0.result }
                    || edges.contains { $0.0.result(by: mutant.table, holidays, asAt: $0.1) != $0.2 }
                if !isKilled {
                    survived += 1
                    survivors.append(mutant.name)
                }
            }
            rows.append((rule.id, mutants.count, survived))
        }
        print("| rule | mutants | survived |\n| --- | --- | --- |")
        for row in rows { print("| \(row.rule.rawValue) | \(row.count) | \(row.survived) |") }
        let total = rows.map(\.count).reduce(0, +)
        print("mutants: \(total) of \(rows.count) rules, by \(vectors.count) vectors; \(survivors.count) survived")
        for survivor in survivors { print("survived: \(survivor)") }
        #expect(survivors.isEmpty)
    }
}
