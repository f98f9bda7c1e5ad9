/// Why bytes were refused as JSON, or as the kind of object that was asked for, and where.
///
/// It never carries the value that was found: that may be a person's name, and errors are logged.
public struct JSONError: Error, Equatable, Sendable {
    /// What was wrong.
    public enum Reason: Equatable, Sendable {
        /// The bytes are not UTF-8.
        case notUTF8
        /// The bytes are not JSON here, or not the type of value that was asked for; says what was expected.
        case expected(String)
        /// A whole number, but beyond what the field can hold; says the range.
        case outOfRange(String)
        /// A required field of the object that starts at `offset` is absent.
        case missingField(String)
        /// A field name occurs twice in the object that starts at `offset`.
        case duplicateField(String)
        /// Objects and lists are nested deeper than `JSONReader.greatestDepth`.
        case tooDeep
        /// The object that starts at `offset` has more fields than `JSONReader.mostFields`.
        case tooManyFields
    }

    // One word, so that a call that may throw returns its error in a register.
    private let contents: Contents

    private final class Contents: Sendable {
        let reason: Reason
        let offset: Int
        let path: [String]

        init(_ reason: Reason, _ offset: Int, _ path: [String]) {
            self.reason = reason
            self.offset = offset
            self.path = path
        }
    }

    /// What was wrong.
    public var reason: Reason { contents.reason }
    /// Where, in bytes from the start of the buffer.
    public var offset: Int { contents.offset }
    /// The way to the place, outermost first: names of fields and, for elements of a list, `[2]`.
    public var path: [String] { contents.path }

    /// An error at a byte offset; the path is added while the error passes outwards.
    public init(_ reason: Reason, offset: Int, path: [String] = []) {
        contents = Contents(reason, offset, path)
    }

    /// Whether two errors say the same.
    public static func == (left: JSONError, right: JSONError) -> Bool {
        (left.reason, left.offset) == (right.reason, right.offset) && left.path == right.path
    }

    /// The same error seen from the object around it.
    public func inside(_ field: StaticString) -> JSONError {
        JSONError(reason, offset: offset, path: ["\(field)"] + path)
    }

    /// The same error seen from the list around it.
    public func inside(element index: Int) -> JSONError {
        JSONError(reason, offset: offset, path: ["[\(index)]"] + path)
    }
}

extension JSONError: CustomStringConvertible {
    /// For example `events[0].data.held, byte 120: expected a day, as in 2024-11-29`.
    public var description: String {
        var place = ""
        for step in path { place += place.isEmpty || step.hasPrefix("[") ? step : ".\(step)" }
        place += place.isEmpty ? "byte \(offset)" : ", byte \(offset)"
        return switch reason {
        case .notUTF8: "\(place): not UTF-8"
        case .expected(let what): "\(place): expected \(what)"
        case .outOfRange(let range): "\(place): number out of range, expected \(range)"
        case .missingField(let name): "\(place): required field \"\(name)\" is missing"
        case .duplicateField(let name): "\(place): field \"\(name)\" occurs twice"
        case .tooDeep: "\(place): nested deeper than \(JSONReader.greatestDepth)"
        case .tooManyFields: "\(place): more than \(JSONReader.mostFields) fields in one object"
        }
    }
}
