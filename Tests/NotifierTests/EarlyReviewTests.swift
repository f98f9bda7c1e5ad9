import CaseFile
import Contracts
import Statute
import Testing

@testable import Notifier

@Suite struct `Who is told of an early review` {
    private func asked(
        by party: Party = .parent, of paper: CaseOnPaper = CaseOnPaper()
    ) -> (CaseOnPaper, SubmissionKey) {
        var paper = paper
        let key = paper.report(.earlyReviewRequested(EarlyReviewRequested(from: party, ground: .needsChanged)))
        return (paper, key)
    }

    private func told(_ paper: CaseOnPaper) -> [String] {
        paper.missing.flatMap { $0.events.compactMap { $0.id.description.split(separator: "/").last.map(String.init) } }
    }

    @Test func `the coordinator, at once, that it was asked for, and not once it is answered or long ago`() {
        var (paper, key) = asked()
        #expect(
            paper.lacking == [ConclusionID(.tellEarlyRequest, fact: key.reference, party: .coordinator).description])
        #expect(paper.missing.first?.because == .submission(key))
        var late = paper
        late.today = late.today + 29
        #expect(late.lacking.isEmpty)
        paper.report(.earlyReviewAnswered(EarlyReviewAnswered(request: key, agreed: false)))
        #expect(!paper.lacking.contains { $0.hasPrefix("tell-early-request") })
    }

    @Test func `whoever holds the rights of the answer, each of them, and the setting when it asked`() {
        var ofAge = CaseOnPaper()
        ofAge.passRights()
        var both = CaseOnPaper()
        both.contact(1)
        both.contact(2, .fosterCarer)
        for (asker, paper, told) in [
            (Party.parent, CaseOnPaper(), ["contact-1"]), (.setting, CaseOnPaper(), ["contact-1", "setting"]),
            (.parent, ofAge, ["contact-2"]), (.youngPerson, ofAge, ["contact-2"]),
            (.parent, both, ["contact-1", "contact-2"]), (.health, both, ["contact-1", "contact-2", "health"]),
        ] {
            let addressees = told
            var (paper, key) = asked(by: asker, of: paper)
            _ = paper.sayWhatIsMissing()
            paper.report(.earlyReviewAnswered(EarlyReviewAnswered(request: key, agreed: true, review: 1)))
            #expect(self.told(paper) == addressees)
            #expect(paper.sayWhatIsMissing() == [.accepted])
            #expect(paper.lacking.isEmpty)
        }
    }

    @Test func `an answer that was withdrawn before it left is not told`() {
        var (paper, key) = asked()
        let answer = paper.report(.earlyReviewAnswered(EarlyReviewAnswered(request: key, agreed: true, review: 1)))
        let message = ConclusionID(.tellEarlyAnswer, fact: answer.reference, to: .contact(1))
        #expect(paper.file.isTimely(message))
        paper.report(.withdrawn(Withdrawn(report: answer)))
        #expect(!paper.file.isTimely(message))
        #expect(!paper.lacking.contains { $0.hasPrefix("tell-early-answer") })
    }

    @Test func `coordinator and manager that nobody answered, and neither once somebody did`() {
        var (paper, key) = asked()
        _ = paper.sayWhatIsMissing()
        let by = paper.today + 15
        paper.today = by + 1
        #expect(
            paper.conclude((ConclusionID(.noAnswerBy, day: by), .notRecorded(NotRecorded(rule: RuleName(.cyc10)))))
                == .accepted)
        #expect(
            paper.lacking == ["coordinator", "manager"].map { "tell-not-recorded/no-answer-by/\(by)/\($0)" })
        paper.report(.earlyReviewAnswered(EarlyReviewAnswered(request: key, agreed: false)))
        #expect(!paper.lacking.contains { $0.contains("no-answer-by") })
    }

    @Test func `in words that say yes or no, by when, and why that day`() throws {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        let templates = try Templates(seeds: "\(root)/seeds")
        var (paper, key) = asked()
        let request = ConclusionID(.tellEarlyRequest, fact: key.reference, party: .coordinator)
        let text = try templates.post(try paper.context(request)).text
        #expect(text.contains("by Tuesday 17 September 2024"))
        #expect(text.contains("15 days after an early review was asked for on 2 Sep 2024, the council's own limit"))
        for isAgreed in [true, false] {
            let answer = paper.report(
                .earlyReviewAnswered(EarlyReviewAnswered(request: key, agreed: isAgreed, review: 1)))
            let id = ConclusionID(.tellEarlyAnswer, fact: answer.reference, to: .contact(1))
            let post = try templates.post(try paper.context(id))
            #expect(post.text.contains("On Monday 2 September 2024 we were asked"))
            #expect(post.text.contains("We hold the review early") == isAgreed)
            #expect(post.text.contains("We do not hold the review early") == !isAgreed)
            paper.report(.withdrawn(Withdrawn(report: answer)))
        }
    }
}
