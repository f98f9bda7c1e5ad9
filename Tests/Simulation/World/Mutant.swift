import CaseFile
import Contracts
import Runtime
import Statute

/// A version with one fault, which the simulation must find. None of it is in the product: each is put between the
/// product and the run.
public enum Mutant: String, CaseIterable, Sendable {
    case noClaim = "sends without a claim read back"
    case sameName = "claims by a name that outlives a restart"
    case lateToken = "signs the token after the claim"
    case noPatience = "takes a claim over at once"
    case asksTooLate = "sends again what the provider has forgotten"
    case noEnd = "does not wait for the end of the log"
    case counterIDs = "takes ids from a counter"
    case factlessIDs = "leaves the facts out of ids"
    case burntIDs = "lets an ignored entry use up its ids"
    case partial = "accepts entries in part"
    case lawfulFit = "asks the law whether an entry fits"
    case todayBack = "lets today go back"
    case documentsByCase = "keys documents by case"
    case askedOnce = "asks what is missing only once"
    case lastCounts = "takes the last report instead of the first"
    case forgetsRead = "takes a delivery that failed for one that did not"
    case noWake = "does not look again when the day comes"

    case onceTold = "takes a day of a meeting for told that was told at any time"

    /// Which service has it.
    var service: String? {
        switch self {
        case .noClaim, .sameName, .lateToken, .noPatience, .asksTooLate, .onceTold: "notifier"
        case .counterIDs, .factlessIDs, .lawfulFit, .todayBack, .noWake: "scheduler"
        case .documentsByCase: "decision-writer"
        case .burntIDs, .partial, .noEnd, .askedOnce, .lastCounts, .forgetsRead: nil
        }
    }
}

/// What a mutant remembers within one process.
///
/// `@unchecked Sendable`: only its world's one thread touches it; each world of `--jobs` has its own.
final class MutantMemory: @unchecked Sendable {
    var said: Set<String> = []
    var burnt: Set<String> = []
    var counter: Int32 = 0
    var lastDay: [CaseID: Day] = [:]
    var dayOf: (CaseID) -> Day? = { _ in nil }
}

/// A service with a fault.
struct MutantService: Service {
    let base: any Service
    let mutant: Mutant
    let memory: MutantMemory

    var name: String { base.name }

    func missing(from file: CaseFile, of id: CaseID, on day: Day, in log: LogBook) -> [Entry] {
        var today = day
        if mutant == .todayBack { today = memory.dayOf(id) ?? day }
        var entries = base.missing(from: file, of: id, on: today, in: log)
        switch mutant {
        case .counterIDs, .factlessIDs:
            for entry in entries.indices {
                for event in entries[entry].events.indices {
                    guard case .conclusion(let old) = entries[entry].events[event].id else { continue }
                    memory.counter += 1
                    let fact = mutant == .counterIDs ? Day(number: 20_000 + memory.counter) : nil
                    entries[entry].events[event].id = .conclusion(
                        ConclusionID(old.subject, review: old.review, day: fact, party: old.party, about: old.about))
                }
            }
            if mutant == .factlessIDs {
                entries.removeAll {
                    $0.events.contains { if case .conclusion(let id) = $0.id { file.holds(id) } else { false } }
                }
            }
        case .burntIDs:
            entries.removeAll { $0.events.contains { memory.burnt.contains("\(id)/\($0.id)") } }
        case .askedOnce:
            entries.removeAll { $0.events.contains { !memory.said.insert("\(id)/\($0.id)").inserted } }
        case .onceTold:
            for entry in entries.indices {
                entries[entry].events.removeAll { event in
                    guard case .conclusion(let id) = event.id, id.subject == .tellInvitation,
                        case .notificationRequested(let request) = event.data
                    else { return false }
                    return file.messages.contains {
                        $0.id.subject == id.subject && $0.id.review == id.review && $0.id.party == id.party
                            && $0.until == request.until
                    }
                }
            }
            entries.removeAll { $0.events.isEmpty }
        default: break
        }
        return entries
    }

    func nextLook(at file: CaseFile, of id: CaseID, after day: Day, in log: LogBook) -> Day? {
        mutant == .noWake ? nil : base.nextLook(at: file, of: id, after: day, in: log)
    }
}

/// An outside with a fault.
struct MutantSideEffects: SideEffects {
    var base: any SideEffects

    var reads: [Topic] { base.reads }
    var writes: [Topic] { base.writes }

    mutating func folded(
        _ entry: Entry, at position: Position, of id: CaseID, _ reception: CaseFile.Reception,
        into file: borrowing CaseFile, log: borrowing LogBook
    ) {
        base.folded(entry, at: position, of: id, reception, into: file, log: log)
    }

    mutating func folded(_ entry: Entry, at position: Position, log: borrowing LogBook) {
        base.folded(entry, at: position, log: log)
    }

    mutating func read(_ topic: Topic, key: String, value: [UInt8]?) throws {
        try base.read(topic, key: key, value: value)
    }

    mutating func act(_ state: any State) throws -> [Act] {
        // The case's own document instead of the document's own name: the next letter takes the place of the last.
        let acts = try base.act(state)
        var next: CaseID?
        return acts.reversed().map { act -> Act in
            switch act {
            case .entry(let id, _):
                next = id
                return act
            case .record(.documents, _, _, let value, let type):
                return .record(.documents, partition: nil, key: next?.text ?? "", value: value, contentType: type)
            case .record: return act
            }
        }.reversed()
    }

    func isAtRest(_ partition: Int32) -> Bool { base.isAtRest(partition) }
    mutating func stop() { base.stop() }
}
