import Contracts
import JSON

/// What a run of a backup, or a look at one, found.
struct BackupReport: Fields {
    /// One topic.
    struct TopicRow: Fields {
        var topic = ""
        var records = 0
        var new = 0
        var bytes = 0

        mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
            try visitor.field("topic", &topic, "Its plain name.")
            try visitor.field("records", &records, "Records of it in the backup.")
            try visitor.field("new", &new, "Of these, added by this run.")
            try visitor.field("bytes", &bytes, "How much they take.")
        }
    }

    var log = LogName(high: 0, low: 0)
    var council = ""
    var namespace = ""
    var made = ""
    var runs = 0
    /// Records that were kept before and have the bytes that they had.
    var verified = 0
    var topics: [TopicRow] = []
    var heads: [PartitionHead] = []
    var gaps = 0

    mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("log", &log, "The name of the log.")
        try visitor.field("council", &council, "Whose log it is.")
        try visitor.field("namespace", &namespace, "The word before the names of its topics.")
        try visitor.field("made", &made, "When the last run began.")
        try visitor.field("runs", &runs, "How many runs have added to the backup.")
        try visitor.field("verified", &verified, "Records that were kept before, and are whole.")
        try visitor.field("topics", &topics, "What it holds.")
        try visitor.field("heads", &heads, "The proof of each partition of the case files.")
        try visitor.field("gaps", &gaps, "Places of the case files at which no record stands.")
    }

    mutating func add(_ topic: Topic, _ part: BackupManifest.TopicPart, new: [BackupManifest.Segment] = []) {
        var row = TopicRow()
        row.topic = part.topic
        row.records = part.segments.reduce(0) { $0 + $1.records }
        row.new = new.reduce(0) { $0 + $1.records }
        row.bytes = part.segments.reduce(0) { $0 + $1.bytes }
        topics.append(row)
        guard topic == .caseFiles else { return }
        for partition in part.partitions {
            heads.append(PartitionHead(partition.partition, through: partition.next, partition.head ?? RecordHead()))
            gaps += partition.gaps.count
        }
    }

    mutating func finish(_ manifest: BackupManifest, verified: Int) {
        log = manifest.log
        council = manifest.council
        namespace = manifest.namespace
        made = manifest.made
        runs = manifest.runs
        self.verified = verified
    }

    /// For people.
    func text(of folder: String) -> String {
        var text = "\(folder): the log \(log) of \(council), as of \(made), \(runs) run\(runs == 1 ? "" : "s")\n"
        let width = (topics.map(\.topic.count).max() ?? 0) + 2
        for row in topics {
            text += "  \(row.topic)\(String(repeating: " ", count: width - row.topic.count))"
            text += "\(row.records) records, \(row.new) new, \(row.bytes) bytes\n"
        }
        if verified > 0 { text += "\(verified) records that were kept before have the bytes that they had.\n" }
        if gaps > 0 {
            text += "\(gaps) places of the case files hold no record, each alone: somebody writes with transactions.\n"
        }
        return text + PartitionHead.text(heads)
    }
}

/// The proof of a partition's records up to an offset, to be kept outside.
struct PartitionHead: Fields, Equatable {
    var partition: Int32 = 0
    var through: Int64 = 0
    var head = RecordHead()

    init() {}

    init(_ partition: Int32, through: Int64, _ head: RecordHead) {
        self.partition = partition
        self.through = through
        self.head = head
    }

    mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("partition", &partition, "The partition of the case files.")
        try visitor.field("through", &through, "The offset after the last record that it proves.")
        try visitor.field("head", &head, "The proof.")
    }

    /// For people: kept elsewhere, they show later that nothing was changed.
    static func text(_ heads: [PartitionHead]) -> String {
        "Heads, to be kept elsewhere:\n"
            + heads.map { "  partition \($0.partition) up to \($0.through): \($0.head)\n" }.joined()
    }
}
