import Analytics
import CaseFile
import Contracts
import DecisionLetters
import DecisionWriter
import JSON
import Kafka
import Notifier
import Runtime
import Scheduler
import Statute
import TestSupport

/// What every town needs of the seeds, read once.
struct Material {
    let desk: LetterDesk
    let scheduler: Scheduler

    init(seeds: String) throws {
        let seeds = Seeds(folder: seeds)
        desk = try LetterDesk(seeds: seeds)
        let models = try seeds.models()
        scheduler = Scheduler(models: models)
    }
}

/// A few families on a log in memory, every service with its own loop, and records among theirs that mean harm.
final class Town {
    struct Record {
        var key: [UInt8]?
        var value: [UInt8]?
        var headers: [RecordHeader] = []
    }

    /// One service.
    private final class Seat {
        var loop: Loop
        let reads: [Topic]
        var positions: [Topic: [Int]]
        var civil: Day?
        var documents: DocumentIndex?

        init(_ loop: Loop, reads: [Topic], partitions: Int) {
            self.loop = loop
            self.reads = reads
            positions = Dictionary(
                uniqueKeysWithValues: ([.caseFiles] + reads).map { ($0, Array(repeating: 0, count: partitions)) })
        }
    }

    private static let partitions = 2
    private static let families = 4
    /// The most turns of all services until everything is quiet again.
    private static let mostTurns = 400
    /// For how many days the families live beside it, and how often it is said in between.
    private static let days = 14
    private static let every = 7
    /// How often a record is said again, each time of another case.
    private static let times = 3
    private let first = Day(2024, 9, 2) ?? Day(number: 0)

    private var log: [Topic: [[Record]]] = [:]
    private var seats: [Seat] = []
    private var random: SeededRandom
    private var seconds = 0.0
    private var deadLetters = 0
    private let sent = Letterbox()

    init(_ material: Material, _ random: SeededRandom) throws {
        self.random = random
        for topic in Topic.allCases { log[topic] = Array(repeating: [], count: Town.partitions) }
        try begin()
        add(material.scheduler, nil, keeper: DayKeeper(catchesUp: true))
        add(
            DecisionWriter(holidays: material.desk.holidays),
            LetterWriter(desk: material.desk, documents: DocumentShelf(DocumentIndex(), from: Empty())) { _, _ in })
        let documents = DocumentShelf(DocumentIndex(), from: Empty())
        let desk = ChannelDesk(sent, documents: documents, isAttended: true)
        add(Notifier(), Sender(by: [desk], in: Words(), documents: documents))
        add(Analytics(), nil)
    }

    private func add(_ service: some Service, _ outside: (any SideEffects)?, keeper: DayKeeper? = nil) {
        let reads = outside?.reads ?? []
        let loop = Loop(
            service: service, sideEffects: outside, partitions: Int32(Town.partitions),
            reads: Dictionary(uniqueKeysWithValues: reads.map { ($0, Int32(Town.partitions)) }), instance: "fuzz",
            dayKeeper: keeper)
        let seat = Seat(loop, reads: reads, partitions: Town.partitions)
        seat.documents = outside?.documents
        seat.loop.own(Set(0..<Int32(Town.partitions)))
        if keeper != nil { seat.civil = first }
        seats.append(seat)
    }

    private func begin() throws {
        let began = LogBegan(calendar: .real, partitions: Town.partitions, council: "bromley", log: testLog)
        for partition in 0..<Town.partitions {
            for (id, data) in [
                (ConclusionID(.logBegan), EventData.logBegan(began)),
                (ConclusionID(.day, day: first), .dayBegan(DayBegan())),
            ] {
                try append(
                    Entry(by: .operator, recorded: first, events: [Event(id, data)]), key: LogBook.key, partition)
            }
        }
        for number in 1...Town.families {
            let id = "H-\(number)"
            let plan = PlanRecorded(
                made: first - 290 - number, setting: 101_234, placement: .mainstream, need: .autism,
                coordinator: actorID("C-07"), model: "statutory")
            let key = SubmissionKey(high: UInt64(number), low: 1)
            try append(
                Entry(by: .coordinator, recorded: first, events: [Event(key, .planRecorded(plan))]), key: id,
                partition(of: id))
            try know("\(id)/1", Person(name: "A Parent", address: ["1 Road"], email: "a@example.org"))
        }
        try know("officer/C-07", Person(name: "Kim", email: "kim@council.example"))
        try know("setting/101234", Person(name: "The Head", email: "head@school.example"))
    }

