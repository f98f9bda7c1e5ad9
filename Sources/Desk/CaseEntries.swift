import Contracts
import JSON
import SQLite
import Synchronization

/// The entries of every case and who opened it, by case: what a case's page tells and the fold does not hold. It is made anew at
/// each start, as the whole log streams past anyway, so it is never out of step with it and nothing of it must be kept.
///
/// - Thread: any; the service's adds, pages read.
final class CaseEntries: Sendable {
    /// How many additions make one transaction.
    private static let mostInOne = 10_000
    /// How many openings of a case a page shows.
    static let mostOpenings = 500

    private struct Held {
        let database: Database
        let addEntry: Statement
        let addOpening: Statement
        let forget: Statement
        var open = 0
    }

    private let held: Mutex<Held>

    /// In that file, which is emptied.
    init(file: String?) throws {
        let database = try Database(file.map { .file($0) } ?? .memory)
        try database.execute(
            """
            PRAGMA synchronous = OFF;
            DROP TABLE IF EXISTS entry; DROP TABLE IF EXISTS opening;
            CREATE TABLE entry (id TEXT NOT NULL, position INTEGER NOT NULL, value BLOB NOT NULL,
                PRIMARY KEY (id, position)) WITHOUT ROWID;
            CREATE TABLE opening (id TEXT NOT NULL, partition INTEGER NOT NULL, position INTEGER NOT NULL,
                value BLOB NOT NULL, PRIMARY KEY (id, partition, position)) WITHOUT ROWID;
            """)
        held = Mutex(
            Held(
                database: database,
                addEntry: try database.prepare("INSERT OR REPLACE INTO entry VALUES (?, ?, ?)"),
                addOpening: try database.prepare("INSERT OR REPLACE INTO opening VALUES (?, ?, ?, ?)"),
                forget: try database.prepare("DELETE FROM opening WHERE id = ?")))
    }

    /// An entry was read.
    func add(_ entry: Entry, of id: CaseID, at position: Int64) throws {
        var writer = JSONWriter(capacity: 512)
        try entry.write(to: &writer)
        let bytes = writer.bytes
        try held.withLock { held in
            try CaseEntries.begin(&held)
            try held.addEntry.run(.text(id.text), .integer(Int(position)), .blob(bytes))
        }
    }

    /// That somebody opened something was read.
    func addOpening(_ value: [UInt8], under key: String, partition: Int32, position: Int64) throws {
        try held.withLock { held in
            try CaseEntries.begin(&held)
            try held.addOpening.run(
                .text(key), .integer(Int(partition)), .integer(Int(position)), .blob(value))
        }
    }

    private static func begin(_ held: inout Held) throws(SQLiteError) {
        if held.open == 0 { try held.database.execute("BEGIN") }
        held.open += 1
        guard held.open >= mostInOne else { return }
        try held.database.execute("COMMIT; BEGIN")
        held.open = 1
    }

    /// The entries of a case, in the order of the log.
    func entries(of id: CaseID) throws -> [(position: Int64, entry: Entry)] {
        let rows: [Row] = try held.withLock { held in
            try held.database.query(
                "SELECT position, value FROM entry WHERE id = ? ORDER BY position", .text(id.text)
            ) { Row(position: Int64(try $0.int(0)), bytes: try $0.blob(1)) }
        }
        return try rows.map { row in
            var skipped = 0
            let entry = try row.bytes.withUnsafeBytes { try Entry.read($0, skipped: &skipped) }
            return (position: row.position, entry: entry)
        }
    }

    private struct Row {
        let position: Int64
        let bytes: [UInt8]
    }

    /// Who opened a case, the latest first.
    func openings(of id: CaseID) throws -> [AccessRecord] {
        let rows: [[UInt8]] = try held.withLock { held in
            try held.database.query(
                "SELECT value FROM opening WHERE id = ? ORDER BY position DESC LIMIT ?", .text(id.text),
                .integer(CaseEntries.mostOpenings)
            ) { try $0.blob(0) }
        }
        return try rows.map { try AccessRecord(json: $0) }
    }

    /// Closes it.
    func close() { held.withLock { $0.database.close() } }
}
