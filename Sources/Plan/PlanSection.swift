public import Contracts

extension PlanSection {
    /// What it holds, as reg 12(1) names it, shortened.
    public var title: String {
        switch self {
        case .a: "Views, interests and aspirations of the child or young person and the parents"
        case .b: "Special educational needs"
        case .c: "Health needs related to the special educational needs"
        case .d: "Social care needs related to the special educational needs"
        case .e: "Outcomes sought"
        case .f: "Special educational provision"
        case .g: "Health provision"
        case .h1: "Social care provision under section 2 of the Chronically Sick and Disabled Persons Act 1970"
        case .h2: "Other social care provision"
        case .i: "Placement"
        case .j: "Personal budget"
        case .k: "Advice and information"
        }
    }

    /// "Section F: Special educational provision".
    public var heading: String { "Section \(rawValue): \(title)" }

    /// What its items are; nil of a section that is one text.
    public var items: Plan.Item.Kind? {
        switch self {
        case .b, .c, .d: .need
        case .e: .outcome
        case .f, .g, .h1, .h2: .provision
        case .k: .advice
        case .a, .i, .j: nil
        }
    }
}
