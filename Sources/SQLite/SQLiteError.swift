import CSQLite

/// What SQLite refused, by its own name for it, and the statement it refused.
public struct SQLiteError: Error, Equatable, Sendable, CustomStringConvertible {
    /// SQLite's extended result code, as 2067.
    public let code: Int32
    /// What SQLite says, or what this face does.
    public let message: String
    /// The statement, without the values bound to it; empty when there was none.
    public let sql: String

    /// SQLite's name for the code, as `SQLITE_CONSTRAINT_UNIQUE`.
    public var name: String {
        Self.names[code] ?? Self.names[code & 0xFF].map { "\($0) (\(code))" } ?? "SQLite code \(code)"
    }

    /// Whether another connection holds the file, and the same may succeed later.
    public var isBusy: Bool { code & 0xFF == SQLITE_BUSY || code & 0xFF == SQLITE_LOCKED }

    /// Whether a constraint of the schema (unique, check, not null, foreign key) was broken.
    public var isConstraint: Bool { code & 0xFF == SQLITE_CONSTRAINT }

    /// As `SQLITE_CONSTRAINT_UNIQUE: UNIQUE constraint failed: cases.id, in: INSERT INTO cases …`.
    public var description: String { sql.isEmpty ? "\(name): \(message)" : "\(name): \(message), in: \(sql)" }

    private static let names: [Int32: String] = [
        SQLITE_ERROR: "SQLITE_ERROR", SQLITE_INTERNAL: "SQLITE_INTERNAL", SQLITE_PERM: "SQLITE_PERM",
        SQLITE_ABORT: "SQLITE_ABORT", SQLITE_BUSY: "SQLITE_BUSY", SQLITE_LOCKED: "SQLITE_LOCKED",
        SQLITE_NOMEM: "SQLITE_NOMEM", SQLITE_READONLY: "SQLITE_READONLY", SQLITE_INTERRUPT: "SQLITE_INTERRUPT",
        SQLITE_IOERR: "SQLITE_IOERR", SQLITE_CORRUPT: "SQLITE_CORRUPT", SQLITE_NOTFOUND: "SQLITE_NOTFOUND",
        SQLITE_FULL: "SQLITE_FULL", SQLITE_CANTOPEN: "SQLITE_CANTOPEN", SQLITE_PROTOCOL: "SQLITE_PROTOCOL",
        SQLITE_SCHEMA: "SQLITE_SCHEMA", SQLITE_TOOBIG: "SQLITE_TOOBIG", SQLITE_CONSTRAINT: "SQLITE_CONSTRAINT",
        SQLITE_MISMATCH: "SQLITE_MISMATCH", SQLITE_MISUSE: "SQLITE_MISUSE", SQLITE_NOLFS: "SQLITE_NOLFS",
        SQLITE_AUTH: "SQLITE_AUTH", SQLITE_RANGE: "SQLITE_RANGE", SQLITE_NOTADB: "SQLITE_NOTADB",
        // Extended codes are macros that compute; these are the ones whose difference matters.
        275: "SQLITE_CONSTRAINT_CHECK", 787: "SQLITE_CONSTRAINT_FOREIGNKEY", 1299: "SQLITE_CONSTRAINT_NOTNULL",
        1555: "SQLITE_CONSTRAINT_PRIMARYKEY", 2067: "SQLITE_CONSTRAINT_UNIQUE", 3091: "SQLITE_CONSTRAINT_DATATYPE",
    ]
}
