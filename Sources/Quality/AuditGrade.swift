public import Contracts

/// How a criterion is met.
public enum AuditMark: String, CaseIterable, Sendable {
    case met
    case partly
    case not
    /// It does not apply to this child or review: it counts neither for nor against.
    case notApplicable = "not-applicable"

    /// Halves of the weight that count for it; nil where it does not count.
    var halves: Int? {
        switch self {
        case .met: 2
        case .partly: 1
        case .not: 0
        case .notApplicable: nil
        }
    }
}

/// The grade of an audit, as it follows from its marks: nobody chooses it.
public struct AuditGrade: Equatable, Sendable {
    /// What it comes to.
    public let grade: Grade
    /// The share of the weights that count, in hundredths, rounded down.
    public let share: Int
    /// The criteria that are not met and limit the grade, whether or not it would be better without them.
    public let cappedBy: [String]

    /// Why marks have no grade.
    public enum Refusal: Error, Equatable, Sendable {
        /// There is no such criterion in the framework.
        case unknown(String)
        /// These criteria have no mark.
        case unmarked([String])
        /// No criterion applies: there is nothing to grade.
        case nothingApplies
    }

    /// Of a mark for each criterion of the framework.
    public init(_ marks: [String: AuditMark], by framework: QualityFramework) throws(Refusal) {
        if let unknown = marks.keys.filter({ framework[$0] == nil }).min() { throw .unknown(unknown) }
        let unmarked = framework.criteria.map(\.name).filter { marks[$0] == nil }
        guard unmarked.isEmpty else { throw .unmarked(unmarked) }
        var halves = 0
        var possible = 0
        var best = Grade.outstanding
        var cappedBy: [String] = []
        for criterion in framework.criteria {
            guard let mark = marks[criterion.name], let part = mark.halves else { continue }
            halves += part * criterion.weight
            possible += 2 * criterion.weight
            if let cap = criterion.cap, mark == .not {
                best = min(best, cap)
                cappedBy.append(criterion.name)
            }
        }
        guard possible > 0 else { throw .nothingApplies }
        share = 100 * halves / possible
        grade = min(best, AuditGrade.grade(share, framework.thresholds))
        self.cappedBy = cappedBy
    }

    private static func grade(_ share: Int, _ thresholds: QualityFramework.Thresholds) -> Grade {
        if share >= thresholds.outstanding { return .outstanding }
        if share >= thresholds.good { return .good }
        return share >= thresholds.requiresImprovement ? .requiresImprovement : .inadequate
    }
}
