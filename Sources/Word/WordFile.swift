import XML
import Zip

// What is not obvious here:
//
// - Read is what a reader of the printed page sees: of tracked changes what was put in and not what was taken out, of a
//   text box once what stands in it, no hidden text. What is left out, and what there is that nobody can read as text, is
//   counted in `remarks`.

/// The paragraphs of a Word file (`.docx`, ECMA-376): what it says, in the order of the page, without its looks.
public struct WordFile: Sendable {
    /// The largest file that is read, in bytes.
    public static let mostBytes = 25 << 20
    /// The most bytes of its main part, inflated.
    static let mostInflated = 32 << 20
    /// The most paragraphs.
    public static let mostParagraphs = 20_000

    /// A paragraph.
    public struct Paragraph: Hashable, Sendable {
        /// What it is on the page.
        public enum Kind: Sendable {
            case plain
            /// It has a style of a heading, or is bold from its first word to its last.
            case heading
            case listItem
            /// A row of a table, its cells one after the other with " | " between.
            case row
        }

        /// What it says; lines within it by line feeds.
        public let text: String
        public let kind: Kind

        public init(_ text: String, _ kind: Kind) {
            self.text = text
            self.kind = kind
        }
    }

    /// The paragraphs that say anything.
    public let paragraphs: [Paragraph]
    /// What whoever checks the paragraphs should know: "2 pictures are not read".
    public let remarks: [String]

    /// Reads the main part of the file, and of its styles which are headings.
    public init(_ bytes: [UInt8]) throws(WordError) {
        guard bytes.count <= WordFile.mostBytes else {
            throw WordError("it has \(bytes.count) bytes; at most \(WordFile.mostBytes) are read")
        }
        // An older Word file begins so.
        guard !bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) else {
            throw WordError("it is a .doc file of an older Word, or protected by a password: save it as .docx")
        }
        do {
            let zip = try ZipFile(bytes, most: 4 * ZipFile.mostInflated)
            guard let size = zip.size(of: "word/document.xml") else {
                throw WordError("it has no text of a Word file: save it as .docx")
            }
            guard size <= WordFile.mostInflated else {
                throw WordError("its text has \(size) bytes; at most \(WordFile.mostInflated) are read")
            }
            let main = try zip.read("word/document.xml") ?? []
            let hasStyles = (zip.size(of: "word/styles.xml") ?? .max) <= WordFile.mostInflated
            let styles = hasStyles ? try zip.read("word/styles.xml") : nil
            let headings = try styles.map { (styles) throws(XMLError) in try HeadingStyles(styles) } ?? HeadingStyles()
            var reader = WordReader(headings: headings)
            try XMLEvents.walk(main) { (event) throws(XMLError) in try reader.take(event) }
            (paragraphs, remarks) = reader.finish()
        } catch let error as ZipError {
            throw WordError("it is damaged: \(error)")
        } catch let error as XMLError {
            throw WordError("it is damaged: \(error)")
        } catch let error as WordError {
            throw error
        } catch {
            throw WordError("it is damaged: \(error)")
        }
    }
}

/// Why a Word file was refused, and what to do.
public struct WordError: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }
}
