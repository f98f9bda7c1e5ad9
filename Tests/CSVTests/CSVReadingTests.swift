import CSV
import Testing

private func rows(_ text: String) throws -> [CSVFile.Row] {
    try CSVFile(parsing: Array(text.utf8), file: "caseload.csv").rows
}

private func complaint(_ body: () throws -> Void) -> String {
    do { try body() } catch { return "\(error)" }
    return "no error"
}

@Suite struct `Reading comma-separated values` {
    @Test func `each row has its fields as they stand, spaces included, and its line`() throws {
        #expect(
            try rows("a,b\n x , y\n,\n") == [
                .init(line: 1, fields: ["a", "b"]), .init(line: 2, fields: [" x ", " y"]),
                .init(line: 3, fields: ["", ""]),
            ])
    }

    @Test(arguments: ["\n", "\r\n", "\r"])
    func `lines end with LF, CRLF or CR, and the last need not`(end: String) throws {
        let text = ["a,b", "1,2", "", "3,4"].joined(separator: end)
        let expected: [CSVFile.Row] = [
            .init(line: 1, fields: ["a", "b"]), .init(line: 2, fields: ["1", "2"]), .init(line: 4, fields: ["3", "4"]),
        ]
        #expect(try rows(text) == expected)
        #expect(try rows(text + end) == expected)
    }

    @Test func `quotes hold commas, doubled quotes and line ends; the next row still knows its line`() throws {
        #expect(
            try rows("a,\"x, \"\"y\"\"\"\n\"one\ntwo\r\nthree\",b\nc,d\n") == [
                .init(line: 1, fields: ["a", "x, \"y\""]), .init(line: 2, fields: ["one\ntwo\r\nthree", "b"]),
                .init(line: 5, fields: ["c", "d"]),
            ])
    }

    @Test func `a byte-order mark is no part of the first field`() throws {
        let file = try CSVFile(parsing: [0xEF, 0xBB, 0xBF] + Array("Zoë".utf8), file: "f")
        #expect(file.rows == [.init(line: 1, fields: ["Zoë"])])
        #expect(file.encoding == .utf8)
    }

    @Test func `bytes that are no UTF-8 are Windows-1252`() throws {
        let file = try CSVFile(parsing: [0x5A, 0x6F, 0xEB, 0x2C, 0x92, 0x80, 0xFF, 0xA3], file: "f")
        #expect(file.rows == [.init(line: 1, fields: ["Zoë", "’€ÿ£"])])
        #expect(file.encoding == .windows1252)
        #expect(try CSVFile(parsing: Array("Zoë".utf8), file: "f").encoding == .utf8)
    }

    @Test func `an empty file has no rows`() throws {
        #expect(try rows("").isEmpty)
        #expect(try rows("\n\n").isEmpty)
    }

    @Test func `a long field crosses every buffer whole`() throws {
        let long = String(repeating: "x,é", count: 100_000)
        #expect(try rows("\"\(long)\",b\n").first?.fields == [long, "b"])
    }
}

@Suite struct `Refusing comma-separated values` {
    @Test(arguments: [
        ("a\nb\"c\n", "2: a double quote stands"), ("a\n\"b\"c\n", "2: a double quote stands"),
        ("a\nb\n\"c\nd\ne\n", "3: a double quote stands"), ("a\nb\0\n", "2: holds a zero byte"),
    ])
    func `what cannot be read is refused with its line`(text: String, message: String) {
        #expect(complaint { _ = try rows(text) }.hasPrefix("caseload.csv:\(message)"))
    }

    @Test func `UTF-16 and bytes of no encoding are refused with what to do`() {
        #expect(
            complaint { _ = try CSVFile(parsing: [0xFF, 0xFE, 0x61, 0x00], file: "f") }
                == "f:1: is UTF-16: save it as \"CSV UTF-8\"")
        #expect(
            complaint { _ = try CSVFile(parsing: [0x61, 0x0A, 0x81], file: "f") }
                == "f:2: is neither UTF-8 nor Windows-1252: save it as \"CSV UTF-8\"")
    }
}

@Suite struct `A table with a header` {
    private func table(_ text: String, required: [String] = []) throws -> CSVTable {
        try CSVTable(parsing: Array(text.utf8), file: "caseload.csv", required: required)
    }

    @Test func `fields are found by the name of their column`() throws {
        let table = try table("case_id, urn\nB-1,101\nB-2,102\n", required: ["urn"])
        #expect(table.columns == ["case_id", "urn"])
        #expect(table.records.map { $0["urn"] } == ["101", "102"])
        #expect(table.records[1].line == 3)
        #expect(table.records[1]["year"] == nil)
    }

    @Test(arguments: [
        ("a,a\n1,2\n", "1: there are two columns a"), ("a,\n1,2\n", "1: column 2 has no name"),
        ("", "1: the file is empty"), ("b\n1\n", "1: there is no column a; the columns are b"),
        (
            "a,b\n1,2\n1,2,3\n",
            "3: has 3 fields, the header 2; put a field that holds a comma in double quotes"
        ),
    ])
    func `a header or a row that does not fit is refused with its line`(text: String, message: String) {
        #expect(complaint { _ = try table(text, required: ["a"]) } == "caseload.csv:\(message)")
    }
}
