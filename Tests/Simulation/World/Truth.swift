import CaseFile
import Contracts
import JSON
import Kafka
import Runtime
import Statute

/// What the log says, folded once more beside all instances, with every earlier state of every file: against it each
/// record is held as it is appended.
struct Truth {
    /// A claim that was accepted.
    struct Claim {
        var instance: String
        var offset: Int64
        var second: Double
        /// When its token was signed, as it says.
        var signed: Int64?
    }

    /// One case and how it came to be.
    struct Case {
        let id: CaseID
        let partition: Int
        var file = CaseFile()
        /// The file after each of its records, by offset.
        var versions: [(offset: Int64, file: CaseFile)] = []
        /// Every id that was accepted: kept apart from the fold, which is what is tried here.
        var accepted: Set<EventID> = []
        /// The accepted claims, by the claim's id.
        var claims: [ConclusionID: Claim] = [:]

        /// The file as somebody saw it who had read up to that position.
        func file(seen: Int64) -> CaseFile {
            for version in versions.reversed() where version.offset < seen { return version.file }
            return CaseFile()
        }
    }

    /// One partition and how it came to be.
    struct Partition {
        var book = LogBook()
        var versions: [(offset: Int64, book: LogBook)] = []
        /// The ids of the records for others that follow from its entries, by offset.
        var owed: [String: Int64] = [:]
        /// The ids that others have seen, and the last offset of which they learnt.
        var told: Set<String> = []
        var toldOffset: Int64 = -1
        /// Whether a record for others was not delivered at first: then it comes later than its place.
        var isTellingDisturbed = false
        /// What became of each record.
        var receptions: [CaseFile.Reception?] = []

        func book(seen: Int64) -> LogBook {
            for version in versions.reversed() where version.offset < seen { return version.book }
            return LogBook()
        }
    }

    /// The services as they are and as they were in this run: what was warranted by one of them was warranted.
    struct Voices {
        var schedulers: [any Service]
        var writers: [any Service]
        var notifiers: [any Service]

        func of(_ name: String) -> [any Service] {
            switch name {
            case "scheduler": schedulers
            case "decision-writer": writers
            case "notifier": notifiers
            default: []
            }
        }
    }

    private(set) var cases: [Case] = []
    private var indexOf: [CaseID: Int] = [:]
    private(set) var partitions: [Partition]
    /// Records that no version can read, by the key of their dead letter.
    var unreadable: Set<String> = []
    /// Documents that were ever on the topic.
    private(set) var documents: Set<DocumentHash> = []
    /// How many entries were accepted, repeated, not fitting.
    private(set) var counts = (accepted: 0, repeated: 0, notFitting: 0)
    /// How many conclusions were held against the prefix that they name.
    private(set) var warranted = 0
    /// Seconds since the start of the run.
    var second = 0.0
    /// Seconds that a claim must stand before another may be made, unless it failed.
    let patience: Double
    /// Seconds for which the provider remembers what it took, where that has an end.
    let memory: Double?
    /// How far the writer of the last record had read; nil when it does not say.
    private(set) var lastSeen: Int64?
    /// What was broken.
    private(set) var violations: [String] = []

    init(partitions: Int, provider: Provider.Kind) {
        self.partitions = Array(repeating: Partition(), count: partitions)
        patience = provider.patience
        memory = provider == .tokens ? Provider.memorySeconds : nil
    }

    /// A violation: the run ends with it.
    mutating func broken(_ what: String) { if violations.count < 20 { violations.append(what) } }

    func find(_ id: CaseID) -> Case? { indexOf[id].map { cases[$0] } }

    func file(of id: CaseID) -> CaseFile { indexOf[id].map { cases[$0].file } ?? CaseFile() }

    // MARK: What was appended

