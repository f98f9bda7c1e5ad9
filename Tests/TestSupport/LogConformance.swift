/// One record of a log under test.
public struct LogRecord: Equatable, Sendable {
    public var offset: Int64
    public var key: String?
    public var value: [UInt8]?

    public init(offset: Int64, key: String?, value: [UInt8]?) {
        self.offset = offset
        self.key = key
        self.value = value
    }
}

/// What a log can do beside appending and reading; what it cannot, its suite skips and counts.
public struct LogAbilities: OptionSet, Sendable {
    public let rawValue: Int

    public init(rawValue: Int) { self.rawValue = rawValue }

    /// It keeps what was acknowledged when it is started again.
    public static let restarts = LogAbilities(rawValue: 1)
    /// Members of a group share its partitions.
    public static let groups = LogAbilities(rawValue: 2)
    /// It takes a record of 900,000 bytes.
    public static let bigRecords = LogAbilities(rawValue: 4)
}

/// A log that the conformance suite is run on: the embedded broker, Apache Kafka, or the simulation's virtual log. It is
/// empty, and its topic has three partitions. What it cannot do it need not offer.
public protocol LogUnderTest {
    var abilities: LogAbilities { get }
    /// Appends a record and gives its offset once it is acknowledged.
    func append(_ partition: Int32, key: String?, value: [UInt8]?) throws -> Int64
    /// Appends all, and gives their offsets once all are acknowledged, in the same order.
    func append(_ partition: Int32, all values: [[UInt8]]) throws -> [Int64]
    /// What stands from that offset to the end, by a reader of its own that asks for at most so many at once.
    func read(_ partition: Int32, from offset: Int64, atMost: Int) throws -> [LogRecord]
    /// The lowest offset and the one that the next record will have.
    func watermarks(_ partition: Int32) throws -> (low: Int64, high: Int64)
    /// Ends it without warning, and starts it again.
    func restart() throws
    /// That member joins the group, or leaves it in good order.
    func join(_ member: Int) throws
    func leave(_ member: Int) throws
    /// Waits until the members that are there speak for these partitions between them; answers whether they came to it.
    func awaitsSpeakers(_ members: [Int], sharing count: Int) throws -> Bool
}

extension LogUnderTest {
    public func restart() throws {}
    public func join(_ member: Int) throws {}
    public func leave(_ member: Int) throws {}
    public func awaitsSpeakers(_ members: [Int], sharing count: Int) throws -> Bool { false }
}

/// What every log must do alike; the services rely on each of these.
public enum LogConformance: String, CaseIterable, Sendable, CustomStringConvertible {
    case append = "offsets count up from 0 in each partition, one by one"
    case order = "what is appended is read back in its order, each record once"
    case redelivery = "what was read is read again, the same, by whoever reads from there"
    case absence = "no key, an empty value and a tombstone are three things"
    case emptyPartition = "an empty partition is at its end at 0 and disturbs no other"
    case watermarks = "the end is one above the last record, and the beginning stays at 0"
    case slowReader = "a reader that takes one at a time misses nothing that comes meanwhile"
    case bigRecord = "a record of 900,000 bytes comes back whole, and those around it"
    case handOver = "members of a group share the partitions, and one speaks for all when the other leaves"
    case restart = "what was acknowledged is there after a restart, and offsets go on"

    public var description: String { rawValue }

    /// What the log must be able to do for it.
    public var needs: LogAbilities {
        switch self {
        case .bigRecord: .bigRecords
        case .handOver: .groups
        case .restart: .restarts
        default: []
        }
    }

    /// What a log with these abilities must skip.
    public static func skipped(with abilities: LogAbilities) -> [LogConformance] {
        allCases.filter { !abilities.isSuperset(of: $0.needs) }
    }

    /// How many are tried on that log, and which are skipped because it cannot do them: a line to print.
    public static func account(of name: String, with abilities: LogAbilities) -> String {
        let skipped = skipped(with: abilities)
        let tried = "conformance, \(name): \(allCases.count - skipped.count) of \(allCases.count) tried"
        guard !skipped.isEmpty else { return tried }
        return "\(tried), \(skipped.count) skipped, for it cannot do that: "
            + skipped.map(\.rawValue).joined(separator: "; ")
    }

