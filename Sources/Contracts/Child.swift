public import JSON
public import Statute

/// A child, for letters: the value of a record of `children`, keyed by case. Erased by a tombstone.
public struct Child: Fields, Sendable, Equatable {
    /// The name that letters use, which is the one the child is called by.
    public var name = ""
    /// The name in law, where it is another.
    public var legalName: String?
    /// The day of birth; month and year stand in the case file too, and a disagreement is for somebody to settle.
    public var born: Day?

    public init() {}

    public init(name: String, legalName: String? = nil, born: Day? = nil) {
        self.name = name
        self.legalName = legalName
        self.born = born
    }

    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("name", &name, "The name that letters use.")
        try visitor.optional("legal_name", &legalName, "The name in law, where it is another.")
        try visitor.optional("born", &born, "The day of birth.")
    }
}

/// What statutory returns ask of a child and nobody else may read: the value of a record of `children-return`, keyed by
/// case. Erased by a tombstone.
public struct ChildReturn: Fields, Sendable, Equatable {
    /// The sex, as SEN2 writes it.
    public var sex: Sex?
    /// The ethnicity, by the DfE's code.
    public var ethnicity: EthnicityCode?
    /// The unique pupil number.
    public var upn: UniquePupilNumber?
    /// Why there is none, by the DfE's code.
    public var upnReason: MissingUPNReason?
    /// The unique learner number.
    public var uln: UniqueLearnerNumber?
    /// The postcode of the home.
    public var postcode: String?

    public init() {}

    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.optional("sex", &sex, "The sex, F or M.")
        try visitor.optional("ethnicity", &ethnicity, "The ethnicity, by the DfE's code.")
        try visitor.optional("upn", &upn, "The unique pupil number.")
        try visitor.optional("upn_reason", &upnReason, "Why there is no unique pupil number, by the DfE's code.")
        try visitor.optional("uln", &uln, "The unique learner number.")
        try visitor.optional("postcode", &postcode, "The postcode of the home.")
    }

    /// Whether nothing is known.
    public var isEmpty: Bool { self == ChildReturn() }
}

/// Sex as SEN2 writes it.
public enum Sex: String, CaseIterable, Sendable, TextValue {
    case female = "F"
    case male = "M"
}

/// An ethnicity by the DfE's main or extended code, four capital letters: `WBRI`.
public struct EthnicityCode: Hashable, Sendable, TextValue {
    /// The code.
    public let text: String

    public init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count == 4, bytes.allSatisfy({ (0x41...0x5A).contains($0) }) else { return nil }
        text = String(decoding: bytes, as: UTF8.self)
    }

    public func appendText(to out: inout [UInt8]) { out.append(contentsOf: text.utf8) }
    public static var textSchema: TextSchema { .pattern("^[A-Z]{4}$", "an ethnicity by its code, as in WBRI") }
}

/// Why a child has no unique pupil number, by the DfE's code: `UN1` and on.
public struct MissingUPNReason: Hashable, Sendable, TextValue {
    /// The code.
    public let text: String

    public init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        guard (3...4).contains(bytes.count), bytes.starts(with: "UN".utf8),
            bytes.dropFirst(2).allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        text = String(decoding: bytes, as: UTF8.self)
    }

    public func appendText(to out: inout [UInt8]) { out.append(contentsOf: text.utf8) }
    public static var textSchema: TextSchema {
        .pattern("^UN[0-9]{1,2}$", "why there is no unique pupil number, as in UN1")
    }
}

/// A unique pupil number: a check letter, then twelve digits, of which the last is a letter in a temporary one
/// (DfE, *Unique pupil numbers*).
public struct UniquePupilNumber: Hashable, Sendable, TextValue {
    /// The number.
    public let text: String

    // The check letters, by what is left of the sum divided by 23: no I, O or S.
    private static let letters = Array("ABCDEFGHJKLMNPQRTUVWXYZ".utf8)

    /// Thirteen characters whose check letter agrees; nil for anything else.
    public init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count == 13 else { return nil }
        var sum = 0
        for (place, byte) in bytes.dropFirst().enumerated() {
            let value: Int
            if (0x30...0x39).contains(byte) {
                value = Int(byte - 0x30)
            } else if place == 11, let letter = UniquePupilNumber.letters.firstIndex(of: byte) {
                value = letter
            } else {
                return nil
            }
            sum += value * (place + 2)
        }
        guard UniquePupilNumber.letters[sum % 23] == bytes[0] else { return nil }
        text = String(decoding: bytes, as: UTF8.self)
    }

    public func appendText(to out: inout [UInt8]) { out.append(contentsOf: text.utf8) }
    public static var textSchema: TextSchema {
        .pattern("^[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]$", "a unique pupil number with its check letter")
    }
}

/// A unique learner number: ten digits, of which the first is no 0 and the last a check digit (Learning Records Service).
public struct UniqueLearnerNumber: Hashable, Sendable, TextValue {
    /// The number.
    public let text: String

    /// Ten digits whose check digit agrees; nil for anything else.
    public init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count == 10, bytes[0] != 0x30, bytes.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        let sum = bytes.dropLast().enumerated().reduce(0) { $0 + Int($1.element - 0x30) * (10 - $1.offset) }
        let rest = sum % 11
        guard rest > 0, 10 - rest == Int(bytes[9] - 0x30) else { return nil }
        text = String(decoding: bytes, as: UTF8.self)
    }

    public func appendText(to out: inout [UInt8]) { out.append(contentsOf: text.utf8) }
    public static var textSchema: TextSchema {
        .pattern("^[1-9][0-9]{9}$", "a unique learner number with its check digit")
    }
}
