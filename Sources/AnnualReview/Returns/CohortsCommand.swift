import Arguments
import CaseFile
import Caseload
import Contracts
import JSON
import Runtime

/// `annual-review cohorts`: sex, group of ethnicity and need by case, for figures, and nothing else of what only returns read.
enum CohortsCommand {
    static let command = Command(
        name: "cohorts", summary: "Write for analytics by what cases are broken down: sex, group of ethnicity, need",
        discussion: """
            For each case of which children-return holds something, one record of cohorts, which is all that analytics reads of \
            it: no name, no number, no postcode. Whoever was erased from children-return is erased here. Nothing is written of \
            what stands already: run it after each import, and every night. \(ReturnsAccess.principal)
            """,
        example: "annual-review cohorts\nannual-review cohorts --dry-run",
        options: Cluster.options + [
            .flag("dry-run", "say what would be written, and write nothing"), .flag("json", "as JSON"),
        ],
        run: { arguments in
            let address = try Cluster.address(arguments)
            let access = try ReturnsAccess(address, withNames: false)
            var standing: [String: [UInt8]?] = [:]
            try LogReader(address).readToEnd(.cohorts) { _, _, key, value in
                guard let key else { return }
                standing[String(decoding: key, as: UTF8.self)] = .some(value.map { [UInt8]($0) })
            }
            let changes = try CohortChanges(access.data, access.caseload, standing: standing)
            if !arguments.flag("dry-run"), !changes.records.isEmpty {
                let writer = try LogWriter(address)
                defer { writer.close() }
                for record in changes.records { try writer.write(.cohorts, key: record.key, value: record.value) }
                try writer.flush()
            }
            if access.unreadable > 0 {
                Output.note(
                    "\(access.unreadable) records of children-return could not be read; nothing is written of them")
            }
            Output.write(arguments.flag("json") ? changes.json : changes.text(isDryRun: arguments.flag("dry-run")))
            return ExitStatus.success
        })
}

/// What is to be written to `cohorts`, so that it says what `children-return` and the plans say.
struct CohortChanges {
    /// The records, nil where what stands is erased, by their keys in order.
    private(set) var records: [(key: String, value: [UInt8]?)] = []
    private(set) var new = 0
    private(set) var changed = 0
    private(set) var unchanged = 0
    private(set) var erased = 0

    /// `standing` is what the topic holds by key, nil of what was erased.
    init(_ data: [String: ChildReturn], _ caseload: Caseload, standing: [String: [UInt8]?]) throws(JSONError) {
        for (key, child) in data.sorted(by: { $0.key < $1.key }) {
            // Of somebody who is no case of this log nothing is broken down.
            guard let id = CaseID(key), let plan = caseload.cases[id]?.file.plan else { continue }
            let value = try Cohort(child, need: plan.need).json()
            switch standing[key] {
            case .some(.some(let there)) where there == value: unchanged += 1
            case .some(.some): (changed, records) = (changed + 1, records + [(key, value)])
            case .some(.none), nil: (new, records) = (new + 1, records + [(key, value)])
            }
        }
        for (key, value) in standing.sorted(by: { $0.key < $1.key }) where value != nil {
            let isKept = data[key] != nil && CaseID(key).map { caseload.cases[$0]?.file.plan != nil } ?? false
            guard !isKept else { continue }
            erased += 1
            records.append((key, nil))
        }
    }

    func text(isDryRun: Bool) -> String {
        "cohorts: \(new) new, \(changed) changed, \(unchanged) unchanged, \(erased) erased\(isDryRun ? " (nothing written)" : "")\n"
    }

    var json: String {
        var writer = JSONWriter(capacity: 128)
        writer.beginObject()
        for (name, number) in [("new", new), ("changed", changed), ("unchanged", unchanged), ("erased", erased)] {
            writer.name(name)
            writer.integer(number)
        }
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
    }
}
