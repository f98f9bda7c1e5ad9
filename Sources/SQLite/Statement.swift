import CSQLite

/// A prepared statement: bound, stepped through row by row, and used again. Belongs to its database's thread.
public final class Statement {
    private let pointer: OpaquePointer
    private let database: Database
    private var hasRow = false
    /// The statement's text.
    public let sql: String

    init(_ pointer: OpaquePointer, of database: Database, sql: String) {
        self.pointer = pointer
        self.database = database
        self.sql = sql
    }

    deinit {
        // A database that has closed has finalised its statements.
        if database.isOpen { sqlite3_finalize(pointer) }
    }

    /// Binds all parameters in their order and goes back to before the first row.
    public func bind(_ values: SQLiteValue...) throws(SQLiteError) {
        try bind(values)
    }

    /// Binds all parameters in their order and goes back to before the first row.
    public func bind(_ values: [SQLiteValue]) throws(SQLiteError) {
        try reset()
        let count = Int(sqlite3_bind_parameter_count(pointer))
        guard values.count == count else {
            throw SQLiteError(
                code: SQLITE_RANGE, message: "takes \(count) values, \(values.count) are given", sql: sql)
        }
        for (index, value) in values.enumerated() {
            let place = Int32(index + 1)
            let code =
                switch value {
                case .null: sqlite3_bind_null(pointer, place)
                case .integer(let number): sqlite3_bind_int64(pointer, place, Int64(number))
                case .real(let number): sqlite3_bind_double(pointer, place, number)
                case .text(var text):
                    text.withUTF8 { bytes in
                        bytes.withMemoryRebound(to: CChar.self) {
                            // An empty text has no address, and without one SQLite would bind NULL.
                            sqlite3_bind_text64(
                                pointer, place, $0.baseAddress ?? empty, UInt64($0.count), sqlite3_transient(),
                                UInt8(SQLITE_UTF8))
                        }
                    }
                case .blob(let bytes):
                    bytes.isEmpty
                        ? sqlite3_bind_zeroblob(pointer, place, 0)
                        : sqlite3_bind_blob64(pointer, place, bytes, UInt64(bytes.count), sqlite3_transient())
                }
            try database.check(code, sql)
        }
    }

    /// Goes to the next row; `false` when there is none, and then starts again from the beginning.
    public func step() throws(SQLiteError) -> Bool {
        _ = try database.opened(sql)
        switch sqlite3_step(pointer) {
        case SQLITE_ROW:
            hasRow = true
        case SQLITE_DONE:
            // Reset at once: a statement left standing would hold its read transaction open.
            sqlite3_reset(pointer)
            hasRow = false
        case let code:
            // The reset below gives the same code again, and lets go of the locks.
            defer { sqlite3_reset(pointer) }
            hasRow = false
            try database.check(code, sql)
        }
        return hasRow
    }

    /// Binds and runs a statement that gives no rows.
    public func run(_ values: SQLiteValue...) throws(SQLiteError) {
        try run(values)
    }

    /// Binds and runs a statement that gives no rows.
    public func run(_ values: [SQLiteValue]) throws(SQLiteError) {
        try bind(values)
        while try step() {}
    }

    /// Goes back to before the first row; the values stay bound.
    public func reset() throws(SQLiteError) {
        _ = try database.opened(sql)
        // Gives the code of the last step, which has been thrown then.
        sqlite3_reset(pointer)
        hasRow = false
    }

    // MARK: Columns of the current row, from 0

    /// The names of the columns.
    public var columnNames: [String] {
        guard database.isOpen else { return [] }
        return (0..<sqlite3_column_count(pointer)).map { index in
            sqlite3_column_name(pointer, index).map { String(cString: $0) } ?? ""
        }
    }

    /// Whether the column holds nothing.
    public func isNull(_ column: Int) throws(SQLiteError) -> Bool {
        try type(of: column) == SQLITE_NULL
    }

    /// The whole number in the column.
    public func int(_ column: Int) throws(SQLiteError) -> Int {
        try expect(try type(of: column) == SQLITE_INTEGER, "a whole number", column)
        return Int(sqlite3_column_int64(pointer, Int32(column)))
    }

    /// The whole number in the column, or `nil` for NULL.
    public func optionalInt(_ column: Int) throws(SQLiteError) -> Int? {
        try isNull(column) ? nil : try int(column)
    }

    /// Whether the whole number in the column is other than 0.
    public func bool(_ column: Int) throws(SQLiteError) -> Bool {
        try int(column) != 0
    }

    /// The number in the column, whole or not.
    public func double(_ column: Int) throws(SQLiteError) -> Double {
        let type = try type(of: column)
        try expect(type == SQLITE_FLOAT || type == SQLITE_INTEGER, "a number", column)
        return sqlite3_column_double(pointer, Int32(column))
    }

    /// The number in the column, or `nil` for NULL.
    public func optionalDouble(_ column: Int) throws(SQLiteError) -> Double? {
        try isNull(column) ? nil : try double(column)
    }

    /// The text in the column.
    public func text(_ column: Int) throws(SQLiteError) -> String {
        try expect(try type(of: column) == SQLITE_TEXT, "a text", column)
        // The pointer first, then the count: the call for the text may convert it.
        let bytes = sqlite3_column_text(pointer, Int32(column))
        let count = Int(sqlite3_column_bytes(pointer, Int32(column)))
        return String(decoding: UnsafeBufferPointer(start: bytes, count: bytes == nil ? 0 : count), as: UTF8.self)
    }

    /// The text in the column, or `nil` for NULL.
    public func optionalText(_ column: Int) throws(SQLiteError) -> String? {
        try isNull(column) ? nil : try text(column)
    }

    /// The bytes in the column.
    public func blob(_ column: Int) throws(SQLiteError) -> [UInt8] {
        try expect(try type(of: column) == SQLITE_BLOB, "bytes", column)
        let bytes = sqlite3_column_blob(pointer, Int32(column))
        let count = Int(sqlite3_column_bytes(pointer, Int32(column)))
        return Array(UnsafeRawBufferPointer(start: bytes, count: bytes == nil ? 0 : count))
    }

    private func type(of column: Int) throws(SQLiteError) -> Int32 {
        _ = try database.opened(sql)
        guard hasRow else { throw SQLiteError(code: SQLITE_MISUSE, message: "there is no row here", sql: sql) }
        guard (0..<Int(sqlite3_column_count(pointer))).contains(column) else {
            throw SQLiteError(code: SQLITE_RANGE, message: "there is no column \(column)", sql: sql)
        }
        return sqlite3_column_type(pointer, Int32(column))
    }

    private func expect(_ matches: Bool, _ what: String, _ column: Int) throws(SQLiteError) {
        guard !matches else { return }
        let name = sqlite3_column_name(pointer, Int32(column)).map { String(cString: $0) } ?? "\(column)"
        throw SQLiteError(code: SQLITE_MISMATCH, message: "column \(name) does not hold \(what)", sql: sql)
    }
}

// A static text: its address stays.
private var empty: UnsafePointer<CChar> {
    UnsafeRawPointer(StaticString("").utf8Start).assumingMemoryBound(to: CChar.self)
}
