import CaseFile
import Casework
import Contracts
import Foundation
import Statute
import TestSupport
import Testing

/// Every refusal, and everything that is asked, is found somewhere in the tests, and what no other test finds, here.
@Suite struct `Every finding` {
    private let paper = DocumentHash(9, 9, 9, 9)

    private func met() throws -> Hand {
        var hand = try Hand("2024-09-02")
        hand.story.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2024-08-20"))
        return hand
    }

    private func amending() throws -> Hand {
        var hand = try met()
        hand.story.report(
            .decisionRecorded(DecisionRecorded(review: 1, outcome: .amend, notice: day("2024-08-21"))),
            on: day("2024-08-21"))
        return hand
    }

    @Test func `is produced by a test, by its name or by its word`() throws {
        let folder = Repository.root.appending(path: "Tests")
        let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        var text = ""
        for case let file as URL in files where file.pathExtension == "swift" {
            text += try String(contentsOf: file, encoding: .utf8)
        }
        for code in FindingCode.allCases {
            let isNamed = text.firstRange(of: try Regex("\\.\(code)\\b")) != nil
            #expect(isNamed || text.contains(code.rawValue), "no test finds \(code.rawValue)")
        }
    }

    @Test func `that the law stands behind names its rule, and what only contradicts the record names none`() {
        for code in FindingCode.allCases where code.severity == .holds {
            #expect(code.rule != nil, "\(code.rawValue)")
        }
        for code in FindingCode.allCases {
            guard let rule = code.rule else { continue }
            #expect(!Statute.rule(rule).source.isEmpty)
        }
    }

    @Test func `of an amendment's days`() throws {
        let hand = try amending()
        #expect(
            hand.findings(.representationsReceived(RepresentationsReceived(review: 1)), on: "2024-08-20") == [
                .beforeNotice
            ])
        #expect(
            hand.findings(.decisionUndated(DecisionUndated(review: 1, outcome: .amend))) == [.letterDayKnown])
        #expect(
            try met().findings(.representationsReceived(RepresentationsReceived(review: 1))) == [.noAmendment])
        #expect(
            hand.findings(.decisionRecorded(DecisionRecorded(review: 1, outcome: .amend))).contains(.toldAlready))
    }

    @Test func `of the end of an amendment`() throws {
        var hand = try amending()
        hand.today = day("2024-09-20")
        let final = FinalSubmitted(review: 1, officer: actorID("C-07"))
        #expect(hand.findings(.finalSubmitted(final)) == [.noFinalOutcome])
        var amended = final
        amended.outcome = .amended
        #expect(hand.findings(.finalSubmitted(amended)) == [.noFinalPlan])
        amended.plan = paper
        #expect(try met().findings(.finalSubmitted(amended)) == [.noAmendment, .noNotice])
    }

    @Test func `of a transfer that nobody wrote down`() throws {
        var story = TestCase(try #require(CaseID("B-1")))
        story.report(
            .planRecorded(
                PlanRecorded(
                    born: Month("2013-10"), made: day("2019-07-12"), placement: .mainstream, need: .autism, year: 6,
                    model: "statutory")),
            on: day("2024-09-02"))
        #expect(
            CaseInHand(story.id, story.file, on: day("2024-09-02")).standing.map(\.code).contains(.transferUnwritten))
    }

    @Test func `of people and meetings`() throws {
        let hand = try Hand("2024-09-02")
        var contact = ContactRecorded(
            contact: 1, relation: .parent, holdsRights: true, mayBeWrittenTo: false, by: actorID("SG-1"),
            on: day("2024-09-02"))
        contact.mayBeWrittenTo.evidence = nil
        #expect(hand.findings(.contactRecorded(contact)) == [.closedWithoutEvidence])
        // A Saturday.
        #expect(
            hand.findings(.meetingArranged(MeetingArranged(review: 1, meeting: day("2024-09-28")))) == [
                .meetingDayUnusual
            ])
        #expect(
            hand.findings(
                .approachChosen(ApproachChosen(review: 1, kind: .progress, agreed: [.setting], disagreed: [.parent])))
                == [.answerDue])
    }
}
