public import Statute

/// What happens next, or until when a family may do something: in plain words, with its last day and the rule behind it.
public struct FamilyStep: Hashable, Sendable {
    /// What.
    public let what: What
    /// The last day for it; nil where nobody can say.
    public let by: Day?
    /// The rule behind that day; nil where none of the law is.
    public let rule: RuleID?
    /// How many days late it is; nil while it is not, and of what the family may do.
    public let daysLate: Int?

    /// What a family is told of, each in the words of a page.
    public enum What: String, CaseIterable, Sendable {
        case nextReview = "next-review"
        case arrangeMeeting = "arrange-meeting"
        case papers
        case meeting
        case decision
        case answerChanges = "answer-changes"
        case finalPlan = "final-plan"
        case appeal

        /// As the beginning of a sentence that ends with a day.
        public var words: String {
            switch self {
            case .nextReview: "The next review is to be finished by"
            case .arrangeMeeting: "The review meeting is to be held by"
            case .papers: "You are to have the papers for the meeting by"
            case .meeting: "The review meeting is on"
            case .decision: "The council must write to you with its decision by"
            case .answerChanges: "You can say what you think of the proposed changes until"
            case .finalPlan: "The council must send the final plan, or say that it will not change it, by"
            case .appeal: "You can appeal until at least"
            }
        }

        /// Whether it is something that the family may do, and nobody owes.
        var isRight: Bool { self == .answerChanges || self == .appeal }
    }

    init(_ what: What, by: Day?, rule: RuleID?, on today: Day) {
        self.what = what
        self.by = by
        self.rule = rule
        daysLate = what.isRight ? nil : by.flatMap { $0 < today ? today - $0 : nil }
    }

    init(_ what: What, _ deadline: Deadline?, on today: Day) {
        self.init(what, by: deadline?.due, rule: deadline?.rule, on: today)
    }

    /// As a sentence: "The council must write to you with its decision by 29 November 2024. That is three days late."
    public var sentence: String {
        guard let by else { return "\(what.words) a day that we cannot say yet." }
        let late = daysLate.map { " It is \(Deadline.count($0, "day")) late." } ?? ""
        return "\(what.words) \(by.inWords).\(late)"
    }
}
