import CaseFile
import Contracts
import Metrics
import SQLite
import Statute

/// What was known of each review and plan, and from which day of the log on: for figures as they are known now, and as they
/// were known on any day before. The latest version of a day counts for that day; none is ever changed later.
///
/// Its columns are the stored facts, by name. When those change, the tables are made anew and the log is read again.
struct FactVersions {
    private let putReview: Statement
    private let putPlan: Statement
    private let countReviews: Statement
    private let putPlace: Statement

    private static let reviewColumns = ReviewFacts.stored.map(\.fact) + [MetricFact("opened", .happening, "")]
    private static let planColumns = PlanFacts.stored.map(\.fact)

    /// Makes the tables, or makes them anew where facts were added since, or a version of this program that knows nothing of
    /// them read on meanwhile: then true, and all is to be read again.
    static func prepare(_ database: Database) throws -> Bool {
        try database.execute(
            "CREATE TABLE IF NOT EXISTS version_places(partition INTEGER PRIMARY KEY, position INTEGER NOT NULL)")
        let apart = try database.query(
            """
            SELECT 1 FROM places FULL JOIN version_places USING (partition)
            WHERE places.position IS NOT version_places.position
            """
        ) { try $0.int(0) }
        var isAnew = !apart.isEmpty
        for (table, columns, key): (String, [MetricFact], String) in [
            ("review_versions", reviewColumns, "case_id, number, known"),
            ("plan_versions", planColumns, "case_id, known"),
        ] {
            let names = columns.map { "f_\($0.name)" }
            let there = try database.query("SELECT name FROM pragma_table_info('\(table)')") { try $0.text(0) }
            guard isAnew || Set(there.filter { $0.hasPrefix("f_") }) != Set(names) else { continue }
            isAnew = true
            let number = table == "review_versions" ? "number INTEGER NOT NULL, " : ""
            try database.execute(
                """
                DROP TABLE IF EXISTS \(table);
                CREATE TABLE \(table)(case_id TEXT NOT NULL, \(number)known INTEGER NOT NULL, gone INTEGER NOT NULL,
                    \(names.joined(separator: ", ")), PRIMARY KEY (\(key))) WITHOUT ROWID;
                """)
        }
        return isAnew
    }

    /// Whether the tables are there as this version of the program knows them.
    static func isThere(_ database: Database) throws -> Bool {
        for (table, columns) in [("review_versions", reviewColumns), ("plan_versions", planColumns)] {
            let there = try database.query("SELECT name FROM pragma_table_info('\(table)')") { try $0.text(0) }
            guard Set(columns.map { "f_\($0.name)" }).isSubset(of: there) else { return false }
        }
        return true
    }

    init(_ database: Database) throws {
        func put(_ table: String, _ keys: [String], _ columns: [MetricFact]) throws -> Statement {
            let names = keys + ["gone"] + columns.map { "f_\($0.name)" }
            return try database.prepare(
                "INSERT OR REPLACE INTO \(table)(\(names.joined(separator: ", "))) "
                    + "VALUES (\(names.map { _ in "?" }.joined(separator: ",")))")
        }
        putReview = try put("review_versions", ["case_id", "number", "known"], Self.reviewColumns)
        putPlan = try put("plan_versions", ["case_id", "known"], Self.planColumns)
        countReviews = try database.prepare("SELECT coalesce(max(number), 0) FROM review_versions WHERE case_id = ?")
        putPlace = try database.prepare("INSERT OR REPLACE INTO version_places VALUES (?,?)")
    }

    /// Notes how far a partition was read for them.
    func put(position: Int64, partition: Int32) throws {
        try putPlace.run(.integer(Int(partition)), .integer(Int(position)))
    }

    /// What was known of a case at the end of a day of the log.
    struct Version {
        let id: CaseID
        let known: Day
        let plan: [SQLiteValue]?
        let reviews: [(number: UInt8, values: [SQLiteValue])]

        init(id: CaseID, known: Day, plan: [SQLiteValue]?, reviews: [(number: UInt8, values: [SQLiteValue])]) {
            self.id = id
            self.known = known
            self.plan = plan
            self.reviews = reviews
        }

        /// What that file shows. Its reviews are reckoned once, for that costs as much as all the rest.
        init(_ file: CaseFile, of id: CaseID, known: Day) {
            let all = file.reviews
            self.init(
                id: id, known: known, plan: PlanFacts.values(of: file, all, id),
                reviews: ReviewFacts.rows(of: file, all, id))
        }
    }

