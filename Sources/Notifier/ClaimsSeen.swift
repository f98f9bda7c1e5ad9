import CaseFile
import Contracts

/// A message of a case, or a claim of it.
struct MessageAtStage: Hashable {
    var id: CaseID
    var what: ConclusionID
}

/// What is known of claims beyond what files show: since when one has been seen, under which nothing can leave any
/// more, and what became of messages under this instance's own.
struct ClaimsSeen {
    /// Since when claims of others, or the want of a letter, have been seen, by this process's clock.
    private var since: [MessageAtStage: Double] = [:]
    /// Claims of this instance under which nothing can leave any more: the next must be made.
    private var lapsed: Set<MessageAtStage> = []
    /// What became of messages under claims of this instance, until it is read back: should its entry not be delivered,
    /// it is said again, and nothing is sent again.
    private var outcomes: [MessageAtStage: Event] = [:]
    /// Claims of this instance under which a message was handed to a channel that has not answered, with the channel's
    /// place. Bounded by what the channels take (`ChannelDesk.mostInHand`).
    private var handed: [MessageAtStage: Int] = [:]
    /// Messages that left and whose receipt is not read back yet, also under a claim that was overtaken since.
    private var left: [MessageAtStage: Event] = [:]
    /// Messages that a channel kept and gave back before anybody posted them.
    private var withdrawn: Set<MessageAtStage> = []
    /// The claims under which a message may have left without a receipt.
    private var signed: [MessageAtStage: Unsettled] = [:]

    /// Claims of one message of which nobody said what became of it.
    private struct Unsettled {
        /// When the first token was signed.
        var first: Int64
        /// How many there are.
        var claims: UInt32
        /// Whether the last failed before any channel was asked: of those before it that says nothing.
        var hasFailed = false
        /// Whether it waited for somebody to look through it ever since the first: then it left under none of them, as whoever
        /// holds a claim knows all that was said before it.
        var isHeld = true
    }

    /// That event of the case was accepted: a claim came to an end, or another was made.
    mutating func fold(_ event: Event, of id: CaseID) {
        guard case .conclusion(let said) = event.id, said.stage != .said else { return }
        if !since.isEmpty || !lapsed.isEmpty || !outcomes.isEmpty {
            let last = said.stage == .claim ? said.attempt - 1 : said.attempt
            let claim = MessageAtStage(id: id, what: last == 0 ? said.message : said.at(.claim, attempt: last))
            since[claim] = nil
            lapsed.remove(claim)
            outcomes[claim] = nil
        }
        let message = MessageAtStage(id: id, what: said.message)
        if said.stage == .sent, !left.isEmpty { left[message] = nil }
        switch event.data {
        case .notificationClaimed(let claim):
            if let token = claim.signed {
                var unsettled = signed[message] ?? Unsettled(first: token, claims: 0)
                unsettled.first = min(token, unsettled.first)
                unsettled.claims += 1
                signed[message] = unsettled
            }
        case .notificationFailed(let failed):
            if !signed.isEmpty {
                let unsettled = signed[message]
                if failed.why.isOfChannel || (unsettled?.claims ?? 0) < 2
                    || failed.why == .mayTellPlace && unsettled?.isHeld == true
                {
                    signed[message] = nil
                } else {
                    signed[message]?.hasFailed = true
                }
            }
            withdrawn.remove(message)
        case .notificationSent:
            if !signed.isEmpty { signed[message] = nil }
            withdrawn.remove(message)
        default: break
        }
    }

    /// Follows which of the case's messages have waited, since their first claim, for somebody to look through them: to be called
    /// after each entry, with whether they wait now.
    mutating func followHeld(_ messages: [Message], of id: CaseID, isHeld: (Message) -> Bool) {
        guard !signed.isEmpty else { return }
        for message in messages where message.stage != .sent {
            let key = MessageAtStage(id: id, what: message.id)
            if signed[key]?.isHeld == true, !isHeld(message) { signed[key]?.isHeld = false }
        }
    }

    /// Whether that claim, or the want of a letter, has been seen for so many seconds. Its clock runs on until what was
    /// said of it is read back: other news of the case may go first.
    mutating func hasStood(_ atStage: MessageAtStage, for patience: Double, _ seconds: Double) -> Bool {
        let first = since[atStage] ?? seconds
        since[atStage] = first
        return seconds - first >= patience
    }

    /// When the first token was signed under which the message may have left without a receipt.
    func firstSigned(_ message: MessageAtStage) -> Int64? { signed[message]?.first }

    /// The same of a message that failed since for want of something else, before its channel was asked.
    func signedBeforeFailure(_ message: MessageAtStage) -> Int64? {
        signed[message].flatMap { $0.hasFailed ? $0.first : nil }
    }

    /// Whether nothing can leave any more under that claim of this instance.
    func hasLapsed(_ claim: MessageAtStage) -> Bool { lapsed.contains(claim) }

    mutating func lapse(_ claim: MessageAtStage) { lapsed.insert(claim) }

    /// What became of the message under that claim of this instance, and is not read back yet.
    func outcome(of claim: MessageAtStage) -> Event? { outcomes[claim] }

    mutating func note(_ outcome: Event, of claim: MessageAtStage) { outcomes[claim] = outcome }

    /// The receipt of a message that left, which is not read back yet.
    func receipt(of message: MessageAtStage) -> Event? { left[message] }

    mutating func noteLeft(_ message: MessageAtStage, _ receipt: Event) { left[message] = receipt }

    mutating func noteWithdrawn(_ message: MessageAtStage) { withdrawn.insert(message) }

    /// Whether a channel that kept that message gave it back: it did not leave.
    func isWithdrawn(_ message: MessageAtStage) -> Bool { withdrawn.contains(message) }

    /// The place of the channel that was handed the message under that claim and has not answered.
    func handed(_ claim: MessageAtStage) -> Int? { handed[claim] }

    /// All that a channel was handed and has not answered.
    var handedOver: [MessageAtStage] { Array(handed.keys) }

    mutating func hand(_ claim: MessageAtStage, to desk: Int) { handed[claim] = desk }

    mutating func takeBack(_ claim: MessageAtStage) { handed[claim] = nil }
}

extension DeliveryFailure {
    /// Whether it is a channel's answer, or that nobody can tell any more: it settles all claims before.
    var isOfChannel: Bool {
        switch self {
        case .refused, .notKnown: true
        case .noAddress, .badAddress, .noDocument, .noWords, .byDecision, .ended, .tooLate, .tooLarge, .notForAddressee,
            .mayTellPlace:
            false
        }
    }
}
