import CaseFile
import Contracts
import Foundation
import Runtime
import Statute

/// What a log holds for ever: what was accepted, without the names of those who claimed and without their attempts.
struct Record {
    /// A conclusion of a case, and the day on which it was recorded.
    struct Said: Hashable, Comparable, CustomStringConvertible {
        let id: CaseID
        let what: String
        let recorded: Day

        static func < (left: Said, right: Said) -> Bool { left.description < right.description }
        var description: String { "\(id)/\(what) on \(recorded)" }
    }

    /// A day on which people reported something about a case.
    private struct Occasion: Hashable {
        let id: CaseID
        let day: Day
    }

    /// Every accepted conclusion that is no claim and no receipt.
    var conclusions: Set<Said> = []
    /// Every message that was sent.
    var sent: Set<Said> = []
    /// Every message that could not be sent when it was last tried.
    var failed: Set<Said> = []

    /// The cases.
    var cases: Set<CaseID> = []
    /// How many messages were sent in all.
    var messages = 0
    /// Messages that are claimed, and of which it is not known yet whether they were sent.
    var inHand: Set<Said> = []
    /// How many claims were made of messages that another had claimed.
    var takenOver = 0
    private var occasions: Set<Occasion> = []

    /// Reads the log with the fold of the services.
    init(of site: Site) throws {
        var files: [CaseID: CaseFile] = [:]
        var record = Record()
        var unreadable: [String] = []
        try LogReader(site.address).readToEnd(.caseFiles) { partition, offset, key, value in
            guard let key, let value else { return unreadable.append("\(partition)/\(offset)") }
            if key.elementsEqual(LogBook.key.utf8) { return }
            var skipped = 0
            do throws(EntryError) {
                let entry = try Entry.read(value, skipped: &skipped)
                guard let id = CaseID(utf8: key.bindMemory(to: UInt8.self)) else {
                    return unreadable.append("\(partition)/\(offset)")
                }
                guard files[id, default: CaseFile()].append(entry, at: offset) == .accepted else { return }
                record.cases.insert(id)
                for event in entry.events { record.add(event, of: id, recorded: entry.recorded) }
            } catch {
                unreadable.append("\(partition)/\(offset): \(error)")
            }
        }
        guard unreadable.isEmpty else { throw Trouble("unreadable: \(unreadable)") }
        self = record
        // People and services work side by side: who is reminded on the very day on which the thing comes may have been
        // reminded before it came, or not at all. Either is right.
        conclusions = conclusions.filter { !isChance($0) }
        sent = sent.filter { !isChance($0) }
        failed = failed.filter { !isChance($0) }
    }

    private func isChance(_ said: Said) -> Bool {
        said.what.contains("remind-") && occasions.contains(Occasion(id: said.id, day: said.recorded))
    }

    private init() {}

    /// Stands where the day does not matter.
    private static let anyDay = Day(number: 0)

    private mutating func add(_ event: Event, of id: CaseID, recorded: Day) {
        guard case .conclusion(let said) = event.id else {
            occasions.insert(Occasion(id: id, day: recorded))
            return
        }
        messages += said.stage == .sent ? 1 : 0
        let item = Said(id: id, what: said.message.description, recorded: recorded)
        switch said.stage {
        case .said: conclusions.insert(item)
        case .claim:
            if !inHand.insert(Said(id: id, what: item.what, recorded: Record.anyDay)).inserted { takenOver += 1 }
        case .sent:
            inHand.remove(Said(id: id, what: item.what, recorded: Record.anyDay))
            sent.insert(item)
            failed.remove(item)
        case .failed:
            inHand.remove(Said(id: id, what: item.what, recorded: Record.anyDay))
            failed.insert(item)
        // What left stays sent; in a rehearsal's folder nothing comes back.
        case .returned: break
        }
    }

    /// What one has and the other has not, in words; empty when they are the same.
    func differences(from other: Record) -> [String] {
        func compare(_ name: String, _ path: KeyPath<Record, Set<Said>>) -> [String] {
            self[keyPath: path].subtracting(other[keyPath: path]).sorted().prefix(5).map { "\(name) only here: \($0)" }
                + other[keyPath: path].subtracting(self[keyPath: path]).sorted().prefix(5).map {
                    "\(name) only there: \($0)"
                }
        }
        return compare("said", \.conclusions) + compare("sent", \.sent) + compare("failed", \.failed)
    }
}

/// A short rehearsal with all services.
struct Rehearsal {
    static let plans = 40
    static let days = 120
    static let daysArgument = "\(days)"

    let site: Site
    /// How many records the log held before its first day.
    let start: Int64
    private(set) var services: [ServiceName: RunningService] = [:]
    /// Others of the same kind.
    private(set) var seconds: [RunningService] = []

    /// Starts all services on an imported and released caseload; of some, two.
    init(twice: [ServiceName] = []) throws {
        let site = try Site()
        try site.importSample(plans: Rehearsal.plans)
        try site.run("release", "--yes")
        for name in ServiceName.allCases { services[name] = try site.start(name) }
        for name in twice { seconds.append(try site.start(name)) }
        for service in Array(services.values) + seconds { try service.becomesReady() }
        try site.comesToRest(ServiceName.allCases)
        start = try site.ends().reduce(0, +)
        self.site = site
    }

    /// Waits until so many records were added since the first day.
    func reaches(_ records: Int64, _ days: Child) throws {
        try wait(until: "\(records) records of the rehearsal: \(days.errors)", seconds: 90) {
            if let status = days.exitStatus, status != 0 {
                throw Trouble("the rehearsal ended with \(status): \(days.errors)")
            }
            return try site.ends().reduce(0, +) >= start + records
        }
    }

    /// Begins to let the days pass.
    func begin() throws -> Child {
        try site.command(["rehearse", "--days", Rehearsal.daysArgument, "--coordinators", "prompt"])
    }

    /// Starts a service again.
    mutating func restart(_ name: ServiceName) throws { services[name] = try site.start(name) }

    /// Waits for the end of the rehearsal, has everything checked, and gives what the log holds.
    func end(_ rehearsal: Child) throws -> Record {
        guard try rehearsal.ended(within: 110) == 0 else {
            throw Trouble("the rehearsal did not come to its end: \(rehearsal.errors)\(rehearsal.output)")
        }
        for service in Array(services.values) + seconds {
            guard try service.stops() == 0 else { throw Trouble("\(service.name.rawValue): \(service.child.errors)") }
        }
        let figures = try site.group.start(
            "analytics", ["figures", "--database", site.database, "--json"], log: "figures")
        guard try figures.ended(within: 20) == 0 else { throw Trouble(figures.errors) }
        let file = site.group.folder.appending(path: "figures.json")
        try Data(figures.output.utf8).write(to: file)
        try site.run("check", "--figures", file.path, "--folder", site.outbox.path)
        return try Record(of: site)
    }
}

/// A rehearsal in which nothing happened, run once for all tests that compare with it.
enum Undisturbed {
    struct Run {
        let record: Record
        let records: Int64
    }

    static func run() throws -> Run { try result.get() }

    private static let result: Result<Run, Trouble> = {
        do {
            let rehearsal = try Rehearsal()
            let record = try rehearsal.end(try rehearsal.begin())
            let end = try rehearsal.site.ends().reduce(0, +)
            return .success(Run(record: record, records: end - rehearsal.start))
        } catch {
            return .failure(Trouble("the rehearsal without a disturbance: \(error)"))
        }
    }()
}
