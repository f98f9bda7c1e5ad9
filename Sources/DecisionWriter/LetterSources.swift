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
        /// Its text, or why there is none to quote: a scan, a plan.
        var text: Result<String, QuoteFault>
    }

    // MARK: What was read

    /// Reads a record. What it throws about is as if it were not there.
    mutating func read(_ record: TopicRecord) throws {
        switch record.topic {
        case .people:
            people[record.key] = nil
            if let value = record.value {
                let person = try Person(json: value)
                if let field = person.oversized { throw Oversized(field: field) }
                people[record.key] = person
            }
        case .children:
            children[record.key] = nil
            if let value = record.value {
                let child = try Child(json: value)
                if let field = child.oversized { throw Oversized(field: field) }
                children[record.key] = child
            }
        case .documents: try readDocument(record)
        default: return
        }
    }

    /// A field that is larger than anything is taken: whoever it is of is as good as unknown.
    private struct Oversized: Error, CustomStringConvertible {
        let field: String
        var description: String { "the field \(field) is larger than anything is taken" }
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

    private static func text(of document: Document, as role: DocumentRole) -> Result<String, QuoteFault> {
        // A plan is enclosed, never quoted.
        guard role != .plan, role != .finalPlan else { return .failure(.form) }
        do throws(QuoteFault) { return .success(try document.quotable()) } catch { return .failure(error) }
    }

    // MARK: What is asked

    /// Whoever has that key on `people`; nil when nobody is recorded.
    func person(_ key: String) -> Person? { people[key] }

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
        guard !erased.contains(key) else { throw .lacks(.document, "\(key) was erased") }
        throw .notYet(
            "\(key), which the decision names, is not among the documents; one of another case or role does not stand "
                + "in for it")
    }

    /// The text of the document under that key.
    func text(_ key: DocumentKey) throws(LetterTrouble) -> String {
        switch try document(key).text {
        case .success(let text): return text
        case .failure(let fault): throw .refused(key.role, fault)
        }
    }

    /// What a list of enclosures calls the document: its title, or the first line of a text.
    func title(_ key: DocumentKey, number: Int) throws(LetterTrouble) -> String {
        let document = try document(key)
        if document.title.isReadable { return LetterSources.cut(document.title) }
        guard case .success(let text) = document.text, let line = LetterSources.items(text).first(where: \.isReadable)
        else { return "Document \(number)" }
        return LetterSources.cut(line)
    }

    /// No longer than a name may be.
    private static func cut(_ text: String) -> String {
        guard text.utf8.count > Bounds.name else { return text }
        var (cut, room) = ("", Bounds.name - "…".utf8.count)
        for character in text {
            room -= character.utf8.count
            guard room >= 0 else { break }
            cut.append(character)
        }
        return cut + "…"
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
