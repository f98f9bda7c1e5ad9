import CaseFile
import Contracts
import Runtime
import Statute
import TestSupport

@testable import AnnualReview
@testable import Rehearsal

/// Cases in memory with the outside world and the simplest services that answer it: reviews are opened sixteen weeks
/// before they are due or as soon as an early one is agreed to, each decision stands unless it lacks reasons, and each
/// letter leaves, to everybody who is told, on the day it is written.
struct RehearsedCases {
    var files: [CaseID: CaseFile] = [:]
    private var ids: [CaseID] = []
    var today: Day
    private(set) var log: [String] = []
    /// Everything that was written, in order.
    private(set) var entries: [(id: CaseID, entry: Entry)] = []
    /// The documents that were written, by key.
    private(set) var documents: [String: Document] = [:]
    /// Entries that named a document before it was written.
    private(set) var premature: [String] = []
    private let world: OutsideWorld
    private var post: InventedPost
    /// What is true of the log.
    private(set) var book = LogBook()
    /// Whether each decision is refused as soon as it is submitted.
    var refusesAll = false
    /// What nobody manages to report with papers.
    var turnsAway: Set<EventKind> = []
    private var position: Int64 = 1

    init(_ world: OutsideWorld, calendar: LogCalendar = .rehearsal) {
        self.world = world
        post = InventedPost(world)
        today = world.first
        let began = LogBegan(calendar: calendar, partitions: 1, council: "test", log: testLog)
        book.append(
            Entry(by: .operator, recorded: today, events: [Event(ConclusionID(.logBegan), .logBegan(began))]), at: 0)
        book.append(LogStart.dayBegan(today), at: 1)
    }

    /// A case with that plan and those contacts.
    mutating func add(_ id: CaseID, _ plan: PlanRecorded, contacts: [ContactRecorded] = []) {
        ids.append(id)
        let said = [EventData.planRecorded(plan)] + contacts.map { .contactRecorded($0) }
        append(
            Entry(
                by: .importer, recorded: today,
                events: said.enumerated().map { Event(SubmissionKey(hashing: [id.text, String($0)]), $1) }), to: id)
    }

    mutating func append(_ entry: Entry, to id: CaseID) {
        position += 1
        entries.append((id, entry))
        for (role, hash) in entry.events.flatMap(\.data.documents) where isInvented(entry) {
            if documents["\(DocumentKey(id, role, hash))"] == nil { premature.append("\(today) \(id) \(role)") }
        }
        let reception = files[id, default: CaseFile()].append(entry, at: position)
        if let file = files[id] {
            post.folded(
                entry, at: Position(partition: 0, offset: position), of: id, reception, into: file, log: book)
        }
        log.append("\(today) \(id) \(entry.by) \(entry.events.map { "\($0.id)" }.joined(separator: " ")) \(reception)")
    }

    private func isInvented(_ entry: Entry) -> Bool {
        if case .person(let person) = entry.by { person.way == .rehearsal } else { false }
    }

    /// Lets the days pass to the last; answers of the outside world are asked for until there are none.
    mutating func run(to last: Day) {
        rest()
        while today < last {
            today = today + 1
            book.append(LogStart.dayBegan(today), at: position)
            rest()
        }
    }

    private var looks: [CaseID: Day] = [:]

    private mutating func rest() {
        var busy = ids.filter { looks[$0] ?? today <= today }
        var touched = Set(busy)
        var rounds = 0
        repeat {
            rounds += 1
            for id in busy {
                for _ in 0..<20 {
                    guard let file = files[id] else { break }
                    let entries = world.missing(from: file, of: id, on: today, in: book) + answers(file)
                    if entries.isEmpty { break }
                    for entry in entries { append(entry, to: id) }
                }
            }
            busy = give()
            touched.formUnion(busy)
        } while !busy.isEmpty && rounds < 20
        for id in ids where touched.contains(id) {
            guard let file = files[id] else { continue }
            let next = world.nextLook(at: file, of: id, after: today, in: book)
            let opens = file.latestReview?.isDecided ?? true ? opening(file).map { max($0, today + 1) } : nil
            looks[id] = [next, opens].compactMap { $0 }.min() ?? Day(number: .max)
        }
    }

