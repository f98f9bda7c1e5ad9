public import CaseFile
public import Contracts
public import Statute

// What is not obvious here:
//
// - What cannot write is not ready, and does not stop. Whose log it is stands in its first record; a service without
//   that council's words (`SideEffects.lack`) reads on, claims nothing, sends nothing and names the file.

/// What a service says: one pure function, asked again until the file holds what it answers.
///
/// No clock, no input, no output; the same file on the same day gives the same answer in every process.
public protocol Service: Sendable {
    /// Its name: the consumer group, and `by` in what it says.
    var name: ServiceName { get }

    /// What ought to be in this file by now, and is not. `by`, `recorded`, `because` and `events` are filled in here;
    /// the runtime adds `seen`. The fold accepts each of them, and then they are not answered again.
    func missing(from file: CaseFile, of id: CaseID, on day: Day, in log: LogBook) -> [Entry]

    /// What it lacks to say all that is missing, with what mends it, as a model whose file cannot be read: it says the rest,
    /// and is not ready. Nil when it lacks nothing.
    var lack: String? { get }

    /// The first day after `day` on which time alone could change the answer; nil when none could. Before it nothing new
    /// is missing unless the file changes.
    func nextLook(at file: CaseFile, of id: CaseID, after day: Day, in log: LogBook) -> Day?
}

extension Service {
    public var lack: String? { nil }
}

/// Where a record stands.
public struct Position: Hashable, Sendable {
    /// The partition, of `case-files` where nothing else is said.
    public var partition: Int32
    /// The offset in it.
    public var offset: Int64

    public init(partition: Int32, offset: Int64) {
        self.partition = partition
        self.offset = offset
    }
}

/// What a service does outside the file, on what it has read back: it writes letters, sends messages, keeps a read model.
///
/// One owner, one thread: the runtime calls it between batches, never at once from two threads. It is told every entry
/// in the order of the log, also while the log is folded at start, and is asked to act only at the end of the log.
public protocol SideEffects {
    /// The compacted topics that it reads from their beginning, besides `case-files`.
    var reads: [Topic] { get }

    /// Those of `reads` of which a partition need not be read on while this instance speaks for it: only whoever speaks
    /// writes there, and it knows what it wrote. They are partitioned as `case-files` is.
    var readsWhileOthersSpeak: [Topic] { get }

    /// The topics to which it writes records.
    var writes: [Topic] { get }

    /// An entry was folded; `file` is the case after it (before it, when `reception` is not `.accepted`, it is the same).
    mutating func folded(
        _ entry: Entry, at position: Position, of id: CaseID, _ reception: CaseFile.Reception,
        into file: borrowing CaseFile, log: borrowing LogBook)

    /// An entry about the whole partition was folded.
    mutating func folded(_ entry: Entry, at position: Position, log: borrowing LogBook)

    /// Whether it acts for every partition, whichever instances of its group there are: a page is asked of whichever instance a
    /// person reaches, and what it appends is that person's. It is asked to act once every partition was read to its end.
    var actsEverywhere: Bool { get }

    /// Whether each record of `case-files` is marked as it passes, which looks at all its bytes.
    var marksRecords: Bool { get }

    /// A record of `case-files` was read, and folded where it is an entry: also one in which this version knows nothing, or
    /// that it cannot read. `mark` is that of all records of the partition up to this one, the same in every version.
    mutating func passed(_ position: Position, mark: RecordMark)

    /// What is known of `documents`, where it reads them: with it a start reads only what came since.
    var documents: DocumentIndex? { get }

    /// A record of one of `reads` was read. What it throws about is left out and noted in
    /// `dead-letters` by position and hash.
    mutating func read(_ record: TopicRecord) throws

    /// Asked at the end of the log after every batch, and every tenth of a second while it is not at rest: what to
    /// write. Documents and other records are written, and acknowledged, before the entries of the same answer; only
    /// then is it asked again. Before the first call every topic of `reads` was read to its end once. An entry whose
    /// delivery failed is no longer in flight and not in the file: it is for the next call to say it again.
    ///
    /// It throws when it can do nothing at all for now, as on a full disk: the service is then not ready and says why, and
    /// asks again after a pause (`LoopBounds.failedActEvery`), so it must have forgotten nothing. What is wrong with one
    /// case is never thrown: it would keep all others waiting.
    mutating func act(_ state: any State) throws -> [Act]

