import Crypto

// What is not obvious here:
//
// - A link is a name and no key: opening it does nothing and uses nothing up, however often a mail's filter opens it. Only
//   the code that goes to the verified address signs anybody in.
// - A link names nobody: it is reckoned from whom it is for under a secret, and found again by reckoning those of all.
//   Where another address is verified it is another link, and the old one leads nowhere.

/// The addresses by which people come to their own page of signing in.
public struct SignInLinks: Sendable {
    private let key: [UInt8]

    /// Under that secret, of at least 32 bytes, which must stay the same for links that were sent to go on leading somewhere.
    public init(key: [UInt8]) { self.key = key }

    /// What stands in the link of whoever has that id and that verified address: 22 characters of base64url.
    public func token(for id: String, address: String) -> String {
        let whole = HMAC.sha256(Array("link\u{0}\(id)\u{0}\(address)".utf8), key: key)
        return Base64URL.encode(Array(whole.bytes.prefix(16)))
    }

    /// Whether a text can be one.
    public static func isToken(_ text: String) -> Bool { text.utf8.count == 22 && Base64URL.decode(text)?.count == 16 }
}
