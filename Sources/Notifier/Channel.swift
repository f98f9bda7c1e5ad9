import CaseFile
public import Contracts
public import Statute

/// A way by which messages leave.
///
/// - Thread: its desk's alone (`ChannelDesk`), where it may wait for its provider as long as it likes. What the sender asks
///   of a channel without waiting is `signer`, and what does not change.
public protocol Channel: Sendable {
    /// Its name in receipts.
    var name: ChannelName { get }
    /// Whether invented messages may leave by it: only where nobody outside can receive them.
    var allowsRehearsal: Bool { get }
    /// Seconds that a claim of another instance must have stood without a receipt before it is taken over.
    var patience: Double { get }
    /// How what it carries is served.
    var carries: Set<Delivery> { get }
    /// Whether nobody on the way can read an e-mail that leaves by it; by one that does not protect it no letter leaves as an
    /// e-mail.
    var protectsMail: Bool { get }
    /// How many messages it is given at once, at most.
    var mostAtOnce: Int { get }
    /// The most bytes of documents that come with one message.
    var mostEnclosed: Int { get }
    /// Whether it keeps what is enclosed as it comes, one document after the other, so that nobody holds all of it. Then
    /// `submit` gets messages without it.
    var keepsEnclosures: Bool { get }
    /// Keeps what is enclosed in that message at that place, counted from 0, until it is submitted; what is kept already is
    /// written again.
    mutating func keep(_ enclosure: Enclosure, at place: Int, of message: Post) throws(SendingError)
    /// What signs a token for each claim, where its provider takes one.
    var signer: (any TokenSigner)? { get }
    /// Why nothing of that log may leave by it: what it keeps is of another log, and is left as it is; nil when it may.
    /// Asked when the log's name is known, and again after a fault; then keeps it.
    mutating func lack(for log: LogName) throws(SendingError) -> String?
    /// Why nothing can leave by it at present, with what to do; nil when it can. Asked before the first claim of a process
    /// and while it has a fault: whoever cannot send claims nothing, however often it starts.
    mutating func fault() -> String?
    /// Hands these messages over and answers for each, in their order. `accepted` is said only of what outlives a crash from
    /// here on. The same message handed over twice must not arrive twice, unless nobody can be asked what arrived. What is
    /// answered with `again`, and all behind it, is handed over again.
    mutating func submit(_ messages: [Post]) -> [ChannelAnswer]
    /// The messages that it keeps for somebody to post, and those of which it was told that they were; asked before the first
    /// claim of a process, as `fault` is.
    mutating func kept() throws(SendingError) -> [(id: CaseID, message: ConclusionID)]
    /// Takes a message that it keeps out of the hands of whoever posts; false when it left, or is not known here.
    mutating func withdraw(_ message: ConclusionID, of id: CaseID) throws(SendingError) -> Bool
    /// What became of messages that left by it, also under earlier processes: each at least once a process, as long as the
    /// provider knows of it. At most so many at once. Asked now and then.
    mutating func receipts(most: Int) throws(SendingError) -> [ChannelReceipt]
}

extension Channel {
    public var carries: Set<Delivery> { [.post, .email] }
    public var protectsMail: Bool { true }
    public var mostAtOnce: Int { 20 }
    public var mostEnclosed: Int { Bounds.enclosed }
    public var keepsEnclosures: Bool { false }
    public mutating func keep(_ enclosure: Enclosure, at place: Int, of message: Post) throws(SendingError) {}
    public var signer: (any TokenSigner)? { nil }
    public mutating func lack(for log: LogName) throws(SendingError) -> String? { nil }
    public mutating func fault() -> String? { nil }
    public mutating func kept() throws(SendingError) -> [(id: CaseID, message: ConclusionID)] { [] }
    public mutating func withdraw(_ message: ConclusionID, of id: CaseID) throws(SendingError) -> Bool { false }
    public mutating func receipts(most: Int) throws(SendingError) -> [ChannelReceipt] { [] }
}

/// Signs the tokens under which a provider takes messages. It asks nobody and never waits.
///
/// - Thread: the sender's, beside that of the channel which reads them.
public protocol TokenSigner: Sendable {
    /// That claim of a message of that case is about to be written. A token is signed now, once, also when the claim is
    /// written again: it has lapsed before another instance may take the claim over, so whoever sleeps with the message in
    /// its hand comes too late. Answers when it was signed, in seconds since the beginning of 1970, where the provider
    /// forgets; the claim says so.
    func sign(_ claim: ConclusionID, of id: CaseID) -> Int64?
    /// Whether the provider, asked from now until a token signed now has lapsed, still knows whether something left under
    /// one signed then. It must rather say no too soon than too late: clocks of hosts differ.
    func canTell(since signed: Int64) -> Bool
}

/// What a channel answers for a message that it was handed.
public enum ChannelAnswer: Equatable, Sendable {
    /// It is on its way, or was already; the provider's own word for it.
    case accepted(String)
    /// It lies ready for somebody to post, and is not sent before they say that they did: `receipts` tells.
    case kept
    /// It will never be taken, whoever tries; why, without quoting it.
    case refused(String)
    /// The token that was signed before the claim has lapsed, and the message did not leave: it needs the next claim.
    case lapsed
    /// Nothing is taken at present, neither this nor what comes behind it: again after so many seconds; why.
    case again(Double, String)
}

/// What a channel says, later, of a message that left by it, or that it kept.
public struct ChannelReceipt: Equatable, Sendable {
    /// What became of it.
    public enum Outcome: String, CaseIterable, Sendable {
        /// Somebody posted it.
        case dispatched
        /// It arrived.
        case delivered
        /// It came back.
        case returned
        /// The provider could not deliver it.
        case failed
    }

    /// The case and the message.
    public var id: CaseID
    public var message: ConclusionID
    /// What became of it.
    public var outcome: Outcome
    /// Of one that was posted, on which day; nil: when it was said.
    public var day: Day?
    /// Of one that was posted, the channel's own word for it.
    public var reference: String
    /// Of one that was posted, whether its letter lay there in braille too.
    public var isInBraille: Bool

    public init(
        _ message: ConclusionID, of id: CaseID, _ outcome: Outcome, on day: Day? = nil, reference: String = "",
        isInBraille: Bool = false
    ) {
        self.isInBraille = isInBraille
        self.id = id
        self.message = message
        self.outcome = outcome
        self.day = day
        self.reference = reference
    }

    /// Whether the file does not hold yet what it says of that message.
    func tellsNews(of message: Message) -> Bool {
        switch outcome {
        case .delivered: false
        case .dispatched: message.sent == nil && message.claims > 0
        case .returned, .failed:
            message.returned == nil && (message.sent != nil || message.stage == .claim)
        }
    }

    /// What is to be said of it; nil while something else is to be said first.
    func event(of message: Message, by channel: ChannelName, on today: Day) -> Event? {
        switch outcome {
        case .delivered: return nil
        case .dispatched:
            let sent = NotificationSent(channel: channel, receipt: reference, braille: isInBraille ? true : nil)
            return Event(
                id: .conclusion(message.id.at(.sent, attempt: message.claims)),
                happened: day.flatMap { $0 < today ? $0 : nil }, data: .notificationSent(sent))
        case .returned, .failed:
            guard message.sent != nil else { return nil }
            return Event(
                message.id.at(.returned, attempt: message.claims),
                .notificationReturned(NotificationReturned(why: outcome == .returned ? .returned : .undelivered)))
        }
    }
}
