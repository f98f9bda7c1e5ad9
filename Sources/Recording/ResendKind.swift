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

    /// The message that is meant: the one that was named, or else the one that came back and goes not again yet.
    private static func message(_ named: String?, _ draft: RecordDraft) throws -> ConclusionID {
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
        let back = draft.file.unsent(on: draft.today).filter(\.isReturned).map(\.message)
        guard let first = back.first else {
            throw CommandError(
                "nothing of \(draft.id) came back that does not go again; name a message with --message ID")
        }
        guard back.count == 1 else {
            let ids = back.map { "\($0)" }.joined(separator: ", ")
            throw CommandError("several messages of \(draft.id) came back; name one with --message ID: \(ids)")
        }
        return first
    }
}