    private func know(_ key: String, _ person: Person) throws {
        log[.people]?[partition(of: key)].append(Record(key: Array(key.utf8), value: try person.json()))
    }

    private func partition(of key: String) -> Int {
        Int(Partitioner.partition(of: key, partitions: Int32(Town.partitions)))
    }

    private func append(_ entry: Entry, key: String, _ partition: Int) throws {
        log[.caseFiles]?[partition].append(Record(key: Array(key.utf8), value: try entry.json()))
    }

    /// Lives on with that record, said of several cases and of the log, on the first day and on later ones.
    func endure(_ bytes: [UInt8]) throws {
        let hostile = Hostile(bytes)
        try settle("before")
        for day in 0..<Town.days {
            if day % Town.every == 0 {
                for time in 0..<Town.times { put(hostile, time) }
            }
            for seat in seats where seat.civil != nil { seat.civil = first + day }
            seconds += 3_600
            try settle("on day \(day)")
        }
        try check()
    }

    private func put(_ hostile: Hostile, _ time: Int) {
        let key = hostile.key ?? Array("X-\(time)".utf8)
        let place =
            random.oneIn(8) ? time % Town.partitions : partition(of: String(decoding: key, as: UTF8.self))
        log[.caseFiles]?[place].append(Record(key: hostile.hasNoKey ? nil : key, value: hostile.value))
        // The same on a topic that others read.
        if time == 0 {
            for topic in [Topic.people, .documents, .children, .notifications] {
                log[topic]?[place].append(Record(key: key, value: hostile.value))
            }
        }
    }

    /// Turns every service until nothing happens any more.
    private func settle(_ when: String) throws {
        for _ in 0..<Town.mostTurns {
            var isBusy = false
            for seat in seats {
                if try turn(seat) { isBusy = true }
                if let fault = seat.loop.silence { throw Failure("\(seat.loop.name) is silent \(when): \(fault)") }
            }
            seconds += 0.2
            if !isBusy { return }
        }
        throw Failure("no rest after \(Town.mostTurns) turns \(when)")
    }

    /// Whether anything happened.
    private func turn(_ seat: Seat) throws -> Bool {
        var isBusy = false
        for topic in [Topic.caseFiles] + seat.reads {
            for partition in 0..<Town.partitions {
                let records = log[topic]?[partition] ?? []
                let from = seat.positions[topic]?[partition] ?? 0
                for offset in from..<records.count {
                    isBusy = true
                    give(records[offset], topic, partition, offset, to: seat)
                }
                seat.positions[topic]?[partition] = records.count
                if topic == .caseFiles {
                    seat.loop.reachedEnd(Int32(partition), end: Int64(records.count))
                } else {
                    seat.loop.reachedEnd(of: topic, partition: Int32(partition))
                    if topic == .documents { seat.documents?.reached(Int64(records.count), of: Int32(partition)) }
                }
            }
        }
        if let documents = seat.documents, documents.wantsEnds() {
            documents.told((log[.documents] ?? []).map { Int64($0.count) })
        }
        var effects: [Effect] = []
        for _ in 0..<Town.mostTurns {
            let hasMore = seat.loop.turn(seconds: seconds, civil: seat.civil)
            effects += seat.loop.takeEffects()
            if !hasMore { break }
        }
        for effect in effects {
            switch effect {
            case .append(let partition, let key, let value, let token):
                isBusy = true
                log[.caseFiles]?[Int(partition)].append(Record(key: Array(key.utf8), value: value))
                seat.loop.delivered(token, offset: Int64((log[.caseFiles]?[Int(partition)].count ?? 1) - 1))
            case .write(let write, let token):
                isBusy = true
                if write.topic == .deadLetters { deadLetters += 1 }
                let place = write.partition.map { Int($0) } ?? partition(of: write.key)
                log[write.topic]?[place].append(
                    Record(key: Array(write.key.utf8), value: write.value, headers: write.headers))
                seat.loop.delivered(token, offset: Int64((log[write.topic]?[place].count ?? 1) - 1))
            case .commit: break
            }
        }
        return isBusy
    }

