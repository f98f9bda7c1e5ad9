/// One field of a row that is written.
public enum CSVCell: Sendable, Equatable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    /// A text; quoted where it must be. One that a spreadsheet would run as a formula gets an apostrophe in front.
    case text(String)
    /// A whole number.
    case integer(Int)
    /// A number with as many digits after the point as `places` says (0 to 9), rounded half away from nought.
    case decimal(Double, places: Int)
    /// Nothing: unknown, or not applicable.
    case empty

    /// A text.
    public init(stringLiteral value: String) { self = .text(value) }

    /// A whole number.
    public init(integerLiteral value: Int) { self = .integer(value) }
}

/// Writes rows of comma-separated values (RFC 4180): UTF-8, lines ended by CR LF.
public struct CSVWriter: Sendable {
    /// What has been written so far.
    public private(set) var bytes: [UInt8]

    /// A writer; with `byteOrderMark` Excel, too, takes the file for UTF-8.
    public init(byteOrderMark: Bool = false) {
        bytes = byteOrderMark ? [0xEF, 0xBB, 0xBF] : []
    }

    /// Adds one row.
    public mutating func append(_ cells: [CSVCell]) {
        for (place, cell) in cells.enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            switch cell {
            case .text(let text): append(text)
            case .integer(let number): bytes.append(contentsOf: String(number).utf8)
            case .decimal(let number, let places): bytes.append(contentsOf: decimal(number, places: places).utf8)
            case .empty: break
            }
        }
        // One empty field alone would be a blank line, which readers skip.
        if cells.count == 1, cells[0] == .empty || cells[0] == .text("") {
            bytes.append(contentsOf: "\"\"".utf8)
        }
        bytes.append(contentsOf: "\r\n".utf8)
    }

    private mutating func append(_ text: String) {
        // What spreadsheets take for the beginning of a formula (OWASP, CSV injection). Numbers are `.integer`, `.decimal`.
        let isFormula = text.utf8.first.map { Self.formulaStarts.contains($0) } ?? false
        let needsQuotes =
            text.utf8.contains { Self.special.contains($0) } || text.utf8.first == UInt8(ascii: " ")
            || text.utf8.last == UInt8(ascii: " ")
        if needsQuotes { bytes.append(UInt8(ascii: "\"")) }
        if isFormula { bytes.append(UInt8(ascii: "'")) }
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        if needsQuotes { bytes.append(UInt8(ascii: "\"")) }
    }

    private static let formulaStarts = Array("=+-@\t\r".utf8)
    private static let special = Array("\",\r\n".utf8)
}

/// `number` in digits, or nothing when it is no number or too large to be one of ours.
private func decimal(_ number: Double, places: Int) -> String {
    let places = min(max(places, 0), 9)
    var scale = 1
    for _ in 0..<places { scale *= 10 }
    let scaled = number.magnitude * Double(scale) + 0.5
    // Above 2^53 a Double no longer tells units apart; NaN compares false.
    guard scaled < 0x1p53 else { return "" }
    let units = UInt64(scaled)
    let sign = number < 0 && units > 0 ? "-" : ""
    guard places > 0 else { return "\(sign)\(units)" }
    let fraction = String(units % UInt64(scale))
    return "\(sign)\(units / UInt64(scale)).\(String(repeating: "0", count: places - fraction.utf8.count))\(fraction)"
}
