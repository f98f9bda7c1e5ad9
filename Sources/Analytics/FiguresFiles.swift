import CSV
import HTML
import JSON
import Metrics
import Spreadsheet
import Statute

/// The figures and tables as files for other programs: CSV, and JSON.
public struct FiguresFiles: Sendable {
    private let publication: Publication
    private let isExact: Bool
    private let before: [KeptPublication]

    /// The files of these figures. `exact` leaves nothing out of what is for programs: for who may read the cases themselves,
    /// never to publish.
    public init(_ publication: Publication, exact isExact: Bool = false) {
        self.init(publication, exact: isExact, before: [])
    }

    /// The same, with what was published before them.
    init(_ publication: Publication, exact isExact: Bool = false, before: [KeptPublication]) {
        self.publication = publication
        self.isExact = isExact
        self.before = before
    }

    /// The names of all files, `index.html` aside.
    public var names: [String] {
        ["figures.json", "figures.csv", Self.workbook] + publication.tables.map { "\($0.id).csv" }
            + publication.figures.map(FigurePage.fileName)
    }

    /// A file's bytes and its media type; nil when there is none of that name.
    public func file(_ name: String) throws -> (bytes: [UInt8], type: String)? {
        if name == "figures.json" { return (try json(), "application/json") }
        if name == Self.workbook {
            return (try spreadsheet(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        }
        if let figure = publication.figures.first(where: { FigurePage.fileName($0) == name }) {
            let page = FigurePage(publication, figure, before: before).page
            return (Array(page.markup.utf8), "text/html; charset=utf-8")
        }
        let type = "text/csv; charset=utf-8"
        if name == "figures.csv" { return (figuresCSV, type) }
        guard let table = publication.tables.first(where: { "\($0.id).csv" == name }) else { return nil }
        return (csv(table), type)
    }

    // MARK: Spreadsheet

    /// The file with all figures and tables, a sheet each.
    static let workbook = "figures.xlsx"

    private func spreadsheet() throws(SpreadsheetError) -> [UInt8] {
        let sheets =
            [Spreadsheet.Sheet(name: "Figures", rows: figureRows.map { $0.map(\.cell) })]
            + publication.tables.map { .init(name: $0.title, rows: rows(of: $0).map { $0.map(\.cell) }) }
        return try Spreadsheet(
            sheets, title: "Annual reviews, \(publication.window.from) to \(publication.window.asAt)",
            made: Int(publication.window.asAt.number) * 86_400
        ).bytes()
    }

    // MARK: CSV

    private static let ends: [CSVCell] = ["Period from", "Period to", "Invented children"]

    /// What each row says of itself, since rows travel without their page.
    private var ends: [CSVCell] {
        [
            .text("\(publication.window.from)"), .text("\(publication.window.asAt)"),
            .text(publication.about.isRehearsal ? "yes" : "no"),
        ]
    }

    private var figureRows: [[CSVCell]] {
        [["Figure", "Title", "Share, %", "Number", "Of", "Definition", "Source"] + Self.ends]
            + publication.figures.map { figure in
                [
                    .text(figure.id), .text(figure.title), cell(.share(figure.numerator, of: figure.denominator)),
                    cell(.count(figure.numerator)), cell(.count(figure.denominator)), .text(figure.definition),
                    .text(figure.source),
                ] + ends
            }
    }

    private func rows(of table: Table) -> [[CSVCell]] {
        [[.text(table.rowsAre)] + table.columns.map { .text($0) } + Self.ends]
            + table.rows.map { [.text($0.title)] + $0.cells.map(cell) + ends }
    }

    private var figuresCSV: [UInt8] { Self.csv(figureRows) }

    private func csv(_ table: Table) -> [UInt8] { Self.csv(rows(of: table)) }

    private static func csv(_ rows: [[CSVCell]]) -> [UInt8] {
        var writer = CSVWriter(byteOrderMark: true)
        for row in rows { writer.append(row) }
        return writer.bytes
    }

    private func cell(_ cell: Table.Cell) -> CSVCell {
        switch cell {
        case .count(let id): return count(id).map { .integer($0) } ?? "c"
        case .share(let part, let all):
            guard count(part) != nil, count(all) != nil else { return "c" }
            return share(part, of: all).map { .text(decimal($0)) } ?? .empty
        case .number(let number): return number.map { .integer($0) } ?? "c"
        case .published(let tenths): return tenths.map { .text(decimal($0)) } ?? "x"
        case .none: return .empty
        }
    }

    private func count(_ id: CountID) -> Int? { isExact ? publication.counts[id] : publication.count(id) }

    private func share(_ part: CountID, of all: CountID) -> Int? {
        guard let part = count(part), let all = count(all) else { return nil }
        return permille(part, of: all)
    }

    // MARK: JSON

    private func json() throws -> [UInt8] {
        var writer = JSONWriter(capacity: 16 << 10)
        writer.beginObject()
        writer.name("council")
        writer.string(publication.about.council)
        writer.name("rehearsal")
        writer.boolean(publication.about.isRehearsal)
        writer.name("from")
        writer.string("\(publication.window.from)")
        writer.name("as_at")
        writer.string("\(publication.window.asAt)")
        writer.name("exact")
        writer.boolean(isExact)
        writer.name("figures")
        writer.beginObject()
        for figure in publication.figures { write(figure, to: &writer) }
        writer.endObject()
        writer.name("tables")
        writer.beginObject()
        for table in publication.tables { write(table, to: &writer) }
        writer.endObject()
        writer.endObject()
        return writer.bytes + [10]
    }

    private func write(_ figure: Figure, to writer: inout JSONWriter) {
        writer.name(figure.id)
        writer.beginObject()
        writer.name("title")
        writer.string(figure.title)
        writer.name("numerator")
        number(count(figure.numerator), to: &writer)
        writer.name("denominator")
        number(count(figure.denominator), to: &writer)
        writer.name("percent")
        percent(share(figure.numerator, of: figure.denominator), to: &writer)
        writer.name("definition")
        writer.string(figure.definition)
        writer.name("source")
        writer.string(figure.source)
        writer.endObject()
    }

    private func write(_ table: Table, to writer: inout JSONWriter) {
        writer.name(table.id)
        writer.beginObject()
        writer.name("title")
        writer.string(table.title)
        writer.name("columns")
        writer.beginList()
        for column in [table.rowsAre] + table.columns {
            writer.element()
            writer.string(column)
        }
        writer.endList()
        writer.name("rows")
        writer.beginList()
        for row in table.rows {
            writer.element()
            writer.beginList()
            writer.element()
            writer.string(row.title)
            for cell in row.cells {
                writer.element()
                switch cell {
                case .count(let id): number(count(id), to: &writer)
                case .share(let part, let all): percent(share(part, of: all), to: &writer)
                case .number(let days): number(days, to: &writer)
                case .published(let tenths): percent(tenths, to: &writer)
                case .none: writer.null()
                }
            }
            writer.endList()
        }
        writer.endList()
        writer.endObject()
    }

    private func number(_ number: Int?, to writer: inout JSONWriter) {
        if let number { writer.integer(number) } else { writer.null() }
    }

    private func percent(_ tenths: Int?, to writer: inout JSONWriter) {
        guard let tenths else { return writer.null() }
        let text = Array(decimal(tenths).utf8)
        text.withUnsafeBytes { writer.raw($0) }
    }
}

extension CSVCell {
    /// The same in a spreadsheet: a share, which a file of rows has as a text, is a number there.
    var cell: Spreadsheet.Cell {
        switch self {
        case .text(let text):
            text.contains(".") ? Double(text).map { .decimal($0, places: 1) } ?? .text(text) : .text(text)
        case .integer(let number): .integer(number)
        case .decimal(let number, let places): .decimal(number, places: places)
        case .empty: .empty
        }
    }
}
