extension Person {
    /// Whether anything can be sent to them.
    public var canBeReached: Bool { usableEmail != nil || address.contains { !$0.isEmpty } }

    /// The e-mail address, when it is one that every mail server takes: `name@domain`, each a dot-atom (RFC 5322).
    public var usableEmail: String? {
        guard let email, (3...254).contains(email.utf8.count) else { return nil }
        let parts = email.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        let isAddress =
            parts.count == 2
            && parts.allSatisfy { part in
                part.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { atom in
                    !atom.isEmpty && atom.allSatisfy(Person.isAtomText)
                }
            }
        return isAddress ? email : nil
    }

    private static func isAtomText(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
        }
    }
}
