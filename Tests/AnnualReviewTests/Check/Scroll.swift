import Contracts
import JSON
import Kafka
import Statute

@testable import AnnualReview
@testable import LogCheck

/// A log of one partition in memory, as the check reads it.
struct Scroll {
    var verifier = LogVerifier(partitions: 1, of: Topic.caseFiles.rawValue)
    let first: Day
    private(set) var today: Day
    private(set) var offset: Int64 = 0

    static let scheduler = Actor.service(.scheduler)
    static let `operator` = Actor.person(.operator, ActorID(setting: 1), by: .command)

    init(from first: Day) {
        self.first = first
        today = first
    }

    /// A log that has begun, on its first day.
    static func begun(on first: Day, _ calendar: LogCalendar = .rehearsal) throws -> Scroll {
        var scroll = Scroll(from: first)
        let began = LogBegan(calendar: calendar, partitions: 1, council: "test", log: LogName(high: 1, low: 2))
        try scroll.add(
            Entry(by: Self.operator, recorded: first, events: [Event(ConclusionID(.logBegan), .logBegan(began))]),
            key: "log")
        try scroll.pass(to: first)
        return scroll
    }

    mutating func add(_ entry: Entry, key: String) throws {
        let value = try entry.json()
        var key = key
        key.withUTF8 { key in
            value.withUnsafeBytes { value in
                verifier.add(partition: 0, offset: offset, key: UnsafeRawBufferPointer(key), value: value)
            }
        }
        offset += 1
    }

    /// One day begins, whichever it is.
    mutating func pass(to day: Day, by actor: Actor = Scroll.operator) throws {
        let event = Event(ConclusionID(.day, day: day), .dayBegan(DayBegan()))
        try add(Entry(by: actor, recorded: day, events: [event]), key: "log")
        today = day
    }

    /// One day after the other begins, up to that.
    mutating func reach(_ day: Day) throws { while today < day { try pass(to: today + 1) } }

    /// What was imported may leave.
    mutating func release() throws {
        let event = Event(SubmissionKey(hashing: ["release", "\(offset)"]), .released(Released(messages: 0)))
        try add(Entry(by: Self.operator, recorded: today, events: [event]), key: "log")
    }

    mutating func report(to day: Day? = nil) -> CheckReport {
        verifier.finish(from: first, to: day ?? first + 365)
    }
}
