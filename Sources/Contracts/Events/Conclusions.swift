public import JSON
public import Statute

// What services conclude. A conclusion counts once; its id says what it concludes and on what fact.

/// A review is due and has begun. Its id names the last day of the twelve months, or none when that is unknown.
public struct ReviewOpened: EventFields {
    /// The kind that the model proposes; people choose.
    public var kind: ReviewKind = .annual
    /// The rule that makes it due.
    public var rule: RuleName?

    public init() {}

    public init(kind: ReviewKind, rule: RuleID? = nil) {
        self.kind = kind
        self.rule = rule.map { RuleName($0) }
    }

    public static var type: StaticString { "review-opened" }
    public static var meaning: StaticString {
        "A review is due and has begun. Its id names the last day of the twelve months, or none when that is unknown."
    }
    public static var happens: StaticString { "The day it was opened." }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("kind", &kind, "The kind that the model proposes; people choose.")
        try visitor.optional("rule", &rule, "The rule that makes it due.")
    }
}

/// Someone should be reminded of what is due by the day that the id names.
public struct Reminded: EventFields {
    /// The last day on which it is worth saying.
    public var until: Day = Day(number: 0)

    public init() {}

    public init(until: Day) {
        self.until = until
    }

    public static var type: StaticString { "reminded" }
    public static var meaning: StaticString {
        "Someone should be reminded of what is due by the day that the id names."
    }
    public static var happens: StaticString { "The day it was concluded." }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("until", &until, "The last day on which it is worth saying.")
    }
}

/// By the day that the id names, something that was due had not been recorded.
public struct NotRecorded: EventFields {
    /// The rule that made it due.
    public var rule = RuleName(.dec1)

    public init() {}

    public init(rule: RuleID) {
        self.rule = RuleName(rule)
    }

    public static var type: StaticString { "not-recorded" }
    public static var meaning: StaticString {
        "By the day that the id names, something that was due had not been recorded."
    }
    public static var happens: StaticString { "The day it was concluded." }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("rule", &rule, "The rule that made it due.")
    }
}

/// A submitted decision stands: nothing that the law demands is missing.
public struct DecisionMade: EventFields {
    /// The outcome.
    public var outcome: Outcome = .maintain

    public init() {}

    public init(outcome: Outcome) {
        self.outcome = outcome
    }

    public static var type: StaticString { "decision-made" }
    public static var meaning: StaticString { "A submitted decision stands: nothing that the law demands is missing." }
    public static var happens: StaticString { "The day it was made." }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("outcome", &outcome, "The outcome.")
    }
}

/// A submitted decision cannot stand: what the law demands is missing.
public struct DecisionRefused: EventFields {
    /// What is missing, each with its rule.
    public var lacks: [String] = []

    public init() {}

    public init(lacks: [String]) {
        self.lacks = lacks
    }

    public static var type: StaticString { "decision-refused" }
    public static var meaning: StaticString { "A submitted decision cannot stand: what the law demands is missing." }
    public static var happens: StaticString { "The day it was refused." }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("lacks", &lacks, "What is missing, each with its rule.")
    }
}

/// The letter of a decision was written and kept.
public struct LetterWritten: EventFields {
    /// Which letter.
    public var letter: LetterKind = .decisionMaintain
    /// Where it is.
    public var document: DocumentHash = DocumentHash(0, 0, 0, 0)

    public init() {}

    public init(letter: LetterKind, document: DocumentHash) {
        self.letter = letter
        self.document = document
    }

    public static var type: StaticString { "letter-written" }
    public static var meaning: StaticString { "The letter of a decision was written and kept." }
    public static var happens: StaticString { "The day it was written." }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("letter", &letter, "Which letter.")
        try visitor.field("document", &document, "Where it is.")
    }
}

/// The amendment is finished: nothing that the law demands is missing.
public struct FinalMade: EventFields {
    /// Amended, or not after all.
    public var outcome: FinalOutcome = .amended
    /// Whether section I names the setting, or its type, after the phase transfer.
    public var namesTransfer: Bool?

