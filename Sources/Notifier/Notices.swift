import CaseFile
import Contracts
import JSON
import Runtime
import Statute

/// The projection for others: what parties are told, one record of `notifications` an event, in the order of the log.
///
/// It goes on at the last position that it finds on the topic, and drops of that one what is there. Whoever spoke for a
/// partition before wrote everything below; two that speak at once write the same records, which consumers drop by id.
struct Notices {
    /// An event that others are told, not yet seen on the topic.
    private struct Notice {
        let offset: Int64
        let id: CaseID
        let event: Event
        let recorded: Day
        let council: String
        let document: DocumentHash?

        /// The id of its record.
        var key: String { "\(id)/\(event.id)" }
    }

    /// How far a partition's records go.
    private struct Found {
        var offset: Int64 = -1
        /// The ids of the records of that offset.
        var ids: Set<String> = []
    }

    private let most: Int
    private var pending: [Int32: [Notice]] = [:]
    private var found: [Int32: Found] = [:]

    /// - Parameter most: records written in one turn.
    init(most: Int) { self.most = most }

    /// An entry was accepted. `letter` is the document that a message carries.
    mutating func note(
        _ entry: Entry, at position: Position, of id: CaseID, log: borrowing LogBook,
        letter: (ConclusionID) -> DocumentHash?
    ) {
        guard position.offset >= found[position.partition]?.offset ?? -1 else { return }
        for event in entry.events {
            guard case .conclusion(let conclusion) = event.id, conclusion.subject.isMessage, conclusion.stage != .claim
            else { continue }
            pending[position.partition, default: []].append(
                Notice(
                    offset: position.offset, id: id, event: event, recorded: entry.recorded,
                    council: log.began?.council ?? "", document: letter(conclusion.message)))
        }
    }

    /// A record was found on the topic: what stands before it there was written.
    mutating func found(_ value: [UInt8]) throws(JSONError) {
        let record = try CloudEvent<NotificationRecord>(json: value)
        let (partition, offset) = (record.data.partition, record.data.offset)
        var last = found[partition] ?? Found()
        if offset > last.offset { last = Found(offset: offset) }
        if offset == last.offset { last.ids.insert(record.id) }
        found[partition] = last
    }

    /// Drops what was found on the topic meanwhile.
    private mutating func prune(_ partition: Int32) {
        guard let last = found[partition], let first = pending[partition]?.first, first.offset <= last.offset else {
            return
        }
        pending[partition]?.removeAll { notice in
            notice.offset < last.offset || notice.offset == last.offset && last.ids.contains(notice.key)
        }
    }

    /// The next records of those partitions. They are written, in this order, before anything else is asked for.
    mutating func records(for partitions: [Int32]) throws(SendingError) -> [Act] {
        var acts: [Act] = []
        var writer = JSONWriter()
        for partition in partitions where acts.count < most {
            prune(partition)
            guard let notices = pending[partition], !notices.isEmpty else { continue }
            let taken = notices.prefix(most - acts.count)
            for notice in taken {
                guard let value = try value(notice, partition, &writer) else { continue }
                acts.append(
                    .record(
                        .notifications, partition: partition, key: notice.id.text, value: value,
                        contentType: CloudEvents.contentType))
            }
            pending[partition]?.removeFirst(taken.count)
        }
        return acts
    }

    private func value(
        _ notice: Notice, _ partition: Int32, _ writer: inout JSONWriter
    ) throws(SendingError) -> [UInt8]? {
        let record = NotificationRecord.record(
            of: notice.event, in: notice.id, on: notice.recorded, council: notice.council, partition: partition,
            offset: notice.offset, document: notice.document)
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
    func isWritten(_ partition: Int32) -> Bool { pending[partition]?.isEmpty ?? true }

    /// How many records wait.
    var waiting: Int { pending.values.reduce(0) { $0 + $1.count } }
}
