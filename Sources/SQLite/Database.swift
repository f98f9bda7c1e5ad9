import CSQLite
import Glibc

/// A connection to one SQLite file. One thread at a time: who shares it puts it behind a lock, or opens a second one,
/// which WAL lets read while the first writes.
public final class Database {
    /// Where the data lie.
    public enum Location: Sendable {
        /// In a file, with its `-wal` and `-shm` beside it, which nobody but its owner may read.
        case file(String)
        /// In this connection's memory, gone when it closes.
        case memory
    }

    /// What the connection may do.
    public enum Access: Sendable {
        /// Read and write; the file is made when it is not there.
        case readWrite
        /// Read a file that is there.
        case readOnly
    }

    private var handle: OpaquePointer?

    /// Opens the database: WAL, foreign keys checked, double quotes for names only. `busyTimeout` is how long a
    /// statement waits for another connection, in milliseconds.
    ///
    /// A commit survives a crash of the process; one made just before the host loses power can be lost, never torn
    /// (`synchronous=NORMAL`): what is kept here can be read again from the log.
    public init(_ location: Location, access: Access = .readWrite, busyTimeout: Int32 = 5_000) throws(SQLiteError) {
        let path =
            switch location {
            case .file(let path): path
            case .memory: ":memory:"
            }
        // SQLite would let others read what it makes; its other files take their mode from this one. What the mode cannot
        // be set of is not ours, and is opened or refused below.
        if case (.file(let path), .readWrite) = (location, access) {
            let made = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            if made >= 0 { Glibc.close(made) } else { for file in Self.files(of: path) { chmod(file, 0o600) } }
        }
        let flags =
            switch access {
            case .readWrite: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
            case .readOnly: SQLITE_OPEN_READONLY
            }
        let code = sqlite3_open_v2(path, &handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        do throws(SQLiteError) {
            guard code == SQLITE_OK else {
                let message = handle == nil ? "no memory" : String(cString: sqlite3_errmsg(handle))
                throw SQLiteError(code: code, message: "\(path): \(message)", sql: "")
            }
            try check(sqlite3_busy_timeout(handle, busyTimeout), "")
            try check(sqlite3_be_strict(handle), "")
            try execute("PRAGMA foreign_keys = ON")
            if case (.file, .readWrite) = (location, access) {
                try execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
            }
        } catch {
            // SQLite gives a handle even where it could not open; the error that counts is the first.
            sqlite3_close_v2(handle)
            handle = nil
            throw error
        }
    }

    deinit {
        close()
    }

    /// The files of a database at `path`.
    private static func files(of path: String) -> [String] { [path, path + "-wal", path + "-shm"] }

    /// Writes all that it holds to a new file at `path`, as of one moment. What is left there of a database that was
    /// removed, its `-wal` and `-shm`, goes first: SQLite would take it for the new one's.
    public func copy(to path: String) throws(SQLiteError) {
        for file in Self.files(of: path).dropFirst() where unlink(file) != 0 && errno != ENOENT {
            throw SQLiteError(code: SQLITE_IOERR, message: "\(file): \(String(cString: strerror(errno)))", sql: "")
        }
        let draft = path + ".new"
        unlink(draft)  // Of a copy that did not come to its end; where it stays, the next line says so.
        let made = Glibc.open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard made >= 0 else {
            throw SQLiteError(code: SQLITE_CANTOPEN, message: "\(draft): \(String(cString: strerror(errno)))", sql: "")
        }
        Glibc.close(made)
        // Into an empty file, which is there with its mode.
        try run("VACUUM INTO ?", .text(draft))
        guard rename(draft, path) == 0 else {
            throw SQLiteError(code: SQLITE_IOERR, message: "\(path): \(String(cString: strerror(errno)))", sql: "")
        }
    }

    /// Whether it can be used.
    public var isOpen: Bool { handle != nil }

    /// Closes the file. Its statements, too, are then refused.
    public func close() {
        guard let open = handle else { return }
        // Each `Statement` holds this object and looks at `isOpen` before it touches its pointer.
        while let statement = sqlite3_next_stmt(open, nil) { sqlite3_finalize(statement) }
        sqlite3_close_v2(open)
        handle = nil
    }

    /// Runs one or more statements that take no values and whose rows, if any, are not wanted.
    public func execute(_ sql: String) throws(SQLiteError) {
        try check(sqlite3_exec(try opened(sql), sql, nil, nil, nil), sql)
    }

    /// Makes a statement ready to be run many times.
    public func prepare(_ sql: String) throws(SQLiteError) -> Statement {
        let handle = try opened(sql)
        var statement: OpaquePointer?
        var sql = sql
        // What follows the first statement would silently be left out.
        let (code, hasMore) = sql.withUTF8 { text in
            text.withMemoryRebound(to: CChar.self) { text in
                var tail: UnsafePointer<CChar>?
                let code = sqlite3_prepare_v3(
                    handle, text.baseAddress, Int32(clamping: text.count), UInt32(SQLITE_PREPARE_PERSISTENT),
                    &statement, &tail)
                guard let tail, let start = text.baseAddress else { return (code, false) }
                let rest = text[(tail - start)...]
                return (code, rest.contains { $0 > 0x20 && $0 != UInt8(ascii: ";") })
            }
        }
        try check(code, sql)
        guard let statement, !hasMore else {
            sqlite3_finalize(statement)
            throw SQLiteError(code: SQLITE_MISUSE, message: "exactly one statement is expected", sql: sql)
        }
        return Statement(statement, of: self, sql: sql)
    }

    /// Runs one statement once.
    public func run(_ sql: String, _ values: SQLiteValue...) throws(SQLiteError) {
        try prepare(sql).run(values)
    }

    /// Runs one query once and gives what `read` makes of each row.
    public func query<Element>(
        _ sql: String, _ values: SQLiteValue..., read: (Statement) throws -> Element
    ) throws -> [Element] {
        let statement = try prepare(sql)
        try statement.bind(values)
        var elements: [Element] = []
        while try statement.step() { elements.append(try read(statement)) }
        return elements
    }

    /// How many rows the last INSERT, UPDATE or DELETE changed.
    public var changes: Int { handle.map { Int(sqlite3_changes64($0)) } ?? 0 }

    /// The `rowid` of the last INSERT.
    public var lastInsertedRow: Int { handle.map { Int(sqlite3_last_insert_rowid($0)) } ?? 0 }

    // MARK: Transactions

    /// Runs `body` in one transaction: all of it, or, when it throws, nothing. Not to be nested.
    public func transaction<Result>(_ body: () throws -> Result) throws -> Result {
        try execute("BEGIN IMMEDIATE")
        do {
            let result = try body()
            try execute("COMMIT")
            return result
        } catch {
            // A full disk rolls back by itself. Should this fail too, the file's journal does it at the next opening;
            // what the caller must know is the first error.
            if let handle, sqlite3_get_autocommit(handle) == 0 { try? execute("ROLLBACK") }
            throw error
        }
    }

    /// Brings the schema up to date: runs those of `steps` that the file has not seen, each in a transaction that also
    /// counts it in `user_version`. Steps are only ever added at the end. Refuses a file of a later program.
    public func migrate(_ steps: [String]) throws {
        let seen = try userVersion()
        guard seen <= steps.count else {
            throw SQLiteError(
                code: SQLITE_SCHEMA,
                message: "the file's schema is of version \(seen), this program knows \(steps.count): "
                    + "use the later program, or remove the file to have it rebuilt",
                sql: "PRAGMA user_version")
        }
        for version in seen..<steps.count {
            try transaction {
                try execute(steps[version])
                try execute("PRAGMA user_version = \(version + 1)")
            }
        }
    }

    /// How many steps of `migrate` the file has seen.
    public func userVersion() throws(SQLiteError) -> Int {
        let statement = try prepare("PRAGMA user_version")
        return try statement.step() ? try statement.int(0) : 0
    }

    // MARK: For statements

    func opened(_ sql: String) throws(SQLiteError) -> OpaquePointer {
        guard let handle else { throw SQLiteError(code: SQLITE_MISUSE, message: "the database is closed", sql: sql) }
        return handle
    }

    func check(_ code: Int32, _ sql: String) throws(SQLiteError) {
        guard code != SQLITE_OK else { return }
        throw SQLiteError(code: code, message: String(cString: sqlite3_errmsg(try opened(sql))), sql: sql)
    }
}
