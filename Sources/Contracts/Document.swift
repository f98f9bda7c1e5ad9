import Crypto
public import JSON

// What is not obvious here:
//
// - A document cannot be another child's. Events name a hash alone; its key is looked up with the entry's own case
//   and the field's role, so any other document is not found. A letter's salt follows from the salts of what it
//   rests on: two instances write the same bytes under the same key, and nobody can guess them after an erasure.

/// What a document is for; part of its key, so that one written as a report can never stand in for reasons.
public enum DocumentRole: String, CaseIterable, Sendable, TextValue {
    /// The reasons of a decision.
    case reasons
    /// Why a manager passed a decision in spite of what was shown.
    case explanation
    /// The plan as it stands.
    case plan
    /// Proposed amendments.
    case amendments
    /// The evidence for them.
    case evidence
    /// The final amended plan.
    case finalPlan = "final-plan"
    /// A letter that was written here.
    case letter
    /// The report of a review meeting.
    case report
    case views, representations
    /// A request for an early review.
    case request
    /// The council's answer to a request or a disagreement.
    case answer
    /// Short-term outcomes.
    case outcomes
    /// Progress between reviews.
    case progress
    /// On what a fact about a contact rests.
    case contactEvidence = "contact-evidence"
    /// An assessment of capacity.
    case capacityEvidence = "capacity-evidence"
    /// A version of the plan in sections with ids.
    case structuredPlan = "structured-plan"
    /// What one council reported to another of a plan that moved.
    case transferRecord = "transfer-record"
    /// What somebody wrote to the safeguarding lead.
    case safetyConcern = "safety-concern"
}

/// Whom a document reaches; chosen before it is given, carried with it, honoured by whatever shows or sends it.
public enum Audience: String, CaseIterable, Sendable, TextValue {
    /// All who are invited to the review.
    case invited
    /// The council alone.
    case council
    /// Whoever gave it, who has it, and the council: nothing brings it to anybody else, nor back to its writer.
    case writer

    /// Whether a document for this audience reaches that addressee by what leaves. The council reads all that it holds: its
    /// own officers see every document.
    public func reaches(_ addressee: Addressee) -> Bool {
        switch addressee {
        case .party(.coordinator), .party(.manager): true
        case .contact, .party(.parent), .party(.youngPerson), .party(.setting), .party(.health), .party(.socialCare):
            self == .invited
        }
    }
}

extension DocumentRole {
    /// Whom a document reaches that is given for this where nobody chose: what the law has the council send to the family
    /// reaches all who are invited, everything else the council alone.
    public var usualAudience: Audience {
        switch self {
        case .reasons, .plan, .amendments, .evidence, .finalPlan, .answer: .invited
        case .explanation, .letter, .report, .views, .representations, .request, .outcomes, .progress,
            .contactEvidence, .capacityEvidence, .structuredPlan, .transferRecord:
            .council
        case .safetyConcern: .writer
        }
    }
}

/// The key of a document on `documents`: the case, what it is for, and the salted hash of its bytes. A decision names a
/// hash; with its own case and the field's role that is a key, so it cannot name another child's document.
public struct DocumentKey: Hashable, Sendable, CustomStringConvertible {
    /// Whose document it is.
    public let `case`: CaseID
    /// What it is for.
    public let role: DocumentRole
    /// The hash of its salt and bytes.
    public let hash: DocumentHash

    public init(_ id: CaseID, _ role: DocumentRole, _ hash: DocumentHash) {
        self.case = id
        self.role = role
        self.hash = hash
    }

    /// The key in a record's key, as in `B-10432/reasons/…`; nil when it is not of the form.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, let id = CaseID(String(parts[0])), let role = DocumentRole(rawValue: String(parts[1])),
            let hash = Array(parts[2].utf8).withUnsafeBufferPointer({ DocumentHash(utf8: $0) })
        else { return nil }
        self.init(id, role, hash)
    }

    public var description: String { "\(self.case)/\(role.rawValue)/\(hash)" }
}

/// Sixteen random bytes that stand with a document, so that after an erasure nobody can guess a short text from its
/// hash, and the same bytes in two cases are two documents.
public struct DocumentSalt: Hashable, Sendable, TextValue, CustomStringConvertible {
    /// The first and the last eight bytes, big-endian.
    public let high: UInt64
    public let low: UInt64

    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// A new one from the system's source of random numbers.
    public static func random() -> DocumentSalt {
        DocumentSalt(high: .random(in: .min ... .max), low: .random(in: .min ... .max))
    }

