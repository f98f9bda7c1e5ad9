import Arguments
import CaseFile
import Casework
import Contracts
import Statute

extension RecordKind {
    /// What became of the family's answer to an amendment notice (AMD-2).
    static let amendmentAnswered = RecordKind(
        name: "amendment-answered",
        summary: "What the family said of the proposed amendments was used, or not, and why; the final letter says so",
        on: "the day of that", isAboutReview: true,
        options: [
            .choice("used", ["yes", "no"], "whether the plan is changed by it"),
            .text("answer", "KEY", "the family's answer (default: the one that has none)"),
            sectionOption,
            .text("item", "ID", repeats: true, "the item of the final plan in which it was used, as F-3"),
            .text("officer", "ID", "who answers"),
            .text("document", "FILE", "what the family said and what was done, in words that the letter quotes"),
        ],
        example: "annual-review record amendment-answered B-10432 --used yes --section F --item F-3 --officer C-07 "
            + "--document what-we-did.md",
        data: { arguments, draft in
            guard let used = arguments.optionalString("used") else {
                throw UsageError("--used yes or --used no is missing")
            }
            let items = try items(arguments)
            guard items == nil || used == "yes" else {
                throw UsageError("--item says where it was used, and --used no that it was not")
            }
            return .amendmentAnswered(
                AmendmentAnswered(
                    review: draft.review, answer: try answer(arguments.optionalString("answer"), draft),
                    sections: try sections(arguments), used: used == "yes", items: items,
                    officer: try actor(arguments, "officer"), document: draft.document("document")))
        })

    /// A meeting of the family with an officer about the proposed amendments (reg 22(2)(c)).
    static let officerMet = RecordKind(
        name: "officer-met", summary: "An officer met the family about the proposed amendments",
        on: "the day of the meeting", isAboutReview: true,
        options: [
            contactOption, .text("officer", "ID", "who met them"),
            .text("document", "FILE", "what was said, in writing"),
        ],
        example: "annual-review record officer-met B-10432 --on 2024-12-09 --officer C-07",
        data: { arguments, draft in
            .officerMet(
                OfficerMet(
                    review: draft.review, contact: try contact(arguments, draft)?.number,
                    officer: try actor(arguments, "officer"), document: draft.document("document")))
        })

    /// The family's answer that is meant: the one that was named, or else the one that has none.
    private static func answer(_ named: String?, _ draft: RecordDraft) throws -> SubmissionKey {
        if let named {
            guard let key = RecordDraft.key(named) else { throw UsageError("\(named) is no key of a report") }
            return key
        }
        let waiting = draft.file.representations(of: draft.review).filter(\.isUnanswered)
        guard let first = waiting.first else {
            throw CommandError(
                "no answer of the family to the amendment notice of \(draft.id) waits; name one with --answer KEY")
        }
        guard waiting.count == 1 else {
            let keys = waiting.map { "\($0.key) of \($0.came)" }.joined(separator: ", ")
            throw CommandError(
                "\(draft.id) holds several answers of the family that wait; name one with --answer KEY: \(keys)")
        }
        return first.key
    }
}
