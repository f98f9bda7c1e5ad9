import Arguments
import CaseFile
import Contracts
import Crypto
import JSON
import Plan
import Statute
import Zip

// What is not obvious here:
//
// - The seal goes by another way than the package. Hashes within a package show damage; whoever altered it on purpose would
//   alter those too. The seal is the hash of the list of all of them, and the council that receives the package asks the
//   other for it.

/// A plan that moves, as one file: the record, the documents that go with it, and a list with the SHA-256 of each.
struct TransferPackage {
    let record: TransferRecord
    /// The record's own bytes, word for word as the old council wrote them.
    let recordBytes: [UInt8]
    let documents: [DocumentHash: Document]

    /// The largest package, in bytes.
    static let mostBytes = 128 << 20
    /// The most documents of one package.
    static let mostDocuments = 500

    private static let recordName = "record.json"
    private static let manifestName = "manifest.json"

    // MARK: The list

    /// The list of a package's files.
    struct Manifest: Fields {
        /// A file within.
        struct File: Fields, Hashable {
            var name = ""
            var sha256 = ""

            mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
                try visitor.field("name", &name, "Its name.")
                try visitor.field("sha256", &sha256, "SHA-256 of its bytes, in hexadecimal digits.")
            }
        }

        var form = TransferForm.one
        var files: [File] = []

        mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
            try visitor.field("form", &form, "The form of the package.")
            try visitor.field("files", &files, "Every file but this one.")
        }
    }

    // MARK: Out

    /// What goes with the plan of that case, and how many documents stay.
    static func going(
        _ file: CaseFile, _ entries: [Entry]
    ) -> [(role: DocumentRole, hash: DocumentHash)] {
        let standing = Set(file.submissions.filter(\.stands).map(\.key))
        var seen: Set<DocumentHash> = []
        var named: [(DocumentRole, DocumentHash)] = []
        for entry in entries {
            for event in entry.events {
                guard case .submission(let key) = event.id, standing.contains(key) else { continue }
                named += event.data.documents.filter {
                    !file.isWithdrawn($0.role, $0.hash) && seen.insert($0.hash).inserted
                }
            }
        }
        return named
    }

    /// The package of a case. `named` are all documents that its standing reports name, `kept` those that are kept.
    init(
        _ id: CaseID, _ file: CaseFile, from: String, to: String, transferred: Day,
        named: [(role: DocumentRole, hash: DocumentHash)], kept: KeptDocuments
    ) throws {
        guard let plan = file.plan else { throw CommandError("there is no case \(id) in this log") }
        var record = TransferRecord()
        (record.from, record.to, record.reference, record.transferred) = (from, to, id.text, transferred)
        (record.born, record.made, record.setting) = (plan.born, file.planMade, plan.setting)
        (record.placement, record.need, record.year) = (plan.placement, plan.need, plan.year)
        (record.transfer, record.transferYear) = (plan.transfer, plan.transferYear)
        record.reviewed = file.lastReviewed
        record.reviews = file.reviews.map { review in
            var past = TransferRecord.PastReview()
            (past.number, past.held, past.outcome, past.told) = (
                review.number, review.held, review.outcome, review.told
            )
            (past.final, past.finalTold) = (review.finalOutcome, review.finalTold)
            return past
        }
        var documents: [DocumentHash: Document] = [:]
        for (role, hash) in named {
            guard let document = kept[DocumentKey(id, role, hash)] else {
                // Of the plan nothing may be missing; what was erased besides is gone.
                guard !role.isThePlan else {
                    throw CommandError(
                        "\(id): document \(hash), \(role.rawValue), is not kept, and a plan is transferred whole")
                }
                continue
            }
            guard role.isThePlan || (role.maybeGoes && document.audience == .invited) else {
                record.withheld += 1
                continue
            }
            var enclosed = TransferRecord.Enclosed()
            (enclosed.role, enclosed.hash, enclosed.salt) = (role, hash, document.salt)
            (enclosed.mediaType, enclosed.title, enclosed.audience) = (
                document.mediaType, document.title, document.audience
            )
            record.documents.append(enclosed)
            documents[hash] = document
        }
        guard record.documents.contains(where: { $0.role.isThePlan && $0.role != .transferRecord }) else {
            throw CommandError(
                "\(id) has no document of its plan, and a transfer is of the plan (reg 15): record it first with "
                    + "`annual-review plan-import`")
        }
        guard record.documents.count <= TransferPackage.mostDocuments else {
            throw CommandError("\(id): more than \(TransferPackage.mostDocuments) documents do not go in one package")
        }
        record.versions = file.planVersions.map {
            TransferRecord.Version(
                made: $0.made, plan: $0.plan, source: $0.source.flatMap { documents[$0] == nil ? nil : $0 })
        }
        self.record = record
        self.recordBytes = try record.json()
        self.documents = documents
    }

    /// The file's bytes, and the seal that goes by another way.
    func sealed() throws -> (bytes: [UInt8], seal: String) {
        var files: [(name: String, bytes: [UInt8])] = [(TransferPackage.recordName, recordBytes)]
        for enclosed in record.documents { files.append((enclosed.name, documents[enclosed.hash]?.bytes ?? [])) }
        var manifest = Manifest()
        manifest.files = files.map { Manifest.File(name: $0.name, sha256: SHA256.hash($0.bytes).hex) }
        let list = try manifest.json()
        var writer = ZipWriter()
        try writer.add(TransferPackage.manifestName, list)
        for (name, bytes) in files { try writer.add(name, bytes) }
        return (writer.finish(), SHA256.hash(list).hex)
    }

    // MARK: In

    /// Reads a package; refused is one that was altered on its way, or is not the one to which that seal belongs.
    init(_ bytes: [UInt8], seal: String, file: String) throws {
        func refuse(_ why: String) -> CommandError {
            CommandError("\(file): \(why). Nothing was taken: ask the other council for the package and its seal again")
        }
        let zip: ZipFile
        do throws(ZipError) { zip = try ZipFile(bytes, most: TransferPackage.mostBytes) } catch {
            throw refuse("\(error)")
        }
        func read(_ name: String) throws -> [UInt8] {
            let bytes: [UInt8]?
            do throws(ZipError) { bytes = try zip.read(name) } catch { throw refuse("\(error)") }
            guard let bytes else { throw refuse("it has no file \(name)") }
            return bytes
        }
        let list = try read(TransferPackage.manifestName)
        guard SHA256.hash(list).hex == seal.lowercased() else {
            throw refuse("the seal is not that of this package")
        }
        let manifest: Manifest
        do throws(JSONError) { manifest = try Manifest(json: list) } catch {
            throw refuse("its list cannot be read: \(error)")
        }
        guard Set(zip.names) == Set(manifest.files.map(\.name) + [TransferPackage.manifestName]),
            manifest.files.count == zip.names.count - 1
        else { throw refuse("it has other files than its list") }
        var contents: [String: [UInt8]] = [:]
        for listed in manifest.files {
            let bytes = try read(listed.name)
            guard SHA256.hash(bytes).hex == listed.sha256 else { throw refuse("\(listed.name) was altered") }
            contents[listed.name] = bytes
        }
        guard let own = contents[TransferPackage.recordName] else { throw refuse("it has no record") }
        do throws(JSONError) { record = try TransferRecord(json: own) } catch {
            throw refuse("its record cannot be read: \(error)")
        }
        recordBytes = own
        guard record.documents.count <= TransferPackage.mostDocuments, record.documents.count == contents.count - 1
        else {
            throw refuse("its record names other documents than it has")
        }
        var documents: [DocumentHash: Document] = [:]
        for enclosed in record.documents {
            guard let bytes = contents[enclosed.name] else { throw refuse("\(enclosed.name) is missing") }
            let document = Document(
                bytes, salt: enclosed.salt, mediaType: enclosed.mediaType, title: enclosed.title,
                audience: enclosed.audience)
            guard document.hash == enclosed.hash else { throw refuse("\(enclosed.name) is not what the record names") }
            guard bytes.count <= Bounds.document, enclosed.title.utf8.count <= Bounds.name,
                enclosed.mediaType.utf8.count <= Bounds.name
            else { throw refuse("\(enclosed.name) is larger than a document may be") }
            guard enclosed.role.isThePlan || enclosed.role.maybeGoes else {
                throw refuse("\(enclosed.name) is of a kind that does not go with a plan")
            }
            documents[enclosed.hash] = document
        }
        for version in record.versions {
            guard let document = documents[version.plan],
                record.documents.contains(where: { $0.hash == version.plan && $0.role == .structuredPlan })
            else { throw refuse("the version of \(version.made) is not among its documents") }
            do throws(PlanError) { _ = try Plan(reading: document.bytes) } catch {
                throw refuse("the version of \(version.made) cannot be read: \(error)")
            }
            guard version.source.map({ documents[$0] != nil }) ?? true else {
                throw refuse("the paper of the version of \(version.made) is not among its documents")
            }
        }
        self.documents = documents
    }
}
