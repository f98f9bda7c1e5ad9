import Contracts

/// What somebody of the council may do at the desk.
enum Right: String, CaseIterable, Sendable {
    /// See their own list of what is to be done.
    case list
    /// See how much everybody has to do, and for how long it has waited.
    case load
    /// See what did not reach whoever it was for.
    case unsent
    /// Open a case: their own, and others with a reason that is kept.
    case openCase
    /// Open papers, plans and letters of a case.
    case openDocument
    /// Record what happened. What kind of thing is for whom to say stands with each kind of event.
    case record
    /// Decide, and finish an amendment.
    case decide
    /// See who opened a case.
    case whoLooked

    /// The roles that have it, in the order of the lists: the one table.
    var roles: [Role] {
        switch self {
        case .list: [.coordinator, .manager, .deputy, .qualityLead, .safeguardingLead]
        case .load: [.manager, .deputy, .qualityLead]
        case .unsent: [.coordinator, .manager, .deputy, .safeguardingLead, .operator]
        case .openCase:
            [.coordinator, .manager, .deputy, .qualityLead, .safeguardingLead, .auditor, .readOnly]
        case .openDocument: [.coordinator, .manager, .deputy, .qualityLead, .safeguardingLead, .auditor]
        case .record: [.coordinator, .manager, .deputy, .qualityLead, .safeguardingLead, .auditor]
        case .decide: [.coordinator, .manager, .deputy]
        case .whoLooked: [.coordinator, .manager, .deputy, .qualityLead, .safeguardingLead]
        }
    }

    /// What is not for somebody, in the middle of a sentence.
    var words: String {
        switch self {
        case .list: "a list of what is to be done"
        case .load: "how much everybody has to do"
        case .unsent: "what did not reach whoever it was for"
        case .openCase: "opening a case"
        case .openDocument: "opening papers"
        case .record: "recording"
        case .decide: "deciding"
        case .whoLooked: "who opened a case"
        }
    }
}

extension Role {
    func may(_ right: Right) -> Bool { right.roles.contains(self) }

    /// Whether somebody may open papers that are for that: what was written about a child's safety the safeguarding lead alone.
    func mayOpen(_ role: DocumentRole) -> Bool {
        may(.openDocument) && (role != .safetyConcern || self == .safeguardingLead)
    }

    /// As pages say it: "quality lead".
    var words: String { rawValue.replacing("-", with: " ") }
}