    /// Writes what differs from what was written of the case last; `written` has a mark of each of those rows, the plan's under
    /// 0, and afterwards of these. A case that changes is most often one review of several.
    func put(_ version: Version, written: inout [UInt8: Int]) throws {
        let key: [SQLiteValue] = [.text(version.id.text)]
        let known = SQLiteValue.integer(Int(version.known.number))
        let plan: [SQLiteValue] = [.bool(version.plan == nil)] + (version.plan ?? Self.planColumns.map { _ in .null })
        if Self.isNew(plan, 0, &written) { try putPlan.run(key + [known] + plan) }
        for review in version.reviews where Self.isNew(review.values, review.number, &written) {
            try putReview.run(key + [.integer(Int(review.number)), known, .bool(false)] + review.values)
        }
        // A review that is no longer known, because its report was withdrawn, is gone from this day on.
        let numbers = Set(version.reviews.map { Int($0.number) })
        try countReviews.bind(key)
        let last = try countReviews.step() ? try countReviews.int(0) : 0
        try countReviews.reset()
        for number in stride(from: 1, through: last, by: 1) where !numbers.contains(number) {
            written[UInt8(clamping: number)] = nil
            try putReview.run(
                key + [.integer(number), known, .bool(true)] + Self.reviewColumns.map { _ in .null })
        }
    }

    private static func isNew(_ values: [SQLiteValue], _ number: UInt8, _ written: inout [UInt8: Int]) -> Bool {
        let mark = values.hashValue
        return written.updateValue(mark, forKey: number) != mark
    }

    // MARK: Reading

    /// The rows as they are known now, or as they were known at the end of that day. Where SQLite groups by the largest of a
    /// column, it takes the others from the row that has it, so the table is read once, in the order of its key.
    static func table(_ rows: MetricRows, knownOn known: Day?, in database: Database) throws -> FactTable {
        switch rows {
        case .reviews:
            try table(
                FactTable(.reviews, ReviewFacts.all), reviewColumns, ReviewFacts.derived, database,
                """
                SELECT v.*, o.day AS opening FROM (
                    SELECT *, max(known) FROM review_versions WHERE known <= ? GROUP BY case_id, number) AS v
                LEFT JOIN openings AS o USING (case_id, number) WHERE v.gone = 0 ORDER BY case_id, number
                """, known)
        case .plans:
            try table(
                FactTable(.plans, PlanFacts.all), planColumns, PlanFacts.derived, database,
                """
                SELECT * FROM (SELECT *, max(known) FROM plan_versions WHERE known <= ? GROUP BY case_id)
                WHERE gone = 0 ORDER BY case_id
                """, known)
        }
    }

    private static func table(
        _ empty: FactTable, _ stored: [MetricFact], _ derived: [DerivedFact], _ database: Database, _ sql: String,
        _ known: Day?
    ) throws -> FactTable {
        var table = empty
        let statement = try database.prepare(sql)
        try statement.bind(.integer(Int((known ?? Day.last).number)))
        let reader = try VersionReader(statement, stored, derived)
        while try statement.step() {
            let values = try reader.values { table.value(of: $0) }
            table.add(try reader.id()) { reader.value($0, values) }
        }
        return table
    }

    /// Every case once, so many at a time: as they were known on each of those days, and as they are known now. For who asks
    /// of many days, and would else read all versions for each.
    static func eachCases(
        _ most: Int, knownOn days: [Day], in database: Database,
        _ body: (_ then: [[MetricRows: FactTable]], _ now: [MetricRows: FactTable]) throws -> Void
    ) throws {
        var reviews = try VersionCursor(
            try database.prepare(
                """
                SELECT v.*, o.day AS opening FROM review_versions AS v
                LEFT JOIN openings AS o USING (case_id, number) ORDER BY case_id, number, known
                """), reviewColumns, ReviewFacts.derived, hasNumber: true)
        var plans = try VersionCursor(
            try database.prepare("SELECT * FROM plan_versions ORDER BY case_id, known"), planColumns, PlanFacts.derived,
            hasNumber: false)
        func next() -> String? { [reviews.next?.id, plans.next?.id].compactMap { $0 }.min() }
        while next() != nil {
            let empty = [
                MetricRows.reviews: FactTable(.reviews, ReviewFacts.all), .plans: FactTable(.plans, PlanFacts.all),
            ]
            var then = days.map { _ in empty }
            var now = empty
            for _ in 0..<most {
                guard let id = next() else { break }
                try reviews.take(id, .reviews, knownOn: days, into: &then, &now)
                try plans.take(id, .plans, knownOn: days, into: &then, &now)
            }
            try body(then, now)
        }
    }
}

