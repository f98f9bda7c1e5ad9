import Contracts
public import PDF

/// Makes of the papers of a letter what is printed: a PDF as it is, a text or a simple page set on paper. What is neither,
/// or is damaged, is printed by hand.
///
/// - Thread: any.
public struct PrintPress: Sendable {
    /// The longest text that is set, in bytes: a thousand pages.
    static let longestText = 2 << 20
    /// The most bytes that are put into one PDF; what is more is printed by hand.
    static let mostBytes = 64 << 20

    private let typesetter: Typesetter?

    /// Without a typesetter texts are printed by hand too.
    public init(_ typesetter: Typesetter? = nil) { self.typesetter = typesetter }

    /// A part of a letter's set, as it is printed.
    struct Part {
        var title: String
        var pdf: [UInt8]
    }

    /// Several parts as one.
    struct Joined {
        var pdf: [UInt8]
        /// On which pages each lies, from 1.
        var pages: [ClosedRange<Int>]
    }

    /// Those bytes as a PDF that can be printed with others; nil where they have to be printed by hand.
    func printable(_ bytes: [UInt8], mediaType: String, title: String, isLarge: Bool) -> Part? {
        guard let pdf = pdf(bytes, mediaType: mediaType, title: title, isLarge: isLarge) else { return nil }
        // Whether its pages can be taken over is known once they were.
        guard join([Part(title: title, pdf: pdf)]) != nil else { return nil }
        return Part(title: title, pdf: pdf)
    }

    /// Those one after the other, each beginning on the front of a sheet; nil where that is impossible.
    func join(_ parts: [Part]) -> Joined? {
        do throws(PDFError) {
            let joined = try JoinedPDF(
                parts.map { JoinedPDF.Part(title: $0.title, pdf: $0.pdf) }, beginsOnFronts: true)
            return Joined(pdf: joined.pdf, pages: joined.manifest.map(\.pages))
        } catch {
            // Printed by hand, as its manifest says by giving it no page.
            return nil
        }
    }

    private func pdf(_ bytes: [UInt8], mediaType: String, title: String, isLarge: Bool) -> [UInt8]? {
        let type = mediaType.prefix { $0 != ";" }.lowercased()
        if type == Document.pdf { return bytes }
        guard let typesetter, bytes.count <= PrintPress.longestText, let text = String(validating: bytes, as: UTF8.self)
        else { return nil }
        let words: String
        switch type {
        case "text/plain": words = text
        case "text/html":
            guard PageText.isPlain(text) else { return nil }
            words = PageText.text(of: text)
        default: return nil
        }
        do throws(PDFError) {
            return try typesetter.pdf(
                of: PrintedPaper(
                    title: title, body: PrintPress.paragraphs(words), footer: title, size: isLarge ? .large : .standard)
            )
        } catch {
            return nil
        }
    }

    /// The text as it was typed: an empty line begins a new paragraph, and lines end where they ended.
    static func paragraphs(_ text: String) -> [PrintedBlock] {
        var paragraphs: [[Substring]] = [[]]
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            if line.allSatisfy(\.isWhitespace) {
                if paragraphs.last?.isEmpty == false { paragraphs.append([]) }
            } else {
                paragraphs[paragraphs.count - 1].append(line)
            }
        }
        return paragraphs.filter { !$0.isEmpty }.map { .paragraph([PrintedRun($0.joined(separator: "\n"))]) }
    }
}
