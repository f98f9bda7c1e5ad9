import Foundation
import SQLite
import Testing

/// A file that is gone when the test is over.
private func withFile<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "sqlite-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder.appending(path: "model.sqlite").path)
}

private func error(_ body: () throws -> Void) -> SQLiteError? {
    do { try body() } catch { return error as? SQLiteError }
    return nil
}

@Suite struct `A database` {
    private let schema = "CREATE TABLE cases (id TEXT PRIMARY KEY, due INTEGER, share REAL, hash BLOB) STRICT"

    @Test func `every kind of value comes back as it was bound`() throws {
        let database = try Database(.memory)
        try database.execute(schema)
        let insert = try database.prepare("INSERT INTO cases VALUES (?, ?, ?, ?)")
        try insert.run("Zoë's", 42, 0.5, .blob([0, 255]))
        try insert.run("", .integer(Int.min), nil, .blob([]))
        try insert.run("nothing", nil, nil, nil)
        #expect(database.changes == 1)
        #expect(database.lastInsertedRow == 3)
        let select = try database.prepare("SELECT * FROM cases ORDER BY rowid")
        #expect(select.columnNames == ["id", "due", "share", "hash"])
        #expect(try select.step())
        #expect(try select.text(0) == "Zoë's")
        #expect(try select.int(1) == 42)
        #expect(try select.double(2) == 0.5)
        #expect(try select.blob(3) == [0, 255])
        #expect(try select.step())
        #expect(try select.text(0) == "")
        #expect(try select.int(1) == Int.min)
        #expect(try select.optionalDouble(2) == nil)
        #expect(try select.blob(3) == [])
        #expect(try select.step())
        #expect(try select.optionalInt(1) == nil)
        #expect(try select.isNull(3))
        #expect(try !select.step())
    }

    @Test func `a statement is used again with other values; one query gives all its rows`() throws {
        let database = try Database(.memory)
        try database.execute(schema)
        let insert = try database.prepare("INSERT INTO cases (id, due) VALUES (?, ?)")
        for number in 1...3 { try insert.run(.text("B-\(number)"), .integer(number)) }
        let ids = try database.query("SELECT id FROM cases WHERE due > ? ORDER BY id", 1) { try $0.text(0) }
        #expect(ids == ["B-2", "B-3"])
    }

    @Test func `reading a column as what it is not is refused, and so is one that is not there`() throws {
        let database = try Database(.memory)
        let select = try database.prepare("SELECT 'x' AS word, 1.5 AS share")
        #expect(error { _ = try select.text(0) }?.name == "SQLITE_MISUSE")
        #expect(try select.step())
        #expect(
            error { _ = try select.int(0) }?.description
                == "SQLITE_MISMATCH: column word does not hold a whole number, in: SELECT 'x' AS word, 1.5 AS share")
        #expect(error { _ = try select.int(1) }?.name == "SQLITE_MISMATCH")
        #expect(error { _ = try select.text(2) }?.name == "SQLITE_RANGE")
    }

    @Test func `errors carry SQLite's name, its message and the statement, never the values`() throws {
        let database = try Database(.memory)
        try database.execute(schema)
        try database.run("INSERT INTO cases (id) VALUES (?)", "secret")
        let broken = error { try database.run("INSERT INTO cases (id) VALUES (?)", "secret") }
        #expect(
            broken?.description == "SQLITE_CONSTRAINT_PRIMARYKEY: UNIQUE constraint failed: cases.id, "
                + "in: INSERT INTO cases (id) VALUES (?)")
        #expect(broken?.isConstraint == true)
        #expect(error { try database.execute("SELEC 1") }?.message == "near \"SELEC\": syntax error")
        #expect(error { try database.run("INSERT INTO cases (id) VALUES (?)") }?.name == "SQLITE_RANGE")
        #expect(error { try database.run("SELECT 1; SELECT 2") }?.message == "exactly one statement is expected")
        #expect(error { try database.run("SELECT \"no such column\"") } != nil)
        let nowhere = error { _ = try Database(.file("/nowhere/at/all")) }
        #expect(nowhere?.name == "SQLITE_CANTOPEN")
        #expect(nowhere?.message.contains("/nowhere/at/all") == true)
    }

    @Test func `after an error the same statement works again`() throws {
        let database = try Database(.memory)
        try database.execute(schema)
        let insert = try database.prepare("INSERT INTO cases (id) VALUES (?)")
        try insert.run("a")
        #expect(throws: SQLiteError.self) { try insert.run("a") }
        try insert.run("b")
        #expect(try database.query("SELECT count(*) FROM cases") { try $0.int(0) } == [2])
    }

    @Test func `foreign keys are checked`() throws {
        let database = try Database(.memory)
        try database.execute("CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (a REFERENCES a)")
        #expect(error { try database.run("INSERT INTO b VALUES (1)") }?.name == "SQLITE_CONSTRAINT_FOREIGNKEY")
    }

    @Test func `a transaction is kept whole, or not at all when it throws`() throws {
        struct Stop: Error {}
        let database = try Database(.memory)
        try database.execute(schema)
        let kept = try database.transaction {
            try database.run("INSERT INTO cases (id) VALUES ('a')")
            return "kept"
        }
        #expect(kept == "kept")
        #expect(throws: Stop.self) {
            try database.transaction {
                try database.run("INSERT INTO cases (id) VALUES ('b')")
                throw Stop()
            }
        }
        #expect(try database.query("SELECT id FROM cases") { try $0.text(0) } == ["a"])
    }

    @Test func `after close everything is refused, a statement left open included`() throws {
        let database = try Database(.memory)
        let select = try database.prepare("SELECT 1")
        #expect(try select.step())
        database.close()
        database.close()
        #expect(!database.isOpen)
        for refused in [
            error { try database.execute("SELECT 1") }, error { _ = try database.prepare("SELECT 1") },
            error { _ = try select.step() }, error { _ = try select.int(0) }, error { try select.bind() },
        ] {
            #expect(refused?.message == "the database is closed")
        }
        #expect(select.columnNames == [])
    }
}

