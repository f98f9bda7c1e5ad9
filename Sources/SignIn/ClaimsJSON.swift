import JSON

/// A value of an object of JSON whose fields are nobody's to list beforehand, as a provider's.
enum ClaimValue: Equatable, Sendable {
    case text(String)
    case number(Int)
    case flag(Bool)
    case list([ClaimValue])
    case object([String: ClaimValue])
    /// `null`, and a number that is not whole.
    case other

    var text: String? { if case .text(let text) = self { text } else { nil } }
    var number: Int? { if case .number(let number) = self { number } else { nil } }
    var flag: Bool? { if case .flag(let flag) = self { flag } else { nil } }
    var list: [ClaimValue]? { if case .list(let list) = self { list } else { nil } }
    var object: [String: ClaimValue]? { if case .object(let object) = self { object } else { nil } }
    /// A text, or a list of texts.
    var texts: [String]? { text.map { [$0] } ?? list.map { $0.compactMap(\.text) } }
}

/// Objects of JSON, with each name once: where one stands twice, two readers could take it for different ones.
enum ClaimsJSON {
    struct Unreadable: Error {}

    static func object(_ bytes: [UInt8]) throws -> [String: ClaimValue] {
        try bytes.withUnsafeBytes { bytes in
            var reader = try JSONReader(bytes)
            guard case .object(let object) = try value(&reader) else { throw Unreadable() }
            try reader.end()
            return object
        }
    }

    private static func value(_ reader: inout JSONReader) throws -> ClaimValue {
        switch reader.kind {
        case .object:
            var fields: [String: ClaimValue] = [:]
            if try reader.beginObject() {
                repeat {
                    let name = try reader.name().string
                    guard fields.updateValue(try value(&reader), forKey: name) == nil else { throw Unreadable() }
                } while try reader.nextField()
            }
            return .object(fields)
        case .list:
            var list: [ClaimValue] = []
            if try reader.beginList() {
                repeat { list.append(try value(&reader)) } while try reader.nextElement()
            }
            return .list(list)
        case .string: return .text(try reader.string())
        case .boolean: return .flag(try reader.boolean())
        case .number:
            let place = reader.mark
            do {
                let number = try reader.integer()
                guard let magnitude = Int(exactly: number.magnitude) else { return .other }
                return .number(number.isNegative ? -magnitude : magnitude)
            } catch {
                reader.seek(place)
                try reader.skipValue()
                return .other
            }
        case .null, nil:
            try reader.skipValue()
            return .other
        }
    }
}
