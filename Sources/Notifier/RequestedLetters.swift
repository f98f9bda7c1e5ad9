import CaseFile
import Contracts

/// Which letter each message carries that was asked for and has not left. The letters themselves are fetched when they leave.
struct RequestedLetters {
    private var requested: [MessageAtStage: DocumentHash] = [:]

    /// A message was asked for that carries that letter.
    mutating func request(_ letter: DocumentHash, by message: MessageAtStage) { requested[message] = letter }

    /// The message left.
    mutating func settle(_ message: MessageAtStage) { requested[message] = nil }

    /// The letter that the message's request names.
    subscript(_ message: MessageAtStage) -> DocumentHash? { requested[message] }

    /// The letter that leaves with the message: the copy that its request names, when that is the one addressed to its
    /// contact.
    func key(of message: ConclusionID, in view: CaseInView) -> DocumentKey? {
        guard let hash = requested[MessageAtStage(id: view.id, what: message)],
            hash == view.file.waitingCopy(of: message)?.document
        else { return nil }
        return DocumentKey(view.id, .letter, hash)
    }

    /// The other forms of that letter.
    func forms(of message: ConclusionID, in view: CaseInView) -> [KeptForm] {
        view.file.waitingCopy(of: message)?.forms ?? []
    }
}