    /// The salt of what is written from other documents: as secret as theirs, and the same whoever writes it, so that two
    /// instances write one document. `name` tells apart what is written from the same ones.
    public init(from salts: [DocumentSalt], name: String) {
        let digest = SHA256.shortHash(salts.map(\.description).joined(separator: "/") + "/" + name).bytes
        self.init(high: digest.word(at: 0), low: digest.word(at: 1))
    }

    public init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        guard let words: InlineArray<2, UInt64> = Base64URLWords.read(bytes) else { return nil }
        self.init(high: words[0], low: words[1])
    }

    public func appendText(to out: inout [UInt8]) { Base64URLWords.append([high, low], to: &out) }
    public static var textSchema: TextSchema {
        .pattern("^[A-Za-z0-9_-]{22}$", "a document's salt, 22 characters of base64url")
    }
    public var description: String { String(decoding: text, as: UTF8.self) }
}

/// A document as it stands on `documents`: its bytes are the record's value, the rest are headers.
public struct Document: Hashable, Sendable {
    /// What makes its hash its own.
    public var salt: DocumentSalt
    /// What the bytes are, as MIME names it.
    public var mediaType: String
    /// What a list of enclosures calls it; empty when nobody named it.
    public var title: String
    /// Whom it reaches.
    public var audience: Audience
    /// The bytes.
    public var bytes: [UInt8]

    public init(
        _ bytes: [UInt8], salt: DocumentSalt, mediaType: String = Document.plainText, title: String = "",
        audience: Audience = .council
    ) {
        self.salt = salt
        self.mediaType = mediaType
        self.title = title
        self.audience = audience
        self.bytes = bytes
    }

    public static let plainText = "text/plain; charset=utf-8"
    public static let html = "text/html; charset=utf-8"
    public static let pdf = "application/pdf"
    /// Braille for an embosser; no such type is registered, and this is what programs call it.
    public static let braille = "application/x-brf"

    /// The hash by which events name it: SHA-256 of the salt's sixteen bytes and the bytes.
    public var hash: DocumentHash { DocumentHash(of: bytes, salt: salt) }

    /// The names of the headers.
    public enum Header {
        public static let salt = "salt"
        public static let mediaType = "content-type"
        public static let title = "title"
        public static let audience = "audience"
    }

    /// Its headers, in the order of writing.
    public var headers: [RecordHeader] {
        [
            RecordHeader(Header.salt, salt.text), RecordHeader(Header.mediaType, Array(mediaType.utf8)),
            RecordHeader(Header.title, Array(title.utf8)), RecordHeader(Header.audience, Array(audience.rawValue.utf8)),
        ]
    }

    /// Why a record of `documents` is no document.
    public enum Fault: Error, Equatable, CustomStringConvertible {
        case header(String)
        /// The bytes are not those whose hash the key names.
        case hash
        case key

        public var description: String {
            switch self {
            case .header(let name): "the header \(name) is missing or not of its form"
            case .hash: "the bytes are not those that the key names"
            case .key: "the key is not case, role and hash"
            }
        }
    }

    /// A document as its record has it; refused when a header is missing or its bytes are not those that `key` names.
    public init(_ key: DocumentKey, headers: [RecordHeader], bytes: [UInt8]) throws(Fault) {
        func header(_ name: String) throws(Fault) -> [UInt8] {
            guard let header = headers.last(where: { $0.name == name }) else { throw .header(name) }
            return header.value
        }
        func text(_ name: String) throws(Fault) -> String {
            guard let text = String(validating: try header(name), as: UTF8.self) else { throw .header(name) }
            return text
        }
        guard let salt = try header(Header.salt).withUnsafeBufferPointer({ DocumentSalt(utf8: $0) }) else {
            throw .header(Header.salt)
        }
        guard let audience = Audience(rawValue: try text(Header.audience)) else { throw .header(Header.audience) }
        self.init(
            bytes, salt: salt, mediaType: try text(Header.mediaType), title: try text(Header.title), audience: audience)
        guard hash == key.hash else { throw .hash }
    }
}

/// One header of a record.
public struct RecordHeader: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// Its value.
    public var value: [UInt8]

    public init(_ name: String, _ value: [UInt8]) {
        self.name = name
        self.value = value
    }
}
