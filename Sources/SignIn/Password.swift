public import Crypto

/// A password as it is kept: its key by scrypt, with its own salt and what that cost, so that the cost can rise.
public struct Password: Sendable, Equatable {
    /// The fewest characters of a new one (NIST SP 800-63B: length, and no other rule).
    public static let fewestCharacters = 12
    /// The most bytes that are taken.
    public static let mostBytes = 1_024

    let cost: Scrypt.Cost
    let salt: [UInt8]
    let key: [UInt8]

    /// Why a password is not taken as a new one.
    public enum Refusal: Error, Sendable, Equatable, CustomStringConvertible {
        case tooShort, tooLong, noMemory, name

        public var description: String {
            switch self {
            case .tooShort: "a password has at least \(Password.fewestCharacters) characters; several words are good"
            case .tooLong: "a password has at most \(Password.mostBytes) bytes"
            case .noMemory: "this host lacks the memory to keep a password safely"
            case .name: "a password does not hold the account's name"
            }
        }
    }

    /// A new one.
    public init(new text: String, account: String, cost: Scrypt.Cost = .standard) throws(Refusal) {
        guard text.count >= Self.fewestCharacters else { throw .tooShort }
        guard text.utf8.count <= Self.mostBytes else { throw .tooLong }
        guard !text.lowercased().contains(account.lowercased()) else { throw .name }
        salt = SecureRandom.bytes(16)
        self.cost = cost
        guard let key = Scrypt.key(password: Array(text.utf8), salt: salt, cost: cost) else { throw .noMemory }
        self.key = key
    }

    /// As `text` keeps it: `scrypt$N$r$p$salt$key`, the last two in base64url. Nil where it is none.
    public init?(kept text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 6, parts[0] == "scrypt", let n = Int(parts[1]), let r = Int(parts[2]),
            let p = Int(parts[3]),
            let cost = Scrypt.Cost(checking: n, r: r, p: p), let salt = Base64URL.decode(parts[4]), salt.count >= 16,
            let key = Base64URL.decode(parts[5]), key.count == 32
        else { return nil }
        self.cost = cost
        self.salt = salt
        self.key = key
    }

    /// As it is kept.
    public var kept: String {
        "scrypt$\(cost.n)$\(cost.r)$\(cost.p)$\(Base64URL.encode(salt))$\(Base64URL.encode(key))"
    }

    /// Whether it is this one. Takes as long for a wrong one.
    public func isRight(_ text: String) -> Bool {
        guard text.utf8.count <= Self.mostBytes,
            let found = Scrypt.key(password: Array(text.utf8), salt: salt, cost: cost)
        else { return false }
        return SecretBytes.areSame(found, key)
    }

    /// One that nobody knows: what is typed for a name that has no account is held against it, so that an answer takes as long.
    static let nobody: Password? = try? Password(new: Base64URL.encode(SecureRandom.bytes(32)), account: "?")
}
