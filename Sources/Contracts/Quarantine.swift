public import JSON
public import Statute

/// Positions of a topic that are passed over, as an operator said after looking: the value of a record of `quarantine`.
///
/// What stands there never counted, or nothing stands there (a gap). What has counted is never put here: it is withdrawn
/// by an entry.
public struct Quarantine: Fields, Hashable, Sendable {
    /// The topic, by its plain name: the record stands in the same namespace.
    public var topic = ""
    /// The partition.
    public var partition: Int32 = 0
    /// The first position.
    public var first: Int64 = 0
    /// The last position; the first one again when it is one alone.
    public var last: Int64 = 0
    /// Why, in the operator's words; never a name.
    public var why = ""
    /// Who said so.
    public var by = Actor.ofNewerVersion
    /// The log's day on which it was said.
    public var on = Day(number: 0)

    /// The most positions that one record names.
    public static let mostPositions: Int64 = 100_000
    /// The most bytes of the reason.
    public static let mostBytesOfWhy = 500

    public init() {}

    public init(
        topic: Topic, partition: Int32, positions: ClosedRange<Int64>, why: String, by: Actor, on: Day
    ) {
        self.topic = topic.rawValue
        self.partition = partition
        first = positions.lowerBound
        last = positions.upperBound
        self.why = why
        self.by = by
        self.on = on
    }

    /// The topic that it is about; nil when this version knows none of that name.
    public var about: Topic? { Topic(rawValue: topic) }

    /// The positions; nil when they are none, or too many, or its speaker may not say so: only the operator may.
    public var positions: ClosedRange<Int64>? {
        guard case .person(let person) = by, person.role == .operator, partition >= 0, first >= 0, last >= first,
            last - first < Quarantine.mostPositions
        else { return nil }
        return first...last
    }

    /// The key under which it is kept: said again it is the same.
    public var recordKey: String { Quarantine.key(topic, partition, first, last) }

    /// The key of positions, also as a command takes them: `case-files/2/118`, or `case-files/2/118-120`.
    public static func key(_ topic: Topic, _ partition: Int32, _ first: Int64, _ last: Int64) -> String {
        key(topic.rawValue, partition, first, last)
    }

    private static func key(_ topic: String, _ partition: Int32, _ first: Int64, _ last: Int64) -> String {
        "\(topic)/\(partition)/\(first)" + (last > first ? "-\(last)" : "")
    }

    /// The positions that a command's word names; nil when it is not of the form, or names too many.
    public static func parse(_ word: String) -> (topic: Topic, partition: Int32, positions: ClosedRange<Int64>)? {
        let parts = word.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, let topic = Topic(rawValue: String(parts[0])), let partition = Int32(parts[1]),
            partition >= 0
        else { return nil }
        let ends = parts[2].split(separator: "-", omittingEmptySubsequences: false)
        guard (1...2).contains(ends.count), let first = ends.first.flatMap({ Int64($0) }), first >= 0,
            let last = ends.last.flatMap({ Int64($0) }), last >= first, last - first < mostPositions
        else { return nil }
        return (topic, partition, first...last)
    }

    /// The `$id` of its schema.
    public static let schema = "urn:annual-review:schema:quarantine:1"

    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("topic", &topic, "The topic.")
        try visitor.field("partition", &partition, "The partition.")
        try visitor.field("first", &first, "The first position.")
        try visitor.field("last", &last, "The last position; the first again when it is one alone.")
        try visitor.field("why", &why, "Why, in the operator's words; never a name.")
        try visitor.field("by", &by, "Who said so; anybody but the operator is not heard.")
        try visitor.field("on", &on, "The log's day on which it was said.")
    }
}
