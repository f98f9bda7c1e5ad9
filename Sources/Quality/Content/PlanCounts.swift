import Contracts
public import Plan
public import Statute

extension PlanContent {
    /// The rules by which plans are read here: another number where they, or what a count means, change.
    public static let rules = "plan-content-2"

    /// What is counted of a plan, by name: kept in the log, where figures find it, and the text is not. `earlier` are the
    /// versions before it, oldest first; without one no outcome stands unchanged. `meetings` are the days of the reviews.
    public func counts(
        of plan: Plan, earlier: [Plan] = [], meetings: [Day] = []
    ) -> [(name: String, number: Int)] {
        func count(_ kinds: PlanFlag.Kind...) -> Int { flags.count { kinds.contains($0.kind) } }
        var counts: [(name: String, number: Int)] = [
            ("words", words), ("sentences", sentences),
            ("vague-in-thousand", Int((vagueInThousand ?? 0).rounded())),
            ("words-a-sentence", Int((wordsASentence ?? 0).rounded())),
            ("sections-missing", count(.sectionMissing)), ("needs", needs), ("needs-open", needs - needsFollowed),
            ("provisions", provisions), ("provisions-unlinked", count(.provisionWithoutNeed)),
            ("provisions-unspecified", provisions - specified), ("outcomes", outcomes),
            ("outcomes-without-provision", count(.outcomeWithoutProvision)),
            ("outcomes-unmeasurable", outcomes - outcomesMeasurable),
            ("outcomes-unchanged", PlanContent.unchangedOutcomes(plan, earlier.last)),
            ("outcomes-stale", PlanContent.staleOutcomes(plan, earlier, meetings)),
            ("adulthood-missing", count(.adulthoodMissing)), ("long-sentences", count(.longSentence)),
            ("abbreviations", count(.abbreviation)), ("form-words", count(.formWords)),
            ("reading-grade", Int((readingGrade ?? 0).rounded())),
            ("passive-in-hundred", sentences == 0 ? 0 : (100 * passives + sentences / 2) / sentences),
            ("pronouns-mixed", count(.pronounMixed)),
        ]
        // Where nobody else was known nothing is said, and not that there is none.
        if let otherChildren { counts.append(("other-children", otherChildren)) }
        return counts
    }

    /// Reviews that an outcome may stand through word for word before it is called stale.
    static let reviewsOfStale = 2

    /// How many outcomes stand word for word, under the same id, since before two or more review meetings.
    static func staleOutcomes(_ plan: Plan, _ earlier: [Plan], _ meetings: [Day]) -> Int {
        plan.items.count { section, item in
            guard section.items == .outcome else { return false }
            let same = earlier.reversed().prefix { before in
                before.items.contains { $0.section == section && $0.item.id == item.id && $0.item.text == item.text }
            }
            let since = (same.last ?? plan).made
            return meetings.count { $0 > since } >= reviewsOfStale
        }
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
