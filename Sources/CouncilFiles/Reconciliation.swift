package import Caseload
import CaseFile
package import Contracts

/// The cases of a council's file beside those of the log: nobody may be in one of them alone without being named.
package struct Reconciliation: Equatable {
    /// In this log, with a plan that has not ended, and not in the file.
    package let onlyHere: [CaseID]
    /// In the file, and in no entry of this log.
    package let onlyThere: [CaseID]
    /// In both.
    package let both: Int

    /// Holds the cases of a file, also those whose rows were refused, against a log.
    package init(_ table: PlanTable, _ caseload: Caseload) {
        let theirs = Set(table.rows.map(\.id)).union(table.refusedCases)
        let ours = Set(caseload.cases.filter { $0.value.file.plan != nil && $0.value.file.ended == nil }.keys)
        onlyHere = ours.subtracting(theirs).sorted()
        onlyThere = theirs.filter { caseload.cases[$0] == nil }.sorted()
        both = theirs.intersection(ours).count
    }

    /// How many cases are named at most.
    static let mostNamed = 20

    /// For people.
    package var sentences: [String] {
        ["reconciled: \(both) cases are in the file and in this log"]
            + [
                ("in this log and not in the file", onlyHere),
                ("in the file and not in this log before", onlyThere),
            ].compactMap { what, cases in
                guard !cases.isEmpty else { return nil }
                let named = cases.prefix(Reconciliation.mostNamed).map(\.text).joined(separator: ", ")
                let more = cases.count - Reconciliation.mostNamed
                return "  \(cases.count) \(what): \(named)\(more > 0 ? " and \(more) more (--json names all)" : "")"
            }
    }
}
