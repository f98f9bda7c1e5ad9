public import Contracts
public import Statute

// What is not obvious here:
//
// - Rights that passed by law are held by the law, and not as somebody recorded before. What is recorded of a parent
//   counts again only while an assessment says that the young person lacks the capacity for the decisions of a review.
// - That they passed rests on the month of birth: with another month it counts for nothing, and is said anew.

/// By what the file knows who holds the rights.
public enum RightsBasis: Hashable, Sendable {
    /// As it was recorded of each contact.
    case asRecorded
    /// They passed to the young person with the end of compulsory school age (CFA 2014 s.83).
    case byAge
    /// They passed, and an assessment stands that the young person lacks the capacity (CFA 2014 s.80; SEND Regulations
    /// 2014, regs 63 to 65).
    case withoutCapacity
}

/// An assessment of the young person's capacity for one decision.
public struct CapacityAssessment: Hashable, Sendable {
    /// The decision.
    public let decision: CapacityDecision
    /// Whether the young person lacks the capacity for it.
    public let lacks: Bool
    /// The day of the assessment.
    public let assessed: Day
    /// The last day for assessing it again.
    public let againBy: Day
}

extension CaseFile {
    /// By what the file knows who holds the rights.
    public var rightsBasis: RightsBasis {
        guard haveRightsPassed else { return .asRecorded }
        return assessment(of: .annualReview)?.lacks == true ? .withoutCapacity : .byAge
    }

    /// Whether the rights have passed by age. Where a corrected month of birth leaves the young person past compulsory school
    /// age they do not go back to a parent until the scheduler has said so of that month too.
    private var haveRightsPassed: Bool {
        guard let born = plan?.born else { return false }
        var hasPassed = false
        for id in said where id.subject == .rightsPassed {
            if id.month == born { return true }
            hasPassed = true
        }
        guard hasPassed, let last = SchoolYear.compulsoryAgeEnds(bornIn: born) else { return false }
        return submissions.last { $0.kind == .planRecorded && $0.stands }.map { last < $0.recorded } ?? false
    }

    /// Whether that was said of the month of birth that is known now.
    func isSaidOfBirth(_ subject: Subject) -> Bool {
        guard let born = plan?.born else { return false }
        return said.contains(ConclusionID(subject, fact: .month(born)))
    }

    /// The latest assessment of the capacity for that decision; nil when there is none. Without one the young person has it
    /// (Mental Capacity Act 2005, s.1(2)).
    public func assessment(of decision: CapacityDecision) -> CapacityAssessment? {
        let report = submissions.last {
            $0.kind == .capacityAssessed && $0.stands && $0.capacityDecision == decision
        }
        guard let report, let againBy = report.date else { return nil }
        return CapacityAssessment(
            decision: decision, lacks: report.lacksCapacity, assessed: report.happened, againBy: againBy)
    }

    /// Those contacts, each holding the rights or not as the law has it since they passed.
    func asTheLawHasIt(_ recorded: [Contact]) -> [Contact] {
        let basis = rightsBasis
        guard basis != .asRecorded else { return recorded }
        // A parent holds them for a young person without the capacity where there is no representative (reg 64).
        let isRepresented = recorded.contains { $0.relation == .representative && $0.holdsRights }
        return recorded.map { contact in
            let isYoungPerson = contact.relation == .youngPerson
            return contact.holding(
                basis == .byAge
                    ? isYoungPerson
                    : !isYoungPerson && contact.holdsRights
                        && (!isRepresented || contact.relation == .representative))
        }
    }

    /// Whoever hears that the rights will pass, or have: the young person, and whoever holds them, or held them before.
    public var youngPersonAndHolders: [Contact] {
        let now = Set(rightsHolders.map(\.number))
        return recordedContacts.filter {
            $0.mayBeWrittenTo && ($0.relation == .youngPerson || $0.holdsRights || now.contains($0.number))
        }
    }

    /// Whether a message of that subject may be for that contact.
    func isOf(_ number: UInt8, _ subject: Subject) -> Bool {
        switch MessageKind.of(subject)?.contacts {
        case .youngPersonAndHolders?: youngPersonAndHolders.contains { $0.number == number }
        case .rightsHolders?: contact(number).map { $0.holdsRights && $0.mayBeWrittenTo } ?? false
        case nil: false
        }
    }
}
