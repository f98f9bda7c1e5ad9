public import Contracts
public import Statute

/// A review as one contact of the child may see it.
public struct FamilyReview: Sendable {
    /// Its number within the case, from 1.
    public let number: UInt8
    /// The kind of review, by the council's own title.
    public let title: String
    /// What that kind is; nil where the council's model says nothing of it.
    public let about: String?
    /// Why that kind is proposed; nil once people have chosen it.
    public let whyProposed: String?
    /// Whether the contact may still say that it does not agree with the kind.
    public let mayDisagree: Bool
    /// The day of the meeting that is arranged or was held; nil while there is none, and where it is kept from the contact.
    public let meeting: Day?
    /// Whether it was held.
    public let isHeld: Bool
    /// What the contact was told of the decision; nil while its letter has not left.
    public let decision: Decision?

    /// A decision of which a contact was told.
    public struct Decision: Sendable, Hashable {
        /// What was decided; nil where nobody recorded it.
        public let outcome: Outcome?
        /// The day on which the contact's letter left.
        public let told: Day
        /// The last day for telling it in time (DEC-1); nil where no meeting was recorded.
        public let due: Day?
        /// How many days after that it was told; 0 when it was in time.
        public let daysLate: Int
        /// The last day, at least, for an appeal; nil while no letter has brought the right (APP-1).
        public let appealUntil: Day?
        /// The day on which the final plan, or the decision not to amend, was sent; nil while it was not.
        public let finalTold: Day?
        /// How an amendment ended.
        public let final: FinalOutcome?
    }
}
