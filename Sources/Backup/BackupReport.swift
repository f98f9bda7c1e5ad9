import Arguments
import Contracts
package import JSON

/// What a run of a backup, or a look at one, found.
package struct BackupReport: Fields {
    /// One topic.
    struct TopicRow: Fields {
        var topic = ""
        var records = 0
        var new = 0
        var bytes = 0

        init() {}

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

    package init() {}

    package mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
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
    package func text(of folder: String) -> String {
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

extension BackupReport {
    /// What is kept in that folder, read whole. Throws what is wrong with it.
    package init(verifying folder: BackupFolder) throws {
        guard let manifest = try folder.manifest() else {
            throw CommandError("\(folder.path) holds no backup: it has no \(BackupManifest.file)")
        }
        self.init()
        for topic in try BackupContents.topics(of: manifest, in: folder) {
            if let part = manifest.part(topic) { add(topic, part) }
        }
        var progress = Progress("verify", total: topics.reduce(0) { $0 + $1.records })
        let contents = try BackupContents(manifest, in: folder, progress: &progress)
        finish(manifest, verified: contents.records)
    }
}
