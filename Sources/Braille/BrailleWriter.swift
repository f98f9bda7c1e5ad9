import CLouis
import Synchronization

// What is not obvious here:
//
// - liblouis keeps its tables and its working memory for the whole process. So there is one lock for all, and none of it is
//   ever given back.

/// Puts texts into Unified English Braille, grade 2, for an embosser: North American braille ASCII in pages of 25 lines of 40
/// cells (`.brf`). The tables are those of Debian's `liblouis-data`.
///
/// - Thread: any; one text at a time in the whole process.
public struct BrailleWriter: Sendable {
    /// Cells of a line, and lines of a page: what embossers and displays in England take.
    public static let cells = 40
    public static let lines = 25
    /// The longest text, in bytes.
    public static let mostBytes = 1 << 20

    private static let tables = "en-us-brf.dis,en-ueb-g2.ctb"
    /// Everything that liblouis does, in the whole process.
    private static let louis = Mutex(())

    /// With the tables of this machine; refused when their package is not there.
    public init() throws(BrailleError) {
        let works = BrailleWriter.louis.withLock { _ in
            louis_be_silent()
            return lou_checkTable(BrailleWriter.tables) != 0 && lou_charSize() == MemoryLayout<widechar>.size
        }
        guard works else {
            throw BrailleError("liblouis has no table for Unified English Braille: install Debian's liblouis-data")
        }
    }

    /// The text as it is embossed; refused when it holds a character for which English braille has no sign, as a name in
    /// Arabic letters: then whoever makes braille by hand spells it.
    public func brf(_ text: String) throws(BrailleError) -> [UInt8] {
        guard text.utf8.count <= BrailleWriter.mostBytes else {
            throw BrailleError(
                "it has \(text.utf8.count) bytes, and at most \(BrailleWriter.mostBytes) are put into braille")
        }
        // A space is a space, whether a line may break there or not.
        let text = text.replacing("\u{A0}", with: " ")
        for scalar in Set(text.unicodeScalars) where !scalar.isASCII {
            guard try !BrailleWriter.translate([scalar.value], omittingUnknown: true).isEmpty else {
                throw BrailleError("English braille has no sign for “\(scalar)” (U+\(String(scalar.value, radix: 16)))")
            }
        }
        var lines: [[UInt8]] = []
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            let cells = try BrailleWriter.translate(line.unicodeScalars.map(\.value), omittingUnknown: false)
            lines += BrailleWriter.wrapped(cells)
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        var out: [UInt8] = []
        for (number, line) in lines.enumerated() {
            if number > 0, number.isMultiple(of: BrailleWriter.lines) { out.append(0x0C) }
            out += line + [0x0D, 0x0A]
        }
        return out
    }

    private static func translate(_ scalars: [UInt32], omittingUnknown: Bool) throws(BrailleError) -> [UInt8] {
        guard !scalars.isEmpty else { return [] }
        // No sign takes more than this: a capital, a number's or a letter's mark, and the sign itself.
        var room = Int32(scalars.count * 8 + 32)
        let most = Int(room)
        var length = Int32(scalars.count)
        var works = false
        let cells = [widechar](unsafeUninitializedCapacity: most) { buffer, count in
            works = louis.withLock { _ in
                lou_translateString(
                    tables, scalars, &length, buffer.baseAddress, &room, nil, nil,
                    omittingUnknown ? louis_omit_undefined() : 0) != 0
            }
            count = works ? Int(room) : 0
        }
        guard works, Int(length) == scalars.count else { throw BrailleError("liblouis does not put it into braille") }
        var out: [UInt8] = []
        for cell in cells {
            guard cell < 0x80 else { throw BrailleError("liblouis wrote a sign that no embosser takes") }
            out.append(UInt8(cell))
        }
        return out
    }

    /// Those cells in lines, broken at spaces; what is longer than a line is broken at its end. A line that goes on is set in
    /// by two cells, as lists in braille are.
    static func wrapped(_ cells: [UInt8]) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        var line: [UInt8] = []
        for part in cells.split(separator: 0x20) {
            var word = part
            if !line.isEmpty, line.count + 1 + word.count <= BrailleWriter.cells {
                line += [0x20] + word
                continue
            }
            if !line.isEmpty {
                lines.append(line)
                line = [0x20, 0x20]
            }
            while line.count + word.count > BrailleWriter.cells {
                let room = BrailleWriter.cells - line.count
                lines.append(line + word.prefix(room))
                word = word.dropFirst(room)
                line = [0x20, 0x20]
            }
            line += word
        }
        return lines + [line]
    }
}
