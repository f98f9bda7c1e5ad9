/// A file that comes with an e-mail.
public struct Attachment: Sendable, Equatable {
    /// What a mail program saves it as: one line, without slashes.
    public let name: String
    /// What its bytes are, as MIME names it: `application/pdf`, `text/plain; charset=utf-8`.
    public let mediaType: String
    /// The bytes.
    public let bytes: [UInt8]

    /// A file of that name and kind.
    public init(name: String, mediaType: String, bytes: [UInt8]) {
        self.name = name
        self.mediaType = mediaType
        self.bytes = bytes
    }

    /// The longest name, in bytes: with each of them written as three characters it still fits a line of a header.
    public static let longestName = 300

    func append(to out: inout [UInt8]) throws(MailError) {
        out += "Content-Type: \(try checkedType())\r\nContent-Transfer-Encoding: base64\r\n".utf8
        out += "Content-Disposition: attachment;\r\n \(try fileName())\r\n\r\n".utf8
        base64(bytes, to: &out)
    }

    /// A type and a subtype, with at most one parameter: what somebody typed there must not become another header.
    private func checkedType() throws(MailError) -> String {
        let parts = mediaType.utf8.split(separator: UInt8(ascii: ";"), maxSplits: 1, omittingEmptySubsequences: false)
        let words = parts[0].split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        let isType = words.count == 2 && words.allSatisfy { !$0.isEmpty && $0.allSatisfy(isTokenText) }
        let isParameter =
            parts.count == 1
            || {
                let pair = parts[1].drop { $0 == 0x20 }
                    .split(separator: UInt8(ascii: "="), omittingEmptySubsequences: false)
                return pair.count == 2 && pair.allSatisfy { !$0.isEmpty && $0.allSatisfy(isTokenText) }
            }()
        guard isType, isParameter, mediaType.utf8.count <= 127 else {
            throw MailError(field: "Content-Type", message: "the media type of an attachment is not of its form")
        }
        return mediaType
    }

    /// The name as a parameter: as it is where that is plain, else with its bytes written out (RFC 2231 §4).
    private func fileName() throws(MailError) -> String {
        try refuseControls(in: name, "Content-Disposition")
        guard !name.isEmpty, name.utf8.count <= Attachment.longestName, !name.utf8.contains(UInt8(ascii: "/")),
            !name.utf8.contains(UInt8(ascii: "\\")), name.utf8.first != UInt8(ascii: ".")
        else {
            throw MailError(field: "Content-Disposition", message: "the name of an attachment is none of a file")
        }
        let isPlain = name.utf8.allSatisfy { isTokenText($0) || $0 == 0x20 }
        // With its word and quotes it keeps within 78 characters.
        guard !isPlain || name.utf8.count > 60 else { return "filename=\"\(name)\"" }
        var encoded = ""
        for byte in name.utf8 {
            if isAttributeText(byte) {
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                encoded += "%" + hexadecimal(byte)
            }
        }
        return "filename*=utf-8''\(encoded)"
    }
}

/// The characters of a token (RFC 2045 §5.1).
private func isTokenText(_ byte: UInt8) -> Bool {
    (0x21..<0x7F).contains(byte) && !"()<>@,;:\\\"/[]?=".utf8.contains(byte)
}

/// The characters that stand for themselves in a parameter with a charset (RFC 2231 §7).
private func isAttributeText(_ byte: UInt8) -> Bool {
    isTokenText(byte) && !"*'%".utf8.contains(byte)
}
