public import Contracts

/// A way by which messages leave.
public protocol Carrier {
    /// Its name in receipts.
    var channel: Channel { get }
    /// Whether invented messages may leave by it: only where nobody outside can receive them.
    var allowsRehearsal: Bool { get }
    /// Seconds that a claim of another instance must have stood without a receipt before it is taken over.
    var patience: Double { get }
    /// Hands the message over; the same message handed over twice must not arrive twice. Answers the receipt.
    mutating func deliver(_ post: Post) throws(SendingError) -> String
    /// Makes what was handed over since the last call durable; no receipt is said before.
    mutating func settle() throws(SendingError)
}
