import Contracts
import Foundation
import Letters
import PDF
import Testing

/// One for all tests: to find the fonts takes longer than to set a letter.
private let typesetter = Result { try Typesetter() }

/// A kind of letter to somebody, in one size.
struct PrintedCase: Sendable, CustomStringConvertible {
    let kind: LetterKind
    let name: String
    let size: PrintSize
    var description: String { "\(kind.rawValue) to \(name), \(size)" }

    /// Names as children and parents in England have them.
    static let names = [
        "Mrs Leila Haddad", "Siân Ŵyn Llŷr", "Zażółć Gęślą Jaźń", "محمد علي", "தமிழ்ச்செல்வி", "陈小明", "Nguyễn Thị Ánh",
        "Ольга Шевченко", "דוד לוי", "শর্মিলা", "ਗੁਰਪ੍ਰੀਤ",
    ]

    /// Each kind in each size, and each name in some.
    static let all: [PrintedCase] = (0..<(2 * LetterKind.allCases.count)).map { index in
        PrintedCase(
            kind: LetterKind.allCases[index / 2], name: names[index % names.count],
            size: index % 2 == 0 ? .standard : .large)
    }

    /// Each kind in each size, to somebody whose name runs from left to right.
    static let readLineByLine = all.map { one in
        one.isRightToLeft ? PrintedCase(kind: one.kind, name: "Siân Ŵyn Llŷr", size: one.size) : one
    }

    var isRightToLeft: Bool { name.unicodeScalars.contains { (0x590...0x8FF).contains($0.value) } }

    func letter() throws -> Letter {
        var facts = try facts()
        facts.recipient.name = name
        facts.recipient.salutation = nil
        facts.child = name
        return try letterTemplate(kind).letter(facts)
    }

    static let banner = "Rehearsal: invented children"
    func pdf() throws -> [UInt8] { try typesetter.get().pdf(of: letter().printed(banner: Self.banner, size: size)) }
}

@Suite struct `Letters on paper` {
    // What runs from right to left has a test of its own: a tool that reads line by line guesses at its order.
    @Test(arguments: PrintedCase.readLineByLine)
    func `A letter says the same on paper, in large print, as a page and as text, in the same order`(_ one: PrintedCase)
        throws
    {
        let letter = try one.letter()
        let text = words(letter.plainText(banner: PrintedCase.banner))
        #expect(text.count > 200)
        #expect(words(html: letter.page(banner: PrintedCase.banner)) == text)
        let printed = try words(pdf: one.pdf())
        // In large print the address comes before the council's: the one is for whoever carries the letter, and what is to
        // be read has no room beside it.
        if one.size == .standard {
            #expect(printed == text)
        } else {
            #expect(printed.sorted() == text.sorted())
            #expect(printed.suffix(text.count - 60) == text.suffix(text.count - 60))
        }
    }

    @Test(arguments: PrintedCase.names)
    func `A name in any script prints as it is written, in a line that runs from left to right`(_ name: String) throws {
        let one = PrintedCase(kind: .decisionMaintain, name: name, size: .standard)
        let printed = try withFile(one.pdf()) { try output(of: "pdftotext", "-enc", "UTF-8", $0, "-") }
        // Spaces are guessed from distances, which letters that join have not.
        let said = words(printed).joined()
        #expect(said.contains(words("Dear \(name),").joined()))
        // In the heading, the first sentence and wherever else the child is named.
        #expect(said.ranges(of: words(name).joined()).count >= 5)
    }

    @Test func `The same letter gives the same bytes, whoever sets it and whatever was set before`() throws {
        let first = try PrintedCase.all.map { try $0.pdf() }
        let other = try Typesetter()
        for (one, bytes) in zip(PrintedCase.all, first).reversed() {
            let again = try other.pdf(of: one.letter().printed(banner: PrintedCase.banner, size: one.size))
            #expect(again == bytes, "\(one)")
        }
    }

