public import Contracts
public import Statute

/// Something that a contact asked or said, and what became of it.
public struct FamilyRequest: Sendable, Hashable {
    /// What it is.
    public let kind: EventKind
    /// The report's key.
    public let key: SubmissionKey
    /// The day.
    public let asked: Day
    /// Who answers, by an id that is no name; nil where nobody is named.
    public let owner: ActorID?
    /// The last day for the answer; nil where none follows.
    public let answerBy: Day?
    /// The day of the answer; nil while there is none.
    public let answered: Day?
}
