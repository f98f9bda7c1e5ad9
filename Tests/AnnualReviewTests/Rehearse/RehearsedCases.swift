import CaseFile
import Contracts
import Statute

@testable import AnnualReview

/// Cases in memory with the outside world and the simplest services that answer it: reviews are opened sixteen weeks
/// before they are due or as soon as an early one is agreed to, each decision stands unless it lacks reasons, and each letter leaves on the day it is written.
struct RehearsedCases {
    var files: [CaseID: CaseFile] = [:]
    private var ids: [CaseID] = []
    var today: Day
    private(set) var log: [String] = []
    /// Everything that was written, in order.
    private(set) var entries: [(id: CaseID, entry: Entry)] = []
    private let world: OutsideWorld
    private var book = LogBook()
    private var position: Int64 = 1

    init(_ world: OutsideWorld, calendar: LogCalendar = .rehearsal) {
        self.world = world
        today = world.first
        book.append(
            Entry(
                by: "test", recorded: today,
                events: [
                    Event(
                        ConclusionID(.logBegan), .logBegan(LogBegan(calendar: calendar, partitions: 1, council: "test"))
                    )
                ]), at: 0)
    }

    mutating func add(_ id: CaseID, _ plan: PlanRecorded) {
        ids.append(id)
        append(
            Entry(
                by: "import", recorded: today, events: [Event(SubmissionKey(hashing: [id.text]), .planRecorded(plan))]),
            to: id)
    }

    mutating func append(_ entry: Entry, to id: CaseID) {
        position += 1
        entries.append((id, entry))
        let reception = files[id, default: CaseFile()].append(entry, at: position)
        log.append("\(today) \(id) \(entry.by) \(entry.events.map { "\($0.id)" }.joined(separator: " ")) \(reception)")
    }

    /// Lets the days pass to the last; answers of the outside world are asked for until there are none.
    mutating func run(to last: Day) {
        rest()
        while today < last {
            today = today + 1
            rest()
        }
    }

    private var looks: [CaseID: Day] = [:]

    private mutating func rest() {
        for id in ids where looks[id] ?? today <= today {
            var rounds = 0
            while rounds < 20 {
                rounds += 1
                guard let file = files[id] else { break }
                let entries = world.missing(from: file, of: id, on: today, in: book) + answers(file)
                if entries.isEmpty { break }
                for entry in entries { append(entry, to: id) }
            }
            guard let file = files[id] else { continue }
            let next = world.nextLook(at: file, of: id, after: today, in: book)
            let opens = file.latestReview?.isDecided ?? true ? opening(file).map { max($0, today + 1) } : nil
            looks[id] = [next, opens].compactMap { $0 }.min() ?? Day(number: .max)
        }
    }

    private func opening(_ file: CaseFile) -> Day? {
        Statute.reviewDue(made: file.plan?.made, lastReviewed: file.lastReviewed).map { $0 - 112 }
    }

    private func answers(_ file: CaseFile) -> [Entry] {
        guard file.ended == nil else { return [] }
        var events: [[Event]] = []
        let isAgreed = file.submissions.contains {
            $0.kind == .answer && $0.stands && $0.review == file.reviewCount + 1
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
                guard decision.reasons != nil, let outcome = decision.outcome else {
                    events.append([
                        Event(
                            ConclusionID(.decisionRefused, review: review.number, fact: fact),
                            .decisionRefused(DecisionRefused(lacks: ["reasons"])))
                    ])
                    continue
                }
                events += told(
                    .decisionMade, .decisionLetter, .tellDecision, review, fact, .decisionMade(.init(outcome: outcome)))
            }
            if review.told != nil, !review.isFinalMade, review.finalTold == nil, let final = review.finalSubmission,
                let outcome = final.finalOutcome
            {
                events += told(
                    .finalMade, .finalLetter, .tellFinal, review, final.key.reference,
                    .finalMade(.init(outcome: outcome)))
            }
        }
        return events.map { Entry(by: "test", recorded: today, events: $0) }
    }

    private func told(
        _ made: Subject, _ letter: Subject, _ tell: Subject, _ review: Review, _ fact: UInt64, _ data: EventData
    ) -> [[Event]] {
        let message = ConclusionID(tell, review: review.number, fact: fact, party: .parent)
        return [
            [Event(ConclusionID(made, review: review.number, fact: fact), data)],
            [
                Event(
                    ConclusionID(letter, review: review.number, fact: fact),
                    .letterWritten(.init(letter: .decisionMaintain, document: DocumentHash(0, 0, 0, 1))))
            ],
            [Event(message, .notificationRequested(.init(until: Day(number: 99_999))))],
            [Event(message.at(.claim, attempt: 1), .notificationClaimed(.init(instance: "test")))],
            [Event(message.at(.sent, attempt: 1), .notificationSent(.init(channel: .folder, receipt: "x")))],
        ]
    }
}
