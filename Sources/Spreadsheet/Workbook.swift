internal import XML
internal import Zip

// What is not obvious here:
//
// - A day stands in a cell as a number, and only the cell's format tells that it is one; in some workbooks the numbers count
//   from 1904. So days are told by the formats, and never by how large a number is.
// - What a file says of its own size is no promise: rows, columns and cells have bounds, empty ones in between included.

/// What stands in the first sheet of a workbook that is not hidden (.xlsx: Office Open XML, ECMA-376), as it was last saved: of a
/// formula its result.
public struct Workbook: Sendable {
    /// What stands in a cell.
    public enum Cell: Sendable, Hashable {
        case text(String)
        /// A number as it is written, without a point where it is whole.
        case number(String)
        /// A moment, without a zone: days since 1 January 1970, and the second of that day.
        case moment(day: Int, second: Int)
        case flag(Bool)
        /// A formula failed: "#REF!".
        case fault(String)
    }

    /// A row in which something stands.
    public struct Row: Sendable, Hashable {
        /// Its number, from 1.
        public let line: Int
        /// The cells from the first column on; nil where nothing stands.
        public let cells: [Cell?]
    }

    /// The most bytes of a file, and the most cells of a sheet, empty ones before a row's last included.
    public static let mostBytes = 64 << 20
    public static let mostCells = 4_000_000

    /// The sheet's name.
    public let sheet: String
    /// The names of the other sheets, of which nothing is read.
    public let others: [String]
    public let rows: [Row]

    /// Whether a file begins as every .xlsx does.
    public static func isOne(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) }

    /// Reads a workbook. Throws what is wrong with it, and what to do.
    public init(_ bytes: [UInt8]) throws(SpreadsheetError) {
        guard bytes.count <= Workbook.mostBytes else {
            throw SpreadsheetError(
                "it has \(bytes.count) bytes; at most \(Workbook.mostBytes) are read: save it as CSV")
        }
        guard !bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) else {
            throw SpreadsheetError("it is an .xls file of an older Excel, or protected by a password: save it as .xlsx")
        }
        do {
            let parts = try Parts(ZipFile(bytes, most: 4 * ZipFile.mostInflated))
            sheet = parts.sheet
            others = parts.others
            rows = try parts.rows()
        } catch let error as SpreadsheetError {
            throw error
        } catch {
            throw SpreadsheetError("it is damaged: \(error)")
        }
    }
}

/// The files of a workbook that its first sheet needs.
private struct Parts {
    let sheet: String
    let others: [String]
    private let path: String
    private let countsFrom1904: Bool
    private let texts: [String]
    private let isMoment: [Bool]
    private let zip: ZipFile

    init(_ zip: ZipFile) throws {
        self.zip = zip
        var sheets: [(name: String, id: String, isHidden: Bool)] = []
        var from1904 = false
        try XMLEvents.walk(try Parts.read("xl/workbook.xml", of: zip)) { event in
            guard case .start(let element) = event else { return }
            let attributes = element.attributes
            switch element.name {
            case "sheet":
                sheets.append(
                    (attributes["name"] ?? "", attributes["id"] ?? "", (attributes["state"] ?? "visible") != "visible"))
            case "workbookPr": from1904 = ["1", "true"].contains(attributes["date1904"])
            default: break
            }
        }
        countsFrom1904 = from1904
        guard let first = sheets.firstIndex(where: { !$0.isHidden }) else {
            throw SpreadsheetError("no sheet of it can be seen")
        }
        sheet = sheets[first].name
        others = sheets.indices.filter { $0 != first }.map { sheets[$0].name }
        var targets: [String: String] = [:]
        var styles: String?
        var shared: String?
        try XMLEvents.walk(try Parts.read("xl/_rels/workbook.xml.rels", of: zip)) { event in
            guard case .start(let element) = event, element.name == "Relationship",
                let target = element.attributes["Target"]
            else { return }
            let path = target.hasPrefix("/") ? String(target.dropFirst()) : "xl/\(target)"
            if let id = element.attributes["Id"] { targets[id] = path }
            let type = element.attributes["Type"] ?? ""
            if type.hasSuffix("/styles") { styles = path }
            if type.hasSuffix("/sharedStrings") { shared = path }
        }
        guard let path = targets[sheets[first].id] else { throw SpreadsheetError("its sheet \(sheet) is not in it") }
        self.path = path
        texts = try shared.map { try Parts.texts(try Parts.read($0, of: zip)) } ?? []
        isMoment = try styles.map { try Parts.moments(try Parts.read($0, of: zip)) } ?? []
    }

