/// What cairo's tagged pages lack of PDF/UA-1 (ISO 14289-1): the language, the title in the window's bar, the metadata
/// that say what it is, what a link leads to, the order of the tab key, and the page's number as what it is, no part of what
/// is said (an artifact).
enum Finishing {
    /// The structure tag under which a page's number is drawn; it becomes an artifact here. cairo 1.16 has no tag for those.
    static let artifact = "Private"

    static func finish(_ bytes: [UInt8], title: String, language: String) throws(PDFError) -> [UInt8] {
        let file = try PDFFile.read(bytes, name: "a letter")
        let root = file.root
        file.set("/Lang", of: root, to: file.text(language))
        file.set("/ViewerPreferences", of: root, to: file.parse("<< /DisplayDocTitle true >>"))
        file.set("/Metadata", of: root, to: metadata(title: title, language: language, in: file))
        // Whoever makes a letter twice makes the same bytes, whenever that is.
        file.remove("/CreationDate", of: file.get("/Info", of: file.trailer))
        for index in 0..<file.pageCount {
            let page = file.page(index)
            finishLinks(of: page, in: file)
            try finishFoot(of: page, in: file)
            finishFonts(of: page, in: file)
        }
        try file.check("cannot be finished")
        return try file.written()
    }

    private static func finishLinks(of page: PDFFile.Object, in file: borrowing PDFFile) {
        let links = file.get("/Annots", of: page)
        guard file.isArray(links) else { return }
        file.set("/Tabs", of: page, to: file.parse("/S"))
        for index in 0..<file.count(links) {
            let link = file.item(index, of: links)
            let address = file.string(file.get("/URI", of: file.get("/A", of: link)))
            file.set("/Contents", of: link, to: file.text(words(for: address)))
            // Printed with its page.
            file.set("/F", of: link, to: file.parse("4"))
        }
    }

    /// What a screen reader says of a link.
    private static func words(for address: String) -> String {
        for (scheme, words) in [("mailto:", "E-mail to "), ("tel:", "Telephone ")] where address.hasPrefix(scheme) {
            return words + address.dropFirst(scheme.count)
        }
        return address
    }

    /// Says of each composite font what is its default, as PDF/UA-1 wants it said: each code is the number of a glyph.
    private static func finishFonts(of page: PDFFile.Object, in file: borrowing PDFFile) {
        let fonts = file.get("/Font", of: file.get("/Resources", of: page))
        for key in file.keys(of: fonts) {
            let parts = file.get("/DescendantFonts", of: file.get(key, of: fonts))
            guard file.isArray(parts), file.count(parts) > 0 else { continue }
            let font = file.item(0, of: parts)
            if file.isNamed(file.get("/Subtype", of: font), "/CIDFontType2") {
                file.set("/CIDToGIDMap", of: font, to: file.parse("/Identity"))
            }
        }
    }

    private static func finishFoot(of page: PDFFile.Object, in file: borrowing PDFFile) throws(PDFError) {
        let contents = file.get("/Contents", of: page)
        var data = try file.data(of: contents)
        // What is drawn last on a page is its foot, so that no text of a letter can be taken for it.
        let mark = Array("/\(artifact) << /MCID ".utf8)
        guard let start = data.lastRange(of: mark) else { throw PDFError("a letter has a page without its number") }
        let digits = data[start.upperBound...].prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard let number = Int(String(decoding: digits, as: UTF8.self)),
            let end = data[digits.endIndex...].range(of: Array(">>".utf8))
        else { throw PDFError("a letter has a page whose number cannot be found") }
        data.replaceSubrange(start.lowerBound..<end.upperBound, with: "/Artifact << /Type /Pagination >>".utf8)
        file.replaceData(of: contents, with: data)
        remove(number, of: page, in: file)
    }

    /// Takes the leaf of that number on that page out of the structure.
    private static func remove(_ number: Int, of page: PDFFile.Object, in file: borrowing PDFFile) {
        let key = file.number(file.get("/StructParents", of: page))
        let numbers = file.get("/Nums", of: file.get("/ParentTree", of: file.get("/StructTreeRoot", of: file.root)))
        for index in stride(from: 0, to: file.count(numbers), by: 2)
        where file.number(file.item(index, of: numbers)) == key {
            let leaves = file.item(index + 1, of: numbers)
            let leaf = file.item(number, of: leaves)
            let parent = file.get("/P", of: leaf)
            let children = file.get("/K", of: parent)
            if file.isArray(children) {
                for child in (0..<file.count(children)).reversed()
                where file.id(file.item(child, of: children)) == file.id(leaf) {
                    file.eraseItem(child, of: children)
                }
            } else if file.id(children) == file.id(leaf) {
                file.remove("/K", of: parent)
            }
            file.setItem(number, of: leaves, to: file.null)
        }
    }

    private static func metadata(
        title: String, language: String, in file: borrowing PDFFile
    ) -> PDFFile.Object {
        let text = """
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
        return file.stream(
            Array(text.utf8), dictionary: [("/Type", file.parse("/Metadata")), ("/Subtype", file.parse("/XML"))])
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
}

extension RandomAccessCollection where Element == UInt8, Index == Int {
    /// Where those bytes stand first.
    fileprivate func range(of bytes: [UInt8]) -> Range<Int>? {
        indices.lazy.map { $0..<$0 + bytes.count }.first { $0.upperBound <= endIndex && self[$0].elementsEqual(bytes) }
    }

    /// Where those bytes stand last.
    fileprivate func lastRange(of bytes: [UInt8]) -> Range<Int>? {
        indices.lazy.reversed().map { $0..<$0 + bytes.count }
            .first { $0.upperBound <= endIndex && self[$0].elementsEqual(bytes) }
    }
}