    @Test
    func `It lies where GOV.UK Notify prints: A4, within the margins, and on the first page in the blocks of a window`()
        throws
    {
        for one in PrintedCase.all {
            let boxes = try withFile(one.pdf()) { try output(of: "pdftotext", "-bbox", $0, "-") }
            let pages = boxes.split(separator: "<page ").dropFirst()
            #expect((1...10).contains(pages.count), "\(one) takes \(pages.count) pages, and ten are printed")
            for (index, page) in pages.enumerated() {
                #expect(page.hasPrefix("width=\"595.275591\" height=\"841.889764\""))
                for word in page.matches(
                    of: #/xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</#)
                {
                    let (left, top) = (try millimetres(word.1), try millimetres(word.2))
                    let (right, bottom) = (try millimetres(word.3), try millimetres(word.4))
                    #expect(left >= 15 && right <= 195 && top >= 5 && bottom <= 292, "\(one): \(word.5)")
                    guard index == 0, top < 95 else { continue }
                    let isAddress = left >= 24.6 && right <= 120 && top >= 39.5 && bottom <= 66.3
                    let isSender = left >= 125 && right <= 195 && bottom <= 95
                    let isBanner = left >= 15 && right <= 125 && bottom <= 30
                    #expect(isAddress || isSender || isBanner, "\(one): \(word.5) at \(left), \(top)")
                }
            }
        }
    }

    private func millimetres(_ points: Substring) throws -> Double { try #require(Double(points)) * 25.4 / 72 }

    @Test func `Large print is 18 points, but for the address and the number of the page`() throws {
        let one = PrintedCase(kind: .decisionAmend, name: "Mrs Leila Haddad", size: .large)
        let boxes = try withFile(one.pdf()) { try output(of: "pdftotext", "-bbox", $0, "-") }
        let standard = try withFile(PrintedCase(kind: .decisionAmend, name: "Mrs Leila Haddad", size: .standard).pdf())
        {
            try output(of: "pdftotext", "-bbox", $0, "-")
        }
        func height(_ word: String, in boxes: String) throws -> Double {
            let box = try #require(
                boxes.matches(of: #/yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">([^<]*)</#).first { $0.3 == word })
            return try #require(Double(box.2)) - #require(Double(box.1))
        }
        for word in ["papers", "Telephone", "sincerely,"] {
            let ratio = try height(word, in: boxes) / height(word, in: standard)
            #expect((1.49...1.51).contains(ratio), "\(word): \(ratio)")
        }
    }

    @Test(arguments: LetterKind.allCases)
    func `Easy Read is 16 points, where guidance asks for 14 at least, but for the address and the number of the page`(
        _ kind: LetterKind
    ) throws {
        #expect(PrintSize.easyRead.points == 16)
        let letter = try letterTemplate(kind, .easyRead).letter(facts())
        let (own, standard) = (letter.printed(), letter.printed(size: .standard))
        #expect(own.size == .easyRead)
        func heights(_ printed: PDF.PrintedLetter) throws -> [String: Double] {
            let boxes = try withFile(typesetter.get().pdf(of: printed)) {
                try output(of: "pdftotext", "-bbox", $0, "-")
            }
            var heights: [String: Double] = [:]
            for box in boxes.matches(of: #/yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">([^<]*)</#) {
                heights[String(box.3)] = try #require(Double(box.2)) - #require(Double(box.1))
            }
            return heights
        }
        let (large, small) = (try heights(own), try heights(standard))
        for word in ["Dear", "Yours", "sincerely,", "Telephone"] {
            let ratio = try #require(large[word]) / #require(small[word])
            #expect((1.32...1.35).contains(ratio), "\(word): \(ratio)")
        }
        // No word of the text is smaller than what guidance asks for: the line of a page of 14 points is so high.
        let least = try #require(small["Dear"]) * 14 / 12
        let recipient = letter.recipient
        let address = Set(
            ["Page", "of", "·", letter.reference] + words(([recipient.name] + recipient.address).joined(separator: " "))
        )
        for (word, height) in large where !address.contains(word) && Int(word) == nil {
            #expect(height >= least - 0.1, "\(word)")
        }
    }

    @Test func `All fonts are embedded, with their characters`() throws {
        let one = PrintedCase(kind: .decisionAmend, name: "陈小明 محمد", size: .standard)
        let fonts = try withFile(one.pdf()) { try output(of: "pdffonts", $0) }.split(separator: "\n").dropFirst(2)
        #expect(fonts.count >= 4)
        #expect(fonts.allSatisfy { $0.contains("yes yes yes") }, "\(fonts)")
    }

    @Test func `Its headings are bookmarks, and its title and language are said`() throws {
        let one = PrintedCase(kind: .decisionMaintain, name: "Amira", size: .standard)
        let (outlines, info) = try withFile(one.pdf()) {
            (try output(of: "qpdf", "--json", "--json-key=outlines", $0), try output(of: "pdfinfo", $0))
        }
        for heading in ["the plan stays as it is", "Why we decided this", "How long you have"] {
            #expect(outlines.contains(heading))
        }
        #expect(info.contains("Title:           Our decision after Amira’s annual review: the plan stays as it is"))
        #expect(info.contains("Tagged:          yes"))
        // A day in the file would make other bytes of the same letter.
        #expect(!info.contains("CreationDate"))
    }

    /// A letter with a table, whose second column breaks its lines on paper.
    private func tabled() throws -> Letter {
        let table = """
            | What | Where in the plan | How long |
            | --- | --- | --- |
            | Speech therapy with ((child)) | Section F, in which we say who gives it and how often | 45 minutes |
            | A **quiet** place | Section F | as it is needed |

            ## Why
            """
        let whole = try seed("templates/letters/decision-maintain.md")
        let text = try #require(
            whole.firstRange(of: "\n## ").map { whole.replacingCharacters(in: $0, with: "\n\(table)\n\n## ") })
        return try letterTemplate(.decisionMaintain, text: text).letter(facts())
    }

    @Test func `A table says the same on paper, as a page and as aligned text, and its columns have heads`() throws {
        let letter = try tabled()
        let text = letter.plainText()
        let said = words(text)
        #expect(words(html: letter.page()) == said)
        let pdf = try typesetter.get().pdf(of: letter.printed())
        // Cells beside each other are read cell by cell, and their lines lie side by side.
        #expect(try words(pdf: pdf).sorted() == said.sorted())
        let lines = text.split(separator: "\n")
        let head = try #require(lines.firstIndex { $0.hasPrefix("What ") })
        let column = try #require(lines[head].range(of: "Where"))
        let offset = lines[head].distance(from: lines[head].startIndex, to: column.lowerBound)
        for line in [head + 2, head + 3] { #expect(lines[line].dropFirst(offset).hasPrefix("Section F")) }
        #expect(lines[head + 1].allSatisfy { "= ".contains($0) })
        #expect(letter.page().contains("<th scope=\"col\">Where in the plan</th>"))
        let structure = try withFile(pdf) { try output(of: "qpdf", "--qdf", "--object-streams=disable", $0, "-") }
        #expect(structure.matches(of: #/\/S \/T[HDR]\b/#).count == 3 * 3 + 3)
        #expect(structure.matches(of: #/\/Scope \/Column/#).count == 3)
    }

    private func easyRead(_ kind: LetterKind) throws -> (letter: Letter, pdf: [UInt8]) {
        let letter = try letterTemplate(kind, .easyRead).letter(facts())
        return (letter, try typesetter.get().pdf(of: letter.printed()))
    }

    @Test(arguments: LetterKind.allCases)
    func `Easy Read says the same on paper, as a page and as text, and each picture is said where it cannot be seen`(
        _ kind: LetterKind
    ) throws {
        let (letter, pdf) = try easyRead(kind)
        let text = words(letter.plainText())
        #expect(words(html: letter.page()) == text)
        // On paper the address comes before the council's lines, as in large print.
        let printed = try words(pdf: pdf)
        #expect(printed.sorted() == text.sorted())
        #expect(printed.suffix(text.count - 60) == text.suffix(text.count - 60))
        let page = letter.page()
        let shown = page.matches(of: #/<svg class="picture"[^>]*aria-label="([^"]*)"/#).map { String($0.1) }
        let structure = try withFile(pdf) { try output(of: "qpdf", "--qdf", "--object-streams=disable", $0, "-") }
        // In the order in which they are drawn, which is that of the page.
        let said = structure.matches(of: #/\/Alt <feff([0-9a-f]*)>/#).map { match in
            String(
                decoding: stride(from: 0, to: match.1.count, by: 4).compactMap { offset in
                    UInt16(match.1.dropFirst(offset).prefix(4), radix: 16)
                }, as: UTF16.self)
        }
        #expect(said == shown, "\(kind)")
        #expect(structure.matches(of: #/\/S \/Figure\b/#).count == shown.count)
        #expect(structure.matches(of: #/\/BBox \[/#).count >= shown.count)
    }

    @Test func `Every letter of the test set is PDF/UA-1`() throws {
        guard let home = PDFValidator.home else {
            print("SKIPPED: PDF/UA-1 of letters, for want of veraPDF; set VERAPDF_HOME to its folder")
            return
        }
        let folder = FileManager.default.temporaryDirectory.appending(path: "annual-review-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var files: [String] = []
        for (index, one) in PrintedCase.all.enumerated() {
            let file = folder.appending(path: "\(index)-\(one.kind.rawValue)-\(one.size).pdf")
            try Data(one.pdf()).write(to: file)
            files.append(file.path)
        }
        for kind in LetterKind.allCases {
            let file = folder.appending(path: "easy-read-\(kind.rawValue).pdf")
            try Data(easyRead(kind).pdf).write(to: file)
            files.append(file.path)
        }
        let file = folder.appending(path: "table.pdf")
        try Data(typesetter.get().pdf(of: tabled().printed())).write(to: file)
        files.append(file.path)
        let said = try PDFValidator.run(files, home)
        #expect(said.status == 0, "\(said.output)")
        #expect(said.output.split(separator: "\n").count { $0.hasPrefix("passes ua1") } == files.count)
    }
}

/// veraPDF, the reference validator of PDF/UA: beside the project or in VERAPDF_HOME.
private enum PDFValidator {
    static var home: String? {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let places: [String?] = [
            ProcessInfo.processInfo.environment["VERAPDF_HOME"], root.appending(path: "../shared/verapdf").path,
        ]
        return places.compactMap(\.self).first { FileManager.default.isExecutableFile(atPath: "\($0)/verapdf") }
    }

    static func run(_ files: [String], _ home: String) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(filePath: "\(home)/verapdf")
        process.arguments = ["ua1"] + files
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let output = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, output)
    }
}
