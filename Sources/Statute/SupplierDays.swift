import YAML

/// How many days before a letter is to reach somebody it is ordered from whoever makes it in another format: as the council's
/// suppliers say, and the council's own setting. The law sets none; it asks for the steps that are reasonable (Equality Act
/// 2010, s.20).
public struct SupplierDays: Hashable, Sendable {
    /// A format in which somebody outside makes a letter.
    public enum Format: String, CaseIterable, Hashable, Sendable {
        case audio, bsl, braille
    }

    /// Days for each format.
    private let days: [Format: Int]

    /// What a model that says nothing of it has: two weeks for a recording, four for a film, ten days for braille. An assumption
    /// of this system, until the council says what its suppliers need.
    public static let usual = SupplierDays([.audio: 14, .bsl: 28, .braille: 10])
    /// The most days that a council may set.
    static let most = 120

    private init(_ days: [Format: Int]) { self.days = days }

    /// Days for that format.
    public subscript(_ format: Format) -> Int { days[format] ?? 0 }

    /// As the model's file says; of a format that it leaves out as usual.
    init(_ node: YAMLNode?) throws(YAMLError) {
        guard let node else {
            self = .usual
            return
        }
        try node.allow(only: Format.allCases.map(\.rawValue))
        var days: [Format: Int] = [:]
        for format in Format.allCases {
            days[format] =
                try node.optional(format.rawValue)?.int(in: 1...SupplierDays.most) ?? SupplierDays.usual[format]
        }
        self.init(days)
    }

    /// The last day on which a letter can be ordered in that format and still be there by that day.
    public func orderBy(_ format: Format, due: Day) -> Day { due - self[format] }
}
