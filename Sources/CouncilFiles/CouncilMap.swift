import Arguments
import CSV
import YAML

/// How a council's own export reads as the columns of `plans.csv` and `people.csv`, and how ours is written back in its shape:
/// a file of YAML, as those in `seeds/mappings`.
package struct CouncilMap: Sendable {
    /// Where a column of ours comes from.
    package struct Source: Sendable {
        /// The council's column, or else the one value for every row.
        enum Origin: Sendable {
            case column(String)
            case value(String)
        }

        /// Our column.
        let column: String
        let origin: Origin
        /// The council's codes, by what they mean in ours; compared without regard to case. Empty: cells stand as they are.
        let codes: [String: String]
        /// What a code means that is not among them; nil: it stands as it is, and is refused by name.
        let otherwise: String?
        /// Whether a day stands for its month.
        let isMonth: Bool
        /// What is put before each cell, as the prefix of a case's reference.
        let prefix: String
    }

    /// A column that is written back.
    package struct Written: Sendable {
        /// The council's name for it.
        let column: String
        /// Ours, of `cases.csv` or of the case's latest review in `reviews.csv`.
        let from: String
        /// The council's codes, by ours.
        let codes: [String: String]
    }

    /// The file, for messages.
    package let file: String
    /// What it maps: "Capita ONE, review module".
    let name: String
    package var reading: FileReading
    /// What fills `plans.csv`; empty: the export fills none.
    let plans: [Source]
    /// What fills `people.csv`; empty: the export fills none.
    package let people: [Source]
    /// The council's columns of which nothing is taken, each with the reason.
    let ignored: [String: String]
    package let writes: [Written]
    /// Whether days are written back day first; else as 2024-11-29.
    let writesDayFirst: Bool

    /// Reads a map. Refused, with file and line, when it names a column that is none of ours, or one twice.
    init(parsing text: String, file: String) throws(YAMLError) {
        let root = try YAMLNode.parse(text, file: file)
        try root.allow(only: ["name", "encoding", "days", "plans", "people", "ignored", "writes", "writes_days"])
        self.file = file
        name = try root.required("name").string()
        reading = FileReading(
            encoding: try root.optional("encoding").map { node throws(YAMLError) in try CouncilMap.encoding(node) },
            days: try root.optional("days")?.choice())
        plans = try CouncilMap.sources(root, "plans", known: PlanColumn.allCases.map(\.rawValue))
        people = try CouncilMap.sources(root, "people", known: PersonColumn.allCases.map(\.rawValue))
        guard !plans.isEmpty || !people.isEmpty else { throw root.error("neither plans nor people is mapped") }
        var ignored: [String: String] = [:]
        for entry in try root.optional("ignored")?.entries() ?? [] { ignored[entry.key] = try entry.value.string() }
        self.ignored = ignored
        writes = try CouncilMap.written(root)
        writesDayFirst = try root.optional("writes_days")?.choice(DayOrder.self) == .dayFirst
        for source in plans + people {
            guard case .column(let column) = source.origin, ignored[column] != nil else { continue }
            throw try root.required("ignored").error("\(column) is ignored, and \(source.column) is taken from it")
        }
    }

    /// The map in that file. Throws what to do when it cannot be read.
    package static func read(_ file: String) throws -> CouncilMap {
        let bytes = try Disk.read(file, most: 1 << 20)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CommandError("\(file) is no text in UTF-8")
        }
        do throws(YAMLError) {
            return try CouncilMap(parsing: text, file: file)
        } catch {
            throw CommandError("\(error)")
        }
    }

    private static func encoding(_ node: YAMLNode) throws(YAMLError) -> CSVFile.Encoding {
        let text = try node.string()
        if let encoding = CSVFile.Encoding(option: text) { return encoding }
        throw node.error("\(text) is none of \(CSVFile.Encoding.allCases.map(\.option).joined(separator: ", "))")
    }

    private static func sources(_ root: YAMLNode, _ key: String, known: [String]) throws(YAMLError) -> [Source] {
        var sources: [Source] = []
        for entry in try root.optional(key)?.entries() ?? [] {
            guard known.contains(entry.key) else {
                throw entry.value.error("there is no column \(entry.key); there are \(known.joined(separator: ", "))")
            }
            guard !sources.contains(where: { $0.column == entry.key }) else {
                throw entry.value.error("the column \(entry.key) is mapped twice")
            }
            sources.append(try source(entry.key, entry.value))
        }
        return sources
    }

    private static func source(_ column: String, _ node: YAMLNode) throws(YAMLError) -> Source {
        try node.allow(only: ["from", "value", "codes", "otherwise", "as", "prefix"])
        let from = try node.optional("from")?.string()
        let value = try node.optional("value")?.string()
        let origin: Source.Origin
        switch (from, value) {
        case (let from?, nil): origin = .column(from)
        case (nil, let value?): origin = .value(value)
        default: throw node.error("give either from, the council's column, or value, the same for every row")
        }
        var codes: [String: String] = [:]
        for entry in try node.optional("codes")?.entries() ?? [] {
            codes[entry.key.lowercased()] = try entry.value.string()
        }
        var isMonth = false
        if let node = try node.optional("as") {
            guard try node.string() == "month" else { throw node.error("as knows month alone") }
            isMonth = true
        }
        return Source(
            column: column, origin: origin, codes: codes, otherwise: try node.optional("otherwise")?.string(),
            isMonth: isMonth, prefix: try node.optional("prefix")?.string() ?? "")
    }

    private static func written(_ root: YAMLNode) throws(YAMLError) -> [Written] {
        var writes: [Written] = []
        for entry in try root.optional("writes")?.entries() ?? [] {
            try entry.value.allow(only: ["from", "codes"])
            let node = try entry.value.required("from")
            let from = try node.string()
            guard Export.columns.contains(from) else {
                throw node.error("there is no column \(from); there are \(Export.columns.joined(separator: ", "))")
            }
            var codes: [String: String] = [:]
            for code in try entry.value.optional("codes")?.entries() ?? [] { codes[code.key] = try code.value.string() }
            writes.append(Written(column: entry.key, from: from, codes: codes))
        }
        return writes
    }
}
