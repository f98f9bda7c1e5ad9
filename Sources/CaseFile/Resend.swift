public import Contracts
public import Statute

// What is not obvious here:
//
// - What did not reach its addressee is never un-told. It goes again as a message of its own, whose fact is the report by
//   which somebody asked for that: with claims, a receipt and a return of its own. Of several reports that ask for the same
//   message again the first that stands counts.
// - Sent and served are two days. The weeks of a decision, the eight weeks of an amendment and the two months of an appeal
//   count from the day on which a letter was sent (SEND Regulations 2014, regs 20(10) and 22(3); the Tribunal's rule 20(1)),
//   and a return changes none of them. The family's fifteen days begin with the day of service (reg 22(2)(c)). Post counts as
//   served in the ordinary course "unless the contrary is proved" (Interpretation Act 1978, s.7), and a letter that came back
//   is the proof: so the fifteen days count from the message that went again, and while none did nobody may take them for
//   over without being asked (`noticeUnserved`).

/// That somebody asked for a message to be sent again.
public struct Resend: Hashable, Sendable {
    /// The report's key.
    public let key: SubmissionKey
    /// The message that did not reach its addressee.
    public let message: ConclusionID
    /// By which way it is to go; nil: as the record of its addressee says.
    public let by: Delivery?

    /// The message by which it goes again, to the same addressee.
    public var again: ConclusionID {
        ConclusionID(.tellAgain, review: message.review, fact: key.reference, to: message.addressee)
    }
}

/// What was asked for to be sent again, as it is sought: made once for a look at a file (`CaseReading`), so that thousands of
/// such reports cost one walk over them.
struct AskedAgain {
    /// By the facts of the messages by which it goes again, whether or not it stands.
    private var byFact: [Fact: Resend] = [:]
    /// Of each message, what was asked for first and stands.
    private var first: [ConclusionID: Resend] = [:]

    init(in file: CaseFile) {
        let asked = file.resendsAsked
        guard !asked.isEmpty else { return }
        for resend in asked where byFact[resend.key.reference] == nil { byFact[resend.key.reference] = resend }
        for resend in file.resends where first[resend.message] == nil { first[resend.message] = resend }
    }

    /// What somebody asked for, by which that message goes again, or went, whether or not it stands; nil of other messages.
    func resend(_ again: ConclusionID) -> Resend? { again.subject == .tellAgain ? byFact[again.fact] : nil }

    /// What somebody asked for, by which that message goes again, or went; nil when nobody did.
    func resend(of message: ConclusionID) -> Resend? { first[message] }

    /// What that message says, on what fact: of one that goes again, the first of the messages that did not reach its addressee.
    func origin(of message: ConclusionID) -> ConclusionID {
        var origin = message
        // Each names another; whatever they name, no way is longer than there are of them.
        for _ in byFact {
            guard let asked = resend(origin) else { break }
            origin = asked.message
        }
        return origin
    }

    /// Of which message that one is the next, asked for first by a report that stands; nil where it is of none.
    func message(before again: ConclusionID) -> ConclusionID? {
        guard let asked = resend(again), asked.again == again, resend(of: asked.message) == asked else { return nil }
        return asked.message
    }
}

extension CaseFile {
    /// What somebody asked for to be sent again, in the order of the reports that stand.
    public var resends: [Resend] {
        guard !resendsAsked.isEmpty else { return [] }
        let known = Dictionary(resendsAsked.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        return submissions.compactMap { $0.kind == .resendAsked && $0.stands ? known[$0.key] : nil }
    }

    /// What somebody asked for, by which that message goes again, or went, whether or not it stands; nil of other messages.
    public func resend(_ again: ConclusionID) -> Resend? { AskedAgain(in: self).resend(again) }

    /// What somebody asked for, by which that message goes again, or went; nil when nobody did.
    public func resend(of message: ConclusionID) -> Resend? { AskedAgain(in: self).resend(of: message) }

    /// What that message says, on what fact: of one that goes again, the first of the messages that did not reach its addressee.
    public func origin(of message: ConclusionID) -> ConclusionID { AskedAgain(in: self).origin(of: message) }

    /// Whether a message that left may be asked for again on that day: it is worth saying, and may leave.
    public func mayGoAgain(_ message: Message, on day: Day) -> Bool {
        message.sent != nil && day <= message.until && mayBeWrittenTo(message.id.addressee)
            && CaseReading(self).isWorthRepeating(message.id)
    }

    /// Whether that message may go again: somebody asked for it first, by a report that stands, and it had left.
    func isAskedAgain(_ again: ConclusionID) -> Bool {
        guard let before = AskedAgain(in: self).message(before: again) else { return false }
        return message(before)?.sent != nil
    }
}

extension CaseFile {
    /// The last message by which that one went again; nil while it was only asked for.
    func latest(of message: Message, _ asked: AskedAgain) -> Message? {
        var latest = message
        // Each names one that was there before it.
        for _ in messages {
            guard let again = asked.resend(of: latest.id)?.again else { break }
            guard let next = self.message(again) else { return nil }
            latest = next
        }
        return latest
    }
}
