package import Contracts
package import JSON

/// What a backup holds: `manifest.json` in its folder, written last and at once, so that a run that was broken off has
/// changed nothing.
package struct BackupManifest: Fields {
    /// The form that this version writes and reads.
    static let form = 1
    /// Its file.
    package static let file = "manifest.json"
    /// The largest manifest that is read, in bytes: some 200,000 segments.
    static let mostBytes = 64 << 20

    /// One file of records, whole and never changed again.
    struct Segment: Fields, Equatable {
        var file = ""
        var records = 0
        var bytes = 0
        /// The proof of its records as they are framed in it, in their order.
        var proof = RecordHead()

        init() {}

        mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
            try visitor.field("file", &file, "Its name in the folder.")
            try visitor.field("records", &records, "How many records it holds.")
            try visitor.field("bytes", &bytes, "How long it is.")
            try visitor.field("proof", &proof, "The proof of its records, in their order.")
        }
    }

    /// One partition as far as it was read.
    package struct Partition: Fields, Equatable {
        package var partition: Int32 = 0
        /// The offset of the next record that is to be added.
        package var next: Int64 = 0
        /// When the last of its records was made, in milliseconds since 1970; 0 of none.
        var last: Int64 = 0
        /// The proof of its records; of the case files alone.
        package var head: RecordHead?
        /// The offsets below `next` at which no record stands; of the case files alone.
        var gaps: [Int64] = []

        package init() {}

        package mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
            try visitor.field("partition", &partition, "Its number.")
            try visitor.field("next", &next, "The offset of the next record.")
            try visitor.field("last", &last, "When its last record was made, in milliseconds since 1970.")
            try visitor.optional("head", &head, "The proof of its records; of the case files alone.")
            try visitor.field("gaps", &gaps, "Offsets at which no record stands; of the case files alone.")
        }
    }

    /// A setting of a topic.
    struct Setting: Fields, Equatable {
        var name = ""
        var value = ""

        init() {}

        mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
            try visitor.field("name", &name, "Its name.")
            try visitor.field("value", &value, "Its value when the topic was read last.")
        }
    }

    /// One topic.
    package struct TopicPart: Fields, Equatable {
        /// Its plain name.
        var topic = ""
        var settings: [Setting] = []
        package var partitions: [Partition] = []
        var segments: [Segment] = []

        package init() {}

        package mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
            try visitor.field("topic", &topic, "Its plain name.")
            try visitor.field("settings", &settings, "Its settings, where the broker tells them.")
            try visitor.field("partitions", &partitions, "How far each partition was read.")
            try visitor.field("segments", &segments, "Its files, in the order in which they are to be read.")
        }
    }

    /// The form of folder and files.
    var form = BackupManifest.form
    /// The log's name.
    package var log = LogName(high: 0, low: 0)
    package var council = ""
    var calendar = LogCalendar.real
    /// The word before the names of topics, or nothing.
    var namespace = ""
    /// When the last run began, in UTC.
    package var made = ""
    /// The same in seconds since 1970.
    var madeAt: Int64 = 0
    /// How many runs have added to it.
    var runs = 0
    /// The topics, each after those on which it rests.
    var topics: [TopicPart] = []

    package init() {}

    package mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("form", &form, "The form of the backup.")
        try visitor.field("log", &log, "The name of the log.")
        try visitor.field("council", &council, "Whose log it is.")
        try visitor.field("calendar", &calendar, "Whether its days are the real ones.")
        try visitor.field("namespace", &namespace, "The word before the names of its topics.")
        try visitor.field("made", &made, "When the last run began.")
        try visitor.field("made_at", &madeAt, "The same in seconds since 1970.")
        try visitor.field("runs", &runs, "How many runs have added to it.")
        try visitor.field("topics", &topics, "What it holds.")
    }

    /// What it holds of that topic.
    package func part(_ topic: Topic) -> TopicPart? { topics.first { $0.topic == topic.plainName } }

    /// How many partitions the case files have.
    var partitions: Int { part(.caseFiles)?.partitions.count ?? 0 }

    /// Where a restored log would end, by partition.
    var ends: [Int64] { part(.caseFiles)?.partitions.map(\.next) ?? [] }
}
