public import Contracts
public import Statute

/// One message as it leaves: to whom, in which words.
public struct Post: Sendable, Equatable {
    /// The case.
    public var id: CaseID
    /// The message; with the case it is the provider's reference and the file's name.
    public var message: ConclusionID
    /// To whom.
    public var to: Person
    /// The subject, which never names the child.
    public var subject: String
    /// The text.
    public var text: String
    /// The same as a page.
    public var html: String
    /// The partition's today.
    public var day: Day
    /// The council, as the log names it.
    public var council: String
    /// Whether it is of a rehearsal, and says so.
    public var isRehearsal: Bool

    /// Case and message in one word of letters, digits, `-`, `_`, `.` and `+`, the same for ever.
    ///
    /// `+` stands for the slash: it is in neither of the alphabets that ids use, so no two messages share a name.
    public var reference: String { "\(id)/\(message)".replacing("/", with: "+") }
}

/// A way by which messages leave.
public protocol Delivery {
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

/// Why the sender cannot go on; each says what to do.
public enum SendingError: Error, Equatable, CustomStringConvertible {
    /// A log of invented children, and a way that leads outside.
    case rehearsal(Channel)
    /// The folder cannot be written to.
    case folder(path: String, doing: String, why: String)
    /// A template is missing or cannot be filled.
    case template(String)
    /// Letters that wait to be sent take more memory than they may.
    case letters(bytes: Int)
    /// A record for `notifications` cannot be written as JSON.
    case notWritable(String)

    public var description: String {
        switch self {
        case .rehearsal(let channel):
            "this log is a rehearsal: nothing may leave by \(channel.rawValue); start the notifier with --folder"
        case .folder(let path, let doing, let why):
            "\(path): cannot \(doing): \(why); make the folder writable for the notifier, with room, and start it again"
        case .template(let why): "a message cannot be written: \(why)"
        case .letters(let bytes):
            "letters that wait take \(bytes) bytes, more than \(Sender.mostLetterBytes): release or resume sending"
        case .notWritable(let why): "a record of notifications cannot be written: \(why)"
        }
    }
}
