public import JSON

/// An item of a plan by its id: the letter of its section and a number within it, as in `F-3`. It stays the same from one
/// version of the plan to the next.
public struct PlanItemID: Hashable, Sendable, TextValue, CustomStringConvertible {
    /// The section.
    public let section: PlanSection
    /// Its number within the section, from 1.
    public let number: UInt16

    /// The highest number within a section.
    public static let most: UInt16 = 999

    /// That item; nil where no section has so many.
    public init?(_ section: PlanSection, _ number: UInt16) {
        guard (1...PlanItemID.most).contains(number) else { return nil }
        self.section = section
        self.number = number
    }

    public init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        guard let hyphen = bytes.firstIndex(of: 0x2D),
            let section = PlanSection(utf8: UnsafeBufferPointer(rebasing: bytes[..<hyphen]))
        else { return nil }
        let digits = bytes[(hyphen + 1)...]
        guard (1...3).contains(digits.count), digits.first != 0x30 else { return nil }
        var number: UInt16 = 0
        for digit in digits {
            guard (0x30...0x39).contains(digit) else { return nil }
            number = number * 10 + UInt16(digit - 0x30)
        }
        self.init(section, number)
    }

    /// That item, as near as a section has one: of a number that no section has, the first or the last.
    public init(_ section: PlanSection, nearest number: Int) {
        self.section = section
        self.number = UInt16(min(max(number, 1), Int(PlanItemID.most)))
    }

    /// The item of that id; nil when it is none.
    public init?(_ text: String) {
        var text = text
        guard let item = text.withUTF8({ PlanItemID(utf8: $0) }) else { return nil }
        self = item
    }

    public func appendText(to out: inout [UInt8]) { out.append(contentsOf: description.utf8) }
    public static var textSchema: TextSchema {
        .pattern("^([A-GIJK]|H[12])-[1-9][0-9]{0,2}$", "an item of the plan, as in F-3")
    }
    /// The id, as it stands in plans and in the log.
    public var text: String { description }
    public var description: String { "\(section.rawValue)-\(number)" }
}
