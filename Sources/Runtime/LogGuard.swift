public import Contracts
public import Kafka

/// Asks the broker whether the log can be that of a whole record, before a command reads from it or writes to it: one
/// guard for all of them.
///
/// It believes the broker's account and positions of our own groups, never what a record says of itself.
public struct LogGuard {
    private let address: LogAddress
    private let timeoutSeconds: Int
    /// The topics that whoever asks may read.
    private let readable: [Topic]
    /// The groups of which they may ask how far they have come.
    private let groups: [String]

    /// A guard of that log, for that program of `Access.table`: it asks for no more than the program may know.
    public init(_ address: LogAddress, timeoutSeconds: Int = 30, as program: String = "annual-review") {
        self.address = address
        self.timeoutSeconds = timeoutSeconds
        let access = Access.table.first { $0.program == program }
        readable = access?.reads ?? []
        groups = access?.watches ?? []
    }

    /// The log as the broker tells it; throws `LogDamage` when it has lost something, or is in danger to.
    @discardableResult
    public func pass() throws -> LogStanding {
        let standing = try look()
        let faults = standing.faults
        guard faults.isEmpty else { throw LogDamage(faults, in: address.namespace) }
        return standing
    }

    /// The log as the broker tells it, whole or not. Without the topic `case-files` it has no partitions.
    public func look() throws(KafkaError) -> LogStanding {
        let admin = try Admin(address.kafka)
        defer { admin.close() }
        let metadata = try admin.metadata()
        let namespace = address.namespace
        let there = Topic.allCases.filter { metadata.topics[namespace.topic($0)] != nil }
        var standing = LogStanding()
        standing.topics = Set(there)
        if try admin.capabilities().contains(.describesSettings), !there.isEmpty {
            let settings = try admin.settings(of: there.map(namespace.topic))
            for topic in there {
                let found = settings[namespace.topic(topic)] ?? [:]
                standing.settings[topic] = found.mapValues { $0.value ?? "unset" }
            }
            standing.wanted = { $0.settings(brokers: metadata.clusterSize) }
        }
        // Before the ends: what services read and commit meanwhile must not look like an end that was lost.
        if let partitions = metadata.topics[namespace.topic(.caseFiles)]?.partitions {
            for name in groups {
                let group = namespace.group(name)
                standing.committed[group] = try retrying(seconds: timeoutSeconds) { () throws(KafkaError) in
                    try admin.committedOffsets(
                        group: group, topic: namespace.topic(.caseFiles), partitions: 0..<partitions)
                }
            }
        }
        let extents = try extents(of: there.filter(readable.contains), asking: admin, into: &standing)
        guard let caseFiles = extents.first(where: { $0.topic == .caseFiles }) else { return standing }
        standing.starts = caseFiles.starts
        standing.ends = caseFiles.ends
        return standing
    }

    /// How often is asked again where a topic's beginning was removed between two questions.
    private static let mostLooks = 3

    private func extents(
        of topics: [Topic], asking admin: Admin, into standing: inout LogStanding
    ) throws(KafkaError) -> [LogReader.Extent] {
        let reader = LogReader(address)
        var looks = 0
        while true {
            looks += 1
            var extents: [LogReader.Extent] = []
            for topic in topics {
                extents.append(try reader.extent(of: topic, asking: admin, timeoutSeconds: timeoutSeconds))
            }
            do throws(KafkaError) {
                try firstRecords(of: extents, asking: admin, into: &standing)
                return extents
            } catch {
                guard error.code == .offsetNotInLog || error.code == .offsetOutOfRange, looks < LogGuard.mostLooks
                else { throw error }
            }
        }
    }

