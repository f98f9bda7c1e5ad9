public import Contracts
public import JSON
public import Statute

extension Plan {
    /// One need, outcome, provision or piece of advice of a plan: its text, and what it belongs to.
    ///
    /// Which fields may stand depends on the section; `Plan.faults` says where one stands that may not.
    public struct Item: Hashable, Sendable, Fields {
        /// What an item is, by its section.
        public enum Kind: Sendable {
            /// Of sections B, C and D.
            case need
            /// Of section E.
            case outcome
            /// Of sections F, G, H1 and H2.
            case provision
            /// Of section K.
            case advice
        }

        /// Its name within the plan, the same in every version.
        public var id = PlanItemID(.a, nearest: 1)
        /// The heading under which it stands within its section, as "Communication and interaction".
        public var under: String?
        /// What it says, as it stands in the plan.
        public var text = ""
        /// Of an outcome or a provision, the needs of sections B to D that it answers.
        public var needs: [PlanItemID]?
        /// Of a provision, the outcomes of section E that it is for.
        public var outcomes: [PlanItemID]?
        /// Of an outcome, where the child stood when it was set.
        public var baseline: String?
        /// Of an outcome, by what it is known to be achieved.
        public var target: String?
        /// Of an outcome, the day by which it is sought; of advice, the day on which it was given.
        public var day: Day?
        /// Of a provision, who gives it, by role; of advice, who gave it, by role. Never a name.
        public var who: String?
        /// Of a provision, how much of it and how often.
        public var amount: ProvisionAmount?
        /// Of a provision, the most children in the group; 1 is alone.
        public var group: UInt8?

        public init() {}

        public init(
            _ id: PlanItemID, _ text: String, under: String? = nil, needs: [PlanItemID]? = nil,
            outcomes: [PlanItemID]? = nil, baseline: String? = nil, target: String? = nil, day: Day? = nil,
            who: String? = nil, amount: ProvisionAmount? = nil, group: UInt8? = nil
        ) {
            self.id = id
            self.text = text
            self.under = under
            self.needs = needs
            self.outcomes = outcomes
            self.baseline = baseline
            self.target = target
            self.day = day
            self.who = who
            self.amount = amount
            self.group = group
        }

        public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
            try visitor.field("id", &id, "Its name within the plan, the same in every version.")
            try visitor.optional("under", &under, "The heading under which it stands within its section.")
            try visitor.field("text", &text, "What it says, as it stands in the plan.")
            try visitor.optional(
                "needs", &needs, "Of an outcome or a provision: the needs of sections B to D that it answers, by id.")
            try visitor.optional(
                "outcomes", &outcomes, "Of a provision: the outcomes of section E that it is for, by id.")
            try visitor.optional("baseline", &baseline, "Of an outcome: where the child stood when it was set.")
            try visitor.optional("target", &target, "Of an outcome: by what it is known to be achieved.")
            try visitor.optional(
                "day", &day, "Of an outcome: the day by which it is sought. Of advice: the day on which it was given.")
            try visitor.optional(
                "who", &who, "Of a provision: who gives it. Of advice: who gave it. By role, never a name.")
            try visitor.optional("amount", &amount, "Of a provision: how much of it and how often.")
            try visitor.optional("group", &group, "Of a provision: the most children in the group; 1 is alone.")
        }
    }
}

/// How much of a provision there is: so many minutes, so many times, in each of a unit of time.
public struct ProvisionAmount: Hashable, Sendable, Fields {
    /// The minutes of each time.
    public var minutes: UInt16 = 0
    /// How many times.
    public var times: UInt16 = 0
    /// In each of what.
    public var per: ProvisionPeriod = .week

    public init() {}

    public init(minutes: UInt16, times: UInt16 = 1, per: ProvisionPeriod) {
        self.minutes = minutes
        self.times = times
        self.per = per
    }

    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("minutes", &minutes, "The minutes of each time.")
        try visitor.field("times", &times, "How many times.")
        try visitor.field("per", &per, "In each of what.")
    }

    /// "30 minutes, 2 times a week".
    public var words: String {
        "\(minutes) \(minutes == 1 ? "minute" : "minutes"), \(times == 1 ? "once" : "\(times) times") \(per.words)"
    }

    /// The minutes in each of the unit of time.
    public var total: Int { Int(minutes) * Int(times) }
}

/// The unit of time in which a provision is counted.
public enum ProvisionPeriod: String, CaseIterable, Sendable, TextValue {
    case day, week, fortnight, month
    case halfTerm = "half-term"
    case term, year

    /// "a week".
    public var words: String { self == .halfTerm ? "a half term" : "a \(rawValue)" }
}
