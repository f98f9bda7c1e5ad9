/// The 32 bytes of a SHA-256 digest, kept in place without an allocation.
public struct Digest256: Hashable, Sendable, BitwiseCopyable, CustomStringConvertible {
    // In memory the digest's bytes in their order; the numbers themselves mean nothing.
    private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    init() {}

    /// The digest with these 32 bytes; `nil` for any other count.
    public init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        withUnsafeMutableBytes(of: &words) { $0.copyBytes(from: bytes) }
    }

    /// The digest that `hex` spells with 64 digits of either case; `nil` for anything else.
    public init?(hex: String) {
        guard let bytes = Hex.decode(hex) else { return nil }
        self.init(bytes: bytes)
    }

    /// How many bytes a digest has.
    public static let byteCount = 32

    /// The bytes, first to last.
    public var bytes: [UInt8] { withUnsafeBytes(of: words) { Array($0) } }

    /// 64 lower-case hexadecimal digits.
    public var hex: String { Hex.encode(bytes) }

    /// 43 characters of base64url without padding.
    public var base64url: String { Base64URL.encode(bytes) }

    /// As `hex`.
    public var description: String { hex }

    /// Whether all bytes are the same.
    public static func == (a: Self, b: Self) -> Bool { a.words == b.words }

    /// Feeds the bytes.
    public func hash(into hasher: inout Hasher) {
        withUnsafeBytes(of: words) { hasher.combine(bytes: $0) }
    }
}

/// The first 16 bytes of a SHA-256 digest: the key of a submission, kept in place without an allocation.
public struct Digest128: Hashable, Sendable, BitwiseCopyable, CustomStringConvertible {
    // In memory the digest's bytes in their order; the numbers themselves mean nothing.
    private var words: (UInt64, UInt64) = (0, 0)

    /// The first half of `digest`.
    public init(truncating digest: Digest256) {
        withUnsafeMutableBytes(of: &words) { half in
            withUnsafeBytes(of: digest) { half.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[..<16])) }
        }
    }

    /// The digest with these 16 bytes; `nil` for any other count.
    public init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        withUnsafeMutableBytes(of: &words) { $0.copyBytes(from: bytes) }
    }

    /// The digest that `hex` spells with 32 digits of either case; `nil` for anything else.
    public init?(hex: String) {
        guard let bytes = Hex.decode(hex) else { return nil }
        self.init(bytes: bytes)
    }

    /// The digest that `base64url` spells with 22 characters; `nil` for anything else.
    public init?(base64url: String) {
        guard let bytes = Base64URL.decode(base64url) else { return nil }
        self.init(bytes: bytes)
    }

    /// How many bytes a short digest has.
    public static let byteCount = 16

    /// The bytes, first to last.
    public var bytes: [UInt8] { withUnsafeBytes(of: words) { Array($0) } }

    /// 32 lower-case hexadecimal digits.
    public var hex: String { Hex.encode(bytes) }

    /// 22 characters of base64url without padding.
    public var base64url: String { Base64URL.encode(bytes) }

    /// As `hex`.
    public var description: String { hex }

    /// Whether all bytes are the same.
    public static func == (a: Self, b: Self) -> Bool { a.words == b.words }

    /// Feeds the bytes.
    public func hash(into hasher: inout Hasher) {
        withUnsafeBytes(of: words) { hasher.combine(bytes: $0) }
    }
}
