import CaseFile
import Casework
import Contracts
import Statute
import TestSupport
import Testing

/// Each step and each note, reached by the shortest case that leads to it.
@Suite struct `Every step and every note` {
    /// A case, and what follows from it.
    struct Example: CustomTestStringConvertible {
        let testDescription: String
        var today = "2024-09-02"
        let steps: [StepCode]
        let notes: [NoteCode]
        var addressed: [Addressee: Day] = [:]
        let tell: @Sendable (inout Hand) -> Void

        init(
            _ name: String, on today: String = "2024-09-02", _ steps: [StepCode], _ notes: [NoteCode],
            addressed: [Addressee: Day] = [:], _ tell: @escaping @Sendable (inout Hand) -> Void
        ) {
            testDescription = name
            self.today = today
            self.steps = steps
            self.notes = notes
            self.addressed = addressed
            self.tell = tell
        }

        /// What is to be done in it, and what stands in its drafts.
        func found() throws -> (steps: [StepCode], notes: [NoteCode]) {
            var hand = try Hand(today)
            tell(&hand)
            let steps = try hand.steps(addressed: addressed)
            let drafts = Draft.waiting(
                of: hand.story.id, file: hand.story.file, entries: hand.story.entries, on: hand.today, days: 10)
            var notes: [StepNote] = []
            for step in steps { notes += [step.because] + step.also }
            for draft in drafts { notes += draft.missing + draft.differences }
            return (steps.map(\.code), notes.map(\.code))
        }
    }

