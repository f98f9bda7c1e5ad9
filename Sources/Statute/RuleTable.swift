/// A table of rules by which deadlines are reckoned: the law, or the law with one rule changed.
public struct RuleTable: Sendable {
    /// What reckoning reads of a rule: no text, so that a walk over the table copies nothing that is counted.
    struct Step: Sendable {
        let id: RuleID
        let trigger: Trigger
        let condition: Condition
        let counting: Counting
        let since: Day
        let until: Day?

        init(_ rule: Rule) {
            id = rule.id
            trigger = rule.trigger
            condition = rule.condition
            counting = rule.counting
            since = rule.since
            until = rule.until
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
    let steps: [Step]
    /// The readings that are shown beside each rule's own, as far as it has any.
    let readings: [[Rule.Reading]]

    /// The table of those rules, in their order.
    public init(_ rules: [Rule]) {
        self.rules = rules
        steps = rules.map { Step($0) }
        readings = rules.map { $0.readings.filter { !$0.isRefuted } }
    }

    /// The rule of that name; nil when the table has none.
    public subscript(_ id: RuleID) -> Rule? { rules.first { $0.id == id } }

    func step(_ id: RuleID) -> Step? { steps.first { $0.id == id } }

    /// The same with that rule in another's place, or left out: to see what notices.
    public func replacing(_ id: RuleID, by other: Rule?) -> RuleTable {
        RuleTable(rules.compactMap { $0.id == id ? other : $0 })
    }
}
