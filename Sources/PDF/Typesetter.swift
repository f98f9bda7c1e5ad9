import CPango
import Synchronization

/// Sets letters and other papers: A4 as GOV.UK Notify prints it, tagged and titled as PDF/UA-1 (ISO 14289-1) asks, with every font
/// embedded. The same letter gives the same bytes.
///
/// - Thread: any; one letter at a time.
public final class Typesetter: Sendable {
    private let fonts: Mutex<Fonts>

    /// With the fonts of this machine; refused when one of their packages is not there.
    public init() throws(PDFError) { fonts = Mutex(try Fonts.installed()) }

    /// The letter as a PDF.
    public func pdf(of letter: PrintedLetter) throws(PDFError) -> [UInt8] {
        try fonts.withLock { fonts throws(PDFError) in try Typesetter.pdf(of: letter, fonts: &fonts) }
    }

    /// The paper as a PDF.
    public func pdf(of paper: PrintedPaper) throws(PDFError) -> [UInt8] {
        try fonts.withLock { fonts throws(PDFError) in
            try Typesetter.pdf(of: paper, under: Head(), from: Paper.top, fonts: &fonts)
        }
    }

    /// What stands at the foot of each page.
    static func foot(_ footer: String, page: Int, of pages: Int) -> String {
        footer + (footer.isEmpty ? "" : " · ") + "Page \(page) of \(pages)"
    }

    private static func pdf(of letter: PrintedLetter, fonts: inout Fonts) throws(PDFError) -> [UInt8] {
        let head = try Head(letter, fonts: &fonts)
        let paper = PrintedPaper(
            title: letter.title, language: letter.language, body: head.overflow + letter.body, footer: letter.footer,
            size: letter.size)
        return try pdf(of: paper, under: head, from: Paper.firstTop, fonts: &fonts)
    }

    private static func pdf(
        of paper: PrintedPaper, under head: consuming Head, from top: Double, fonts: inout Fonts
    ) throws(PDFError) -> [UInt8] {
        let points = paper.size.points
        let body = try Sheet.parts(of: paper.body, points: points, x: Paper.left, fonts: &fonts)
        var sheet = Sheet(from: top)
        sheet.place(body)
        var feet: [TextLayout] = []
        for page in 1...sheet.pages {
            let layout = try TextLayout(
                [PrintedRun(foot(paper.footer, page: page, of: sheet.pages))], tag: Finishing.artifact,
                // Of large print this is the one line that may be smaller: it is no part of what is said.
                points: min(points, 14), x: Paper.left, width: Paper.right - Paper.left, fonts: &fonts)
            layout.pieces = [TextLayout.Piece(page: page, lines: 0..<1, y: Paper.footer)]
            feet.append(layout)
        }
        let pages = try Pages(title: paper.title) { pages, page in feet[page - 1].draw(on: pages) }
        pages.begin("Document")
        head.draw(on: pages)
        var bookmarks: [Int32] = []
        var figures: [Finishing.Figure] = []
        Sheet.draw(body, on: pages, bookmarks: &bookmarks, figures: &figures)
        pages.end("Document")
        return try Finishing.finish(
            try pages.finish(), title: paper.title, language: paper.language, figures: figures)
    }
}

/// What stands above the text of the first page.
private struct Head {
    private var texts: [TextLayout] = []
    /// What has no room there and goes before the text: of large print and Easy Read all but the address, which is for
    /// whoever carries the letter.
    private(set) var overflow: [PrintedBlock] = []

    /// Nothing stands there.
    init() {}

    init(_ letter: PrintedLetter, fonts: inout Fonts) throws(PDFError) {
        let points = letter.size.points
        if let banner = letter.banner {
            try add(
                [PrintedRun(banner)], points, isBold: true, Paper.Banner.x, Paper.Banner.y, Paper.Banner.width, &fonts)
        }
        let gap = points * 0.65
        let sender = try TextLayout(
            letter.sender, tag: "P", points: points, x: Paper.Sender.x, width: Paper.Sender.width, fonts: &fonts)
        let reference = try TextLayout(
            letter.reference, tag: "P", points: points, x: Paper.Sender.x, width: Paper.Sender.width, fonts: &fonts)
        let hasRoom =
            letter.size == .standard && sender.height + gap + reference.height <= Paper.Sender.height
        if hasRoom {
            Head.put(sender, at: Paper.Sender.y)
            Head.put(reference, at: Paper.Sender.y + sender.height + gap)
            texts.append(sender)
        }
        try addAddress(letter.address, &fonts)
        if hasRoom {
            texts.append(reference)
        } else {
            overflow = [.paragraph(letter.sender), .paragraph(letter.reference)]
        }
    }

    private mutating func addAddress(_ lines: [String], _ fonts: inout Fonts) throws(PDFError) {
        guard !lines.isEmpty else { return }
        let runs = [PrintedRun(lines.joined(separator: "\n"))]
        for points in Paper.Address.sizes {
            let layout = try TextLayout(
                runs, tag: "P", points: points, x: Paper.Address.x, width: Paper.Address.width, fonts: &fonts)
            // More lines than a window shows run out of it below, where nothing else stands.
            guard layout.height <= Paper.Address.height || points == Paper.Address.sizes.last else { continue }
            Head.put(layout, at: Paper.Address.y)
            texts.append(layout)
            return
        }
    }

    private mutating func add(
        _ runs: [PrintedRun], _ points: Double, isBold: Bool, _ x: Double, _ y: Double, _ width: Double,
        _ fonts: inout Fonts
    ) throws(PDFError) {
        let layout = try TextLayout(
            runs, tag: "P", points: points, isBold: isBold, x: x, width: width, fonts: &fonts)
        Head.put(layout, at: y)
        texts.append(layout)
    }

    private static func put(_ layout: TextLayout, at y: Double) {
        layout.pieces = [TextLayout.Piece(page: 1, lines: layout.lines.indices, y: y)]
    }

    mutating func draw(on pages: Pages) {
        for text in texts { text.draw(on: pages) }
    }
}
