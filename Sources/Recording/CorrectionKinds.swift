import Arguments
import CaseFile
import Casework
import Contracts
import Statute

extension RecordKind {
    /// Something in a letter was wrong, and the family is told in a letter.
    static let correctionRecorded = RecordKind(
        name: "correction-recorded", summary: "Something in a letter was wrong: the family is told in a letter",
        on: "the day on which this was said", isAboutReview: false,
        options: [
            .text("letter", "DATE", "the day on which the letter that was wrong was sent"),
            .text("officer", "ID", "who says so"),
            .text("wrong", "FILE", "what was wrong in it, as the letter quotes it"),
            .text("right", "FILE", "what is right instead, as the letter quotes it"),
        ],
        example: "annual-review record correction-recorded B-10432 --letter 2024-11-29 --officer C-07 --wrong wrong.md "
            + "--right right.md",
        data: { arguments, draft in
            guard let letter = try day(arguments, "letter") else {
                throw UsageError("--letter DATE is missing: the day on which the letter was sent")
            }
            return .correctionRecorded(
                CorrectionRecorded(
                    letter: letter, officer: try actor(arguments, "officer"), wrong: draft.document("wrong"),
                    right: draft.document("right")))
        })

    /// The family of a child whose paper lay on another child's file is told.
    static let paperAstray = RecordKind(
        name: "paper-astray", summary: "A paper about the child lay on another file: its family is told in a letter",
        on: "the day on which this was decided", isAboutReview: false,
        options: [
            .text("withdrawn", "DATE", "the day on which the paper was taken off the other file (default: today)"),
            .text("document", "FILE", "what the paper is, in words that name nobody"),
            .text("readers", "FILE", "who received it, or could open it, in words that name nobody"),
        ],
        example: "annual-review record paper-astray B-10433 --by manager/M-1 --withdrawn 2024-11-29 --document what.md "
            + "--readers readers.md",
        data: { arguments, draft in
            .paperAstray(
                PaperAstray(
                    withdrawn: try day(arguments, "withdrawn") ?? draft.today, document: draft.document("document"),
                    readers: draft.document("readers")))
        })

    /// The family on whose file another child's paper lay is told.
    static let paperNotYours = RecordKind(
        name: "paper-not-yours",
        summary: "Another child\u{2019}s paper lay on the file: the family is told in a letter",
        on: "the day on which this was decided", isAboutReview: false,
        options: [
            .text("withdrawal", "KEY", "the report that withdrew it (default: the one of which nobody was told)"),
            .text("document", "FILE", "what the paper is, in words that name nobody"),
        ],
        example: "annual-review record paper-not-yours B-10432 --by manager/M-1 --document what.md",
        data: { arguments, draft in
            .paperNotYours(
                PaperNotYours(
                    withdrawal: try withdrawal(arguments.optionalString("withdrawal"), draft),
                    document: draft.document("document")))
        })

    /// The withdrawal that is meant: the one that was named, or else the one of which the family was not told.
    private static func withdrawal(_ named: String?, _ draft: RecordDraft) throws -> SubmissionKey {
        if let named {
            guard let key = RecordDraft.key(named) else { throw UsageError("\(named) is no key of a report") }
            return key
        }
        let untold = draft.file.withdrawnDocuments.filter {
            $0.ground == .anotherChild && !draft.file.isFamilyToBeTold(of: $0)
        }
        guard let first = untold.first else {
            throw CommandError(
                "no paper of another child was withdrawn from \(draft.id) of which the family was not told; name one with "
                    + "--withdrawal KEY")
        }
        guard untold.count == 1 else {
            let keys = untold.map { "\($0.key) of \($0.aware)" }.joined(separator: ", ")
            throw CommandError(
                "several papers were withdrawn from \(draft.id); name one with --withdrawal KEY: \(keys)")
        }
        return first.key
    }

    /// A letter was ordered from a supplier.
    static let formatOrdered = RecordKind(
        name: "format-ordered", summary: "A letter was ordered from a supplier as audio, BSL or braille",
        on: "the day on which it was ordered", isAboutReview: false,
        options: [
            messageOption, formatOption,
            .text("expected", "DATE", "the day by which the supplier says that it comes"),
        ],
        example: "annual-review record format-ordered B-10432 --expected 2024-12-06",
        data: { arguments, draft in
            let letter = try letter(arguments, draft, waitsToOrder: true)
            return .formatOrdered(
                FormatOrdered(
                    message: letter.message, format: letter.format, expected: try day(arguments, "expected")))
        })

    /// What a supplier made went to whoever reads it.
    static let formatSupplied = RecordKind(
        name: "format-supplied", summary: "A letter that a supplier made went to whoever reads it so",
        on: "the day on which it was sent on", isAboutReview: false, options: [messageOption, formatOption],
        example: "annual-review record format-supplied B-10432",
        data: { arguments, draft in
            let letter = try letter(arguments, draft, waitsToOrder: false)
            return .formatSupplied(FormatSupplied(message: letter.message, format: letter.format))
        })

    private static let messageOption = Option.text(
        "message", "ID", "the letter, as the worklist names it (default: the one that waits)")
    private static let formatOption = Option.choice(
        "format", LetterFormat.allCases.filter(\.isOrdered).map(\.rawValue),
        "in which format (default: as its reader chose)")

    /// The letter that is meant: the one that was named, or else the one that waits to be ordered, or to come.
    private static func letter(
        _ arguments: Arguments, _ draft: RecordDraft, waitsToOrder: Bool
    ) throws -> (message: ConclusionID, format: LetterFormat) {
        let chosen: LetterFormat? = try optionalWord(arguments, "format")
        let waiting = draft.file.suppliedLetters().filter { letter in
            switch letter.stage {
            case .toOrder: waitsToOrder
            case .ordered: !waitsToOrder
            case .supplied: false
            }
        }
        if let named = arguments.optionalString("message") {
            let bytes = Array(named.utf8)
            guard let message = bytes.withUnsafeBufferPointer({ ConclusionID(utf8: $0) }), message.isMessage,
                message.stage == .said
            else { throw UsageError("\(named) is no id of a message, such as review-3/tell-decision/…/contact-1") }
            let own = message.contact.flatMap { draft.file.contact($0)?.format }
            guard let format = chosen ?? own else {
                throw UsageError("say in which format, with --format: nothing is recorded of its reader")
            }
            return (message, format)
        }
        guard let first = waiting.first else {
            throw CommandError(
                "no letter of \(draft.id) waits \(waitsToOrder ? "to be ordered" : "to come from a supplier"); name one with "
                    + "--message ID")
        }
        guard waiting.count == 1 else {
            let ids = waiting.map { "\($0.message)" }.joined(separator: ", ")
            throw CommandError("several letters of \(draft.id) wait; name one with --message ID: \(ids)")
        }
        return (first.message, chosen ?? LetterFormat(rawValue: first.format.rawValue) ?? .audio)
    }
}
