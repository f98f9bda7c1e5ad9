import Casework
package import Contracts
import JSON
package import Runtime

/// What letters are written from: who is told and who signs and the children's names, as the topics hold them, and the
/// documents that decisions name, which are fetched when a letter quotes them. Each is held to the hash in its key.
package struct LetterSources: Sendable {
    private var people: [String: Person] = [:]
    private var children: [String: Child] = [:]
    /// The documents.
    package let shelf: DocumentShelf
    /// Documents that are kept nowhere yet: those of a decision that is not given, for whoever looks at its letter before.
    package var inHand: [DocumentKey: Document] = [:]

    package init(_ shelf: DocumentShelf) { self.shelf = shelf }

    // MARK: What was read

    /// Reads a record. What it throws about is as if it were not there.
    package mutating func read(_ record: TopicRecord) throws {
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
        case .documents: try shelf.index.read(record)
        default: return
        }
    }

    /// A field that is larger than anything is taken: whoever it is of is as good as unknown.
    private struct Oversized: Error, CustomStringConvertible {
        let field: String
        var description: String { "the field \(field) is larger than anything is taken" }
    }

    /// What is known of a document without its bytes.
    struct Known {
        let bytes: Int
        let salt: DocumentSalt
        let title: String
        let audience: Audience
    }

    // MARK: What is asked

    /// Whoever has that key on `people`; nil when nobody is recorded.
    package func person(_ key: String) -> Person? { people[key] }

    /// The name of whoever has that key on `people`; nil when none is known.
    package func name(_ key: String?) -> String? {
        key.flatMap { people[$0]?.name }.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The name that letters use for the child; nil when none is known.
    package func child(of id: CaseID) -> String? {
        children[id.text].flatMap { $0.name.isEmpty ? nil : $0.name }
    }

    /// What is known of the document under that key. A decision names a hash alone: what another case or another role has
    /// under it is not found.
    func document(_ key: DocumentKey) throws(LetterTrouble) -> Known {
        if let document = inHand[key] {
            return Known(
                bytes: document.bytes.count, salt: document.salt, title: document.title, audience: document.audience)
        }
        switch shelf.index.standing(of: key) {
        case .here(let entry):
            return Known(bytes: entry.bytes, salt: entry.salt, title: entry.title, audience: entry.audience)
        case .erased: throw .lacks(.document, "\(key) was erased")
        case .missing:
            throw .lacks(
                .document,
                "\(key), which the decision names, is not among the documents; one of another case or role does not stand "
                    + "in for it")
        case .notRead: throw .notYet("\(key), which the decision names, was not read so far")
        }
    }

    /// The text of the document under that key.
    package func text(_ key: DocumentKey) throws(LetterTrouble) -> String {
        switch try quotable(key) {
        case .success(let text): return text
        case .failure(let fault): throw .refused(.unquotable(key.role, fault))
        }
    }

    /// What can be quoted of the document under that key. What is too long is not even fetched.
    private func quotable(_ key: DocumentKey) throws(LetterTrouble) -> Result<String, QuoteFault> {
        guard try document(key).bytes <= Bounds.quotedText else { return .failure(.tooLong) }
        var fetched = inHand[key]
        if fetched == nil {
            do throws(FetchFault) { fetched = try shelf.document(key) } catch { throw .away(error.description) }
        }
        guard let fetched else { throw .lacks(.document, "\(key) was erased") }
        do throws(QuoteFault) { return .success(try fetched.quotable()) } catch { return .failure(error) }
    }

    /// What a list of enclosures calls the document: its title, or the first line of a text.
    func title(_ key: DocumentKey, number: Int) throws(LetterTrouble) -> String {
        let title = try document(key).title
        if title.isReadable { return LetterSources.cut(title) }
        guard case .success(let text) = try quotable(key),
            let line = LetterSources.items(text).first(where: \.isReadable)
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
