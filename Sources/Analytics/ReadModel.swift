public import Contracts
import Glibc
public import Metrics
import SQLite
public import Statute

/// The read model: one SQLite file with what was known of each plan and each review, and how far the log was read for it.
///
/// Position and rows change in one transaction, so a killed process leaves both or neither. A file that was deleted is
/// built again from the log. Belongs to one thread.
public final class ReadModel {
    /// How far a partition of `case-files` was read, and for which log that holds.
    public struct Progress: Equatable, Sendable {
        /// The offset of the next record.
        public var position: Int64
        /// The mark of all records before it: another log, even of as many records, has another.
        public var fingerprint: UInt64
        /// The partition's today.
        public var today: Day?

        /// A place in a partition.
        public init(position: Int64, fingerprint: UInt64, today: Day?) {
            self.position = position
            self.fingerprint = fingerprint
            self.today = today
        }
    }

    /// A proof of a partition's records, as the log holds it.
    public struct Head: Equatable, Sendable {
        /// The day at whose beginning it was reckoned.
        public var day: Day
        /// How many records it proves.
        public var through: Int64
        /// The proof.
        public var proof: String
    }

    /// What is true of the whole log.
    public struct About: Equatable, Sendable {
        /// The council whose log it is.
        public var council: String
        /// Whether its children and days are invented.
        public var isRehearsal: Bool
        /// The earliest partition's today: the day up to which everything is known; nil before the first.
        public var today: Day?
    }

    /// The file; nil of one in memory.
    private let path: String?
    private var database: Database
    private var statements: Statements
    /// The file as it was opened.
    private var opened: FileIdentity?
    /// When it was last looked whether the file is there, on the steady clock, and what was found.
    private var looked = (at: ContinuousClock.now, wasGone: false)
    /// How often that is looked at most.
    private static let lookEvery: Duration = .seconds(1)

    private struct Statements {
        let putOpening: Statement
        let putPlace: Statement
        let versions: FactVersions?

        init(_ database: Database, isWritable: Bool) throws {
            versions = isWritable ? try FactVersions(database) : nil
            putOpening = try database.prepare("INSERT OR REPLACE INTO openings VALUES (?,?,?)")
            putPlace = try database.prepare("INSERT OR REPLACE INTO places VALUES (?,?,?,?)")
        }
    }

    /// Which file it is, whatever it is called.
    private struct FileIdentity: Equatable {
        let device: dev_t
        let number: ino_t

        init?(_ path: String) {
            var about = stat()
            guard stat(path, &about) == 0 else { return nil }
            device = about.st_dev
            number = about.st_ino
        }
    }

    /// The tables. Steps are only ever added at the end; a step that changes what a row means empties `places`, and all
    /// is read again.
    private static let schema = [
        """
        CREATE TABLE log(one INTEGER PRIMARY KEY CHECK (one = 1), council TEXT NOT NULL, rehearsal INTEGER NOT NULL);
        CREATE TABLE places(partition INTEGER PRIMARY KEY, position INTEGER NOT NULL, fingerprint INTEGER NOT NULL,
            today INTEGER);
        CREATE TABLE plans(case_id TEXT PRIMARY KEY, made INTEGER, reviewed INTEGER, ended INTEGER, due INTEGER,
            transfer TEXT, transfer_year INTEGER, named_on INTEGER, last_told INTEGER, last_held INTEGER,
            last_outcome TEXT) WITHOUT ROWID;
        CREATE TABLE reviews(case_id TEXT NOT NULL, number INTEGER NOT NULL, kind TEXT, need TEXT NOT NULL,
            placement TEXT NOT NULL, year INTEGER, transfer TEXT, setting INTEGER, coordinator TEXT NOT NULL,
            plan_ended INTEGER, opened INTEGER, due INTEGER, arranged INTEGER, held INTEGER, held_recorded INTEGER,
            report INTEGER, decided INTEGER, outcome TEXT, told INTEGER, told_recorded INTEGER, notice INTEGER,
            final_told INTEGER, final_outcome TEXT, names_transfer INTEGER NOT NULL,
            PRIMARY KEY (case_id, number)) WITHOUT ROWID;
        CREATE TABLE openings(case_id TEXT NOT NULL, number INTEGER NOT NULL, day INTEGER NOT NULL,
            PRIMARY KEY (case_id, number)) WITHOUT ROWID;
        """,
        // Whose log it is: a model that does not say is read again from its beginning.
        "ALTER TABLE log ADD COLUMN name TEXT NOT NULL DEFAULT ''; DELETE FROM places; DELETE FROM log;",
        // The mark of records is by their bytes.
        "DELETE FROM places;",
        // On which day a decision was submitted that was refused.
        "ALTER TABLE reviews ADD COLUMN refused INTEGER; DELETE FROM places;",
        // Figures are counted from what was known by day, and from nothing beside it.
        "DROP TABLE plans; DROP TABLE reviews;",
        // The last proof of a partition's records that the log holds.
        """
        CREATE TABLE heads(partition INTEGER PRIMARY KEY, day INTEGER NOT NULL, through INTEGER NOT NULL,
            proof TEXT NOT NULL);
        """,
    ]