@Suite struct `A database file` {
    @Test func `what is committed is there when it is opened again, and another connection reads while one writes`()
        throws
    {
        try withFile { path in
            let writer = try Database(.file(path))
            #expect(try writer.query("PRAGMA journal_mode") { try $0.text(0) } == ["wal"])
            try writer.execute("CREATE TABLE t (x)")
            let reader = try Database(.file(path), access: .readOnly)
            try writer.transaction {
                try writer.run("INSERT INTO t VALUES (1)")
                #expect(try reader.query("SELECT x FROM t") { try $0.int(0) } == [])
            }
            #expect(try reader.query("SELECT x FROM t") { try $0.int(0) } == [1])
            #expect(error { try reader.run("INSERT INTO t VALUES (2)") }?.name.hasPrefix("SQLITE_READONLY") == true)
            writer.close()
            #expect(try Database(.file(path)).query("SELECT x FROM t") { try $0.int(0) } == [1])
        }
    }

    @Test func `close lets go of the file even while a statement stands in a row`() throws {
        try withFile { path in
            let database = try Database(.file(path))
            try database.execute("CREATE TABLE t (x); INSERT INTO t VALUES (1), (2)")
            let select = try database.prepare("SELECT x FROM t")
            #expect(try select.step())
            database.close()
            // SQLite removes the log when the last connection is really gone.
            #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
            #expect(select.columnNames.isEmpty)
        }
    }

    @Test func `a second writer waits no longer than it was told, and learns that the file is busy`() throws {
        try withFile { path in
            let first = try Database(.file(path))
            try first.execute("CREATE TABLE t (x); BEGIN IMMEDIATE")
            let second = try Database(.file(path), busyTimeout: 10)
            let refused = error { try second.transaction { try second.run("INSERT INTO t VALUES (1)") } }
            #expect(refused?.isBusy == true)
            try first.execute("COMMIT")
            try second.transaction { try second.run("INSERT INTO t VALUES (1)") }
        }
    }

    @Test func `migrations run once, in order, and a later program's file is refused`() throws {
        try withFile { path in
            let steps = ["CREATE TABLE a (x)", "CREATE TABLE b (x); INSERT INTO a VALUES (1)"]
            let database = try Database(.file(path))
            try database.migrate([steps[0]])
            try database.migrate(steps)
            try database.migrate(steps)
            #expect(try database.userVersion() == 2)
            #expect(try database.query("SELECT count(*) FROM a") { try $0.int(0) } == [1])
            #expect(error { try database.migrate([steps[0]]) }?.name == "SQLITE_SCHEMA")
            #expect(throws: SQLiteError.self) { try database.migrate(steps + ["CREATE TABLE c (x); nonsense"]) }
            #expect(try database.userVersion() == 2)
            #expect(throws: SQLiteError.self) { try database.execute("SELECT * FROM c") }
        }
    }
}
