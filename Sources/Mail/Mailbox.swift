/// A person or an office with an e-mail address.
public struct Mailbox: Sendable, Equatable {
    /// What a mail program shows; empty for none.
    public let name: String
    /// The address, as `office@example.org`.
    public let address: String

    /// A mailbox.
    public init(name: String = "", address: String) {
        self.name = name
        self.address = address
    }

    /// The mailbox as a header has it.
    func encoded(_ field: String) throws(MailError) -> String {
        // RFC 5321 §4.5.3.1.3; addresses outside ASCII need an extension that few servers have.
        guard !address.isEmpty else { throw MailError(field: field, message: "the address is empty") }
        guard address.utf8.count <= 254 else { throw MailError(field: field, message: "the address is too long") }
        let parts = address.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        let dotAtoms = parts.allSatisfy { part in
            part.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
                .allSatisfy { !$0.isEmpty && $0.allSatisfy(isAtomText) }
        }
        guard parts.count == 2, dotAtoms else {
            throw MailError(field: field, message: "the address is not of the form name@domain, in ASCII")
        }
        if name.isEmpty { return address }
        return "\(try encodedPhrase(field))\r\n <\(address)>"
    }

    private func encodedPhrase(_ field: String) throws(MailError) -> String {
        try refuseControls(in: name, field)
        let isPlain =
            name.utf8.count <= 60 && name.utf8.allSatisfy { (0x20..<0x7F).contains($0) } && !hasEncodedWord(name)
        guard isPlain else { return encodedWords(name) }
        if name.utf8.allSatisfy({ isAtomText($0) || $0 == 0x20 }) { return name }
        return "\"" + name.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "\""
    }
}

/// The characters of an atom (RFC 5322 §3.2.3).
func isAtomText(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
        true
    default: "!#$%&'*+/=?^_`{|}~".utf8.contains(byte)
    }
}

/// A line end in a header would be a second header of somebody else's making.
func refuseControls(in text: String, _ field: String) throws(MailError) {
    guard !text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) else { return }
    guard text.unicodeScalars.allSatisfy({ !($0.value < 0x20 || (0x7F..<0xA0).contains($0.value)) }) else {
        throw MailError(field: field, message: "has a line end or another control character in it")
    }
}