    /// What is reported with papers; answers of which cases.
    private mutating func give() -> [CaseID] {
        var given: [CaseID] = []
        let state = Desk(files: files, book: book)
        // Nothing of it throws; if it did, the year would be empty and every test of it fail.
        for act in (try? post.act(state)) ?? [] {
            switch act {
            case .record(let topic, _, let key, let value, let headers):
                guard topic == .documents, let value, let parsed = DocumentKey(key),
                    let document = try? Document(parsed, headers: headers, bytes: value)
                else { continue }
                documents[key] = document
            case .entry(let id, let entry):
                if entry.events.contains(where: { turnsAway.contains($0.data.kind) }) { continue }
                append(entry, to: id)
                if given.last != id { given.append(id) }
            }
        }
        return given
    }

    private func opening(_ file: CaseFile) -> Day? {
        Statute.reviewDue(made: file.plan?.made, lastReviewed: file.lastReviewed).map { $0 - 112 }
    }

    private func answers(_ file: CaseFile) -> [Entry] {
        guard file.ended == nil else { return [] }
        var events: [[Event]] = []
        let isAgreed = file.submissions.contains {
            $0.kind == .earlyReviewAnswered && $0.stands && $0.review == file.reviewCount + 1
        }
        if file.latestReview?.isDecided ?? true, isAgreed || opening(file).map({ $0 <= today }) ?? true {
            let due = Statute.reviewDue(made: file.plan?.made, lastReviewed: file.lastReviewed)
            let id = ConclusionID(.opened, review: file.reviewCount + 1, day: due)
            events.append([Event(id, .reviewOpened(ReviewOpened(kind: .annual)))])
        }
        for review in file.reviews {
            if !review.isMade, let submission = review.submission {
                let fact = submission.key.reference
                guard case .decision(_, let decision)? = file.pending.first(where: { $0.key == submission.key }) else {
                    continue
                }
                guard let outcome = decision.outcome else { continue }
                if refusesAll {
                    let id = ConclusionID(.decisionRefused, review: review.number, fact: fact)
                    events.append([Event(id, .decisionRefused(.init(lacks: ["no-officer"])))])
                    continue
                }
                events += told(
                    .decisionMade, .decisionLetter, .tellDecision, review, fact, .decisionMade(.init(outcome: outcome)),
                    to: file.toldHolders)
            }
            if review.told != nil, !review.isFinalMade, review.finalTold == nil, let final = review.finalSubmission,
                let outcome = final.finalOutcome
            {
                events += told(
                    .finalMade, .finalLetter, .tellFinal, review, final.key.reference,
                    .finalMade(.init(outcome: outcome)), to: file.toldHolders)
            }
        }
        return events.map { events in
            Entry(by: events.first.map { .whoSays($0.data.kind) } ?? .operator, recorded: today, events: events)
        }
    }

    private func told(
        _ made: Subject, _ letter: Subject, _ tell: Subject, _ review: Review, _ fact: Fact, _ data: EventData,
        to holders: [Contact]
    ) -> [[Event]] {
        let copies = holders.map { LetterCopy(contact: $0.number, document: DocumentHash(0, 0, 0, UInt64($0.number))) }
        let written: [[Event]] = [
            [Event(ConclusionID(made, review: review.number, fact: fact), data)],
            [
                Event(
                    ConclusionID(letter, review: review.number, fact: fact),
                    .letterWritten(.init(letter: .decisionMaintain, copies: copies)))
            ],
        ]
        return written
            + copies.flatMap { copy -> [[Event]] in
                let message = ConclusionID(tell, review: review.number, fact: fact, to: .contact(copy.contact))
                let request = NotificationRequested(document: copy.document, until: Day(number: 99_999))
                return [
                    [Event(message, .notificationRequested(request))],
                    [Event(message.at(.claim, attempt: 1), .notificationClaimed(.init(instance: "test")))],
                    [Event(message.at(.sent, attempt: 1), .notificationSent(.init(channel: .folder, receipt: "x")))],
                ]
            }
    }
}

/// The log as it stands, for whoever acts on it: one partition, nothing on its way.
struct Desk: OnePartition {
    var files: [CaseID: CaseFile]
    var book: LogBook
    var flying: Set<CaseID> = []

    func file(of id: CaseID) -> CaseFile? { files[id] }
    func isInFlight(_ id: CaseID) -> Bool { flying.contains(id) }
}
