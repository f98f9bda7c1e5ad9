import Contracts

/// Follows the places of the case files while they are read, and finds those at which nothing stands.
///
/// A producer with transactions leaves single places empty: its markers are records that no reader is given. More than
/// one in a row is what a lost segment looks like, unless an operator has looked and said that nothing ever stood there.
public struct LogPlaces: Sendable {
    /// A place at which nothing stands.
    public struct Gap: Hashable, Sendable {
        /// The partition.
        public let partition: Int32
        /// The offset.
        public let offset: Int64

        public init(partition: Int32, offset: Int64) {
            self.partition = partition
            self.offset = offset
        }
    }

    /// The most places in a row that may be empty without being taken for a loss.
    public static let mostInARow: Int64 = 1

    /// The places that are empty and may be.
    public private(set) var gaps: [Gap] = []
    private var next: [Int64]
    private let ends: [Int64]
    private var known = PassedOver()

    /// The places of a log that is read from there to there. Those in `known` may be empty, however many they are.
    public init(_ extent: LogReader.Extent, known: [Int32: [ClosedRange<Int64>]] = [:]) {
        next = Array(repeating: 0, count: extent.ends.count)
        ends = extent.ends
        for (partition, ranges) in known {
            for positions in ranges { self.known.add(positions, .caseFiles, partition) }
        }
    }

    /// A record was read.
    public mutating func pass(_ partition: Int32, _ offset: Int64) throws(LogDamage) {
        try skip(partition, to: offset)
        next[Int(partition)] = offset + 1
    }

    /// Everything was read; of those partitions alone, or of all.
    public mutating func end(at partitions: [Int32]? = nil) throws(LogDamage) {
        for partition in partitions ?? ends.indices.map(Int32.init) {
            try skip(partition, to: ends[Int(partition)])
        }
    }

    private mutating func skip(_ partition: Int32, to offset: Int64) throws(LogDamage) {
        let expected = next[Int(partition)]
        guard offset > expected else { return }
        if expected == 0 { throw LogDamage([.lostBeginning(partition: partition, first: offset)]) }
        // As services reckon it: an operator may have looked at them in parts.
        guard known.left(of: expected...(offset - 1), .caseFiles, partition) <= LogPlaces.mostInARow else {
            throw LogDamage([.gap(partition: partition, first: expected, last: offset - 1)])
        }
        for place in expected..<offset { gaps.append(Gap(partition: partition, offset: place)) }
        next[Int(partition)] = offset
    }
}