    public init() {}

    public init(outcome: FinalOutcome, namesTransfer: Bool? = nil) {
        self.outcome = outcome
        self.namesTransfer = namesTransfer
    }

    public static var type: StaticString { "final-made" }
    public static var meaning: StaticString { "The amendment is finished: nothing that the law demands is missing." }
    public static var happens: StaticString { "The day it was made." }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("outcome", &outcome, "Amended, or not after all.")
        try visitor.optional(
            "names_transfer", &namesTransfer,
            "Whether section I names the setting, or its type, after the phase transfer.")
    }
}

/// A submitted final plan cannot stand.
public struct FinalRefused: EventFields {
    /// What is missing, each with its rule.
    public var lacks: [String] = []

    public init() {}

    public init(lacks: [String]) {
        self.lacks = lacks
    }

    public static var type: StaticString { "final-refused" }
    public static var meaning: StaticString { "A submitted final plan cannot stand." }
    public static var happens: StaticString { "The day it was refused." }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("lacks", &lacks, "What is missing, each with its rule.")
    }
}

/// A party ought to be told. Its id names of what.
public struct NotificationRequested: EventFields {
    /// The letter that it carries.
    public var document: DocumentHash?
    /// The last day on which it is worth saying.
    public var until: Day = Day(number: 0)

    public init() {}

    public init(document: DocumentHash? = nil, until: Day) {
        self.document = document
        self.until = until
    }

    public static var type: StaticString { "notification-requested" }
    public static var meaning: StaticString { "A party ought to be told. Its id names of what." }
    public static var happens: StaticString { "The day it was concluded." }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.optional("document", &document, "The letter that it carries.")
        try visitor.field("until", &until, "The last day on which it is worth saying.")
    }
}

/// An instance of the notifier is about to send it.
public struct NotificationClaimed: EventFields {
    /// The instance, by a name that is new at every start.
    public var instance: String = ""
    /// When the token was signed under which it may leave, in seconds since the beginning of 1970, UTC; only where the
    /// provider forgets in time what it took.
    public var signed: Int64?

    public init() {}

    public init(instance: String, signed: Int64? = nil) {
        self.instance = instance
        self.signed = signed
    }

    public static var type: StaticString { "notification-claimed" }
    public static var meaning: StaticString { "An instance of the notifier is about to send it." }
    public static var happens: StaticString { "The day it was claimed." }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("instance", &instance, "The instance, by a name that is new at every start.")
        try visitor.optional(
            "signed", &signed,
            "When the token was signed under which it may leave, in seconds since the beginning of 1970, UTC; only where the provider forgets in time what it took."
        )
    }
}

/// It left. For a decision's letter to the family, this is the day they were told.
public struct NotificationSent: EventFields {
    /// By which way.
    public var channel: ChannelName = .folder
    /// The channel's own word for it.
    public var receipt: String = ""

    public init() {}

    public init(channel: ChannelName, receipt: String) {
        self.channel = channel
        self.receipt = receipt
    }

    public static var type: StaticString { "notification-sent" }
    public static var meaning: StaticString {
        "It left. For a decision's letter to the family, this is the day they were told."
    }
    public static var happens: StaticString { "The day it left." }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("channel", &channel, "By which way.")
        try visitor.field("receipt", &receipt, "The channel's own word for it.")
    }
}

/// It could not be sent; somebody must act.
public struct NotificationFailed: EventFields {
    /// Why.
    public var why: DeliveryFailure = .noAddress

    public init() {}

    public init(why: DeliveryFailure) {
        self.why = why
    }

    public static var type: StaticString { "notification-failed" }
    public static var meaning: StaticString { "It could not be sent; somebody must act." }
    public static var happens: StaticString { "The day it failed." }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("why", &why, "Why.")
    }
}
