import CaseFile
import Contracts
import Runtime

/// What letters enclose: which documents a decision names that its letter says come with it, and where each stands on
/// `documents`. The documents themselves are fetched when the letter leaves (`ChannelDesk`): a council's plans and reports
/// are more than a process holds.
struct Enclosures {
    /// What each letter encloses, in the order in which it says so. Kept when its copies have left, a few hundred bytes for each
    /// decision to amend: a copy may be written anew for somebody who comes to hold the rights.
    private var named: [MessageAtStage: [DocumentKey]] = [:]
    private var places: [DocumentKey: Position] = [:]
    /// Documents that a message waits for.
    private var missed: Set<DocumentKey> = []

    // MARK: What was read

    /// That event of the case was accepted.
    mutating func fold(_ event: Event, of id: CaseID) {
        switch (event.id, event.data) {
        case (.submission(let key), .decisionSubmitted(let decision)) where decision.outcome == .amend:
            note(event, by: ConclusionID(.decisionLetter, review: decision.review, fact: key.reference), of: id)
        case (.submission(let key), .finalSubmitted(let final)) where final.outcome == .amended:
            note(event, by: ConclusionID(.finalLetter, review: final.review, fact: key.reference), of: id)
        default: return
        }
    }

    private mutating func note(_ event: Event, by letter: ConclusionID, of id: CaseID) {
        let documents = event.data.documents
        let enclosed = MessageRule.enclosures(of: letter.subject).flatMap { role in documents.filter { $0.role == role }
        }
        guard !enclosed.isEmpty else { return }
        named[MessageAtStage(id: id, what: letter)] = enclosed.map { DocumentKey(id, $0.role, $0.hash) }
    }

    /// The roles that any letter encloses.
    private static let roles = Set(MessageRule.table.flatMap(\.encloses))

    /// Reads a record of `documents`; the case that waited for it. A record whose bytes, headers or key are wrong is refused,
    /// and what stood under that key before is gone.
    mutating func read(_ record: TopicRecord) throws(Document.Fault) -> CaseID? {
        guard let key = DocumentKey(record.key) else { throw .key }
        guard Enclosures.roles.contains(key.role) else { return nil }
        places[key] = nil
        guard let value = record.value else { return nil }
        _ = try Document(key, headers: record.headers, bytes: value)
        places[key] = record.position
        return missed.remove(key).map(\.case)
    }

    /// That document did not stand where it was read, and is as good as erased until a record of it comes.
    mutating func forget(_ key: DocumentKey) { places[key] = nil }

    // MARK: What is asked

    /// What comes with that message to a contact; throws which document is missing.
    func enclosed(in message: ConclusionID, of id: CaseID) throws(MissingDocument) -> [EnclosedDocument] {
        guard message.contact != nil, let letter = message.toldLetter,
            let keys = named[MessageAtStage(id: id, what: letter)]
        else { return [] }
        var enclosed: [EnclosedDocument] = []
        for key in keys {
            guard let place = places[key] else { throw MissingDocument(key: key) }
            enclosed.append(EnclosedDocument(key: key, place: place))
        }
        return enclosed
    }

    /// The first document that ought to come with that message and is not there; nil when all of them are.
    func missing(for message: ConclusionID, of id: CaseID) -> DocumentKey? {
        do throws(MissingDocument) {
            _ = try enclosed(in: message, of: id)
            return nil
        } catch {
            return error.key
        }
    }

    /// The case is to be looked at again when that document comes.
    mutating func wait(for key: DocumentKey) { missed.insert(key) }
}

/// A document that is not on `documents`.
struct MissingDocument: Error {
    let key: DocumentKey
}
