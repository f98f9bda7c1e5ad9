import CaseFile
import Contracts
import JSON
import Runtime
import Statute
import Synchronization
import TestSupport

@testable import Notifier

/// The log that several senders share: one partition, as Kafka would hold it.
struct ScriptedLog {
    var records: [(key: String, entry: Entry)] = []
    private var today: Day

    mutating func append(_ entry: Entry, to id: CaseID?) { records.append((id?.text ?? LogBook.key, entry)) }

    /// A log that has begun, on that day.
    init(calendar: LogCalendar = .rehearsal, today: String = "2024-09-02") {
        self.today = day(today) - 1
        let began = LogBegan(calendar: calendar, partitions: 1, council: "bromley", log: testLog)
        append(
            Entry(by: .operator, recorded: day(today), events: [Event(ConclusionID(.logBegan), .logBegan(began))]),
            to: nil)
        begin(today)
    }

    /// The days up to that one begin, one after the other.
    mutating func begin(_ text: String) {
        while today < day(text) {
            today = today + 1
            let event = Event(ConclusionID(.day, day: today), .dayBegan(DayBegan()))
            append(Entry(by: .service(.scheduler), recorded: today, events: [event]), to: nil)
        }
    }

    mutating func say(_ key: UInt64, _ data: EventData) {
        let key = SubmissionKey(high: key, low: 99)
        append(Entry(by: .operator, recorded: day("2024-09-02"), events: [Event(key, data)]), to: nil)
    }

    /// A case with an opened review: its family, and its coordinator, must be told.
    mutating func open(_ id: CaseID, key: UInt64 = 1, by: Actor = .coordinator) {
        let plan = PlanRecorded(
            made: day("2023-12-12"), setting: 101_234, placement: .mainstream, need: .autism,
            coordinator: actorID("C-07"),
            model: "statutory")
        let submission = SubmissionKey(high: key << 32 | 0x504C, low: 7)
        append(Entry(by: by, recorded: day("2024-09-02"), events: [Event(submission, .planRecorded(plan))]), to: id)
        conclude(
            id, ConclusionID(.opened, review: 1, day: day("2024-12-11")), .reviewOpened(ReviewOpened(kind: .annual)))
    }

    mutating func conclude(_ id: CaseID, _ conclusion: ConclusionID, _ data: EventData) {
        append(Entry(by: .whoSays(data.kind), recorded: day("2024-09-02"), events: [Event(conclusion, data)]), to: id)
    }

    /// What is known of one of the child's contacts from now on.
    mutating func contact(
        _ id: CaseID, _ number: UInt8, _ key: UInt64, holdsRights: Bool = true, mayBeWrittenTo: Bool = true,
        locationProtected: Bool = false
    ) {
        let recorded = ContactRecorded(
            contact: number, relation: .parent, holdsRights: holdsRights, mayBeWrittenTo: mayBeWrittenTo,
            locationProtected: locationProtected, by: actorID("SG-1"), on: day("2024-09-02"))
        report(id, key, .contactRecorded(recorded))
    }

    mutating func report(_ id: CaseID, _ key: UInt64, _ data: EventData) {
        let submission = SubmissionKey(high: key, low: 7)
        append(Entry(by: .coordinator, recorded: day("2024-09-02"), events: [Event(submission, data)]), to: id)
    }
}

/// One instance of the notifier: what it has folded, and its sender.
struct SenderWorld: OnePartition {
    var files: [CaseID: CaseFile] = [:]
    var order: [CaseID] = []
    var book = LogBook()
    var position = 0
    var instance: String
    var seconds = 0.0
    var flying: [CaseID: Int] = [:]
    var owned: [Int32] = [0]
    var sender: Sender
    /// What it wrote to `notifications`.
    var projection: [CloudEvent<NotificationRecord>] = []
    let notifier = Notifier()
    /// What was put on `documents`.
    let shelf: Shelf
    /// What it knows of them.
    let index: DocumentIndex
    /// Whether it is told the ends of `documents` when it asks for them.
    var hearsEnds = true

