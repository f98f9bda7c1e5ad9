import CaseFile
import Contracts
import Statute

/// A case as a look at it finds it.
struct CaseInView {
    let id: CaseID
    let reading: CaseReading
    let plan: PlanRecorded
    let log: LogBook
    let today: Day
    /// This instance, and its clock.
    let instance: String
    let seconds: Double

    var file: CaseFile { reading.file }

    /// The claim that stands of that message, or the message itself when there is none.
    func lastClaim(of message: Message) -> MessageAtStage {
        MessageAtStage(id: id, what: message.claims == 0 ? message.id : message.id.at(.claim, attempt: message.claims))
    }
}

/// What a look at a case came to.
struct Look {
    /// What became of messages.
    var receipts: [Event] = []
    /// The messages that this instance is about to claim.
    var claims: [Event] = []
    /// Messages that this instance claimed, or is about to, by the place of their channel.
    var inHand: [Int]
    /// Of these, what a channel has and has not answered.
    var handed = 0
    /// Channels that take nothing at present, and by which a message of it is to leave.
    var awaited: Set<Int> = []
    /// Whether to look again although nothing was read.
    var waits = false

    init(channels: Int) { inHand = Array(repeating: 0, count: channels) }

    /// How many messages are in hand.
    var messages: Int { inHand.reduce(0, +) }
    /// Whether channels have all that is in hand, and nothing is to be said.
    var isParked: Bool { handed == messages && receipts.isEmpty && claims.isEmpty && !waits }

    /// What to say now. Receipts first: a claim that does not fit any more must not take them down with it.
    func entry(on day: Day) -> Entry? {
        let events = receipts.isEmpty ? claims : receipts
        guard case .conclusion(let first)? = events.first?.id else { return nil }
        return Entry(
            by: .service(Notifier.name), recorded: day, because: .conclusion(first.message), events: events)
    }
}
