import Contracts
import Statute

/// A look at a case as a family is shown it: by team and purpose, never by person.
struct Looks: Equatable, Sendable {
    let day: Day
    let team: String
    let purpose: String

    /// How many are shown.
    static let most = 100

    /// What a contact is shown of who looked: never what anybody of the family opened, nor what was opened for safeguarding or by
    /// social care after the last day that the safeguarding lead `released`.
    static func shown(_ records: [AccessRecord], to contact: UInt8, released: Day? = nil) -> [Looks] {
        records.compactMap { record in
            guard case .person(let person) = record.by, let team = team(person.role) else { return nil }
            let day = London.day(unixSeconds: record.at / 1_000)
            let isHeldBack =
                record.why == .safeguarding || person.role == .safeguardingLead || person.role == .socialCare
            if isHeldBack { guard let released, day <= released else { return nil } }
            return Looks(day: day, team: team, purpose: purpose(record.why))
        }
    }

    /// The team that somebody of that role works in; nil of whose looks are not shown.
    private static func team(_ role: Role) -> String? {
        switch role {
        case .coordinator, .manager, .deputy, .operator, .readOnly: "The council\u{2019}s SEN team"
        case .qualityLead, .auditor: "The council\u{2019}s quality team"
        case .setting: "The school or setting"
        case .health: "Health"
        case .safeguardingLead: "Safeguarding"
        case .socialCare: "Social care"
        case .family: nil
        }
    }

    private static func purpose(_ ground: AccessRecord.Ground) -> String {
        switch ground {
        case .ownCase: "to work on the case"
        case .cover: "to stand in for a colleague"
        case .familyAsked: "because the family asked"
        case .complaint: "for a complaint"
        case .audit: "to check quality"
        case .oversight: "to oversee the work"
        case .systemCheck: "to check that the system works"
        case .ownFile: "as their own file"
        case .ownPupil: "for a pupil of theirs"
        case .safeguarding: "to keep a child safe"
        }
    }
}
