/// Something that a check found in the return, before anybody else does.
public struct ReturnFinding: Equatable, Sendable {
    /// The case, or whoever it is in the council's own file.
    public let id: String
    /// What was found.
    public let code: Code
    /// The item that it is about.
    public let item: ReturnItem
    /// What stands there, where that says more than the code: days and codes, no name.
    public let values: String

    /// How grave it is.
    public enum Weight: String, Sendable {
        /// The item is missing or cannot be so.
        case error
        /// Somebody should look: it may be right.
        case query
    }

    /// What a check may find.
    public enum Code: String, CaseIterable, Sendable {
        case missing
        case missingVoluntary = "missing-voluntary"
        case noPupilNumber = "no-pupil-number"
        case pupilNumberTwice = "pupil-number-twice"
        case learnerNumberTwice = "learner-number-twice"
        case childTwice = "child-twice"
        case otherMonthOfBirth = "other-month-of-birth"
        case age
        case controlCharacter = "control-character"
        case startAfterCensus = "start-after-census"
        case meetingBeforeStart = "meeting-before-start"
        case decisionBeforeMeeting = "decision-before-meeting"
        case decisionLate = "decision-late"
        case decisionWithoutMeeting = "decision-without-meeting"
        case decisionWithoutOutcome = "decision-without-outcome"
        case outcomeWithoutDecision = "outcome-without-decision"
        case draftWithoutAmendment = "draft-without-amendment"
        case draftBeforeMeeting = "draft-before-meeting"
        case amendmentWithoutDraft = "amendment-without-draft"
        case notReviewed = "not-reviewed"
        case transferDue = "transfer-due"
        case transferNotNamed = "transfer-not-named"
        case afterCensus = "after-census"
        case ceasedInPart = "ceased-in-part"
        case unknownCode = "unknown-code"
        case noPlacement = "no-placement"
        case neetAge = "neet-age"
        case movedInWithoutCouncil = "moved-in-without-council"
        case severalPlacementsFirst = "several-placements-first"
        case ownFileDiffers = "own-file-differs"
        case notInTheLog = "not-in-the-log"

        /// How grave it is.
        public var weight: Weight {
            switch self {
            case .missing, .noPupilNumber, .pupilNumberTwice, .learnerNumberTwice, .controlCharacter, .startAfterCensus,
                .meetingBeforeStart, .decisionBeforeMeeting, .decisionWithoutOutcome, .draftWithoutAmendment,
                .draftBeforeMeeting,
                .transferDue,
                .afterCensus, .ceasedInPart, .unknownCode, .noPlacement, .neetAge, .severalPlacementsFirst:
                .error
            case .missingVoluntary, .childTwice, .otherMonthOfBirth, .age, .decisionLate, .decisionWithoutMeeting,
                .outcomeWithoutDecision, .amendmentWithoutDraft, .notReviewed, .transferNotNamed,
                .movedInWithoutCouncil,
                .ownFileDiffers, .notInTheLog:
                .query
            }
        }

