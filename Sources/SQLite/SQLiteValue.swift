/// A value that is bound to a statement.
public enum SQLiteValue: Sendable, Hashable, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByNilLiteral
{
    /// Nothing.
    case null
    /// A whole number.
    case integer(Int)
    /// A number.
    case real(Double)
    /// A text.
    case text(String)
    /// Bytes.
    case blob([UInt8])

    /// The number, or nothing.
    public static func integer(_ value: Int?) -> Self { value.map { .integer($0) } ?? .null }

    /// The text, or nothing.
    public static func text(_ value: String?) -> Self { value.map { .text($0) } ?? .null }

    /// 1 or 0.
    public static func bool(_ value: Bool) -> Self { .integer(value ? 1 : 0) }

    /// A whole number.
    public init(integerLiteral value: Int) { self = .integer(value) }

    /// A number.
    public init(floatLiteral value: Double) { self = .real(value) }

    /// A text.
    public init(stringLiteral value: String) { self = .text(value) }

    /// 1 or 0.
    public init(booleanLiteral value: Bool) { self = .bool(value) }

    /// Nothing.
    public init(nilLiteral: ()) { self = .null }
}
