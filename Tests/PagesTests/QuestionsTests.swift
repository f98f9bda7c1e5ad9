import CaseFile
import Contracts
import Dispatch
import Foundation
import Runtime
import Statute
import Synchronization
import TestSupport
import Testing

@testable import Pages

@Suite struct `A page's question to the record` {
    struct Nothing: OnePartition {
        let book = LogBook()
        func file(of id: CaseID) -> CaseFile? { nil }
    }

    static let record = Act.record(.access, partition: nil, key: "B-1", value: [1], headers: [])
    static let id = caseID("B-1")
    static let entry = Entry(
        by: .coordinator, recorded: Day("2024-11-18") ?? .first,
        events: [Event(SubmissionKey(high: 1, low: 1), .planEnded(PlanEnded(reason: .maximumAge)))])

    /// A question on a thread of its own, as a page's, and what came of it.
    final class Asked: Sendable {
        private let result = Mutex<Result<Questions.Answered<Int>, Questions.Fault>?>(nil)
        private let end = DispatchSemaphore(value: 0)

        /// Asks, and comes back when the service's thread would have been woken.
        init(_ questions: Questions, _ acts: [Act]) {
            let woken = DispatchSemaphore(value: 0)
            questions.wakes { woken.signal() }
            Thread.detachNewThread { [self] in
                do throws(Questions.Fault) {
                    let answer = try questions.ask { _ throws(Questions.Fault) in (7, acts) }
                    result.withLock { $0 = .success(answer) }
                } catch {
                    result.withLock { $0 = .failure(error) }
                }
                end.signal()
            }
            woken.wait()
        }

        /// What came of it, when it is there.
        func get() throws -> Questions.Answered<Int> {
            end.wait()
            return try #require(result.withLock { $0 }).get()
        }
    }

    @Test func `is answered at once where nothing is to be written`() throws {
        let questions = Questions(patience: 60)
        #expect(questions.act(Nothing()).isEmpty)
        let answer = Asked(questions, [])
        #expect(questions.act(Nothing()).isEmpty)
        #expect(try answer.get().answer == 7 && questions.isAtRest)
    }

    @Test func `is answered when what it has written is acknowledged, and not before`() throws {
        let questions = Questions(patience: 60)
        _ = questions.act(Nothing())
        let answer = Asked(questions, [Self.record])
        #expect(questions.act(Nothing()).count == 1)
        #expect(!questions.isAtRest)
        // The loop asks again only when its last records are acknowledged.
        _ = questions.act(Nothing())
        #expect(try answer.get().answer == 7 && questions.isAtRest)
    }

    @Test func `with an entry is answered when that is read back, with what became of it`() throws {
        let questions = Questions(patience: 60)
        _ = questions.act(Nothing())
        let answer = Asked(questions, [.entry(Self.id, Self.entry)])
        #expect(questions.act(Nothing()).count == 1)
        // It was not delivered: it is said again.
        #expect(questions.act(Nothing()).count == 1 && !questions.isAtRest)
        questions.folded(Self.entry, of: Self.id, .doesNotFit)
        #expect(try answer.get().receptions == [CaseFile.Reception.doesNotFit])
    }

    @Test func `that comes before the record is read, or beyond its bound, is refused`() throws {
        let questions = Questions(patience: 60)
        #expect(throws: Questions.Fault.notReady) { try questions.ask { _ throws(Questions.Fault) in (0, []) } }
        _ = questions.act(Nothing())
        let waiting = (0..<Questions.most).map { _ in Asked(questions, []) }
        #expect(throws: Questions.Fault.tooMany) { try questions.ask { _ throws(Questions.Fault) in (0, []) } }
        _ = questions.act(Nothing())
        for answer in waiting { #expect(try answer.get().answer == 7) }
    }

    @Test func `that nobody looks at in time did nothing; one whose record is not heard of may have`() throws {
        let questions = Questions(patience: 0.05)
        _ = questions.act(Nothing())
        #expect(throws: Questions.Fault.late) { try questions.ask { _ throws(Questions.Fault) in (0, [Self.record]) } }
        #expect(questions.act(Nothing()).isEmpty)
        questions.wakes { [questions] in Thread.detachNewThread { _ = questions.act(Nothing()) } }
        #expect(throws: Questions.Fault.unknown) {
            try questions.ask { _ throws(Questions.Fault) in (0, [Self.record]) }
        }
        #expect(questions.isAtRest)
    }
}
