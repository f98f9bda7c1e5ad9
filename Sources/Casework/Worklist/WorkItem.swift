public import CaseFile
public import Contracts
public import Statute

/// One thing to do in a case, as it stands on somebody's list.
public struct WorkItem: Sendable {
    public let id: CaseID
    public let step: NextStep
    /// What people set so that the child comes first.
    public let priority: [PriorityFlag]
    /// Why the child comes first among equals.
    public let precedence: Precedence
    /// The day since which the family has waited for its next review to be complete: that of the last, or of the plan.
    public let waitsSince: Day?

    public init(_ id: CaseID, _ step: NextStep, in file: CaseFile, precedence: Precedence) {
        self.id = id
        self.step = step
        priority = file.plan?.priority ?? []
        self.precedence = precedence
        waitsSince = file.lastReviewed ?? file.plan?.made
    }

    /// Whether that is the same line of the same case.
    func isSame(as other: WorkItem) -> Bool { id == other.id && step == other.step }

    /// Where it stands on that day.
    public func group(on day: Day) -> WorkGroup {
        guard let by = step.by else { return .undated }
        if by < day { return .late }
        return by - day <= WorkGroup.reachDays ? .inReach : .coming
    }
}

/// What a person can still do about a thing.
public enum WorkGroup: String, CaseIterable, Sendable {
    /// It can still be in time, if it is done within seven days.
    case inReach = "in-reach"
    /// Its day has passed.
    case late
    /// No day is known for it.
    case undated
    /// It is due later.
    case coming

    /// How many days ahead is in reach: so that on a Monday the next Monday is.
    public static let reachDays = 7

    /// In words: "late".
    public var words: String {
        switch self {
        case .inReach: "can still be in time this week"
        case .late: "late"
        case .undated: "without a day"
        case .coming: "to come"
        }
    }
}
