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
}