    private static func read(_ name: String, of zip: ZipFile) throws -> [UInt8] {
        guard let bytes = try zip.read(name) else {
            throw SpreadsheetError("it has no \(name): save it as .xlsx")
        }
        return bytes
    }

    /// The texts that cells share, of several runs as one, without the readings above them.
    private static func texts(_ bytes: [UInt8]) throws -> [String] {
        var texts: [String] = []
        var text = ""
        var (isText, readings) = (false, 0)
        var open: [String] = []
        try XMLEvents.walk(bytes) { event in
            switch event {
            case .start(let element):
                if element.name == "si" { text = "" }
                if element.name == "rPh" { readings += 1 }
                isText = element.name == "t" && readings == 0
                open.append(element.name)
            case .end:
                isText = false
                switch open.popLast() {
                case "si": texts.append(unescaped(text))
                case "rPh": readings -= 1
                default: break
                }
            case .text(let more): if isText { text += more }
            }
        }
        return texts
    }

    /// Of each format of a cell whether it shows a day or a time of day.
    private static func moments(_ bytes: [UInt8]) throws -> [Bool] {
        var own: [Int: Bool] = [:]
        var all: [Bool] = []
        var isOfCells = false
        try XMLEvents.walk(bytes) { event in
            guard case .start(let element) = event else { return }
            switch element.name {
            case "numFmt":
                guard let id = element.attributes["numFmtId"].flatMap({ Int($0) }) else { return }
                own[id] = showsMoment(element.attributes["formatCode"] ?? "")
            case "cellStyleXfs": isOfCells = false
            case "cellXfs": isOfCells = true
            case "cellStyles", "dxfs": isOfCells = false
            case "xf" where isOfCells:
                let id = element.attributes["numFmtId"].flatMap { Int($0) } ?? 0
                all.append(own[id] ?? isBuiltInMoment(id))
            default: break
            }
        }
        return all
    }

    /// The formats that every workbook has without naming them (ECMA-376 part 1, 18.8.30).
    private static func isBuiltInMoment(_ id: Int) -> Bool {
        (14...22).contains(id) || (27...36).contains(id) || (45...47).contains(id) || (50...58).contains(id)
    }

    /// Whether a format has a year, month, day, hour or second, outside of what it quotes.
    private static func showsMoment(_ code: String) -> Bool {
        var (isQuoted, isBracketed, isEscaped) = (false, false, false)
        for character in code.lowercased() {
            if isEscaped {
                isEscaped = false
                continue
            }
            switch character {
            case "\\", "_", "*": isEscaped = !isQuoted
            case "\"": isQuoted.toggle()
            case "[" where !isQuoted: isBracketed = true
            case "]" where !isQuoted: isBracketed = false
            case "y", "m", "d", "h", "s": if !isQuoted, !isBracketed { return true }
            default: break
            }
        }
        return false
    }

    /// What Excel writes for a character that XML may not hold: _x000D_.
    fileprivate static func unescaped(_ text: String) -> String {
        guard text.contains("_x") else { return text }
        var out = ""
        var rest = text[...]
        while let start = rest.firstRange(of: "_x") {
            out += rest[..<start.lowerBound]
            let code = rest[start.upperBound...].prefix(5)
            if code.count == 5, code.last == "_", let value = UInt32(code.dropLast(), radix: 16),
                let scalar = Unicode.Scalar(value)
            {
                // A carriage return before a line feed is no character of its own.
                if scalar != "\r" { out.unicodeScalars.append(scalar) }
                rest = rest[code.endIndex...]
            } else {
                out += "_x"
                rest = rest[start.upperBound...]
            }
        }
        return out + rest
    }

    // MARK: The sheet

