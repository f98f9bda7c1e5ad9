/// An e-mail address to which something can be sent: the one definition, for whoever takes an address in, writes a letter
/// or sends one.
///
/// `name@domain` (RFC 5321, 5322): the name a dot-atom in ASCII, the domain of at least two labels, the last of them no
/// number. Quoted names, addresses in brackets and comments are not taken: few servers do, and in a file they are mistakes.
/// A name that a mail program could take for an option, a pipe or a file (`-…`, `|…`, `/…`) is none.
public struct EmailAddress: Hashable, Sendable, CustomStringConvertible {
    /// The address as it was given.
    public let text: String
    /// The address as servers take it, in ASCII: a domain in other letters in its Punycode (RFC 3492, 5891).
    public let wire: String

    /// The longest name, and the longest address, in bytes (RFC 5321 §4.5.3.1).
    public static let longestName = 64
    public static let longest = 254
    /// The longest label of a domain, in bytes (RFC 1035 §2.3.4).
    static let longestLabel = 63

    /// Why a text is no address to which something can be sent.
    public enum Fault: String, Error, CaseIterable, Sendable, CustomStringConvertible {
        case empty
        case tooLong = "too-long"
        /// Not one `@` with something on both sides.
        case noAt = "no-at"
        /// The part before the `@`.
        case name
        /// The part after the `@`.
        case domain

        public var description: String {
            switch self {
            case .empty: "it is empty"
            case .tooLong:
                "it is longer than \(EmailAddress.longest) bytes, or its name than \(EmailAddress.longestName)"
            case .noAt: "it is not of the form name@domain"
            case .name: "the part before the @ is none that mail servers take"
            case .domain: "the part after the @ is no domain"
            }
        }
    }

    /// The address in that text, exactly; refused with the part that is wrong.
    public init(_ text: String) throws(Fault) {
        guard !text.isEmpty else { throw .empty }
        // Nothing is worked out of what is far too long: a domain in other letters gets longer by it, never shorter.
        guard text.utf8.count <= 4 * EmailAddress.longest else { throw .tooLong }
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { throw .noAt }
        guard EmailAddress.isName(parts[0]) else { throw .name }
        guard let domain = EmailAddress.wire(domain: parts[1]) else { throw .domain }
        let wire = "\(parts[0])@\(domain)"
        guard wire.utf8.count <= EmailAddress.longest, parts[0].utf8.count <= EmailAddress.longestName else {
            throw .tooLong
        }
        self.text = text
        self.wire = wire
    }

    public var description: String { text }

    private static func isName(_ name: Substring) -> Bool {
        guard let first = name.utf8.first, !"-|/".utf8.contains(first) else { return false }
        return name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { atom in
            !atom.isEmpty && atom.allSatisfy(isAtomText)
        }
    }

    /// The characters of an atom (RFC 5322 §3.2.3).
    private static func isAtomText(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
        }
    }

    private static func wire(domain: Substring) -> String? {
        let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2 else { return nil }
        var wire: [String] = []
        for label in labels {
            guard let label = self.wire(label: label) else { return nil }
            wire.append(label)
        }
        // An address of four numbers is no domain; no domain ends with a number.
        guard let last = wire.last, last.utf8.count >= 2, last.utf8.contains(where: { !(0x30...0x39).contains($0) })
        else { return nil }
        return wire.joined(separator: ".")
    }

    /// A label as name servers have it: letters, digits and hyphens, none at either end.
    private static func wire(label: Substring) -> String? {
        var text = String(label)
        if !label.utf8.allSatisfy({ $0 < 0x80 }) {
            let lower = label.lowercased()
            guard lower.unicodeScalars.allSatisfy(isOfDomain), let code = Punycode.encode(lower) else { return nil }
            text = "xn--\(code)"
        } else if label.lowercased().hasPrefix("xn--") {
            guard let first = label.utf8.dropFirst(4).first, first != UInt8(ascii: "-") else { return nil }
        }
        guard (1...longestLabel).contains(text.utf8.count), text.utf8.first != UInt8(ascii: "-"),
            text.utf8.last != UInt8(ascii: "-"), text.utf8.allSatisfy(isLabelText)
        else { return nil }
        return text
    }

    private static func isLabelText(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"): true
        default: false
        }
    }

    /// Whether a domain in other letters may have it: a letter, a digit, a mark of either, or a hyphen.
    private static func isOfDomain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .lowercaseLetter, .otherLetter, .modifierLetter, .nonspacingMark, .spacingMark, .decimalNumber: true
        default: scalar == "-"
        }
    }
}

/// Text of any letters as letters of ASCII (RFC 3492).
enum Punycode {
    /// Nil when a number of it is too large, which no label of 63 bytes needs.
    static func encode(_ text: String) -> String? {
        let scalars = text.unicodeScalars.map(\.value)
        var out = scalars.filter { $0 < 0x80 }.map { UInt8($0) }
        let basic = out.count
        if basic > 0 { out.append(UInt8(ascii: "-")) }
        var (next, delta, bias, done) = (UInt32(128), UInt32(0), UInt32(72), UInt32(basic))
        while Int(done) < scalars.count {
            guard let least = scalars.filter({ $0 >= next }).min() else { return nil }
            let (step, isTooLarge) = (least - next).multipliedReportingOverflow(by: done + 1)
            guard !isTooLarge, UInt32.max - delta >= step else { return nil }
            delta += step
            next = least
            for scalar in scalars {
                if scalar < next { delta += 1 }
                guard scalar == next else { continue }
                write(delta, bias, to: &out)
                bias = adapted(delta, done + 1, isFirst: Int(done) == basic)
                delta = 0
                done += 1
            }
            delta += 1
            next += 1
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static func write(_ delta: UInt32, _ bias: UInt32, to out: inout [UInt8]) {
        var rest = delta
        var place: UInt32 = 36
        while true {
            let threshold = place <= bias ? 1 : min(26, place - bias)
            if rest < threshold { break }
            out.append(digit(threshold + (rest - threshold) % (36 - threshold)))
            rest = (rest - threshold) / (36 - threshold)
            place += 36
        }
        out.append(digit(rest))
    }

    private static func digit(_ value: UInt32) -> UInt8 {
        UInt8(truncatingIfNeeded: value < 26 ? 0x61 + value : 0x30 + value - 26)
    }

    private static func adapted(_ delta: UInt32, _ count: UInt32, isFirst: Bool) -> UInt32 {
        var delta = isFirst ? delta / 700 : delta / 2
        delta += delta / count
        var place: UInt32 = 0
        while delta > 455 {
            delta /= 35
            place += 36
        }
        return place + 36 * delta / (delta + 38)
    }
}
