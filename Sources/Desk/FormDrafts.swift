import Contracts
import HTTPServer
import JSON
import SQLite
import Synchronization

/// What people typed and have not given: kept on the desk's own volume, outside any sign-in, so that it can be gone on with after
/// one ended, and on another computer. It is erased when it is given or thrown away, and after thirty days; what is erased
/// is overwritten. It never leaves this file: it is no report.
///
/// - Thread: any.
final class FormDrafts: Sendable {
    /// After how many seconds what nobody went on with is erased.
    static let longest: Int64 = 30 * 86_400
    /// How large one may be, in bytes: more than any text that is written on the spot.
    static let mostBytes = 900_000
    /// How many one person may have.
    static let mostEach = 500

    /// What the files that one person keeps may have together, in bytes.
    static let mostFileBytes = 200 << 20

    /// One of them.
    struct Draft: Sendable, Equatable {
        let id: CaseID
        /// The kind of report.
        let kind: String
        /// Whose it is.
        let officer: ActorID
        let fields: [Request.Field]
        /// When it was last changed, in seconds since 1970.
        let changed: Int64
    }

    private let held: Mutex<Database>

    /// In that file, which its owner alone may read.
    init(file: String?) throws {
        let database = try Database(file.map { .file($0) } ?? .memory)
        // What is erased is overwritten with zeros, and what a write left beside the file does not stay there.
        try database.execute("PRAGMA secure_delete = ON; PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = FULL")
        try database.migrate([
            """
            CREATE TABLE draft (id TEXT NOT NULL, kind TEXT NOT NULL, officer TEXT NOT NULL, fields BLOB NOT NULL,
                changed INTEGER NOT NULL, PRIMARY KEY (id, kind, officer)) WITHOUT ROWID;
            """,
            """
            CREATE TABLE paper (id TEXT NOT NULL, kind TEXT NOT NULL, officer TEXT NOT NULL, field TEXT NOT NULL,
                name TEXT NOT NULL, type TEXT NOT NULL, bytes BLOB NOT NULL, changed INTEGER NOT NULL);
            CREATE INDEX paper_of ON paper (id, kind, officer, field);
            """,
        ])
        held = Mutex(database)
    }

    /// Why one is not kept.
    enum Fault: Error { case tooLarge, tooMany }

    /// Keeps what stands in a form. `now` is in seconds since 1970.
    func keep(_ fields: [Request.Field], of kind: String, in id: CaseID, by officer: ActorID, now: Int64) throws {
        let bytes = FormDrafts.bytes(fields)
        guard bytes.count <= FormDrafts.mostBytes else { throw Fault.tooLarge }
        try held.withLock { database in
            for table in ["draft", "paper"] {
                try database.run("DELETE FROM \(table) WHERE changed < ?", .integer(Int(now - FormDrafts.longest)))
            }
            let count =
                try database.query(
                    "SELECT count(*) FROM draft WHERE officer = ? AND NOT (id = ? AND kind = ?)", .text(officer.text),
                    .text(id.text), .text(kind)
                ) { try $0.int(0) }.first ?? 0
            guard count < FormDrafts.mostEach else { throw Fault.tooMany }
            try database.run(
                "INSERT OR REPLACE INTO draft VALUES (?, ?, ?, ?, ?)", .text(id.text), .text(kind),
                .text(officer.text), .blob(bytes), .integer(Int(now)))
        }
    }

