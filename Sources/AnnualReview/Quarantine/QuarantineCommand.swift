import Caseload
import Arguments
import CaseFile
import Contracts
import JSON
import Kafka
import Runtime
import Statute

/// `annual-review quarantine`: has services pass over positions that never counted.
enum QuarantineCommand {
    static let command = Command(
        name: "quarantine",
        summary: "Have services pass over a position that never counted",
        discussion: """
            For a record that troubles whatever reads it, and for positions at which nothing stands when somebody has looked \
            at the broker and nothing ever did. What has counted is refused: it is withdrawn by an entry. Services that run \
            hear of it at once; those that start read it before the log. --unread does not even look at the record: for \
            one that ends whatever reads it; `annual-review check` says whether it had counted.
            """,
        example: "annual-review quarantine case-files/2/118 --why \"no entry of ours\"\n"
            + "annual-review quarantine case-files/2/118-120 --why \"marks of transactions\"",
        options: Cluster.options + [
            .text("why", "TEXT", "why, for whoever asks later; never a name"),
            .flag("unread", "do not read what stands there"),
        ],
        positionals: [
            Positional("POSITION", "topic, partition and position, or first and last position, as case-files/2/118-120")
        ],
        run: { arguments in try run(arguments) })

    private static func run(_ arguments: Arguments) throws -> Int32 {
        let word = try arguments.string("POSITION")
        guard let (topic, partition, positions) = Quarantine.parse(word) else {
            throw UsageError(
                "\(word) is no position; it looks like case-files/2/118 or case-files/2/118-120, at most "
                    + "\(Quarantine.mostPositions) positions")
        }
        let why = try arguments.string("why")
        let bytes = why.utf8
        guard (1...Quarantine.mostBytesOfWhy).contains(bytes.count), bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }),
            bytes.contains(where: { $0 != 0x20 })
        else { throw UsageError("--why takes 1 to \(Quarantine.mostBytesOfWhy) bytes in one line") }
        let address = try Cluster.address(arguments)
        let admin = try Admin(address.kafka)
        defer { admin.close() }
        let name = address.namespace.topic(topic)
        guard let count = try admin.metadata().topics[name]?.partitions, partition < count else {
            throw CommandError("there is no \(name)/\(partition)")
        }
        let end = try admin.endOffsets(topic: name, partitions: partition..<partition + 1)[0]
        guard positions.upperBound < end else {
            throw CommandError("\(name)/\(partition) ends at \(end): \(positions.upperBound) has not been written yet")
        }
        var look = PositionLook(
            topic, partition, positions, unread: arguments.flag("unread"),
            partitions: try admin.metadata().topics[address.namespace.topic(.caseFiles)]?.partitions ?? 0)
        try look.read(LogReader(address))
        if let refusal = look.refusal { throw CommandError("\(word): \(refusal)") }
        guard let today = look.today else {
            throw CommandError("the log has had no day yet: there is nothing to pass over")
        }
        let quarantine = Quarantine(
            topic: topic, partition: partition, positions: positions, why: why, by: Operator.standard, on: today)
        let writer = try LogWriter(address)
        defer { writer.close() }
        try writer.write(.quarantine, key: quarantine.recordKey, value: try quarantine.json())
        try writer.flush()
        Output.write("\(quarantine.recordKey) is passed over: \(look.found).\n")
        return ExitStatus.success
    }
}

/// What stands at positions, and whether any of it counted.
struct PositionLook {
    /// Why it may not be passed over; nil while it may.
    private(set) var refusal: String?
    private let topic: Topic
    private let partition: Int32
    private let positions: ClosedRange<Int64>
    private let isUnread: Bool
    private let partitions: Int32
    private var records = 0
    private var files: [CaseID: CaseFile] = [:]
    private var book = LogBook()
    private var passedOver: [ClosedRange<Int64>] = []

    init(
        _ topic: Topic, _ partition: Int32, _ positions: ClosedRange<Int64>, unread: Bool, partitions: Int32
    ) {
        self.topic = topic
        self.partition = partition
        self.positions = positions
        isUnread = unread
        self.partitions = partitions
    }

    /// The log's today; nil before its first day.
    var today: Day? { book.today }

    /// What stands there, in words.
    var found: String {
        records == 0
            ? "nothing stands there"
            : isUnread ? "\(records) records, unread" : "\(records) records, none of which counted"
    }

    /// Reads what it must know.
    mutating func read(_ reader: LogReader) throws {
        var quarantines: [Quarantine] = []
        try reader.readToEnd(.quarantine) { _, _, _, value in
            if let value, let one = try? Quarantine(json: value) { quarantines.append(one) }
        }
        for one in quarantines where one.about == .caseFiles && one.partition == casePartition {
            if let range = one.positions { passedOver.append(range) }
        }
        var look = self
        // A hole in the log is what may be passed over: reading up to it must not be refused for it.
        try reader.readCaseFiles(passingOver: topic == .caseFiles ? [partition: positions] : [:]) { record in
            guard record.partition == look.casePartition else { return }
            look.add(at: record.offset, key: record.key, value: record.value)
        }
        if topic != .caseFiles {
            try reader.readMarkers(topic) { partition, offset, name in
                guard partition == look.partition, look.positions.contains(offset) else { return }
                look.addOther(name)
            }
        }
        self = look
        if topic != .caseFiles, records == 0, refusal == nil {
            refusal = "nothing stands there"
        }
    }

    /// The partition of `case-files` that is folded.
    private var casePartition: Int32 { topic == .caseFiles ? partition : 0 }

    /// Adds a record of the partition, as services fold it.
    mutating func add(at offset: Int64, key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?) {
        let isAskedFor = topic == .caseFiles && positions.contains(offset)
        if isAskedFor { records += 1 }
        if isAskedFor, offset == 0 { return refuse("a partition's first record makes it this log") }
        guard !passedOver.contains(where: { $0.contains(offset) }), !(isAskedFor && isUnread) else { return }
        guard let key, let value else { return }
        var skipped = 0
        let entry: Entry
        do throws(EntryError) { entry = try Entry.read(value, skipped: &skipped) } catch { return }
        if isAskedFor, skipped > 0 { refuse("a later version wrote it, and it may count there") }
        let reception: CaseFile.Reception
        if key.elementsEqual(LogBook.key.utf8) {
            reception = book.append(entry, at: offset)
        } else {
            guard let id = CaseID(utf8: key),
                Partitioner.partition(of: id.text, partitions: partitions) == partition || topic != .caseFiles
            else { return }
            reception = files[id, default: CaseFile()].append(entry, at: offset)
        }
        if isAskedFor, reception == .accepted {
            refuse("the record at \(offset) counts; withdraw it: annual-review record withdrawn")
        }
    }

    private mutating func addOther(_ name: LogName?) {
        records += 1
        guard let name, name != book.began?.log else {
            return refuse(
                "only the name of another log is passed over there; what names a person is erased by a tombstone")
        }
    }

    private mutating func refuse(_ why: String) { refusal = refusal ?? why }
}
