// What is not obvious here:
//
// - What is taken in must fit what is written from it. A letter's page quotes reasons and amendments, in which every byte may
//   become six (`"` is `&quot;`), and names what is enclosed. The bounds below are so that the longest letter still fits; a
//   test writes it.

/// How much of anything is taken in and written, in one place, for whoever records, imports, decides or writes.
public enum Bounds {
    /// The largest record, in bytes, of every topic but `documents`.
    public static let record = 1 << 20
    /// The largest document that is taken, in bytes: reports are scans.
    public static let document = 25 << 20
    /// The largest record of `documents`: the largest document with its key and headers.
    public static let documentRecord = document + (64 << 10)
    /// The largest document that an embedded broker takes, in bytes: with key and headers it fits one of its records.
    public static let embeddedDocument = 1_000_000
    /// The largest form of a letter that is written, in bytes; an embedded broker takes it too.
    public static let letter = 1_000_000
    /// The most bytes of documents that a message carries: two of the largest, and what else belongs to a decision.
    public static let enclosed = 64 << 20
    /// The longest text that a letter quotes, in bytes. What is longer is enclosed.
    public static let quotedText = 64 << 10
    /// The longest name of a person, a child, a setting or a document, and the longest line of an address, in bytes.
    public static let name = 256
    /// The most lines of a postal address.
    public static let addressLines = 12
    /// The most pieces of evidence of one decision.
    public static let evidence = 32
}

extension Person {
    /// What of it is larger than anything is taken: the field's name; nil when nothing is.
    public var oversized: String? {
        if name.utf8.count > Bounds.name { return "name" }
        if address.count > Bounds.addressLines || address.contains(where: { $0.utf8.count > Bounds.name }) {
            return "address"
        }
        // An e-mail address that is too long is none; it need not be refused with the person.
        if (email?.utf8.count ?? 0) > Bounds.name { return "email" }
        return nil
    }
}

extension Child {
    /// What of it is larger than anything is taken: the field's name; nil when nothing is.
    public var oversized: String? { name.utf8.count > Bounds.name ? "name" : nil }
}

/// Why a document cannot be quoted in a letter.
public enum QuoteFault: String, Error, CaseIterable, Sendable, CustomStringConvertible {
    /// Not text as it is typed: a scan, a page, a file of a word processor, another encoding than UTF-8.
    case form
    /// No letter and no digit in it that a reader would see.
    case blank
    /// Longer than a letter quotes.
    case tooLong = "too-long"

    public var description: String {
        switch self {
        case .form: "it is no plain text in UTF-8"
        case .blank: "nothing in it can be read"
        case .tooLong: "it is longer than \(Bounds.quotedText) bytes, and what is longer is enclosed, never quoted"
        }
    }
}

extension Document {
    /// The text that a letter quotes; refused with what is wrong when it cannot be quoted.
    public func quotable() throws(QuoteFault) -> String {
        guard bytes.count <= Bounds.quotedText else { throw .tooLong }
        guard mediaType.hasPrefix("text/plain"), Document.mediaType(of: bytes) == Document.plainText,
            let text = String(validating: bytes, as: UTF8.self)
        else { throw .form }
        guard text.isReadable else { throw .blank }
        return text
    }

    /// What those bytes are, by their own beginning: text as it is typed, a page, a PDF, or anything else.
    public static func mediaType(of bytes: [UInt8]) -> String {
        // A mark of the order of bytes is no text, and stands before one in some editors.
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let rest = bytes[start...].drop { $0 <= 0x20 }
        if rest.starts(with: "%PDF".utf8) { return Document.pdf }
        let word = String(decoding: rest.prefix(16), as: UTF8.self).lowercased()
        if word.hasPrefix("<!doctype") || word.hasPrefix("<html") || word.hasPrefix("<?xml") { return html }
        if word.hasPrefix("{\\rtf") { return "application/rtf" }
        // Text has no zeros; what has two bytes a letter is full of them.
        guard !bytes.contains(0), String(validating: bytes, as: UTF8.self) != nil else {
            return "application/octet-stream"
        }
        return plainText
    }
}

extension DocumentRole {
    /// Whether a letter quotes what is given for it, rather than enclosing it.
    public var isQuoted: Bool { self == .reasons || self == .amendments }
}

extension String {
    /// Whether a reader sees a letter or a digit in it.
    public var isReadable: Bool {
        unicodeScalars.contains { scalar in
            let properties = scalar.properties
            return !properties.isDefaultIgnorableCodePoint
                && (properties.isAlphabetic || properties.numericType != nil)
        }
    }
}
