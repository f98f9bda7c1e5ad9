/// A module of the return: an element of its XML, and a file of its Blade export.
public enum ReturnModule: String, CaseIterable, Sendable {
    case person = "Person"
    case requests = "Requests"
    case assessment = "Assessment"
    case namedPlan = "NamedPlan"
    case planDetail = "PlanDetail"
    case activePlans = "ActivePlans"
    case placementDetail = "PlacementDetail"
    case senNeed = "SENneed"

    /// Its name in Blade files: `activeplans`.
    public var blade: String { rawValue.lowercased() }

    /// The column that numbers its rows.
    var key: String { "\(blade)tableid" }
    /// The column that says in which order they stand.
    var order: String { "\(blade)orderseqcolumn" }

    /// The module in which it stands; nil of a person, who stands in the return itself.
    public var parent: ReturnModule? {
        switch self {
        case .person: nil
        case .requests: .person
        case .assessment, .activePlans: .requests
        case .namedPlan: .assessment
        case .planDetail: .namedPlan
        case .placementDetail, .senNeed: .activePlans
        }
    }

    /// Its items, in the order in which they are written.
    public var items: [ReturnItem] {
        switch self {
        case .person: [.surname, .forename, .birthDate, .sex, .ethnicity, .postcode, .upn, .uln, .upnUnknown]
        case .requests:
            [
                .receivedDate, .requestSource, .rya, .requestOutcomeDate, .requestOutcome, .requestMediation,
                .requestTribunal, .exported,
            ]
        case .assessment:
            [
                .assessmentOutcome, .assessmentOutcomeDate, .assessmentMediation, .assessmentTribunal, .otherMediation,
                .otherTribunal, .week20,
            ]
        case .namedPlan: [.startDate, .planRes, .planWBP, .pb, .oa, .dp, .ceaseDate, .ceaseReason]
        case .planDetail: [.urn, .ukprn, .senSetting, .senSettingOther, .placementRank, .senUnit, .resourcedProvision]
        case .activePlans:
            [
                .transferLA, .reviewMeeting, .reviewOutcome, .reviewDraft, .phaseTransferDue, .phaseTransferFinal,
                .lastReview,
            ]
        case .placementDetail:
            [
                .urn, .ukprn, .senSetting, .senSettingOther, .placementRank, .entryDate, .leavingDate, .senUnit,
                .resourcedProvision, .res, .wbp,
            ]
        case .senNeed: [.senType, .senTypeRank]
        }
    }
}
