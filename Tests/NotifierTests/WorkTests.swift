import CaseFile
import Contracts
import Runtime
import Statute
import TestSupport
import Testing

@testable import Notifier

@Suite struct `What a look at a case takes` {
    /// A case with so many of each thing that somebody could put into one record by the thousand.
    private func paper(_ many: Int, _ data: (Int) -> EventData) -> CaseOnPaper {
        var paper = CaseOnPaper()
        paper.hold()
        let events = (0..<many).map { number in
            Event(SubmissionKey(high: 0x7000_0000_0000 + UInt64(number), low: 7), data(number))
        }
        paper.append(Entry(by: .coordinator, recorded: paper.today, events: events))
        return paper
    }

    /// How much is gone through when it is asked what is missing, and again of what was said.
    private func steps(_ paper: inout CaseOnPaper) -> Int {
        let reading = CaseReading(paper.file)
        let entries = paper.notifier.missing(from: reading, on: paper.today)
        for entry in entries { paper.append(entry) }
        let again = CaseReading(paper.file)
        for message in paper.file.messages { _ = again.isTimely(message.id) }
        return reading.steps + again.steps
    }

    @Test func `grows with the case's events and no faster, be they requests, answers or decisions by the thousand`() {
        let request = SubmissionKey(high: 0x7000_0000_0000, low: 7)
        for (name, data) in [
            (
                "requests",
                { _ in .earlyReviewRequested(EarlyReviewRequested(from: .parent, ground: .needsChanged)) }
            ),
            ("answers", { _ in .earlyReviewAnswered(EarlyReviewAnswered(request: request, agreed: false)) }),
            ("decisions", { _ in .decisionSubmitted(DecisionSubmitted(review: 1, outcome: .maintain)) }),
        ] as [(String, (Int) -> EventData)] {
            var few = paper(500, data)
            var many = paper(4_000, data)
            let (small, large) = (steps(&few), steps(&many))
            #expect(small > 0)
            #expect(large <= 10 * small, "\(name): \(small) steps for 500, \(large) for 4,000")
        }
    }

    @Test func `nor of messages that are asked for again by the thousand, each after the other or all of one`() {
        for (name, isChain) in [("all of one", false), ("a chain", true)] {
            let steps = [500, 4_000].map { (many: Int) -> Int in
                var paper = CaseOnPaper()
                let letter = paper.decide(.maintain)
                paper.tell(letter, .tellDecision)
                let told = ConclusionID(.tellDecision, review: 1, fact: letter.fact, to: .contact(1))
                var last = told
                let events = (0..<many).map { number in
                    let key = SubmissionKey(high: 0x7000_0000_0000 + UInt64(number), low: 7)
                    defer {
                        if isChain { last = ConclusionID(.tellAgain, review: 1, fact: key.reference, to: .contact(1)) }
                    }
                    return Event(key, .resendAsked(ResendAsked(message: last, why: .newAddress)))
                }
                for start in stride(from: 0, to: many, by: Entry.mostEvents) {
                    let part = events[start..<min(many, start + Entry.mostEvents)]
                    paper.append(Entry(by: .coordinator, recorded: paper.today, events: Array(part)))
                }
                #expect(paper.lacking.contains { $0.contains("/tell-again/") }, "\(name): the first goes again")
                return self.steps(&paper)
            }
            #expect(steps[0] > 0)
            #expect(steps[1] <= 10 * steps[0], "\(name): \(steps[0]) steps for 500, \(steps[1]) for 4,000")
        }
    }
}
