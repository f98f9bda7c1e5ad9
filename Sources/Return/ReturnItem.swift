/// An item of the return, by the name of its XML element; its Blade column is the same in lower case.
public enum ReturnItem: String, CaseIterable, Sendable {
    case surname = "Surname"
    case forename = "Forename"
    case birthDate = "PersonBirthDate"
    case sex = "Sex"
    case ethnicity = "Ethnicity"
    case postcode = "Postcode"
    case upn = "UPN"
    case uln = "UniqueLearnerNumber"
    case upnUnknown = "UPNunknown"
    case receivedDate = "ReceivedDate"
    case requestSource = "RequestSource"
    case rya = "RYA"
    case requestOutcomeDate = "RequestOutcomeDate"
    case requestOutcome = "RequestOutcome"
    case requestMediation = "RequestMediation"
    case requestTribunal = "RequestTribunal"
    case exported = "Exported"
    case assessmentOutcome = "AssessmentOutcome"
    case assessmentOutcomeDate = "AssessmentOutcomeDate"
    case assessmentMediation = "AssessmentMediation"
    case assessmentTribunal = "AssessmentTribunal"
    case otherMediation = "OtherMediation"
    case otherTribunal = "OtherTribunal"
    case week20 = "Week20"
    case startDate = "StartDate"
    case planRes = "PlanRes"
    case planWBP = "PlanWBP"
    case pb = "PB"
    case oa = "OA"
    case dp = "DP"
    case ceaseDate = "CeaseDate"
    case ceaseReason = "CeaseReason"
    case urn = "URN"
    case ukprn = "UKPRN"
    case senSetting = "SENsetting"
    case senSettingOther = "SENsettingOther"
    case placementRank = "PlacementRank"
    case senUnit = "SENunitIndicator"
    case resourcedProvision = "ResourcedProvisionIndicator"
    case transferLA = "TransferLA"
    case reviewMeeting = "ReviewMeeting"
    case reviewOutcome = "ReviewOutcome"
    case reviewDraft = "ReviewDraft"
    case phaseTransferDue = "PhaseTransferDueDate"
    case phaseTransferFinal = "PhaseTransferFinalDate"
    case lastReview = "LastReview"
    case entryDate = "EntryDate"
    case leavingDate = "LeavingDate"
    case res = "RES"
    case wbp = "WBP"
    case senType = "SENtype"
    case senTypeRank = "SENtypeRank"

    /// Where what stands in it comes from.
    public enum Holder: String, Sendable {
        case caseFile = "the case file"
        case child = "the child's record (`children`, `children-return`)"
        case ownFile = "the council's own file (--own)"
    }

    /// Its Blade column.
    public var column: String { rawValue.lowercased() }

    /// The first form that has it.
    public var since: Int {
        switch self {
        case .requestSource, .reviewDraft, .phaseTransferDue, .phaseTransferFinal: 2025
        default: 2024
        }
    }

    /// Whether it is a day.
    public var isDay: Bool {
        switch self {
        case .birthDate, .receivedDate, .requestOutcomeDate, .assessmentOutcomeDate, .startDate, .ceaseDate,
            .reviewMeeting,
            .reviewDraft, .phaseTransferDue, .phaseTransferFinal, .lastReview, .entryDate, .leavingDate:
            true
        default: false
        }
    }

    /// Who holds it.
    public var holder: Holder {
        switch self {
        case .startDate, .ceaseDate, .ceaseReason, .reviewMeeting, .reviewOutcome, .reviewDraft, .phaseTransferDue,
            .phaseTransferFinal, .lastReview, .urn, .ukprn, .senSetting, .senType, .senTypeRank, .placementRank:
            .caseFile
        case .birthDate, .sex, .ethnicity, .postcode, .upn, .uln, .upnUnknown: .child
        default: .ownFile
        }
    }
}
