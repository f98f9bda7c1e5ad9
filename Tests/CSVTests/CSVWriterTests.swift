import CSV
import Testing

@Suite struct `Writing comma-separated values` {
    private func written(_ rows: [[CSVCell]]) -> String {
        var writer = CSVWriter()
        for row in rows { writer.append(row) }
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test func `quotes stand only where they must`() {
        #expect(
            written([["a b", "a,b", "say \"x\"", "two\nlines", " x", .empty]])
                == "a b,\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",\" x\",\r\n")
    }

    @Test func `a text that a spreadsheet would run gets an apostrophe; a number does not`() {
        #expect(
            written([["=1+1", "+44 20", "-x", "@me", "\tx", -5, .decimal(-0.5, places: 1)]])
                == "'=1+1,'+44 20,'-x,'@me,'\tx,-5,-0.5\r\n")
        #expect(written([["=a,b"]]) == "\"'=a,b\"\r\n")
    }

    @Test(arguments: [
        (44.44, 1, "44.4"), (44.45, 0, "44"), (0.05, 1, "0.1"), (-0.04, 1, "0.0"), (7, 2, "7.00"),
        (1.005, 1, "1.0"),
        (Double.nan, 1, ""), (Double.infinity, 1, ""),
    ])
    func `decimals have their places`(number: Double, places: Int, text: String) {
        #expect(written([["x", .decimal(number, places: places)]]) == "x,\(text)\r\n")
    }

    @Test func `the mark comes first, once`() {
        var writer = CSVWriter(byteOrderMark: true)
        writer.append(["a"])
        writer.append(["b"])
        #expect(writer.bytes == [0xEF, 0xBB, 0xBF] + Array("a\r\nb\r\n".utf8))
    }

    @Test func `what is written is read back the same`() throws {
        let rows = [["a,\"b\"", "one\r\ntwo", " ", ""], ["Zoë", "'", ",", "\""], ["", "", "", "x"]]
        var writer = CSVWriter()
        for row in rows { writer.append(row.map { .text($0) }) }
        writer.append([.empty])
        #expect(try CSVFile(parsing: writer.bytes, file: "f").rows.map(\.fields) == rows + [[""]])
    }
}
