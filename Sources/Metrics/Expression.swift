import Statute

/// What is asked of a row: a question that is true, false or not known of it, or a number of days. Read from text by
/// `ExpressionReader`; every name in it was held to the facts of its rows, and both sides of each comparison to each other.
public struct Expression: Sendable {
    /// A step: what it does, and to which earlier steps or with which constant.
    struct Step: Sendable {
        var action: Action
        var left: Int32 = 0
        var right: Int32 = 0
    }

    enum Action: Sendable {
        case fact, happening, constant, asAt, from
        case addDays, addMonths, daysBetween
        case less, lessOrEqual, same
        case isKnown, isInPeriod
        case and, or, not
    }

    /// What it comes to.
    public enum Result: Sendable { case truth, day, number, word, name }

    let steps: [Step]
    let result: Result

    /// What it comes to for a row; `MetricFact.unknown` when that is not known. A truth is 0 or 1.
    func value(_ row: UnsafeBufferPointer<Int32>, _ window: Window) -> Int32 {
        value(Int32(steps.count - 1), row, window)
    }

    private func value(_ place: Int32, _ row: UnsafeBufferPointer<Int32>, _ window: Window) -> Int32 {
        let step = steps[Int(place)]
        let unknown = MetricFact.unknown
        switch step.action {
        case .fact: return row[Int(step.left)]
        case .happening:
            let day = row[Int(step.left)]
            return day > window.asAt.number ? unknown : day
        case .constant: return step.left
        case .asAt: return window.asAt.number
        case .from: return window.from.number
        case .isKnown: return value(step.left, row, window) == unknown ? 0 : 1
        case .isInPeriod:
            let day = value(step.left, row, window)
            return day == unknown ? unknown : window.from.number <= day && day <= window.asAt.number ? 1 : 0
        case .not:
            let answer = value(step.left, row, window)
            return answer == unknown ? unknown : 1 - answer
        case .and:
            let left = value(step.left, row, window)
            if left == 0 { return 0 }
            let right = value(step.right, row, window)
            return right == 0 ? 0 : left == unknown ? unknown : right
        case .or:
            let left = value(step.left, row, window)
            if left == 1 { return 1 }
            let right = value(step.right, row, window)
            return right == 1 ? 1 : left == unknown ? unknown : right
        case .addDays:
            let day = value(step.left, row, window)
            return day == unknown ? unknown : day &+ step.right
        case .addMonths:
            let day = value(step.left, row, window)
            return day == unknown ? unknown : Day(number: day).monthsAfter(Int(step.right)).number
        case .daysBetween, .less, .lessOrEqual, .same:
            let left = value(step.left, row, window)
            guard left != unknown else { return unknown }
            let right = value(step.right, row, window)
            guard right != unknown else { return unknown }
            switch step.action {
            case .daysBetween: return left &- right
            case .less: return left < right ? 1 : 0
            case .lessOrEqual: return left <= right ? 1 : 0
            default: return left == right ? 1 : 0
            }
        }
    }
}
