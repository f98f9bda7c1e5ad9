/// One row of a reference page: a field and what it means.
public struct FieldDescription: Equatable, Sendable {
    /// The way to the field from the object that is described: `meeting.held`, `people[].role`.
    public var name: String
    /// What kind of value it is, in words.
    public var type: String
    /// Whether it is always there.
    public var isRequired: Bool
    /// What it means.
    public var meaning: String

    public init(name: String, type: String, isRequired: Bool, meaning: String) {
        self.name = name
        self.type = type
        self.isRequired = isRequired
        self.meaning = meaning
    }

    /// The same field seen from what is around it.
    func inside(_ outer: String) -> FieldDescription {
        var row = self
        row.name = name.hasPrefix("[") ? outer + name : "\(outer).\(name)"
        return row
    }
}

/// Collects the rows of a reference page from a list of fields, in list order.
public struct DocumentationVisitor: FieldVisitor, ~Copyable {
    /// The rows so far.
    public private(set) var rows: [FieldDescription] = []

    /// No rows so far.
    public init() {}

    /// Adds a required field and the fields inside it.
    public mutating func field<T: FieldValue>(
        _ name: StaticString, _ value: inout T, _ meaning: StaticString
    ) throws(JSONError) {
        try add(name, T.self, isRequired: true, meaning)
    }

    /// Adds a field that may be absent, and the fields inside it.
    public mutating func optional<T: FieldValue>(
        _ name: StaticString, _ value: inout T?, _ meaning: StaticString
    ) throws(JSONError) {
        try add(name, T.self, isRequired: false, meaning)
    }

    private mutating func add<T: FieldValue>(
        _ name: StaticString, _ type: T.Type, isRequired: Bool, _ meaning: StaticString
    ) throws(JSONError) {
        rows.append(
            FieldDescription(
                name: "\(name)", type: T.typeDescription, isRequired: isRequired, meaning: "\(meaning)"))
        rows += try T.innerFields().map { $0.inside("\(name)") }
    }
}
