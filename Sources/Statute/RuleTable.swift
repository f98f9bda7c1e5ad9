/// A table of rules by which deadlines are reckoned: the law, or the law with one rule changed.
public struct RuleTable: Sendable {
    /// What reckoning reads of a rule: no text and no list, so that a walk over the table counts no references.
    struct Step: Sendable {
        let id: RuleID
        let trigger: Trigger
        let condition: Condition
        let counting: Counting
        let since: Day
        let until: Day?
        /// Where it stands in the table.
        let index: Int
        /// Whether days of other readings are shown beside its own.
        let hasReadings: Bool

        init(_ rule: Rule, _ index: Int) {
            id = rule.id
            trigger = rule.trigger
            condition = rule.condition
            counting = rule.counting
            since = rule.since
            until = rule.until
            self.index = index
            hasReadings = rule.readings.contains { !$0.isRefuted }
        }

        func isInForce(on day: Day?) -> Bool {
            guard let day else { return until == nil }
            return since <= day && day <= until ?? day
        }
    }

    /// The law.
    public static let law = RuleTable(RuleID.allCases.map(Statute.rule))

    /// The rules, in the order of their ids.
    public let rules: [Rule]
    /// The rules that have a day, and those that are duties alone.
    let dated: [Step]
    let duties: [Step]
    /// Those to which reckoning turns by name, because others take their day from them.
    let cyc1: Step?
    let cyc2: Step?
    let cus1: Step?
    let mov2: Step?
    let mov5: Step?
    let amd3: Step?
    let amd5: Step?

    /// The table of those rules, in their order.
    public init(_ rules: [Rule]) {
        self.rules = rules
        let steps = rules.enumerated().map { Step($0.element, $0.offset) }
        dated = steps.filter { $0.counting != .none }
        duties = steps.filter { $0.counting == .none }
        func step(_ id: RuleID) -> Step? { steps.first { $0.id == id } }
        cyc1 = step(.cyc1)
        cyc2 = step(.cyc2)
        cus1 = step(.cus1)
        mov2 = step(.mov2)
        mov5 = step(.mov5)
        amd3 = step(.amd3)
        amd5 = step(.amd5)
    }

    /// The rule of that name; nil when the table has none.
    public subscript(_ id: RuleID) -> Rule? { rules.first { $0.id == id } }

    func step(_ id: RuleID) -> Step? { dated.first { $0.id == id } }

    /// The same with that rule in another's place, or left out: to see what notices.
    public func replacing(_ id: RuleID, by other: Rule?) -> RuleTable {
        RuleTable(rules.compactMap { $0.id == id ? other : $0 })
    }
}