    /// Opens that file to write to it, or makes it.
    public convenience init(file path: String) throws {
        do {
            try self.init(Database(.file(path)), at: path, isWritable: true)
        } catch let error as SQLiteError {
            throw ReadModelError.unusable(path, error.description)
        }
    }

    /// Opens that file, which is there, to read from it.
    public convenience init(reading path: String) throws {
        guard access(path, F_OK) == 0 else { throw ReadModelError.missing(path) }
        do {
            try self.init(Database(.file(path), access: .readOnly), at: path, isWritable: false)
        } catch let error as SQLiteError {
            throw ReadModelError.unusable(path, error.description)
        }
    }

    /// One in memory, for tests.
    convenience init(inMemory: Void) throws { try self.init(Database(.memory), at: nil, isWritable: true) }

    private init(_ database: Database, at path: String?, isWritable: Bool) throws {
        self.path = path
        self.database = database
        if isWritable {
            try database.migrate(Self.schema)
            try database.transaction {
                try CohortRows.prepare(database)
                if try FactVersions.prepare(database) {
                    try database.execute("DELETE FROM places; DELETE FROM version_places;")
                }
            }
        } else {
            let isThis =
                try database.userVersion() == Self.schema.count && FactVersions.isThere(database)
                && CohortRows.isThere(database)
            guard isThis else { throw ReadModelError.otherVersion }
        }
        statements = try Statements(database, isWritable: isWritable)
        opened = path.flatMap { FileIdentity($0) }
    }

    // MARK: The file

    /// Whether its file was removed, or another put in its place, since it was opened. Looks at most once a second.
    public var isGone: Bool {
        guard let path, opened != nil else { return false }
        let now = ContinuousClock.now
        if now >= looked.at + Self.lookEvery { looked = (now, FileIdentity(path) != opened) }
        return looked.wasGone
    }

    /// Puts a file that was removed back, with all that it held: the kernel keeps it as long as it is open here. Throws
    /// where another file stands in its place: that is not ours to write to.
    public func putBack() throws {
        guard let path, isGone else { return }
        guard FileIdentity(path) == nil else { throw ReadModelError.replaced(path) }
        try ReadModelError.naming(path) {
            try database.copy(to: path)
            let fresh = try Database(.file(path))
            statements = try Statements(fresh, isWritable: true)
            database.close()
            database = fresh
        }
        opened = FileIdentity(path)
        looked = (.now, false)
    }

    // MARK: Writing

    /// A mark of each row of a case as this process wrote it last.
    private var written: [CaseID: [UInt8: Int]] = [:]

    /// Runs `body` in one transaction: all of it, or nothing.
    public func transaction(_ body: () throws -> Void) throws {
        do {
            try ReadModelError.naming(path ?? "in memory") { try database.transaction(body) }
        } catch {
            // Nothing of it was written.
            written = [:]
            throw error
        }
    }

    /// Notes the day on which a review was opened, which the file does not keep.
    public func put(opening number: UInt8, of id: CaseID, on day: Day) throws {
        try statements.putOpening.run(.text(id.text), .integer(Int(number)), .integer(Int(day.number)))
    }

    /// Notes how far a partition was read.
    public func put(_ place: Progress, partition: Int32) throws {
        try statements.putPlace.run(
            .integer(Int(partition)), .integer(Int(place.position)), .integer(Int(bitPattern: UInt(place.fingerprint))),
            place.today.value)
        try statements.versions?.put(position: place.position, partition: partition)
    }

    /// Notes the last proof of a partition's records that the log holds.
    func put(_ head: Head, partition: Int32) throws {
        try database.run(
            "INSERT OR REPLACE INTO heads VALUES (?,?,?,?)", .integer(Int(partition)), .integer(Int(head.day.number)),
            .integer(Int(head.through)), .text(head.proof))
    }

    /// Notes what was known of a case at the end of a day of the log.
    /// By what a case is broken down of what only the return asks; nil where that was erased.
    func put(_ cohort: Cohort?, of id: String) throws { try CohortRows.put(cohort, of: id, in: database) }

    func put(_ version: FactVersions.Version) throws {
        try statements.versions?.put(version, written: &written[version.id, default: [:]])
    }

