import CaseFile
import Contracts
import Runtime
import Statute
import TestSupport

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

    case tellsOne = "takes a decision for told when the first copy left"
    case tellsClosed = "sends to a contact that is closed"
    case believesAnyone = "takes an entry whose speaker may not say it"
    case anyDocument = "writes a letter with another child's document"
    case passesOverCounted = "passes over a position that counted"

    /// Which service has it.
    var service: ServiceName? {
        switch self {
        case .noClaim, .sameName, .lateToken, .noPatience, .asksTooLate, .onceTold, .tellsClosed: .notifier
        case .counterIDs, .factlessIDs, .lawfulFit, .todayBack, .noWake, .tellsOne: .scheduler
        case .documentsByCase, .anyDocument: .decisionWriter
        case .burntIDs, .partial, .noEnd, .askedOnce, .lastCounts, .forgetsRead, .believesAnyone, .passesOverCounted:
            nil
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

    var name: ServiceName { base.name }

    func missing(from file: CaseFile, of id: CaseID, on day: Day, in log: LogBook) -> [Entry] {
        var today = day
        if mutant == .todayBack { today = memory.dayOf(id) ?? day }
        let file = mutant == .tellsOne ? file.told(whenFirstLeaves: day) : file
        var entries = base.missing(from: file, of: id, on: today, in: log)
        switch mutant {
        case .counterIDs, .factlessIDs:
            for entry in entries.indices {
                for event in entries[entry].events.indices {
                    guard case .conclusion(let old) = entries[entry].events[event].id else { continue }
                    memory.counter += 1
                    let fact = mutant == .counterIDs ? Day(number: 20_000 + memory.counter) : nil
                    entries[entry].events[event].id = .conclusion(
                        ConclusionID(
                            old.subject, review: old.review, fact: fact.map { .day($0) } ?? .nothing,
                            to: old.addressee, about: old.about))
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
                        $0.id.subject == id.subject && $0.id.review == id.review && $0.id.addressee == id.addressee
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
        mutant == .noWake
            ? nil
            : base.nextLook(
                at: mutant == .tellsOne ? file.told(whenFirstLeaves: day) : file, of: id, after: day, in: log)
    }
}

extension CaseFile {
    /// The same, but that nobody waits any more for whom a letter has not left that left for somebody else.
    fileprivate func told(whenFirstLeaves day: Day) -> CaseFile {
        var file = self
        for letter in letters {
            let hasLeft = messages.contains {
                Reckoning.letter(of: $0.id) == letter.id && $0.id.contact != nil && $0.sent != nil
            }
            guard hasLeft else { continue }
            for copy in letter.waiting {
                guard let contact = contact(copy.contact) else { continue }
                // Without the rights for a moment: then the copy is waited for no longer.
                for holdsRights in [false, true] {
                    file.report(
                        ContactRecorded(
                            contact: contact.number, relation: contact.relation, holdsRights: holdsRights,
                            mayBeWrittenTo: contact.mayBeWrittenTo, maySee: contact.sees, by: actorID("C-01"), on: day))
                }
            }
        }
        return file
    }

    /// The same, with every contact open.
    fileprivate func opened(on day: Day) -> CaseFile {
        var file = self
        for contact in contacts where !contact.mayBeWrittenTo {
            file.report(
                ContactRecorded(
                    contact: contact.number, relation: contact.relation, holdsRights: contact.holdsRights,
                    maySee: contact.sees, by: actorID("SG-1"), on: day))
        }
        return file
    }

    private mutating func report(_ contact: ContactRecorded) {
        let key = SubmissionKey(high: ~UInt64(submissions.count), low: 0)
        append(
            Entry(
                by: .safeguardingLead, recorded: contact.holdsRights.on, events: [Event(key, .contactRecorded(contact))]
            ),
            at: 0)
    }
}

/// What is there to see, with every contact open.
private struct OpenState: State {
    let base: any State

    func file(of id: CaseID) -> CaseFile? {
        base.file(of: id)?.opened(on: base.log(of: base.partition(of: id)).today ?? Day(number: 0))
    }
    func owns(_ id: CaseID) -> Bool { base.owns(id) }
    func partition(of id: CaseID) -> Int32 { base.partition(of: id) }
    func log(of partition: Int32) -> LogBook { base.log(of: partition) }
    var owned: [Int32] { base.owned }
    func isInFlight(_ id: CaseID) -> Bool { base.isInFlight(id) }
    var instance: String { base.instance }
    var seconds: Double { base.seconds }
}

/// An outside with a fault.
struct MutantSideEffects: SideEffects {
    var base: any SideEffects
    let mutant: Mutant
    /// The cases of the run.
    let cases: [CaseID]

    /// Those that have their fault here.
    static let kinds: Set<Mutant> = [.documentsByCase, .anyDocument, .tellsClosed]

    var reads: [Topic] { base.reads }
    var readsWhileOthersSpeak: [Topic] { base.readsWhileOthersSpeak }
    var writes: [Topic] { base.writes }
    var documents: DocumentIndex? { base.documents }

    mutating func folded(
        _ entry: Entry, at position: Position, of id: CaseID, _ reception: CaseFile.Reception,
        into file: borrowing CaseFile, log: borrowing LogBook
    ) {
        base.folded(entry, at: position, of: id, reception, into: file, log: log)
    }

    mutating func folded(_ entry: Entry, at position: Position, log: borrowing LogBook) {
        base.folded(entry, at: position, log: log)
    }

    mutating func read(_ record: TopicRecord) throws {
        try base.read(record)
        guard mutant == .anyDocument, record.topic == .documents, let key = DocumentKey(record.key), key.role != .letter
        else { return }
        // By its hash alone: whoever's it is, and whatever it was given for.
        for id in cases {
            for role in [DocumentRole.reasons, .plan, .amendments, .evidence, .finalPlan]
            where id != key.case || role != key.role {
                var other = record
                other.key = DocumentKey(id, role, key.hash).description
                try base.read(other)
            }
        }
    }

    mutating func act(_ state: any State) throws -> [Act] {
        let acts = try base.act(mutant == .tellsClosed ? OpenState(base: state) : state)
        guard mutant == .documentsByCase else { return acts }
        // The case's own document instead of the document's own name: the next letter takes the place of the last.
        var next: CaseID?
        return acts.reversed().map { act -> Act in
            switch act {
            case .entry(let id, _):
                next = id
                return act
            case .record(.documents, _, _, let value, let headers):
                return .record(.documents, partition: nil, key: next?.text ?? "", value: value, headers: headers)
            case .record: return act
            }
        }.reversed()
    }

    func isAtRest(_ partition: Int32) -> Bool { base.isAtRest(partition) }
    mutating func stop() { base.stop() }
}