    /// One instance whose channels do their work where it acts: nothing happens beside it.
    init(
        _ instance: String, by channels: any Channel..., in words: any Wording = PlainWords(), shelf: Shelf = Shelf(),
        settings: Sender.Settings = Sender.Settings()
    ) {
        let index = DocumentIndex(caching: 0)
        let desks = channels.map {
            ChannelDesk($0, documents: DocumentShelf(index, from: shelf), isAttended: true)
        }
        self.init(instance, at: desks, in: words, shelf: shelf, index: index, settings: settings)
    }

    init(
        _ instance: String, at desks: [ChannelDesk], in words: any Wording = PlainWords(), shelf: Shelf = Shelf(),
        index: DocumentIndex = DocumentIndex(caching: 0), settings: Sender.Settings = Sender.Settings()
    ) {
        self.instance = instance
        self.shelf = shelf
        self.index = index
        sender = Sender(by: desks, in: words, documents: DocumentShelf(index, from: shelf), settings: settings)
    }

    func file(of id: CaseID) -> CaseFile? { files[id] }
    func owns(_ id: CaseID) -> Bool { owned == [0] }
    func isInFlight(_ id: CaseID) -> Bool { flying[id] != nil }

    /// Folds what it has not read.
    mutating func read(_ log: ScriptedLog) {
        while position < log.records.count {
            let (key, entry) = log.records[position]
            let place = Position(partition: 0, offset: Int64(position))
            position += 1
            guard key != LogBook.key, let id = CaseID(key) else {
                book.append(entry, at: place.offset)
                sender.folded(entry, at: place, log: book)
                continue
            }
            var file = files[id] ?? CaseFile()
            if files[id] == nil { order.append(id) }
            let reception = file.append(entry, at: place.offset)
            files[id] = file
            if let written = flying[id], written < position { flying[id] = nil }
            sender.folded(entry, at: place, of: id, reception, into: file, log: book)
        }
    }

    /// Reads, says what is missing, and lets the sender act. Lost: what it would have said is not written.
    mutating func turn(_ log: inout ScriptedLog, losing: Bool = false) throws {
        read(log)
        if hearsEnds, index.wantsEnds() { index.told([0]) }
        if let today = book.today {
            for id in order where flying[id] == nil {
                for entry in notifier.missing(from: files[id] ?? CaseFile(), of: id, on: today, in: book) {
                    if !losing { write(entry, to: id, &log) }
                }
            }
        }
        let acts = try sender.act(self)
        for act in acts {
            switch act {
            case .entry(let id, let entry): if !losing { write(entry, to: id, &log) }
            case .record(_, let partition, _, let value, let headers):
                guard !losing, let value, partition == 0, headers == CloudEvents.headers else { continue }
                projection.append(try value.withUnsafeBytes { try CloudEvent(json: $0) })
            }
        }
    }

    private mutating func write(_ entry: Entry, to id: CaseID, _ log: inout ScriptedLog) {
        log.append(entry, to: id)
        flying[id] = log.records.count - 1
    }

    /// Turns until it is at rest; true when it came to rest.
    mutating func rest(_ log: inout ScriptedLog, turns: Int = 200) throws -> Bool {
        for _ in 0..<turns {
            try turn(&log)
            if position == log.records.count, flying.isEmpty, sender.isAtRest(0) { return true }
        }
        return false
    }

    mutating func know(_ key: String, _ person: Person) throws {
        var writer = JSONWriter()
        try person.write(to: &writer)
        try sender.read(TopicRecord(.people, key: key, value: writer.bytes))
    }

    /// The first contact, the coordinator and the setting of that case.
    mutating func knowEveryone(_ id: CaseID = caseID()) throws {
        try know(
            "\(id)/1", Person(name: "Alex Parent", address: ["1 Road"], email: "alex@example.org"))
        try know("officer/C-07", Person(name: "Kim Officer", email: "kim@council.example"))
        try know("setting/101234", Person(name: "The Head", email: "head@school.example"))
    }
}

/// A case that a test names.
func caseID(_ number: Int = 0) -> CaseID { CaseID("B-\(10_432 + number)") ?? caseID(0) }

