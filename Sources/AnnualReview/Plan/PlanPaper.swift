import Arguments
import Plan
import Word

/// A paper from which a plan is read: its paragraphs, and what was not read of it.
struct PlanPaper {
    let paragraphs: [SourceParagraph]
    /// What whoever checks it should know.
    let remarks: [String]
    /// What its bytes are, as MIME names it.
    let mediaType: String

    private static let wordType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

    /// The paragraphs of a Word file or of plain text in UTF-8; `file` is named in refusals.
    init(_ bytes: [UInt8], file: String) throws(CommandError) {
        if bytes.starts(with: [0x50, 0x4B]) || bytes.starts(with: [0xD0, 0xCF]) {
            do throws(WordError) {
                let word = try WordFile(bytes)
                paragraphs = word.paragraphs.map { SourceParagraph($0.text, PlanPaper.kind($0.kind)) }
                remarks = word.remarks
                mediaType = PlanPaper.wordType
            } catch {
                throw CommandError("\(file): \(error)")
            }
            return
        }
        guard !bytes.contains(0), !bytes.starts(with: "%PDF".utf8), let text = String(validating: bytes, as: UTF8.self)
        else {
            throw CommandError(
                "\(file) is neither a Word file (.docx) nor plain text in UTF-8, so no sections can be read from it. Write "
                    + "them as docs/schemas/plan.schema.json has them, or go on with the plan as a document: a decision "
                    + "takes it with --plan, and its changes in writing with --amendments")
        }
        mediaType = "text/plain; charset=utf-8"
        remarks = []
        // An empty line, or a new page, ends a paragraph, in whatever way lines end.
        let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
        paragraphs = lines.split { $0.allSatisfy(\.isWhitespace) }.map { SourceParagraph($0.joined(separator: "\n")) }
    }

    private static func kind(_ kind: WordFile.Paragraph.Kind) -> SourceParagraph.Kind {
        switch kind {
        case .plain: .plain
        case .heading: .heading
        case .listItem: .listItem
        case .row: .row
        }
    }
}
