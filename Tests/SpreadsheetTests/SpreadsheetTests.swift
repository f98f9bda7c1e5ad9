import Spreadsheet
import Testing
import Zip

@Suite struct `A spreadsheet` {
    private func parts(_ sheets: [Spreadsheet.Sheet]) throws -> [String: String] {
        let bytes = try Spreadsheet(sheets, title: "Figures", made: 1_756_598_400).bytes()
        let zip = try ZipFile(bytes)
        var parts: [String: String] = [:]
        for name in zip.names { parts[name] = String(decoding: try zip.read(name) ?? [], as: UTF8.self) }
        return parts
    }

    @Test func `holds numbers as numbers, and texts as texts, also those that look like a formula`() throws {
        let parts = try parts([
            .init(
                name: "Figures",
                rows: [["Figure", "Share"], ["=1+1", .decimal(44.4, places: 1)], ["Told", 17], [.empty, 3]])
        ])
        let sheet = try #require(parts["xl/worksheets/sheet1.xml"])
        let texts = try #require(parts["xl/sharedStrings.xml"])
        #expect(texts.contains("<t>=1+1</t>") && !sheet.contains("<f>"))
        #expect(sheet.contains("<v>44.4</v>") && sheet.contains("<v>17</v>") && sheet.contains("<v>3</v>"))
        #expect(sheet.contains("r=\"B2\"") && !sheet.contains("r=\"A4\""))
        #expect(sheet.contains("state=\"frozen\""))
        #expect(parts["docProps/core.xml"]?.contains("2025-08-31T00:00:00Z") == true)
    }

    @Test func `has sheets with names of their own, whatever they were to be called`() throws {
        let long = String(repeating: "x", count: 40)
        let parts = try parts([
            .init(name: "a/b:c", rows: []), .init(name: long, rows: []), .init(name: long, rows: []),
            .init(name: "ABC", rows: []), .init(name: "", rows: []),
        ])
        let book = try #require(parts["xl/workbook.xml"])
        for name in ["abc", String(repeating: "x", count: 31), "ABC", "Sheet 5"] {
            #expect(book.contains("name=\"\(name)\"") || book.contains("name=\"\(name) ("), "\(name)")
        }
        #expect(book.ranges(of: "<sheet ").count == 5)
    }

    @Test func `leaves out what no such file can hold`() throws {
        let parts = try parts([.init(name: "s", rows: [["a\u{1}b", .text(String(repeating: "y", count: 40_000))]])])
        let texts = try #require(parts["xl/sharedStrings.xml"])
        #expect(texts.contains("<t>ab</t>"))
        #expect(
            texts.contains(String(repeating: "y", count: 32_767))
                && !texts.contains(String(repeating: "y", count: 32_768)))
    }

    @Test func `is the same for the same sheets`() throws {
        let sheets = [Spreadsheet.Sheet(name: "s", rows: [["a", 1]])]
        let first = try Spreadsheet(sheets, title: "t", made: 0).bytes()
        #expect(try Spreadsheet(sheets, title: "t", made: 0).bytes() == first)
    }
}
