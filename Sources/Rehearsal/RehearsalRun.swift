import Arguments
package import Caseload
import Contracts
import Kafka
package import Runtime
package import Statute

/// One rehearsal: the people outside act, and the next day begins as soon as every service is at rest.
package struct RehearsalRun {
    private let address: LogAddress
    private let first: Day
    private let last: Day
    private let coordinators: String
    private let habits: Habits?
    private let seed: UInt64
    private let services: [String]
    private let patienceSeconds: Int

    /// A rehearsal of the days after `first`, the log's today, through `last`; `services` are waited for, each so long as
    /// patience lasts while nothing moves. `coordinators` names the habits in the report; without habits nobody outside acts, and
    /// the days pass alone.
    package init(
        _ address: LogAddress, from first: Day, through last: Day, coordinators: String, habits: Habits?, seed: UInt64,
        services: [String], patienceSeconds: Int
    ) {
        self.address = address
        self.first = first
        self.last = last
        self.coordinators = coordinators
        self.habits = habits
        self.seed = seed
        self.services = services
        self.patienceSeconds = patienceSeconds
    }

    /// Lets the days pass on a log that holds that caseload; `passed` hears of each, and with nil that the first is about to
    /// begin.
    package func run(on caseload: Caseload, passed: (Day?) -> Void) throws -> RehearsalReport {
        let writer = try LogWriter(address, lingerMilliseconds: 0)
        defer { writer.close() }
        let world = habits.map {
            OutsideWorld(draw: Draw(seed: seed), habits: $0, first: first, last: last, papers: InventedPapers())
        }
        let people = world.map { ServiceThread($0, sideEffects: InventedPost($0), on: address) }
        try people?.start()
        defer { people?.end() }
        let admin = try Admin(address.kafka)
        defer { admin.close() }
        let rest = Rest(
            admin, in: address.namespace, groups: services + (world.map { [$0.name.rawValue] } ?? []),
            partitions: writer.partitions, patienceSeconds: patienceSeconds
        ) { people?.fault }
        let records = try rest.wait()
        let notifications = try rest.recordCount(.notifications)
        passed(nil)
        let began = Rest.seconds
        var end = records
        var day = first
        while day < last {
            day = day + 1
            try begin(day, writer)
            end = try rest.wait()
            passed(day)
        }
        let seconds = Rest.seconds - began
        let lived = try Caseload.read(address)
        let late = lived.cases.reduce(0) { sum, known in
            sum + (world?.lateThroughRefusal(in: known.value.file, of: known.key, log: lived.log(of: known.key)) ?? 0)
        }
        return RehearsalReport(
            first: first, last: last, plans: caseload.cases.count, seconds: seconds, records: Int(end - records),
            notifications: Int(try rest.recordCount(.notifications) - notifications), coordinators: coordinators,
            habits: habits, lateThroughRefusal: late)
    }

    /// Begins a day in every partition.
    private func begin(_ day: Day, _ writer: LogWriter) throws {
        let event = Event(ConclusionID(.day, day: day), .dayBegan(DayBegan()))
        for partition in 0..<writer.partitions {
            try writer.append(Entry(by: Operator.rehearsing, recorded: day, events: [event]), toLogOf: partition)
        }
        try writer.flush()
    }
}
