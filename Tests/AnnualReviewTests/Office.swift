import CaseFile
import Contracts
import Notifier
import Runtime
import Statute
import TestSupport

@testable import AnnualReview
@testable import Caseload
@testable import CouncilFiles

/// A caseload in memory into which files are imported.
struct Office {
    var caseload = Caseload(partitions: 4)
    var today: Day
    /// What stands on the topics beside the case files.
    var standing = ImportCommand.Standing()
    /// What the last import wrote beside the case files.
    private(set) var written: [ImportCommand.Record] = []

    init(today: String = "2024-09-02") {
        self.today = Day.of(today)
        caseload.begin(on: self.today)
    }

    /// Imports a file of plans, and one of people, as the command would.
    @discardableResult
    mutating func take(
        _ plans: String? = nil, people: String? = nil, reading: FileReading = FileReading()
    ) throws -> ImportReport {
        let frame = PlanTable.Frame(today: today, models: ["bromley", "statutory"], model: "bromley")
        var files = ImportCommand.Files()
        files.plans = try plans.map {
            try PlanTable(parsing: Array($0.utf8), file: "plans.csv", frame: frame, reading: reading)
        }
        files.people = try people.map {
            try PeopleTable(
                parsing: Array($0.utf8), file: "people.csv", today: today, reading: reading,
                known: ImportCommand.known(in: files.plans, and: caseload),
                born: ImportCommand.born(in: files.plans, and: caseload))
        }
        var report = ImportReport(isDryRun: false)
        let entries = try ImportCommand.entries(of: files, onto: caseload, report: &report)
        written = []
        if let table = files.people {
            written = try ImportCommand.changed(table, from: standing, report: &report)
            for record in written {
                if record.topic == .people { standing.people[record.key] = .value(record.value) }
                if record.topic == .children { standing.children[record.key] = .value(record.value) }
            }
        }
        caseload.take(entries)
        return report
    }

    /// Imports a council's own export by a map, as the command would.
    @discardableResult
    mutating func take(_ theirs: String, by map: CouncilMap) throws -> ImportReport {
        let mapped = try MappedFile(Array(theirs.utf8), file: "theirs.csv", by: map)
        let frame = PlanTable.Frame(today: today, models: ["bromley", "statutory"], model: "bromley")
        var files = ImportCommand.Files()
        files.plans = try mapped.plans.map { try PlanTable($0, frame: frame, reading: mapped.reading) }
        var report = ImportReport(isDryRun: false)
        let entries = try ImportCommand.entries(of: files, onto: caseload, report: &report)
        report.say(mapped, reconciled: files.plans.map { Reconciliation($0, caseload) })
        caseload.take(entries)
        return report
    }

    /// The next day begins in every partition.
    mutating func nextDay() {
        today = today + 1
        for partition in caseload.logs.indices { caseload.note(LogStart.dayBegan(today), partition: partition) }
    }

    func file(_ id: String) -> CaseFile? { CaseID(id).flatMap { caseload.cases[$0]?.file } }
    /// The problems that a file of plans has.
    func problems(_ plans: String) throws -> [String] {
        var copy = self
        return try copy.take(plans).problems.map(\.description)
    }
    /// The problems that a file of people has.
    func problems(people: String) throws -> [String] {
        var copy = self
        return try copy.take(people: people).problems.map(\.description)
    }
    /// How many entries the log holds.
    var entries: Int64 { caseload.ends.reduce(0, +) }

    /// What a service says of that case until it has no more to say.
    mutating func ask(_ service: some Service, of name: String) {
        guard let id = CaseID(name) else { return }
        for _ in 0..<RandomLife.mostRounds {
            guard let file = file(name) else { return }
            let entries = service.missing(from: file, of: id, on: today, in: LogBook())
            if entries.isEmpty { return }
            for entry in entries { caseload.take([(id, entry)]) }
        }
    }

    /// Something that the coordinator reports of that case.
    mutating func report(_ data: EventData, of name: String, on happened: Day? = nil) {
        guard let id = CaseID(name) else { return }
        let event = Event(SubmissionKey(hashing: [name, "\(entries)"]), happened: happened, data)
        caseload.take([(id, Entry(by: .coordinator, recorded: today, events: [event]))])
    }

    /// That message of the case leaves under its first claim.
    mutating func send(_ message: ConclusionID, of name: String) {
        guard let id = CaseID(name) else { return }
        let events = [
            Event(message.at(.claim, attempt: 1), .notificationClaimed(NotificationClaimed(instance: "x"))),
            Event(message.at(.sent, attempt: 1), .notificationSent(NotificationSent(channel: .folder, receipt: "r"))),
        ]
        for event in events {
            caseload.take([(id, Entry(by: .service(Notifier.name), recorded: today, events: [event]))])
        }
    }
}
