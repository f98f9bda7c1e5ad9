/// The name of one rule in the table, as the project's papers, letters and alarms cite it.
public enum RuleID: String, CaseIterable, Hashable, Sendable {
    // The cycle.
    case cyc1 = "CYC-1"
    case cyc2 = "CYC-2"
    case cyc3 = "CYC-3"
    case cyc4 = "CYC-4"
    case cyc5 = "CYC-5"
    case cyc8 = "CYC-8"
    case cyc10 = "CYC-10"
    // Before and at the meeting.
    case mtg1 = "MTG-1"
    case mtg2 = "MTG-2"
    case mtg3 = "MTG-3"
    case mtg4 = "MTG-4"
    // After the meeting.
    case rep1 = "REP-1"
    case dec1 = "DEC-1"
    case dec2 = "DEC-2"
    case amd1 = "AMD-1"
    case amd2 = "AMD-2"
    case amd3 = "AMD-3"
    case amd4 = "AMD-4"
    case amd5 = "AMD-5"
    case amd6 = "AMD-6"
    case amd7 = "AMD-7"
    // Phase transfer.
    case ph1 = "PH-1"
    case ph2 = "PH-2"
    case ph3 = "PH-3"
    case ph4 = "PH-4"
    // Appeal and mediation.
    case app1 = "APP-1"
    case app2 = "APP-2"
    case app3 = "APP-3"
    case med1 = "MED-1"
    // The council's own policy.
    case pol1 = "POL-1"
}

/// The day or duty from which a rule counts.
public enum Trigger: String, CaseIterable, Hashable, Sendable {
    case planMade, lastReviewed, reviewDue, meeting, decision, noticeSent, noticeServed, transfer, decisionLetterSent
    case certificateIssued
    case cycleStart, earlyReviewRequested, approachDisagreed

    /// How a sentence names it, before "on" and the day: "the meeting", "the amendment notice was sent".
    public var words: String {
        switch self {
        case .planMade: "the plan was first made"
        case .lastReviewed: "the decision that ended the last review was sent"
        case .reviewDue: "the review is due"
        case .meeting: "the meeting"
        case .decision: "the decision"
        case .noticeSent: "the amendment notice was sent"
        case .noticeServed: "the amendment notice was served"
        case .transfer: "the transfer"
        case .decisionLetterSent: "the decision was sent"
        case .certificateIssued: "the mediation certificate was issued"
        case .cycleStart: "the plan was made or last reviewed"
        case .earlyReviewRequested: "an early review was asked for"
        case .approachDisagreed: "the kind of review was chosen without agreement"
        }
    }
}

/// The way in which a rule counts, with its number (`Counting.swift` does the counting).
public enum Counting: Hashable, Sendable {
    /// Within that many weeks after the trigger, which is day 0.
    case weeksAfter(Int)
    /// At least that many weeks before the trigger.
    case weeksBefore(Int)
    /// At least that many days beginning with the trigger, which is day 1: a floor, not a limit.
    case daysBeginning(Int)
    /// Within that many months after the trigger: the corresponding date, or the last day of a shorter month.
    case monthsAfter(Int)
    /// In the period of that many months starting with the trigger, which is day 1.
    case periodStarting(months: Int)
    /// At least that many months before the trigger.
    case monthsBefore(Int)
    /// Before that day of the trigger's calendar year: the day before it is the last in time.
    case before(month: Int, day: Int)
    /// On the same day as that other rule, of which it is part.
    case with(RuleID)
    /// The earlier of two other rules.
    case earlierOf(RuleID, RuleID)
    /// A duty or a principle without a day of its own.
    case none

    /// The last day in time for a trigger on that day (the last day of the floor for `daysBeginning`); nil where the
    /// rule takes its day from other rules or has none.
    @inlinable
    public func last(from trigger: Day) -> Day? {
        switch self {
        case .weeksAfter(let weeks): trigger.weeksAfter(weeks)
        case .weeksBefore(let weeks): trigger.weeksBefore(weeks)
        case .daysBeginning(let days): trigger.lastOfDaysBeginning(days)
        case .monthsAfter(let months): trigger.monthsAfter(months)
        case .periodStarting(let months): trigger.lastDayOfPeriodStarting(months: months)
        case .monthsBefore(let months): trigger.monthsAfter(-months)
        case .before(let month, let day): Day(trigger.year, month, day).map { $0 - 1 }
        case .with, .earlierOf, .none: nil
        }
    }
}

/// Who owes something under a rule, or must be told.
public enum DutyHolder: String, CaseIterable, Hashable, Sendable {
    case localAuthority = "local authority"
    case head = "head teacher or principal"
    case arranger = "whoever arranges the meeting"
    case family = "the child's parent or the young person"
    case invited = "everyone invited"
    case namedInstitutions = "every institution named in the plan"
    case healthBody = "the responsible commissioning body"
    case socialCare = "the local authority's social care officer"
    case tribunal = "the First-tier Tribunal"
    case mediationAdviser = "the mediation adviser"
}

/// What stands behind a rule. A check never calls one the other.
public enum Standing: String, CaseIterable, Hashable, Sendable {
    /// Act, Regulations, Tribunal Rules, or a judgment on them.
    case law
    /// The Code of Practice, or good practice: "should".
    case guidance
    /// Follows from rules of law by arithmetic.
    case derived
    /// What the council has set for itself.
    case policy
}

/// How the text behind a rule was read. A person confirms what is not `primary` before a release claims it.
public enum Provenance: String, CaseIterable, Hashable, Sendable {
    /// Read in the Act, Regulations, Rules or judgment itself.
    case primary = "S"
    /// Read in a page about it.
    case secondary = "2"
    /// Standing knowledge, not read.
    case knowledge = "K"
}

/// One row of the table of the law.
public struct Rule: Hashable, Sendable {
    /// Its name.
    public let id: RuleID
    /// What is due, in a sentence's first words: "decision".
    public let what: String
    /// From what it counts.
    public let trigger: Trigger
    /// How it counts.
    public let counting: Counting
    /// Who owes it.
    public let owner: DutyHolder
    /// Who must get it or be told.
    public let addressees: [DutyHolder]
    /// What follows when it is missed.
    public let effectWhenMissed: String
    /// Where it is written, as a letter cites it: "SEND Regulations 2014, reg 20(10)".
    public let source: String
    /// What stands behind it.
    public let standing: Standing
    /// How its text was read.
    public let provenance: Provenance
}
