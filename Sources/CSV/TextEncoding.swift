/// Gives `body` the file's text in checked UTF-8 without a byte-order mark, and says what the bytes were.
func decodeText<Result>(
    _ bytes: [UInt8], file: String, _ body: (UnsafeBufferPointer<UInt8>) throws(CSVError) -> Result
) throws(CSVError) -> (Result, CSVFile.Encoding) {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
        throw CSVError(file: file, line: 1, message: "is UTF-16: save it as \"CSV UTF-8\"")
    }
    if let place = bytes.firstIndex(of: 0) {
        throw CSVError(
            file: file, line: line(of: place, in: bytes), message: "holds a zero byte: this is not a file of text")
    }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    if isUTF8(bytes) {
        let result = try bytes.withUnsafeBufferPointer { (all) throws(CSVError) in
            try body(UnsafeBufferPointer(rebasing: all[(bytes.starts(with: mark) ? mark.count : 0)...]))
        }
        return (result, .utf8)
    }
    let text = try windows1252(bytes, file: file)
    let result = try text.withUnsafeBufferPointer { (all) throws(CSVError) in try body(all) }
    return (result, .windows1252)
}

private func isUTF8(_ bytes: [UInt8]) -> Bool {
    // Throws only to say where it is wrong, which we do not need: then it is the other encoding.
    (try? UTF8Span(validating: bytes.span)) != nil
}

private func windows1252(_ bytes: [UInt8], file: String) throws(CSVError) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + bytes.count / 8)
    for (place, byte) in bytes.enumerated() {
        switch byte {
        case 0..<0x80: text.append(byte)
        case 0x80..<0xA0:
            let scalar = upperControls[Int(byte - 0x80)]
            guard scalar != undefined else {
                throw CSVError(
                    file: file, line: line(of: place, in: bytes),
                    message: "is neither UTF-8 nor Windows-1252: save it as \"CSV UTF-8\"")
            }
            text.append(contentsOf: String(scalar).utf8)
        default:
            text.append(0xC0 | byte >> 6)
            text.append(0x80 | byte & 0x3F)
        }
    }
    return text
}

private func line(of place: Int, in bytes: [UInt8]) -> Int {
    1 + bytes[..<place].count { $0 == UInt8(ascii: "\n") }
}

private let undefined: Character = "\u{FFFD}"

/// What Windows-1252 has in 0x80...0x9F, where ISO 8859-1 has control characters.
private let upperControls: [Character] = [
    "€", undefined, "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", undefined, "Ž", undefined,
    undefined, "‘", "’", "“", "”", "•", "–", "—", "˜", "™", "š", "›", "œ", undefined, "ž", "Ÿ",
]
