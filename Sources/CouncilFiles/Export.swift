import CSV
import CaseFile
package import Caseload
import Casework
import Contracts
import Statute

/// The rows of an export.
package struct Export {
    /// `cases.csv`.
    package let cases: [UInt8]
    /// `reviews.csv`.
    package let reviews: [UInt8]
    /// `contacts.csv`: who is told of each child and who is not, without names.
    package let contacts: [UInt8]

    /// The cases in the order of their references.
    package init(_ caseload: Caseload) {
        var cases = CSVWriter()
        var reviews = CSVWriter()
        cases.append(Export.caseColumns.map { .text($0) })
        reviews.append(Export.reviewColumns.map { .text($0) })
        var contacts = CSVWriter()
        contacts.append(Export.contactColumns.map { .text($0) })
        for (id, known) in caseload.cases.sorted(by: { $0.key < $1.key }) {
            cases.append(Export.row(of: id, known.file))
            if ContactBook.isKept(in: known.file) {
                for contact in known.file.contacts { contacts.append(Export.row(of: contact, id)) }
            }
            for review in known.file.reviews { reviews.append(Export.row(of: review, id, known.file)) }
        }
        self.cases = cases.bytes
        self.reviews = reviews.bytes
        self.contacts = contacts.bytes
    }

    private static let caseColumns = [
        "case", "born", "plan_made", "last_review_decision", "setting_urn", "setting_ukprn", "placement", "need",
        "year_group",
        "transfer_phase", "transfer_year", "transfer_named", "coordinator", "model", "priority", "rights_holders",
        "not_told", "interval_months", "review_due", "reviews", "ended",
    ]

    private static let reviewColumns = [
        "case", "review", "kind", "kind_chosen", "review_due", "meeting_arranged_for", "advice_circulated",
        "views_received", "meeting_held", "meeting_recorded", "report_sent", "decision_due", "decision_sent",
        "decision_outcome", "notice_sent", "final_due", "final_sent", "final_outcome", "names_transfer", "conflict",
        "coordinator", "setting_urn", "setting_ukprn", "placement", "need",
    ]

    /// Every column of a case and of its latest review, each once.
    static let columns = caseColumns + reviewColumns.filter { !caseColumns.contains($0) }

    /// What stands in those columns for a case; of the columns that both have, what the case says.
    static func cells(of id: CaseID, _ file: CaseFile) -> [String: CSVCell] {
        var cells = Dictionary(uniqueKeysWithValues: zip(caseColumns, row(of: id, file)))
        if let review = file.latestReview {
            for (column, cell) in zip(reviewColumns, row(of: review, id, file)) where cells[column] == nil {
                cells[column] = cell
            }
        }
        return cells
    }

    private static let contactColumns = [
        "case", "contact", "relation", "holds_rights", "may_be_written_to", "may_see", "location_protected",
    ]

    private static func row(of contact: Contact, _ id: CaseID) -> [CSVCell] {
        func word(_ truth: Bool) -> CSVCell { truth ? "yes" : "no" }
        return [
            .text(id.text), .integer(Int(contact.number)), .text(contact.relation.rawValue), word(contact.holdsRights),
            word(contact.mayBeWrittenTo), .text(contact.sees.rawValue), word(contact.isLocationProtected),
        ]
    }

    /// The number of a setting, in the column of URNs or in that of UKPRNs.
    private static func numbers(_ setting: UInt32?) -> [CSVCell] {
        guard let setting else { return [.empty, .empty] }
        let cell = CSVCell.integer(Int(setting))
        return SettingNumber.ukprns.contains(setting) ? [.empty, cell] : [cell, .empty]
    }

    private static func row(of id: CaseID, _ file: CaseFile) -> [CSVCell] {
        guard let plan = file.plan else { return [.text(id.text)] + caseColumns.dropFirst().map { _ in .empty } }
        let due = file.reviewDue
        func several(_ contacts: [Contact]) -> CSVCell {
            text(contacts.map { "\($0.number) \($0.relation.rawValue)" }.joined(separator: ";"))
        }
        let first: [CSVCell] = [
            .text(id.text), text(plan.born?.description), day(file.planMade), day(file.lastReviewed),
        ]
        let rest: [CSVCell] = [
            .text(plan.placement.rawValue), .text(plan.need.rawValue),
            plan.year.map { .integer(Int($0)) } ?? .empty, text(plan.transfer?.rawValue),
            plan.transferYear.map { .integer(Int($0)) } ?? .empty,
            plan.transfer == nil ? .empty : .text(file.isTransferNamed ? "yes" : "no"), text(plan.coordinator?.text),
            .text(plan.model), text(plan.priority?.map(\.rawValue).joined(separator: ";")),
            several(file.rightsHolders), several(file.rightsHolders.filter { !$0.mayBeWrittenTo }),
            plan.interval.map { .integer(Int($0)) } ?? .empty,
            day(file.ended == nil ? due : nil), .integer(Int(file.reviewCount)),
            day(file.ended),
        ]
        return first + numbers(plan.setting) + rest
    }

    private static func row(of review: Review, _ id: CaseID, _ file: CaseFile) -> [CSVCell] {
        let deadlines = file.deadlines(of: review)
        let plan = file.plan
        let first: [CSVCell] = [
            .text(id.text), .integer(Int(review.number)), text(review.kind?.rawValue),
            .text(review.kindChosen ? "yes" : "no"),
            day(deadlines.first(.mov5, .cyc1, .cyc2)?.due ?? review.dueWhenOpened),
            day(review.arranged), day(review.advice), .text(review.views ? "yes" : "no"), day(review.held),
            day(review.heldRecorded), day(review.meetingReport),
            day(review.held.map { Statute.decisionBy(meeting: $0) }), day(review.told), text(review.outcome?.rawValue),
            day(review.noticeSent),
            day(review.outcome == .amend ? review.finalDeadline?.due : nil),
            day(review.finalTold), text(review.finalOutcome?.rawValue), .text(review.namesTransfer ? "yes" : "no"),
            .text(review.heldOtherwise != nil || review.submittedOtherwise ? "yes" : "no"),
            text(plan?.coordinator?.text),
        ]
        return first + numbers(plan?.setting) + [text(plan?.placement.rawValue), text(plan?.need.rawValue)]
    }

    private static func day(_ day: Day?) -> CSVCell { day.map { .text($0.description) } ?? .empty }
    private static func text(_ text: String?) -> CSVCell { text.map { $0.isEmpty ? .empty : .text($0) } ?? .empty }
}