    /// Keeps the files of a form, each field's in place of those that were kept of it.
    func keep(_ files: [Form.File], of kind: String, in id: CaseID, by officer: ActorID, now: Int64) throws {
        guard !files.isEmpty else { return }
        let of: [SQLiteValue] = [.text(id.text), .text(kind), .text(officer.text)]
        try held.withLock { database in
            try database.transaction {
                let remove = try database.prepare(
                    "DELETE FROM paper WHERE id = ? AND kind = ? AND officer = ? AND field = ?")
                for field in Set(files.map(\.field)) { try remove.run(of + [.text(field)]) }
                let held =
                    try database.query(
                        "SELECT coalesce(sum(length(bytes)), 0) FROM paper WHERE officer = ?", .text(officer.text)
                    ) { try $0.int(0) }.first ?? 0
                guard held + files.reduce(0, { $0 + $1.bytes.count }) <= FormDrafts.mostFileBytes else {
                    throw Fault.tooLarge
                }
                let add = try database.prepare("INSERT INTO paper VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
                for file in files {
                    try add.run(
                        of + [
                            .text(file.field), .text(file.name), .text(file.type), .blob(file.bytes),
                            .integer(Int(now)),
                        ])
                }
            }
        }
    }

    /// The files that were kept of a form.
    func files(of kind: String, in id: CaseID, by officer: ActorID, now: Int64) throws -> [Form.File] {
        try held.withLock { database in
            try database.query(
                "SELECT field, name, type, bytes FROM paper WHERE id = ? AND kind = ? AND officer = ? AND changed >= ? "
                    + "ORDER BY rowid", .text(id.text), .text(kind), .text(officer.text),
                .integer(Int(now - FormDrafts.longest))
            ) { row in
                Form.File(
                    field: try row.text(0), name: try row.text(1), type: try row.text(2), bytes: try row.blob(3))
            }
        }
    }

    /// What that person kept of a form; nil where there is nothing.
    func draft(of kind: String, in id: CaseID, by officer: ActorID, now: Int64) throws -> Draft? {
        try drafts("id = ? AND kind = ? AND officer = ?", [.text(id.text), .text(kind), .text(officer.text)], now).first
    }

    /// All that somebody kept, the latest first.
    func drafts(by officer: ActorID, now: Int64) throws -> [Draft] {
        try drafts("officer = ?", [.text(officer.text)], now)
    }

    /// Who is at something of a case, the latest first.
    func drafts(in id: CaseID, now: Int64) throws -> [Draft] { try drafts("id = ?", [.text(id.text)], now) }

    private func drafts(_ condition: String, _ values: [SQLiteValue], _ now: Int64) throws -> [Draft] {
        try held.withLock { database in
            let statement = try database.prepare(
                "SELECT id, kind, officer, fields, changed FROM draft WHERE \(condition) AND changed >= ? "
                    + "ORDER BY changed DESC, id, kind, officer")
            try statement.bind(values + [.integer(Int(now - FormDrafts.longest))])
            var drafts: [Draft] = []
            while try statement.step() {
                guard let id = CaseID(try statement.text(0)), let officer = ActorID(try statement.text(2)) else {
                    continue
                }
                drafts.append(
                    Draft(
                        id: id, kind: try statement.text(1), officer: officer,
                        fields: FormDrafts.fields(try statement.blob(3)), changed: Int64(try statement.int(4))))
            }
            return drafts
        }
    }

    /// Erases what was given, or thrown away.
    func erase(_ kind: String, in id: CaseID, by officer: ActorID) throws {
        try held.withLock { database in
            for table in ["draft", "paper"] {
                try database.run(
                    "DELETE FROM \(table) WHERE id = ? AND kind = ? AND officer = ?", .text(id.text), .text(kind),
                    .text(officer.text))
            }
        }
    }

    func close() { held.withLock { $0.close() } }

    // MARK: Names and values as bytes, each behind its length

    private static func bytes(_ fields: [Request.Field]) -> [UInt8] {
        var bytes: [UInt8] = []
        for text in fields.flatMap({ [$0.name, $0.value] }) {
            withUnsafeBytes(of: UInt32(text.utf8.count).littleEndian) { bytes += $0 }
            bytes += text.utf8
        }
        return bytes
    }

    private static func fields(_ bytes: [UInt8]) -> [Request.Field] {
        var texts: [String] = []
        var place = 0
        while place + 4 <= bytes.count {
            let count = bytes[place..<(place + 4)].enumerated().reduce(0) { $0 | Int($1.element) << (8 * $1.offset) }
            guard place + 4 + count <= bytes.count else { break }
            texts.append(String(decoding: bytes[(place + 4)..<(place + 4 + count)], as: UTF8.self))
            place += 4 + count
        }
        return stride(from: 0, to: texts.count - 1, by: 2).map { Request.Field(texts[$0], texts[$0 + 1]) }
    }
}
