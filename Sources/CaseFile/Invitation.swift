public import Contracts
public import Statute

/// An invitation to a review meeting that its party ought to get.
public struct Invitation: Sendable {
    /// The reference of the report by which it became news: of the meeting arranged; or, when the party has an invitation
    /// on that already, of the report by which an earlier date stands again or another setting is to come.
    public let fact: UInt64
    /// The day of the meeting.
    public let meeting: Day
}

// Everyone's last word on the meeting must be true, and nobody is told the same twice in a row. So what counts is the
// last invitation to a party, and not whether that day was ever told: a meeting may be moved away and back.
extension CaseFile {
    /// The invitation to that review's meeting that the party lacks; nil when no meeting is arranged, or the party's last
    /// word on it is true.
    ///
    /// It looks at reports and messages alone, and no further than it must: every invitation in the log is held
    /// against it.
    public func invitation(to party: Party, in review: UInt8) -> Invitation? {
        guard let arranged = submissions.last(where: { $0.kind == .arranged && $0.review == review && $0.stands }),
            let meeting = arranged.date, isKnown(review)
        else { return nil }
        // An invitation whose sending was given up after it had been taken over may have left or not.
        if let last = lastInvitation(to: party, in: review), last.until == meeting, last.failure != .tooLate {
            return nil
        }
        var fact = arranged.key.reference
        if isInvited(party, to: review, on: fact) {
            guard let turn = submissions.first(where: \.turns)?.key.reference, !isInvited(party, to: review, on: turn)
            else { return nil }
            fact = turn
        }
        return Invitation(fact: fact, meeting: meeting)
    }

    /// The last invitation to that review's meeting that went, or is to go, to whoever is that party now; nil when there
    /// is none. What became too late under its only claim never left.
    public func lastInvitation(to party: Party, in review: UInt8) -> Message? {
        invitations(to: party, in: review).last { $0.failure != .tooLate || $0.claims > 1 }
    }

    /// The other day that the party heard last, before that invitation; nil when it was told none, or the same.
    public func meetingToldBefore(_ invitation: ConclusionID) -> Day? {
        guard invitation.subject == .tellInvitation, let party = invitation.party, let message = message(invitation)
        else { return nil }
        let told = invitations(to: party, in: invitation.review).last { $0.sent != nil && $0.id != invitation }
        return told.flatMap { $0.until == message.until ? nil : $0.until }
    }

    /// The invitations to whoever is that party now, in the order in which they were asked for: what was said to a
    /// setting before another took its place was said to somebody else.
    private func invitations(to party: Party, in review: UInt8) -> some BidirectionalCollection<Message> {
        messages[(party == .setting ? Int(settingSince) : 0)...].lazy.filter {
            $0.id.subject == .tellInvitation && $0.id.review == review && $0.id.party == party
        }
    }

    private func isInvited(_ party: Party, to review: UInt8, on fact: UInt64) -> Bool {
        message(ConclusionID(.tellInvitation, review: review, fact: fact, party: party)) != nil
    }

    /// Whether that review was opened, or recorded as under way.
    private func isKnown(_ review: UInt8) -> Bool {
        said.contains { $0.review == review && $0.subject == .opened }
            || submissions.contains { $0.review == review && $0.kind == .underWay && $0.stands }
    }
}