    /// A record of `case-files` was appended there.
    mutating func append(_ record: VirtualLog.Record, to partition: Int, at offset: Int64, voices: Voices) {
        var reception: CaseFile.Reception?
        lastSeen = nil
        defer { partitions[partition].receptions.append(reception) }
        guard let value = record.value else {
            unreadable.insert("\(Topic.caseFiles.rawValue)/\(partition)/\(offset)")
            return
        }
        let entry: Entry
        do { entry = try Entry.read(value) } catch {
            unreadable.insert("\(Topic.caseFiles.rawValue)/\(partition)/\(offset)")
            return
        }
        lastSeen = entry.seen
        guard !entry.events.isEmpty else { return }
        if record.key?.elementsEqual(LogBook.key.utf8) ?? false {
            reception = partitions[partition].book.append(entry, at: offset)
            partitions[partition].versions.append((offset, partitions[partition].book))
            return
        }
        let (id, isRight) = (record.key ?? []).withUnsafeBytes { bytes in
            (
                CaseID(utf8: bytes),
                Int(Partitioner.partition(of: bytes, partitions: Int32(partitions.count))) == partition
            )
        }
        guard let id, isRight else {
            unreadable.insert("\(Topic.caseFiles.rawValue)/\(partition)/\(offset)")
            return
        }
        reception = append(entry, of: id, partition, offset, voices)
    }

    private mutating func append(
        _ entry: Entry, of id: CaseID, _ partition: Int, _ offset: Int64, _ voices: Voices
    ) -> CaseFile.Reception {
        let index: Int
        if let known = indexOf[id] {
            index = known
        } else {
            index = cases.count
            indexOf[id] = index
            cases.append(Case(id: id, partition: partition))
        }
        if case .conclusion? = entry.events.first?.id { check(entry, index, partition, offset, voices) }
        let reception = cases[index].file.append(entry, at: offset)
        note(entry, reception, index, partition, offset)
        cases[index].versions.append((offset, cases[index].file))
        return reception
    }

    /// Each id once, and what is ignored uses up none.
    private mutating func note(
        _ entry: Entry, _ reception: CaseFile.Reception, _ index: Int, _ partition: Int, _ offset: Int64
    ) {
        let id = cases[index].id
        switch reception {
        case .accepted: counts.accepted += 1
        case .repeated:
            counts.repeated += 1
            if !entry.events.contains(where: { counted($0.id, cases[index]) }) {
                broken("\(id): \(Truth.words(entry)) at \(offset) counts as repeated, and none of it ever counted")
            }
            return
        case .doesNotFit:
            counts.notFitting += 1
            return
        }
        for event in entry.events {
            let isNew = cases[index].accepted.insert(event.id).inserted
            guard case .conclusion(let conclusion) = event.id else { continue }
            if !isNew { broken("\(id): the file holds \(event.id) twice, the second at \(partition)/\(offset)") }
            if case .notificationClaimed(let claim) = event.data {
                let last = cases[index].claims[conclusion.at(.claim, attempt: conclusion.attempt &- 1)]
                let hasFailed = cases[index].accepted.contains(
                    .conclusion(conclusion.at(.failed, attempt: conclusion.attempt &- 1)))
                if let last, !hasFailed, second - last.second < patience {
                    broken(
                        "\(id): \(conclusion) takes over what \(last.instance) claimed \(Int(second - last.second)) s ago"
                    )
                }
                cases[index].claims[conclusion] = Claim(
                    instance: claim.instance, offset: offset, second: second, signed: claim.signed)
                if (claim.signed != nil) != (memory != nil) || Double(claim.signed ?? 0) > second {
                    broken("\(id): \(conclusion) does not say truly when its token was signed")
                }
            }
            if conclusion.subject.isMessage, conclusion.stage != .claim {
                partitions[partition].owed["\(id)/\(event.id)"] = offset
            }
        }
    }

    /// Whether that counted before; a message that left under another claim left.
    private func counted(_ id: EventID, _ `case`: Case) -> Bool {
        if case .conclusion(let id) = id, id.stage == .sent, `case`.file.message(id.message)?.sent != nil {
            return true
        }
        return `case`.accepted.contains(id)
    }

    static func words(_ entry: Entry) -> String {
        "\(entry.by) on \(entry.recorded): " + entry.events.map { "\($0.id)" }.joined(separator: ", ")
    }

    // MARK: Whether it was warranted