    private func give(_ record: Record, _ topic: Topic, _ partition: Int, _ offset: Int, to seat: Seat) {
        func give(_ key: UnsafeRawBufferPointer?, _ value: UnsafeRawBufferPointer?) {
            if topic == .caseFiles {
                seat.loop.read(partition: Int32(partition), offset: Int64(offset), key: key, value: value)
            } else {
                seat.loop.read(
                    topic, partition: Int32(partition), offset: Int64(offset), key: key, value: value,
                    headers: record.headers)
            }
        }
        func withValue(_ key: UnsafeRawBufferPointer?) {
            guard let value = record.value else { return give(key, nil) }
            value.withUnsafeBytes { give(key, $0) }
        }
        guard let key = record.key else { return withValue(nil) }
        key.withUnsafeBytes { withValue($0) }
    }

    /// Every family that had nothing to do with it has been told what it ought to be told.
    private func check() throws {
        guard let notifier = seats.first(where: { $0.loop.name == .notifier }) else { return }
        for number in 1...Town.families {
            guard let id = CaseID("H-\(number)") else { continue }
            guard let file = notifier.loop.file(of: id) else { throw Failure("\(id) is not known") }
            let book = notifier.loop.log(of: Int32(partition(of: id.text)))
            guard book.maySend(file) else { continue }
            guard !file.messages.isEmpty else { throw Failure("nobody was to be told of \(id)") }
            for message in file.messages where message.sent == nil {
                throw Failure("\(message.id) of \(id) has not left")
            }
        }
        let records = log.values.flatMap(\.self).reduce(0) { $0 + $1.count }
        guard records < 20_000 else { throw Failure("the topics hold \(records) records") }
    }

    /// Nothing can be fetched: what is tried here does not rest on what comes with a letter.
    private struct Empty: DocumentSource {
        func document(_ key: DocumentKey, at place: Position) throws(FetchFault) -> Document? { nil }
    }

    /// Takes every message.
    private final class Letterbox: Channel {
        var name: ChannelName { .folder }
        var allowsRehearsal: Bool { true }
        var patience: Double { 0 }
        func submit(_ messages: [Post]) -> [ChannelAnswer] { messages.map { .accepted($0.reference) } }
    }

    private struct Words: Wording {
        func post(_ context: MessageContext) throws(SendingError) -> Post {
            Post(
                id: context.id, message: context.message, to: context.to, sender: "", senderEmail: "", subject: "",
                text: "", html: "", day: context.day, isRehearsal: false)
        }
    }
}

/// A record of the corpus. Its first line may be `key: TEXT` or `key: -` (none), its second `value: -` (none); else it is
/// the value. In `[#N#EVENT]` the event stands N times, `#` in it being its number.
struct Hostile {
    var key: [UInt8]?
    var hasNoKey = false
    var value: [UInt8]?

    init(_ bytes: [UInt8]) {
        var rest = bytes[...]
        if let line = Hostile.line("key: ", &rest) {
            key = Array(line)
            hasNoKey = line.elementsEqual("-".utf8)
        }
        value = Hostile.line("value: -", &rest) != nil ? nil : Hostile.repeated(Array(rest))
    }

    private static func line(_ beginning: String, _ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard rest.starts(with: beginning.utf8) else { return nil }
        let end = rest.firstIndex(of: 10) ?? rest.endIndex
        let line = rest[(rest.startIndex + beginning.utf8.count)..<end]
        rest = rest[min(end + 1, rest.endIndex)...]
        return line
    }

    /// The most bytes of a record: what a topic takes.
    private static let mostBytes = 1_000_000

    private static func repeated(_ bytes: [UInt8]) -> [UInt8] {
        guard let start = bytes.firstRange(of: Array("[#".utf8))?.lowerBound,
            let second = bytes[(start + 2)...].firstIndex(of: UInt8(ascii: "#")),
            let count = Int(String(decoding: bytes[start + 2..<second], as: UTF8.self)), (1...20_000).contains(count),
            let end = bytes.lastIndex(of: UInt8(ascii: "]")), end > second
        else { return Array(bytes.prefix(mostBytes)) }
        let event = Array(bytes[(second + 1)..<end])
        var out = Array(bytes[...start])
        for number in 0..<count {
            if number > 0 { out.append(UInt8(ascii: ",")) }
            let digits = Array(String(100_000 + number).utf8)
            for byte in event {
                if byte == UInt8(ascii: "#") { out += digits } else { out.append(byte) }
            }
            if out.count > mostBytes { break }
        }
        out += bytes[end...]
        return out
    }
}
