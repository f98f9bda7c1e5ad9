package import Caseload
import CSV
import CaseFile
import Contracts
import Statute

/// Cases in the shape of a council's own export, so that nothing is keyed twice: a row a case, with what the map writes.
package struct MappedExport {
    /// The file.
    package let bytes: [UInt8]
    /// How many cases stand in it.
    package let count: Int
    /// Words of ours for which the map has no code, by column of the council's: they stand as they are.
    package let uncoded: [String: Set<String>]

    /// The cases in the order of their references.
    package init(_ caseload: Caseload, by map: CouncilMap) {
        var writer = CSVWriter()
        var uncoded: [String: Set<String>] = [:]
        var count = 0
        writer.append(map.writes.map { .text($0.column) })
        for (id, known) in caseload.cases.sorted(by: { $0.key < $1.key }) where known.file.plan != nil {
            count += 1
            let cells = Export.cells(of: id, known.file)
            writer.append(
                map.writes.map { column in
                    guard let cell = cells[column.from], let text = MappedExport.text(cell) else { return .empty }
                    if let day = Day(text) { return .text(map.writesDayFirst ? MappedExport.dayFirst(day) : text) }
                    guard !column.codes.isEmpty else { return cell }
                    guard let code = column.codes[text] else {
                        uncoded[column.column, default: []].insert(text)
                        return cell
                    }
                    return .text(code)
                })
        }
        bytes = writer.bytes
        self.count = count
        self.uncoded = uncoded
    }

    private static func text(_ cell: CSVCell) -> String? {
        switch cell {
        case .text(let text): text
        case .integer(let number): "\(number)"
        default: nil
        }
    }

    private static func dayFirst(_ day: Day) -> String {
        let (year, month, date) = day.parts
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(date))/\(two(month))/\(year)"
    }
}
