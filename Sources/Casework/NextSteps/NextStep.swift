public import Contracts
public import Statute

/// One thing to do in a case: who does it, by when, and why.
public struct NextStep: Equatable, Sendable {
    /// The review; 0 when it is about the case.
    public let review: UInt8
    /// Who does it.
    public let who: Contracts.Party
    /// What to do.
    public let what: Coded<StepCode>
    /// The last day for it in time; nil when nobody can say.
    public let by: Day?
    /// Why, with the rule behind it.
    public let because: StepNote
    /// Whether a family waits, past the statutory day, to be told of a decision.
    public var keepsFamilyWaiting = false
    /// Whether it leads to the family's letter of a decision.
    public var tellsFamily = false
    /// Of what one officer is named for, who, by an id that is no name; nil: whoever holds the case.
    public var owner: ActorID?
    /// What else should be seen.
    public var also: [StepNote] = []

    /// Which step it is.
    public var code: StepCode { what.code }

    /// Something for whoever holds the case to do, by that day.
    init(
        _ what: Coded<StepCode>, review: UInt8 = 0, who: Contracts.Party = .coordinator, by: Day?, because: StepNote
    ) {
        self.review = review
        self.who = who
        self.what = what
        self.by = by
        self.because = because
    }

    /// Something for whoever holds the case to do by a day of the law; `else` says why where none is known.
    init(
        _ what: Coded<StepCode>, review: UInt8 = 0, who: Contracts.Party = .coordinator, by deadline: Deadline?,
        else why: NoteCode
    ) {
        self.init(
            what, review: review, who: who, by: deadline?.due, because: deadline.map(StepNote.due) ?? StepNote(why))
    }
}

extension StepNote {
    /// That something is due on a day of the law.
    static func due(_ deadline: Deadline) -> StepNote { StepNote(.due, .deadline(deadline)) }
}
