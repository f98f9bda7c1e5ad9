import CaseFile
import Contracts
import Glibc
import Kafka

/// Reads the log again from its beginning, a round at a time, and holds it against what is known of it.
///
/// - Thread: the watch's.
struct Scrubber {
    /// What a round came to.
    struct Round {
        var fault: RecordFault?
        /// Proofs that stand in the log and are not those of its records.
        var wrongHeads = 0
        /// Of each partition the proof of the last day, where the log does not hold one of that day or later.
        var heads: [Int32: LogBook.Head] = [:]
    }

    /// The most bytes that are read in a second, so that nobody else waits for the broker.
    static let bytesPerSecond = 16.0 * 1_024 * 1_024
    /// When nothing comes for so long, the round is given up, in seconds.
    private static let patience = 60.0
    private static let mostRecords = 500
    /// The longest that it waits at a stretch, in microseconds.
    private static let longestPause = 100_000.0

    private let address: LogAddress
    /// Of each partition, what the last round proved.
    private var proved: [Int32: (before: Int64, proof: RecordHead)] = [:]
    private let partitions: Int32

    init(_ address: LogAddress, partitions: Int32) {
        self.address = address
        self.partitions = partitions
    }

    /// Reads every record before the positions to which the service had read. Nil when it was to end before it was through.
    mutating func round(
        _ known: Watch.Known, isOver: () -> Bool, between: () -> Void
    ) throws(KafkaError) -> Round? {
        var round = Round()
        var readings: [Reading] = []
        for partition in 0..<partitions {
            let index = Int(partition)
            readings.append(
                Reading(
                    partition: partition, target: known.positions[index], records: known.records[index],
                    proved: proved[partition]))
        }
        let open = readings.filter { $0.target > 0 }
        if !open.isEmpty {
            var settings = Reader.Settings()
            settings.maximumQueuedRecords = 10_000
            settings.maximumQueuedKibibytes = 8_192
            let reader = try Reader(address.kafka, settings: settings)
            defer { reader.close(timeoutMilliseconds: 1_000) }
            let topic = address.namespace.topic(.caseFiles)
            try reader.assign(open.map { .init(topic: topic, partition: $0.partition, offset: 0) })
            guard try read(reader, &readings, isOver, between) else { return nil }
        }
        for reading in readings {
            round.wrongHeads += reading.wrongHeads
            round.fault = round.fault ?? reading.fault
            if let head = reading.lastDay, reading.book.head.map({ $0.day < head.day }) ?? true {
                round.heads[reading.partition] = head
            }
        }
        if round.fault == nil {
            for reading in readings where reading.target > 0 {
                proved[reading.partition] = (reading.target, reading.proof)
            }
        }
        return round
    }

    /// Whether it came through.
    private func read(
        _ reader: Reader, _ readings: inout [Reading], _ isOver: () -> Bool, _ between: () -> Void
    ) throws(KafkaError) -> Bool {
        let start = SteadyClock.seconds
        var heardAt = start
        var bytes = 0.0
        var left = readings.count { $0.target > 0 }
        while left > 0 {
            guard !isOver() else { return false }
            between()
            var records = 0
            do throws(KafkaError) {
                records = try reader.poll(max: Scrubber.mostRecords, timeoutMilliseconds: 100) { record in
                    bytes += Double((record.key?.count ?? 0) + (record.value?.count ?? 0))
                    readings[Int(record.partition)].add(record)
                }
            } catch {
                guard error.advice == .retry else { throw error }
            }
            for (index, assignment) in reader.assignments.enumerated()
            where reader.isAtEnd(index) && reader.end(index) >= readings[Int(assignment.partition)].target {
                readings[Int(assignment.partition)].end()
            }
            left = readings.count { $0.target > 0 && !$0.isDone }
            let now = SteadyClock.seconds
            if records > 0 { heardAt = now }
            guard left == 0 || now - heardAt < Scrubber.patience else {
                throw KafkaError(.timedOut, while: "read case-files again")
            }
            let ahead = bytes / Scrubber.bytesPerSecond - (now - start)
            if ahead > 0 { usleep(useconds_t(min(ahead * 1_000_000, Scrubber.longestPause))) }
        }
        return true
    }

    /// One partition as far as it was read again.
    private struct Reading {
        /// Of how many days the proof is kept, for those that the log holds: one is said a day, and soon.
        static let mostDays = 400

        let partition: Int32
        /// The position to which the service had read, and how many records it read before it.
        let target: Int64
        let records: Int64
        let proved: (before: Int64, proof: RecordHead)?
        var count: Int64 = 0
        var position: Int64 = 0
        var proof = RecordHead()
        var book = LogBook()
        var days: [LogBook.Head] = []
        var wrongHeads = 0
        var isDone = false
        var fault: RecordFault?
        private var isCompared = false

        init(
            partition: Int32, target: Int64, records: Int64, proved: (before: Int64, proof: RecordHead)?
        ) {
            self.partition = partition
            self.target = target
            self.records = records
            self.proved = proved
        }

        var lastDay: LogBook.Head? { days.last }

        mutating func add(_ record: borrowing RecordView) {
            guard !isDone else { return }
            compareProof(before: record.offset)
            guard record.offset < target else { return end() }
            count += 1
            position = record.offset + 1
            proof.add(
                key: record.key, value: record.value, headers: record.headers.map { RecordHeader($0.name, $0.value) })
            if record.key?.elementsEqual(LogBook.key.utf8) ?? false, let value = record.value {
                read(value, record.offset)
            }
            if position == target { end() }
        }

        private mutating func read(_ value: UnsafeRawBufferPointer, _ offset: Int64) {
            var skipped = 0
            let entry: Entry
            // What cannot be read was set aside when it was read first.
            do throws(EntryError) { entry = try Entry.read(value, skipped: &skipped) } catch { return }
            let (today, head) = (book.today, book.head)
            book.append(entry, at: offset)
            if let day = book.today, day != today {
                if days.count == Reading.mostDays { days.removeFirst() }
                days.append(LogBook.Head(day: day, through: offset, proof: proof))
            }
            if let said = book.head, said != head, !days.contains(said) { wrongHeads += 1 }
        }

        /// Holds what was read against what the last round proved of it.
        private mutating func compareProof(before offset: Int64) {
            guard let proved, !isCompared, offset >= proved.before else { return }
            isCompared = true
            if proof != proved.proof, fault == nil { fault = .altered(partition: partition, before: proved.before) }
        }

        mutating func end() {
            guard !isDone else { return }
            isDone = true
            compareProof(before: target)
            // That fewer are there says more than that the proof is another.
            if count < records {
                fault = .vanished(partition: partition, records: records - count, before: target)
            } else if count > records, fault == nil {
                fault = .altered(partition: partition, before: target)
            }
        }
    }
}
