public import Statute

/// What can be found of something that a person says, each declared once: how weighty it is, under which rule, in which
/// words. `docs/findings.md` is written from this list.
///
/// Refused is only what cannot be true of the record, what the law forbids, and what would undo the right itself; all else
/// is for a manager to pass, asks or notes, for a refusal must not make a family late.
public enum FindingCode: String, CaseIterable, Sendable {
    // What cannot be true of the record.
    case notEntitled = "not-entitled"
    case dayToCome = "day-to-come"
    case factToCome = "fact-to-come"
    case noSuchReport = "no-such-report"
    case noSuchReview = "no-such-review"
    case beforePlan = "before-plan"
    case beforeRequest = "before-request"
    case beforeChoice = "before-choice"
    case beforeMeetingReported = "before-meeting-reported"
    case beforeMeeting = "before-meeting"
    case beforeNotice = "before-notice"
    case beforeOpening = "before-opening"
    case beforeLastReview = "before-last-review"
    case beforeAmendDecision = "before-amend-decision"
    case beforeBirth = "before-birth"
    case beforeFirstPlans = "before-first-plans"
    case bornTooEarly = "born-too-early"
    case notAmended = "not-amended"
    case finalUndated = "final-undated"
    case moveUndated = "move-undated"
    case transferUnnamed = "transfer-unnamed"
    case transferDenied = "transfer-denied"
    case nobodyDisagreed = "nobody-disagreed"
    case meetingBeforeArranged = "meeting-before-arranged"
    case noticeBeforeDecision = "notice-before-decision"
    case letterDayKnown = "letter-day-known"
    case deathTakenBackAlone = "death-taken-back-alone"
    case againBeforeAssessed = "again-before-assessed"
    case afterTransfer = "after-transfer"
    case noSuchRequest = "no-such-request"
    case noAppeal = "no-appeal"
    case beforeDecision = "before-decision"
    case noSuchFinal = "no-such-final"
    case auditedByThem = "audited-by-them"
    case notAudited = "not-audited"
    case noSuchAction = "no-such-action"
    case gradeUnexplained = "grade-unexplained"
    case noSuchMessage = "no-such-message"
    case nothingToLookThrough = "nothing-to-look-through"
    case mayNotGoAgain = "may-not-go-again"
    case noSuchRepresentation = "no-such-representation"
    case noSuchMatter = "no-such-matter"
    case mayNotSignIn = "may-not-sign-in"
    case codeOnItsWay = "code-on-its-way"
    case notOfFamily = "not-of-family"
    case nothingAnswered = "nothing-answered"
    case beforeRepresentation = "before-representation"
    case noLetterThatDay = "no-letter-that-day"
    case letterUnsaid = "letter-unsaid"
    case noSuchWithdrawal = "no-such-withdrawal"
    case namesAnotherChild = "names-another-child"
    case formatMadeHere = "format-made-here"

    // What cannot be read of a council's file, or contradicts itself there.
    case fieldsMiscounted = "fields-miscounted"
    case cellTooLong = "cell-too-long"
    case noDay = "no-day"
    case noSuchDay = "no-such-day"
    case noSuchDayMonthFirst = "no-such-day-month-first"
    case shortYear = "short-year"
    case noMonth = "no-month"
    case dayForMonth = "day-for-month"
    case notListed = "not-listed"
    case noNumber = "no-number"
    case notYesOrNo = "not-yes-or-no"
    case noYearGroup = "no-year-group"
    case noModel = "no-model"
    case noOfficerID = "no-officer-id"
    case noReference = "no-reference"
    case badReference = "bad-reference"
    case noSubject = "no-subject"
    case badSubject = "bad-subject"
    case caseUnknown = "case-unknown"
    case noSettingNumber = "no-setting-number"
    case noName = "no-name"
    case noLanguage = "no-language"
    case noEmailAddress = "no-email-address"
    case noChannel = "no-channel"
    case verifiedWithoutAddress = "verified-without-address"
    case noVerifier = "no-verifier"
    case noVerifiedDay = "no-verified-day"
    case noEthnicity = "no-ethnicity"
    case noUPN = "no-upn"
    case noUPNReason = "no-upn-reason"
    case noULN = "no-uln"
    case ofCaseAlone = "of-case-alone"
    case rowTwice = "row-twice"
    case cellsDiffer = "cells-differ"
    case upnAndReason = "upn-and-reason"
    case bornWithoutName = "born-without-name"
    case contactTwice = "contact-twice"
    case contactUnnumbered = "contact-unnumbered"
    case tooManyContacts = "too-many-contacts"
    case waitsForPlan = "waits-for-plan"
    case waitsForFamily = "waits-for-family"

