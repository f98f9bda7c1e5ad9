/// What a command was given: the command line first, then the environment, then the defaults; all checked.
public struct Arguments: Sendable {
    /// The words that led to the command, as `["annual-review", "import"]`.
    public let path: [String]
    let declared: [String: String]
    let values: [String: [String]]

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
