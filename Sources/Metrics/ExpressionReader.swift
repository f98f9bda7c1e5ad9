public import YAML
import Statute

/// Reads an expression, and holds it to the facts of the rows that it is asked of:
///
///     told <= decision_by and (outcome is not amend or notice <= decision_by)
///     held in period and decision_by <= as_at
///     placement is one of (home-educated, education-otherwise)
///     final_told - notice
///
/// Of what is not known nothing is true, nor is its opposite; `x is known` asks. Days are added in days, weeks and months.
public struct ExpressionReader {
    /// The most characters, steps and brackets within brackets of one expression.
    static let mostCharacters = 2_000
    static let mostSteps = 300
    static let mostBrackets = 30

    private enum Token: Equatable {
        case name(String), number(Int), day(Day), sign(String)

        var words: String {
            switch self {
            case .name(let text), .sign(let text): text
            case .number(let number): "\(number)"
            case .day(let day): "\(day)"
            }
        }
    }

    private struct Part {
        var place: Int32
        var result: Expression.Result
        /// The list that its words are of.
        var words: [String] = []
    }

    private let node: YAMLNode
    private let facts: [MetricFact]
    private var tokens: [Token] = []
    private var next = 0
    private var steps: [Expression.Step] = []
    private var brackets = 0

    private init(_ node: YAMLNode, _ facts: [MetricFact]) {
        self.node = node
        self.facts = facts
    }

    /// A question that is true or false of a row.
    public static func question(_ node: YAMLNode, of facts: [MetricFact]) throws(YAMLError) -> Expression {
        let expression = try read(node, facts)
        guard expression.result == .truth else {
            throw node.error("this is no question; compare it, as in: held in period")
        }
        return expression
    }

    /// A number of days.
    public static func days(_ node: YAMLNode, of facts: [MetricFact]) throws(YAMLError) -> Expression {
        let expression = try read(node, facts)
        guard expression.result == .number else {
            throw node.error("this is no number of days; take one day from another, as in: told - held")
        }
        return expression
    }

    private static func read(_ node: YAMLNode, _ facts: [MetricFact]) throws(YAMLError) -> Expression {
        var reader = ExpressionReader(node, facts)
        try reader.readTokens(try node.string())
        let all = try reader.either()
        if let token = reader.peek { throw node.error("“\(token.words)” stands where the expression should end") }
        return Expression(steps: reader.steps, result: all.result)
    }

    // MARK: Words

    private mutating func readTokens(_ text: String) throws(YAMLError) {
        guard text.utf8.count <= ExpressionReader.mostCharacters else {
            throw node.error("an expression has at most \(ExpressionReader.mostCharacters) characters")
        }
        var rest = text.unicodeScalars[...]
        while let first = rest.first {
            if first == " " || first == "\n" || first == "\t" {
                rest.removeFirst()
            } else if ExpressionReader.isPart(first) {
                let word = String(String.UnicodeScalarView(rest.prefix { ExpressionReader.isPart($0) || $0 == "-" }))
                rest = rest.dropFirst(word.unicodeScalars.count)
                if let day = Day(word) {
                    tokens.append(.day(day))
                } else if let number = Int(word) {
                    tokens.append(.number(number))
                } else {
                    tokens.append(.name(word))
                }
            } else {
                let two = String(String.UnicodeScalarView(rest.prefix(2)))
                guard
                    let sign = ["<=", ">="].contains(two)
                        ? two : ["<", ">", "(", ")", "+", "-", ","].first(where: two.hasPrefix)
                else { throw node.error("“\(first)” means nothing here") }
                tokens.append(.sign(sign))
                rest = rest.dropFirst(sign.unicodeScalars.count)
            }
        }
    }

    private static func isPart(_ character: Unicode.Scalar) -> Bool {
        character.isASCII && (character.properties.isAlphabetic || ("0"..."9").contains(character)) || character == "_"
    }

    private var peek: Token? { next < tokens.count ? tokens[next] : nil }

    private mutating func take(_ word: String) -> Bool {
        guard peek == .name(word) || peek == .sign(word) else { return false }
        next += 1
        return true
    }

    private mutating func need(_ word: String) throws(YAMLError) {
        guard take(word) else {
            throw node.error("“\(word)” should stand \(peek.map { "where “\($0.words)” stands" } ?? "at the end")")
        }
    }

    private mutating func step(
        _ action: Expression.Action, _ left: Int32 = 0, _ right: Int32 = 0
    ) throws(YAMLError) -> Int32 {
        guard steps.count < ExpressionReader.mostSteps else {
            throw node.error("an expression has at most \(ExpressionReader.mostSteps) parts")
        }
        steps.append(Expression.Step(action: action, left: left, right: right))
        return Int32(steps.count - 1)
    }

    // MARK: Questions

    private mutating func either() throws(YAMLError) -> Part {
        var left = try both()
        while take("or") {
            let right = try both()
            left = Part(place: try step(.or, try truth(left), try truth(right)), result: .truth)
        }
        return left
    }

    private mutating func both() throws(YAMLError) -> Part {
        var left = try opposite()
        while take("and") {
            let right = try opposite()
            left = Part(place: try step(.and, try truth(left), try truth(right)), result: .truth)
        }
        return left
    }

    private mutating func opposite() throws(YAMLError) -> Part {
        var isOpposite = false
        while take("not") { isOpposite.toggle() }
        let part = try comparison()
        return isOpposite ? try opposite(of: part) : part
    }

