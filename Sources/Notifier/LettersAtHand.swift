import CaseFile
import Contracts
import Runtime

/// The letters that messages carry: which each asked for, and those that are here to leave. Every one was held to the
/// hash in its key when it was read.
struct LettersAtHand {
    /// Bytes of letters that wait in memory to be sent, beyond which the service is not ready and says so.
    static let mostBytes = 256 << 20

    private(set) var bytes = 0
    private var kept: [DocumentKey: [UInt8]] = [:]
    /// Letters that left: `documents` is read from its beginning at every start, and holds them still.
    private var settled: Set<DocumentKey> = []
    /// Letters that a message waits for.
    private var missed: Set<DocumentKey> = []
    /// The letters that messages asked for and that have not left.
    private var requested: [MessageAtStage: DocumentHash] = [:]

    // MARK: What was read

    /// Reads a record of `documents`; the case that waited for it. What is not a letter is left alone: views, reports
    /// and reasons leave by no message. A record whose bytes, headers or key are wrong is refused, and what stood under
    /// that key before is gone.
    mutating func read(_ record: TopicRecord) throws(Document.Fault) -> CaseID? {
        guard let key = DocumentKey(record.key) else { throw .key }
        guard key.role == .letter else { return nil }
        if let old = kept.removeValue(forKey: key) { bytes -= old.count }
        guard let value = record.value, !settled.contains(key) else { return nil }
        let document = try Document(key, headers: record.headers, bytes: value)
        guard document.mediaType == Document.html else { throw .header(Document.Header.mediaType) }
        kept[key] = document.bytes
        bytes += document.bytes.count
        return missed.remove(key).map(\.case)
    }

    /// A message was asked for that carries that letter.
    mutating func request(_ letter: DocumentHash, by message: MessageAtStage) { requested[message] = letter }

    /// The message left, and its letter is needed no longer.
    mutating func settle(_ message: MessageAtStage) {
        guard let hash = requested.removeValue(forKey: message) else { return }
        let key = DocumentKey(message.id, .letter, hash)
        settled.insert(key)
        if let old = kept.removeValue(forKey: key) { bytes -= old.count }
    }

    // MARK: What is asked

    /// The letter that the message's request names.
    func requested(by message: MessageAtStage) -> DocumentHash? { requested[message] }

    /// The letter that leaves with the message: the copy that its request names, when that is the one addressed to its
    /// contact; nil when it is not, or is not here.
    func letter(for message: ConclusionID, in view: CaseInView) -> [UInt8]? {
        key(of: message, in: view).flatMap { kept[$0] }
    }

    /// Whether the message's letter is named and has not come.
    func isMissing(for message: ConclusionID, in view: CaseInView) -> Bool {
        key(of: message, in: view).map { kept[$0] == nil } ?? false
    }

    /// The case is to be looked at again when the message's letter comes.
    mutating func wait(for message: ConclusionID, in view: CaseInView) {
        if let key = key(of: message, in: view) { missed.insert(key) }
    }

    private func key(of message: ConclusionID, in view: CaseInView) -> DocumentKey? {
        guard let hash = requested[MessageAtStage(id: view.id, what: message)],
            hash == view.file.waitingCopy(of: message)?.document
        else { return nil }
        return DocumentKey(view.id, .letter, hash)
    }
}