    /// Whether something came to it by another way than the log since it last acted, as the answer of a channel: then it is
    /// asked to act at once.
    var hasNews: Bool { get }

    /// Called once before it acts first: `wake`, which may be called from any thread and at any time, makes a service that
    /// waits for records look whether there is news.
    mutating func wakes(by wake: @escaping @Sendable () -> Void)

    /// Whether nothing is left to do for what was folded so far in that partition, as far as it speaks for it. The
    /// position is committed only then.
    func isAtRest(_ partition: Int32) -> Bool

    /// What it lacks to act, with what mends it: it folds and reads on, says what it can, and is not ready until that is
    /// there; of a file that it reads at its start, until it is started with it. Nil when it lacks nothing, or has not read
    /// whose log it is. The trouble of one case is none of it.
    var lack: String? { get }

    /// Called once, when the service stops.
    mutating func stop()
}

extension SideEffects {
    public var reads: [Topic] { [] }
    public var readsWhileOthersSpeak: [Topic] { [] }
    public var writes: [Topic] { [] }
    public mutating func folded(_ entry: Entry, at position: Position, log: borrowing LogBook) {}
    public var actsEverywhere: Bool { false }
    public var marksRecords: Bool { false }
    public mutating func passed(_ position: Position, mark: RecordMark) {}
    public var documents: DocumentIndex? { nil }
    public mutating func read(_ record: TopicRecord) throws {}
    public mutating func act(_ state: any State) throws -> [Act] { [] }
    public var hasNews: Bool { false }
    public mutating func wakes(by wake: @escaping @Sendable () -> Void) {}
    public func isAtRest(_ partition: Int32) -> Bool { true }
    public var lack: String? { nil }
    public mutating func stop() {}
}

/// Something to write, that `act` answers.
public enum Act: Sendable {
    /// An entry of that case's file. It is written once and then in flight until it is read back.
    case entry(CaseID, Entry)
    /// A record of another topic, written before the entries of the same answer. Nil erases. For `notifications` the
    /// partition is that of the case; elsewhere it follows from the key.
    case record(Topic, partition: Int32?, key: String, value: [UInt8]?, headers: [RecordHeader])
}

/// A record of one of the topics that a service reads besides `case-files`.
public struct TopicRecord: Sendable {
    /// The topic.
    public var topic: Topic
    /// The key.
    public var key: String
    /// The value; nil is a tombstone.
    public var value: [UInt8]?
    /// The headers; read of `documents` alone, as nothing rests on those of the others.
    public var headers: [RecordHeader]
    /// Where in its topic it stands.
    public var position: Position

    public init(
        _ topic: Topic, key: String, value: [UInt8]?, headers: [RecordHeader] = [],
        at position: Position = Position(partition: 0, offset: 0)
    ) {
        self.topic = topic
        self.key = key
        self.value = value
        self.headers = headers
        self.position = position
    }
}

/// What is there to see when a service is asked to act.
public protocol State {
    /// The case file with that id; nil when there is none.
    func file(of id: CaseID) -> CaseFile?
    /// Whether this instance speaks for that case's partition and has read it to its end.
    func owns(_ id: CaseID) -> Bool
    /// The partition of that case.
    func partition(of id: CaseID) -> Int32
    /// What is true of that partition.
    func log(of partition: Int32) -> LogBook
    /// The partitions for which this instance speaks and that it has read to their end.
    var owned: [Int32] { get }
    /// Whether an entry of that case that this instance wrote has not been read back yet.
    func isInFlight(_ id: CaseID) -> Bool
    /// The name of this instance, new at every start.
    var instance: String { get }
    /// Seconds of this process's own steady clock; for pace and take-over only, never for dates.
    var seconds: Double { get }
}
