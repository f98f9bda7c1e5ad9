import Contracts
import JSON
import Testing

@Suite struct `A document` {
    private let salt = DocumentSalt(high: 1, low: 2)
    private let bytes = Array("The reasons.".utf8)
    private var document: Document {
        Document(bytes, salt: salt, mediaType: Document.html, title: "Gründe", audience: .writer)
    }

    private func key(_ id: String, _ role: DocumentRole, _ hash: DocumentHash) throws -> DocumentKey {
        DocumentKey(try #require(CaseID(id)), role, hash)
    }

    /// Why a record is no document; nil when it is one.
    private func fault(_ key: DocumentKey, _ headers: [RecordHeader], _ bytes: [UInt8]) -> Document.Fault? {
        do throws(Document.Fault) {
            _ = try Document(key, headers: headers, bytes: bytes)
            return nil
        } catch {
            return error
        }
    }

    @Test func `comes back from its record as it was written, headers and all`() throws {
        let key = try key("B-1", .reasons, document.hash)
        #expect(try Document(key, headers: document.headers, bytes: bytes) == document)
    }

    @Test func `is hashed with its salt, so that the same bytes of two children are two documents`() {
        let other = Document(bytes, salt: DocumentSalt(high: 1, low: 3))
        #expect(document.hash != other.hash)
        #expect(document.hash != DocumentHash(of: bytes))
        // Of nothing else: title and audience may be put right without another key.
        #expect(document.hash == Document(bytes, salt: salt).hash)
        // SHA-256 of fifteen zero bytes, 0x01, and "abc".
        #expect(
            DocumentHash(of: Array("abc".utf8), salt: DocumentSalt(high: 0, low: 1))
                == DocumentHash(of: [UInt8](repeating: 0, count: 15) + [1] + Array("abc".utf8)))
    }

    @Test func `is refused when its bytes or its salt are not those that the key names`() throws {
        let key = try key("B-1", .reasons, document.hash)
        #expect(fault(key, document.headers, bytes + [0x20]) == .hash)
        #expect(fault(key, document.headers, []) == .hash)
        let salted = Document(bytes, salt: DocumentSalt(high: 1, low: 3)).headers
        #expect(fault(key, salted, bytes) == .hash)
    }

    @Test(arguments: [
        Document.Header.salt, Document.Header.mediaType, Document.Header.title, Document.Header.audience,
    ])
    func `is refused without one of its headers, or with one that is not of its form`(name: String) throws {
        let key = try key("B-1", .reasons, document.hash)
        #expect(fault(key, document.headers.filter { $0.name != name }, bytes) == .header(name))
        let wrong = document.headers.map { $0.name == name ? RecordHeader(name, [0xFF]) : $0 }
        #expect(fault(key, wrong, bytes) == .header(name))
    }

    @Test func `of another child, or for another purpose, has another key and cannot be named`() throws {
        let hash = document.hash
        let own = try key("B-1", .reasons, hash)
        #expect(try key("B-2", .reasons, hash).description != own.description)
        #expect(
            Set(DocumentRole.allCases.map { DocumentKey(own.case, $0, hash).description }).count
                == DocumentRole.allCases.count)
    }

    @Test func `has a key that is case, role and hash, and nothing else is one`() throws {
        for role in DocumentRole.allCases {
            let key = try key("B-1", role, document.hash)
            #expect(DocumentKey(key.description) == key)
            #expect(key.description == "B-1/\(role.rawValue)/\(document.hash)")
        }
        let hash = document.hash.description
        for text in [
            "", hash, "B-1/\(hash)", "B-1/reasons/", "B-1/reasons/\(hash)/", "/reasons/\(hash)", "B-1/poem/\(hash)",
            "B 1/reasons/\(hash)", "B-1/reasons/\(hash.dropLast())", "B-1//\(hash)", "log",
        ] { #expect(DocumentKey(text) == nil, "\(text)") }
    }

    @Test func `has a salt of sixteen bytes, which is random, or follows from those of what it is written from`() {
        #expect(Samples.read(DocumentSalt.self, salt.description) == salt)
        #expect(DocumentSalt.random() != DocumentSalt.random())
        let from = [salt, DocumentSalt(high: 7, low: 7)]
        let one = DocumentSalt(from: from, name: "review-1/decision-letter/AAAAAAAAAAA/contact-1")
        // Whoever writes it writes the same; another copy, or another source, has another.
        #expect(one == DocumentSalt(from: from, name: "review-1/decision-letter/AAAAAAAAAAA/contact-1"))
        #expect(one != DocumentSalt(from: from, name: "review-1/decision-letter/AAAAAAAAAAA/contact-2"))
        #expect(one != DocumentSalt(from: [salt], name: "review-1/decision-letter/AAAAAAAAAAA/contact-1"))
    }
}

@Suite struct `Whom a document reaches` {
    private static let family: [Addressee] = [.contact(1), .contact(7), .party(.parent), .party(.youngPerson)]
    private static let others: [Addressee] = [.party(.setting), .party(.health), .party(.socialCare)]
    private static let council: [Addressee] = [.party(.coordinator), .party(.manager)]

    /// The whole table: nothing brings what is for its writer and the council to anybody else, nor back to the writer.
    @Test(arguments: [(Audience.invited, true), (.council, false), (.writer, false)])
    func `follows from its audience`(audience: Audience, leaves: Bool) {
        for addressee in Self.family + Self.others { #expect(audience.reaches(addressee) == leaves, "\(addressee)") }
        for addressee in Self.council { #expect(audience.reaches(addressee), "\(addressee)") }
    }

    @Test func `is, where nobody chose, all who are invited for what the law sends, and the council for all else`() {
        let sent: Set<DocumentRole> = [.reasons, .plan, .amendments, .evidence, .finalPlan, .answer]
        // What is written to the safeguarding lead reaches nobody beside, not even back to whoever wrote it.
        #expect(DocumentRole.safetyConcern.usualAudience == .writer)
        for role in DocumentRole.allCases where role != .safetyConcern {
            #expect(role.usualAudience == (sent.contains(role) ? .invited : .council), "\(role)")
        }
    }
}
