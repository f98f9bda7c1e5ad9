public import Statute

/// What is said beside something to do, and in a draft of what a decision rests on: why, and what else should be seen. Each
/// is declared once; `docs/steps.md` is written from this list and that of the steps.
public enum NoteCode: String, WordCode {
    // Why.
    case due
    case dueIfHeld = "due-if-held"
    case arrangedFor = "arranged-for"
    case yearUnknown = "year-unknown"
    case meetingUnknown = "meeting-unknown"
    case finalDayUnknown = "final-day-unknown"
    case letterDayUnknown = "letter-day-unknown"
    case letterDayUnknownBeforeFinal = "letter-day-unknown-before-final"
    case outcomeUnrecorded = "outcome-unrecorded"
    case noReviewWithoutMeeting = "no-review-without-meeting"
    case councilsOwnDays = "councils-own-days"
    case planDayUnknown = "plan-day-unknown"
    case transferFollows = "transfer-follows"
    case transferYearUnknown = "transfer-year-unknown"
    case schoolAgeEnded = "school-age-ended"
    case appealDismissed = "appeal-dismissed"
    case appealWon = "appeal-won"
    case appealTimeOver = "appeal-time-over"
    case silencedByDeath = "silenced-by-death"
    case sendingFailed = "sending-failed"
    case mayTellPlace = "may-tell-place"
    case copyLacks = "copy-lacks"
    case cameBack = "came-back"
    case recordedSince = "recorded-since"
    case addressSince = "address-since"
    case paperOfAnother = "paper-of-another"
    case restsOnPaper = "rests-on-paper"
    case dayTheyWereTold = "day-they-were-told"
    case ownWorkingDays = "own-working-days"
    case supportDays = "support-days"
    case complaintDays = "complaint-days"
    case contestMonth = "contest-month"
    case adjustmentDuty = "adjustment-duty"
    case readingPromised = "reading-promised"
    case auditedAgain = "audited-again"
    case supplierBy = "supplier-by"
    case supplierUndated = "supplier-undated"
    case orderedBy = "ordered-by"
    case orderedUndated = "ordered-undated"

    // What else should be seen.
    case schoolDay = "school-day"
    case adviceOverdue = "advice-overdue"
    case draftWaits = "draft-waits"
    case draftWaitsUnreported = "draft-waits-unreported"
    case couldNotStand = "could-not-stand"
    case couldNotStandUnread = "could-not-stand-unread"
    case notTold = "not-told"
    case notSent = "not-sent"
    case notWritten = "not-written"
    case messageNotSent = "message-not-sent"
    case sendingPaused = "sending-paused"
    case notReleased = "not-released"
    case noticeReturned = "notice-returned"
    case answerMayCome = "answer-may-come"
    case answerUnused = "answer-unused"
    case officerAskedFor = "officer-asked-for"
    case disagreementAnswerDue = "disagreement-answer-due"
    case rightsElsewhere = "rights-elsewhere"
    case decidedTwice = "decided-twice"
    case planDayMissing = "plan-day-missing"
    case yearEnded = "year-ended"
    case ownIntervalEnded = "own-interval-ended"
    case formatToOrder = "format-to-order"
    case formatTooLate = "format-too-late"
    case howToOrder = "how-to-order"
    case howToSupply = "how-to-supply"
    case lettersOfBreach = "letters-of-breach"

    // What is missing of what a decision rests on.
    case reportAwaited = "report-awaited"
    case reportOverdue = "report-overdue"
    case noRecommendation = "no-recommendation"
    case noViews = "no-views"
    case noAdvice = "no-advice"
    case noHolder = "no-holder"
    case rightsUnconfirmed = "rights-unconfirmed"
    case bornUnknown = "born-unknown"
    case transferUnwritten = "transfer-unwritten"

    // Where what is said differs.
    case disagreedAnswered = "disagreed-answered"
    case disagreedUnanswered = "disagreed-unanswered"
    case changeAskedFor = "change-asked-for"
    case recommendedOtherwise = "recommended-otherwise"
    case heldTwice = "held-twice"

    public var rule: RuleID? { row.rule }
    public var words: String { row.words }