    /// Tries it on an empty log; what is wrong.
    public func faults(of log: some LogUnderTest) throws -> [String] {
        var faults: [String] = []
        func check(_ isRight: Bool, _ fault: @autoclosure () -> String) { if !isRight { faults.append(fault()) } }
        func number(_ value: Int) -> [UInt8] { Array(String(value).utf8) }
        let thousand = (0..<1_000).map(number)

        switch self {
        case .append:
            for partition: Int32 in 0..<3 {
                for expected: Int64 in 0..<5 {
                    let offset = try log.append(partition, key: "B-1", value: number(Int(expected)))
                    check(offset == expected, "partition \(partition): \(offset), not \(expected)")
                }
            }
        case .order:
            let offsets = try log.append(1, all: thousand)
            check(offsets == Array(0..<1_000), "offsets are \(offsets.prefix(5))…")
            let read = try log.read(1, from: 0, atMost: 100)
            check(read.map(\.value) == thousand, "\(read.count) records, or in another order")
            check(read.map(\.offset) == Array(0..<1_000), "their offsets are \(read.map(\.offset).prefix(5))…")
        case .redelivery:
            _ = try log.append(0, all: thousand)
            let first = try log.read(0, from: 400, atMost: 1_000)
            check(first.first?.offset == 400 && first.count == 600, "\(first.count) from \(first.first?.offset ?? -1)")
            check(try log.read(0, from: 400, atMost: 7) == first, "read again it is something else")
        case .absence:
            _ = try log.append(0, key: nil, value: [1])
            _ = try log.append(0, key: "k", value: [])
            _ = try log.append(0, key: "k", value: nil)
            let read = try log.read(0, from: 0, atMost: 10)
            let wanted = [
                LogRecord(offset: 0, key: nil, value: [1]), LogRecord(offset: 1, key: "k", value: []),
                LogRecord(offset: 2, key: "k", value: nil),
            ]
            check(read == wanted, "\(read)")
        case .emptyPartition:
            _ = try log.append(2, key: "k", value: [1])
            check(try log.read(0, from: 0, atMost: 10).isEmpty, "something stands in the empty partition")
            let empty = try log.watermarks(0)
            check(empty == (0, 0), "\(empty)")
            check(try log.read(2, from: 0, atMost: 10).count == 1, "its neighbour's record is not there")
        case .watermarks:
            let before = try log.watermarks(1)
            check(before == (0, 0), "before: \(before)")
            _ = try log.append(1, all: Array(thousand.prefix(10)))
            let after = try log.watermarks(1)
            check(after == (0, 10), "after: \(after)")
        case .slowReader:
            _ = try log.append(0, all: Array(thousand.prefix(50)))
            var seen: [[UInt8]?] = []
            var from: Int64 = 0
            for step in 0..<20 {
                // Only the first of what is there is taken, and then more comes.
                guard let record = try log.read(0, from: from, atMost: 1).first else { break }
                seen.append(record.value)
                from = record.offset + 1
                _ = try log.append(0, key: nil, value: thousand[50 + step])
            }
            seen += try log.read(0, from: from, atMost: 1).map(\.value)
            check(seen == Array(thousand.prefix(70)), "\(seen.count) records, or in another order")
        case .bigRecord:
            let big = (0..<900_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) }
            for value in [[1], big, [2]] { _ = try log.append(0, key: "k", value: value) }
            check(try log.read(0, from: 0, atMost: 10).map(\.value) == [[1], big, [2]], "it came back otherwise")
        case .handOver:
            try log.join(1)
            check(try log.awaitsSpeakers([1], sharing: 3), "one alone does not speak for all")
            try log.join(2)
            check(try log.awaitsSpeakers([1, 2], sharing: 3), "two do not share")
            try log.leave(1)
            check(try log.awaitsSpeakers([2], sharing: 3), "the other did not take over")
        case .restart:
            _ = try log.append(0, all: thousand)
            try log.restart()
            check(try log.read(0, from: 0, atMost: 1_000).map(\.value) == thousand, "not all is there")
            let offset = try log.append(0, key: nil, value: [1])
            check(offset == 1_000, "it goes on at \(offset)")
        }
        return faults
    }
}
