// The notifier's loop beside a channel that stands in its provider, measured against the same loop beside one that answers at
// once.
//   channel-bench CASES   in turns gives two loops, without Kafka, a request for an early review of each of so many cases,
//                         which they answer; one has its hand full of messages that its channel does not answer. Prints the
//                         entries that each answers in a second of its thread's processor, `quick` and `slow`, and the
//                         `ratio` of the two, round by round
import CaseFile
import Contracts
import Glibc
import JSON
import Notifier
import Runtime
import Statute

struct Failure: Error, CustomStringConvertible {
    let description: String
}

let rounds = 31
/// Messages that a channel has in its hand: more cases than a sender claims for one.
let waiting = 1_500
let today = Day(2024, 11, 25) ?? Day(number: 0)
let coordinator = ActorID("C-07")

/// The processor time of this thread, the loop's: what others do on the machine is none of it.
func processorSeconds() -> Double {
    var now = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
}

func seconds() -> Double {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
}

/// Answers at once, or stands in its provider for ever.
final class MeasuredChannel: Channel {
    let isSlow: Bool
    var name: ChannelName { .folder }
    var allowsRehearsal: Bool { true }
    var patience: Double { 0 }
    var mostAtOnce: Int { 1 }

    init(isSlow: Bool) { self.isSlow = isSlow }

    func submit(_ messages: [Post]) -> [ChannelAnswer] {
        while isSlow { sleep(1) }
        return messages.map { .accepted($0.reference) }
    }
}

struct NoDocuments: DocumentSource {
    func document(_ key: DocumentKey, at place: Position) throws(FetchFault) -> Document? { nil }
}

struct Words: Wording {
    func post(_ context: MessageContext) throws(SendingError) -> Post {
        Post(
            id: context.id, message: context.message, to: context.to, sender: "", senderEmail: "", subject: "",
            text: "", html: "", day: context.day, isRehearsal: true)
    }
}

/// A loop on one partition, which reads its own answers back.
final class Bench {
    private var loop: Loop
    private let desk: ChannelDesk
    private var records: [(key: [UInt8], value: [UInt8])] = []
    private var read = 0
    private(set) var answered = 0

    init(isSlow: Bool) throws {
        let documents = DocumentShelf(DocumentIndex(), from: NoDocuments())
        desk = ChannelDesk(MeasuredChannel(isSlow: isSlow), documents: documents)
        let topics: [Topic] = [.people, .documents, .notifications]
        loop = Loop(
            service: Notifier(), sideEffects: Sender(by: [desk], in: Words(), documents: documents), partitions: 1,
            reads: Dictionary(uniqueKeysWithValues: topics.map { ($0, 1) }), instance: isSlow ? "slow" : "quick")
        let began = LogBegan(calendar: .rehearsal, partitions: 1, council: "bromley", log: LogBegan().log)
        for event in [
            Event(ConclusionID(.logBegan), .logBegan(began)),
            Event(ConclusionID(.day, day: today), .dayBegan(DayBegan())),
        ] {
            try add(Entry(by: theOperator, recorded: today, events: [event]), LogBook.key)
        }
        let person = try Person(name: "Kim Officer", email: "kim@council.example").json()
        Array("officer/C-07".utf8).withUnsafeBytes { key in
            person.withUnsafeBytes { loop.read(.people, partition: 0, offset: 0, key: key, value: $0) }
        }
        for topic in topics { loop.reachedEnd(of: topic, partition: 0) }
        loop.own([0])
        turn()
        for number in 0..<waiting {
            try plan(number, by: .person(.coordinator, ActorID(contact: 1), by: .command))
            try ask(number, round: 0)
        }
        // Until it has all that it takes, or all of them left.
        let deadline = seconds() + 60
        while seconds() < deadline, isSlow ? desk.isIdle || answered < waiting + 900 : answered < 3 * waiting { turn() }
        guard isSlow != desk.isIdle else { throw Failure(description: "the hand of the loop is not as it ought to be") }
    }

    private let theOperator = Actor.person(.operator, ActorID(contact: 1), by: .command)

    private func add(_ entry: Entry, _ key: String) throws { records.append((Array(key.utf8), try entry.json())) }

    private func id(_ number: Int) throws -> CaseID {
        guard let id = CaseID("B-\(100_000 + number)") else { throw Failure(description: "\(number) is no case") }
        return id
    }

    private func plan(_ number: Int, by actor: Actor) throws {
        let plan = PlanRecorded(placement: .mainstream, need: .autism, coordinator: coordinator, model: "statutory")
        let event = Event(SubmissionKey(high: UInt64(number), low: 1), .planRecorded(plan))
        try add(Entry(by: actor, recorded: today, events: [event]), try id(number).text)
    }

    private func ask(_ number: Int, round: Int) throws {
        let key = SubmissionKey(high: UInt64(round + 1) << 32 | UInt64(number), low: 2)
        let request = EarlyReviewRequested(from: .parent, ground: .other)
        let by = Actor.person(.setting, ActorID(setting: 101_234), by: .portal)
        try add(
            Entry(by: by, recorded: today, events: [Event(key, .earlyReviewRequested(request))]), try id(number).text)
    }

    /// Imported plans, of which nothing leaves before a release: what is measured is the same beside either channel.
    func begin(_ cases: Int) throws {
        for number in waiting..<waiting + cases {
            try plan(number, by: .person(.operator, ActorID(contact: 1), by: .import))
        }
        while read < records.count { turn() }
    }

    /// The seconds that a round takes.
    func round(_ round: Int, _ cases: Int) throws -> Double {
        for number in waiting..<waiting + cases { try ask(number, round: round) }
        let goal = answered + cases
        let start = processorSeconds()
        while answered < goal || loop.inFlight > 0 {
            if let fault = loop.silence { throw Failure(description: "\(fault)") }
            turn()
        }
        return processorSeconds() - start
    }

    private func turn() {
        var taken = 0
        while read < records.count, taken < 1_000 {
            let (key, value) = records[read]
            key.withUnsafeBytes { key in
                value.withUnsafeBytes { loop.read(partition: 0, offset: Int64(read), key: key, value: $0) }
            }
            read += 1
            taken += 1
        }
        if read == records.count { loop.reachedEnd(0, end: Int64(read)) }
        _ = loop.turn(seconds: seconds())
        for effect in loop.takeEffects() {
            switch effect {
            case .append(_, let key, let value, let token):
                records.append((Array(key.utf8), value))
                loop.delivered(token, offset: Int64(records.count - 1))
                answered += 1
            case .write(_, let token): loop.delivered(token, offset: 0)
            case .commit: break
            }
        }
    }
}

guard CommandLine.arguments.count == 2, let cases = Int(CommandLine.arguments[1]), cases > 0 else {
    print("usage: channel-bench CASES")
    exit(2)
}
let benches = [try Bench(isSlow: false), try Bench(isSlow: true)]
for bench in benches { try bench.begin(cases) }
for round in 1...rounds {
    var times = [0.0, 0.0]
    // Each first in every other round, so that neither always finds the other's traces in the caches.
    for place in round % 2 == 0 ? [0, 1] : [1, 0] { times[place] = try benches[place].round(round, cases) }
    print("quick", Double(cases) / times[0])
    print("slow", Double(cases) / times[1])
    print("ratio", times[0] / times[1])
}
