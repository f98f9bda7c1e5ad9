import CaseFile
import Contracts
import Foundation
import Runtime
import Statute
import TestSupport
import Testing

@testable import Pages

@Suite struct `A page's question to the record` {
    struct Nothing: State {
        func file(of id: CaseID) -> CaseFile? { nil }
        func owns(_ id: CaseID) -> Bool { true }
        func partition(of id: CaseID) -> Int32 { 0 }
        func log(of partition: Int32) -> LogBook { LogBook() }
        let owned: [Int32] = [0]
        func isInFlight(_ id: CaseID) -> Bool { false }
        let instance = "test"
        let seconds = 0.0
    }

    static let record = Act.record(.access, partition: nil, key: "B-1", value: [1], headers: [])
    static let id = caseID("B-1")
    static let entry = Entry(
        by: .coordinator, recorded: Day("2024-11-18") ?? .first,
        events: [Event(SubmissionKey(high: 1, low: 1), .planEnded(PlanEnded(reason: .maximumAge)))])

    /// Asks on a thread of its own, as a page does; what came of it.
    func ask(_ questions: Questions, _ acts: [Act]) -> Task<Result<Questions.Answered<Int>, Questions.Fault>, Never> {
        let (stream, continuation) = AsyncStream<Result<Questions.Answered<Int>, Questions.Fault>>.makeStream()
        Thread.detachNewThread {
            do throws(Questions.Fault) {
                continuation.yield(.success(try questions.ask { _ throws(Questions.Fault) in (7, acts) }))
            } catch { continuation.yield(.failure(error)) }
            continuation.finish()
        }
        return Task {
            for await result in stream { return result }
            return .failure(.unknown)
        }
    }

    /// Each time that somebody asks.
    func asked(_ questions: Questions) -> AsyncStream<Void>.AsyncIterator {
        let (stream, continuation) = AsyncStream<Void>.makeStream()
        questions.wakes { continuation.yield() }
        return stream.makeAsyncIterator()
    }

    @Test func `is answered at once where nothing is to be written`() async throws {
        let questions = Questions(patience: 60)
        #expect(questions.act(Nothing()).isEmpty)
        var asked = asked(questions)
        let answer = ask(questions, [])
        await asked.next()
        #expect(questions.act(Nothing()).isEmpty)
        #expect(try await answer.value.get().answer == 7 && questions.isAtRest)
    }

    @Test func `is answered when what it has written is acknowledged, and not before`() async throws {
        let questions = Questions(patience: 60)
        _ = questions.act(Nothing())
        var asked = asked(questions)
        let answer = ask(questions, [Self.record])
        await asked.next()
        #expect(questions.act(Nothing()).count == 1)
        #expect(!questions.isAtRest)
        // The loop asks again only when its last records are acknowledged.
        _ = questions.act(Nothing())
        #expect(try await answer.value.get().answer == 7 && questions.isAtRest)
    }

    @Test func `with an entry is answered when that is read back, with what became of it`() async throws {
        let questions = Questions(patience: 60)
        _ = questions.act(Nothing())
        var asked = asked(questions)
        let answer = ask(questions, [.entry(Self.id, Self.entry)])
        await asked.next()
        #expect(questions.act(Nothing()).count == 1)
        // It was not delivered: it is said again.
        #expect(questions.act(Nothing()).count == 1 && !questions.isAtRest)
        questions.folded(Self.entry, of: Self.id, .doesNotFit)
        #expect(try await answer.value.get().receptions == [CaseFile.Reception.doesNotFit])
    }

    @Test func `that comes before the record is read, or beyond its bound, is refused`() async throws {
        let questions = Questions(patience: 60)
        #expect(throws: Questions.Fault.notReady) { try questions.ask { _ throws(Questions.Fault) in (0, []) } }
        _ = questions.act(Nothing())
        var waiting: [Task<Result<Questions.Answered<Int>, Questions.Fault>, Never>] = []
        var asked = asked(questions)
        for _ in 0..<Questions.most {
            waiting.append(ask(questions, []))
            await asked.next()
        }
        #expect(throws: Questions.Fault.tooMany) { try questions.ask { _ throws(Questions.Fault) in (0, []) } }
        _ = questions.act(Nothing())
        for answer in waiting { #expect(try await answer.value.get().answer == 7) }
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
