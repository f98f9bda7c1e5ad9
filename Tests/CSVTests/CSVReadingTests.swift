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
            try rows("a,b\n x , y\n,z\n") == [
                .init(line: 1, fields: ["a", "b"]), .init(line: 2, fields: [" x ", " y"]),
                .init(line: 3, fields: ["", "z"]),
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

    @Test(arguments: [
        (CSVFile.Encoding.windows1252, [0x5A, 0x6F, 0xEB, 0x2C, 0x92, 0x80, 0xFF, 0xA3] as [UInt8], ["Zoë", "’€ÿ£"]),
        (.macRoman, [0x5A, 0x6F, 0x91, 0x2C, 0xD5, 0xDB, 0xD8, 0xA3], ["Zoë", "’€ÿ£"]),
        (.utf16, [0xFF, 0xFE, 0x5A, 0, 0x6F, 0, 0xEB, 0, 0x2C, 0, 0x19, 0x20], ["Zoë", "’"]),
        (.utf16, [0xFE, 0xFF, 0, 0x5A, 0, 0x6F, 0, 0xEB, 0, 0x2C, 0x20, 0x19], ["Zoë", "’"]),
        (.utf8, Array("Zoë,’".utf8), ["Zoë", "’"]),
    ])
    func `each encoding is read as it was said, and named`(
        encoding: CSVFile.Encoding, bytes: [UInt8], fields: [String]
    ) throws {
        let file = try CSVFile(parsing: bytes, file: "f", encoding: encoding)
        #expect(file.rows == [.init(line: 1, fields: fields)])
        #expect(file.encoding == encoding)
        #expect(CSVFile.Encoding(option: encoding.option) == encoding)
    }

    @Test func `Mac Roman has a letter for each byte but the apple's`() throws {
        let high = (0x80...0xFF).filter { $0 != 0xF0 }.map { UInt8($0) }
        let file = try CSVFile(parsing: high, file: "f", encoding: .macRoman)
        let text = try #require(file.rows.first?.fields.first)
        #expect(text.unicodeScalars.count == 127)
        #expect(text.hasPrefix("ÄÅÇÉÑ") && text.hasSuffix("¸˝˛ˇ"))
        #expect(complaint { _ = try CSVFile(parsing: [0xF0], file: "f", encoding: .macRoman) }.contains("no byte F0"))
    }

    @Test func `what proves itself is read so, whatever was said`() throws {
        let file = try CSVFile(parsing: Array("Zoë".utf8), file: "f", encoding: .windows1252)
        #expect(file.rows.first?.fields == ["Zoë"] && file.encoding == .utf8)
        #expect(try CSVFile(parsing: [0xFE, 0xFF, 0, 0x61], file: "f", encoding: .macRoman).encoding == .utf16)
    }

    @Test func `rows whose fields are all empty are left out, wherever they stand, and their lines are known`() throws {
        let file = try CSVFile(parsing: Array("a,b\n,\n1,2\n , \n,\r\n".utf8), file: "f")
        #expect(file.rows.map(\.line) == [1, 3])
        #expect(file.emptied == [2, 4, 5])
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

    @Test func `one letter of another encoding in UTF-8 refuses the file with its line, and turns no other letter`() {
        let bytes = Array("name\nZoë\nRen".utf8) + [0xE9] + Array("\nChloë\n".utf8)
        for encoding in [nil, CSVFile.Encoding.utf8, .windows1252, .macRoman] {
            #expect(
                complaint { _ = try CSVFile(parsing: bytes, file: "f", encoding: encoding) }.hasPrefix(
                    "f:3: the file is UTF-8, and some bytes are of another encoding"))
        }
        let marked = [0xEF, 0xBB, 0xBF] + Array("Zo".utf8) + [0xEB]
        #expect(complaint { _ = try CSVFile(parsing: marked, file: "f") }.hasPrefix("f:1: the file is UTF-8"))
    }

    @Test func `bytes that may be of several encodings are asked for, with the word as each reads it`() {
        let older = Array("name,x\nAda,1\r\nZo".utf8) + [0xEB] + Array(" Example,2\n".utf8)
        let asked = complaint { _ = try CSVFile(parsing: older, file: "f") }
        #expect(asked.hasPrefix("f:3: the file is not UTF-8"))
        #expect(asked.contains("Zoë with --encoding windows-1252") && asked.contains("ZoÎ with --encoding mac-roman"))
        // A byte that Windows-1252 does not have, in a file of old Macs, whose lines end with CR.
        let mac = complaint { _ = try CSVFile(parsing: Array("name\rAda\rRen".utf8) + [0x8E, 0x81], file: "f") }
        #expect(mac.hasPrefix("f:3: ") && mac.contains("RenéÅ with --encoding mac-roman"))
        #expect(!mac.contains("windows-1252"))
    }

    @Test func `UTF-16 without its mark, or with half a character, is refused with what to do`() {
        #expect(
            complaint { _ = try CSVFile(parsing: [0x61, 0, 0x62, 0], file: "f") }.contains(
                "may be UTF-16 without its mark"))
        #expect(complaint { _ = try CSVFile(parsing: [0xFF, 0xFE, 0x61], file: "f") }.contains("half a character"))
        #expect(complaint { _ = try CSVFile(parsing: [0xFF, 0xFE, 0, 0xD8], file: "f") }.contains("half a character"))
        #expect(
            complaint { _ = try CSVFile(parsing: [0x61, 0x0A, 0x81], file: "f", encoding: .windows1252) }
                == "f:2: is not Windows-1252, which has no byte 81: save it as \"CSV UTF-8\"")
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