    /// Reads the first record of every partition; of the topics beside the case files also whether there is another.
    private func firstRecords(
        of extents: [LogReader.Extent], asking admin: Admin, into standing: inout LogStanding
    ) throws(KafkaError) {
        var open: Set<Place> = []
        var assignments: [Reader.Assignment] = []
        for extent in extents {
            standing.firsts[extent.topic] = Array(repeating: .nothing, count: extent.ends.count)
            for (partition, start) in extent.starts.enumerated() where extent.ends[partition] > start {
                open.insert(Place(topic: extent.topic, partition: Int32(partition)))
                assignments.append(
                    .init(topic: address.namespace.topic(extent.topic), partition: Int32(partition), offset: start))
                if extent.ends[partition] - start > 1 { standing.holdsMore.insert(extent.topic) }
            }
        }
        guard !assignments.isEmpty else { return }
        var settings = Reader.Settings()
        if try admin.capabilities().isEmpty { settings.fetchWaitMilliseconds = embeddedFetchWaitMilliseconds }
        // Only the first of each is wanted.
        settings.maximumQueuedRecords = LogGuard.mostAhead
        settings.maximumQueuedKibibytes = LogGuard.mostKibibytesAhead
        let reader = try Reader(address.kafka, settings: settings)
        defer { reader.close() }
        try reader.assign(assignments)
        let deadline = SteadyClock.seconds + Double(timeoutSeconds)
        while !open.isEmpty {
            do throws(KafkaError) {
                try reader.poll(timeoutMilliseconds: 100) { record in
                    guard let topic = address.namespace.topic(named: reader.topics[record.topic]),
                        open.remove(Place(topic: topic, partition: record.partition)) != nil
                    else { return }
                    standing.firsts[topic]?[Int(record.partition)] = LogGuard.first(record, of: topic)
                }
            } catch {
                guard error.advice == .retry else { throw error }
            }
            // A partition of which everything that it held has just expired.
            for (index, assignment) in reader.assignments.enumerated() where reader.isAtEnd(index) {
                guard let topic = address.namespace.topic(named: assignment.topic) else { continue }
                open.remove(Place(topic: topic, partition: assignment.partition))
            }
            guard open.isEmpty || SteadyClock.seconds < deadline else {
                throw KafkaError(.timedOut, while: "read the first records of \(open.count) partitions")
            }
        }
    }

    private struct Place: Hashable {
        let topic: Topic
        let partition: Int32
    }

    /// How many records may be fetched before the first of each partition was taken.
    private static let mostAhead = 1_000
    private static let mostKibibytesAhead = 8_192

    private static func first(_ record: borrowing RecordView, of topic: Topic) -> LogStanding.First {
        guard record.key?.elementsEqual(LogMarker.key.utf8) ?? false, let value = record.value else { return .other }
        guard topic == .caseFiles else { return LogMarker.name(in: value).map { .marker($0) } ?? .other }
        guard record.offset == 0 else { return .other }
        do throws(EntryError) {
            var skipped = 0
            let entry = try Entry.read(value, skipped: &skipped)
            guard case .logBegan(let began) = entry.events.first?.data, entry.by.maySay(.logBegan) else {
                return .other
            }
            return .began(began)
        } catch {
            // What cannot be read begins no log: so it is said.
            return .other
        }
    }
}

/// The log as the broker tells it.
public struct LogStanding: Sendable {
    /// What stands first in a partition.
    public enum First: Sendable, Equatable {
        /// No record.
        case nothing
        /// `log-began`, at offset 0.
        case began(LogBegan)
        /// The name of a log.
        case marker(LogName)
        /// Anything else.
        case other

        public static func == (left: First, right: First) -> Bool {
            switch (left, right) {
            case (.nothing, .nothing), (.other, .other): true
            case (.marker(let one), .marker(let other)): one == other
            case (.began(let one), .began(let other)):
                one.log == other.log && one.council == other.council && one.calendar == other.calendar
                    && one.partitions == other.partitions
            default: false
            }
        }
    }

    /// The topics that are there.
    public var topics: Set<Topic> = []
    /// The lowest offset of each partition of the case files.
    public var starts: [Int64] = []
    /// The next offset of each partition of the case files.
    public var ends: [Int64] = []
    /// What stands first in each partition of each topic.
    public var firsts: [Topic: [First]] = [:]
    /// The topics of which a partition holds more than one record.
    public var holdsMore: Set<Topic> = []
    /// The settings of each topic, where the broker tells them.
    public var settings: [Topic: [String: String]] = [:]
    /// How far each group had come, by its name in Kafka.
    public var committed: [String: [Int64?]] = [:]
    /// The settings that a topic ought to have.
    var wanted: @Sendable (Topic) -> [(name: String, value: String)] = { _ in [] }

