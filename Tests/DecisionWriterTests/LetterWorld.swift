import CaseFile
import Contracts
import DecisionWriter
import JSON
import Runtime
import Statute
import Synchronization
import TestSupport
import Testing

/// What a service sees: one case in one partition, for which it speaks.
struct Seen: OnePartition {
    var story: TestCase
    var book: LogBook
    var isSpeaking = true
    var inFlight = false
    var seconds = 0.0

    func file(of id: CaseID) -> CaseFile? { id == story.id ? story.file : nil }
    func owns(_ id: CaseID) -> Bool { isSpeaking }
    var owned: [Int32] { [3] }
    func isInFlight(_ id: CaseID) -> Bool { inFlight }
}

/// Nothing stands where it was read: what the tests read is kept beside the index.
struct NoDocuments: DocumentSource {
    func document(_ key: DocumentKey, at place: Position) throws(FetchFault) -> Document? { nil }
}

/// Where the papers of a decision are fetched from.
final class FetchedPapers: DocumentSource {
    let isAway = Mutex(true)
    let fetched = Mutex<[DocumentRole]>([])
    let hashes = Mutex<[DocumentHash]>([])

    func document(_ key: DocumentKey, at place: Position) throws(FetchFault) -> Document? {
        if isAway.withLock({ $0 }) { throw FetchFault(description: "nobody is there") }
        fetched.withLock { $0.append(key.role) }
        hashes.withLock { $0.append(key.hash) }
        return Paper.all.first { $0.role == key.role && $0.hash == key.hash }?.document
    }
}

extension DocumentShelf {
    static var ofTest: DocumentShelf { DocumentShelf(DocumentIndex(), from: NoDocuments()) }
}

extension LetterWriter {
    /// The ends of `documents` are told that it asked for: it has read them all.
    func readToTheEnd() {
        guard documents?.wantsEnds() == true else { return }
        documents?.told([0])
    }
}

/// What was reported as impossible.
final class Troubles: Sendable {
    private let all = Mutex<[String]>([])
    func add(_ why: String) { all.withLock { $0.append(why) } }
    var list: [String] { all.withLock { $0 } }
}

/// A document of the case that a test names, as the papers of a decision.
struct Paper {
    let role: DocumentRole
    let document: Document

    init(_ role: DocumentRole, _ text: String, titled title: String = "", mediaType: String = Document.plainText) {
        self.role = role
        document = Document(
            Array(text.utf8), salt: DocumentSalt(from: [], name: "\(role.rawValue) \(text)"), mediaType: mediaType,
            title: title, audience: .invited)
    }

    var hash: DocumentHash { document.hash }

    /// It as a record of `documents`, under the key of that case and of its own role, unless another is named.
    func record(of id: CaseID, as role: DocumentRole? = nil) -> TopicRecord {
        let key = DocumentKey(id, role ?? self.role, hash)
        return TopicRecord(.documents, key: key.description, value: document.bytes, headers: document.headers)
    }

    static let reasons = Paper(
        .reasons, "Amira reads with a partner now.\n\nThe help in Section F is right & enough.")
    static let plan = Paper(.plan, "%PDF-1.7 the plan", mediaType: "application/pdf")
    static let amendments = Paper(
        .amendments, "Proposed amendments:\n\n- Section B: within sight.\n- Section F: 45 minutes a week.")
    static let advice = Paper(.evidence, "# Advice of the speech therapist\n\nText.")
    static let scan = Paper(
        .evidence, "%PDF-1.7 a scan", titled: "Report of the paediatrician", mediaType: "application/pdf")
    static let final = Paper(.finalPlan, "%PDF-1.7 the final plan", mediaType: "application/pdf")

    static let used = Paper(.answer, "You asked for a quiet room.\n\nIt stands in the plan now.")
    static let unused = Paper(.answer, "You asked for a taxi. The bus is safe & short.")
    static let wrong = Paper(.reasons, "It named the wrong day of the meeting.")

    static let all = [reasons, plan, amendments, advice, scan, final, used, unused, wrong]
}

/// A letter as it was written for one contact.
struct WrittenCopy {
    let contact: UInt8
    /// The page.
    let document: Document
    /// Its other forms.
    var forms: [LetterForm: Document] = [:]
    var page: String { String(decoding: document.bytes, as: UTF8.self) }
}

/// What the copies lack that one answer says could not be written, by contact.
func lacking(_ acts: [Act]) -> [UInt8: LetterLack] {
    guard case .entry(_, let entry)? = acts.last, case .letterWritten(let letter)? = entry.events.first?.data else {
        return [:]
    }
    return Dictionary(
        letter.copies.compactMap { copy in copy.lacks.map { (copy.contact, $0) } },
        uniquingKeysWith: { first, _ in first })
}

extension LetterWriter {
    /// People write on the topics that it reads: that person under that key.
    mutating func know(_ key: String, _ person: Person) throws {
        var writer = JSONWriter()
        try person.write(to: &writer)
        try read(TopicRecord(.people, key: key, value: writer.bytes))
    }

    mutating func know(_ child: Child, of id: CaseID) throws {
        var writer = JSONWriter()
        try child.write(to: &writer)
        try read(TopicRecord(.children, key: id.text, value: writer.bytes))
    }

    /// The papers, the first contact, the officer, the setting and the child of that case.
    mutating func knowEverything(_ id: CaseID, _ papers: [Paper] = Paper.all) throws {
        for paper in papers { try read(paper.record(of: id)) }
        try know("\(id)/1", Person(name: "Mrs Haddad", address: ["Flat 2", "Bromley"]))
        try know("officer/C-07", Person(name: "Tom Ashworth"))
        try know("setting/101001", Person(name: "Example Wood School"))
        try know(Child(name: "Amira"), of: id)
    }
}

/// The copies and the entry that one answer holds, the copies first; each under the key that the entry names.
func written(_ acts: [Act], of id: CaseID) throws -> (copies: [WrittenCopy], entry: Entry) {
    guard case .entry(let named, let entry)? = acts.last, named == id,
        case .letterWritten(let letter)? = entry.events.first?.data
    else {
        Issue.record("there is no letter with its entry")
        return ([], Entry())
    }
    let documents = letter.copies.filter { $0.document != nil }
    let kept = documents.flatMap { copy in copy.keptForms.map { (copy.contact, $0) } }
    #expect(acts.count == kept.count + 1)
    var copies: [WrittenCopy] = []
    for (act, (contact, kept)) in zip(acts, kept) {
        guard case .record(.documents, nil, let key, let value?, let headers) = act else {
            Issue.record("a copy is no record of documents")
            continue
        }
        let expected = DocumentKey(id, .letter, kept.document)
        #expect(key == expected.description)
        let document = try Document(expected, headers: headers, bytes: value)
        #expect(document.mediaType == kept.form.mediaType)
        if kept.form == .html {
            copies.append(WrittenCopy(contact: contact, document: document))
        } else {
            copies[copies.count - 1].forms[kept.form] = document
        }
    }
    return (copies, entry)
}
