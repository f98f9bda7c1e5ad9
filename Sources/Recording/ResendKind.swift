import Arguments
import CaseFile
import Casework
import Contracts
import Statute

extension RecordKind {
    /// A message that did not reach its addressee is to go again.
    static let resendAsked = RecordKind(
        name: "resend-asked", summary: "A message that did not arrive is to go again",
        on: "the day on which this was decided", isAboutReview: false,
        options: [
            .text("message", "ID", "the message, as the worklist names it (default: the one that came back)"),
            .choice(
                "way", Delivery.allCases.map(\.rawValue),
                "by which way (default: as the record of whoever it is for says)"),
            .choice("why", ResendGround.allCases.map(\.rawValue), "why it is to arrive this time"),
        ],
        example: "annual-review record resend-asked B-10432 --way post --why new-address",
        data: { arguments, draft in
            .resendAsked(
                ResendAsked(
                    message: try message(arguments.optionalString("message"), draft),
                    by: try optionalWord(arguments, "way"), why: try word(arguments, "why")))
        })

    /// What goes to a contact from whom it is kept where the child is was looked through, and may leave.
    static let lookedThrough = RecordKind(
        name: "looked-through",
        summary: "What goes to a contact was looked through: it does not tell where the child is",
        on: "the day on which that was done", isAboutReview: false,
        options: [.text("message", "ID", "the message, as the worklist names it (default: the one that waits for it)")],
        example: "annual-review record looked-through B-10432 --by safeguarding-lead/SG-1",
        data: { arguments, draft in
            let waiting = draft.file.unsent(on: draft.today).filter { $0.reason == .failed(.mayTellPlace) }
            return .lookedThrough(
                LookedThrough(
                    message: try message(
                        arguments.optionalString("message"), among: waiting, draft,
                        none: "nothing of \(draft.id) waits for somebody to look through it",
                        several: "several messages of \(draft.id) wait for somebody to look through them")))
        })

    /// The message that is meant: the one that was named, or else the one that came back and goes not again yet.
    private static func message(_ named: String?, _ draft: RecordDraft) throws -> ConclusionID {
        try message(
            named, among: draft.file.unsent(on: draft.today).filter(\.isReturned), draft,
            none: "nothing of \(draft.id) came back that does not go again",
            several: "several messages of \(draft.id) came back")
    }

    private static func message(
        _ named: String?, among waiting: [Unsent], _ draft: RecordDraft, none: String, several: String
    ) throws -> ConclusionID {
        if let named {
            let bytes = Array(named.utf8)
            guard let message = bytes.withUnsafeBufferPointer({ ConclusionID(utf8: $0) }), message.isMessage,
                message.stage == .said
            else {
                throw UsageError(
                    "\(named) is no id of a message, such as review-3/tell-review-due/2025-02-10/contact-1")
            }
            return message
        }
        guard let first = waiting.first?.message else {
            throw CommandError("\(none); name a message with --message ID")
        }
        guard waiting.count == 1 else {
            let ids = waiting.map { "\($0.message)" }.joined(separator: ", ")
            throw CommandError("\(several); name one with --message ID: \(ids)")
        }
        return first
    }
}
