import PDF
import Plan

extension PlanPage {
    /// The same on paper, word for word.
    ///
    /// - Parameters:
    ///   - size: standard, or large print.
    ///   - footer: stands before each page's number, as the case's reference.
    func printed(size: PrintSize = .standard, footer: String) -> PrintedPaper {
        PrintedPaper(
            title: title,
            body: [.heading(level: 1, [PrintedRun(title)])]
                + blocks.map { block in
                    switch block {
                    case .heading(let level, let text): .heading(level: level, [PrintedRun(text)])
                    case .paragraph(let inlines): .paragraph(PlanPage.runs(inlines))
                    case .list(let items): .list(start: nil, items.map { [.paragraph(PlanPage.runs($0))] })
                    }
                }, footer: footer, size: size)
    }

    /// What was added or removed says so in words; what was added is bold besides.
    private static func runs(_ inlines: [Inline]) -> [PrintedRun] {
        pieces(inlines).map { piece in
            switch piece {
            case .text(let text), .removed(let text): PrintedRun(text)
            case .strong(let text), .added(let text): PrintedRun(text, isStrong: true)
            }
        }
    }
}
