import Contracts
import Testing

@testable import CaseFile

@Suite struct `The kinds of messages` {
    @Test func `are one for each subject that is a message, and for nothing else`() {
        for number in 0...UInt8.max {
            guard let subject = Subject(rawValue: number) else { continue }
            #expect(MessageKind.table.count { $0.subject == subject } == (subject.isMessage ? 1 : 0), "\(subject)")
            #expect(MessageKind.of(subject)?.subject == (subject.isMessage ? subject : nil))
        }
    }

    @Test func `are read for ever as they were written: a row is added, and none changed`() {
        let rows = MessageKind.table.map {
            "\($0.subject.word): \($0.source), \($0.contacts), \($0.afterEnd)".replacing("Contracts.Subject.", with: "")
                .replacing("Contracts.EventKind.", with: "")
        }
        #expect(
            rows == [
                "tell-review-due: opening, rightsHolders, never",
                "tell-invitation: meeting, rightsHolders, never",
                "tell-remind-arrange: reminder(remindArrange), rightsHolders, never",
                "tell-remind-advice: reminder(remindAdvice), rightsHolders, never",
                "tell-remind-report: reminder(remindReport), rightsHolders, never",
                "tell-remind-decision: reminder(remindDecision), rightsHolders, never",
                "tell-remind-final: reminder(remindFinal), rightsHolders, never",
                "tell-not-recorded: alarm(nil), rightsHolders, never",
                "tell-late-to-family: alarm(Optional(noDecisionBy)), rightsHolders, never",
                "tell-decision: letter(decisionLetter), rightsHolders, ofCeasing",
                "tell-refused: refusal(decisionRefused, or: finalRefused), rightsHolders, never",
                "tell-final: letter(finalLetter), rightsHolders, never",
                "tell-early-request: request, rightsHolders, never",
                "tell-early-answer: answer, rightsHolders, never",
                "tell-rights-will-pass: passing(rightsWillPass), youngPersonAndHolders, never",
                "tell-rights-passed: passing(rightsPassed), youngPersonAndHolders, never",
                "tell-again: resend, rightsHolders, never",
                "tell-moved-in: report(movedIn), rightsHolders, never",
                "tell-ceasing-considered: report(ceasingConsidered), rightsHolders, never",
                "tell-ended: report(planEnded), rightsHolders, ofItsEnd",
                "tell-disagreement-answer: report(disagreementAnswered), rightsHolders, never",
                "tell-change-answer: report(changeAnswered), rightsHolders, never",
                "tell-correction: report(correctionRecorded), rightsHolders, ofAll",
                "tell-paper-astray: report(paperAstray), rightsHolders, ofAll",
                "tell-paper-not-yours: report(paperNotYours), rightsHolders, ofAll",
            ])
    }

    @Test func `carry a letter by the conclusion that it was written`() {
        #expect(MessageKind.carrying(.decisionLetter)?.subject == .tellDecision)
        #expect(MessageKind.carrying(.finalLetter)?.subject == .tellFinal)
        #expect(MessageKind.carrying(.decisionMade) == nil)
        let fact = Fact.submission(7)
        let message = ConclusionID(.tellFinal, review: 2, fact: fact, to: .contact(3))
        #expect(message.toldLetter == ConclusionID(.finalLetter, review: 2, fact: fact))
        #expect(ConclusionID(.tellRefused, review: 2, fact: fact, to: .party(.coordinator)).toldLetter == nil)
    }
}
