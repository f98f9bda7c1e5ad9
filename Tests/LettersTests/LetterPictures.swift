import Contracts
import Foundation
import Letters
import PDF
import Testing

/// The pictures of letters that `docs/letters` keeps, to be looked at: `UPDATE_LETTERS=1 swift test --filter 'Pictures of letters'`
/// makes them anew.
@Suite struct `Pictures of letters` {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "docs/letters")
    /// The largest that is kept, in bytes.
    private static let mostBytes = 150 << 10

    /// Each picture's name, and the first page of what.
    private static func papers(_ typesetter: Typesetter) throws -> [(name: String, pdf: [UInt8])] {
        func letter(_ kind: LetterKind, _ size: PrintSize = .standard, _ style: LetterStyle = .ordinary) throws
            -> [UInt8]
        {
            var facts = try facts()
            if kind == .decisionAmend {
                facts.reasons =
                    "Amira now asks for help in class by herself, and the speech therapist advises more time. "
                    + "You told us that you agree. We therefore propose these two changes."
            }
            return try typesetter.pdf(of: letterTemplate(kind, style).letter(facts).printed(size: size))
        }
        let names = PrintedCase.names.map { name in
            PrintedBlock.paragraph([
                PrintedRun("Dear \(name), we write about "), PrintedRun(name, isStrong: true),
                PrintedRun("’s annual review (B-10432) on 7 January 2026."),
            ])
        }
        return [
            ("decision", try letter(.decisionMaintain)), ("amendment-notice", try letter(.decisionAmend)),
            ("final-plan", try letter(.finalPlan)), ("final-plan-large-print", try letter(.finalPlan, .large)),
            ("decision-easy-read", try letter(.decisionMaintain, .easyRead, .easyRead)),
            ("names", try typesetter.pdf(of: PrintedPaper(title: "Names", body: names, footer: "Names"))),
        ]
    }

    @Test func `are those of letters as they are set, each small, and their page names the command`() throws {
        let manager = FileManager.default
        let names = [
            "decision", "amendment-notice", "final-plan", "final-plan-large-print", "decision-easy-read", "names",
        ]
        if ProcessInfo.processInfo.environment["UPDATE_LETTERS"] != nil {
            try manager.createDirectory(at: Self.folder, withIntermediateDirectories: true)
            for (name, pdf) in try Self.papers(Typesetter()) {
                try withFile(pdf) { file in
                    _ = try output(
                        of: "pdftoppm", "-png", "-gray", "-r", "72", "-f", "1", "-l", "1", "-singlefile", file,
                        Self.folder.appending(path: name).path)
                }
            }
        }
        let page = try String(contentsOf: Self.folder.appending(path: "README.md"), encoding: .utf8)
        #expect(page.contains("UPDATE_LETTERS=1 swift test --filter 'Pictures of letters'"))
        for name in names {
            let size =
                try manager.attributesOfItem(atPath: Self.folder.appending(path: "\(name).png").path)[.size] as? Int
            #expect(try #require(size) <= Self.mostBytes, "\(name)")
            #expect(page.contains("\(name).png"))
        }
        let kept = try manager.contentsOfDirectory(atPath: Self.folder.path).filter { $0.hasSuffix(".png") }
        #expect(Set(kept) == Set(names.map { "\($0).png" }))
    }
}
