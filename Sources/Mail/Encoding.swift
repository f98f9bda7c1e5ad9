private let hexDigits = Array("0123456789ABCDEF".utf8)

/// `text` as encoded words of at most 75 characters each (RFC 2047, Q), one a line, split between characters only.
func encodedWords(_ text: String) -> String {
    let prefix = "=?utf-8?Q?"
    let room = 75 - prefix.utf8.count - 2
    var words: [String] = []
    var word: [UInt8] = []
    // By scalar, not by character: one character can be longer than a word may be.
    for scalar in text.unicodeScalars {
        var piece: [UInt8] = []
        for byte in String(Character(scalar)).utf8 {
            switch byte {
            case UInt8(ascii: " "): piece.append(UInt8(ascii: "_"))
            // What may stand in a display name too (RFC 2047 §5 (3)).
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "!"):
                piece.append(byte)
            default: piece += [UInt8(ascii: "="), hexDigits[Int(byte >> 4)], hexDigits[Int(byte & 15)]]
            }
        }
        if word.count + piece.count > room {
            words.append(String(decoding: word, as: UTF8.self))
            word = []
        }
        word += piece
    }
    words.append(String(decoding: word, as: UTF8.self))
    return words.map { "\(prefix)\($0)?=" }.joined(separator: "\r\n ")
}

/// Whether a reader could take part of `text` for an encoded word.
func hasEncodedWord(_ text: String) -> Bool {
    var previous: UInt8 = 0
    for byte in text.utf8 {
        if previous == UInt8(ascii: "="), byte == UInt8(ascii: "?") { return true }
        previous = byte
    }
    return false
}

/// `text` in quoted-printable (RFC 2045 §6.7): lines of at most 76 characters, ended by CR LF, the last one too.
func quotedPrintable(_ text: String) -> [UInt8] {
    let longest = 76
    var out: [UInt8] = []
    out.reserveCapacity(text.utf8.count + text.utf8.count / 8)
    var column = 0
    let bytes = Array(text.utf8)
    var index = 0
    func isLineEnd(_ index: Int) -> Bool {
        index == bytes.count || bytes[index] == UInt8(ascii: "\n")
            || (bytes[index] == UInt8(ascii: "\r") && index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "\n"))
    }
    while index < bytes.count {
        let byte = bytes[index]
        if isLineEnd(index) {
            out += "\r\n".utf8
            column = 0
            index += byte == UInt8(ascii: "\r") ? 2 : 1
            continue
        }
        // Blanks at the end of a line get lost on the way.
        let isBlank = byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
        let isLiteral =
            isBlank ? !isLineEnd(index + 1) : (0x21..<0x7F).contains(byte) && byte != UInt8(ascii: "=")
        let length = isLiteral ? 1 : 3
        // Room for the equals sign that joins the next line, unless this is the last of its line.
        if column + length > (isLineEnd(index + 1) ? longest : longest - 1) {
            out += "=\r\n".utf8
            column = 0
        }
        if isLiteral {
            out.append(byte)
        } else {
            out.append(UInt8(ascii: "="))
            out.append(hexDigits[Int(byte >> 4)])
            out.append(hexDigits[Int(byte & 15)])
        }
        column += length
        index += 1
    }
    if column > 0 { out += "\r\n".utf8 }
    return out
}
