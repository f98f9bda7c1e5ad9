/// A transfer between phases of education: the closed list of reg 2(1). A move between key stages inside one school is
/// none of them.
public enum TransferPhase: String, CaseIterable, Hashable, Sendable {
    case earlyYearsToSchool = "early-years-to-school"
    case infantToJunior = "infant-to-junior"
    case primaryToMiddle = "primary-to-middle"
    case primaryToSecondary = "primary-to-secondary"
    case middleToSecondary = "middle-to-secondary"
    case secondaryToPost16 = "secondary-to-post-16"

    /// The rule that sets the last day for the amended plan.
    @inlinable
    public var rule: RuleID { self == .secondaryToPost16 ? .ph2 : .ph1 }

    /// For people: "from primary to secondary school".
    public var words: String {
        switch self {
        case .earlyYearsToSchool: "from early years to school"
        case .infantToJunior: "from infant to junior school"
        case .primaryToMiddle: "from primary to middle school"
        case .primaryToSecondary: "from primary to secondary school"
        case .middleToSecondary: "from middle to secondary school"
        case .secondaryToPost16: "from secondary school to a post-16 institution"
        }
    }
}

/// A transfer that a child faces: its phase and the calendar year in which it takes place.
public struct Transfer: Hashable, Sendable {
    /// From what to what.
    public var phase: TransferPhase
    /// The calendar year of the move.
    public var year: Int

    /// The transfer of that phase in that calendar year.
    @inlinable
    public init(_ phase: TransferPhase, in year: Int) {
        self.phase = phase
        self.year = year
    }
}
