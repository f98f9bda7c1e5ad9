import Contracts

/// A message as the sender hands it to a channel: its words, and which documents come with them.
struct Parcel: Sendable {
    /// Under which claim it leaves.
    var claim: MessageAtStage
    /// Its words; of a message that carries a letter, those are the letter's.
    var post: Post
    /// The letter that it carries; nil when it is in words of its own.
    var letter: DocumentKey?
    /// The letter's other forms; none where it was written as a page alone.
    var forms: [KeptForm]
    /// What is enclosed, in order.
    var enclosed: [DocumentKey]
}
