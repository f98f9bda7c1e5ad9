public import CaseFile
import Contracts
public import Statute

/// Why a child comes first among those whose work is due on the same day, as its council's model orders it. It rests on
/// what people set and record, and moves no date.
public struct Precedence: Equatable, Sendable {
    /// The reasons, the weightiest first.
    public let reasons: [String]
    /// Compared number by number: the lesser comes first.
    public let rank: [Int]

    /// Whether the child is among the most vulnerable, or at a key transition.
    public let isFirst: Bool

    /// The precedence of a case on that day. Without its model, what people set counts alone.
    public init(of file: CaseFile, model: ReviewModel?, on day: Day) {
        var reasons: [String] = []
        var rank: [Int] = []
        for priority in model?.priorities ?? [.mostVulnerable] {
            let reason = Precedence.reason(priority, file, model, day)
            if let reason { reasons.append(reason) }
            switch priority {
            case .longestWithoutUpdate: rank.append(file.lastUpdated.map { Int($0.number) } ?? .max)
            // Whom the council's list names comes before whom people have flagged otherwise.
            case .mostVulnerable:
                rank.append(reason == nil ? 2 : Precedence.vulnerabilities(of: file, model).isEmpty ? 1 : 0)
            default: rank.append(reason == nil ? 1 : 0)
            }
        }
        self.reasons = reasons
        self.rank = rank
        isFirst =
            !Precedence.vulnerabilities(of: file, model).isEmpty
            || Precedence.reason(.keyTransition, file, model, day) != nil
            || Precedence.reason(.phaseTransfer, file, model, day) != nil
    }

    /// Whether the first comes first; nil when neither does.
    public static func precedes(_ left: Precedence, _ right: Precedence) -> Bool? {
        left.rank == right.rank ? nil : left.rank.lexicographicallyPrecedes(right.rank)
    }

    /// A plan that was not written anew for so many years is said to be long without an update.
    public static let longYears = 3

    /// Why the child is among those whom the council's list names; empty when it is not.
    static func vulnerabilities(of file: CaseFile, _ model: ReviewModel?) -> [Vulnerability] {
        guard let plan = file.plan else { return [] }
        return (model?.mostVulnerable ?? Vulnerability.delivered).filter { listed in
            switch listed {
            // A setting whose number nobody recorded is one all the same.
            case .noSetting: plan.setting == nil && !plan.placement.isAtSetting
            case .locationProtected: file.contacts.contains(where: \.isLocationProtected)
            default: plan.priority?.contains { $0.rawValue == listed.rawValue } ?? false
            }
        }
    }

    private static func reason(
        _ priority: ReviewModel.Priority, _ file: CaseFile, _ model: ReviewModel?, _ day: Day
    ) -> String? {
        guard let plan = file.plan else { return nil }
        switch priority {
        case .phaseTransfer:
            guard let phase = plan.transfer, let year = plan.transferYear, !file.isTransferNamed,
                let planBy = Statute.transferPlanBy(phase, year: Int(year)), planBy.monthsAfter(-12) <= day
            else { return nil }
            return "moves \(phase.words) in \(year)"
        case .overdue:
            guard let due = file.reviewDue, due < day else {
                return nil
            }
            return "its twelve months have ended"
        case .mostVulnerable:
            let listed = vulnerabilities(of: file, model)
            if !listed.isEmpty { return "most vulnerable: \(Words.list(listed.map(\.words)))" }
            guard let flags = plan.priority, !flags.isEmpty else { return nil }
            return "flagged: \(Words.list(flags.map { $0.rawValue.replacing("-", with: " ") }))"
        case .keyTransition:
            guard let year = plan.year.map({ YearGroup(Int($0)) }),
                model?.kinds.contains(where: { $0.opening.yearGroups.contains(year) }) ?? false
            else { return nil }
            return "key transition: \(year)"
        case .longestWithoutUpdate:
            guard let updated = file.lastUpdated, updated.monthsAfter(longYears * 12) <= day else { return nil }
            return "plan last written in \(Day.monthNames[updated.parts.month - 1]) \(updated.year)"
        }
    }
}

extension CaseFile {
    /// When the plan was last written anew, as far as this file knows; nil when it does not.
    fileprivate var lastUpdated: Day? {
        reviews.last { $0.finalOutcome == .amended && $0.finalTold != nil }?.finalTold ?? plan?.made
    }
}
