public import CaseFile
public import Contracts
public import Statute

/// One review: what its file shows now, in the days and words that the figures count.
public struct ReviewRow: Hashable, Sendable {
    /// The case, by the council's reference: a pseudonym, which never leaves the read model.
    public var id: CaseID
    /// The number of the review within the case.
    public var number: UInt8
    /// What is known of the child and the place, as the file says it now.
    public var about: About
    /// The kind that people chose, or else the one proposed.
    public var kind: ReviewKind?
    /// The day it was opened.
    public var opened: Day?
    /// The last day of its twelve months, as known when it was opened.
    public var due: Day?
    /// The day for which the meeting was last arranged.
    public var arranged: Day?
    /// The day of the meeting.
    public var held: Day?
    /// The day that was recorded.
    public var heldRecorded: Day?
    /// The day the report was sent.
    public var report: Day?
    /// The day the decision was made; of one recorded from outside, the day of its letter.
    public var decided: Day?
    /// The first day on which a decision was submitted that was refused.
    public var refused: Day?
    /// What was decided.
    public var outcome: Outcome?
    /// The day the family was told.
    public var told: Day?
    /// The day that was recorded.
    public var toldRecorded: Day?
    /// The day the amendment notice was sent.
    public var notice: Day?
    /// The day the final plan, or the decision not to amend, was sent.
    public var finalTold: Day?
    /// How the amendment ended.
    public var finalOutcome: FinalOutcome?
    /// Whether the final plan names the setting after the transfer.
    public var namesTransfer = false

    /// What is known of the child and the place.
    public struct About: Hashable, Sendable {
        /// The primary type of need.
        public var need: Need = .notRecorded
        /// Where the child is educated.
        public var placement: Placement = .notRecorded
        /// The National Curriculum year.
        public var year: Int?
        /// The transfer between phases that is due next.
        public var transfer: TransferPhase?
        /// The setting's number.
        public var setting: UInt32?
        /// Which EHCP Coordinator holds the case.
        public var coordinator = ""
        /// The day the plan ended; nil while it is maintained.
        public var ended: Day?

        /// Nothing is known.
        public init() {}
    }
}

extension ReviewRow {
    /// The rows of that file, one a review. `opened` is filled in for those that were opened before the log knew of
    /// them; the day of the others stands in the entry that opened them.
    public static func rows(_ file: CaseFile, of id: CaseID) -> [ReviewRow] { rows(file, file.reviews, of: id) }

    /// The same of a file whose reviews are these.
    static func rows(_ file: CaseFile, _ reviews: [Review], of id: CaseID) -> [ReviewRow] {
        var about = About()
        if let plan = file.plan {
            about.need = plan.need
            about.placement = plan.placement
            about.year = plan.year.map { Int($0) }
            about.transfer = plan.transfer
            about.setting = plan.setting
            about.coordinator = plan.coordinator?.text ?? ""
        }
        about.ended = file.ended
        return reviews.map { ReviewRow($0, file, id, about) }
    }

    private init(_ review: Review, _ file: CaseFile, _ id: CaseID, _ about: About) {
        self.id = id
        self.about = about
        number = review.number
        kind = review.kind
        due = review.dueWhenOpened
        arranged = review.arranged
        held = review.held
        heldRecorded = review.heldRecorded
        report = review.meetingReport
        if review.isMade { decided = review.submission?.happened }
        refused = review.refusedOn
        outcome = review.outcome
        told = review.told
        toldRecorded = review.told
        notice = review.noticeSent
        finalTold = review.finalTold
        finalOutcome = review.finalOutcome
        namesTransfer = review.namesTransfer
        // A letter that was sent from here is recorded on the day it left.
        var isRecordedFirst = true
        for report in file.submissions where report.review == number && report.stands {
            switch report.kind {
            case .reviewUnderWay: opened = report.happened
            case .decisionRecorded where isRecordedFirst:
                isRecordedFirst = false
                toldRecorded = report.recorded
                decided = decided ?? report.happened
            default: break
            }
        }
    }
}
