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

extension CaseFile {
    /// What somebody asked for to be sent again, in the order of the reports that stand.
    public var resends: [Resend] {
        let known = resendsAsked
        guard !known.isEmpty else { return [] }
        return submissions.compactMap { report in
            guard report.kind == .resendAsked, report.stands else { return nil }
            return known.first { $0.key == report.key }
        }
    }

    /// What somebody asked for, by which that message goes again, or went, whether or not it stands; nil of other messages.
    public func resend(_ again: ConclusionID) -> Resend? {
        guard again.subject == .tellAgain else { return nil }
        return resendsAsked.first { $0.key.reference == again.fact }
    }

    /// What somebody asked for, by which that message goes again, or went; nil when nobody did.
    public func resend(of message: ConclusionID) -> Resend? { resends.first { $0.message == message } }

    /// What that message says, on what fact: of one that goes again, the first of the messages that did not reach its addressee.
    public func origin(of message: ConclusionID) -> ConclusionID {
        var origin = message
        // Each names another; whatever they name, no way is longer than there are of them.
        for _ in resendsAsked {
            guard let asked = resend(origin) else { break }
            origin = asked.message
        }
        return origin
    }

    /// Whether a message that left may be asked for again on that day: it is worth saying, and may leave.
    public func mayGoAgain(_ message: Message, on day: Day) -> Bool {
        message.sent != nil && day <= message.until && mayBeWrittenTo(message.id.addressee)
            && CaseReading(self).isWorthRepeating(message.id)
    }

    /// Whether that message may go again: somebody asked for it first, by a report that stands, and it had left.
    func isAskedAgain(_ again: ConclusionID) -> Bool {
        guard let asked = resend(again), asked.again == again, resend(of: asked.message) == asked else { return false }
        return message(asked.message)?.sent != nil
    }
}

extension CaseFile {
    /// The last message by which that one went again; nil while it was only asked for.
    func latest(of message: Message) -> Message? {
        var latest = message
        // Each names one that was there before it.
        for _ in resends {
            guard let asked = resend(of: latest.id) else { break }
            guard let next = self.message(asked.again) else { return nil }
            latest = next
        }
        return latest
    }
}
