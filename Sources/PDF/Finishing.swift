/// What cairo's tagged pages lack of PDF/UA-1 (ISO 14289-1): the language, the title in the window's bar, the metadata
/// that say what it is, what a link leads to, the order of the tab key, of which cells the head of a column is, and the
/// page's number as what it is, no part of what is said (an artifact).
struct Finishing {
    /// The structure tag under which a page's number is drawn; it becomes an artifact here. cairo 1.16 has no tag for those.
    static let artifact = "Private"

    /// A picture, in the order in which they are drawn: cairo 1.16 takes neither what stands for it nor where it lies.
    struct Figure {
        /// What stands for it where it cannot be seen.
        let alternative: String
        /// Where it lies on its page, in points from the lower left corner.
        let left, bottom, right, top: Double

        /// As the structure has it: the words in UTF-16, and the box, which PDF/UA asks of illustrations.
        var entries: String {
            var words = "FEFF"
            for unit in alternative.utf16 {
                let digits = String(unit, radix: 16, uppercase: true)
                words += String(repeating: "0", count: 4 - digits.utf8.count) + digits
            }
            let box = [left, bottom, right, top].map { "\(($0 * 100).rounded() / 100)" }.joined(separator: " ")
            return "/Alt <\(words)> /A << /O /Layout /Placement /Block /BBox [\(box)] >>"
        }
    }

    private var file: CairoFile
    /// The leaves of the structure that were numbers of pages.
    private var removed: Set<Int> = []

    static func finish(
        _ bytes: [UInt8], title: String, language: String, figures: [Figure] = []
    ) throws(PDFError) -> [UInt8] {
        var finishing = Finishing(file: try CairoFile(bytes))
        try finishing.finish(title: title, language: language, figures: figures)
        return try finishing.file.written()
    }

    private mutating func finish(title: String, language: String, figures: [Figure]) throws(PDFError) {
        for number in file.objects.indices where starts(number, "<< /Type /StructElem\n   /S /Private\n") {
            try removeLeaf(number)
        }
        var pages = 0
        // Leaves stand in the file in the order in which they were drawn.
        var left = figures[...]
        for number in file.objects.indices {
            if starts(number, "[") {
                forgetLeaves(in: number)
            } else if starts(number, "<< /Type /StructElem\n   /S /TH\n") {
                try insert("/A << /O /Table /Scope /Column >>", into: number)
            } else if starts(number, "<< /Type /StructElem\n   /S /Figure\n") {
                guard let figure = left.popFirst() else { throw PDFError("a paper has a picture that nobody drew") }
                try insert(figure.entries, into: number)
            } else if starts(number, "<< /Type /Annot\n   /Subtype /Link") {
                try finishLink(number)
            } else if starts(number, "<< /Type /Page %") {
                pages += 1
                try finishPage(number)
            } else if starts(number, "<< /Type /Font\n   /Subtype /CIDFontType2") {
                // Says what is its default, as PDF/UA-1 wants it said: each code is the number of a glyph.
                try insert("/CIDToGIDMap /Identity", into: number)
            }
        }
        guard left.isEmpty else { throw PDFError("a paper lacks a picture that was drawn") }
        guard pages == removed.count else { throw PDFError("a paper has a page without its number") }
        // Whoever makes a letter twice makes the same bytes, whenever that is.
        try remove("/CreationDate (", through: ")", of: file.info)
        let metadata = Array(Finishing.metadata(title: title, language: language).utf8)
        let told = file.add(
            CairoFile.Object(
                text: Array("<< /Type /Metadata /Subtype /XML /Length \(metadata.count) >>".utf8), packed: metadata[...]
            ))
        try insert(
            "/Lang (\(Finishing.plain(language))) /ViewerPreferences << /DisplayDocTitle true >> /Metadata \(told) 0 R",
            into: file.root)
    }

    // MARK: Objects

    private func starts(_ number: Int, _ mark: StaticString) -> Bool {
        guard let text = file.objects[number]?.text, text.count >= mark.utf8CodeUnitCount else { return false }
        return text.withUnsafeBufferPointer { bytes in
            for place in 0..<mark.utf8CodeUnitCount where bytes[place] != mark.utf8Start[place] { return false }
            return true
        }
    }

    /// Puts that behind the beginning of a dictionary.
    private mutating func insert(_ entry: String, into number: Int) throws(PDFError) {
        guard starts(number, "<<") else { throw CairoFile.strange("object \(number) is no dictionary") }
        file.objects[number]?.text.insert(contentsOf: " \(entry)".utf8, at: 2)
    }

