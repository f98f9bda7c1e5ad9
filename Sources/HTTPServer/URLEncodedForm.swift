/// Why a form cannot be read.
public enum FormError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The request has another kind of body than a form.
    case notAForm
    /// It has more fields than are read.
    case tooManyFields(most: Int)
    /// It is not what its kind of body promises; what is wrong with it.
    case malformed(String)

    /// What is wrong, as a sentence.
    public var description: String {
        switch self {
        case .notAForm: "The request holds no form."
        case .tooManyFields(let most): "A form may have at most \(most) fields."
        case .malformed(let what): "The form cannot be read: \(what)."
        }
    }
}

/// `application/x-www-form-urlencoded`, of a form and of a query.
enum URLEncodedForm {
    static func fields(_ bytes: ArraySlice<UInt8>, most: Int) throws(FormError) -> [Request.Field] {
        var fields: [Request.Field] = []
        for pair in bytes.split(separator: UInt8(ascii: "&")) {
            guard fields.count < most else { throw .tooManyFields(most: most) }
            let equals = pair.firstIndex(of: UInt8(ascii: "="))
            let name = pair[..<(equals ?? pair.endIndex)]
            let value = equals.map { pair[pair.index(after: $0)...] } ?? []
            guard let name = Percent.decode(name, plusIsSpace: true),
                let value = Percent.decode(value, plusIsSpace: true, allowsLines: true)
            else { throw .malformed("a field is not UTF-8 in the form of addresses") }
            fields.append(Request.Field(name, value))
        }
        return fields
    }
}