    /// Nothing is known.
    public init() {}

    /// What the log began as; nil where it has not.
    public var began: LogBegan? {
        firsts[.caseFiles]?.lazy.compactMap { if case .began(let began) = $0 { began } else { nil } }.first
    }

    /// Whether the case files hold nothing, and never did.
    public var isEmpty: Bool { ends.allSatisfy { $0 == 0 } }

    /// The names of logs to which the topics beside the case files belong, with one of the topics for each.
    public var markers: [LogName: Topic] {
        var names: [LogName: Topic] = [:]
        for topic in Topic.allCases where topic != .caseFiles {
            for case .marker(let name) in firsts[topic] ?? [] where names[name] == nil { names[name] = topic }
        }
        return names
    }

    /// Settings by which records of the case files, or of what they name, are lost. Others are the operator's.
    static let dangerous: [Topic: Set<String>] = {
        var settings = Dictionary(uniqueKeysWithValues: Topic.allCases.map { ($0, Set(["cleanup.policy"])) })
        settings[.caseFiles] = ["cleanup.policy", "retention.ms", "retention.bytes", "unclean.leader.election.enable"]
        return settings
    }()

    /// What contradicts that it is a whole log, and one; the gravest first.
    public var faults: [RecordFault] {
        let places = ends.indices.map(Int32.init)
        var faults: [RecordFault] = []
        for partition in places where starts[Int(partition)] > 0 {
            faults.append(.lostBeginning(partition: partition, first: starts[Int(partition)]))
        }
        for (group, seen) in committed.sorted(by: { $0.key < $1.key }) {
            for partition in places {
                let end = ends[Int(partition)]
                guard seen.indices.contains(Int(partition)), let seen = seen[Int(partition)], seen > end else {
                    continue
                }
                faults.append(.lostEnd(partition: partition, end: end, seen: seen, by: group))
            }
        }
        if isEmpty {
            // An attempt to begin that came no further than to mark the topics may be made again.
            for (name, topic) in markers where !holdsMore.isEmpty || markers.count > 1 || !topics.contains(.caseFiles) {
                faults.append(.goneBeside(topic, name: name))
            }
        } else {
            faults += beginnings(places)
        }
        for topic in Topic.allCases {
            for (name, wanted) in wanted(topic) where LogStanding.dangerous[topic]?.contains(name) ?? false {
                guard let found = settings[topic]?[name], found != wanted else { continue }
                faults.append(.setting(topic, name: name, found: found, wanted: wanted))
            }
        }
        return faults
    }

    private func beginnings(_ places: [Int32]) -> [RecordFault] {
        let firsts = self.firsts[.caseFiles] ?? []
        guard let began else { return places.filter { starts[Int($0)] == 0 }.map { .notALog(partition: $0) } }
        if began.partitions != ends.count {
            return [.partitionsChanged(began: began.partitions, found: Int32(clamping: ends.count))]
        }
        var faults: [RecordFault] = []
        for partition in places where firsts.indices.contains(Int(partition)) && starts[Int(partition)] == 0 {
            switch firsts[Int(partition)] {
            case .began(let other):
                if First.began(other) != First.began(began) { faults.append(.anotherLog(partition: partition)) }
            case .nothing: faults.append(.empty(partition: partition))
            case .marker, .other: faults.append(.notALog(partition: partition))
            }
        }
        for topic in Topic.allCases where topic != .caseFiles {
            for (partition, first) in (self.firsts[topic] ?? []).enumerated() {
                guard case .marker(let name) = first, name != began.log else { continue }
                faults.append(.topicOfAnotherLog(topic, partition: Int32(partition), name: name))
            }
        }
        return faults
    }
}
