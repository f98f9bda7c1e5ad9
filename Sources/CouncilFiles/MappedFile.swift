package import Arguments
package import CSV
import Contracts
import Statute

/// A council's export, read by its map as the rows of `plans.csv` and `people.csv`; each row keeps its line.
package struct MappedFile {
    /// What became of a column of the council's.
    package enum Use: Equatable {
        /// These columns of ours are filled from it.
        case taken([String])
        /// The map says why nothing is taken.
        case ignored(String)
        /// The map does not speak of it.
        case unmapped
    }

    /// The rows as `plans.csv` would have them; nil when the map fills none.
    package let plans: CSVFile?
    /// The rows as `people.csv` would have them; nil when the map fills none.
    package let people: CSVFile?
    /// Each of the council's columns, in the order of the file.
    package let columns: [(name: String, use: Use)]
    /// The columns that the map takes and the file has not.
    let missing: [String]
    /// How the days of the file stand, for both.
    package let reading: FileReading
    private let map: CouncilMap

    /// Reads an export by its map. Throws when it is no file of rows, when its days contradict each other, or when a column is
    /// not there without which something of every row would be lost.
    package init(
        _ bytes: [UInt8], file: String, by map: CouncilMap, daysBecause: String = "as --days says"
    ) throws(CommandError) {
        let content = try CSVFile.rows(of: bytes, file: file, map.reading)
        guard let header = content.rows.first else { throw CommandError("\(file): the file is empty") }
        var places: [String: Int] = [:]
        for (place, field) in header.fields.enumerated() {
            let name = Header.trimmed(field)
            guard !name.isEmpty else { continue }
            guard places.updateValue(place, forKey: name) == nil else {
                throw CommandError("\(file):\(header.line): the column \(RowReader.excerpt(name)) stands twice")
            }
        }
        let sources = map.plans + map.people
        var uses: [String: [String]] = [:]
        var missing: [String] = []
        for source in sources {
            guard case .column(let name) = source.origin else { continue }
            uses[name, default: []].append(source.column)
            if places[name] == nil, !missing.contains(name) { missing.append(name) }
        }
        // A column of reports that is not there says nothing. Without one of the plan or of a person, what was known
        // by it would be known no more, in every row.
        let mayLack = Set(PlanColumn.ofReports.map(\.rawValue))
        for source in sources where !mayLack.contains(source.column) {
            guard case .column(let name) = source.origin, places[name] == nil else { continue }
            throw CommandError(
                "\(file):\(header.line): there is no column \(name), which \(map.file) takes for \(source.column): put it "
                    + "back, or take it out of the map; the columns are "
                    + header.fields.map { RowReader.excerpt(Header.trimmed($0)) }.joined(separator: ", "))
        }
        self.map = map
        self.missing = missing
        columns = header.fields.map { field in
            let name = Header.trimmed(field)
            if let taken = uses[name] { return (name, .taken(taken)) }
            return (name, map.ignored[name].map { .ignored($0) } ?? .unmapped)
        }
        let proof = MappedFile.proof(of: content, sources, places)
        let days = try proof.judged(map.reading.days, file: content.file)
        var reading = FileReading(encoding: content.encoding, days: days)
        reading.daysBecause = days.map { map.reading.days == nil ? proof.reason($0) : daysBecause } ?? ""
        self.reading = reading
        plans = MappedFile.rows(content, map.plans, places, days)
        people = MappedFile.rows(content, map.people, places, days)
    }

    /// What the days in all columns that hold any prove of their order.
    private static func proof(
        of content: CSVFile, _ sources: [CouncilMap.Source], _ places: [String: Int]
    ) -> DayOrderProof {
        let ofDays = Set(PlanColumn.days.map(\.rawValue) + [PersonColumn.childBorn.rawValue])
        var proof = DayOrderProof()
        for source in sources where source.isMonth || ofDays.contains(source.column) {
            guard case .column(let name) = source.origin, let place = places[name] else { continue }
            for row in content.rows.dropFirst() where row.fields.indices.contains(place) {
                guard row.fields[place].utf8.count <= RowReader.mostCellBytes else { continue }
                proof.note(Header.trimmed(row.fields[place]), line: row.line)
            }
        }
        return proof
    }

    private static func rows(
        _ content: CSVFile, _ sources: [CouncilMap.Source], _ places: [String: Int], _ days: DayOrder?
    ) -> CSVFile? {
        // A column that the file has not says nothing: it is left out, as from a file of ours.
        let present = sources.filter { source in
            if case .column(let name) = source.origin { places[name] != nil } else { true }
        }
        guard !present.isEmpty, let header = content.rows.first else { return nil }
        var rows = [CSVFile.Row(line: header.line, fields: present.map(\.column))]
        for row in content.rows.dropFirst() {
            rows.append(CSVFile.Row(line: row.line, fields: present.map { cell($0, row, places, days) }))
        }
        return CSVFile(file: content.file, encoding: content.encoding, rows: rows, emptied: content.emptied)
    }

    private static func cell(
        _ source: CouncilMap.Source, _ row: CSVFile.Row, _ places: [String: Int], _ days: DayOrder?
    ) -> String {
        let text: String
        switch source.origin {
        case .value(let value): return value
        case .column(let name):
            guard let place = places[name], row.fields.indices.contains(place) else { return "" }
            text = Header.trimmed(row.fields[place])
        }
        guard !text.isEmpty else { return "" }
        if !source.codes.isEmpty {
            return source.codes[text.lowercased()] ?? source.otherwise ?? text
        }
        if source.isMonth, let day = WrittenDay(text).day(in: days) { return Month(of: day).description }
        return source.prefix + text
    }

    /// A problem of a row in the council's own words: its column before ours.
    package func named(_ problem: RowProblem) -> RowProblem {
        guard let column = problem.column,
            let source = (map.plans + map.people).first(where: { $0.column == column }),
            case .column(let name) = source.origin
        else { return problem }
        return RowProblem(
            file: problem.file, line: problem.line, column: "\(name) (\(column))", reason: problem.reason,
            finding: problem.finding)
    }

    /// What was done with each column, for people.
    package var sentences: [String] {
        var all = ["\(map.name), by \(map.file):"]
        for (name, use) in columns {
            let shown = name.isEmpty ? "a column without a name" : RowReader.excerpt(name)
            switch use {
            case .taken(let ours): all.append("  \(shown) → \(ours.joined(separator: ", "))")
            case .ignored(let why): all.append("  \(shown): nothing is taken: \(why)")
            case .unmapped: all.append("  \(shown): NOT IN THE MAP, nothing is taken")
            }
        }
        for source in map.plans + map.people {
            if case .value(let value) = source.origin { all.append("  \(source.column) is \(value) in every row") }
        }
        for name in missing { all.append("  \(name): in the map, and not in the file") }
        return all
    }
}
