import Casework
import Arguments
import CSV
import CaseFile
import Contracts
import Statute

/// `annual-review export`: cases and reviews as rows, for other programs.
enum ExportCommand {
    static let command = Command(
        name: "export",
        summary: "Write cases, reviews and contacts as CSV",
        discussion: """
            reviews.csv has a row for each review, cases.csv one for each case, contacts.csv one for each contact, without \
            names, with the days as they are known; what is unknown is empty. Without --out the reviews go to standard output. A row is about one child: keep it as you \
            keep the file.
            """,
        example: "annual-review export --out export",
        options: Cluster.options + [
            .text("out", "DIR", "the folder for cases.csv, reviews.csv and contacts.csv; with --map the file"),
            .text("map", "FILE", "write a row a case in a council's own shape, as `writes` of this map says"),
        ],
        run: { arguments in
            let caseload = try Caseload.read(try Cluster.address(arguments))
            if let map = arguments.optionalString("map") {
                return try write(caseload, by: CouncilMap.read(map), arguments)
            }
            let export = Export(caseload)
            guard let folder = arguments.optionalString("out") else {
                Output.write(export.reviews)
                return ExitStatus.success
            }
            try Disk.makeFolder(folder)
            try Disk.write(export.cases, to: "\(folder)/cases.csv")
            try Disk.write(export.reviews, to: "\(folder)/reviews.csv")
            try Disk.write(export.contacts, to: "\(folder)/contacts.csv")
            Output.write(
                "wrote cases.csv, reviews.csv and contacts.csv in \(folder): \(caseload.cases.count) cases\n")
            return ExitStatus.success
        })
}

extension ExportCommand {
    /// Writes the cases in the council's own shape.
    private static func write(_ caseload: Caseload, by map: CouncilMap, _ arguments: Arguments) throws -> Int32 {
        guard !map.writes.isEmpty else { throw UsageError("\(map.file) has no `writes`: nothing says what to write") }
        let export = MappedExport(caseload, by: map)
        for (column, words) in export.uncoded.sorted(by: { $0.key < $1.key }) {
            Output.note(
                "\(column): \(map.file) has no code for \(words.sorted().joined(separator: ", ")); it stands as it is")
        }
        guard let file = arguments.optionalString("out") else {
            Output.write(export.bytes)
            return ExitStatus.success
        }
        try Disk.write(export.bytes, to: file)
        Output.write("wrote \(file) by \(map.file): \(export.count) cases\n")
        return ExitStatus.success
    }
}

/// The rows of an export.
struct Export {
    /// `cases.csv`.
    let cases: [UInt8]
    /// `reviews.csv`.
    let reviews: [UInt8]
    /// `contacts.csv`: who is told of each child and who is not, without names.
    let contacts: [UInt8]

    /// The cases in the order of their references.
    init(_ caseload: Caseload) {
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