    private mutating func check(
        _ entry: Entry, _ index: Int, _ partition: Int, _ offset: Int64, _ voices: Voices
    ) {
        warranted += 1
        let id = cases[index].id
        guard let seen = entry.seen, seen <= offset else {
            return broken("\(id): \(Truth.words(entry)) at \(offset) does not say how far its writer had read")
        }
        let file = cases[index].file(seen: seen)
        let book = partitions[partition].book(seen: seen)
        guard let today = book.today, today == entry.recorded else {
            return broken(
                "\(id): \(Truth.words(entry)) at \(offset), but at \(seen) it was "
                    + (book.today.map { "\($0)" } ?? "no day"))
        }
        guard case .conclusion(let first)? = entry.events.first?.id else { return }
        let holds: Bool
        if first.stage != .said {
            holds = entry.events.allSatisfy { isWarranted($0, file, book, cases[index], seen) }
        } else if first.subject == .decisionLetter || first.subject == .finalLetter {
            holds = entry.events.allSatisfy { isLetterWarranted($0, file) }
        } else {
            holds = voices.of(entry.by).contains { service in
                service.missing(from: file, of: id, on: today, in: book).contains { Truth.same($0, entry) }
            }
        }
        if !holds {
            broken("\(id): \(Truth.words(entry)) at \(offset): the \(seen) records that it had read do not warrant it")
        }
    }

    private static func same(_ left: Entry, _ right: Entry) -> Bool {
        left.because == right.because && left.events.count == right.events.count
            && zip(left.events, right.events).allSatisfy { $0.id == $1.id }
    }

    /// What the sender says of a message's way.
    private func isWarranted(
        _ event: Event, _ file: CaseFile, _ book: LogBook, _ `case`: Case, _ seen: Int64
    ) -> Bool {
        guard case .conclusion(let id) = event.id, let message = file.message(id.message) else { return false }
        switch event.data {
        case .notificationClaimed:
            return message.stage != .sent && id.attempt == message.claims + 1 && book.maySend(file)
        case .notificationSent, .notificationFailed:
            let claim = `case`.claims[id.message.at(.claim, attempt: id.attempt)]
            if case .notificationFailed(let failed) = event.data, failed.why == .notKnown,
                !mayBeForgotten(id, `case`)
            {
                return false
            }
            return message.stage != .sent && id.attempt == message.claims && (claim.map { $0.offset < seen } ?? false)
        default: return false
        }
    }

    /// Whether the first claim without an outcome is so old that the provider may have forgotten what left under it.
    private func mayBeForgotten(_ id: ConclusionID, _ `case`: Case) -> Bool {
        guard let memory else { return false }
        var attempt = id.attempt
        var first = Int64.max
        while attempt > 0 {
            first = min(first, `case`.claims[id.message.at(.claim, attempt: attempt)]?.signed ?? .max)
            attempt -= 1
            if `case`.accepted.contains(.conclusion(id.message.at(.failed, attempt: attempt))) { break }
        }
        return second - Double(first) >= memory - 86_400
    }

    private func isLetterWarranted(_ event: Event, _ file: CaseFile) -> Bool {
        guard case .conclusion(let id) = event.id, case .letterWritten(let letter) = event.data,
            documents.contains(letter.document), let review = file.review(id.review)
        else { return false }
        return id.subject == .decisionLetter
            ? review.isMade && !review.isLetterWritten && review.submission?.key.reference == id.fact
            : review.isFinalMade && !review.isFinalLetterWritten && review.finalSubmission?.key.reference == id.fact
    }

    // MARK: Other topics

    /// A document was written under that key.
    mutating func keep(document key: [UInt8]) {
        let hash = key.withUnsafeBytes { $0.withMemoryRebound(to: UInt8.self) { DocumentHash(utf8: $0) } }
        if let hash { documents.insert(hash) }
    }

    /// A record for others was not delivered.
    mutating func disturbTelling(in partition: Int) { partitions[partition].isTellingDisturbed = true }

    /// A record for others was written.
    mutating func tell(_ value: [UInt8], in partition: Int) {
        let record: CloudEvent<NotificationRecord>
        do { record = try CloudEvent(json: value) } catch {
            return broken("a record of notifications cannot be read: \(error)")
        }
        let offset = record.data.offset
        guard partitions[partition].owed[record.id] == offset, Int(record.data.partition) == partition else {
            return broken(
                "notifications/\(partition) tells of \(record.id) at \(offset), which was never accepted there")
        }
        guard partitions[partition].told.insert(record.id).inserted else { return }
        if offset < partitions[partition].toldOffset, !partitions[partition].isTellingDisturbed {
            broken(
                "notifications/\(partition) tells of \(record.id) at \(offset) for the first time after "
                    + "\(partitions[partition].toldOffset)")
        }
        partitions[partition].toldOffset = offset
    }
}
