/// What is wrong with one field of a form, in words for whoever filled it in.
public struct FieldFault: Error, Equatable, Sendable {
    /// The field, by the name of its option.
    public let field: String
    /// What is wrong, and what to do.
    public let message: String

    public init(field: String, message: String) {
        self.field = field
        self.message = message
    }
}

/// Everything that is wrong with a form.
public struct FieldFaults: Error, Equatable, Sendable {
    /// Each with its field, in the order of the form.
    public let faults: [FieldFault]

    public init(faults: [FieldFault]) { self.faults = faults }
}
