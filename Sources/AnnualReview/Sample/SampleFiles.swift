import CSV
import Contracts
import Statute

/// A sample caseload as the files that `annual-review import` reads.
struct SampleFiles {
    /// `plans.csv`.
    let plans: [UInt8]
    /// `people.csv`.
    let people: [UInt8]

    /// The columns of `plans.csv`.
    static let planColumns = [
        "case", "born", "plan_made", "last_review_decision", "setting_urn", "placement", "need", "year_group",
        "transfer_phase", "transfer_year", "transfer_named", "coordinator", "model", "priority", "rights_holder",
        "interval_months", "review_kind", "review_opened", "meeting_arranged_for", "advice_circulated", "meeting_held",
        "report_sent",
        "decision_sent", "decision_outcome", "notice_sent", "final_sent", "final_outcome",
    ]
    /// The columns of `people.csv`.
    static let peopleColumns = [
        "for", "party", "name", "address1", "address2", "address3", "address4", "postcode", "email", "child", "format",
    ]

    init(_ caseload: SampleCaseload) {
        var plans = CSVWriter()
        plans.append(Self.planColumns.map { .text($0) })
        for (place, child) in caseload.children.enumerated() { plans.append(Self.plan(child, place, caseload)) }
        self.plans = plans.bytes
        var people = CSVWriter()
        people.append(Self.peopleColumns.map { .text($0) })
        for (place, child) in caseload.children.enumerated() { people.append(Self.family(child, place)) }
        for setting in Set(caseload.children.compactMap(\.setting)).sorted(by: { $0.urn < $1.urn }) {
            people.append(
                Self.person(
                    "setting:\(setting.urn)", name: setting.name, street: "\(setting.number + 1) Example Street",
                    email: "setting-\(setting.urn)@example.org"))
        }
        let papers = InventedPapers()
        for id in caseload.coordinators {
            people.append(
                Self.person(
                    "coordinator:\(id)", name: papers.officer(id), street: "SEN Team, 1 Example Street",
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

    private static func plan(_ child: SampleChild, _ place: Int, _ caseload: SampleCaseload) -> [CSVCell] {
        let dates = child.dates
        func day(_ day: Day?) -> CSVCell { day.map { .text("\($0)") } ?? .empty }
        func word(_ text: String?) -> CSVCell { text.map { .text($0) } ?? .empty }
        return [
            .text(SampleCaseload.id(place)), .text("\(child.born)"),
            dates.isMadeUnknown ? "unknown" : day(dates.made),
            dates.isReviewedUnknown ? "unknown" : day(dates.reviewed),
            child.setting.map { .integer(Int($0.urn)) } ?? .empty, .text(child.placement.rawValue),
            .text(child.need.rawValue), yearGroup(child.year), word(child.transfer?.phase.rawValue),
            child.transfer.map { .integer($0.year) } ?? .empty, child.transfer == nil ? .empty : "no",
            .text(child.coordinator), .text(caseload.model), word(child.priority?.rawValue),
            .text(child.rightsHolder.rawValue), .empty,
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

    private static func family(_ child: SampleChild, _ place: Int) -> [CSVCell] {
        let id = SampleCaseload.id(place)
        let first = SampleNames.children[place % SampleNames.children.count]
        let last = SampleNames.families[place / 7 % SampleNames.families.count]
        let title = SampleNames.titles[place / 3 % SampleNames.titles.count]
        let isParent = child.rightsHolder == .parent
        return person(
            id, party: child.rightsHolder.rawValue, name: isParent ? "\(title) \(last)" : "\(first) \(last)",
            street: "\(place % 180 + 1) Example Street", email: "\(id.lowercased())@example.org",
            child: isParent ? first : nil,
            format: place % 97 == 0 ? "large-print" : !isParent && place % 11 == 0 ? "easy-read" : nil)
    }

    private static func person(
        _ whom: String, party: String? = nil, name: String, street: String, email: String, child: String? = nil,
        format: String? = nil
    ) -> [CSVCell] {
        func word(_ text: String?) -> CSVCell { text.map { .text($0) } ?? .empty }
        return [
            .text(whom), word(party), .text(name), .text(street), "Exampleton", .empty, .empty, "EX0 0ZZ",
            .text(email), word(child), word(format),
        ]
    }
}
