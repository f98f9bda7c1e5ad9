// The services' own loop, measured: what `Benchmarks/C/steps.c` is the floor of.
//   runtime-bench begin SERVERS PARTITIONS CASES   makes the topics as the operator's command does, begins a rehearsal's
//                                                  log and records the plans of so many cases; prints how many records
//   runtime-bench record                           prints the entry that is appended again and again
//   runtime-bench answer SERVERS                   runs the service that answers every entry with one, until SIGTERM
//   runtime-bench alone CASES                      the loop of that service without Kafka, for a profiler: prints the
//                                                  nanoseconds of the processor that each entry and its answer take
//   runtime-bench fill SERVERS CASES               appends a year of each of so many cases; prints how many records
//   runtime-bench fold SERVERS RECORDS             starts a service on them; prints the seconds from the first record
//                                                  that it folds to the last, and the processor's seconds
import CaseFile
import MeasuredCaseload
import Contracts
import Glibc
import JSON
import Kafka
import Runtime
import Statute

struct Failure: Error, CustomStringConvertible {
    let description: String
}

/// The number of the first case whose plan is recorded; `steps measure` takes it too.
let firstCase = 100_000
/// The day of the log.
let today = Day(2024, 11, 25) ?? Day(number: 0)
/// The records of a batch: a year rehearsed on Apache Kafka has 3.6 to 4.0, its import in large ones among them
/// (`kafka dump-log`).
let batch = 4
/// How many cases' years are mixed with each other: as many as memory holds with ease.
let mixed = 4_000

func seconds() -> Double {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
}

