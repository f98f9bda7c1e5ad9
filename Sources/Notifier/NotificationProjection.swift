import CaseFile
import Contracts
import JSON
import Runtime
import Statute

/// The projection for others: what parties are told, one record of `notifications` an event, in the order of the log.
///
/// What is found on the topic was written, by whomever; the rest is written by who speaks for the partition. Each record
/// counts for itself: of two that are under way the first may fail and the second not, and whoever comes next must
/// still find that the first is missing. Two that speak at once write the same records, which consumers drop by id.
/// What is older than the topic keeps is no news any more.
struct NotificationProjection {
    /// An event that others are told, not yet seen on the topic.
    private struct Notice {
        let offset: Int64
        let id: CaseID
        let event: Event
        let recorded: Day
        let council: String
        /// In what capacity the contact is told, where it is one.
        let contactIs: Party
        let document: DocumentHash?

        /// The id of its record.
        var key: String { "\(id)/\(event.id)" }
    }

    /// One partition.
    private struct Partition {
        /// What is to be written, unless it is found.
        var pending: [Notice] = []
        /// Ids that were found of what was folded: they are taken out of the pending next time.
        var written: Set<String> = []
        /// Ids that were found of what is not folded yet, when `notifications` is read faster than the log.
        var ahead: Set<String> = []
        /// The last offset that was folded.
        var folded: Int64 = -1
        /// The lowest offset that was found; nil before the first.
        var lowest: Int64?
        /// The partition's today.
        var today: Day?

        /// Whether the topic held it and holds it no longer: it is older than what it keeps, and than all that it shows.
        private static func isPast(_ notice: Notice, _ lowest: Int64?, _ today: Day?) -> Bool {
            guard let lowest, let today else { return false }
            return notice.offset < lowest && notice.recorded < today - NotificationProjection.daysKept
        }

        mutating func add(_ notice: Notice) {
            guard ahead.remove(notice.key) == nil else { return }
            pending.append(notice)
            if pending.count % NotificationProjection.mostWritten == 0 { prune() }
        }

        mutating func find(_ id: String, at offset: Int64) {
            lowest = min(lowest ?? offset, offset)
            if offset > folded {
                ahead.insert(id)
            } else if !pending.isEmpty {
                written.insert(id)
                if written.count >= NotificationProjection.mostWritten { prune() }
            }
        }

        /// Drops what was found meanwhile, and what is no news any more.
        mutating func prune() {
            let (lowest, today, written) = (lowest, today, written)
            guard !written.isEmpty || pending.first.map({ Partition.isPast($0, lowest, today) }) ?? false else {
                return
            }
            pending.removeAll { Partition.isPast($0, lowest, today) || written.contains($0.key) }
            self.written.removeAll()
        }
    }

    /// Days for which the topic keeps its records.
    static let daysKept = 90
    /// Ids that are found before they are taken out of the pending, which looks at all of these.
    private static let mostWritten = 1_024

    private let most: Int
    private var partitions: [Int32: Partition] = [:]

    /// - Parameter most: records written in one turn.
    init(most: Int) { self.most = most }

    /// An entry was accepted. `letter` is the document that a message carries.
    mutating func note(
        _ entry: Entry, at position: Position, of id: CaseID, in file: borrowing CaseFile, log: borrowing LogBook,
        letter: (ConclusionID) -> DocumentHash?
    ) {
        partitions[position.partition, default: Partition()].folded = position.offset
        partitions[position.partition, default: Partition()].today = log.today
        for event in entry.events {
            guard case .conclusion(let conclusion) = event.id, conclusion.subject.isMessage, conclusion.stage != .claim
            else { continue }
            let notice = Notice(
                offset: position.offset, id: id, event: event, recorded: entry.recorded,
                council: log.began?.council ?? "",
                contactIs: conclusion.contact.flatMap { file.contact($0)?.party } ?? .parent,
                document: letter(conclusion.message))
            partitions[position.partition]?.add(notice)
        }
    }

    /// A record was found on the topic.
    mutating func found(_ value: [UInt8]) throws(JSONError) {
        do throws(JSONError) {
            let record = try CloudEvent<NotificationRecord>(json: value)
            partitions[record.data.partition, default: Partition()].find(record.id, at: record.data.offset)
        } catch {
            // A newer version may tell of what this one does not know; where it stands is all that matters here.
            let record = try CloudEvent<Marker>(json: value)
            partitions[record.data.partition, default: Partition()].find(record.id, at: record.data.offset)
        }
    }

    /// Of a record for others, where in the log it stands of which it tells.
    private struct Marker: Fields, Sendable {
        var partition: Int32 = 0
        var offset: Int64 = 0

        mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
            try visitor.field("partition", &partition, "The partition of case-files that holds the entry.")
            try visitor.field("offset", &offset, "The offset in that partition.")
        }
    }

    /// The next records of those partitions. They are written, in this order, before anything else is asked for. Where it
    /// throws, all of them are still to be written.
    mutating func records(for owned: [Int32]) throws(SendingError) -> [Act] {
        var acts: [Act] = []
        var taken: [Int32: Int] = [:]
        var writer = JSONWriter()
        for partition in owned where acts.count < most {
            partitions[partition]?.prune()
            guard let waiting = partitions[partition]?.pending, !waiting.isEmpty else { continue }
            let next = waiting.prefix(most - acts.count)
            taken[partition] = next.count
            for notice in next {
                guard let value = try value(notice, partition, &writer) else { continue }
                acts.append(
                    .record(
                        .notifications, partition: partition, key: notice.id.text, value: value,
                        headers: CloudEvents.headers))
            }
        }
        for (partition, count) in taken { partitions[partition]?.pending.removeFirst(count) }
        return acts
    }

    private func value(
        _ notice: Notice, _ partition: Int32, _ writer: inout JSONWriter
    ) throws(SendingError) -> [UInt8]? {
        let record = NotificationRecord.record(
            of: notice.event, in: notice.id, on: notice.recorded, council: notice.council, partition: partition,
            offset: notice.offset, contactIs: notice.contactIs, document: notice.document)
        guard let record else { return nil }
        writer.clear()
        do throws(JSONError) {
            try record.write(to: &writer)
        } catch {
            throw .notWritable("\(notice.id) at \(partition)/\(notice.offset): \(error)")
        }
        return writer.bytes
    }

    /// Whether nothing of that partition remains to be written.
    func isWritten(_ partition: Int32) -> Bool { partitions[partition]?.pending.isEmpty ?? true }
}
