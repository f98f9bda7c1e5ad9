import Contracts
public import Plan

extension PlanContent {
    /// The rules by which plans are read here: another number where they, or what a count means, change.
    public static let rules = "plan-content-1"

    /// What is counted of a plan, by name: kept in the log, where figures find it, and the text is not. `before` is the version
    /// before it; without one no outcome stands unchanged.
    public func counts(of plan: Plan, before: Plan?) -> [(name: String, number: Int)] {
        func count(_ kinds: PlanFlag.Kind...) -> Int { flags.count { kinds.contains($0.kind) } }
        return [
            ("words", words), ("sentences", sentences),
            ("vague-in-thousand", Int((vagueInThousand ?? 0).rounded())),
            ("words-a-sentence", Int((wordsASentence ?? 0).rounded())),
            ("sections-missing", count(.sectionMissing)), ("needs", needs), ("needs-open", needs - needsFollowed),
            ("provisions", provisions), ("provisions-unlinked", count(.provisionWithoutNeed)),
            ("provisions-unspecified", provisions - specified), ("outcomes", outcomes),
            ("outcomes-without-provision", count(.outcomeWithoutProvision)),
            ("outcomes-unmeasurable", outcomes - outcomesMeasurable),
            ("outcomes-unchanged", PlanContent.unchangedOutcomes(plan, before)),
            ("adulthood-missing", count(.adulthoodMissing)), ("long-sentences", count(.longSentence)),
            ("abbreviations", count(.abbreviation)), ("form-words", count(.formWords)),
        ]
    }

    /// How many outcomes stand in the version before under the same id and word for word.
    static func unchangedOutcomes(_ plan: Plan, _ before: Plan?) -> Int {
        guard let before else { return 0 }
        func outcomes(_ plan: Plan) -> [(section: PlanSection, item: Plan.Item)] {
            plan.items.filter { $0.section.items == .outcome }
        }
        let old = Dictionary(outcomes(before).map { ($0.item.id, $0.item.text) }) { first, _ in first }
        return outcomes(plan).count { old[$0.item.id] == $0.item.text }
    }
}
