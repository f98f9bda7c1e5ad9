/// Who owes something under a rule, or must be told.
public enum DutyHolder: String, CaseIterable, Hashable, Sendable {
    case localAuthority = "local authority"
    case head = "head teacher or principal"
    case arranger = "whoever arranges the meeting"
    case family = "the child's parent or the young person"
    case invited = "everyone invited"
    case namedInstitutions = "every institution named in the plan"
    case healthBody = "the responsible commissioning body"
    case health = "the health professional"
    case oldAuthority = "the old local authority"
    case socialCare = "the local authority's social care officer"
    case tribunal = "the First-tier Tribunal"
    case mediationAdviser = "the mediation adviser"
    case commissioner = "the Information Commissioner"
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

    /// What a reader must know of what rests on standing knowledge, as the end of a citation.
    public static let doubt = "not read in the text itself, to be confirmed"
}

/// One row of the table of the law.
public struct Rule: Hashable, Sendable {
    /// What a sentence says between what is due and the day.
    public enum Verb: String, CaseIterable, Hashable, Sendable {
        case due
        case openUntil = "open until"
        case noLaterThan = "no later than"
        /// The day is a right or a state that lasts so long, not a limit.
        case until
    }

    /// Another way of counting that somebody serious, or somebody mistaken, uses.
    public struct Reading: Hashable, Sendable {
        /// The number of the disagreement, as `Statute.conflicts` lists them.
        public var conflict: Int
        /// From what it counts.
        public var trigger: Trigger
        /// How it counts.
        public var counting: Counting
        /// Why someone would count so, as the end of a sentence.
        public var words: String
        /// Whether it is simply wrong: computed, so that it can be recognised, but never shown beside the law's day.
        public var isRefuted: Bool
    }

    /// Its name.
    public var id: RuleID
    /// What is due, in a sentence's first words: "decision".
    public var what: String
    /// From what it counts.
    public var trigger: Trigger
    /// When it applies.
    public var condition: Condition
    /// How it counts.
    public var counting: Counting
    /// What a sentence says between what is due and the day.
    public var verb: Verb
    /// Who owes it.
    public var owner: DutyHolder
    /// Who must get it or be told.
    public var addressees: [DutyHolder]
    /// What follows when it is missed.
    public var effectWhenMissed: String
    /// Where it is written, as a letter cites it: "SEND Regulations 2014, reg 20(10)".
    public var source: String
    /// What stands behind it.
    public var standing: Standing
    /// How its text was read.
    public var provenance: Provenance
    /// The first day on which it was in force, or a judgment made it known.
    public var since: Day
    /// The last day on which it was in force; nil while it is.
    public var until: Day?
    /// The other ways of counting. The rule's own is the default.
    public var readings: [Reading]

    /// Whether it was in force, or known, on that day; on no day given, whether it is today's law.
    @inlinable
    public func isInForce(on day: Day?) -> Bool {
        guard let day else { return until == nil }
        return since <= day && day <= until ?? day
    }
}

/// The days on which the law changed.
public enum LegalDay {
    /// Part 3 of the Children and Families Act 2014 and its Regulations: 1 September 2014.
    public static let act = day(2014, 9, 1)
    /// Custody (SI 2015/62) and unopposed appeals (SI 2015/359 reg 8): 1 April 2015.
    public static let custody = day(2015, 4, 1)
    /// The General Data Protection Regulation, which is law here as the UK GDPR: 25 May 2018.
    public static let dataProtection = day(2018, 5, 25)
    /// The regulations of the pandemic: 1 May 2020.
    public static let pandemic = day(2020, 5, 1)
    /// Their end: 25 September 2020.
    public static let pandemicEnd = day(2020, 9, 25)
    /// *Devon*: 8 March 2022.
    public static let devon = day(2022, 3, 8)

    private static func day(_ year: Int, _ month: Int, _ dayOfMonth: Int) -> Day {
        Day(number: Day.number(year, month, dayOfMonth))
    }
}