/// The processor time of this process, librdkafka's threads among it.
func processorSeconds() -> Double {
    var use = rusage()
    getrusage(RUSAGE_SELF.rawValue, &use)
    return Double(use.ru_utime.tv_sec + use.ru_stime.tv_sec)
        + Double(use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6
}

func number(_ text: String) throws -> Int {
    guard let number = Int(text), number > 0 else { throw Failure(description: "\(text) is no number above 0") }
    return number
}

func caseID(_ number: Int) throws -> CaseID {
    guard let id = CaseID("B-\(number)") else { throw Failure(description: "B-\(number) is no case") }
    return id
}

// MARK: The log

func begin(_ servers: String, partitions: Int32, cases: Int) throws {
    let configuration = KafkaConfiguration(bootstrapServers: servers, clientID: "runtime-bench")
    let admin = try Admin(configuration)
    let failures = try admin.create(
        Topic.allCases.map { topic in
            Admin.NewTopic(
                topic.rawValue, partitions: topic.isPartitioned ? partitions : 1, replication: 1,
                settings: Dictionary(uniqueKeysWithValues: topic.settings(brokers: 1).map { ($0.name, $0.value) }))
        })
    if let (topic, error) = failures.first { throw Failure(description: "\(topic): \(error)") }
    // The broker answers before everybody who asks it knows of them.
    let deadline = seconds() + 10
    while try !Topic.allCases.allSatisfy({ try admin.metadata().topics[$0.rawValue] != nil }), seconds() < deadline {
        usleep(20_000)
    }
    admin.close()
    let writer = try LogWriter(LogAddress(configuration, namespace: .none))
    try writer.begin(
        LogBegan(calendar: .rehearsal, partitions: Int(partitions), council: "bromley", log: .random()), on: today,
        by: theOperator)
    let day = Event(ConclusionID(.day, day: today), .dayBegan(DayBegan()))
    for partition in 0..<partitions {
        try writer.append(Entry(by: theOperator, recorded: today, seen: 1, events: [day]), toLogOf: partition)
    }
    // As an import that nobody has released: what is requested is published, and nothing is sent.
    let plan = PlanRecorded(placement: .mainstream, need: .autism, coordinator: ActorID("C-07"), model: "statutory")
    for number in firstCase..<firstCase + cases {
        let event = Event(SubmissionKey(high: UInt64(number), low: 1), .planRecorded(plan))
        try writer.append(
            Entry(by: .person(.operator, ActorID(contact: 1), by: .import), recorded: today, events: [event]),
            to: try caseID(number))
    }
    try writer.flush()
    writer.close()
    print(2 * Int(partitions) + cases)
}

let theOperator = Actor.person(.operator, ActorID(contact: 1), by: .command)

/// A request for an early review: the notifier tells the coordinator of it, and nobody else, in one entry.
func request(_ key: SubmissionKey, _ document: DocumentHash) -> Entry {
    let request = EarlyReviewRequested(from: .parent, ground: .other, document: document)
    // With a cause, so that it has the 300 bytes of the other records that are measured.
    let cause = ConclusionID(
        .tellNotRecorded, review: 3, day: today, party: .manager, about: .noTransferPlanBy)
    let by = Actor.person(.setting, ActorID(setting: 101_234), by: .portal)
    return Entry(
        by: by, recorded: today, because: .conclusion(cause), events: [Event(key, .earlyReviewRequested(request))])
}

func printRecord() throws {
    var writer = JSONWriter()
    try request(SubmissionKey(high: 0, low: 0), DocumentHash(of: Array("a letter of the family".utf8)))
        .write(to: &writer)
    guard writer.count == 300 else { throw Failure(description: "the record has \(writer.count) bytes") }
    print(String(decoding: writer.bytes, as: UTF8.self))
}

func fill(_ servers: String, cases: Int) throws {
    let configuration = KafkaConfiguration(
        bootstrapServers: servers, clientID: "runtime-bench", overrides: ["batch.num.messages": String(batch)])
    let writer = try LogWriter(LogAddress(configuration, namespace: .none))
    var records = 0
    for start in stride(from: 0, to: cases, by: mixed) {
        let years = (start..<min(cases, start + mixed)).map { Year($0) }
        for turn in 0..<(years.map(\.entries.count).max() ?? 0) {
            for year in years where turn < year.entries.count {
                var entry = year.entries[turn]
                // A place that its partition surely has before this one.
                if entry.seen != nil { entry.seen = Int64(1 + records / Int(writer.partitions) / 2) }
                try writer.append(entry, to: year.id)
                records += 1
            }
        }
    }
    try writer.flush()
    writer.close()
    print(records)
}

// MARK: The services

/// Answers every request for an early review: the least that a service can say.
struct Answerer: Service {
    let name = ServiceName.notifier

    func missing(from file: CaseFile, of id: CaseID, on day: Day, in log: LogBook) -> [Entry] {
        var entries: [Entry] = []
        for report in file.submissions where report.kind == .earlyReviewRequested && report.stands {
            let message = ConclusionID(.tellEarlyRequest, fact: report.key.reference, party: .coordinator)
            guard file.message(message) == nil else { continue }
            let request = NotificationRequested(until: day + 28)
            entries.append(
                Entry(
                    by: .service(name), recorded: day, because: .submission(report.key),
                    events: [Event(message, .notificationRequested(request))]))
        }
        return entries
    }

    func nextLook(at file: CaseFile, of id: CaseID, after day: Day, in log: LogBook) -> Day? { nil }
}

/// The loop without Kafka, on one thread: it is given turns as the driver gives them, and reads its own answers back.
func answerAlone(_ cases: Int) throws {
    let partitions = 8
    var loop = Loop(service: Answerer(), partitions: Int32(partitions), instance: "alone")
    var records: [[(key: [UInt8], value: [UInt8])]] = Array(repeating: [], count: partitions)
    var read = Array(repeating: 0, count: partitions)
    func add(_ entry: Entry, _ key: String, to partition: Int) throws {
        records[partition].append((Array(key.utf8), try entry.json()))
    }
    for partition in 0..<partitions {
        let began = LogBegan(calendar: .rehearsal, partitions: partitions, council: "bromley", log: LogBegan().log)
        for event in [
            Event(ConclusionID(.logBegan), .logBegan(began)),
            Event(ConclusionID(.day, day: today), .dayBegan(DayBegan())),
        ] {
            try add(Entry(by: theOperator, recorded: today, events: [event]), LogBook.key, to: partition)
        }
    }
    loop.own(Set(0..<Int32(partitions)))
    var answered = 0
    func turn() {
        var taken = 0
        for partition in 0..<partitions {
            while read[partition] < records[partition].count, taken < 5_000 {
                let (key, value) = records[partition][read[partition]]
                key.withUnsafeBytes { key in
                    value.withUnsafeBytes { value in
                        loop.read(partition: Int32(partition), offset: Int64(read[partition]), key: key, value: value)
                    }
                }
                read[partition] += 1
                taken += 1
            }
            if read[partition] == records[partition].count {
                loop.reachedEnd(Int32(partition), end: Int64(read[partition]))
            }
        }
        _ = loop.turn(seconds: 0)
        for effect in loop.takeEffects() {
            guard case .append(let partition, let key, let value, let token) = effect else { continue }
            records[Int(partition)].append((Array(key.utf8), value))
            loop.delivered(token, offset: Int64(records[Int(partition)].count - 1))
            answered += 1
        }
    }
    var best = Double.infinity
    for round in 1...12 {
        for number in 0..<cases {
            let id = try caseID(firstCase + number)
            let document = DocumentHash(UInt64(number) &* 0x9E37_79B9_7F4A_7C15, UInt64(round), 0, 0)
            try add(
                request(SubmissionKey(high: UInt64(round) << 32 | UInt64(number), low: 1), document), id.text,
                to: Int(Partitioner.partition(of: id.text, partitions: Int32(partitions))))
        }
        let start = processorSeconds()
        while answered < round * cases || loop.inFlight > 0 { turn() }
        best = min(best, processorSeconds() - start)
    }
    print(Int(best / Double(cases) * 1e9))
}

/// Says nothing.
struct Silent: Service {
    let name = ServiceName.analytics
    func missing(from file: CaseFile, of id: CaseID, on day: Day, in log: LogBook) -> [Entry] { [] }
    func nextLook(at file: CaseFile, of id: CaseID, after day: Day, in log: LogBook) -> Day? { nil }
}

/// Takes the time of the fold, and stops the service when it has seen so many records.
struct Stopwatch: SideEffects {
    let records: Int
    let stop: StopRequest
    var folded = 0
    var started = 0.0
    var processor = 0.0

    mutating func folded(
        _ entry: Entry, at position: Position, of id: CaseID, _ reception: CaseFile.Reception,
        into file: borrowing CaseFile, log: borrowing LogBook
    ) { count() }

    mutating func folded(_ entry: Entry, at position: Position, log: borrowing LogBook) { count() }

    private mutating func count() {
        if folded == 0 {
            started = seconds()
            processor = processorSeconds()
        }
        folded += 1
        guard folded == records else { return }
        print("\(seconds() - started) \(processorSeconds() - processor)")
        stop.request()
    }
}

func run(_ service: any Service, sideEffects: (any SideEffects)? = nil, on servers: String, until stop: StopRequest)
    -> Int32
{
    var options = ServiceOptions(bootstrapServers: servers, service: service.name.rawValue)
    options.logLevel = .warning
    return ServiceProgram.run(
        service, sideEffects: sideEffects, options, log: Log(service: service.name.rawValue, level: options.logLevel),
        stop: stop
    )
}

let words = CommandLine.arguments
switch (words.dropFirst().first, words.count) {
case ("begin", 5): try begin(words[2], partitions: Int32(number(words[3])), cases: number(words[4]))
case ("record", 2): try printRecord()
case ("answer", 3): exit(run(Answerer(), on: words[2], until: StopRequest()))
case ("alone", 3): try answerAlone(number(words[2]))
case ("fill", 4): try fill(words[2], cases: number(words[3]))
case ("fold", 4):
    let stop = StopRequest()
    let stopwatch = Stopwatch(records: try number(words[3]), stop: stop)
    exit(run(Silent(), sideEffects: stopwatch, on: words[2], until: stop))
default:
    print(
        "usage: runtime-bench begin SERVERS PARTITIONS CASES | record | answer SERVERS | alone CASES | "
            + "fill SERVERS CASES | fold SERVERS RECORDS")
    exit(2)
}
