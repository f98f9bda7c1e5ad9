import Contracts
import Statute

/// A column of a caseload file: its name, what it means, what may stand in it.
package struct ImportColumn: Sendable {
    /// The name in the first row.
    package let name: String
    /// What it means.
    package let meaning: String
    /// What may stand in it.
    package let values: String
}

/// The columns of `plans.csv`.
package enum PlanColumn: String, CaseIterable, Sendable {
    case id = "case"
    case born
    case planMade = "plan_made"
    case lastReviewDecision = "last_review_decision"
    case settingURN = "setting_urn"
    case settingUKPRN = "setting_ukprn"
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
    // The move of a child whose plan another council had made.
    case movedIn = "moved_in"
    case movedInTold = "moved_in_told"
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

    /// Those of which an emptied cell takes back what it said before.
    static let ofReports: [PlanColumn] = ofReview + [.movedIn]

    /// What stands in `transfer_phase` when somebody was asked and no transfer follows.
    package static let noTransfer = "none"

    /// Those that hold days.
    static let days: [PlanColumn] = [
        .planMade, .lastReviewDecision, .movedIn, .movedInTold, .reviewOpened, .meetingArrangedFor, .adviceCirculated,
        .meetingHeld,
        .reportSent,
        .decisionSent, .noticeSent, .finalSent,
    ]

    /// What it means and what may stand in it.
    package var column: ImportColumn {
        let (meaning, values) = described
        return ImportColumn(name: rawValue, meaning: meaning, values: values)
    }

    private static let day = "YYYY-MM-DD or DD/MM/YYYY"

    private var described: (String, String) {
        switch self {
        case .id: ("The council's reference for the plan; required", "1 to 15 letters, digits, - _ .")
        case .born: ("The child's month of birth", "YYYY-MM, or as Mar-15")
        case .planMade: ("The day the plan was first made", Self.day)
        case .lastReviewDecision:
            ("The day the council sent the decision that ended the last review", Self.day)
        case .settingURN: ("The setting's unique reference number; empty when there is none", "six digits")
        case .settingUKPRN:
            (
                "The setting's UK provider reference number, for one that has no URN, as colleges; beside a URN it does "
                    + "not count", "eight digits, the first a 1"
            )
        case .placement: ("Where the child is educated", Self.words(Placement.self))
        case .need: ("The primary type of need, as SEN2 has it", Self.words(Need.self))
        case .yearGroup: ("The National Curriculum year of the child's class", "N, R or 0, 1 to 14")
        case .transferPhase:
            (
                "The transfer between phases that is due next; none: somebody asked, and no transfer follows from the child's "
                    + "year group", Self.words(TransferPhase.self) + ", none"
            )
        case .transferYear: ("The calendar year of that transfer", "YYYY")
        case .transferNamed: ("Whether the plan already names the setting after the transfer", "yes, no")
        case .coordinator: ("Which EHCP Coordinator holds the case: an id, never a name", "as C-07")
        case .model: ("The review model that holds for the child", "a file of seeds/models; empty: the council's")
        case .priority: ("What puts the child first among equals; several with ;", Self.words(PriorityFlag.self))
        case .intervalMonths:
            ("Months from one review to the next, when the plan itself stipulates fewer than twelve", "1 to 11")
        case .movedIn:
            (
                "The day on which the plan was transferred from another council, of a child who moved in; plan_made and "
                    + "last_review_decision are then that council's days (reg 15)", Self.day
            )
        case .movedInTold:
            ("The day on which the family was told in writing of the transfer, and when the plan is reviewed", Self.day)
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
package enum PersonColumn: String, CaseIterable, Sendable {
    case subject = "for"
    // What stands in the case's file, without a name.
    case contact
    case relation
    case holdsRights = "holds_rights"
    case mayBeWrittenTo = "may_be_written_to"
    case maySee = "may_see"
    case locationProtected = "location_protected"
    // The person.
    case name
    case address1, address2, address3, address4
    case postcode
    case email
    case language
    case format
    case channels
    case emailVerifiedBy = "email_verified_by"
    case emailVerifiedOn = "email_verified_on"
    case emailChangedOn = "email_changed_on"
    case addressChangedOn = "address_changed_on"
    // The child, on any one row of the case.
    case child
    case childLegalName = "child_legal_name"
    case childBorn = "child_born"
    // What statutory returns ask of the child.
    case sex
    case ethnicity
    case upn
    case upnReason = "upn_reason"
    case uln
    case homePostcode = "home_postcode"

    /// Those that speak of a contact.
    static let ofContact: [PersonColumn] = [
        .contact, .relation, .holdsRights, .mayBeWrittenTo, .maySee, .locationProtected,
    ]
    /// Those that speak of the child, not of whoever is told.
    static let ofChild: [PersonColumn] = [
        .child, .childLegalName, .childBorn, .sex, .ethnicity, .upn, .upnReason, .uln, .homePostcode,
    ]

    /// What it means and what may stand in it.
    package var column: ImportColumn {
        let (meaning, values) = described
        return ImportColumn(name: rawValue, meaning: meaning, values: values)
    }

    private var described: (String, String) {
        switch self {
        case .subject:
            (
                "Whom the row is about; required",
                "a case, setting:NUMBER (URN or UKPRN), officer:ID, team:health, team:social-care, team:manager"
            )
        case .contact:
            ("The contact's number within the case, never given to another", "1 to 255; empty: 1, on one row of a case")
        case .relation: ("What the contact is to the child", words(Relation.self) + "; empty: parent")
        case .holdsRights:
            (
                "Whether the contact holds the rights that the law gives for this plan",
                "yes, no; empty: yes for a parent, unless a young person of the case says yes; no for others. Past compulsory "
                    + "school age the rights are the young person's, whatever it says, unless an assessment of the capacity is "
                    + "recorded"
            )
        case .mayBeWrittenTo:
            ("Whether anything may be sent to the contact; no is a decision not to tell", "yes, no; empty: yes")
        case .maySee:
            ("What the contact may see", words(Sight.self) + "; empty: everything for who holds rights, else own")
        case .locationProtected:
            ("Whether where the child is must be kept from this contact", "yes, no; empty: no")
        case .name: ("The name as letters address it; required", "text")
        case .address1, .address2, .address3, .address4: ("A line of the postal address", "text")
        case .postcode: ("The postcode", "as BR1 3UH")
        case .email: ("The e-mail address", "as name@example.org")
        case .language: ("The language that the person reads best, by its code of ISO 639", "as pl")
        case .format: ("The format that letters should have", PersonColumn.formats.joined(separator: ", "))
        case .channels:
            ("By which channels the person wants to be told, first choice first; several with ;", "as email;folder")
        case .emailVerifiedBy:
            (
                "Who verified that the e-mail address is the person's own; codes to sign in go to a verified address alone",
                "the id of an officer, as C-07; empty: nobody did"
            )
        case .emailVerifiedOn: ("The day of that", "YYYY-MM-DD or DD/MM/YYYY")
        case .emailChangedOn:
            (
                "The day on which the address took the place of another; no code goes to it for "
                    + "\(Person.daysAfterChange) days from then",
                "YYYY-MM-DD or DD/MM/YYYY; empty: it took no other's place"
            )
        case .addressChangedOn:
            (
                "The day on which the postal address took the place of another; no letter with a code goes to it for "
                    + "\(Person.daysAfterChange) days from then",
                "YYYY-MM-DD or DD/MM/YYYY; empty: it took no other's place"
            )
        default: describedOfChild
        }
    }

    private var describedOfChild: (String, String) {
        switch self {
        case .child: ("The name that letters call the child by; on any one row of the case", "text")
        case .childLegalName: ("The child's name in law, where it is another", "text")
        case .childBorn: ("The child's day of birth", "YYYY-MM-DD or DD/MM/YYYY")
        case .sex: ("The child's sex, as SEN2 writes it; for returns alone", words(Sex.self))
        case .ethnicity: ("The child's ethnicity, by the DfE's code; for returns alone", "as WBRI")
        case .upn: ("The unique pupil number; for returns alone", "a check letter and twelve digits")
        case .upnReason: ("Why there is no UPN, by the DfE's code; for returns alone", "as UN1")
        case .uln: ("The unique learner number; for returns alone", "ten digits, the last a check digit")
        case .homePostcode: ("The postcode of the child's home; for returns alone", "as BR1 3UH")
        default: ("", "")
        }
    }

    private func words<Word: CaseIterable & RawRepresentable>(_: Word.Type) -> String where Word.RawValue == String {
        Word.allCases.map(\.rawValue).joined(separator: ", ")
    }

    /// The formats that letters may have.
    static let formats = LetterFormat.allCases.map(\.rawValue)
    /// What columns may also be called, as files once called them.
    static let otherNames = ["case": subject, "who": subject, "party": relation]
}

extension PlanColumn {
    /// Columns of earlier files that would now say something else, and what to do about each.
    static let gone = [
        "rights_holder":
            "the column rights_holder no longer says this: who holds the rights stands with each contact in people.csv: there "
            + "give a young person who holds them relation young-person and holds_rights yes"
    ]
}
