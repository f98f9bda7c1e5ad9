import Braille
import Testing

@Suite struct `A text in braille` {
    private func brf(_ text: String) throws -> String { String(decoding: try BrailleWriter().brf(text), as: UTF8.self) }

    @Test func `is Unified English Braille, grade 2, in braille ASCII`() throws {
        // Contractions: "the", "and", "you", "people"; a capital's mark; a number's mark.
        #expect(try brf("the people and you") == "! P & Y\r\n")
        #expect(try brf("Dear 12") == ",DE> #AB\r\n")
        #expect(try brf("") == "")
    }

    @Test func `fills pages of 25 lines of 40 cells, and loses no word`() throws {
        let text = (1...400).map { "x\($0)y" }.joined(separator: " ") + "\n\n" + String(repeating: "z", count: 200)
        let pages = try brf(text).split(separator: "\u{0C}", omittingEmptySubsequences: false)
        #expect(pages.count > 1)
        for page in pages {
            let lines = page.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
                .dropLast()
            #expect(lines.count <= BrailleWriter.lines)
            #expect(lines.allSatisfy { $0.count <= BrailleWriter.cells })
        }
        let cells = pages.joined().filter { !$0.isWhitespace }
        #expect(cells.count { $0 == "Z" } == 200 && cells.count { $0 == "X" } == 400)
    }

    @Test(arguments: ["Siân Llŷr", "Zoë Günther", "Mrs O’Neill – “yes”"])
    func `holds names with accents and marks of English print`(_ name: String) throws {
        #expect(try !brf(name).contains("\\x"))
    }

    @Test(arguments: ["محمد", "陈小明", "தமிழ்", "Zażółć"])
    func `is refused with the character for which English braille has no sign`(_ name: String) throws {
        let error = try #require(throws: BrailleError.self) { try brf("Dear \(name)") }
        #expect("\(error)".contains("U+"))
    }
}
