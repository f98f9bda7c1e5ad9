// What is not obvious here:
//
// - An encoding of one byte a character can never be told from another by its bytes: every byte is a letter in each. So
//   only UTF-8 and what bears a mark are taken as they are; for the rest whoever sends the file is asked, with the same
//   word read in each way. A guess that is wrong once turns every name of a caseload into another.

extension CSVFile {
    /// How the bytes of a file spell its text. One holds for the whole file.
    public enum Encoding: String, Sendable, CaseIterable {
        /// UTF-8, with or without a byte-order mark.
        case utf8 = "UTF-8"
        /// UTF-16 behind a byte-order mark, which says the order of its bytes.
        case utf16 = "UTF-16"
        /// What spreadsheets on Windows write as plain "CSV".
        case windows1252 = "Windows-1252"
        /// What spreadsheets on old Macs write, and some still on new ones.
        case macRoman = "Mac Roman"

        /// Its word on a command line: `windows-1252`.
        public var option: String { rawValue.lowercased().split(separator: " ").joined(separator: "-") }

        /// The encoding of that word; nil when there is none.
        public init?(option: String) {
            guard let encoding = Encoding.allCases.first(where: { $0.option == option }) else { return nil }
            self = encoding
        }
    }
}

/// How many lines a complaint about a file's bytes names at most.
private let mostLinesNamed = 10

/// Gives `body` the file's text in checked UTF-8 without a byte-order mark, and says what the bytes were: what they prove
/// themselves, else what whoever sends the file says; when nobody does, it is asked.
func decodeText<Result>(
    _ bytes: [UInt8], file: String, given: CSVFile.Encoding?,
    _ body: (UnsafeBufferPointer<UInt8>) throws(CSVError) -> Result
) throws(CSVError) -> (Result, CSVFile.Encoding) {
    let encoding = try judged(bytes, file: file, given: given)
    var text: [UInt8]? = nil
    var skipped = 0
    switch encoding {
    case .utf8: if bytes.starts(with: utf8Mark) { skipped = utf8Mark.count }
    case .utf16: text = try utf16(bytes, file: file)
    case .windows1252: text = try decode(bytes, windows1252High, as: encoding, file: file)
    case .macRoman: text = try decode(bytes, macRomanHigh, as: encoding, file: file)
    }
    let checked = text ?? bytes
    if let place = checked.firstIndex(of: 0) {
        let hint = bytes.count >= 4 && (bytes[0] == 0 || bytes[1] == 0) ? "; it may be UTF-16 without its mark" : ""
        throw CSVError(
            file: file, line: line(of: place, in: checked),
            message: "holds a zero byte: this is not a file of text\(hint): save it as \"CSV UTF-8\"")
    }
    let result = try checked.withUnsafeBufferPointer { (all) throws(CSVError) in
        try body(UnsafeBufferPointer(rebasing: all[skipped...]))
    }
    return (result, encoding)
}

private let utf8Mark: [UInt8] = [0xEF, 0xBB, 0xBF]

/// What the bytes prove, or else what was said; throws what to say when neither answers.
private func judged(
    _ bytes: [UInt8], file: String, given: CSVFile.Encoding?
) throws(CSVError) -> CSVFile.Encoding {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return .utf16 }
    guard let wrong = NoUTF8(in: bytes) else { return given == .utf16 ? .utf16 : .utf8 }
    // Letters of several bytes hardly come about by chance: the file is UTF-8, and other bytes came in from elsewhere.
    if bytes.starts(with: utf8Mark) || wrong.isMostlyUTF8 || given == .utf8 {
        throw CSVError(file: file, line: wrong.line, message: wrong.says)
    }
    if let given { return given }
    let word = Array(wordAround(wrong.place, in: bytes))
    let readings = [(CSVFile.Encoding.windows1252, windows1252High), (.macRoman, macRomanHigh)].compactMap {
        (encoding, high) -> String? in
        reading(word, high).map { "\($0) with --encoding \(encoding.option)" }
    }
    throw CSVError(
        file: file, line: wrong.line,
        message: "the file is not UTF-8, and its bytes cannot say what else it is: the word in this line reads "
            + "\(readings.joined(separator: ", ")); say which is right, or save the file as \"CSV UTF-8\"")
}

/// What is no UTF-8 in a file: where, in which lines, and how it compares with the letters of several bytes that are.
private struct NoUTF8 {
    /// The first such byte, and its line.
    let place: Int
    let line: Int
    private var lines: [Int] = []
    private var isMore = false
    private var letters = 0
    private var wrong = 0

    /// Whether letters of several bytes are no fewer than the bytes that are part of none.
    var isMostlyUTF8: Bool { letters > 0 && letters >= wrong }

    /// Nil when all of it is.
    init?(in bytes: [UInt8]) {
        // Throws only to say where it is wrong, which is asked below with the line.
        if (try? UTF8Span(validating: bytes.span)) != nil { return nil }
        var place: Int?
        var line = 1
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte < 0x80 {
                if endsLine(at: index, in: bytes) { line += 1 }
                index += 1
            } else if let length = lengthOfLetter(at: index, in: bytes) {
                letters += 1
                index += length
            } else {
                place = place ?? index
                wrong += 1
                if lines.last != line {
                    if lines.count < mostLinesNamed { lines.append(line) } else { isMore = true }
                }
                index += 1
            }
        }
        guard let place else { return nil }
        self.place = place
        self.line = lines.first ?? 1
    }

    var says: String {
        let all = lines.map(String.init).joined(separator: ", ") + (isMore ? ", …" : "")
        return
            "the file is UTF-8, and some bytes are of another encoding, pasted in from elsewhere: write the words in line "
            + "\(all) anew and save it as \"CSV UTF-8\""
    }
}

