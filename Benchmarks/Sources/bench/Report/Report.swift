import Foundation
import Glibc

/// Everything that was measured, for people and for machines.
final class Report {
    /// What the other checkout is called, where there is one.
    let other: String?
    let rounds: Int
    /// Of the machine, before the first measurement.
    var load = ""
    let cores = ProcessInfo.processInfo.activeProcessorCount
    private(set) var lines: [Line] = []

    init(other: String?, rounds: Int) {
        self.other = other
        self.rounds = rounds
    }

    var isBad: Bool { lines.contains(where: \.isBad) }

    func add(_ line: Line) { lines.append(line) }

    /// The median of the rounds.
    func add(
        _ name: String, _ values: [Double], isDetail: Bool = false, digits: Int = 3, unit: String = "",
        goal: Goal? = nil, note: String = ""
    ) throws {
        let spread = try Spread(of: values)
        add(
            Line(
                name: name, isDetail: isDetail, value: spread.median, range: (spread.least, spread.most),
                digits: digits, unit: unit, goal: goal, note: note))
    }

    /// What this checkout and the other one took in each round, of whatever less is better.
    func compare(_ name: String, this: [Double], that: [Double], unit: String, isDetail: Bool = false) throws {
        let spread = try Spread(of: ratios(this, to: that))
        var note = try "\(short(Spread(of: this).median)) ÷ \(short(Spread(of: that).median)) \(unit)"
        if this.count != rounds { note += this.count == 1 ? ", counted once" : ", \(this.count) rounds" }
        add(
            Line(
                name: name, isDetail: isDetail, value: spread.median, range: (spread.least, spread.most),
                verdict: Verdict(spread), note: note))
    }

    var table: String {
        let head =
            "\(cores) cores, load \(load) at the start; medians of \(rounds) rounds that took turns, the smallest and the "
            + "largest in brackets"
        let columns = other == nil ? ["measured", "is", "goal", "met", ""] : ["measured", "is", "that is", ""]
        let beside = other.map { ["This checkout ÷ \($0), by what each took: below 1 is faster, or smaller.", ""] }
        return
            ([head, ""] + (beside ?? []) + [row(columns), row(columns.map { _ in "---" })]
            + lines.map { row(cells($0)) }).joined(separator: "\n")
    }

    private func cells(_ line: Line) -> [String] {
        let name = (line.isDetail ? "  " : "") + line.name
        if other != nil { return [name, line.text, line.verdict?.rawValue ?? "–", line.note] }
        let met = line.isMet.map { $0 ? "yes" : "NO" } ?? "–"
        return [name, line.text, line.goal?.text ?? "–", met, line.note]
    }

    private func row(_ cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |" }

    func json() throws -> String {
        var whole = ""
        let results = lines.map { line in
            if !line.isDetail { whole = line.name }
            return Result(
                name: line.isDetail ? "\(whole), \(line.name)" : line.name, value: line.value, range: line.rangeText,
                unit: line.unit, goal: line.goal?.text ?? "–", met: line.isMet, verdict: line.verdict?.rawValue,
                note: line.note)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let all = Results(load: load, cores: cores, rounds: rounds, against: other, results: results)
        return String(decoding: try encoder.encode(all), as: UTF8.self)
    }

    /// A name stays when its value is not known.
    private struct Result: Encodable {
        let name: String
        let value: Double?
        let range: String
        let unit: String
        let goal: String
        let met: Bool?
        let verdict: String?
        let note: String

        enum Key: CodingKey { case name, value, range, unit, goal, met, verdict, note }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(name, forKey: .name)
            try container.encode(value, forKey: .value)
            try container.encode(range, forKey: .range)
            try container.encode(unit, forKey: .unit)
            try container.encode(goal, forKey: .goal)
            try container.encode(met, forKey: .met)
            try container.encodeIfPresent(verdict, forKey: .verdict)
            try container.encode(note, forKey: .note)
        }
    }

    private struct Results: Encodable {
        let load: String
        let cores: Int
        let rounds: Int
        let against: String?
        let results: [Result]
    }
}
