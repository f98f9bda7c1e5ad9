import CouncilFiles
import CSV
import Contracts
import Statute

/// A sample caseload as the files that `annual-review import` reads.
package struct SampleFiles {
    /// `plans.csv`.
    package let plans: [UInt8]
    /// `people.csv`.
    package let people: [UInt8]

    /// The columns of `plans.csv`.
    static let planColumns = PlanColumn.allCases.map(\.rawValue)
    /// The columns of `people.csv`.
    static let peopleColumns = PersonColumn.allCases.map(\.rawValue)

    package init(_ caseload: SampleCaseload) {
        var plans = CSVWriter()
        plans.append(Self.planColumns.map { .text($0) })
        for (place, child) in caseload.children.enumerated() { plans.append(Self.plan(child, place, caseload)) }
        self.plans = plans.bytes
        var people = CSVWriter()
        people.append(Self.peopleColumns.map { .text($0) })
        for (place, child) in caseload.children.enumerated() {
            for row in SampleFamily(child, place).rows { people.append(Self.row(row)) }
        }
        for setting in Set(caseload.children.compactMap(\.setting)).sorted(by: { $0.urn < $1.urn }) {
            people.append(
                Self.person(
                    "setting:\(setting.reference)", name: setting.name, street: "\(setting.number + 1) Example Street",
                    email: "setting-\(setting.reference)@example.org"))
        }
        let papers = InventedPapers()
        for id in caseload.coordinators {
            people.append(
                Self.person(
                    "officer:\(id)", name: papers.officer(id), street: "SEN Team, 1 Example Street",
                    email: "\(id.lowercased())@example.org"))
        }
        for (team, name) in [
            ("health", "Designated Clinical Officer"), ("social-care", "Children's Social Care"),
            ("manager", "SEN Service Manager"),
        ] {
            people.append(
                Self.person("team:\(team)", name: name, street: "2 Example Street", email: "\(team)@example.org"))
        }
        self.people = people.bytes
    }

    /// The transfer that is due next, or that there is none where one would be asked for.
    private static func transfer(_ child: SampleChild) -> String? {
        if let transfer = child.transfer { return transfer.phase.rawValue }
        // A file knows one year before Reception.
        let year = max(child.year, .nursery)
        let isAsked =
            TransferPhase.following(year) != nil || TransferPhase.following(theLastYearOfASchool: year) != nil
        return isAsked ? PlanColumn.noTransfer : nil
    }

    private static func plan(_ child: SampleChild, _ place: Int, _ caseload: SampleCaseload) -> [CSVCell] {
        let dates = child.dates
        func day(_ day: Day?) -> CSVCell { day.map { .text("\($0)") } ?? .empty }
        func word(_ text: String?) -> CSVCell { text.map { .text($0) } ?? .empty }
        let number: CSVCell = child.setting.map { .integer(Int($0.reference)) } ?? .empty
        let college = child.setting?.kind == .college
        return [
            .text(SampleCaseload.id(place)), .text("\(child.born)"),
            dates.isMadeUnknown ? "unknown" : day(dates.made),
            dates.isReviewedUnknown ? "unknown" : day(dates.reviewed),
            college ? .empty : number, college ? number : .empty, .text(child.placement.rawValue),
            .text(child.need.rawValue), yearGroup(child.year), word(transfer(child)),
            child.transfer.map { .integer($0.year) } ?? .empty, child.transfer == nil ? .empty : "no",
            .text(child.coordinator), .text(caseload.model), word(child.priority?.rawValue),
            .empty, .empty, .empty,
            dates.opened == nil ? .empty : .text(kind(child, caseload.model)),
            day(dates.opened), day(dates.arranged), day(dates.advice), day(dates.held), day(dates.report),
            day(dates.decided), word(dates.outcome?.rawValue), day(dates.notice), .empty, .empty,
        ]
    }

    private static func yearGroup(_ year: YearGroup) -> CSVCell {
        switch year.number {
        case ..<0: "N"
        case 0: "R"
        // There are no year groups beyond.
        case 15...: .empty
        default: .integer(year.number)
        }
    }

    private static func kind(_ child: SampleChild, _ model: String) -> String {
        let kinds: (ordinary: ReviewKind, transfer: ReviewKind) =
            switch model {
            case "bromley": (.progress, .transition)
            case "kensington-and-chelsea": (.annual, .transition)
            default: (.annual, .phaseTransfer)
            }
        return (child.transfer == nil ? kinds.ordinary : kinds.transfer).rawValue
    }

    private static func person(_ whom: String, name: String, street: String, email: String) -> [CSVCell] {
        row([
            .subject: whom, .name: name, .address1: street, .address2: "Exampleton", .postcode: "EX0 0ZZ",
            .email: email,
        ])
    }

    private static func row(_ cells: [PersonColumn: String]) -> [CSVCell] {
        PersonColumn.allCases.map { column in cells[column].map { .text($0) } ?? .empty }
    }
}
