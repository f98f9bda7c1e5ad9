public import Contracts
public import Runtime

/// A message as the sender hands it to a channel: its words, and which documents come with them.
struct Parcel: Sendable {
    /// Under which claim it leaves.
    var claim: MessageAtStage
    /// Its words.
    var post: Post
    /// What is enclosed, in order.
    var enclosed: [EnclosedDocument]
}

/// A document that a letter encloses, and where it stands on `documents`.
struct EnclosedDocument: Hashable, Sendable {
    var key: DocumentKey
    var place: Position
}

/// Where enclosures are fetched from when they leave.
///
/// - Thread: any; whoever asks waits.
public protocol EnclosureSource: Sendable {
    /// The document under that key, held to the hash in it; nil when it is not there any more. Throws when nobody can be
    /// asked at present.
    func document(_ key: DocumentKey, at place: Position) throws(SendingError) -> Document?
    /// Nothing more is asked.
    func close()
}

extension EnclosureSource {
    public func close() {}
}

extension DocumentFetcher: EnclosureSource {
    public func document(_ key: DocumentKey, at place: Position) throws(SendingError) -> Document? {
        do throws(FetchFault) {
            return try fetch(key, at: place)
        } catch {
            throw .notFetched(error.description)
        }
    }
}
