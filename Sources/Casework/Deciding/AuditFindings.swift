import CaseFile
import Contracts
import Statute

/// What is found of an audit that somebody records.
extension CaseInHand {
    func findings(of audit: AuditRecorded) -> [Finding] {
        var found: [Finding] = []
        if audit.given.map({ $0 != audit.grade }) ?? false, audit.explanation == nil {
            found.append(Finding(.gradeUnexplained, .text(audit.grade.words)))
        }
        return found
    }

    /// Of a blind audit, whether the same person audited the same before: then it is none.
    func blindness(of event: Event, by actor: Actor) -> [Finding] {
        guard case .auditRecorded(let audit) = event.data, audit.blind == true, case .person(let person) = actor,
            file.audits(of: audit.review).contains(where: { $0.by == person.id })
        else { return [] }
        return [Finding(.auditedByThem, .text(person.id.text))]
    }
}
