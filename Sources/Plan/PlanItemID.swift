public import Contracts
public import JSON

/// The name of an item within its plan, such as `F-3`: it stays the same from version to version, so that what became of an
/// outcome or a provision can be followed over the years. One to 32 ASCII letters, digits, `-`, `_` and `.`.
public struct PlanItemID: Hashable, Sendable, TextValue, CustomStringConvertible {
    /// The name.
    public let text: String

    /// The longest name, in bytes.
    public static let longest = 32

    /// That name; nil when it is not of the form.
    public init?(_ text: String) {
        guard PlanItemID.isValid(text.utf8) else { return nil }
        self.text = text
    }

    /// The name of that item of a section, counted from 1: `F-3`.
    public init(_ section: PlanSection, _ number: Int) { text = "\(section.rawValue)-\(number)" }

    public init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        guard PlanItemID.isValid(bytes) else { return nil }
        text = String(decoding: bytes, as: UTF8.self)
    }

    private static func isValid(_ bytes: some Collection<UInt8>) -> Bool {
        guard (1...longest).contains(bytes.count) else { return false }
        return bytes.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F, 0x2E: true
            default: false
            }
        }
    }

    public func appendText(to out: inout [UInt8]) { out.append(contentsOf: text.utf8) }
    public static var textSchema: TextSchema {
        .pattern("^[A-Za-z0-9_.-]{1,32}$", "the name of an item, as F-3")
    }
    public var description: String { text }
}