    private mutating func remove(_ start: StaticString, through end: StaticString, of number: Int) throws(PDFError) {
        guard let text = file.objects[number]?.text, let first = text[...].firstRange(of: start),
            let last = text[first.upperBound...].firstRange(of: end)
        else { throw CairoFile.strange("object \(number)") }
        file.objects[number]?.text.removeSubrange(first.lowerBound..<last.upperBound)
    }

    // MARK: Numbers of pages

    /// Takes a leaf out of the structure.
    private mutating func removeLeaf(_ leaf: Int) throws(PDFError) {
        guard let parent = file.objects[leaf]?.text[...].number(after: "/P "), file.objects.indices.contains(parent),
            let text = file.objects[parent]?.text, let children = text[...].firstRange(of: "/K "),
            let place = text[children.upperBound...].place(of: leaf)
        else { throw CairoFile.strange("the parent of object \(leaf)") }
        let isOnly = place.lowerBound == children.upperBound
        file.objects[parent]?.text.removeSubrange(isOnly ? children.lowerBound..<place.upperBound : place)
        removed.insert(leaf)
        file.objects[leaf] = nil
    }

    /// Puts nothing in the place of these leaves in the list by which a page finds what it draws.
    private mutating func forgetLeaves(in number: Int) {
        for leaf in removed {
            guard let place = file.objects[number]?.text[...].place(of: leaf) else { continue }
            file.objects[number]?.text.replaceSubrange(place, with: "null".utf8)
        }
    }

    // MARK: Pages and links

    private mutating func finishLink(_ number: Int) throws(PDFError) {
        guard let text = file.objects[number]?.text, let mark = text[...].firstRange(of: "/URI ("),
            let end = text[mark.upperBound...].firstRange(of: ")\n")
        else { throw CairoFile.strange("link \(number)") }
        // An address holds no character that a text of a PDF would have to escape, but for what `plain` does.
        let address = String(decoding: text[mark.upperBound..<end.lowerBound], as: UTF8.self)
        // Printed with its page.
        try insert("/F 4 /Contents (\(Finishing.words(for: address)))", into: number)
    }

    /// What a screen reader says of a link.
    private static func words(for address: String) -> String {
        for (scheme, words) in [("mailto:", "E-mail to "), ("tel:", "Telephone ")] where address.hasPrefix(scheme) {
            return words + address.dropFirst(scheme.count)
        }
        return address
    }

    private mutating func finishPage(_ number: Int) throws(PDFError) {
        guard let text = file.objects[number]?.text, let contents = text[...].number(after: "/Contents "),
            file.objects.indices.contains(contents), let packed = file.objects[contents]?.packed
        else { throw CairoFile.strange("page \(number)") }
        // A comment has no place among packed objects.
        if let comment = text[...].firstRange(of: " %"),
            let end = text[comment.upperBound...].firstIndex(of: UInt8(ascii: "\n"))
        {
            file.objects[number]?.text.removeSubrange(comment.lowerBound..<end)
        }
        if text[...].firstRange(of: "/Annots ") != nil { try insert("/Tabs /S", into: number) }
        var data = try CairoFile.unpack(packed)
        // What is drawn last on a page is its foot, so that no text of a letter can be taken for it.
        guard let start = data[...].lastRange(of: "/Private << /MCID "),
            let end = data[start.upperBound...].firstRange(of: ">>")
        else { throw PDFError("a paper has a page without its number") }
        data.replaceSubrange(start.lowerBound..<end.upperBound, with: "/Artifact << /Type /Pagination >>".utf8)
        let again = try CairoFile.pack(data)
        file.objects[contents] = CairoFile.Object(
            text: Array("<< /Length \(again.count) /Filter /FlateDecode >>".utf8), packed: again[...])
    }

    // MARK: Words

    private static func metadata(title: String, language: String) -> String {
        """
        <?xpacket begin="\u{FEFF}" id="W5M0MpCehiHzreSzNTczkc9d"?>
        <x:xmpmeta xmlns:x="adobe:ns:meta/">
         <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
          <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" \
        xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
           <dc:title><rdf:Alt><rdf:li xml:lang="x-default">\(escaped(title))</rdf:li></rdf:Alt></dc:title>
           <dc:language><rdf:Bag><rdf:li>\(escaped(language))</rdf:li></rdf:Bag></dc:language>
           <pdfuaid:part>1</pdfuaid:part>
          </rdf:Description>
         </rdf:RDF>
        </x:xmpmeta>
        <?xpacket end="r"?>
        """
    }

    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { out, character in
            switch character {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            default: out.append(character)
            }
        }
    }

    /// A language's code as a text of a PDF: letters, digits and hyphens are all that one has.
    private static func plain(_ language: String) -> String {
        language.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    }
}
