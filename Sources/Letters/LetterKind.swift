public import Contracts

extension LetterKind {
    /// Whether it tells of the decision of a review, or of what follows an amendment notice: the decision-writer writes
    /// it and keeps it. The notifier writes any other as it leaves.
    public var isOfDecision: Bool {
        switch self {
        case .decisionMaintain, .decisionAmend, .decisionCease, .finalPlan, .notAmended: true
        default: false
        }
    }

    /// The items by which the letter says that a document comes with it. A letter without them encloses nothing.
    public var enclosing: [String] {
        switch self {
        case .decisionAmend: ["4c.1", "4c.2", "4c.3"]
        case .finalPlan: ["4d.1"]
        default: []
        }
    }

    /// Whether the family may appeal from the day on which it is sent. From a decision to amend they cannot; the right
    /// comes with what follows it.
    public var carriesAppeal: Bool { isOfDecision && self != .decisionAmend }
}

/// How a letter is worded.
public enum LetterStyle: String, CaseIterable, Hashable, Sendable {
    /// In plain English.
    case ordinary
    /// The same facts in short sentences with pictures beside them, written by hand.
    case easyRead = "easy-read"

    /// The folder of its templates among the seeds, with a folder `parts` of what several of them say.
    public var folder: String {
        switch self {
        case .ordinary: "templates/letters"
        case .easyRead: "templates/easy-read"
        }
    }
}