/// What a statement over versions gives of each row.
private struct VersionReader {
    private let statement: Statement
    private let stored: [MetricFact]
    private let derived: [DerivedFact]
    private let places: [Int]
    private let words: [[String: Int32]]
    private let names: [String: Int]
    private let opening: Int?
    private let idColumn: Int
    let columns: [String: Int]

    init(_ statement: Statement, _ stored: [MetricFact], _ derived: [DerivedFact]) throws {
        self.statement = statement
        self.stored = stored
        self.derived = derived
        let columns = Dictionary(statement.columnNames.enumerated().map { ($1, $0) }) { first, _ in first }
        self.columns = columns
        places = try stored.map { fact in
            guard let place = columns["f_\(fact.name)"] else { throw ReadModelError.otherVersion }
            return place
        }
        words = stored.map { fact -> [String: Int32] in
            guard case .word(let words) = fact.kind else { return [:] }
            return Dictionary(uniqueKeysWithValues: words.enumerated().map { ($1, Int32($0)) })
        }
        names = Dictionary(uniqueKeysWithValues: stored.enumerated().map { ($1.name, $0) })
        opening = columns["opening"]
        guard let id = columns["case_id"] else { throw ReadModelError.otherVersion }
        idColumn = id
    }

    /// The case of this row.
    func id() throws -> String { try statement.text(idColumn) }

    /// What is stored of this row; a name is kept as what `named` makes of it.
    func values(_ named: (String) -> Int32) throws -> [Int32] {
        var values = [Int32](repeating: MetricFact.unknown, count: stored.count)
        for (place, fact) in stored.enumerated() {
            let column = places[place]
            switch fact.kind {
            case .word:
                values[place] =
                    try statement.optionalText(column).flatMap { words[place][$0] } ?? MetricFact.unknown
            case .name: values[place] = try statement.optionalText(column).map(named) ?? MetricFact.unknown
            case .happening, .due, .number, .truth:
                values[place] = try statement.optionalInt(column).flatMap { Int32(exactly: $0) } ?? MetricFact.unknown
            }
        }
        if let opening, let place = names["opened"], values[place] == MetricFact.unknown {
            values[place] = try statement.optionalInt(opening).flatMap { Int32(exactly: $0) } ?? MetricFact.unknown
        }
        return values
    }

    /// The value of the fact at that place, stored or derived from what is stored.
    func value(_ place: Int, _ values: [Int32]) -> Int32 {
        guard place >= values.count else { return values[place] }
        return derived[place - values.count].value(DerivedFact.Kept(facts: names) { values[$0] })
    }
}

/// Versions in the order of their cases, read once. Names are only known or not: nobody compares them.
private struct VersionCursor {
    struct Version {
        let id: String
        let number: Int
        let known: Int
        let isGone: Bool
        let values: [Int32]
    }

    private let statement: Statement
    private let reader: VersionReader
    private let number: Int?
    private let known: Int
    private let gone: Int
    /// The version that was read and not taken yet; nil at the end.
    private(set) var next: Version?

    init(_ statement: Statement, _ stored: [MetricFact], _ derived: [DerivedFact], hasNumber: Bool) throws {
        self.statement = statement
        reader = try VersionReader(statement, stored, derived)
        guard let known = reader.columns["known"], let gone = reader.columns["gone"] else {
            throw ReadModelError.otherVersion
        }
        number = hasNumber ? reader.columns["number"] : nil
        self.known = known
        self.gone = gone
        try advance()
    }

    private mutating func advance() throws {
        guard try statement.step() else {
            next = nil
            return
        }
        next = Version(
            id: try reader.id(), number: try number.map { try statement.int($0) } ?? 0, known: try statement.int(known),
            isGone: try statement.int(gone) != 0, values: try reader.values { _ in 0 })
    }

    /// Takes all versions of that case, and adds of each row the last that was known on each day, and the last of all.
    mutating func take(
        _ id: String, _ rows: MetricRows, knownOn days: [Day], into then: inout [[MetricRows: FactTable]],
        _ now: inout [MetricRows: FactTable]
    ) throws {
        while let first = next, first.id == id {
            var versions: [Version] = []
            while let version = next, version.id == id, version.number == first.number {
                versions.append(version)
                try advance()
            }
            for (place, day) in days.enumerated() {
                guard let last = versions.last(where: { $0.known <= Int(day.number) }), !last.isGone else { continue }
                then[place][rows]?.add(id) { reader.value($0, last.values) }
            }
            if let last = versions.last, !last.isGone { now[rows]?.add(id) { reader.value($0, last.values) } }
        }
    }
}