/// How many bytes the letter of several bytes has that begins there; nil when none does.
private func lengthOfLetter(at index: Int, in bytes: [UInt8]) -> Int? {
    let length =
        switch bytes[index] {
        case 0xC2...0xDF: 2
        case 0xE0...0xEF: 3
        case 0xF0...0xF4: 4
        default: 0
        }
    guard length > 0, index + length <= bytes.count else { return nil }
    return String(validating: bytes[index..<(index + length)], as: UTF8.self) == nil ? nil : length
}

/// At most so many bytes of a word are shown to whoever is asked how to read it.
private let mostBytesShown = 24

/// The word around a byte: to the next space, comma, quote or line end on either side.
private func wordAround(_ place: Int, in bytes: [UInt8]) -> ArraySlice<UInt8> {
    func isEnd(_ byte: UInt8) -> Bool { byte <= 0x20 || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") }
    var start = place
    while start > 0, place - start < mostBytesShown / 2, !isEnd(bytes[start - 1]) { start -= 1 }
    var end = place + 1
    while end < bytes.count, end - place < mostBytesShown / 2, !isEnd(bytes[end]) { end += 1 }
    return bytes[start..<end]
}

/// The bytes read with those characters for the upper half; nil when a byte has none.
private func reading(_ bytes: [UInt8], _ high: [Character]) -> String? {
    var text = ""
    for byte in bytes {
        guard byte >= 0x80 else {
            text.unicodeScalars.append(UnicodeScalar(byte))
            continue
        }
        let character = high[Int(byte - 0x80)]
        guard character != undefined else { return nil }
        text.append(character)
    }
    return text
}

private func decode(
    _ bytes: [UInt8], _ high: [Character], as encoding: CSVFile.Encoding, file: String
) throws(CSVError) -> [UInt8] {
    let spelled = high.map { Array(String($0).utf8) }
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + bytes.count / 8)
    for (place, byte) in bytes.enumerated() {
        guard byte >= 0x80 else {
            text.append(byte)
            continue
        }
        guard high[Int(byte - 0x80)] != undefined else {
            throw CSVError(
                file: file, line: line(of: place, in: bytes),
                message: "is not \(encoding.rawValue), which has no byte \(String(byte, radix: 16, uppercase: true)): "
                    + "save it as \"CSV UTF-8\"")
        }
        text.append(contentsOf: spelled[Int(byte - 0x80)])
    }
    return text
}

private func utf16(_ bytes: [UInt8], file: String) throws(CSVError) -> [UInt8] {
    let isLittleEndian = bytes.starts(with: [0xFF, 0xFE])
    guard isLittleEndian || bytes.starts(with: [0xFE, 0xFF]) else {
        throw CSVError(
            file: file, line: 1, message: "is UTF-16 without the mark that says its order: save it as \"CSV UTF-8\"")
    }
    guard bytes.count.isMultiple(of: 2) else {
        throw CSVError(file: file, line: 1, message: "is UTF-16 and ends in half a character: save it as \"CSV UTF-8\"")
    }
    let units = stride(from: 2, to: bytes.count, by: 2).map { place in
        let (first, second) = (UInt16(bytes[place]), UInt16(bytes[place + 1]))
        return isLittleEndian ? first | second << 8 : first << 8 | second
    }
    guard let text = String(validating: units, as: UTF16.self) else {
        throw CSVError(file: file, line: 1, message: "is UTF-16 with half a character in it: save it as \"CSV UTF-8\"")
    }
    return Array(text.utf8)
}

private func line(of place: Int, in bytes: [UInt8]) -> Int {
    1 + (0..<place).count { endsLine(at: $0, in: bytes) }
}

/// Whether a line ends with that byte: LF, or a CR that none follows.
private func endsLine(at place: Int, in bytes: [UInt8]) -> Bool {
    switch bytes[place] {
    case UInt8(ascii: "\n"): true
    case UInt8(ascii: "\r"): place + 1 == bytes.count || bytes[place + 1] != UInt8(ascii: "\n")
    default: false
    }
}

private let undefined: Character = "\u{FFFD}"

/// What Windows-1252 has in 0x80...0xFF: in the first 32 places letters where ISO 8859-1 has control characters, then as
/// ISO 8859-1.
private let windows1252High: [Character] =
    [
        "€", undefined, "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", undefined, "Ž", undefined,
        undefined, "‘", "’", "“", "”", "•", "–", "—", "˜", "™", "š", "›", "œ", undefined, "ž", "Ÿ",
    ] + (0xA0...0xFF).map { Character(UnicodeScalar(UInt8($0))) }

/// What Mac Roman has in 0x80...0xFF. The apple of 0xF0 is in no other character set.
private let macRomanHigh: [Character] =
    ("ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u{A0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ"
    + "\u{FFFD}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ").unicodeScalars.map { Character($0) }
