extension Request {
    /// The value of the cookie of that name; nil where there is none, and where there are two: then one of them is not this
    /// server's own.
    public func cookie(_ name: String) -> String? {
        let found = (header("cookie") ?? "").split(separator: ";").compactMap { pair -> Substring? in
            let pair = pair.drop { $0 == " " }
            guard let equals = pair.firstIndex(of: "="), pair[..<equals] == name else { return nil }
            return pair[pair.index(after: equals)...]
        }
        return found.count == 1 ? found.first.map(String.init) : nil
    }
}

/// A cookie of a sign-in: for this host alone, over TLS alone, out of reach of scripts, never sent along from elsewhere.
public struct Cookie: Sendable {
    /// What stands before each name, so that a browser takes it only from this very host over TLS.
    public static let prefix = "__Host-"

    /// Its name, with the prefix.
    public let name: String
    /// Its value, of base64url's characters.
    public let value: String

    /// `__Host-name`. The value may have the characters of base64url alone; nil for others.
    public init?(_ name: StaticString, _ value: String) {
        guard
            value.utf8.allSatisfy({ byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"): true
                default: false
                }
            })
        else { return nil }
        self.name = "\(Self.prefix)\(name)"
        self.value = value
    }

    /// The header that gives it to a browser until that is closed.
    public var header: (name: String, value: String) {
        ("Set-Cookie", "\(name)=\(value); Path=/; Secure; HttpOnly; SameSite=Lax")
    }

    /// The header that takes it back.
    public static func removal(_ name: StaticString) -> (name: String, value: String) {
        ("Set-Cookie", "\(prefix)\(name)=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0")
    }
}
