import CaseFile
import Contracts

/// Which letter each message carries that was asked for, or carried when it left. The letters themselves are fetched when they
/// leave.
struct RequestedLetters {
    private var requested: [MessageAtStage: DocumentHash] = [:]
    /// What left: should it come back, it is this that goes again. About 100 bytes a letter to one of the family.
    private var left: [MessageAtStage: DocumentHash] = [:]

    /// A message was asked for that carries that letter.
    mutating func request(_ letter: DocumentHash, by message: MessageAtStage) { requested[message] = letter }

    /// The message left.
    mutating func settle(_ message: MessageAtStage) {
        guard let letter = requested.removeValue(forKey: message) else { return }
        left[message] = letter
    }

    /// The letter that left with that message.
    func sent(with message: ConclusionID, of id: CaseID) -> DocumentKey? {
        left[MessageAtStage(id: id, what: message)].map { DocumentKey(id, .letter, $0) }
    }

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