    func rows() throws -> [Workbook.Row] {
        var reader = SheetReader(texts: texts, isMoment: isMoment, countsFrom1904: countsFrom1904)
        try XMLEvents.walk(try Parts.read(path, of: zip)) { event in
            // What is wrong within the sheet is kept, and said after the walk.
            reader.take(event)
        }
        if let fault = reader.fault { throw SpreadsheetError(fault) }
        return reader.rows
    }

    /// Reads a sheet's rows.
    private struct SheetReader {
        let texts: [String]
        let isMoment: [Bool]
        let countsFrom1904: Bool
        private(set) var rows: [Workbook.Row] = []
        private(set) var fault: String?
        private var line = 0
        private var cells: [Workbook.Cell?] = []
        private var count = 0
        private var column = 0
        private var kind = ""
        private var style = 0
        private var value = ""
        private var isValue = false
        private var readings = 0
        private var open: [String] = []

        init(texts: [String], isMoment: [Bool], countsFrom1904: Bool) {
            self.texts = texts
            self.isMoment = isMoment
            self.countsFrom1904 = countsFrom1904
        }

        mutating func take(_ event: XMLEvent) {
            guard fault == nil else { return }
            switch event {
            case .start(let element):
                open.append(element.name)
                switch element.name {
                case "row":
                    line = element.attributes["r"].flatMap { Int($0) } ?? line + 1
                    cells = []
                case "c": begin(element.attributes)
                case "rPh": readings += 1
                case "v": isValue = true
                case "t": isValue = kind == "inlineStr" && readings == 0
                default: isValue = false
                }
            case .text(let text): if isValue { value += text }
            case .end:
                isValue = false
                switch open.popLast() {
                case "rPh": readings -= 1
                case "c": end()
                case "row":
                    if !cells.isEmpty { rows.append(Workbook.Row(line: line, cells: cells)) }
                    count += cells.count
                default: break
                }
            }
        }

        private mutating func begin(_ attributes: [String: String]) {
            column = attributes["r"].flatMap(SheetReader.column) ?? cells.count
            kind = attributes["t"] ?? "n"
            style = attributes["s"].flatMap { Int($0) } ?? 0
            value = ""
            guard (cells.count...16_383).contains(column), count + column < Workbook.mostCells else {
                fault =
                    (cells.count...16_383).contains(column)
                    ? "its sheet has more than \(Workbook.mostCells) cells: save the part that is meant as CSV"
                    : "row \(line) is damaged: its cells are not in their order"
                return
            }
        }

        private mutating func end() {
            guard let cell = cell() else { return }
            cells += Array(repeating: nil, count: column - cells.count) + [cell]
        }

        private mutating func cell() -> Workbook.Cell? {
            guard !value.isEmpty else { return nil }
            switch kind {
            case "s":
                guard let place = Int(value), texts.indices.contains(place) else {
                    fault = "row \(line) is damaged: a text of it is not in the file"
                    return nil
                }
                return texts[place].isEmpty ? nil : .text(texts[place])
            case "str", "inlineStr": return .text(Parts.unescaped(value))
            case "b": return .flag(value == "1" || value == "true")
            case "e": return .fault(value)
            case "d": return .text(value)
            default:
                guard let number = Double(value), number.isFinite else { return .text(value) }
                if isMoment.indices.contains(style), isMoment[style], (0..<3_000_000).contains(number) {
                    return moment(number)
                }
                let isWhole = number == number.rounded() && abs(number) < 1e15
                return .number(isWhole ? "\(Int(number))" : value)
            }
        }

        /// Days are counted from 30 December 1899 (which makes up for a 29 February 1900 that never was) or from 1 January 1904.
        private func moment(_ number: Double) -> Workbook.Cell {
            let seconds = Int((number * 86_400).rounded())
            return .moment(
                day: seconds / 86_400 - (countsFrom1904 ? 24_107 : 25_569), second: seconds % 86_400)
        }

        /// The place of a cell's column: AB12 is 27.
        private static func column(_ name: String) -> Int? {
            var place = 0
            for letter in name.utf8 {
                guard (0x41...0x5A).contains(letter) else { break }
                place = place * 26 + Int(letter) - 0x40
                guard place <= 16_384 else { return nil }
            }
            return place > 0 ? place - 1 : nil
        }
    }
}