/// Words without templates.
struct PlainWords: Wording {
    func post(_ context: MessageContext) throws(SendingError) -> Post {
        return Post(
            id: context.id, message: context.message, to: context.to, sender: "SEN Team",
            senderEmail: "sen@council.example",
            subject: "\(context.row.template) \(context.id)", text: "\(context.banner ?? "") \(context.row.template)",
            html: context.row.carriesLetter ? "" : "<p>\(context.row.template)</p>", day: context.day,
            isRehearsal: context.log.isRehearsal,
            by: context.by)
    }
}

/// The documents that can be fetched.
final class Shelf: DocumentSource {
    private let documents = Mutex<[DocumentKey: Document]>([:])
    private let away = Mutex(false)
    private let places = Mutex<[DocumentKey: Position]>([:])

    /// That document stands at that place alone.
    func moved(_ key: DocumentKey, to place: Position) { places.withLock { $0[key] = place } }

    func put(_ document: Document, as key: DocumentKey) { documents.withLock { $0[key] = document } }
    func remove(_ key: DocumentKey) { documents.withLock { $0[key] = nil } }
    /// Whether nobody can be asked.
    var isAway: Bool {
        get { away.withLock { $0 } }
        set { away.withLock { $0 = newValue } }
    }

    func document(_ key: DocumentKey, at place: Position) throws(FetchFault) -> Document? {
        if isAway { throw FetchFault(description: "the broker is away") }
        if let only = places.withLock({ $0[key] }), only != place { return nil }
        return documents.withLock { $0[key] }
    }
}

/// A channel that remembers what left, and when.
final class RecordingChannel: Channel, Sendable {
    let left = Mutex<[Post]>([])
    let patience: Double
    let allowsRehearsal: Bool
    let carries: Set<Delivery>
    let name: ChannelName

    init(
        _ name: ChannelName = .folder, patience: Double = 120, allowsRehearsal: Bool = true,
        carries: Set<Delivery> = [.post, .email]
    ) {
        self.name = name
        self.patience = patience
        self.allowsRehearsal = allowsRehearsal
        self.carries = carries
    }

    func submit(_ messages: [Post]) -> [ChannelAnswer] {
        left.withLock { $0 += messages }
        return messages.map { _ in .accepted("recorded") }
    }

    var posts: [Post] { left.withLock { $0 } }
    var messages: [String] { posts.map { $0.message.description } }
}

/// A channel that signs a token for each claim, which may lapse.
final class TokenChannel: Channel, TokenSigner, Sendable {
    struct Provider {
        var signed: [String] = []
        var sent: [UInt32] = []
        var areLapsed = false
        var second: Int64 = 0
    }

    let state = Mutex(Provider())
    var name: ChannelName { .folder }
    var allowsRehearsal: Bool { true }
    var patience: Double { 120 }
    var signer: (any TokenSigner)? { self }

    func sign(_ claim: ConclusionID, of id: CaseID) -> Int64? {
        state.withLock { state in
            state.signed.append("\(claim)")
            return state.second
        }
    }

    func canTell(since signed: Int64) -> Bool { state.withLock { $0.second - signed < 6 * 86_400 } }

    func submit(_ messages: [Post]) -> [ChannelAnswer] {
        state.withLock { state in
            messages.map { post in
                if state.areLapsed { return .lapsed }
                state.sent.append(post.claim)
                return .accepted("signed")
            }
        }
    }
}

/// A channel that may take nothing: when it is probed, when something is handed over, or when that is made durable.
final class FullChannel: Channel, Sendable {
    let inner = RecordingChannel(patience: 0)
    let state = Mutex((probe: false, take: false))
    let isUnsettled = Mutex(false)
    var name: ChannelName { .folder }
    var allowsRehearsal: Bool { true }
    var patience: Double { 0 }

    private static let full = "outbox: No space left"

    func fault() -> String? { state.withLock { $0.probe } ? nil : FullChannel.full }

    func submit(_ messages: [Post]) -> [ChannelAnswer] {
        guard state.withLock({ $0.take }) else { return messages.map { _ in .again(5, FullChannel.full) } }
        let known = Set(inner.posts.map(\.reference))
        _ = inner.submit(messages.filter { !known.contains($0.reference) })
        let isUnsettled = isUnsettled.withLock { $0 }
        return messages.map { _ in isUnsettled ? .again(5, FullChannel.full) : .accepted("kept") }
    }
}
