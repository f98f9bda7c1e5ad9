/// Several PDFs as one, in the order in which they were given: what a print room prints for one household.
public struct JoinedPDF: Sendable {
    /// A PDF that is to be joined, and what the manifest calls it.
    public struct Part: Hashable, Sendable {
        public var title: String
        public var pdf: [UInt8]

        public init(title: String, pdf: [UInt8]) {
            self.title = title
            self.pdf = pdf
        }
    }

    /// A line of the manifest: which pages hold what.
    public struct Line: Hashable, Sendable {
        public let title: String
        /// From 1.
        public let pages: ClosedRange<Int>
    }

    /// The most parts that are joined; each is held open until all are written.
    public static let mostParts = 256

    /// The PDF: for paper, without tags and links, which the single PDFs keep.
    public let pdf: [UInt8]
    /// What lies on which pages.
    public let manifest: [Line]

    /// Those, joined; refused when one of them is no PDF, is damaged or encrypted, or has no page.
    ///
    /// - Parameter beginsOnFronts: Each part begins on a page with an odd number, the front of a sheet, with an empty page
    ///   before it where needed: what goes to one reader is never printed on the back of another's.
    public init(_ parts: [Part], beginsOnFronts: Bool = false) throws(PDFError) {
        guard !parts.isEmpty, parts.count <= JoinedPDF.mostParts else {
            throw PDFError("\(parts.count) PDFs cannot be joined: at least 1, and at most \(JoinedPDF.mostParts)")
        }
        var manifest: [Line] = []
        pdf = try JoinedPDF.join(
            parts[...], to: PDFFile.empty(name: "the joined PDF"), beginsOnFronts, &manifest)
        self.manifest = manifest
    }

    /// One part after the other. Each is open until all are written, so the last to be added writes.
    private static func join(
        _ parts: ArraySlice<Part>, to joined: borrowing PDFFile, _ beginsOnFronts: Bool, _ manifest: inout [Line]
    ) throws(PDFError) -> [UInt8] {
        guard let part = parts.first else { return try joined.written() }
        let file = try PDFFile.read(part.pdf, name: "“\(part.title)”")
        let count = file.pageCount
        try file.check("cannot be read as a PDF")
        guard count > 0 else { throw PDFError("“\(part.title)” has no page") }
        var before = manifest.last?.pages.upperBound ?? 0
        if beginsOnFronts, !before.isMultiple(of: 2) {
            try joined.addEmptyPage(width: Paper.width, height: Paper.height)
            before += 1
        }
        for index in 0..<count {
            let page = file.page(index)
            // They lead into a structure that stays behind.
            file.remove("/StructParents", of: page)
            file.remove("/Annots", of: page)
            try joined.add(page, of: file)
        }
        manifest.append(Line(title: part.title, pages: before + 1...before + count))
        return try join(parts.dropFirst(), to: joined, beginsOnFronts, &manifest)
    }
}
