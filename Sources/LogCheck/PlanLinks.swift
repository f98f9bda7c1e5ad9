import Contracts
import JSON
import Plan

/// A plan in sections as the check reads it: in the order of the law, each id once, each link to a need or an outcome. What
/// else a plan must be, whoever writes one is told; this is what every reader of the log relies on.
enum PlanLinks {
    /// What is wrong with it; nil when nothing is.
    static func fault(in bytes: [UInt8]) -> String? {
        let plan: Plan
        do throws(JSONError) { plan = try Plan(json: bytes) } catch { return "it is no plan: \(error)" }
        guard plan.why.contains(where: { !$0.isWhitespace }) else { return "it does not say why it was made" }
        let order = plan.sections.compactMap { PlanSection.allCases.firstIndex(of: $0.section) }
        guard zip(order, order.dropFirst()).allSatisfy(<) else { return "its sections are not in the order of the law" }
        var places: [PlanItemID: PlanSection] = [:]
        for section in plan.sections {
            for item in section.items ?? [] where places.updateValue(section.section, forKey: item.id) != nil {
                return "the id \(item.id) stands twice"
            }
        }
        for section in plan.sections {
            for item in section.items ?? [] {
                for need in item.needs ?? [] where ![.b, .c, .d].contains(places[need]) {
                    return "\(item.id) answers \(need), which is no need"
                }
                for outcome in item.outcomes ?? [] where places[outcome] != .e {
                    return "\(item.id) is for \(outcome), which is no outcome"
                }
            }
        }
        return nil
    }
}
