private let hexDigits = Array("0123456789ABCDEF".utf8)

/// `text` as encoded words of at most 75 characters each (RFC 2047, Q), one a line, split between characters only.
func encodedWords(_ text: String) -> String {
    let prefix = "=?utf-8?Q?"
    let room = 75 - prefix.utf8.count - 2
    var words: [String] = []
    var word: [UInt8] = []
    var piece: [UInt8] = []
    // By scalar, not by character: one character can be longer than a word may be.
    for scalar in text.unicodeScalars {
        piece.removeAll(keepingCapacity: true)
        for byte in scalar.utf8 {
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
    var text = text
    return text.withUTF8 { bytes in
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count + bytes.count / 8)
        var start = 0
        while start < bytes.count {
            let next = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            let hasReturn = next < bytes.count && next > start && bytes[next - 1] == UInt8(ascii: "\r")
            quote(bytes[start..<(hasReturn ? next - 1 : next)], to: &out)
            out += "\r\n".utf8
            start = next + 1
        }
        return out
    }
}

/// One line in quoted-printable, without its end.
private func quote(_ line: Slice<UnsafeBufferPointer<UInt8>>, to out: inout [UInt8]) {
    let longest = 76
    let last = line.endIndex - 1
    var column = 0
    var index = line.startIndex
    while index < line.endIndex {
        // All that stands for itself, as far as it fits with room for the equals sign that joins the next line.
        let room = min(line.endIndex, index + longest - 1 - column)
        var end = index
        while end < room, isLiteral[Int(line[end])], end < last || !isBlank(line[end]) { end += 1 }
        out += line[index..<end]
        column += end - index
        index = end
        guard index < line.endIndex else { return }
        let byte = line[index]
        // Blanks at the end of a line get lost on the way.
        let standsForItself = isLiteral[Int(byte)] && (index < last || !isBlank(byte))
        let length = standsForItself ? 1 : 3
        if column + length > (index == last ? longest : longest - 1) {
            out += "=\r\n".utf8
            column = 0
        }
        if standsForItself {
            out.append(byte)
        } else {
            out.append(UInt8(ascii: "="))
            out.append(hexDigits[Int(byte >> 4)])
            out.append(hexDigits[Int(byte & 15)])
        }
        column += length
        index += 1
    }
}

private func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

/// The bytes that stand for themselves within a line.
private let isLiteral: [Bool] = (0...UInt8.max).map {
    isBlank($0) || (0x21..<0x7F).contains($0) && $0 != UInt8(ascii: "=")
}

/// A byte as two hexadecimal digits, large letters.
func hexadecimal(_ byte: UInt8) -> String {
    String(decoding: [hexDigits[Int(byte >> 4)], hexDigits[Int(byte & 15)]], as: UTF8.self)
}

private let base64Digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

/// `bytes` in base64 (RFC 2045 §6.8): lines of 76 characters, ended by CR LF, the last one too.
func base64(_ bytes: [UInt8], to out: inout [UInt8]) {
    let perLine = 57
    out.reserveCapacity(out.count + bytes.count / 3 * 4 + bytes.count / perLine * 2 + 8)
    var start = 0
    while start < bytes.count {
        let end = min(bytes.count, start + perLine)
        var index = start
        while index < end {
            let left = end - index
            let (first, second, third) = (
                bytes[index], left > 1 ? bytes[index + 1] : 0, left > 2 ? bytes[index + 2] : 0
            )
            out.append(base64Digits[Int(first >> 2)])
            out.append(base64Digits[Int((first & 3) << 4 | second >> 4)])
            out.append(left > 1 ? base64Digits[Int((second & 15) << 2 | third >> 6)] : UInt8(ascii: "="))
            out.append(left > 2 ? base64Digits[Int(third & 63)] : UInt8(ascii: "="))
            index += 3
        }
        out += "\r\n".utf8
        start = end
    }
}
