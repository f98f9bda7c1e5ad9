package import CaseFile
package import Contracts
import Dispatch
package import Runtime
import Synchronization

// What is not obvious in this room:
//
// - A page never looks at a case file by itself. The files belong to the service's thread; a page's thread puts a question,
//   wakes that thread and waits. So a page shows one moment of the whole log, and nothing is locked while records are folded.
// - What a page must have written before it is shown is acknowledged before the question is answered: records of `access` by
//   the broker, entries by being read back. The loop asks again only when all records of its last answer are acknowledged
//   (`SideEffects.act`), which is all that this rests on.
// - An entry that was read back is given. One that was not in time may be given all the same: whoever gave it is told so, and
//   the form holds its key, so that giving it again adds nothing.
// - Pages carry no script and no style of their own: `script-src 'self'` and `style-src 'self'`, with one file each.

/// What the threads of pages ask of the service's thread, and what it answers.
///
/// - Thread: `ask` on any thread but the service's, which it would keep waiting for itself; all else on the service's.
package final class Questions: Sendable {
    /// How many may wait at once; one more is refused. The server answers as many pages at once at most.
    package static let most = 64
    /// How long a question waits for its answer, in seconds.
    package static let patience = 5.0

    /// Why there is no answer.
    package enum Fault: Error, Sendable, Equatable {
        /// As many wait as may.
        case tooMany
        /// The log has not been read to its end yet.
        case notReady
        /// Nothing was done with it in time: nothing was written.
        case late
        /// What it writes was handed on and not heard of in time: it may be recorded, or not.
        case unknown
        /// The case is none that the log knows.
        case noCase
    }

    /// An answer, and what became of each entry that was appended with it, in their order.
    package struct Answered<Answer: Sendable>: Sendable {
        package let answer: Answer
        package let receptions: [CaseFile.Reception]
    }

    /// A question as the service's thread sees it.
    private struct Waiting {
        let number: UInt64
        /// Looks, and answers what to write.
        let look: @Sendable (any State) throws -> [Act]
        let finish: @Sendable (Result<[CaseFile.Reception], Fault>) -> Void
        /// The entries that are not read back yet, and what became of those that are.
        var unread: [(place: Int, id: CaseID, entry: Entry)] = []
        var receptions: [CaseFile.Reception?] = []
    }

    private struct Held {
        var isReady = false
        var next: UInt64 = 0
        /// Not looked at yet.
        var queue: [Waiting] = []
        /// Being looked at.
        var looking: Set<UInt64> = []
        /// Looked at: their records are on their way, or their entries are not read back.
        var under: [Waiting] = []
        var wake: (@Sendable () -> Void)?
        var count: Int { queue.count + looking.count + under.count }
    }

    private let held = Mutex(Held())
    private let patience: Double

    /// Each question waits so many seconds.
    package init(patience: Double = Questions.patience) { self.patience = patience }

    /// Where an answer is laid down.
    private final class Slot<Answer: Sendable>: Sendable {
        let answer = Mutex<Answer?>(nil)
        let end = Mutex<Result<[CaseFile.Reception], Fault>?>(nil)
        let news = DispatchSemaphore(value: 0)
    }

    /// What there is to see now, and what is to be written with it. It comes back when all that `look` wants written stands.
    package func ask<Answer: Sendable>(
        _ look: @escaping @Sendable (any State) throws(Fault) -> (Answer, [Act])
    ) throws(Fault) -> Answered<Answer> {
        let slot = Slot<Answer>()
        let asked = held.withLock { held -> Result<(number: UInt64, wake: (@Sendable () -> Void)?), Fault> in
            guard held.isReady else { return .failure(.notReady) }
            guard held.count < Questions.most else { return .failure(.tooMany) }
            held.next += 1
            held.queue.append(
                Waiting(
                    number: held.next,
                    look: { state in
                        let (answer, acts) = try look(state)
                        slot.answer.withLock { $0 = answer }
                        return acts
                    },
                    finish: { end in
                        slot.end.withLock { $0 = end }
                        slot.news.signal()
                    }))
            return .success((held.next, held.wake))
        }
        let (number, wake) = try asked.get()
        wake?()
        if slot.news.wait(timeout: .now() + patience) == .timedOut {
            if let fault = abandon(number) { throw fault }
            // It was answered in that very moment.
            slot.news.wait()
        }
        guard let end = slot.end.withLock({ $0 }) else { throw .unknown }
        let receptions = try end.get()
        guard let answer = slot.answer.withLock({ $0 }) else { throw .unknown }
        return Answered(answer: answer, receptions: receptions)
    }

    /// Nobody waits for it any more. What was not looked at is never done. Nil when it is answered already.
    private func abandon(_ number: UInt64) -> Fault? {
        held.withLock { held -> Fault? in
            if let place = held.queue.firstIndex(where: { $0.number == number }) {
                held.queue.remove(at: place)
                return .late
            }
            if held.looking.remove(number) != nil { return .unknown }
            guard let place = held.under.firstIndex(where: { $0.number == number }) else { return nil }
            held.under.remove(at: place)
            return .unknown
        }
    }

    // MARK: On the service's thread

    /// Whether a question waits to be looked at.
    package var hasNews: Bool { held.withLock { !$0.queue.isEmpty } }

    /// Whether nobody waits.
    package var isAtRest: Bool { held.withLock { $0.count == 0 } }

    /// How the service's thread is woken.
    package func wakes(by wake: @escaping @Sendable () -> Void) { held.withLock { $0.wake = wake } }

    /// Answers those whose records are acknowledged by now, and looks at all that wait, in one batch.
    package func act(_ state: any State) -> [Act] {
        let (batch, ended, again) = held.withLock { held in
            held.isReady = true
            // It is asked again: what it last wanted written is acknowledged.
            let ended = held.under.filter { $0.unread.isEmpty }
            held.under.removeAll { $0.unread.isEmpty }
            let batch = held.queue
            held.queue = []
            held.looking = Set(batch.map(\.number))
            // What is neither in flight nor read back was not delivered: it is said again.
            let again = held.under.flatMap(\.unread).filter { !state.isInFlight($0.id) }.map {
                Act.entry($0.id, $0.entry)
            }
            return (batch, ended, again)
        }
        for waiting in ended { waiting.finish(.success(waiting.receptions.compactMap { $0 })) }
        var acts = again
        for var waiting in batch {
            let wanted: [Act]
            do {
                wanted = try waiting.look(state)
            } catch {
                end(waiting, .failure((error as? Fault) ?? .late))
                continue
            }
            guard !wanted.isEmpty else {
                end(waiting, .success([]))
                continue
            }
            for case .entry(let id, let entry) in wanted {
                waiting.unread.append((waiting.unread.count, id, entry))
            }
            waiting.receptions = Array(repeating: nil, count: waiting.unread.count)
            acts += wanted
            held.withLock { held in
                // Of what somebody gave up meanwhile the rest is done all the same.
                if held.looking.remove(waiting.number) != nil { held.under.append(waiting) }
            }
        }
        return acts
    }

    private func end(_ waiting: Waiting, _ result: Result<[CaseFile.Reception], Fault>) {
        if held.withLock({ $0.looking.remove(waiting.number) }) != nil { waiting.finish(result) }
    }

    /// An entry was read back: whoever gave it is answered.
    package func folded(_ entry: Entry, of id: CaseID, _ reception: CaseFile.Reception) {
        guard let first = entry.events.first?.id else { return }
        let ended = held.withLock { held -> [Waiting] in
            guard !held.under.isEmpty else { return [] }
            var ended: [Waiting] = []
            for index in held.under.indices {
                guard
                    let place = held.under[index].unread.firstIndex(where: {
                        $0.id == id && $0.entry.events.first?.id == first
                    })
                else { continue }
                let unread = held.under[index].unread.remove(at: place)
                held.under[index].receptions[unread.place] = reception
                if held.under[index].unread.isEmpty { ended.append(held.under[index]) }
            }
            let numbers = Set(ended.map(\.number))
            held.under.removeAll { numbers.contains($0.number) }
            return ended
        }
        for waiting in ended { waiting.finish(.success(waiting.receptions.compactMap { $0 })) }
    }

    /// The service ends: nobody is answered any more.
    package func stop() {
        let waiting = held.withLock { held in
            defer {
                held.queue = []
                held.under = []
                held.isReady = false
            }
            return held.queue.map { ($0, Fault.late) } + held.under.map { ($0, Fault.unknown) }
        }
        for (question, fault) in waiting { question.finish(.failure(fault)) }
    }
}
