import Contracts
import JSON
import Runtime

/// What letters are written from, as the topics hold it: who is told and who signs, the children's names, and the
/// documents that decisions name. Each document was held to the hash in its key when it was read.
struct LetterSources {
    private var people: [String: Person] = [:]
    private var children: [String: Child] = [:]
    private var documents: [DocumentKey: Source] = [:]
    private var erased: Set<DocumentKey> = []

    /// What is known of a document.
    struct Source {
        var salt: DocumentSalt
        /// What a list of enclosures calls it; empty when nobody named it.
        var title: String
        /// Its text; nil when there is none to quote: a scan, a plan.
        var text: String?
    }

    // MARK: What was read

    /// Reads a record. What it throws about is as if it were not there.
    mutating func read(_ record: TopicRecord) throws {
        switch record.topic {
        case .people:
            people[record.key] = nil
            if let value = record.value { people[record.key] = try Person(json: value) }
        case .children:
            children[record.key] = nil
            if let value = record.value { children[record.key] = try Child(json: value) }
        case .documents: try readDocument(record)
        default: return
        }
    }

    private mutating func readDocument(_ record: TopicRecord) throws(Document.Fault) {
        guard let key = DocumentKey(record.key) else { throw .key }
        guard LetterSources.roles.contains(key.role) else { return }
        documents[key] = nil
        guard let value = record.value else {
            erased.insert(key)
            return
        }
        let document = try Document(key, headers: record.headers, bytes: value)
        erased.remove(key)
        documents[key] = Source(
            salt: document.salt, title: document.title, text: LetterSources.text(of: document, as: key.role))
    }

    /// What letters rest on; views, reports, and letters themselves are none of it.
    private static let roles: Set<DocumentRole> = [.reasons, .plan, .amendments, .evidence, .finalPlan]

    private static func text(of document: Document, as role: DocumentRole) -> String? {
        // A plan is enclosed, never quoted.
        guard role != .plan, role != .finalPlan, document.mediaType.hasPrefix("text/plain"),
            document.bytes.count <= LetterWriter.longestText
        else { return nil }
        return String(validating: document.bytes, as: UTF8.self)
    }

    // MARK: What is asked

    /// Whoever has that key on `people`, by a name.
    func person(_ key: String) throws(LetterTrouble) -> Person {
        guard let person = people[key], !person.name.isEmpty else {
            throw .impossible("no name is recorded under \(key)")
        }
        return person
    }

    /// The name of whoever has that key on `people`; nil when none is known.
    func name(_ key: String?) -> String? {
        key.flatMap { people[$0]?.name }.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The name that letters use for the child; nil when none is known.
    func child(of id: CaseID) -> String? {
        children[id.text].flatMap { $0.name.isEmpty ? nil : $0.name }
    }

    /// The document under that key. A decision names a hash alone: what another case or another role has under it is
    /// not found.
    func document(_ key: DocumentKey) throws(LetterTrouble) -> Source {
        if let document = documents[key] { return document }
        guard !erased.contains(key) else { throw .impossible("\(key) was erased") }
        throw .notYet(
            "\(key), which the decision names, is not among the documents; one of another case or role does not stand "
                + "in for it")
    }

    /// The text of the document under that key.
    func text(_ key: DocumentKey) throws(LetterTrouble) -> String {
        guard let text = try document(key).text else {
            throw .impossible("\(key) is no plain text of at most \(LetterWriter.longestText) bytes in UTF-8")
        }
        return text
    }

    /// What a list of enclosures calls the document: its title, or the first line of a text.
    func title(_ key: DocumentKey, number: Int) throws(LetterTrouble) -> String {
        let document = try document(key)
        guard document.title.isEmpty else { return document.title }
        return document.text.flatMap { LetterSources.items($0).first } ?? "Document \(number)"
    }

    /// The things that a text lists: its paragraphs, or the lines of a list, without what marks them.
    static func items(_ text: String) -> [String] {
        var items: [String] = []
        var isOpen = false
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            let content = line.drop { $0.isWhitespace }
            guard !content.isEmpty else {
                isOpen = false
                continue
            }
            let marker = content.first.map { "-*#•".contains($0) } ?? false
            let words = String(marker ? content.drop { "-*#• ".contains($0) } : content)
            if isOpen, !marker, let last = items.indices.last {
                items[last] += " " + words
            } else if !words.isEmpty {
                items.append(words)
            }
            isOpen = true
        }
        return items
    }
}
