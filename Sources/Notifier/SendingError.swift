public import Contracts

/// Why a message, or all of them, cannot leave; each says what to do.
public enum SendingError: Error, Equatable, CustomStringConvertible {
    /// A log of invented children, and a way that leads outside.
    case rehearsal(ChannelName)
    /// The folder cannot be written to.
    case folder(path: String, doing: String, why: String)
    /// A template is missing or cannot be filled.
    case template(String)
    /// A person's record has a field that is larger than anything is taken.
    case oversized(field: String)
    /// This one message cannot be delivered, whoever tries; it says what is wrong without quoting it.
    case refused(String)
    /// A letter, or a document that it encloses or quotes, cannot be fetched at present.
    case notFetched(String)
    /// A record for `notifications` cannot be written as JSON.
    case notWritable(String)

    public var description: String {
        switch self {
        case .rehearsal(let channel):
            "this log is a rehearsal: nothing may leave by \(channel); start the notifier with --folder"
        case .folder(let path, let doing, let why):
            "\(path): cannot \(doing): \(why); make the folder writable for the notifier, with room: it goes on by itself"
        case .template(let why): "a message cannot be written: \(why)"
        case .oversized(let field): "the field \(field) of a person is larger than anything is taken"
        case .refused(let why): "the message is refused: \(why)"
        case .notFetched(let why):
            "a document that leaves with a message cannot be fetched: \(why); it goes on by itself"
        case .notWritable(let why): "a record of notifications cannot be written: \(why)"
        }
    }
}
