import Testing
import Zip

@testable import Word

@Suite struct `A Word file` {
    /// A Word file of that body.
    static func file(_ body: String, styles: String? = nil) throws -> [UInt8] {
        var writer = ZipWriter()
        try writer.add("[Content_Types].xml", Array("<Types/>".utf8))
        let root =
            #"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#
            + #" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006""#
        try writer.add("word/document.xml", Array("<w:document \(root)><w:body>\(body)</w:body></w:document>".utf8))
        if let styles { try writer.add("word/styles.xml", Array("<w:styles \(root)>\(styles)</w:styles>".utf8)) }
        return writer.finish()
    }

    private static func paragraphs(_ body: String, styles: String? = nil) throws -> [WordFile.Paragraph] {
        try WordFile(file(body, styles: styles)).paragraphs
    }

    private static func run(_ text: String, _ properties: String = "") -> String {
        "<w:r><w:rPr>\(properties)</w:rPr><w:t xml:space=\"preserve\">\(text)</w:t></w:r>"
    }

    private static func paragraph(_ text: String, _ properties: String = "") -> String {
        "<w:p><w:pPr>\(properties)</w:pPr>\(run(text))</w:p>"
    }

    @Test func `gives its paragraphs in the order of the page, a word that is split over runs as one`() throws {
        let body =
            "<w:p>\(Self.run("Speech and lang"))\(Self.run("uage", "<w:b/>"))\(Self.run(" therapy"))</w:p>"
            + "<w:p/>" + "<w:p><w:r><w:t>One</w:t><w:br/><w:t>Two</w:t><w:tab/><w:t>&amp; three</w:t></w:r></w:p>"
        #expect(
            try Self.paragraphs(body) == [
                .init("Speech and language therapy", .plain), .init("One\nTwo & three", .plain),
            ])
    }

    @Test
    func `knows a heading by its style, by the style that it is based on, by an outline level, and by bold letters`()
        throws
    {
        let styles = """
            <w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
            <w:style w:styleId="Own"><w:name w:val="EHCP section"/><w:basedOn w:val="berschrift1"/></w:style>
            <w:style w:styleId="Level"><w:name w:val="Level"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
            <w:style w:styleId="A"><w:name w:val="A"/><w:basedOn w:val="B"/></w:style>
            <w:style w:styleId="B"><w:name w:val="B"/><w:basedOn w:val="A"/></w:style>
            """
        let body =
            ["berschrift1", "Own", "Level", "A", "B", "Nothing"].map {
                Self.paragraph($0, "<w:pStyle w:val=\"\($0)\"/>")
            }.joined() + "<w:p>\(Self.run("All ", "<w:b/>"))\(Self.run("bold", "<w:b w:val=\"1\"/>"))</w:p>"
            + "<w:p>\(Self.run("Half ", "<w:b/>"))\(Self.run("bold", "<w:b w:val=\"0\"/>"))</w:p>"
        let kinds = try Self.paragraphs(body, styles: styles).map(\.kind)
        #expect(kinds == [.heading, .heading, .heading, .plain, .plain, .plain, .heading, .plain])
    }

    @Test func `has a row of a table as one paragraph, and what stands alone in its row as a paragraph like any other`()
        throws
    {
        func cell(_ content: String) -> String { "<w:tc>\(content)</w:tc>" }
        let body =
            "<w:tbl><w:tr>\(cell("<w:p>\(Self.run("Section F", "<w:b/>"))</w:p>" + Self.paragraph("What is provided")))</w:tr>"
            + "<w:tr>\(cell(Self.paragraph("Therapy") + Self.paragraph("each week")))\(cell(Self.paragraph("Therapist")))\(cell("<w:p/>"))</w:tr></w:tbl>"
            + Self.paragraph("Listed", "<w:numPr/>")
        #expect(
            try Self.paragraphs(body) == [
                .init("Section F", .heading), .init("What is provided", .plain),
                .init("Therapy\neach week | Therapist", .row),
                .init("Listed", .listItem),
            ])
    }

    @Test func `reads what a reader of the page sees, and says what it left out`() throws {
        let box = "<w:txbxContent>\(Self.paragraph("In a box"))</w:txbxContent>"
        let body =
            "<w:p>\(Self.run("Stays "))<w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins>\(Self.run("new"))</w:ins></w:p>"
            + "<w:p><mc:AlternateContent><mc:Choice><w:r>\(box)</w:r></mc:Choice><mc:Fallback><w:r>\(box)</w:r></mc:Fallback></mc:AlternateContent></w:p>"
            + "<w:p>\(Self.run("seen"))\(Self.run("hidden", "<w:vanish/>"))</w:p>"
            + "<w:p><w:r><w:instrText>PAGE</w:instrText></w:r>\(Self.run("noted"))<w:r><w:footnoteReference w:id=\"1\"/></w:r></w:p>"
        let file = try WordFile(Self.file(body))
        #expect(file.paragraphs.map(\.text) == ["Stays new", "In a box", "seen", "noted"])
        #expect(
            file.remarks == [
                "1 footnote not read", "1 piece of hidden text not read",
                "1 tracked deletion left out: accept or reject the changes in Word first",
                "1 tracked insertion read as text: accept or reject the changes in Word first",
            ])
    }

    @Test func `is refused with what to do where it is none`() throws {
        func refusal(_ bytes: [UInt8]) -> String {
            do throws(WordError) {
                _ = try WordFile(bytes)
                return ""
            } catch { return "\(error)" }
        }
        #expect(refusal(Array("%PDF-1.7".utf8)).contains("it is no zip file"))
        #expect(refusal([0xD0, 0xCF, 0x11, 0xE0, 0, 0]).contains("save it as .docx"))
        var writer = ZipWriter()
        try writer.add("content.xml", Array("<a/>".utf8))
        #expect(refusal(writer.finish()).contains("save it as .docx"))
        #expect(refusal(try Self.file("<w:p>")).contains("not well-formed"))
        let many = String(repeating: "<w:p><w:r><w:t>x</w:t></w:r></w:p>", count: WordFile.mostParagraphs + 1)
        #expect(refusal(try Self.file(many)).contains("more than \(WordFile.mostParagraphs) paragraphs"))
    }
}
