/// What a figure should be.
enum Goal {
    case atLeast(Double)
    case atMost(Double)

    func isMet(by value: Double) -> Bool {
        switch self {
        case .atLeast(let goal): value >= goal
        case .atMost(let goal): value <= goal
        }
    }

    var text: String {
        switch self {
        case .atLeast(let goal): "≥ \(plain(goal))"
        case .atMost(let goal): "≤ \(plain(goal))"
        }
    }

    private func plain(_ goal: Double) -> String { goal == goal.rounded() ? "\(Int(goal))" : "\(goal)" }
}

/// One line of the table.
struct Line {
    var name: String
    /// Belongs to the last line that is none.
    var isDetail = false
    /// Nil when it could not be measured; the note says why.
    var value: Double?
    var range: (least: Double, most: Double)?
    var digits = 3
    var unit = ""
    var goal: Goal?
    /// Beside another checkout: what the ratio says.
    var verdict: Verdict?
    var note = ""

    var text: String {
        guard let value else { return "–" }
        let unit = unit.isEmpty ? "" : " \(unit)"
        return decimals(value, digits) + unit + (rangeText.isEmpty ? "" : " (\(rangeText))")
    }

    var rangeText: String { range.map { "\(decimals($0.least, digits))–\(decimals($0.most, digits))" } ?? "" }

    var isMet: Bool? {
        guard let goal, let value else { return nil }
        return goal.isMet(by: value)
    }

    /// A goal that is not met, or slower than the other checkout.
    var isBad: Bool { isMet == false || verdict == .slower }
}
