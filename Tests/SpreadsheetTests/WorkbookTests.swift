import Testing
import Zip

@testable import Spreadsheet

@Suite struct `A workbook` {
    /// A workbook of that first sheet's rows, as programs write them by hand.
    private func file(
        _ rows: String, shared: String = "", formats: String = "", cellFormats: String = "<xf numFmtId=\"0\"/>",
        book: String = "<workbookPr/>", sheets: String = "<sheet name=\"Form1\" sheetId=\"7\" r:id=\"rId9\"/>"
    ) throws -> [UInt8] {
        let main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
        let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        var zip = ZipWriter()
        try zip.add(
            "xl/workbook.xml",
            Array("<workbook \(main) xmlns:r=\"\(relations)\">\(book)<sheets>\(sheets)</sheets></workbook>".utf8))
        try zip.add(
            "xl/_rels/workbook.xml.rels",
            Array(
                """
                <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
                <Relationship Id="rId9" Type="\(relations)/worksheet" Target="worksheets/first.xml"/>
                <Relationship Id="rId2" Type="\(relations)/sharedStrings" Target="/xl/sharedStrings.xml"/>
                <Relationship Id="rId3" Type="\(relations)/styles" Target="styles.xml"/>
                <Relationship Id="rId4" Type="\(relations)/worksheet" Target="worksheets/second.xml"/>
                </Relationships>
                """.utf8))
        try zip.add(
            "xl/worksheets/first.xml", Array("<worksheet \(main)><sheetData>\(rows)</sheetData></worksheet>".utf8))
        try zip.add("xl/worksheets/second.xml", Array("<worksheet \(main)><sheetData/></worksheet>".utf8))
        try zip.add("xl/sharedStrings.xml", Array("<sst \(main)>\(shared)</sst>".utf8))
        try zip.add(
            "xl/styles.xml",
            Array(
                """
                <styleSheet \(main)><numFmts>\(formats)</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
                <cellXfs>\(cellFormats)</cellXfs></styleSheet>
                """.utf8))
        return zip.finish()
    }

    private func cells(_ bytes: [UInt8]) throws -> [[Workbook.Cell?]] { try Workbook(bytes).rows.map(\.cells) }

    @Test func `reads back what is written, with the place of each cell`() throws {
        let written = Spreadsheet(
            [
                .init(name: "First", rows: [["Name", "Number"], [.empty, 17], ["=1+1", .decimal(44.4, places: 1)]]),
                .init(name: "More", rows: []),
            ],
            title: "t", made: 0)
        let book = try Workbook(try written.bytes())
        #expect(book.sheet == "First" && book.others == ["More"])
        #expect(
            book.rows.map(\.cells) == [
                [.text("Name"), .text("Number")], [nil, .number("17")], [.text("=1+1"), .number("44.4")],
            ])
        #expect(book.rows.map(\.line) == [1, 2, 3])
    }

    @Test func `tells a day by its format alone, counted from 1900 or from 1904`() throws {
        let rows = """
            <row r="3"><c r="B3" s="1"><v>45616</v></c><c r="D3" s="2"><v>45616.42572916667</v></c><c r="E3"><v>45616</v></c>\
            <c r="F3" s="3"><v>45616</v></c><c r="G3" s="4"><v>45616</v></c></row>
            """
        let formats =
            "<numFmt numFmtId=\"165\" formatCode=\"dd/mm/yyyy hh:mm\"/><numFmt numFmtId=\"166\" formatCode=\"0 &quot;days&quot;\"/>"
            + "<numFmt numFmtId=\"167\" formatCode=\"[Red]0\"/>"
        let styles = [0, 14, 165, 166, 167].map { "<xf numFmtId=\"\($0)\"/>" }.joined()
        // 20 November 2024.
        let day = 20_047
        #expect(
            try cells(try file(rows, formats: formats, cellFormats: styles)) == [
                [
                    nil, .moment(day: day, second: 0), nil, .moment(day: day, second: 36_783), .number("45616"),
                    .number("45616"), .number("45616"),
                ]
            ])
        let later = try file(rows, formats: formats, cellFormats: styles, book: "<workbookPr date1904=\"1\"/>")
        #expect(try cells(later)[0][1] == .moment(day: day + 1462, second: 0))
    }

    @Test func `reads texts of several runs, without what is only read aloud, and characters that XML may not hold`()
        throws
    {
        let shared = """
            <si><r><t>One </t></r><r><t>two</t></r><rPh sb="0" eb="1"><t>wan</t></rPh></si><si><t>a_x000D_\n_x0041_ _xyz</t></si><si/>
            """
        let rows = """
            <row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="inlineStr"><is><t>here</t></is></c><c t="str"><f>A1</f><v>sum</v></c>\
            <c t="b"><v>1</v></c><c t="e"><v>#REF!</v></c><c><v>1E3</v></c><c t="s"><v>2</v></c></row><row/><row r="9"><c r="A9"/></row>
            """
        let book = try Workbook(try file(rows, shared: shared))
        #expect(
            book.rows.map(\.cells) == [
                [
                    .text("One two"), .text("a\nA _xyz"), .text("here"), .text("sum"), .flag(true), .fault("#REF!"),
                    .number("1000"),
                ]
            ])
    }

    @Test func `reads the first sheet that can be seen`() throws {
        let sheets = "<sheet name=\"Old\" r:id=\"rId4\" state=\"hidden\"/><sheet name=\"Form1\" r:id=\"rId9\"/>"
        let book = try Workbook(try file("<row><c t=\"b\"><v>0</v></c></row>", sheets: sheets))
        #expect(book.sheet == "Form1" && book.others == ["Old"] && book.rows.count == 1)
    }

    @Test func `is refused with what to do where it is none, is damaged, or is larger than it may be`() throws {
        func refused(_ bytes: [UInt8]) -> String {
            do throws(SpreadsheetError) {
                _ = try Workbook(bytes)
                return ""
            } catch {
                return error.description
            }
        }
        #expect(refused([0xD0, 0xCF, 0x11, 0xE0, 0]).contains("save it as .xlsx"))
        #expect(refused([0x50, 0x4B, 0x03, 0x04, 0]).contains("damaged"))
        var zip = ZipWriter()
        try zip.add("word/document.xml", Array("<w/>".utf8))
        #expect(refused(zip.finish()).contains("it has no xl/workbook.xml"))
        #expect(refused(try file("", sheets: "")).contains("no sheet"))
        #expect(refused(try file("<row><c t=\"s\"><v>5</v></c></row>")).contains("a text of it is not in the file"))
        #expect(
            refused(try file("<row r=\"4\"><c r=\"C4\"><v>1</v></c><c r=\"A4\"><v>1</v></c></row>")).contains("row 4"))
        // A cell far to the right costs no memory that the file does not have.
        let wide = (1...300).map { "<row r=\"\($0)\"><c r=\"XFD\($0)\"><v>1</v></c></row>" }.joined()
        #expect(refused(try file(wide)).contains("more than 4000000 cells"))
        #expect(refused(try file("<row><c><v>1</v></c></row>").dropLast(400).map { $0 }) != "")
    }
}
