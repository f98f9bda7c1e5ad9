import Contracts
import Statute

/// A column of a caseload file: its name, what it means, what may stand in it.
struct ImportColumn: Sendable {
    /// The name in the first row.
    let name: String
    /// What it means.
    let meaning: String
    /// What may stand in it.
    let values: String
}

/// The columns of `plans.csv`.
enum PlanColumn: String, CaseIterable, Sendable {
    case id = "case"
    case born
    case planMade = "plan_made"
    case lastReviewDecision = "last_review_decision"
    case settingURN = "setting_urn"
    case placement
    case need
    case yearGroup = "year_group"
    case transferPhase = "transfer_phase"
    case transferYear = "transfer_year"
    case transferNamed = "transfer_named"
    case coordinator
    case model
    case priority
    case intervalMonths = "interval_months"
    // The open review.
    case reviewKind = "review_kind"
    case reviewOpened = "review_opened"
    case meetingArrangedFor = "meeting_arranged_for"
    case adviceCirculated = "advice_circulated"
    case meetingHeld = "meeting_held"
    case reportSent = "report_sent"
    case decisionSent = "decision_sent"
    case decisionOutcome = "decision_outcome"
    case noticeSent = "notice_sent"
    case finalSent = "final_sent"
    case finalOutcome = "final_outcome"

    /// Those that speak of the open review.
    static let ofReview: [PlanColumn] = [
        .reviewKind, .reviewOpened, .meetingArrangedFor, .adviceCirculated, .meetingHeld, .reportSent, .decisionSent,
        .decisionOutcome, .noticeSent, .finalSent, .finalOutcome,
    ]

    /// What it means and what may stand in it.
    var column: ImportColumn {
        let (meaning, values) = described
        return ImportColumn(name: rawValue, meaning: meaning, values: values)
    }

    private static let day = "YYYY-MM-DD or DD/MM/YYYY"

    private var described: (String, String) {
        switch self {
        case .id: ("The council's reference for the plan; required", "1 to 15 letters, digits, - _ .")
        case .born: ("The child's month of birth", "YYYY-MM")
        case .planMade: ("The day the plan was first made", Self.day)
        case .lastReviewDecision:
            ("The day the council sent the decision that ended the last review", Self.day)
        case .settingURN: ("The setting's unique reference number; empty when there is none", "six digits")
        case .placement: ("Where the child is educated", Self.words(Placement.self))
        case .need: ("The primary type of need, as SEN2 has it", Self.words(Need.self))
        case .yearGroup: ("The National Curriculum year of the child's class", "N, R or 0, 1 to 14")
        case .transferPhase: ("The transfer between phases that is due next", Self.words(TransferPhase.self))
        case .transferYear: ("The calendar year of that transfer", "YYYY")
        case .transferNamed: ("Whether the plan already names the setting after the transfer", "yes, no")
        case .coordinator: ("Which EHCP Coordinator holds the case: an id, never a name", "as C-07")
        case .model: ("The review model that holds for the child", "a file of seeds/models; empty: the council's")
        case .priority: ("What puts the child first among equals; several with ;", Self.words(PriorityFlag.self))
        case .intervalMonths:
            ("Months from one review to the next, when the plan itself stipulates fewer than twelve", "1 to 11")
        case .reviewKind: ("The kind of the open review", Self.words(ReviewKind.self))
        case .reviewOpened: ("The day the open review was opened", Self.day)
        case .meetingArrangedFor: ("The date of its meeting, as it was last arranged", Self.day)
        case .adviceCirculated: ("The day advice was sent to everyone invited", Self.day)
        case .meetingHeld: ("The day the meeting was held", Self.day)
        case .reportSent: ("The day the report of the meeting was sent", Self.day)
        case .decisionSent: ("The day the decision letter was sent to the family", Self.day)
        case .decisionOutcome: ("What was decided", Self.words(Outcome.self))
        case .noticeSent: ("The day the amendment notice was sent", Self.day)
        case .finalSent: ("The day the final plan, or the decision not to amend, was sent", Self.day)
        case .finalOutcome: ("How the amendment ended", Self.words(FinalOutcome.self))
        }
    }

    private static func words<Word: CaseIterable & RawRepresentable>(_: Word.Type) -> String
    where Word.RawValue == String {
        Word.allCases.map(\.rawValue).joined(separator: ", ")
    }
}

/// The columns of `people.csv`.
enum PersonColumn: String, CaseIterable, Sendable {
    case subject = "for"
    case party
    case name
    case address1, address2, address3, address4
    case postcode
    case email
    case child
    case format

    /// What it means and what may stand in it.
    var column: ImportColumn {
        switch self {
        case .subject:
            ImportColumn(
                name: rawValue, meaning: "Whom the row is about; required",
                values: "a case, setting:URN, coordinator:ID, team:health, team:social-care, team:manager")
        case .party:
            ImportColumn(
                name: rawValue, meaning: "Who it is in a case; for a case only", values: "parent, young-person")
        case .name: ImportColumn(name: rawValue, meaning: "The name as letters address it; required", values: "text")
        case .address1, .address2, .address3, .address4:
            ImportColumn(name: rawValue, meaning: "A line of the postal address", values: "text")
        case .postcode: ImportColumn(name: rawValue, meaning: "The postcode", values: "as BR1 3UH")
        case .email: ImportColumn(name: rawValue, meaning: "The e-mail address", values: "as name@example.org")
        case .child:
            ImportColumn(
                name: rawValue, meaning: "The child's first name, for letters to the family only", values: "text")
        case .format:
            ImportColumn(
                name: rawValue, meaning: "The format that letters should have",
                values: PersonColumn.formats.joined(separator: ", "))
        }
    }

    /// The formats that letters may have.
    static let formats = ["standard", "large-print", "easy-read"]
    /// What `for` may also be called.
    static let otherNames = ["case", "who"]
}
