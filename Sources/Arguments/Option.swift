/// A named value or switch of a command: `--name VALUE`, `--name=VALUE` or `--flag`.
public struct Option: Sendable {
    /// What may stand after the name.
    public enum Kind: Sendable, Equatable {
        /// Nothing: it is there or not.
        case flag
        /// Any text.
        case text
        /// A whole number in the range.
        case integer(ClosedRange<Int>)
        /// One of these.
        case choice([String])
    }

    /// The name without its dashes.
    public let name: String
    /// What may stand after the name.
    public let kind: Kind
    /// The word for the value in the help, as `HOST:PORT`.
    public let placeholder: String
    /// One line for the help.
    public let summary: String
    /// The value when neither the command line nor the environment gives one.
    public let defaultValue: String?
    /// The variable of the environment that is asked when the command line gives nothing.
    public let environment: String?
    /// Whether the value is secret: then `…_FILE` beside the variable may name a file that holds it, and the command
    /// line, which every process of the host can read, is refused.
    public let isSecret: Bool
    /// Whether it may stand several times; then all its values count, in order.
    public let repeats: Bool
    /// Whether an empty value is an error, also of the variable: where nothing would mean something laxer than whoever set
    /// it had in mind.
    public let refusesEmpty: Bool

    private init(
        _ name: String, _ kind: Kind, placeholder: String = "", summary: String, default defaultValue: String? = nil,
        environment: String? = nil, isSecret: Bool = false, repeats: Bool = false, refusesEmpty: Bool = false
    ) {
        self.name = name
        self.kind = kind
        self.placeholder = placeholder
        self.summary = summary
        self.defaultValue = defaultValue
        self.environment = environment
        self.isSecret = isSecret
        self.repeats = repeats
        self.refusesEmpty = refusesEmpty
    }

    /// A switch. From the environment `1`, `true`, `yes` put it on; `0`, `false`, `no` and nothing leave it off.
    public static func flag(_ name: String, environment: String? = nil, _ summary: String) -> Self {
        Option(name, .flag, summary: summary, environment: environment)
    }

    /// A text.
    public static func text(
        _ name: String, _ placeholder: String, default defaultValue: String? = nil, environment: String? = nil,
        repeats: Bool = false, refusesEmpty: Bool = false, _ summary: String
    ) -> Self {
        Option(
            name, .text, placeholder: placeholder, summary: summary, default: defaultValue, environment: environment,
            repeats: repeats, refusesEmpty: refusesEmpty)
    }

    /// A whole number in `range`.
    public static func integer(
        _ name: String, _ placeholder: String = "N", in range: ClosedRange<Int> = 0...Int.max,
        default defaultValue: Int? = nil, environment: String? = nil, _ summary: String
    ) -> Self {
        Option(
            name, .integer(range), placeholder: placeholder, summary: summary, default: defaultValue.map(String.init),
            environment: environment)
    }

    /// One of `choices`.
    public static func choice(
        _ name: String, _ choices: [String], default defaultValue: String? = nil, environment: String? = nil,
        _ summary: String
    ) -> Self {
        Option(
            name, .choice(choices), placeholder: choices.joined(separator: "|"), summary: summary,
            default: defaultValue, environment: environment)
    }

    /// A password or key: from `environment`, or from the file that `environment` + `_FILE` names; never from the
    /// command line.
    public static func secret(_ name: String, environment: String, _ summary: String) -> Self {
        Option(name, .text, placeholder: "", summary: summary, environment: environment, isSecret: true)
    }

    /// What is wrong with what stands in its field on a form, in words for whoever filled it in; nil when nothing is.
    func fault(of values: [String], as label: String) -> String? {
        if !repeats, values.count > 1 { return "\(label): give one answer" }
        for value in values {
            switch kind {
            case .flag, .text: continue
            case .integer(let range):
                if let number = Int(value), range.contains(number) { continue }
                return range.upperBound == Int.max
                    ? "\(label): give a whole number, \(range.lowerBound) or more"
                    : "\(label): give a whole number from \(range.lowerBound) to \(range.upperBound)"
            case .choice(let choices):
                if !choices.contains(value) { return "\(label): choose one of the answers that are listed" }
            }
        }
        return nil
    }

    /// Checks one value against the kind; the message says what was expected.
    func check(_ value: String) -> String? {
        if refusesEmpty, value.allSatisfy(\.isWhitespace) {
            return "is set to nothing: give it \(placeholder), or leave it out altogether"
        }
        switch kind {
        case .flag, .text: return nil
        case .integer(let range):
            if let number = Int(value), range.contains(number) { return nil }
            let bounds =
                range.upperBound == Int.max
                ? "\(range.lowerBound) or more" : "\(range.lowerBound) to \(range.upperBound)"
            return "takes a whole number, \(bounds); found \(value)"
        case .choice(let choices):
            if choices.contains(value) { return nil }
            return "takes one of \(choices.joined(separator: ", ")); found \(value)"
        }
    }
}

/// A value without a name, known by its place.
public struct Positional: Sendable {
    /// The name by which `Arguments` gives it, and its word in the help.
    public let name: String
    /// One line for the help.
    public let summary: String
    /// Whether it must be there.
    public let isRequired: Bool
    /// Whether it takes all that follows; only the last may.
    public let repeats: Bool

    /// A positional.
    public init(_ name: String, isRequired: Bool = true, repeats: Bool = false, _ summary: String) {
        self.name = name
        self.summary = summary
        self.isRequired = isRequired
        self.repeats = repeats
    }
}
