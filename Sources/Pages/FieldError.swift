package import Arguments

/// What is wrong with a field, as a page shows it: above the form with a link to the field, and at the field.
package struct FieldError: Sendable, Equatable {
    /// The field's name; empty: of the form as a whole.
    package let field: String
    package let message: String

    package init(_ field: String, _ message: String) {
        self.field = field
        self.message = message
    }

    package init(_ fault: FieldFault) {
        field = fault.field
        message = fault.message
    }
}

extension [FieldError] {
    /// What is wrong with that field; nil when nothing is.
    func of(_ field: String) -> String? { first { $0.field == field }?.message }
}