    // What the law demands before a letter of a decision may leave.
    case planEnded = "plan-ended"
    case decidedAlready = "decided-already"
    case noMeeting = "no-meeting"
    case noOutcome = "no-outcome"
    case noOfficer = "no-officer"
    case noReasons = "no-reasons"
    case noPlan = "no-plan"
    case noAmendments = "no-amendments"
    case noEvidence = "no-evidence"
    case tooMuchEvidence = "too-much-evidence"
    case unquotable = "unquotable"
    case notForFamily = "not-for-family"
    case notConsulted = "not-consulted"
    case notConsultedByModel = "not-consulted-by-model"
    case consultedLate = "consulted-late"
    case ceasesTooSoon = "ceases-too-soon"
    case noGround = "no-ground"
    case underEighteen = "under-eighteen"
    case leaverNotAsked = "leaver-not-asked"
    case outcomesNotRegarded = "outcomes-not-regarded"
    case ceasesAfterLastDay = "ceases-after-last-day"
    case endsByAge = "ends-by-age"
    case keptForAppeal = "kept-for-appeal"
    case appealOpen = "appeal-open"
    case orderedToContinue = "ordered-to-continue"
    case sectionFCut = "section-f-cut"
    case notForThemToPass = "not-for-them-to-pass"
    case noFinalOutcome = "no-final-outcome"
    case noFinalOfficer = "no-final-officer"
    case noFinalPlan = "no-final-plan"
    case noReasonsNotToAmend = "no-reasons-not-to-amend"
    case noNotice = "no-notice"
    case answerAwaited = "answer-awaited"
    case answerAwaitedByModel = "answer-awaited-by-model"

    // What a manager or named deputy passes.
    case noReport = "no-report"
    case reportLate = "report-late"
    case reasonsShort = "reasons-short"
    case reasonsAlike = "reasons-alike"
    case evidenceUnweighed = "evidence-unweighed"
    case againstReport = "against-report"
    case anotherChild = "another-child"
    case offeredOnce = "offered-once"
    case bornUnknown = "born-unknown"
    case institutionUnknown = "institution-unknown"
    case outOfEducation = "out-of-education"
    case representationUnanswered = "representation-unanswered"
    case officerNotMet = "officer-not-met"
    case noticeReturned = "notice-returned"

    // What somebody should look at.
    case contactPresumed = "contact-presumed"
    case closedWithoutEvidence = "closed-without-evidence"
    case requestAnswered = "request-answered"
    case answerWithoutReasons = "answer-without-reasons"
    case answerNotQuotable = "answer-not-quotable"
    case partyNotWaiting = "party-not-waiting"
    case answerWithoutDocument = "answer-without-document"
    case meetingDayUnusual = "meeting-day-unusual"
    case meetingShortNotice = "meeting-short-notice"
    case heldOtherwise = "held-otherwise"
    case decisionWithoutMeeting = "decision-without-meeting"
    case decisionUndated = "decision-undated"
    case rightsUnconfirmed = "rights-unconfirmed"
    case toldAlready = "told-already"
    case finalTooSoon = "final-too-soon"
    case noAmendment = "no-amendment"
    case transferUnwritten = "transfer-unwritten"
    case settingUnnumbered = "setting-unnumbered"
    case changeAnswered = "change-answered"
    case matterAnswered = "matter-answered"
    case notMissed = "not-missed"
    case changeWithoutReasons = "change-without-reasons"
    case appealLate = "appeal-late"
    case itemsUnnamed = "items-unnamed"
    case readsLikeLess = "reads-like-less"
    case resendAsked = "resend-asked"
    case placeNotKept = "place-not-kept"
    case notReturned = "not-returned"
    case noticeUnserved = "notice-unserved"
    case unusedWithoutReasons = "unused-without-reasons"
    case correctionUnexplained = "correction-unexplained"
    case formatNotChosen = "format-not-chosen"
    case formatNotOrdered = "format-not-ordered"

