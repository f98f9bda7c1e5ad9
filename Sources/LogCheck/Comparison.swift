import Arguments

/// Two reports in one table.
package struct Comparison {
    private let first: CheckReport
    private let second: CheckReport
    private let names: (String, String)

    package init(_ first: CheckReport, _ second: CheckReport, names: (String, String)) {
        self.first = first
        self.second = second
        self.names = names
    }

    /// The table.
    package var text: String {
        var rows: [(String, String, String)] = [("", names.0, names.1)]
        func add(_ title: String, _ value: (CheckReport) -> String) {
            rows.append((title, value(first), value(second)))
        }
        func sum(_ part: @escaping (CheckReport.KindRow) -> Int) -> (CheckReport) -> String {
            { Self.grouped($0.kinds.reduce(0) { $0 + part($1) }) }
        }
        func count(_ list: @escaping (CheckReport) -> [CheckReport.Count], _ name: String) -> (CheckReport) -> String {
            { Self.grouped(list($0).first { $0.name == name }?.count ?? 0) }
        }
        add("plans") { Self.grouped($0.plans) }
        add("reviews opened", sum(\.opened))
        add("meetings held", sum(\.held))
        add("decisions made", sum(\.decided))
        add("told within four weeks, as the DfE counts it") { Self.share($0, "told-in-four-weeks-dfe") }
        add("told within four weeks, of all decisions due") { Self.share($0, "told-in-four-weeks-strict") }
        let kinds =
            first.kinds.map(\.kind)
            + second.kinds.map(\.kind).filter { kind in
                !first.kinds.contains { $0.kind == kind }
            }
        for kind in kinds {
            add("  of these, \(kind)") { report in
                guard let row = report.kinds.first(where: { $0.kind == kind }) else { return "–" }
                return Self.percent(row.inTime, row.due)
            }
        }
        add("final plans within twelve weeks of the meeting") { Self.share($0, "final-in-twelve-weeks") }
        add("letters and messages sent", count(\.messages, "sent"))
        add("messages given up, with the reason") { report in
            Self.grouped(report.messages.filter { $0.name.hasPrefix("not sent") }.reduce(0) { $0 + $1.count })
        }
        add("decisions refused for what they lacked", count(\.conclusions, "decision-refused"))
        add("said again, or overtaken, and ignored") { Self.grouped($0.refused.reduce(0) { $0 + $1.count }) }
        add("entries a plan") { Decimal.text(Double($0.entries) / Double(max(1, $0.plans))) }
        add("faults found by the check") { Self.grouped($0.faults) }
        let width = (rows.map(\.0.count).max() ?? 0) + 2
        let columns = (rows.map(\.1.count).max() ?? 0, rows.map(\.2.count).max() ?? 0)
        return rows.map { title, left, right in
            title + String(repeating: " ", count: width - title.count)
                + String(repeating: " ", count: columns.0 - left.count) + left + "   "
                + String(repeating: " ", count: columns.1 - right.count) + right + "\n"
        }.joined()
    }

    private static func share(_ report: CheckReport, _ id: String) -> String {
        guard let share = report.figures.first(where: { $0.id == id }) else { return "–" }
        return "\(percent(share.numerator, share.denominator))"
    }

    private static func percent(_ part: Int, _ all: Int) -> String {
        all == 0 ? "–" : "\(Decimal.text(100 * Double(part) / Double(all)))% of \(grouped(all))"
    }

    /// A whole number with commas between thousands.
    package static func grouped(_ number: Int) -> String {
        var text = ""
        for (place, digit) in "\(number.magnitude)".reversed().enumerated() {
            if place > 0, place % 3 == 0 { text = ",\(text)" }
            text = "\(digit)\(text)"
        }
        return number < 0 ? "-\(text)" : text
    }
}
