import CaseFile
import Casework
import Contracts
import Plan
import Statute

/// A package as it becomes a case of this council: what the old council reported, said as its word.
struct MovedPlan {
    let package: TransferPackage
    /// The reference that the plan has here.
    let id: CaseID
    /// The review model that holds here.
    let model: String
    /// The day on which the child moved, where it is known.
    let moved: Day?
    /// The day on which the old council became aware of the move, where it knew too late (MOV-2).
    let aware: Day?
    /// The seal of the package: taken in twice, it is the same reports.
    let seal: String

    /// The old council's record, kept as it came.
    var recordDocument: Document {
        Document(
            package.recordBytes, salt: DocumentSalt(from: package.record.documents.map(\.salt), name: seal),
            mediaType: "application/json", title: "record-of-transfer.json")
    }

    /// What is reported of the case, in its order.
    var events: [Event] {
        let record = package.record
        var plan = PlanRecorded()
        (plan.born, plan.made, plan.setting) = (record.born, record.made, record.setting)
        (plan.placement, plan.need, plan.year) = (record.placement, record.need, record.year)
        (plan.transfer, plan.transferYear, plan.model) = (record.transfer, record.transferYear, model)
        var events = [
            Event(key("plan"), happened: record.transferred, .planRecorded(plan)),
            Event(
                key("moved-in"), happened: record.transferred,
                .movedIn(
                    MovedIn(
                        made: record.made, reviewed: record.reviewed, moved: moved, aware: aware,
                        record: recordDocument.hash))),
        ]
        for version in record.versions {
            events.append(
                Event(
                    key("version-\(version.plan)"), happened: version.made,
                    .planVersionRecorded(PlanVersionRecorded(plan: version.plan, source: version.source))))
        }
        return events
    }

    /// The documents that stand before what is reported, each with its role.
    var documents: [(role: DocumentRole, document: Document)] {
        package.record.documents.compactMap { enclosed in
            package.documents[enclosed.hash].map { (enclosed.role, $0) }
        } + [(.transferRecord, recordDocument)]
    }

    private func key(_ what: String) -> SubmissionKey { SubmissionKey(hashing: ["moved-in", id.text, seal, what]) }

    /// What becomes of it, said by that actor to that file.
    func verdict(by actor: Actor, on file: CaseFile, today: Day, seen: Int64?) -> CaseInHand.Verdict {
        var after = file
        var accepted: [Event] = []
        var found: [Finding] = []
        for event in events {
            switch CaseInHand(id, after, on: today).decide(event, by: actor, seen: seen) {
            case .refused(let findings): return .refused(findings)
            case .repeated: continue
            case .accepted(let entry, let findings):
                found += findings
                accepted += entry.events
                after.append(entry, at: .max)
            }
        }
        guard !accepted.isEmpty else { return .repeated }
        return .accepted(Entry(by: actor, recorded: today, seen: seen, events: accepted), found)
    }
}
