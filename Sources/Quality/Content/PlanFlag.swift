public import Contracts

/// Something in a plan's text at which a person who audits it should look. It is never a judgement of the plan.
public struct PlanFlag: Hashable, Sendable {
    /// What is flagged.
    public enum Kind: String, CaseIterable, Sendable {
        /// A section that the law names is not there, or says nothing.
        case sectionMissing = "section-missing"
        /// A need to which no provision belongs.
        case needWithoutProvision = "need-without-provision"
        /// A need to which no outcome belongs.
        case needWithoutOutcome = "need-without-outcome"
        /// A provision that belongs to no need.
        case provisionWithoutNeed = "provision-without-need"
        /// An outcome for which there is no provision.
        case outcomeWithoutProvision = "outcome-without-provision"
        /// A special educational provision of which who, how often, or how long is not said.
        case provisionUnspecified = "provision-unspecified"
        /// Words that promise nothing that could be counted.
        case vague
        /// An outcome of which one cannot tell when, or by what, it is reached.
        case outcomeUnmeasurable = "outcome-unmeasurable"
        /// From Year 9: an area of adulthood of which sections A and E do not speak.
        case adulthoodMissing = "adulthood-missing"
        /// A sentence that is too long to be read at once.
        case longSentence = "long-sentence"
        /// Capitals that are nowhere written out.
        case abbreviation
        /// Words of a form that were left in.
        case formWords = "form-words"
        /// He of the child in one place and she in another.
        case pronounMixed = "pronoun-mixed"
        /// The name or reference of another child of the council.
        case otherChild = "other-child"
    }

    /// What.
    public let kind: Kind
    /// The section.
    public let section: PlanSection
    /// The item, where it is one's.
    public let item: PlanItemID?
    /// The words that are meant, or what is missing.
    public let what: String

    public init(_ kind: Kind, _ section: PlanSection, _ item: PlanItemID? = nil, _ what: String = "") {
        self.kind = kind
        self.section = section
        self.item = item
        self.what = what
    }

    /// In words, without the place.
    public var words: String {
        switch kind {
        case .sectionMissing: "the section is missing, or says nothing"
        case .needWithoutProvision: "no provision belongs to this need"
        case .needWithoutOutcome: "no outcome belongs to this need"
        case .provisionWithoutNeed: "this provision belongs to no need"
        case .outcomeWithoutProvision: "there is no provision for this outcome"
        case .provisionUnspecified: "not said: \(what)"
        case .vague: "“\(what)” promises nothing that can be counted"
        case .outcomeUnmeasurable: "not said: \(what)"
        case .adulthoodMissing: "sections A and E do not speak of \(what)"
        case .longSentence: "a sentence of \(what) words"
        case .abbreviation: "\(what) is nowhere written out"
        case .formWords: "“\(what)” reads like words of a form"
        case .pronounMixed: "“\(what)” here, and otherwise elsewhere"
        case .otherChild: "another child of the council is named here"
        }
    }
}