    // What a council's file leaves open.
    case lastDecisionLater = "last-decision-later"
    case contactOtherwise = "contact-otherwise"
    case contactWithoutAddress = "contact-without-address"
    case contactUnreachable = "contact-unreachable"
    case contactWithoutPostcode = "contact-without-postcode"
    case rightsByAge = "rights-by-age"
    case heldPastAge = "held-past-age"
    case nobodyHolds = "nobody-holds"
    case bornOtherwise = "born-otherwise"

    // What whoever says it should know.
    case answerDue = "answer-due"

    /// How weighty it is.
    public var severity: Severity { row.severity }
    /// The rule behind it; nil where it is the record itself.
    public var rule: RuleID? { row.rule }
    /// Its words, with a name in braces where a value stands.
    public var words: String { row.words }

    /// What becomes of what was said.
    public enum Severity: String, CaseIterable, Sendable {
        /// It is not taken.
        case refuses
        /// It is taken when a manager, or the deputy whom they named, passes it; what they passed is recorded with it.
        case holds
        /// It is taken, and somebody should look.
        case asks
        /// It is taken, and this follows.
        case notes
    }

    private struct Row {
        let severity: Severity
        let rule: RuleID?
        let words: String

        init(_ severity: Severity, _ rule: RuleID, _ words: String) {
            self.severity = severity
            self.rule = rule
            self.words = words
        }

        init(_ severity: Severity, _ words: String) {
            self.severity = severity
            rule = nil
            self.words = words
        }
    }

