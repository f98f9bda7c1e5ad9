import XML

/// Puts the events of a Word file's main part into paragraphs.
struct WordReader {
    /// The namespace of a Word file's main part, and that of its strict form.
    private static let namespaces: Set = [
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    ]

    private let headings: HeadingStyles
    private var paragraphs: [WordFile.Paragraph] = []
    /// The names of the elements that are open, outermost first; empty for those of another namespace.
    private var open: [String] = []
    /// How many elements are open of which nothing is read.
    private var unread = 0
    private var paragraph = Draft()
    /// Paragraphs within which a text box stands, whose own are read first.
    private var outer: [Draft] = []
    /// The rows that are open, innermost last: the cells so far, each with its paragraphs.
    private var rows: [[[WordFile.Paragraph]]] = []
    /// The paragraphs of the cells that are open, innermost last.
    private var cells: [[WordFile.Paragraph]] = []
    private var counts: [String: Int] = [:]

    private struct Draft {
        var text = ""
        var isHeading = false
        var isListItem = false
        /// Whether all that it says so far is bold.
        var isBold = true
        var runIsBold = false
        var runIsHidden = false
    }

    init(headings: HeadingStyles) { self.headings = headings }

    mutating func take(_ event: XMLEvent) throws(XMLError) {
        switch event {
        case .start(let element):
            let isWord = WordReader.namespaces.contains(element.namespace)
            open.append(isWord ? element.name : element.name == "Fallback" ? "Fallback" : "")
            if unread > 0 || !isRead(element, isWord) {
                unread += 1
            } else if isWord {
                try begin(element)
            } else if element.name == "blip" {
                counts["picture", default: 0] += 1
            }
        case .end:
            let name = open.popLast() ?? ""
            if unread > 0 {
                unread -= 1
            } else {
                try end(name)
            }
        case .text(let text):
            guard unread == 0, open.last == "t" else { return }
            append(text)
        }
    }

    /// Whether what stands in that element is on the page. The same text box stands twice, once for older programs.
    private mutating func isRead(_ element: XMLElement, _ isWord: Bool) -> Bool {
        guard isWord else { return element.name != "Fallback" }
        switch element.name {
        case "del", "moveFrom":
            counts["tracked deletion", default: 0] += 1
            return false
        case "ins", "moveTo":
            // Within the properties of a paragraph it tells of the paragraph's own mark.
            if open.dropLast().last == "p" { counts["tracked insertion", default: 0] += 1 }
            return true
        case "instrText", "fldData": return false
        default: return true
        }
    }

    private mutating func begin(_ element: XMLElement) throws(XMLError) {
        let value = element.attributes["val"]
        let isOn = value.map { !["0", "false", "off", "none"].contains($0) } ?? true
        switch element.name {
        case "p":
            // A paragraph within a paragraph is that of a text box.
            outer.append(paragraph)
            paragraph = Draft()
        case "pStyle": if headings.contains(value ?? "") { paragraph.isHeading = true }
        case "outlineLvl": if open.contains("pPr"), let value, value != "9" { paragraph.isHeading = true }
        case "numPr": paragraph.isListItem = true
        case "r": (paragraph.runIsBold, paragraph.runIsHidden) = (false, false)
        case "b": if open.dropLast().last == "rPr", !open.contains("pPr") { paragraph.runIsBold = isOn }
        case "vanish": if open.dropLast().last == "rPr", !open.contains("pPr") { paragraph.runIsHidden = isOn }
        case "tab": if !open.contains("pPr") { append(" ") }
        case "br", "cr": append("\n")
        case "noBreakHyphen": append("-")
        case "footnoteReference", "endnoteReference": counts["footnote", default: 0] += 1
        case "commentReference": counts["comment", default: 0] += 1
        case "pict", "object": counts["picture", default: 0] += 1
        case "tc": cells.append([])
        case "tr": rows.append([])
        default: break
        }
    }

    private mutating func append(_ text: String) {
        guard !paragraph.runIsHidden else {
            if !text.allSatisfy(\.isWhitespace) { counts["piece of hidden text", default: 0] += 1 }
            return
        }
        paragraph.text += text
        if !paragraph.runIsBold, !text.allSatisfy(\.isWhitespace) { paragraph.isBold = false }
    }

    private mutating func end(_ name: String) throws(XMLError) {
        switch name {
        case "p":
            let text = WordReader.trimmed(paragraph.text)
            let isHeading =
                paragraph.isHeading || (paragraph.isBold && text.utf8.count <= WordReader.longestBoldHeading)
            let kind: WordFile.Paragraph.Kind = isHeading ? .heading : paragraph.isListItem ? .listItem : .plain
            paragraph = outer.popLast() ?? Draft()
            if !text.isEmpty { try add(WordFile.Paragraph(text, kind)) }
        case "tc":
            guard let cell = cells.popLast(), !cell.isEmpty else { return }
            // A cell outside a row is damage that loses no words.
            guard !rows.isEmpty else { return try add(cell) }
            rows[rows.count - 1].append(cell)
        case "tr":
            guard let row = rows.popLast() else { return }
            // What stands alone in its row is a paragraph like any other: many plans are one table.
            guard row.count > 1 else { return try add(Array(row.joined())) }
            let text = row.map { $0.map(\.text).joined(separator: "\n") }.joined(separator: " | ")
            try add(WordFile.Paragraph(text, .row))
        default: break
        }
    }

    /// How long a paragraph may be that is a heading by its bold letters alone, in bytes.
    private static let longestBoldHeading = 200

    private mutating func add(_ paragraphs: [WordFile.Paragraph]) throws(XMLError) {
        for paragraph in paragraphs { try add(paragraph) }
    }

    private mutating func add(_ paragraph: WordFile.Paragraph) throws(XMLError) {
        guard cells.isEmpty else {
            cells[cells.count - 1].append(paragraph)
            return
        }
        guard paragraphs.count < WordFile.mostParagraphs else {
            throw XMLError("it has more than \(WordFile.mostParagraphs) paragraphs")
        }
        paragraphs.append(paragraph)
    }

    private static func trimmed(_ text: String) -> String {
        guard let first = text.firstIndex(where: { !$0.isWhitespace }),
            let last = text.lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(text[first...last])
    }

    consuming func finish() -> (paragraphs: [WordFile.Paragraph], remarks: [String]) {
        let remarks = counts.sorted { $0.key < $1.key }.map { name, count in
            let what = count == 1 ? "1 \(name)" : "\(count) \(name.replacingPiece())"
            return switch name {
            case "tracked insertion": "\(what) read as text: accept or reject the changes in Word first"
            case "tracked deletion": "\(what) left out: accept or reject the changes in Word first"
            default: "\(what) not read"
            }
        }
        return (paragraphs, remarks)
    }
}

extension String {
    /// The plural.
    fileprivate func replacingPiece() -> String {
        self == "piece of hidden text" ? "pieces of hidden text" : self + "s"
    }
}