        /// What it says, in a sentence.
        public var says: String {
            switch self {
            case .missing: "nothing is known of an item that the form asks for"
            case .missingVoluntary: "nothing is known of an item that is voluntary in this year"
            case .noPupilNumber: "there is no UPN, no ULN, and no reason why there is none"
            case .pupilNumberTwice: "another child of this return has the same UPN"
            case .learnerNumberTwice: "another child of this return has the same ULN"
            case .childTwice: "another case has the same name and day of birth: it may be one child twice"
            case .otherMonthOfBirth: "the day of birth lies in another month than the plan's record says"
            case .age: "the child is not between 0 and 25 at the beginning of the school year"
            case .controlCharacter: "there is a character in it that no XML may hold, and that is left out there"
            case .startAfterCensus: "the plan begins after the census day"
            case .meetingBeforeStart: "the review meeting was held before the plan began"
            case .decisionBeforeMeeting: "the decision was sent before the meeting was held"
            case .decisionLate: "the decision was sent more than 28 days after the meeting"
            case .decisionWithoutMeeting: "there is a decision, and no meeting"
            case .decisionWithoutOutcome: "there is the day of a decision, and not what was decided"
            case .outcomeWithoutDecision: "it is known what was decided, and not on which day the family was told"
            case .draftWithoutAmendment: "a draft was issued, and the decision was not to amend"
            case .draftBeforeMeeting: "the draft was issued before the meeting"
            case .amendmentWithoutDraft: "the decision was to amend, and no draft was issued"
            case .notReviewed:
                "the plan is more than a year old, and no meeting was held in the year before the census day"
            case .transferDue: "the day is none by which a plan must name the setting after a transfer"
            case .transferNotNamed:
                "the day for the plan that names the next setting has passed, and no such plan was issued"
            case .afterCensus: "the day lies after the census day"
            case .ceasedInPart: "of the day and the reason of an end there is only one"
            case .unknownCode: "the code is none of the form's"
            case .noPlacement:
                "no placement is known on the census day: no number of a setting, and no code of where the child is"
            case .neetAge: "NEET is for those of 16 and over"
            case .movedInWithoutCouncil: "the plan came from another council in that year, and its number is not given"
            case .severalPlacementsFirst: "several placements have the first rank"
            case .ownFileDiffers: "the council's own file says otherwise than the record, which is returned"
            case .notInTheLog:
                "the council's own file has somebody of whom the log has no plan; the return has them as they stand there"
            }
        }

        /// What to do about it.
        public var remedy: String {
            switch self {
            case .missing, .missingVoluntary: "give it where it is held"
            case .noPupilNumber: "give upn, uln or upn_reason in people.csv, and import it"
            case .pupilNumberTwice, .learnerNumberTwice: "find out whose it is, and correct the other in people.csv"
            case .childTwice: "compare both cases: nothing, if they are two children; else end the one that is none"
            case .otherMonthOfBirth: "compare born in plans.csv with child_born in people.csv"
            case .age: "compare the day of birth with the child's papers"
            case .controlCharacter: "write it anew in the file that it comes from"
            case .startAfterCensus, .meetingBeforeStart: "compare plan_made with the plan"
            case .decisionBeforeMeeting: "compare both days with the letter: they may stand in each other's place"
            case .decisionLate: "nothing, if the days are right: it counts as late"
            case .decisionWithoutMeeting:
                "record the meeting (annual-review record meeting-held), or say that there was none"
            case .decisionWithoutOutcome: "record what was decided with the decision"
            case .outcomeWithoutDecision: "record the day of the letter (annual-review record decision-recorded)"
            case .draftWithoutAmendment, .draftBeforeMeeting: "compare the notice's day and the outcome with the letter"
            case .amendmentWithoutDraft: "record the notice, or issue it"
            case .notReviewed: "record the review if there was one, or hold it"
            case .transferDue: "compare transfer_phase and transfer_year"
            case .transferNotNamed: "record the final plan if there was one, or issue it"
            case .afterCensus: "compare the day with its paper"
            case .ceasedInPart: "record the end with its reason (annual-review record plan-ended)"
            case .unknownCode: "correct it in the file that it comes from"
            case .noPlacement: "give setting_urn, setting_ukprn or placement in plans.csv, or the code in --own"
            case .neetAge: "compare the code and the day of birth"
            case .movedInWithoutCouncil: "give transferla in the council's own file (--own)"
            case .severalPlacementsFirst: "rank them in the council's own file (--own)"
            case .ownFileDiffers: "find out which is right; correct the record, or the own file"
            case .notInTheLog: "nothing, if they only asked for an assessment; else import the plan"
            }
        }
    }

    public init(_ id: String, _ code: Code, _ item: ReturnItem, _ values: String = "") {
        self.id = id
        self.code = code
        self.item = item
        self.values = values
    }

    /// How grave it is.
    public var weight: Weight { code.weight }

    /// What to do about it, for this item.
    public var remedy: String {
        switch code {
        case .missing, .missingVoluntary: "\(code.remedy): \(item.holder.rawValue)"
        default: code.remedy
        }
    }

    /// In a line: case, item, what was found, what to do.
    public var line: String {
        "\(id): \(item.rawValue)\(values.isEmpty ? "" : " \(values)"): \(code.says); \(remedy)"
    }
}