    @Test(arguments: examples)
    func `follows from its case`(_ example: Example) throws {
        let found = try example.found()
        for step in example.steps { #expect(found.steps.contains(step), "\(step.rawValue) of \(found.steps)") }
        for note in example.notes { #expect(found.notes.contains(note), "\(note.rawValue) of \(found.notes)") }
    }

    @Test func `has its case`() {
        let steps = Set(Self.examples.flatMap(\.steps))
        let notes = Set(Self.examples.flatMap(\.notes))
        for step in StepCode.allCases { #expect(steps.contains(step), "no case leads to \(step.rawValue)") }
        for note in NoteCode.allCases { #expect(notes.contains(note), "no case leads to \(note.rawValue)") }
    }

    @Test func `is said in whole words, with each of its values`() throws {
        for example in Self.examples {
            var hand = try Hand(example.today)
            example.tell(&hand)
            let steps = try hand.steps(addressed: example.addressed)
            for step in steps {
                for sentence in [step.order, step.reason] + step.remarks {
                    #expect(!sentence.contains("{"), "\(sentence)")
                    #expect(!sentence.isEmpty)
                }
            }
        }
    }

    // MARK: The cases

    private static let paper = DocumentHash(9, 9, 9, 9)

    static let examples: [Example] =
        meeting + decision + letters + amendment + asked + appeals + unknown + unsent + papers + matters + suppliers

    private static let meeting: [Example] = [
        Example("a review that nobody has arranged", [.haveMeetingArranged], [.due]) { _ in },
        Example("one that the council arranges, with the school's days at hand", [.arrangeMeeting], [.due, .schoolDay])
        {
            $0.plan {
                $0.setting = nil
                $0.placement = .notInEducation
                $0.reviewed = day("2024-01-10")
            }
            $0.hasTerms = true
        },
        Example("a plan of which no day is known", [.haveMeetingArranged], [.yearUnknown, .planDayMissing]) {
            $0.plan { $0.made = nil }
        },
        Example("a meeting to come", [.sendAdviceRound], [.due]) { $0.arrange("2024-10-01") },
        Example("one whose advice is late", [.holdMeeting], [.arrangedFor, .adviceOverdue]) {
            $0.arrange("2024-09-05")
        },
        Example("one that has passed", [.recordWhetherHeld], [.dueIfHeld]) { $0.arrange("2024-08-20") },
        Example("a decision without a meeting", [.recordMeeting], [.noReviewWithoutMeeting]) {
            $0.say(.decisionRecorded(DecisionRecorded(review: 1, outcome: .maintain)))
        },
        Example(
            "one whose year is over, and its own interval", [.haveMeetingArranged], [.yearEnded, .ownIntervalEnded]
        ) {
            $0.plan {
                $0.made = day("2023-01-01"); $0.reviewed = day("2023-02-01"); $0.interval = 6
            }
        },
    ]

    private static let decision: [Example] = [
        Example("a meeting that was held", [.decide], [.due, .reportOverdue]) { $0.meet() },
        Example("one whose report may still come", [.decide], [.reportAwaited]) { $0.meet("2024-09-01") },
        Example(
            "one whose report is in", [.decide], [.draftWaits, .noRecommendation, .noViews, .noAdvice, .bornUnknown]
        ) {
            $0.meet()
            $0.say(.reportReceived(ReportReceived(review: 1)))
        },
        Example("one whose decision is due soon", on: "2024-09-12", [.decide], [.draftWaitsUnreported]) { $0.meet() },
        Example("a meeting that is said to have been on two days", [.decide], [.heldTwice]) {
            $0.meet()
            $0.say(.meetingHeld(MeetingHeld(review: 1)))
        },
        Example(
            "a kind with which somebody did not agree", [.decide], [.disagreementAnswerDue, .disagreedUnanswered]
        ) {
            $0.say(.approachChosen(ApproachChosen(review: 1, kind: .progress, agreed: [], disagreed: [.parent])))
            $0.meet()
            $0.say(.reportReceived(ReportReceived(review: 1)))
        },
        Example("one with which somebody did not agree who was answered", [.decide], [.disagreedAnswered]) {
            $0.say(.approachChosen(ApproachChosen(review: 1, kind: .progress, agreed: [], disagreed: [.parent])))
            $0.say(.disagreementAnswered(DisagreementAnswered(review: 1, to: .parent, document: paper)))
            $0.meet()
            $0.say(.reportReceived(ReportReceived(review: 1)))
        },
        Example(
            "a report against what was asked for, and another", [.decide], [.changeAskedFor, .recommendedOtherwise]
        ) {
            $0.say(.changeRequested(ChangeRequested(from: .parent, document: paper)), on: "2024-08-10")
            $0.meet()
            $0.say(.reportReceived(ReportReceived(review: 1, recommends: .maintain)))
            $0.say(.reportReceived(ReportReceived(review: 1, recommends: .amend)))
        },
        Example("rights that by age are the young person's", [.decide], [.rightsElsewhere, .rightsUnconfirmed]) {
            $0.plan { $0.born = Month("2007-03") }
            $0.meet()
            $0.say(.reportReceived(ReportReceived(review: 1)))
        },
        Example(
            "a draft of a child whose transfer nobody wrote down", on: "2024-10-02", [.decide], [.transferUnwritten]
        ) {
            $0.plan { $0.year = 6 }
            $0.meet()
            $0.say(.reportReceived(ReportReceived(review: 1)))
        },
        Example("a draft where nobody holds the rights", [.decide, .recordHolders], [.noHolder]) {
            $0.contact(holdsRights: false)
            $0.meet()
            $0.say(.reportReceived(ReportReceived(review: 1)))
        },
        Example("a decision that could not stand", [.completeDecision], [.couldNotStand]) { $0.refuse() },
        Example("one of which nobody knows why", [.completeDecision], [.couldNotStandUnread]) {
            $0.refuse()
            $0.isRead = false
        },
        Example("two decisions that differ", [.awaitDecision], [.decidedTwice]) {
            $0.meet()
            $0.decide(.maintain)
            $0.decide(.amend)
        },
        Example("a decision of a review whose meeting is not recorded", [.awaitDecision], [.meetingUnknown]) {
            $0.decide(.maintain)
        },
        Example("a decision whose letter was sent on a day that nobody knows", [.findLetterDay], [.letterDayUnknown]) {
            $0.meet()
            $0.say(.decisionUndated(DecisionUndated(review: 1, outcome: .maintain)))
        },
        Example("a final plan of such a decision", [.findLetterDay], [.letterDayUnknownBeforeFinal]) {
            $0.meet()
            $0.say(.finalRecorded(FinalRecorded(review: 1, outcome: .amended)))
        },
        Example("a letter whose outcome is not recorded", [.recordOutcome], [.outcomeUnrecorded]) {
            $0.meet()
            $0.say(.decisionRecorded(DecisionRecorded(review: 1)))
        },
    ]

    private static let letters: [Example] = [
        Example("a letter that can be addressed to nobody", [.recordWhoIsTold], []) {
            $0.contact(holdsRights: false)
            $0.meet()
            $0.decide(.maintain)
        },
        Example("a letter to whom a decision closes", [.settleTelling], [.notTold]) {
            $0.contact(mayBeWrittenTo: false)
            $0.meet()
            $0.decide(.maintain)
        },
        Example("a letter that is written", [.awaitDecisionLetter], []) { $0.write(.maintain) },
        Example("a letter while all sending is paused", [.letLetterLeave], [.sendingPaused]) {
            $0.write(.maintain)
            $0.pause()
        },
        Example("a letter of a case that was imported", [.letLetterLeave], [.notReleased]) {
            $0.story.report(.adviceCirculated(AdviceCirculated(review: 1)), on: $0.today, by: .importer)
            $0.write(.maintain)
        },
        Example("a letter that could not be sent", [.sendDecision], [.notSent]) { hand in
            let message = hand.write(.maintain)
            hand.fail(message, .noAddress)
        },
        Example("a letter of which a copy could not be written", [.sendDecision], [.notWritten]) {
            $0.write(.maintain, lacks: .address)
        },
        Example("a reminder that could not be sent", [.haveMeetingArranged], [.messageNotSent]) {
            $0.remind(failing: .noAddress)
        },
    ]

    private static let amendment: [Example] = [
        Example("an amendment", [.finishAmendment], [.due, .answerMayCome]) { $0.tell(.amend, on: "2024-08-26") },
        Example("one of which no day is known", [.finishAmendment], [.finalDayUnknown]) {
            $0.say(.decisionRecorded(DecisionRecorded(review: 1, outcome: .amend)))
        },
        Example("one whose notice came back", [.finishAmendment, .reachAddressee], [.noticeReturned, .cameBack]) {
            $0.tell(.amend, on: "2024-08-26", returned: "2024-09-01")
        },
        Example("one to which the family answered", [.finishAmendment], [.answerUnused, .officerAskedFor]) {
            $0.tell(.amend, on: "2024-08-26")
            $0.say(
                .representationsReceived(RepresentationsReceived(review: 1, sections: [.f], asksMeeting: true)),
                on: "2024-08-30")
        },
        Example("a final plan that could not stand", [.completeFinal], [.couldNotStandUnread]) { hand in
            hand.tell(.amend, on: "2024-08-01")
            let key = hand.say(.finalSubmitted(FinalSubmitted(review: 1, outcome: .amended)))
            hand.conclude(.finalRefused, key, .finalRefused(FinalRefused(lacks: ["no-final-plan"])))
        },
        Example("a final plan whose letter is on its way", [.awaitFinalLetter], []) {
            $0.tell(.amend, on: "2024-08-01")
            $0.say(.finalSubmitted(FinalSubmitted(review: 1, outcome: .amended)))
        },
        Example("a final letter that could not be sent", [.sendFinal], [.notSent]) { hand in
            hand.tell(.amend, on: "2024-08-01")
            let key = hand.say(.finalSubmitted(FinalSubmitted(review: 1, outcome: .amended)))
            hand.conclude(.finalMade, key, .finalMade(FinalMade(outcome: .amended)))
            hand.story.writeLetter(
                ConclusionID(.finalLetter, review: 1, fact: key.reference), .finalPlan, on: hand.today)
            hand.fail(ConclusionID(.tellFinal, review: 1, fact: key.reference, to: .contact(1)), .refused)
        },
    ]

    private static let asked: [Example] = [
        Example("a request for an early review", [.answerEarlyRequest], [.due]) {
            $0.say(.earlyReviewRequested(EarlyReviewRequested(from: .parent, ground: .provision)))
        },
        Example("a request for a change", [.answerChangeRequest], [.councilsOwnDays]) {
            $0.say(.changeRequested(ChangeRequested(from: .parent)))
        },
    ]

    private static let appeals: [Example] = [
        Example("an appeal", [.answerAppeal], [.due]) {
            $0.tell(.maintain, on: "2024-08-26")
            $0.say(.appealRecorded(AppealRecorded(review: 1, step: .lodged)))
        },
        Example("an order of the Tribunal", [.carryOutOrder], [.due]) {
            $0.tell(.maintain, on: "2024-08-26")
            $0.say(.appealRecorded(AppealRecorded(review: 1, step: .lodged)))
            $0.say(.appealRecorded(AppealRecorded(review: 1, step: .orderedToAmend)))
        },
        Example("a family that wants mediation", [.arrangeMediation], [.due]) {
            $0.tell(.maintain, on: "2024-08-26")
            $0.say(.mediationRecorded(MediationRecorded(review: 1, step: .wanted)))
        },
        Example("a plan that ceases, once nobody appealed", on: "2025-03-03", [.recordEnd], [.appealTimeOver]) {
            $0.tell(.cease, on: "2024-12-02")
        },
        Example("one whose appeal was dismissed", [.recordEndAfterAppeal], [.appealDismissed]) {
            $0.tell(.cease, on: "2024-08-26")
            $0.say(.appealRecorded(AppealRecorded(review: 1, step: .lodged)))
            $0.say(.appealRecorded(AppealRecorded(review: 1, step: .dismissed)))
        },
        Example("one whose appeal was won", [.keepPlan], [.appealWon]) {
            $0.tell(.cease, on: "2024-08-26")
            $0.say(.appealRecorded(AppealRecorded(review: 1, step: .lodged)))
            $0.say(.appealRecorded(AppealRecorded(review: 1, step: .orderedToContinue)))
        },
        Example("a child who died", [.lookAfterDeath], [.silencedByDeath]) {
            $0.say(.planEnded(PlanEnded(reason: .died)))
        },
    ]

    private static let unknown: [Example] = [
        Example("a case of which nobody knows who holds the rights", [.recordHolders], [.noHolder]) {
            $0.contact(holdsRights: false)
        },
        Example("rights that by age are the young person's", [.recordRights], [.schoolAgeEnded]) {
            $0.plan { $0.born = Month("2007-03") }
        },
        Example("a transfer that nobody wrote down", [.recordTransfer], [.transferFollows]) { $0.plan { $0.year = 6 } },
        Example("a transfer in a year that nobody wrote down", [.recordTransferYear], [.transferYearUnknown]) {
            $0.plan { $0.transfer = .primaryToSecondary }
        },
        Example("a transfer whose weeks have begun", on: "2025-01-10", [.namePlace], [.due]) {
            $0.plan {
                $0.transfer = .primaryToSecondary; $0.transferYear = 2025
            }
        },
        Example("a plan of which nothing is known and no review is open", [.findPlanDay], [.planDayUnknown]) {
            $0.story = TestCase($0.story.id)
            $0.plan { $0.made = nil }
        },
    ]

    private static let unsent: [Example] = [
        Example(
            "a message to the setting that could not be sent, once the review is over", [.tellYourself],
            [.sendingFailed]
        ) {
            hand in
            let message = hand.tell(.maintain, on: "2024-08-26")
            hand.fail(ConclusionID(.tellDecision, review: 1, fact: message.fact, to: .party(.setting)), .noAddress)
        },
        Example(
            "a letter to somebody from whom it is kept where the child is, before anybody looked through it",
            [.lookThrough],
            [.mayTellPlace]
        ) {
            $0.story.contact(1, locationProtected: true, on: $0.today)
            $0.fail($0.write(.maintain), .mayTellPlace)
        },
        Example("a letter that came back to somebody recorded anew", [.sendAgain], [.recordedSince]) {
            $0.contact()
            $0.tell(.maintain, on: "2024-08-26", returned: "2024-08-30")
            $0.contact()
        },
        Example("a letter of which a copy could not be written, once the plan has ended", [.tellYourself], [.copyLacks])
        {
            $0.write(.cease, lacks: .address)
            $0.say(.planEnded(PlanEnded(reason: .needsMet)))
        },
        Example(
            "a letter that came back to somebody who has another record in people", [.sendAgain], [.addressSince],
            addressed: [.contact(1): day("2024-08-29")]
        ) { $0.tell(.maintain, on: "2024-08-26", returned: "2024-08-30") },
    ]

    private static let papers: [Example] = [
        Example(
            "another child's paper, and what was decided with it", [.reportBreach, .lookAtDecision],
            [.paperOfAnother, .restsOnPaper, .lettersOfBreach]
        ) {
            $0.meet()
            let key = $0.decide(.maintain)
            $0.say(
                .documentWithdrawn(
                    DocumentWithdrawn(role: .reasons, document: paper, ground: .anotherChild, reports: [key])))
        },
        Example("another child's paper of which this family was told", [.reportBreachOfOther], [.paperOfAnother]) {
            let withdrawal = $0.say(
                .documentWithdrawn(DocumentWithdrawn(role: .reasons, document: paper, ground: .anotherChild)))
            $0.story.report(
                .paperNotYours(PaperNotYours(withdrawal: withdrawal, document: paper)), on: $0.today,
                by: .person(.manager, actorID("M-02"), by: .command))
        },
    ]

    private static let matters: [Example] = [
        Example("a question with a day that was promised", [.answerQuestion], [.dayTheyWereTold]) {
            $0.say(.questionAsked(QuestionAsked(review: 1, from: .parent, until: day("2024-09-06"))))
        },
        Example("a question without one", [.answerQuestion], [.ownWorkingDays]) {
            $0.say(.questionAsked(QuestionAsked(review: 1, from: .parent)))
        },
        Example("support that is not delivered", [.answerSupport], [.supportDays]) {
            $0.say(.supportNotDelivered(SupportNotDelivered(from: .parent)))
        },
        Example("a complaint", [.answerComplaint], [.complaintDays]) {
            $0.say(.complaintMade(ComplaintMade(from: .parent, about: .delay)))
        },
        Example("something that the family contests", [.settleContest], [.contestMonth]) {
            $0.say(.factContested(FactContested(review: 1, fact: .letterSent)))
        },
        Example("an interpreter who is needed", [.supplyAdjustment], [.adjustmentDuty]) {
            $0.say(.adjustmentAsked(AdjustmentAsked(review: 1, what: .interpreter)))
        },
        Example("what the family gave on the portal", [.readContribution], [.readingPromised]) {
            let given = $0.say(.progressRecorded(ProgressRecorded(from: .parent)))
            $0.say(.readingPromised(ReadingPromised(given: given, contact: 1)))
        },
        Example("what somebody wrote about a child's safety", [.readConcern], [.readingPromised]) {
            $0.say(.safetyConcernRaised(SafetyConcernRaised(from: .parent)))
        },
        Example("work that an audit asked for", [.workAgain], [.auditedAgain]) {
            let auditor = Actor.person(.auditor, actorID("A-02"), by: .command)
            $0.story.report(
                .auditRecorded(AuditRecorded(review: 1, framework: "annual-review", marks: [], grade: .inadequate)),
                on: $0.today, by: auditor)
            $0.story.report(
                .auditActionSet(AuditActionSet(review: 1, owner: actorID("C-09"), by: day("2024-12-01"))),
                on: $0.today, by: auditor)
        },
    ]

    private static let suppliers: [Example] = [
        Example("a letter for somebody who reads by ear", [.orderFormat], [.supplierBy, .howToOrder]) {
            $0.reads(.audio)
            $0.tell(.maintain, on: "2024-08-26")
        },
        Example("one that was ordered", [.seeFormatCome], [.orderedBy, .howToSupply]) {
            $0.reads(.audio)
            let message = $0.tell(.maintain, on: "2024-08-26")
            $0.say(.formatOrdered(FormatOrdered(message: message, format: .audio)))
        },
        Example("a letter with no day of the law", [.orderFormat], [.supplierUndated]) {
            $0.reads(.audio)
            $0.tellChangeAnswer(on: "2024-08-26")
        },
        Example("one of them that was ordered", [.seeFormatCome], [.orderedUndated]) {
            $0.reads(.audio)
            let message = $0.tellChangeAnswer(on: "2024-08-26")
            $0.say(.formatOrdered(FormatOrdered(message: message, format: .audio)))
        },
        Example("a decision for somebody who reads a film", [.decide], [.formatTooLate]) {
            $0.reads(.bsl)
            $0.meet("2024-08-26")
        },
        Example("a decision for somebody who reads by ear", [.decide], [.formatToOrder]) {
            $0.reads(.audio)
            $0.meet("2024-08-26")
        },
    ]
}
