import Contracts

/// Section F is not cut by the side door: what is provided less than it says is a change of the plan, with a notice, fifteen
/// days for the family and a right to appeal (SEND Regulations 2014, reg 22 and 28), and never a note beside it.
enum SideDoor {
    /// Words by which notes say that less is provided; a closed list, so that each can be looked at.
    static let less = [
        "fewer hours", "less support", "less help", "reduced to", "hours reduced", "hours are reduced", "reduction in",
        "reduced support", "support has ended", "support ended", "no longer provided", "no longer receives",
        "will no longer", "has been withdrawn", "cut to", "stopped providing", "instead of one to one",
        "instead of 1:1",
    ]

    /// The first of them that stand in a text; nil when none do.
    static func words(in text: String) -> String? {
        let plain = text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != ":" }.joined(separator: " ")
        return less.first { " \(plain) ".contains(" \($0) ") }
    }

    /// What is found of how a note says that provision stands to section F, and of the items that it names.
    static func findings(_ items: [PlanItemID]?, _ provides: ProvisionChange?) -> [Finding] {
        switch provides {
        case .less?: return [Finding(.sectionFCut, .text("less"))]
        case ProvisionChange.none?: return [Finding(.sectionFCut, .text("less, or nothing at all,"))]
        case .asPlanned?, .more?, nil: break
        }
        let known: [PlanSection] = [.e, .f]
        return items?.contains { known.contains($0.section) } == true ? [] : [Finding(.itemsUnnamed)]
    }
}
