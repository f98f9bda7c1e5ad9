import Arguments
import Contracts
import JSON
import Kafka
import Runtime
import Statute

/// `annual-review check`: reads everything by a path of its own, and holds what the services said against it.
enum CheckCommand {
    /// The largest file of figures, in bytes.
    private static let mostBytes = 4 << 20

    static let command = Command(
        name: "check", summary: "Read the whole log by a path of its own, and compare",
        discussion: """
            Reads every topic from its beginning with a fold of its own, and says in numbers what it checked: each \
            conclusion counts once, and only from whom it may come; each message was sent once or says why not, each \
            receipt has its claim and its file, what others are told is what was said; each letter has a copy for everyone \
            who was to be told, each document is there, of its own case and role; whoever was not told in four weeks has \
            an alarm. With --figures it counts the figures of analytics anew. It says the head of every partition, to be \
            kept elsewhere; that the log ends where the groups of the services, the records for others and, with \
            --folder and --read-model, the outbox and the read model had come, it checks, so that an older state that was put \
            back is found. Exit status 1 if anything differs.
            """,
        example:
            "analytics figures --database state/analytics.db --json > figures.json; annual-review check --figures figures.json",
        options: Cluster.options + [
            .text("figures", "FILE", "what `analytics figures --json` printed"),
            .text("folder", "DIR", "the folder into which the notifier sends"),
            .text("read-model", "FILE", "the read model of analytics"),
            .flag("json", "report as JSON"),
            .text("report", "FILE", "also write the report as JSON to this file, for `annual-review compare`"),
        ],
        run: { arguments in try run(arguments) })

    private static func run(_ arguments: Arguments) throws -> Int32 {
        let address = try Cluster.address(arguments)
        var published: PublishedFigures?
        if let path = arguments.optionalString("figures") {
            let bytes = try Disk.read(path, most: mostBytes)
            do throws(JSONError) {
                published = try PublishedFigures(json: bytes)
            } catch {
                throw CommandError(
                    "\(path) is not what `analytics figures --json` prints (without --publish): \(error)")
            }
        }
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
                if value.map(isOfNewerVersion) ?? false { newer += 1 } else { unreadable += 1 }
            }
        }
        verifier.addNotifications(told, unreadable: unreadable, newer: newer)
        // Asked for now: services may have written since the log was read.
        let ends = try reader.extent(of: .caseFiles).ends
        for place in places {
            let end = ends.indices.contains(Int(place.partition)) ? ends[Int(place.partition)] : 0
            verifier.addPlace(of: place.id, partition: place.partition, offset: place.offset, endingAt: end)
        }
        if let folder = arguments.optionalString("folder") {
            guard let names = Disk.names(in: folder) else { throw CommandError("cannot read the folder \(folder)") }
            verifier.addFiles(names)
            verifier.addOutbox(try OutboxFolder(folder))
        }
        if let path = arguments.optionalString("read-model") { verifier.addReadModel(try ReadModelFile(path)) }
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
        let json = try report.json() + [10]
        if let path = arguments.optionalString("report") { try Disk.write(json, to: path) }
        Output.write(arguments.flag("json") ? json : Array(report.text.utf8))
        return report.faults == 0 ? ExitStatus.success : ExitStatus.failure
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
