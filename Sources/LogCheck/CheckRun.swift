import Arguments
import Backup
import Caseload
import Contracts
import JSON
import Kafka
package import Runtime
import Statute

/// One check: reads every topic from its beginning, and what lies beside the log, by a path of its own.
package struct CheckRun {
    private let address: LogAddress
    private let published: PublishedFigures?
    private let folder: String?
    private let readModel: String?

    /// A check of the log there; against the figures that analytics published, the folder into which the notifier sends and
    /// the read model of analytics, as far as they are given.
    package init(_ address: LogAddress, figures: PublishedFigures?, folder: String?, readModel: String?) {
        self.address = address
        published = figures
        self.folder = folder
        self.readModel = readModel
    }

    /// Checks. Throws where there is nothing to check, or it cannot be read.
    package func run() throws -> CheckReport {
        let standing = try LogGuard(address).pass()
        guard !standing.ends.isEmpty else { throw CommandError(Cluster.noTopic(address)) }
        let caseFiles = address.namespace.topic(.caseFiles)
        var verifier = LogVerifier(partitions: Int32(standing.ends.count), of: caseFiles, ends: standing.ends)
        let reader = LogReader(address)
        try reader.readToEnd(.quarantine) { _, _, _, value in
            // What is none is not heard by services either.
            guard let value, let quarantine = try? Quarantine(json: value) else { return }
            verifier.passOver(quarantine)
        }
        do {
            try reader.readCaseFiles { record in
                verifier.add(
                    partition: record.partition, offset: record.offset, key: record.key, value: record.value,
                    headers: record.headers.map { RecordHeader($0.name, $0.value) })
                verifier.prove(record)
            }
        } catch let damage as LogDamage {
            throw damage.named(in: address.namespace)
        }
        guard let today = verifier.today else {
            throw CommandError("the log has had no day yet: there is nothing to check")
        }
        var documents: [DocumentKey: Bool] = [:]
        try reader.readDocuments { text, document in
            guard let key = DocumentKey(text) else { return }
            switch document {
            case .success(nil): documents[key] = nil
            case .success(let document?):
                documents[key] = true
                if key.role == .structuredPlan { verifier.addPlan(key, document.bytes) }
            case .failure: documents[key] = false
            }
        }
        verifier.addDocuments(documents)
        var told: [String: Int] = [:]
        var unreadable = 0
        var newer = 0
        var places: [(id: String, partition: Int32, offset: Int64)] = []
        try reader.readToEnd(.notifications) { _, _, _, value in
            do throws(JSONError) {
                guard let value else { throw JSONError(.expected("a record"), offset: 0) }
                let event = try CloudEvent<NotificationRecord>(json: value)
                told[event.id, default: 0] += 1
                places.append((event.id, event.data.partition, event.data.offset))
            } catch {
                if value.map(CheckRun.isOfNewerVersion) ?? false { newer += 1 } else { unreadable += 1 }
            }
        }
        verifier.addNotifications(told, unreadable: unreadable, newer: newer)
        // Asked for now: services may have written since the log was read.
        let ends = try reader.extent(of: .caseFiles).ends
        for place in places {
            let end = ends.indices.contains(Int(place.partition)) ? ends[Int(place.partition)] : 0
            verifier.addPlace(of: place.id, partition: place.partition, offset: place.offset, endingAt: end)
        }
        if let folder {
            guard let names = Disk.names(in: folder) else { throw CommandError("cannot read the folder \(folder)") }
            verifier.addFiles(names)
            verifier.addOutbox(try OutboxFolder(folder))
        }
        if let readModel { verifier.addReadModel(try ReadModelFile(readModel)) }
        var dead: [String] = []
        try reader.readToEnd(.deadLetters) { _, _, key, value in
            // Without a value it is no letter: by such a record the scheduler asks a broker for its time.
            guard value != nil else { return }
            dead.append(key.map { String(decoding: $0, as: UTF8.self) } ?? "a record without a key")
        }
        verifier.addDeadLetters(dead)
        let to = published?.to ?? today
        var report = verifier.finish(from: published?.from ?? to.monthsAfter(-12) + 1, to: to)
        if let published { report.items.append(published.item(against: report.figures)) }
        return report
    }

    /// Whether a record for others tells of what only a newer version knows.
    private static func isOfNewerVersion(_ value: UnsafeRawBufferPointer) -> Bool {
        do throws(JSONError) {
            let parts = try CloudEvent<AnyData>(json: value).id.split(separator: "/", maxSplits: 1)
            return parts.count == 2 && ConclusionID.isOfNewerVersion(parts[1])
        } catch {
            return false
        }
    }

    /// Data of which nothing is read.
    private struct AnyData: Fields, Sendable {
        mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {}
    }
}