    private var row: (rule: RuleID?, words: String) {
        switch self {
        case .due: (nil, "{deadline}")
        case .dueIfHeld: (nil, "if it was: {deadline}")
        case .arrangedFor: (nil, "arranged for {weekday}")
        case .yearUnknown: (nil, "no day is known from which the review's twelve months run")
        case .meetingUnknown: (nil, "no meeting of this review is recorded, and the decision's weeks run from it")
        case .finalDayUnknown: (nil, "neither the meeting nor the amendment notice has a day in the record")
        case .letterDayUnknown:
            (
                .dec1,
                "a decision is recorded without its day, and without the day of the letter the review is not complete"
            )
        case .letterDayUnknownBeforeFinal:
            (
                .dec1,
                "the final plan of {final} is recorded, and without the day of the letter the review is not complete"
            )
        case .outcomeUnrecorded: (nil, "the letter of {told} is recorded without its outcome")
        case .noReviewWithoutMeeting: (.mtg1, "without a meeting there is no review, and the twelve months run on")
        case .councilsOwnDays: (.amd8, "{period} by the council's own policy; the law sets none")
        case .planDayUnknown: (.cyc1, "without either day nobody can say when the review is due")
        case .transferFollows:
            (nil, "from {after} one follows {phase}, and by that day the plan must name the next place ({rule})")
        case .transferYearUnknown: (nil, "without it nobody can say when the plan must name the next place ({rule})")
        case .schoolAgeEnded: (.age1, "compulsory school age ended that day, and letters still go to {addressees}")
        case .appealDismissed: (.tri1, "the Tribunal dismissed the appeal on {ended}")
        case .appealWon: (.tri9, "the appeal ended on {ended} in the family's favour")
        case .appealTimeOver: (.cease4, "the plan was kept for an appeal, and none is open")
        case .silencedByDeath:
            (
                nil,
                "nothing leaves any more; if the death was recorded by mistake, somebody else than whoever recorded it "
                    + "withdraws the report, and all goes on"
            )
        case .sendingFailed: (nil, "{failure}")
        case .copyLacks: (nil, "{lack}")
        case .mayTellPlace:
            (
                nil,
                "it is kept from them where the child is, and letter, enclosures or the day of a meeting may tell it: "
                    + "`annual-review record looked-through` with --message {id}, or tell them yourself"
            )
        case .cameBack:
            (
                nil,
                "{return}; people.csv needs another address; then `annual-review record resend-asked` with --message {id}"
            )
        case .recordedSince:
            (
                nil,
                "{return}, and the contact was recorded anew on {recorded}: `annual-review record resend-asked` with "
                    + "--message {id}"
            )
        case .addressSince:
            (
                nil,
                "{return}, and people.csv has had another record of them since {written}: `annual-review record "
                    + "resend-asked` with --message {id}"
            )
        case .paperOfAnother:
            (.inf1, "72 hours from {aware}, by the same hour: another child\u{2019}s paper was kept here as {paper}")
        case .restsOnPaper: (nil, "it names that paper, kept as {paper}, and may rest on it")
        case .dayTheyWereTold: (nil, "the day that whoever asked was told")
        case .ownWorkingDays: (nil, "{days} by the council\u{2019}s own service; the law sets none")
        case .supportDays:
            (
                nil,
                "{days} for the first answer, by the council\u{2019}s own service; what the plan says must be delivered "
                    + "(Children and Families Act 2014, s.42)"
            )
        case .complaintDays: (nil, "{days} (LGSCO, Complaint Handling Code)")
        case .contestMonth: (nil, "one month (UK GDPR art. 12(3), 16)")
        case .adjustmentDuty: (nil, "Equality Act 2010, s.20")
        case .readingPromised: (nil, "{days}, as the form said before it was sent")
        case .auditedAgain: (nil, "it is audited again once it is done")
        case .supplierBy: (nil, "it is to be there by {due} ({rule}), and the supplier takes {days}")
        case .supplierUndated:
            (
                nil,
                "the letter left on {sent}, and no rule sets a later day: the supplier takes {days} (Equality Act 2010, s.20)"
            )
        case .orderedBy: (nil, "ordered on {ordered}; it is to be there by {due} ({rule})")
        case .orderedUndated: (nil, "ordered on {ordered}; the supplier takes {days} (Equality Act 2010, s.20)")

        case .schoolDay: (nil, "a school day for it: {proposal}")
        case .adviceOverdue: (.mtg4, "advice was due {due}: have it sent round now")
        case .draftWaits: (nil, "a draft of what is known waits: the report of the meeting is in since {sent}")
        case .draftWaitsUnreported:
            (nil, "a draft of what is known waits: no report of the meeting is in, and the decision is due {due}")
        case .couldNotStand: (nil, "it could not stand: {finding}")
        case .couldNotStandUnread: (nil, "it could not stand: see the case for what it lacks")
        case .notTold: (nil, "{addressee} is not told, by decision")
        case .notSent: (nil, "it could not be sent to {addressee}: {failure}")
        case .notWritten: (nil, "it could not be sent to {addressee}: {lack}")
        case .messageNotSent: (nil, "the {message} could not be sent to {addressee}: {failure}")
        case .sendingPaused: (nil, "all sending is paused")
        case .notReleased: (nil, "the case was imported and is not released")
        case .noticeReturned:
            (
                .amd2,
                "the amendment notice to {addressee} came back: the fifteen days for an answer have not begun"
            )
        case .answerMayCome: (.amd2, "the family may answer the amendment notice until {until}")
        case .answerUnused:
            (
                .amd2,
                "say what became of the family\u{2019}s answer of {came}{sections}: where it was used, or why it was not"
            )
        case .officerAskedFor:
            (.amd2, "hold the meeting with an officer for which the family asked on {came}")
        case .disagreementAnswerDue:
            (.pol1, "{parties} did not agree with the kind of review; an answer in writing is due {due}")
        case .rightsElsewhere:
            (
                .age1,
                "a letter would go to {addressees}, though the rights may be the young person's since {end}: record who "
                    + "holds them first"
            )
        case .decidedTwice: (nil, "decisions with different outcomes are submitted: withdraw one")
        case .planDayMissing: (nil, "it is not known when the plan was made or last reviewed")
        case .yearEnded: (nil, "the twelve months ended on {ended} ({rule})")
        case .ownIntervalEnded: (.cyc8, "the plan's own interval ended on {ended}")
        case .formatToOrder:
            (
                nil,
                "{addressee} reads letters as {format}: for one that is there by {due} ({rule}) it has to be written, and "
                    + "ordered from the supplier, by {last}"
            )
        case .formatTooLate:
            (
                nil,
                "{addressee} reads letters as {format}: for one that is there by {due} ({rule}) it had to be written, and "
                    + "ordered from the supplier, by {last}"
            )
        case .howToOrder: (nil, "`annual-review record format-ordered` with --message {id}")
        case .howToSupply: (nil, "`annual-review record format-supplied` with --message {id}")
        case .lettersOfBreach:
            (
                nil,
                "`annual-review record paper-not-yours` sends this family its letter, and `paper-astray`, in the other "
                    + "child\u{2019}s case, that family its own"
            )

        case .reportAwaited: (.rep1, "no report of the meeting is recorded; it is due {due}")
        case .reportOverdue: (.rep1, "no report of the meeting is recorded; it was due {due}")
        case .noRecommendation: (nil, "the report does not say what it recommends")
        case .noViews: (nil, "no views of {party} are recorded")
        case .noAdvice: (nil, "it is not recorded that advice went round before the meeting")
        case .noHolder: (.dec1, "nobody is recorded as holding the rights, and no decision can be told")
        case .rightsUnconfirmed:
            (.age1, "compulsory school age ended on {end}, and nobody recorded who holds the rights since")
        case .bornUnknown: (nil, "the month of birth is not recorded")
        case .transferUnwritten:
            (
                nil,
                "a transfer follows from the year group and is not recorded; the plan must name the next place by {planBy} "
                    + "({rule})"
            )

        case .disagreedAnswered: (nil, "{party} did not agree with the kind of review, and was answered in writing")
        case .disagreedUnanswered: (nil, "{party} did not agree with the kind of review, and has no answer in writing")
        case .changeAskedFor:
            (nil, "the report recommends keeping the plan as it is, and {party} asked on {asked} for a change of it")
        case .recommendedOtherwise:
            (nil, "one report of the meeting recommends {recommendation}, another {otherwise}")
        case .heldTwice:
            (nil, "two days are reported for the meeting, {first} and {other}: correct or withdraw one")
        }
    }
}

/// Something said beside a step, or in a draft.
public typealias StepNote = Coded<NoteCode>
