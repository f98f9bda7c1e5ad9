import Contracts
import Runtime

/// The reasons of answers about early reviews (CYC-10), which messages quote as letters quote theirs: which document each
/// answer names, and what can be quoted of those that are here. Every one was held to the hash in its key when it was read.
struct AnswersAtHand {
    /// The most bytes of reasons in memory. Of what is more no message quotes: it says who has the reasons.
    static let mostBytes = 64 << 20

    private let mostBytes: Int
    private var bytes = 0
    /// Kept when messages have left: somebody who comes to hold the rights is told within the same weeks.
    private var named: [Answer: DocumentKey] = [:]
    private var kept: [DocumentKey: Reasons] = [:]
    /// Documents that a message waits for.
    private var missed: Set<DocumentKey> = []

    /// An answer as the messages of it name it.
    private struct Answer: Hashable {
        var id: CaseID
        var fact: Fact
    }

    /// What can be quoted of a document.
    private struct Reasons {
        /// Nil when there is none to quote: of a scan, of what is longer than a letter quotes, and beyond the bound.
        var text: String?
        var audience: Audience
        var bytes: Int { text?.utf8.count ?? 0 }
    }

    init(mostBytes: Int = AnswersAtHand.mostBytes) { self.mostBytes = mostBytes }

    // MARK: What was read

    /// That event of the case was accepted.
    mutating func fold(_ event: Event, of id: CaseID) {
        guard case .submission(let key) = event.id, case .earlyReviewAnswered(let answer) = event.data,
            let hash = answer.document
        else { return }
        named[Answer(id: id, fact: key.reference)] = DocumentKey(id, .answer, hash)
    }

    /// Reads a record of `documents`; the case that waited for it. A record whose bytes, headers or key are wrong is refused,
    /// and what stood under that key before is gone.
    mutating func read(_ record: TopicRecord) throws(Document.Fault) -> CaseID? {
        guard let key = DocumentKey(record.key) else { throw .key }
        guard key.role == .answer else { return nil }
        forget(key)
        guard let value = record.value else { return nil }
        let document = try Document(key, headers: record.headers, bytes: value)
        var text: String?
        do throws(QuoteFault) { text = try document.quotable() } catch {
            // The message says then who sends them.
        }
        var reasons = Reasons(text: text, audience: document.audience)
        if bytes + reasons.bytes > mostBytes { reasons.text = nil }
        kept[key] = reasons
        bytes += reasons.bytes
        return missed.remove(key).map(\.case)
    }

    private mutating func forget(_ key: DocumentKey) { bytes -= kept.removeValue(forKey: key)?.bytes ?? 0 }

    // MARK: What is asked

    /// The reasons that the message quotes; nil when the answer names none, or none that can be quoted to its addressee. To
    /// the family the answer itself is addressed; others see what all who are invited may see.
    func reasons(for message: ConclusionID, of id: CaseID) -> String? {
        guard let key = key(of: message, of: id), let reasons = kept[key],
            message.contact != nil || reasons.audience == .invited
        else { return nil }
        return reasons.text
    }

    /// The document that the message ought to quote and that is not there; nil when none is missing.
    func missing(for message: ConclusionID, of id: CaseID) -> DocumentKey? {
        key(of: message, of: id).flatMap { kept[$0] == nil ? $0 : nil }
    }

    /// The case is to be looked at again when that document comes.
    mutating func wait(for key: DocumentKey) { missed.insert(key) }

    private func key(of message: ConclusionID, of id: CaseID) -> DocumentKey? {
        guard message.subject == .tellEarlyAnswer else { return nil }
        return named[Answer(id: id, fact: message.fact)]
    }
}