    private mutating func opposite(of part: Part) throws(YAMLError) -> Part {
        Part(place: try step(.not, try truth(part)), result: .truth)
    }

    private func truth(_ part: Part) throws(YAMLError) -> Int32 {
        guard part.result == .truth else {
            throw node.error("“and”, “or” and “not” go with questions, as in: told <= decision_by")
        }
        return part.place
    }

    private mutating func comparison() throws(YAMLError) -> Part {
        let left = try sum()
        if take("in") {
            try need("period")
            guard left.result == .day else { throw node.error("“in period” goes with a day") }
            return Part(place: try step(.isInPeriod, left.place), result: .truth)
        }
        if take("is") { return try isWhat(left) }
        for sign in ["<=", ">=", "<", ">"] where take(sign) {
            let right = try sum()
            guard left.result == right.result, left.result == .day || left.result == .number else {
                throw node.error("“\(sign)” goes between two days, or between two numbers")
            }
            let isTurned = sign.first == ">"
            return Part(
                place: try step(
                    sign.count == 2 ? .lessOrEqual : .less, isTurned ? right.place : left.place,
                    isTurned ? left.place : right.place), result: .truth)
        }
        return left
    }

    private mutating func isWhat(_ left: Part) throws(YAMLError) -> Part {
        if take("known") { return Part(place: try step(.isKnown, left.place), result: .truth) }
        if take("unknown") {
            return try opposite(of: Part(place: try step(.isKnown, left.place), result: .truth))
        }
        let isOpposite = take("not")
        var part: Part
        if take("one") {
            try need("of")
            try need("(")
            part = try same(left)
            while take(",") {
                let other = try same(left)
                part = Part(place: try step(.or, part.place, other.place), result: .truth)
            }
            try need(")")
        } else {
            part = try same(left)
        }
        return isOpposite ? try opposite(of: part) : part
    }

    private mutating func same(_ left: Part) throws(YAMLError) -> Part {
        var right: Part
        if left.result == .word {
            guard case .name(let word)? = peek, let place = left.words.firstIndex(of: word) else {
                throw node.error(
                    "\(peek.map { "“\($0.words)”" } ?? "the end") is none of \(left.words.joined(separator: ", "))")
            }
            next += 1
            right = Part(place: try step(.constant, Int32(place)), result: .word)
        } else {
            right = try sum()
        }
        guard left.result == right.result, left.result != .name, left.result != .truth else {
            throw node.error("“is” goes between two of one kind, or asks whether something is known")
        }
        right = Part(place: try step(.same, left.place, right.place), result: .truth)
        return right
    }

    // MARK: Days and numbers

    private mutating func sum() throws(YAMLError) -> Part {
        var left = try term()
        while let sign = ["+", "-"].first(where: { peek == .sign($0) }) {
            next += 1
            if case .number(let number)? = peek, left.result == .day {
                next += 1
                left.place = try moved(left.place, sign == "+" ? number : -number)
                continue
            }
            let right = try term()
            guard sign == "-", left.result == .day, right.result == .day else {
                throw node.error("a day is moved by “+ 4 weeks”, and days between are “told - held”")
            }
            left = Part(place: try step(.daysBetween, left.place, right.place), result: .number)
        }
        return left
    }

    private mutating func moved(_ place: Int32, _ number: Int) throws(YAMLError) -> Int32 {
        guard abs(number) <= 10_000 else { throw node.error("\(number) is too many") }
        if take("days") || take("day") { return try step(.addDays, place, Int32(number)) }
        if take("weeks") || take("week") { return try step(.addDays, place, Int32(number * 7)) }
        if take("months") || take("month") { return try step(.addMonths, place, Int32(number)) }
        throw node.error("say of the \(abs(number)) whether they are days, weeks or months")
    }

    private mutating func term() throws(YAMLError) -> Part {
        guard let token = peek else { throw node.error("the expression ends too early") }
        next += 1
        switch token {
        case .number(let number):
            guard let value = Int32(exactly: number) else { throw node.error("\(number) is too large") }
            return Part(place: try step(.constant, value), result: .number)
        case .day(let day): return Part(place: try step(.constant, day.number), result: .day)
        case .sign("("):
            brackets += 1
            guard brackets <= ExpressionReader.mostBrackets else {
                throw node.error("at most \(ExpressionReader.mostBrackets) brackets stand within each other")
            }
            let inner = try either()
            try need(")")
            brackets -= 1
            return inner
        case .name("as_at"): return Part(place: try step(.asAt), result: .day)
        case .name("from"): return Part(place: try step(.from), result: .day)
        case .name(let name): return try fact(name)
        case .sign(let sign): throw node.error("“\(sign)” stands where a fact should")
        }
    }

    private mutating func fact(_ name: String) throws(YAMLError) -> Part {
        guard let place = facts.firstIndex(where: { $0.name == name }) else {
            throw node.error(
                "nothing is known by the name “\(name)”; known are \(facts.map(\.name).joined(separator: ", "))")
        }
        let index = Int32(place)
        return switch facts[place].kind {
        case .happening: Part(place: try step(.happening, index), result: .day)
        case .due: Part(place: try step(.fact, index), result: .day)
        case .number: Part(place: try step(.fact, index), result: .number)
        case .truth: Part(place: try step(.fact, index), result: .truth)
        case .word(let words): Part(place: try step(.fact, index), result: .word, words: words)
        case .name: Part(place: try step(.fact, index), result: .name)
        }
    }
}
