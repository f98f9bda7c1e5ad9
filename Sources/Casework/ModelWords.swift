public import CaseFile
public import Contracts
public import Statute

/// What the model that holds for a plan calls people and kinds of review.
public struct ModelWords: Sendable {
    /// The model that holds; nil when it is not at hand.
    public let holding: ReviewModels.Holding?

    /// Nobody's own words.
    public init() { holding = nil }

    /// The words of the model that holds for that plan on that day.
    public init(of plan: PlanRecorded?, on day: Day, in models: ReviewModels) {
        holding = plan.flatMap { models.holding($0, on: day) }
    }

    /// The officer who decides: "SEND lead worker".
    public var coordinator: String { holding?.model.words.coordinator ?? "EHCP Coordinator" }

    /// Who, in the middle of a sentence: "the SEND lead worker".
    public func party(_ party: Party) -> String { party == .coordinator ? "the \(coordinator)" : Words.party(party) }

    /// Whoever is addressed, in the middle of a sentence; a contact by what it is to the child, and by its number where
    /// there are several.
    public func addressee(_ addressee: Addressee, in file: CaseFile) -> String {
        if case .party(let named) = addressee { party(named) } else { Words.addressee(addressee, in: file) }
    }

    /// A kind of review, by the model's own title.
    public func kind(_ kind: ReviewKind?) -> String {
        let id = ReviewKindID(rawValue: (kind ?? .annual).rawValue)
        return holding?.model.kind(id)?.title ?? Words.kind(kind)
    }

    /// What the council calls the plan, where that is not everybody's word.
    public var planWords: String {
        guard let plan = holding?.model.words.plan, plan != "EHC plan" else { return "" }
        return " The council calls the plan \u{201C}\(plan)\u{201D}."
    }

    /// What the model asks for at a review that is open: the choice of its kind, the forms, what is kept beside the plan,
    /// all that is beyond the law, and how quality is assured.
    public func asked(of review: Review) -> [String] {
        guard let model = holding?.model else { return [] }
        var all: [String] = []
        if !review.kindChosen { all.append("The kind is proposed. \(ModelSentences.chosen(by: model)).") }
        if !model.forms.isEmpty {
            all.append("Asked for: \(model.forms.map(ModelSentences.form).joined(separator: "; ")).")
        }
        for setting in ModelSetting.allCases where model.isStricter(setting) {
            let demand = setting.invariant
            let own = model.beyondTheLaw(setting).map { $0.replacing("-", with: " ") }
            let words =
                own.isEmpty
                ? "\(ModelSentences.value(setting, model[setting])); the law: \(ModelSentences.value(setting, demand.value))"
                : "also \(own.joined(separator: ", "))"
            all.append("Beyond the law, \(demand.title): \(words) (\(demand.rule)).")
        }
        if let quality = model.quality { all.append("\(Words.sentence(quality)).") }
        return all
    }

    /// Days within which a request for an early review, or a disagreement, is answered.
    public var answerDays: Int { holding?.model.earlyRequestAnswerDays ?? EarlyRequest.answerDays }

    /// Days that the family has to answer an amendment notice, from its service.
    public var representationDays: Int { holding?.model.representationDays ?? Statute.Limit.representationDays }

    /// Days before the decision is due from which a draft waits though no report is in.
    public var draftDays: Int { holding?.model.draftDaysBeforeDecision ?? ReviewModel.usualDraftDays }

    /// How long before it is to arrive a letter is ordered that a supplier makes.
    public var supplierDays: SupplierDays { holding?.model.supplierDays ?? .usual }

    /// Months to the child's next review, as the model plans; nil when nobody can say.
    public func cycleMonths(of file: CaseFile) -> Int? {
        guard let plan = file.plan, let start = file.lastReviewed ?? plan.made else { return nil }
        return holding?.model.cycle.months(from: start, isFirst: file.lastReviewed == nil, bornIn: plan.born)
    }

    /// Which model holds, and since when: "bromley since 1 Sep 2026 (pilot “Lighter reviews”)".
    public func model(named name: String, on day: Day) -> String {
        guard let holding else { return name }
        guard let pilot = holding.pilot else { return "\(name) (\(holding.model.name))" }
        if let since = holding.since {
            return "\(holding.model.id) since \(since.short) (pilot \u{201C}\(pilot.name)\u{201D})"
        }
        let why =
            day < pilot.since
            ? "the pilot \u{201C}\(pilot.name)\u{201D} begins on \(pilot.since.short)"
            : "not in the cohort of the pilot \u{201C}\(pilot.name)\u{201D}"
        return "\(holding.model.id) (\(why))"
    }
}