    private var row: Row {
        switch self {
        case .notEntitled: Row(.refuses, "{kind} is not for {who} to say; it is for {speakers}")
        case .dayToCome: Row(.refuses, "{day} has not come yet: the log's today is {today}")
        case .factToCome: Row(.refuses, "{what}, {day}, has not come yet: the log's today is {today}")
        case .noSuchReport: Row(.refuses, "the file holds no report {key} that could be corrected or withdrawn")
        case .noSuchReview:
            Row(.refuses, "there is no review {review}: {count} are recorded, and the next would be {next}")
        case .beforePlan: Row(.refuses, "{day} is before the plan was made, on {earlier}")
        case .beforeRequest: Row(.refuses, "{day} is before the request that it answers, on {earlier}")
        case .beforeChoice: Row(.refuses, "{day} is before the choice that it answers, on {earlier}")
        case .beforeMeetingReported: Row(.refuses, "{day} is before the meeting that it reports, on {earlier}")
        case .beforeMeeting: Row(.refuses, "{day} is before the meeting that it follows, on {earlier}")
        case .beforeNotice: Row(.refuses, "{day} is before the amendment notice, on {earlier}")
        case .beforeOpening: Row(.refuses, "{day} is before the review was opened, on {earlier}")
        case .beforeLastReview:
            Row(.refuses, "{day} is before the decision that ended the last review, on {earlier}")
        case .beforeAmendDecision: Row(.refuses, "{day} is before the decision to amend, on {earlier}")
        case .beforeBirth: Row(.refuses, "{day} is before the child was born, in {born}")
        case .beforeFirstPlans:
            Row(.refuses, "{day} is before 1 September 2014, when the first EHC plans were made")
        case .bornTooEarly: Row(.refuses, "{born} is more than 26 years ago, and plans end at 25")
        case .notAmended: Row(.refuses, "{what} is given, and the decision is not to amend")
        case .finalUndated:
            Row(.refuses, "how the amendment ended is given, and no day of its letter")
        case .moveUndated:
            Row(.refuses, "a day on which the family was told of a transfer is given, and none of the transfer")
        case .transferUnnamed: Row(.refuses, "something of a transfer is given, and not which it is")
        case .transferDenied: Row(.refuses, "something of a transfer is given, and that there is none")
        case .nobodyDisagreed: Row(.refuses, "nobody disagreed with the kind of review {review}")
        case .meetingBeforeArranged:
            Row(
                .refuses,
                "a meeting on {meeting} cannot be arranged on {day}: give the day on which it was arranged, or record that "
                    + "it was held")
        case .deathTakenBackAlone:
            Row(.refuses, "the death was reported by the same person, and only somebody else takes it back")
        case .againBeforeAssessed: Row(.refuses, "it was assessed on {day}, and cannot be assessed again by {again}")
        case .afterTransfer: Row(.refuses, "{what}, {day}, is after the transfer of the plan, on {transferred}")
        case .noSuchRequest: Row(.refuses, "the file holds no request {key} for a change of the plan")
        case .noAppeal: Row(.refuses, "no appeal of review {review} is open on {day} that this could end")
        case .beforeDecision:
            Row(.refuses, .app1, "the family had been told of nothing by {day} that it could appeal against")
        case .noSuchFinal:
            Row(.refuses, "no final plan that amends was submitted under {key}, so it has no text to record")
        case .auditedByThem:
            Row(.refuses, "{who} audited it before: a second audit that knows nothing of the first is by somebody else")
        case .notAudited: Row(.refuses, "no audit of review {review} is recorded (0 is the plan)")
        case .noSuchAction: Row(.refuses, "no audit asked for anything under the key {key}")
        case .noSuchMatter: Row(.refuses, "the file holds no {what} under the key {key}")
        case .mayNotSignIn:
            Row(.refuses, "contact {number} may see nothing, or may not be written to, so no code goes there")
        case .codeOnItsWay:
            Row(
                .refuses,
                "a letter with a code was asked for on {asked} and may be with the post; another from {again} on")
        case .notOfFamily:
            Row(.refuses, "{party} is not of the family: the three questions are for the parent and the child")
        case .nothingAnswered: Row(.refuses, "none of the three questions is answered")
        case .gradeUnexplained:
            Row(.refuses, "the marks come to {grade}: whoever gives another grade says why, in writing")
        case .nothingToLookThrough:
            Row(.refuses, "the file holds no message {id} to a contact that has yet to leave")
        case .noSuchMessage: Row(.refuses, "the file holds no message {id} that has left")
        case .mayNotGoAgain:
            Row(.refuses, "nothing goes to {who} any more, or what {id} said is no longer so")
        case .noSuchRepresentation:
            Row(.refuses, "the file holds no answer {key} of the family to the amendment notice of review {review}")
        case .beforeRepresentation: Row(.refuses, "{day} is before the family's answer came, on {earlier}")
        case .noLetterThatDay: Row(.refuses, "no letter to the family is recorded as sent on {day}")
        case .letterUnsaid:
            Row(.refuses, "the letter could not say {what}: give it in writing, with --{option}")
        case .noSuchWithdrawal:
            Row(.refuses, .inf1, "no paper of another child was withdrawn from this file by a report {key}")
        case .namesAnotherChild:
            Row(
                .refuses, .inf1,
                "another child\u{2019}s {what} stands in what the letter would quote: say what the paper is, and who can have "
                    + "read it, so that nobody is named")
        case .formatMadeHere:
            Row(.refuses, "{format} is made here from the letter, and nobody orders it from a supplier")
        case .noticeBeforeDecision: Row(.refuses, "the notice of {notice} is before the decision, on {day}")
        case .letterDayKnown:
            Row(.refuses, "the letter of review {review} was sent on {told}: its day is known")

        case .fieldsMiscounted:
            Row(.refuses, "has {count} fields, the first row {first}; put a field that holds a comma in double quotes")
        case .cellTooLong: Row(.refuses, "has {bytes} bytes, and at most {most} are taken; it begins: {cell}")
        case .noDay: Row(.refuses, "{cell} is no day: write YYYY-MM-DD or DD/MM/YYYY, or leave it empty")
        case .noSuchDay: Row(.refuses, "there is no day {cell}")
        case .noSuchDayMonthFirst: Row(.refuses, "there is no day {cell}, month first as in this file")
        case .shortYear: Row(.refuses, "{cell} has a year of two digits: write it with four")
        case .noMonth: Row(.refuses, "{cell} is no month: write YYYY-MM")
        case .dayForMonth: Row(.refuses, "{cell} is a day: the log keeps only the month, YYYY-MM")
        case .notListed: Row(.refuses, "{cell} is none of {list}")
        case .noNumber: Row(.refuses, "{cell} is no {expected}")
        case .notYesOrNo: Row(.refuses, "{cell} is neither yes nor no")
        case .noYearGroup: Row(.refuses, "{cell} is no year group: write N, R or 1 to 14")
        case .noModel: Row(.refuses, "{cell} is no model: write the name of a file in seeds/models")
        case .noOfficerID: Row(.refuses, "{cell} is no id: write one such as C-07; the name belongs in {place}")
        case .noReference: Row(.refuses, "is missing: every row needs the council's reference for the plan")
        case .badReference: Row(.refuses, "{cell} is no case: write 1 to 15 letters, digits, - _ and .")
        case .noSubject: Row(.refuses, "is missing: say whom the row is about")
        case .badSubject: Row(.refuses, "{cell} is neither a case nor setting:NUMBER nor officer:ID nor team:NAME")
        case .caseUnknown: Row(.refuses, "{case} is neither in the log nor in the plans of this import")
        case .noSettingNumber:
            Row(.refuses, "{cell} is neither a URN, which has six digits, nor a UKPRN, which has eight, the first a 1")
        case .noName: Row(.refuses, "is missing: a letter must be addressed to somebody")
        case .noLanguage: Row(.refuses, "{cell} is no code of a language: write two or three letters, as pl")
        case .noEmailAddress: Row(.refuses, "{cell} is no e-mail address: {fault}")
        case .noChannel: Row(.refuses, "{cell} is no channel: write a word of small letters, as email")
        case .verifiedWithoutAddress: Row(.refuses, "speaks of an e-mail address, and the row has none")
        case .noVerifier: Row(.refuses, "is missing: say who verified the address")
        case .noVerifiedDay: Row(.refuses, "is missing: say on which day the address was verified")
        case .noEthnicity: Row(.refuses, "{cell} is no code of the DfE's: those have four letters, as WBRI")
        case .noUPN: Row(.refuses, "{cell} is no UPN: {fault}")
        case .noUPNReason: Row(.refuses, "{cell} is no reason of the DfE's: write UN1, UN2 and so on")
        case .noULN: Row(.refuses, "{cell} is no ULN: {fault}")
        case .ofCaseAlone: Row(.refuses, "is for a case; leave it empty for {key}")
        case .rowTwice: Row(.refuses, "{key} stands also in {lines}; keep one row of each")
        case .cellsDiffer: Row(.refuses, "says {cell}, line {line} says {theirs}; keep one of them")
        case .upnAndReason: Row(.refuses, "says why there is no UPN, and upn gives one; keep one of them")
        case .bornWithoutName:
            Row(.refuses, "stands beside no name: give child, the name that letters call the child by")
        case .contactTwice: Row(.refuses, "{number} is contact of {case} in line {lines} too; give each its own number")
        case .contactUnnumbered:
            Row(.refuses, "is empty, which is contact 1, and so is line {lines}; number the contacts of {case}")
        case .tooManyContacts:
            Row(.refuses, "{count} rows are of {case} ({lines}), and a case has at most {most} contacts")
        case .waitsForPlan: Row(.refuses, "waits for the row of its case in the plans, which is refused")
        case .waitsForFamily:
            Row(
                .refuses,
                "is not imported, as {lines} of {case} {are} refused: the contacts of a case are taken "
                    + "together")

        case .planEnded: Row(.refuses, .dec1, "the council no longer maintains the plan since {ended}")
        case .decidedAlready:
            Row(
                .refuses, .dec1,
                "a decision of this review is recorded as sent on {told}; correct or withdraw that record first if it is "
                    + "wrong")
        case .noMeeting: Row(.refuses, .mtg1, "no review meeting is recorded as held")
        case .noOutcome: Row(.refuses, .dec1, "the outcome is missing: maintain, amend or cease")
        case .noOfficer: Row(.refuses, .dec1, "the officer who decides is not named")
        case .noReasons: Row(.refuses, .dec1, "the reasons are missing, written for this child")
        case .noPlan: Row(.refuses, .amd1, "the plan as it stands is missing")
        case .noAmendments: Row(.refuses, .amd1, "the proposed amendments are missing")
        case .noEvidence: Row(.refuses, .amd1, "the evidence for the amendments is missing")
        case .tooMuchEvidence:
            Row(.refuses, .amd1, "{count} pieces of evidence are named, and a letter lists at most {most}")
        case .unquotable: Row(.refuses, .dec1, "a letter cannot quote the {role} as given: {fault}")
        case .notForFamily:
            Row(
                .refuses, .dec1,
                "the {role} is given for {audience} alone, and the letter to the family quotes or encloses it: give it for all "
                    + "who are invited, or leave it out")
        case .notConsulted: Row(.refuses, .cease2, "nobody was consulted before ceasing")
        case .notConsultedByModel:
            Row(
                .refuses, .cease2,
                "nobody was consulted before ceasing; the model {model} asks for more than the law: {also}")
        case .consultedLate:
            Row(
                .refuses, .cease2,
                "consultation comes before a decision to cease; it is recorded for {consulted}, after the decision on {day}"
            )
        case .ceasesTooSoon:
            Row(.refuses, .cease4, "{ceases} is named, and the time for an appeal runs to {appeal}{provisional}")
        case .noGround:
            Row(
                .refuses, .cease1,
                "the ground is missing: the council is no longer responsible, or the plan is no longer necessary")
        case .underEighteen:
            Row(
                .refuses, .cease6,
                "the young person may be under 18 on {day}, and then a plan ceases only when it is no longer necessary; one "
                    + "that moves to another council is transferred")
        case .leaverNotAsked:
            Row(
                .refuses, .cease7,
                "the young person left education or training and may be 18 or over: the review must find that they do not "
                    + "wish to return, or that a return is not appropriate")
        case .outcomesNotRegarded:
            Row(
                .refuses, .cease8,
                "the young person may be 19 or over, and age alone ends no plan: say whether the education and training "
                    + "outcomes are achieved")
        case .ceasesAfterLastDay:
            Row(
                .refuses, .cease9, "{ceases} is named, and the council can maintain the plan until {last} at the latest"
            )
        case .endsByAge:
            Row(
                .refuses, .cease9,
                "by age the council can maintain the plan until {last} alone, and the time for an appeal would run to "
                    + "{appeal}: decide to keep the plan, and record that it ends by age that day")
        case .keptForAppeal:
            Row(
                .refuses, .cease4,
                "the plan is kept until the time for an appeal has passed, on {appeal}{provisional}")
        case .appealOpen:
            Row(
                .refuses, .cease5,
                "the plan is kept until the appeal of {lodged} is finally determined")
        case .orderedToContinue:
            Row(.refuses, .tri9, "the appeal against ceasing was won: the council goes on maintaining the plan")
        case .sectionFCut:
            Row(
                .refuses, .amd8,
                "{what} is provided than section F says: that is a change of the plan, and not for a note; decide to amend, or "
                    + "record a request for a change")
        case .notForThemToPass:
            Row(
                .refuses,
                "{passed} passes it, and it comes from {who}: only the manager or deputy who says it can pass it")
        case .noFinalOutcome:
            Row(.refuses, .amd3, "how the amendment ends is missing: amended, or not amended after all")
        case .noFinalOfficer: Row(.refuses, .amd3, "the officer who decides is not named")
        case .noFinalPlan: Row(.refuses, .amd3, "the final amended plan is missing")
        case .noReasonsNotToAmend: Row(.refuses, .amd4, "the reasons for not amending are missing")
        case .noNotice: Row(.refuses, .amd1, "no amendment notice was sent")
        case .answerAwaited:
            Row(.refuses, .amd2, "the family has not said that its answer is final, and its time for it runs to {last}")
        case .answerAwaitedByModel:
            Row(
                .refuses, .amd2,
                "the family has not said that its answer is final, and its time for it runs to {last}: {days} days by the "
                    + "model {model}, more than the law's {law}")

        case .noReport: Row(.holds, .rep1, "no report of the meeting is recorded")
        case .reportLate: Row(.holds, .rep1, "the report of the meeting was sent on {sent}, and was due on {due}")
        case .reasonsShort:
            Row(.holds, .dec1, "the reasons have {words} words; fewer than {least} hardly say why for this child")
        case .reasonsAlike:
            Row(
                .holds, .dec1,
                "the reasons are {percent}% the same as those of another child\u{2019}s decision; {count} are as like")
        case .evidenceUnweighed:
            Row(
                .holds, .mtg7,
                "the reasons do not say what became of {what} of {day}: give its key with --weighed once they do")
        case .againstReport:
            Row(
                .holds, .rep1,
                "the report recommends {recommended}, the decision is {outcome}, and the reasons say no word about that"
            )
        case .anotherChild:
            Row(.holds, .dec1, "another child\u{2019}s {what} stands in the {role}")
        case .offeredOnce:
            Row(
                .holds, .cease2,
                "consultation was offered on {count} day, and nobody answered: offer it again, on another day")
        case .bornUnknown:
            Row(
                .holds, .cease6,
                "the month of birth is not recorded, and what the law asks before a plan ceases depends on the age")
        case .institutionUnknown:
            Row(
                .holds, .cease9,
                "the young person may be 25 when the plan ceases, and the last day depends on the institution, which is not "
                    + "given")
        case .outOfEducation:
            Row(
                .holds, .cease6,
                "the young person may be under 18 and is not in education or training: the plan is reviewed and amended so "
                    + "that they come back, unless it is no longer necessary at all")

        case .representationUnanswered:
            Row(
                .holds, .amd2,
                "what the family said on {day}{sections} has no answer: record with amendment-answered where it was used, or "
                    + "why it was not")
        case .officerNotMet:
            Row(
                .holds, .amd2,
                "the family asked on {day} for a meeting with an officer, and none is recorded: hold it, and record "
                    + "officer-met")
        case .noticeReturned:
            Row(
                .holds, .amd2,
                "the amendment notice to contact {contact} came back, so it was not served, and the fifteen days for an "
                    + "answer have not begun")

        case .contactPresumed:
            Row(
                .asks,
                "until now the law presumed a parent as contact 1, who holds the rights; with this report there is contact "
                    + "{contact} alone: record contact 1 too")
        case .closedWithoutEvidence: Row(.asks, "no evidence is given for not telling contact {contact}")
        case .requestAnswered:
            Row(.asks, "the request was answered on {earlier} already; the first answer counts")
        case .answerWithoutReasons:
            Row(.asks, .cyc10, "no reasons in writing are given: whoever asked needs them")
        case .answerNotQuotable:
            Row(
                .asks, .cyc10,
                "the message cannot quote the reasons as given, and says that they are to be asked for: {fault}")
        case .partyNotWaiting: Row(.asks, "{party} did not disagree, or was answered before")
        case .answerWithoutDocument: Row(.asks, .pol1, "the answer itself is not given")
        case .meetingDayUnusual: Row(.asks, "the day of the meeting, {day}, is {remark}")
        case .meetingShortNotice:
            Row(.asks, .mtg3, "the meeting is less than two weeks after it was arranged")
        case .heldOtherwise:
            Row(
                .asks,
                "the meeting is reported as held on {held} already: both are kept, and the first counts until one is "
                    + "corrected or withdrawn")
        case .decisionWithoutMeeting:
            Row(
                .asks, .mtg1,
                "a decision is recorded and no meeting: without one there is no review, and its twelve months run on")
        case .decisionUndated:
            Row(
                .asks, .dec1,
                "what is known of the decision is taken, and the review is not complete until its day is known")
        case .rightsUnconfirmed:
            Row(
                .asks, .age1,
                "compulsory school age ended on {end}, and the rights are recorded with {holders}: record who holds them "
                    + "now, before a letter is written")
        case .toldAlready: Row(.asks, .dec1, "the family was told of a decision on {told}")
        case .finalTooSoon:
            Row(
                .asks, .amd2,
                "the family's fifteen days for its answer ended on {end}; if it answered before, record that too")
        case .noAmendment: Row(.asks, .amd1, "no decision to amend is recorded for this review")
        case .transferUnwritten:
            Row(
                .asks, .ph1,
                "the child is in {after}, from which a transfer follows, and none is recorded: record which, or that there "
                    + "is none; the plan must name the next place by {planBy}")

        case .settingUnnumbered:
            Row(
                .asks, .mtg8,
                "the child's education is recorded as {placement} and the setting by no number: nobody there is asked or told, "
                    + "and the council has to arrange the meeting; record its URN, or its UKPRN")

        case .changeAnswered: Row(.asks, "the request was answered on {earlier} already; the first answer counts")
        case .matterAnswered: Row(.asks, "it was answered on {earlier} already; the first answer counts")
        case .notMissed:
            Row(.asks, "review {review} has missed no such day: {missed}; what is said of it is counted nowhere")
        case .changeWithoutReasons:
            Row(.asks, .amd8, "no answer in writing is given: whoever asked needs the reasons")
        case .appealLate:
            Row(
                .asks, .app3,
                "the time for an appeal ran to {last}{provisional}; whether it is heard is for the Tribunal to say")
        case .itemsUnnamed:
            Row(
                .asks, .pol1,
                "no item of section F or outcome of section E is named that this comes from: give its id with --item")
        case .readsLikeLess:
            Row(
                .asks, .amd8,
                "it reads as if less were provided (\u{201C}{words}\u{201D}): if so, that is a change of the plan")

        case .resendAsked:
            Row(.asks, "it was asked for already, by the report {key}; the first counts")
        case .placeNotKept: Row(.asks, "where the child is is not kept from {who}: it leaves by itself")
        case .notReturned: Row(.asks, "no channel says that {id} did not arrive: it is sent a second time")
        case .noticeUnserved:
            Row(
                .asks, .amd2,
                "the amendment notice came back from {who}, and nothing of it has reached them since: for them the fifteen days "
                    + "have not begun; have it sent again, or make sure that they had it")
        case .unusedWithoutReasons:
            Row(
                .asks, .amd2,
                "no word is given why it is not used: the letter cannot say it, and what the family said stays unanswered"
            )

        case .correctionUnexplained:
            Row(
                .asks, .dec1,
                "the letter takes the place of one that left on {left}, and does not say what was wrong with that: give it with "
                    + "--correction")

        case .lastDecisionLater:
            Row(
                .asks, .dec1,
                "review {review} is open, and the last review is said to have been decided on {day}: if that decision ended "
                    + "it, record it as its own")
        case .contactOtherwise:
            Row(
                .asks,
                "somebody recorded contact {contact} otherwise, and that stands: to change it, record the contact again"
            )
        case .contactWithoutAddress:
            Row(
                .asks, .dec1,
                "contact {contact} is told of decisions, and has neither an address nor an e-mail address")
        case .contactUnreachable:
            Row(
                .asks, .dec1,
                "contact {contact} is told of decisions, and nothing can be sent to the address given, which says that there is "
                    + "none: a letter cannot leave until there is another")
        case .contactWithoutPostcode:
            Row(
                .asks, .dec1,
                "contact {contact} is told of decisions, and is written to by post, and the address has no postcode: see "
                    + "whether a letter would arrive")
        case .rightsByAge:
            Row(
                .asks, .age1,
                "compulsory school age ended on {end}, and where nothing else is said the rights are the young person\u{2019}s; "
                    + "now holding them: {addressees}; where the young person lacks the capacity, record that it was assessed"
            )
        case .heldPastAge:
            Row(
                .asks, .age1,
                "compulsory school age ended on {end}, and to be said to hold them gives nobody else the rights of a young "
                    + "person: where they lack the capacity, record that it was assessed")
        case .nobodyHolds:
            Row(
                .asks, .dec1,
                "nobody holds the rights: no decision can be told until somebody does; say so of whoever the law gives them to"
            )
        case .bornOtherwise:
            Row(.asks, "the day of birth is given as {day}, and the plan says born in {born}: find out which it is")
        case .formatNotChosen:
            Row(
                .asks,
                "contact {contact} is not recorded as reading {format}: record it with `annual-review record contact`, or the "
                    + "next letter is not ordered")
        case .formatNotOrdered: Row(.asks, "nobody recorded that {message} was ordered")

        case .answerDue: Row(.notes, .pol1, "{parties} did not agree: an answer in writing is due {due}")
        }
    }
}