    /// Notes which log it is, and whose.
    public func put(_ began: LogBegan) throws {
        try database.run(
            "INSERT OR REPLACE INTO log VALUES (1,?,?,?)", .text(began.council), .bool(began.calendar == .rehearsal),
            .text(began.log.description))
    }

    /// The name of the log whose rows it holds; nil before its first record was read.
    public func logName() throws -> String? {
        try database.query("SELECT name FROM log") { try $0.text(0) }.first
    }

    // MARK: Reading

    /// Runs `body` so that all it reads is of one moment, whatever is written meanwhile.
    public func reading(_ body: () throws -> Void) throws {
        try database.execute("BEGIN")
        do {
            try body()
        } catch {
            // Nothing was written; the error that counts is the first.
            try? database.execute("ROLLBACK")
            throw error
        }
        try database.execute("COMMIT")
    }

    /// How far each partition was read.
    public func places() throws -> [Int32: Progress] {
        let rows = try database.query("SELECT partition, position, fingerprint, today FROM places") { row in
            (
                Int32(truncatingIfNeeded: try row.int(0)),
                Progress(
                    position: Int64(try row.int(1)), fingerprint: UInt64(UInt(bitPattern: try row.int(2))),
                    today: try row.day(3))
            )
        }
        return Dictionary(rows) { first, _ in first }
    }

    /// The last proof of each partition's records that the log holds.
    public func heads() throws -> [Int32: Head] {
        let rows = try database.query("SELECT partition, day, through, proof FROM heads") { row in
            (
                Int32(truncatingIfNeeded: try row.int(0)),
                Head(
                    day: Day(number: Int32(truncatingIfNeeded: try row.int(1))), through: Int64(try row.int(2)),
                    proof: try row.text(3))
            )
        }
        return Dictionary(rows) { first, _ in first }
    }

    /// What is true of the whole log; nil before its first record was read.
    public func about() throws -> About? {
        let log = try database.query("SELECT council, rehearsal FROM log") { row in
            About(council: try row.text(0), isRehearsal: try row.bool(1))
        }
        guard var about = log.first else { return nil }
        about.today = try database.query("SELECT min(today) FROM places") { try $0.day(0) }.first ?? nil
        return about
    }

    /// As a version that keeps no past leaves it, for tests.
    func forgetVersionPlaces() throws { try database.execute("UPDATE version_places SET position = position - 1") }

    /// Every case once, so many at a time: as they were known at the end of each of those days, and as they are known now.
    func eachCases(
        _ most: Int, knownOn days: [Day],
        _ body: (_ then: [[MetricRows: FactTable]], _ now: [MetricRows: FactTable]) throws -> Void
    ) throws { try FactVersions.eachCases(most, knownOn: days, in: database, body) }

    /// What is known of every review, or plan: now, or as it was known at the end of that day.
    public func facts(of rows: MetricRows, knownOn day: Day? = nil) throws -> FactTable {
        var table = try FactVersions.table(rows, knownOn: day, in: database)
        try CohortRows.fill(&table, from: database)
        return table
    }
}

extension Day? {
    /// As the read model keeps days: their number, so that they can be counted with.
    fileprivate var value: SQLiteValue { .integer(self.map { Int($0.number) }) }
}

extension Statement {
    fileprivate func day(_ column: Int) throws(SQLiteError) -> Day? {
        try optionalInt(column).map { Day(number: Int32(truncatingIfNeeded: $0)) }
    }
}

/// Why a read model cannot be read, and what to do.
public enum ReadModelError: Error, Sendable, CustomStringConvertible {
    /// Its tables are of another version.
    case otherVersion
    /// The file cannot be read or written as what it should be.
    case unusable(String, String)
    /// There is no such file.
    case missing(String)
    /// Another file was put in its place while it was open.
    case replaced(String)

    public var description: String {
        switch self {
        case .otherVersion: "the read model is of another version of this program: start analytics on it once"
        case .unusable(let path, let why):
            "the read model \(path) cannot be used: \(why). Stop analytics, remove \(path) with \(path)-wal and \(path)-shm, "
                + "and start it: it is built again from the log"
        case .missing(let path):
            "there is no read model \(path): name the one that analytics writes with --database, or start analytics, which "
                + "makes it from the log"
        case .replaced(let path):
            "another file was put in the place of the read model \(path) while analytics wrote to it: it writes to none. "
                + "Restart analytics to go on with that file"
        }
    }

    /// Runs `body`; what SQLite says of the file is said with its name and what to do.
    static func naming<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as SQLiteError {
            throw ReadModelError.unusable(path, error.description)
        }
    }
}
