package import Arguments
package import CaseFile
import Caseload
package import Casework
package import Contracts
package import Statute

/// What a report rests on: the case, and what was given beside the words. Whether it may be said is
/// decided by `CaseInHand`.
package struct RecordDraft: Sendable {
    package let id: CaseID
    package let file: CaseFile
    /// The partition's today.
    package let today: Day
    /// The review that it is about; 0 when it is about none.
    package let review: UInt8
    /// The documents that were given, by option.
    package let papers: [String: [DocumentHash]]
    /// Who reports it.
    package var actor: Actor
    /// The day it happened; nil: today.
    package var on: Day?
    /// The contacts, with who decided what.
    package var contacts: ContactBook

    /// A report of that case, by whoever gives it; the operator on the command line where nothing else is said.
    package init(
        id: CaseID, file: CaseFile, today: Day, review: UInt8, papers: [String: [DocumentHash]],
        actor: Actor = Operator.standard, on: Day? = nil, contacts: ContactBook = ContactBook()
    ) {
        self.id = id
        self.file = file
        self.today = today
        self.review = review
        self.papers = papers
        self.actor = actor
        self.on = on
        self.contacts = contacts
    }

    /// The one document that an option gave.
    func document(_ option: String) -> DocumentHash? { papers[option]?.first }
    /// The documents that an option gave; nil for none.
    func documents(_ option: String) -> [DocumentHash]? { papers[option] }

    /// The request that is meant: the one that was named, or else the one that waits for its answer.
    func request(_ named: String?) throws -> SubmissionKey {
        let requests = file.earlyRequests
        if let named {
            guard let key = RecordDraft.key(named) else { throw UsageError("\(named) is no key of a report") }
            guard file.submissions.contains(where: { $0.key == key && $0.kind == .earlyReviewRequested }) else {
                throw CommandError("\(id) holds no request for an early review with the key \(named)")
            }
            return key
        }
        let waiting = requests.filter { $0.answer == nil }
        guard let first = waiting.first else {
            throw CommandError(
                requests.isEmpty
                    ? "nobody asked for an early review of \(id): record early-review-requested first"
                    : "every request of \(id) is answered; name the one that is meant with --request KEY")
        }
        guard waiting.count == 1 else {
            let keys = waiting.map { "\($0.key) of \($0.asked)" }.joined(separator: ", ")
            throw CommandError("\(id) holds several requests that wait; name one with --request KEY: \(keys)")
        }
        return first.key
    }

    /// The review to which an agreed request leads: the one that is open, or else the next.
    var reviewToBegin: UInt8 {
        guard let latest = file.latestReview, !latest.isDecided else {
            return file.reviewCount == .max ? .max : file.reviewCount + 1
        }
        return latest.number
    }

    /// The key in its 22 characters; nil when it is none.
    package static func key(_ text: String) -> SubmissionKey? {
        var text = text
        return text.withUTF8 { SubmissionKey(utf8: $0) }
    }

    /// The review that is meant: the one that was named, or else the one that waits for it.
    package static func review(
        _ named: Int?, for kind: RecordKind, of id: CaseID, in file: CaseFile
    ) throws(CommandError) -> UInt8 {
        guard kind.isAboutReview else { return 0 }
        let count = file.reviewCount
        if let named {
            guard let number = UInt8(exactly: named), number > 0 else {
                throw CommandError("there can be no review \(named)")
            }
            guard number <= count &+ 1 else {
                throw CommandError(
                    "\(id) has no review \(number): "
                        + (count == 0 ? "none was opened yet" : "the last is review \(count)")
                        + "; the next would be review \(count + 1)")
            }
            return number
        }
        let isOfAmendment = [
            "representations", "amendment-answered", "officer-met", "final-submitted", "final-recorded",
        ].contains(kind.name)
        // Of an appeal and of mediation, the latest review that the family was told of.
        let isOfDecision = ["appeal", "mediation"].contains(kind.name)
        let waiting = file.reviews.last { review in
            isOfDecision
                ? review.told != nil
                : isOfAmendment ? review.told != nil && review.finalTold == nil : review.told == nil
        }
        if let waiting { return waiting.number }
        let what =
            isOfDecision
            ? "of whose decision the family was told"
            : isOfAmendment ? "with an amendment that is not finished" : "open"
        guard count > 0 else {
            throw CommandError("\(id) has no review yet; to begin one early name it: --review 1")
        }
        throw CommandError(
            "\(id) has no review \(what); the last is review \(count). Name it with --review \(count), or begin the next "
                + "early with --review \(count + 1)")
    }
}
