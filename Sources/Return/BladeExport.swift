public import CSV

/// Why Blade files cannot be read, with the place and what to do.
public struct BladeError: Error, Equatable, CustomStringConvertible {
    public let description: String
    init(_ description: String) { self.description = description }
}

/// A council's own Blade export, read: who is in it, with all that stands in it.
public struct BladeExport: Sendable {
    /// The people, in the order of the file.
    public let people: [ReturnPerson]
    /// Columns of which nothing is taken, by file.
    public let passedOver: [String]

    /// Reads the files of an export, each with its name. `person` must be among them; a module without a file has no rows.
    /// Refused are a row whose parent is not there, a key that stands twice, and a day that is none.
    public init(_ files: [(name: String, table: CSVTable)]) throws(BladeError) {
        var rows: [ReturnModule: [Numbered]] = [:]
        var passedOver: [String] = []
        for module in ReturnModule.allCases {
            let found = files.filter { $0.name.lowercased().hasSuffix("_\(module.blade).csv") }
            guard found.count < 2 else {
                throw BladeError(
                    "\(found.map(\.name).joined(separator: " and ")) are both of the module \(module.blade): keep one")
            }
            guard let file = found.first else { continue }
            rows[module] = try BladeExport.read(module, file.name, file.table, &passedOver)
        }
        guard let persons = rows[.person] else {
            throw BladeError("there is no file *_person.csv among the files: give the whole folder of the export")
        }
        for (module, own) in rows {
            guard let parent = module.parent else { continue }
            let keys = Set((rows[parent] ?? []).map(\.key))
            for row in own where !keys.contains(row.parent) {
                throw BladeError(
                    "\(row.place): \(parent.key) is \(row.parent), and no row of \(parent.blade) has that number")
            }
        }
        var below: [ReturnModule: [String: [Numbered]]] = [:]
        for (module, own) in rows where module != .person { below[module] = Dictionary(grouping: own, by: \.parent) }
        func whole(_ row: Numbered) -> ReturnRow {
            let modules = ReturnModule.allCases.filter { $0.parent == row.module }
            return ReturnRow(row.module, row.cells, modules.flatMap { (below[$0]?[row.key] ?? []).map(whole) })
        }
        people = persons.map { ReturnPerson($0.native, whole($0)) }
        self.passedOver = passedOver
    }

    /// A row with its keys.
    private struct Numbered {
        let module: ReturnModule
        let key: String
        let parent: String
        let native: String
        let cells: [ReturnItem: String]
        let place: String
    }

    private static func read(
        _ module: ReturnModule, _ name: String, _ table: CSVTable, _ passedOver: inout [String]
    ) throws(BladeError) -> [Numbered] {
        var names: [String: String] = [:]
        for column in table.columns { names[column.lowercased()] = column }
        let parent = module.parent?.key ?? "sen2tableid"
        guard let keyColumn = names[module.key] else {
            throw BladeError("\(name): there is no column \(module.key), which numbers its rows")
        }
        let known = Set(
            module.items.map(\.column) + [module.key, "nativeid", module.order, "sourceid", parent])
        passedOver += table.columns.filter { !known.contains($0.lowercased()) }.map { "\(name): \($0)" }
        var seen: Set<String> = []
        var rows: [Numbered] = []
        for record in table.records {
            func cell(_ column: String) -> String { names[column].flatMap { record[$0] } ?? "" }
            let key = record[keyColumn] ?? ""
            guard !key.isEmpty, seen.insert(key).inserted else {
                throw BladeError(
                    "\(name):\(record.line): \(module.key) is \(key.isEmpty ? "empty" : "\(key), as in a row before")")
            }
            var cells: [ReturnItem: String] = [:]
            for item in module.items {
                let text = cell(item.column)
                guard !text.isEmpty else { continue }
                if item.isDay {
                    guard let day = BladeDay.read(text) else {
                        throw BladeError(
                            "\(name):\(record.line): \(item.column) is no day; write it as 2026-Jan-15 00:00:00 or 2026-01-15"
                        )
                    }
                    cells[item] = day
                } else {
                    cells[item] = text
                }
            }
            rows.append(
                Numbered(
                    module: module, key: key, parent: cell(parent), native: cell("nativeid"), cells: cells,
                    place: "\(name):\(record.line)"))
        }
        return rows
    }

    // MARK: One row a child

    /// The export with one row a child, in the columns that `seeds/mappings/sen2-person-level.yaml` reads: of each module the
    /// row of the plan that is maintained, or else the last, and of placements and needs the first in rank.
    public var joined: [UInt8] {
        let modules: [ReturnModule] = [.person, .namedPlan, .activePlans, .placementDetail, .senNeed]
        var columns: [ReturnItem] = []
        for item in modules.flatMap(\.items) where !columns.contains(item) { columns.append(item) }
        var writer = CSVWriter()
        writer.append([.text("nativeid")] + columns.map { .text($0.column) })
        for person in people {
            let request =
                person.row.rows(of: .requests).last { !$0.rows(of: .activePlans).isEmpty }
                ?? person.row.rows(of: .requests).last
            let active = request?.rows(of: .activePlans).last
            let rows: [ReturnRow?] = [
                person.row, request?.all(.namedPlan).last, active,
                BladeExport.first(active?.rows(of: .placementDetail), .placementRank),
                BladeExport.first(active?.rows(of: .senNeed), .senTypeRank),
            ]
            var cells: [ReturnItem: String] = [:]
            for row in rows.compactMap(\.self) {
                for (item, value) in row.cells where cells[item] == nil { cells[item] = value }
            }
            writer.append([.text(person.id)] + columns.map { cells[$0].map { .text($0) } ?? .empty })
        }
        return writer.bytes
    }

    /// The first in rank; a row without one comes last.
    private static func first(_ rows: [ReturnRow]?, _ rank: ReturnItem) -> ReturnRow? {
        rows?.enumerated().min { left, right in
            func place(_ row: ReturnRow) -> Int { row[rank].flatMap { Int($0) } ?? .max }
            return (place(left.element), left.offset) < (place(right.element), right.offset)
        }?.element
    }
}
