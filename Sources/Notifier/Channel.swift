public import Contracts

/// A way by which messages leave.
public protocol Channel {
    /// Its name in receipts.
    var name: ChannelName { get }
    /// Whether invented messages may leave by it: only where nobody outside can receive them.
    var allowsRehearsal: Bool { get }
    /// Seconds that a claim of another instance must have stood without a receipt before it is taken over.
    var patience: Double { get }
    /// Why nothing of that log may leave by it: what it keeps is of another log, and is left as it is; nil when it may.
    /// Asked when the log's name is known, and again after a fault; then keeps it.
    mutating func lack(for log: LogName) throws(SendingError) -> String?
    /// Why nothing can leave by it at present, with what to do; nil when it can. Asked before the first claim of a process
    /// and while it has a fault: whoever cannot send claims nothing, however often it starts.
    mutating func fault() -> String?
    /// That claim of a message of that case is about to be written. A provider's token is signed now, once, also when the
    /// claim is written again: it has lapsed before another instance may take the claim over, so whoever sleeps with the
    /// message in its hand comes too late. Answers when the token was signed, in seconds since the beginning of 1970,
    /// where the provider forgets; the claim says so.
    mutating func prepare(_ claim: ConclusionID, of id: CaseID) -> Int64?
    /// Whether the provider, asked from now until a token signed now has lapsed, still knows whether something left under
    /// one signed then. It must rather say no too soon than too late: clocks of hosts differ.
    func canTell(since signed: Int64) -> Bool
    /// Hands the message over; throws `.lapsed` when its token has, and it did not leave. The same message handed over
    /// twice must not arrive twice. Answers the receipt. Throws `.refused` of what it will never take, and anything else
    /// when nothing leaves by it at present: then it is asked for its `fault`, and the message waits under its claim.
    mutating func deliver(_ post: Post) throws(SendingError) -> String
    /// Makes what was handed over since the last call durable; no receipt is said before.
    mutating func settle() throws(SendingError)
}

extension Channel {
    public mutating func lack(for log: LogName) throws(SendingError) -> String? { nil }
    public mutating func fault() -> String? { nil }
    public mutating func prepare(_ claim: ConclusionID, of id: CaseID) -> Int64? { nil }
    public func canTell(since signed: Int64) -> Bool { true }
}
