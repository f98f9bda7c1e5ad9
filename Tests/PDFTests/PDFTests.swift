import Foundation
import PDF
import Testing

private let typesetter = Result { try Typesetter() }

private func letter(_ body: [PrintedBlock], address: [String] = ["Sam"], size: PrintSize = .standard) -> PrintedLetter {
    PrintedLetter(
        title: "A <letter> & more", sender: [PrintedRun("Council")], address: address,
        reference: [PrintedRun("Reference")],
        body: body, footer: "B-1", size: size)
}

private func pdf(_ letter: PrintedLetter) throws -> [UInt8] { try typesetter.get().pdf(of: letter) }

/// The text of each page, with the lines in the order in which they are read.
private func pages(_ pdf: [UInt8]) throws -> [String] {
    let file = FileManager.default.temporaryDirectory.appending(path: "annual-review-\(UUID().uuidString).pdf")
    try Data(pdf).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["pdftotext", "-raw", "-enc", "UTF-8", file.path, "-"]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let text = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(text)")
    return text.split(separator: "\u{0C}", omittingEmptySubsequences: false).dropLast().map(String.init)
}

private let sentence = "The plan stays in force, and all the help in Section F must go on being provided. "

@Suite struct `A letter on paper` {
    @Test func `says the name of a character that no font has, and loses nothing`() throws {
        let text = try pages(pdf(letter([.paragraph([PrintedRun("Well done 😀, \u{E000}!")])])))[0]
        #expect(text.contains("Well done [grinning face], [character U+e000]!"))
    }

    @Test func `never leaves a heading at the foot of a page, nor one line of a paragraph alone`() throws {
        // Paragraphs of three lines push heading and text over the end of the page one line at a time.
        for lines in 20...48 {
            let filling = (1...lines).map { "Line \($0)" }.joined(separator: "\n")
            let body: [PrintedBlock] = [
                .paragraph([PrintedRun(filling)]), .heading(level: 2, [PrintedRun("What happens next")]),
                .paragraph([PrintedRun("First line\nSecond line\nThird line\nFourth line")]),
            ]
            let pages = try pages(pdf(letter(body)))
            for page in pages {
                let said = page.split(separator: "\n").filter { !$0.contains("Page ") }
                #expect(said.last != "What happens next", "\(lines) lines")
                let ends = ["First line", "Second line", "Third line", "Fourth line"].filter { page.contains($0) }
                #expect(ends.count != 1, "\(lines) lines: \(ends) alone")
            }
            #expect(pages.joined().split(separator: "\n").filter { $0.hasPrefix("Line ") }.count == lines)
        }
    }

    @Test func `numbers its pages, and keeps together what belongs together`() throws {
        let signature = PrintedBlock.together([
            .paragraph([PrintedRun("Yours sincerely,")]), .space, .paragraph([PrintedRun("Tom")]),
        ])
        for count in 1...14 {
            let pages = try pages(
                pdf(
                    letter(
                        Array(repeating: .paragraph([PrintedRun(String(repeating: sentence, count: 3))]), count: count)
                            + [signature])))
            #expect(pages.count { $0.contains("Yours sincerely,") && $0.contains("Tom") } == 1)
            for (index, page) in pages.enumerated() {
                #expect(page.contains("B-1 · Page \(index + 1) of \(pages.count)"))
            }
        }
    }

    @Test func `takes a text longer than a page, lists in lists and quotations, with nothing lost`() throws {
        let long = (1...400).map { "word\($0)" }.joined(separator: " ")
        let deep: PrintedBlock = .list(
            start: 9,
            [
                [.paragraph([PrintedRun("nine")])],
                [.paragraph([PrintedRun("ten")]), .list(start: nil, [[.quotation([.paragraph([PrintedRun(long)])])]])],
            ])
        let text = try pages(pdf(letter([deep, .paragraph([PrintedRun(long)])], size: .large))).joined(separator: " ")
        #expect(text.contains("9. nine") && text.contains("10. ten"))
        let words = text.split(whereSeparator: \.isWhitespace).filter { $0.hasPrefix("word") }
        #expect(words.map(String.init) == (long + " " + long).split(separator: " ").map(String.init))
    }

    @Test func `keeps an address of seven lines whole`() throws {
        let address = (1...7).map { "Line \($0) of an address" }
        let text = try pages(pdf(letter([], address: address)))[0]
        #expect(address.allSatisfy { text.contains($0) })
    }

    @Test func `can link to an address with a quotation mark`() throws {
        let body: [PrintedBlock] = [
            .paragraph([PrintedRun("see "), PrintedRun("here", link: "https://example.org/a'b\\c é"), PrintedRun(".")])
        ]
        let bytes = try pdf(letter(body))
        #expect(try pages(bytes)[0].contains("see here."))
    }
}

@Suite struct `PDFs joined` {
    @Test func `stand in the order given, and the manifest says on which pages`() throws {
        let two = try pdf(letter([.paragraph([PrintedRun(String(repeating: sentence, count: 60))])]))
        #expect(try pages(two).count == 2)
        let one = try pdf(letter([.paragraph([PrintedRun("Only this.")])]))
        let joined = try JoinedPDF([
            .init(title: "Letter", pdf: two), .init(title: "Report", pdf: one), .init(title: "Plan", pdf: two),
        ])
        #expect(joined.manifest.map(\.title) == ["Letter", "Report", "Plan"])
        #expect(joined.manifest.map(\.pages) == [1...2, 3...3, 4...5])
        let text = try pages(joined.pdf)
        #expect(text.count == 5)
        #expect(text[2].contains("Only this."))
        #expect(
            try JoinedPDF([.init(title: "Letter", pdf: one)]).pdf == JoinedPDF([.init(title: "Letter", pdf: one)]).pdf)
    }

    @Test func `are refused by name when one is none, or is cut off`() throws {
        let one = try pdf(letter([]))
        for broken in [[], Array("no PDF".utf8), Array(one.prefix(one.count / 2)), Array(one.dropLast(200))] {
            let error = try #require(throws: PDFError.self) {
                try JoinedPDF([.init(title: "Letter", pdf: one), .init(title: "Report of the school", pdf: broken)])
            }
            #expect("\(error)".contains("“Report of the school”"))
        }
        #expect(throws: PDFError.self) { try JoinedPDF([]) }
        let most = JoinedPDF.Part(title: "Letter", pdf: one)
        #expect(throws: PDFError.self) { try JoinedPDF(Array(repeating: most, count: JoinedPDF.mostParts + 1)) }
    }
}
