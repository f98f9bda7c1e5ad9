/// What a command was given: the command line first, then the environment, then the defaults; all checked.
public struct Arguments: Sendable {
    /// The words that led to the command, as `["annual-review", "import"]`.
    public let path: [String]
    let declared: [String: String]
    let values: [String: [String]]

    init(path: [String], declared: [String: String], values: [String: [String]]) {
        self.path = path
        self.declared = declared
        self.values = values
    }

    /// The same options as somebody filled them in on a form: fields by the options' names, in their order; one left empty is
    /// one that was not given. What the form does not ask for and the command takes besides, as where seeds lie, is `given`.
    /// `label` is what the form calls an option. Throws everything that is wrong, each with its field.
    public init(
        _ options: [Option], filled: [(name: String, value: String)], given: [String: String] = [:],
        label: (Option) -> String
    ) throws(FieldFaults) {
        var faults: [FieldFault] = []
        var values: [String: [String]] = [:]
        var declared: [String: String] = [:]
        for option in options {
            declared[option.name] = label(option)
            var own = filled.filter { $0.name == option.name && !$0.value.allSatisfy(\.isWhitespace) }.map(\.value)
            if case .flag = option.kind, !own.isEmpty { own = ["true"] }
            if let fault = option.fault(of: own, as: label(option)) {
                faults.append(FieldFault(field: option.name, message: fault))
            }
            if own.isEmpty, let usual = option.defaultValue { own = [usual] }
            if !own.isEmpty { values[option.name] = own }
        }
        for (name, value) in given {
            declared[name] = name
            values[name] = [value]
        }
        guard faults.isEmpty else { throw FieldFaults(faults: faults) }
        self.init(path: [], declared: declared, values: values)
    }

    /// The value of the option or positional `name`. Throws what to write when there is none.
    public func string(_ name: String) throws(UsageError) -> String {
        guard let value = optionalString(name) else { throw UsageError("missing: \(declared[name] ?? name)") }
        return value
    }

    /// The value of the option or positional `name`; `nil` when there is none.
    public func optionalString(_ name: String) -> String? {
        strings(name).last
    }

    /// All values of the option or positional `name`, in order; values with commas stay whole.
    public func strings(_ name: String) -> [String] {
        precondition(declared[name] != nil, "the command declares no option or positional \(name)")
        return values[name] ?? []
    }

    /// The whole number of the option `name`. Throws what to write when there is none.
    public func int(_ name: String) throws(UsageError) -> Int {
        let text = try string(name)
        // Options declared `.integer` were checked before; this is for positionals and texts.
        guard let number = Int(text) else { throw UsageError("\(name) takes a whole number; found \(text)") }
        return number
    }

    /// The whole number of the option `name`; `nil` when there is none.
    public func optionalInt(_ name: String) throws(UsageError) -> Int? {
        optionalString(name) == nil ? nil : try int(name)
    }

    /// Whether the flag `name` is on.
    public func flag(_ name: String) -> Bool {
        optionalString(name) == "true"
    }
}
