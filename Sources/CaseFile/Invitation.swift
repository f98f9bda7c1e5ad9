public import Contracts
public import Statute

// What is not obvious here:
//
// - An invitation is told for its addressee's last word, not for its day (`Sources/CaseFile/Invitation.swift`): a
//   meeting moved away and back is told three times, on the report that made it news. The one function answers what
//   is missing and what fits.

/// An invitation to a review meeting that its addressee ought to get.
public struct Invitation: Sendable {
    /// The reference of the report by which it became news: of the meeting arranged; or, when the addressee has an invitation
    /// on that already, of the report by which an earlier date stands again or another setting is to come.
    public let fact: Fact
    /// The day of the meeting.
    public let meeting: Day
}

// Everyone's last word on the meeting must be true, and nobody is told the same twice in a row. So what counts is the
// last invitation to a addressee, and not whether that day was ever told: a meeting may be moved away and back.
extension CaseFile {
    /// The invitation to that review's meeting that the addressee lacks; nil when no meeting is arranged, or the addressee's last
    /// word on it is true.
    ///
    /// It looks at reports and messages alone, and no further than it must: every invitation in the log is held
    /// against it.
    public func invitation(to addressee: Addressee, in review: UInt8) -> Invitation? {
        guard
            let arranged = submissions.last(where: { $0.kind == .meetingArranged && $0.review == review && $0.stands }),
            let meeting = arranged.date, isKnown(review)
        else { return nil }
        // An invitation whose sending was given up after it had been taken over may have left or not.
        if let last = lastInvitation(to: addressee, in: review), last.until == meeting, last.failure != .tooLate {
            return nil
        }
        var fact = arranged.key.reference
        if isInvited(addressee, to: review, on: fact) {
            guard let turn = submissions.first(where: \.turns)?.key.reference,
                !isInvited(addressee, to: review, on: turn)
            else { return nil }
            fact = turn
        }
        return Invitation(fact: fact, meeting: meeting)
    }

    /// The last invitation to that review's meeting that went, or is to go, to whoever is that addressee now; nil when there
    /// is none. What became too late under its only claim never left.
    public func lastInvitation(to addressee: Addressee, in review: UInt8) -> Message? {
        invitations(to: addressee, in: review).last { $0.failure != .tooLate || $0.claims > 1 }
    }

    /// The other day that the addressee heard last, before that invitation; nil when it was told none, or the same.
    public func meetingToldBefore(_ invitation: ConclusionID) -> Day? {
        guard invitation.subject == .tellInvitation, let addressee = invitation.addressee,
            let message = message(invitation)
        else { return nil }
        let told = invitations(to: addressee, in: invitation.review).last { $0.sent != nil && $0.id != invitation }
        return told.flatMap { $0.until == message.until ? nil : $0.until }
    }

    /// The invitations to whoever is that addressee now, in the order in which they were asked for: what was said to a
    /// setting before another took its place was said to somebody else.
    private func invitations(to addressee: Addressee, in review: UInt8) -> some BidirectionalCollection<Message> {
        messages[(addressee == .party(.setting) ? Int(settingSince) : 0)...].lazy.filter {
            $0.id.subject == .tellInvitation && $0.id.review == review && $0.id.addressee == addressee
        }
    }

    private func isInvited(_ addressee: Addressee, to review: UInt8, on fact: Fact) -> Bool {
        message(ConclusionID(.tellInvitation, review: review, fact: fact, to: addressee)) != nil
    }

    /// Whether that review was opened, or recorded as under way.
    private func isKnown(_ review: UInt8) -> Bool {
        said.contains { $0.review == review && $0.subject == .opened }
            || submissions.contains { $0.review == review && $0.kind == .reviewUnderWay && $0.stands }
    }
}
