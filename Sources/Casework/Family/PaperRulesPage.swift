/// The part of `docs/portal.md` that says who sees which paper, written from `PaperRule`.
public enum PaperRulesPage {
    /// The rules in their order.
    public static var rules: String {
        var text = "| rule | seen | when |\n| --- | --- | --- |\n"
        for rule in PaperRule.allCases {
            text += "| `\(rule.rawValue)` | \(rule.shows ? "yes" : "no") | \(rule.words) |\n"
        }
        return text
    }

    /// The stages that a family is told of, and what it is told of what comes next.
    public static var stages: String {
        var text = "| stage | what a family reads |\n| --- | --- |\n"
        for stage in FamilyStage.allCases { text += "| `\(stage.rawValue)` | \(stage.words) |\n" }
        text += "\n| step | what a family reads |\n| --- | --- |\n"
        for step in FamilyStep.What.allCases { text += "| `\(step.rawValue)` | \(step.words) … |\n" }
        return text
    }
}
