import Casework
import CaseFile
import Contracts
import JSON
import Statute
import TestSupport
import Testing

@testable import AnnualReview
@testable import Caseload

/// Writes the entries of a case as they would stand in the log, day by day.
struct Story: CustomTestStringConvertible {
    let id: CaseID
    private(set) var entries: [(position: Int64, entry: Entry)] = []
    private(set) var log = LogBook()
    private(set) var today: Day
    private var keys: UInt64 = 0

    init(_ id: String, first: String, calendar: LogCalendar = .rehearsal) {
        self.id = CaseID.of(id)
        today = Day.of(first) - 1
        let began = LogBegan(calendar: calendar, partitions: 1, council: "bromley", log: testLog)
        log.append(
            Entry(by: .operator, recorded: today, events: [Event(ConclusionID(.logBegan), .logBegan(began))]), at: 0)
        day(first)
    }

    /// The days pass, each beginning in its turn, until that day begins.
    mutating func day(_ text: String) {
        let day = Day.of(text)
        repeat {
            today = min(today + 1, day)
            log.append(LogStart.dayBegan(today), at: next)
        } while today < day
    }

    private var next: Int64 { Int64(entries.count) + 1 }

    /// Somebody reports something; answers its key.
    @discardableResult
    mutating func report(
        by: Actor = .c07, on day: String? = nil, replaces: SubmissionKey? = nil, _ data: EventData
    ) -> SubmissionKey {
        keys += 1
        let key = SubmissionKey(high: keys << 32 | 7, low: keys)
        append(
            Entry(by: by, recorded: today, events: [Event(key, happened: day.map(Day.of), replaces: replaces, data)]))
        return key
    }

    /// A service concludes something.
    mutating func conclude(_ id: ConclusionID, _ data: EventData) {
        append(Entry(by: .whoSays(data.kind), recorded: today, seen: next, events: [Event(id, data)]))
    }

    /// A message is asked for, claimed and sent to each.
    mutating func send(
        _ subject: Subject, review: UInt8 = 1, fact: Fact = .nothing, day: Day? = nil, about: Subject? = nil,
        until: Day? = nil, to addressees: [Addressee]
    ) {
        for addressee in addressees {
            let id = ConclusionID(
                subject, review: review, fact: day.map { .day($0) } ?? fact, to: addressee, about: about)
            conclude(id, .notificationRequested(NotificationRequested(until: until ?? today + 30)))
            conclude(id.at(.claim, attempt: 1), .notificationClaimed(NotificationClaimed(instance: "n-1")))
            conclude(id.at(.sent, attempt: 1), .notificationSent(NotificationSent(channel: .folder, receipt: "r")))
        }
    }

    /// The services answer a decision that stands: made, its letter, a copy for each of those contacts, and who is told.
    mutating func decide(
        _ key: SubmissionKey, review: UInt8 = 1, _ outcome: Outcome, _ letter: LetterKind, to contacts: [UInt8] = [1]
    ) {
        write(key, review: review, outcome, letter, to: contacts)
        send(
            .tellDecision, review: review, fact: key.reference,
            to: contacts.map { .contact($0) } + [.setting, .coordinator])
    }

    /// The decision is made and its letter written, and nothing has left.
    mutating func write(
        _ key: SubmissionKey, review: UInt8 = 1, _ outcome: Outcome, _ letter: LetterKind, to contacts: [UInt8] = [1]
    ) {
        conclude(
            ConclusionID(.decisionMade, review: review, fact: key.reference),
            .decisionMade(DecisionMade(outcome: outcome)))
        let copies = contacts.map {
            LetterCopy(contact: $0, document: DocumentHash(of: Array("\(id)\(review)\($0)".utf8)))
        }
        conclude(
            ConclusionID(.decisionLetter, review: review, fact: key.reference),
            .letterWritten(LetterWritten(letter: letter, copies: copies)))
    }

    /// A message to that addressee could not be sent.
    mutating func fail(
        _ subject: Subject, fact: Fact, to addressee: Addressee, until: Day, _ why: DeliveryFailure = .noAddress
    ) {
        let id = ConclusionID(subject, review: 1, fact: fact, to: addressee)
        conclude(id, .notificationRequested(NotificationRequested(until: until)))
        conclude(id.at(.claim, attempt: 1), .notificationClaimed(NotificationClaimed(instance: "n-1")))
        conclude(id.at(.failed, attempt: 1), .notificationFailed(NotificationFailed(why: why)))
    }

    /// A contact is recorded.
    @discardableResult
    mutating func contact(
        _ number: UInt8, _ relation: Relation = .parent, holdsRights: Bool = true, mayBeWrittenTo: Bool = true,
        locationProtected: Bool = false, by: Actor = .c07
    ) -> SubmissionKey {
        guard case .person(let person) = by else { return SubmissionKey(high: 0, low: 0) }
        return report(
            by: by,
            .contactRecorded(
                ContactRecorded(
                    contact: number, relation: relation, holdsRights: holdsRights, mayBeWrittenTo: mayBeWrittenTo,
                    maySee: mayBeWrittenTo ? .everything : .nothing, locationProtected: locationProtected,
                    by: person.id, on: today)))
    }

    mutating func append(_ entry: Entry) { entries.append((next, entry)) }

    var history: History? { History(of: id, entries: entries, log: log) }

    var testDescription: String { id.text }

    /// The case as the commands read it.
    var caseload: Caseload {
        var caseload = Caseload(partitions: 1, keeping: id)
        caseload.begin(on: today)
        for (position, entry) in entries { caseload.append(entry, of: id, at: position) }
        return caseload
    }
}

extension Actor {
    /// The coordinator who holds the cases of these tests.
    static let c07 = person(.coordinator, actorID("C-07"), by: .command)
}

extension Addressee {
    /// The family where nobody was recorded: the presumed parent.
    static let parent = contact(1)
    static let setting = party(.setting)
    static let coordinator = party(.coordinator)
    static let health = party(.health)
    static let socialCare = party(.socialCare)
    static let manager = party(.manager)
}

extension RuleName {
    /// The name of that rule, as the log has it.
    static func of(_ rule: RuleID) -> RuleName { RuleName(rule) }
}

extension CaseID {
    /// A case that a test writes down.
    static func of(_ text: String) -> CaseID {
        guard let id = CaseID(text) else { preconditionFailure("\(text) is no case") }
        return id
    }
}

extension Day {
    /// A day that a test writes down.
    static func of(_ text: String) -> Day { Day(text) ?? Day(number: 0) }
}

extension Caseload {
    /// The log has begun in every partition, and that day.
    mutating func begin(on day: Day, calendar: LogCalendar = .rehearsal) {
        let began = LogBegan(calendar: calendar, partitions: logs.count, council: "bromley", log: testLog)
        let first = Entry(by: .operator, recorded: day, events: [Event(ConclusionID(.logBegan), .logBegan(began))])
        for partition in logs.indices {
            note(first, partition: partition)
            note(LogStart.dayBegan(day), partition: partition)
        }
    }

    /// An entry about a whole partition.
    mutating func note(_ entry: Entry, partition: Int) {
        append(entry, key: LogBook.key, partition: Int32(partition))
    }

    /// Appends an entry as a record, as Kafka would give it.
    mutating func append(_ entry: Entry, key: String, partition: Int32) {
        guard let value = try? entry.json() else { return }  // A test that cannot write has nothing to read.
        var key = key
        let position = ends[Int(partition)]
        key.withUTF8 { key in
            value.withUnsafeBytes { value in
                append(partition: partition, position: position, key: UnsafeRawBufferPointer(key), value: value)
            }
        }
    }

    /// Appends what an import would.
    mutating func take(_ entries: [(id: CaseID, entry: Entry)]) {
        for item in entries {
            append(item.entry, key: item.id.text, partition: Int32(partition(of: item.id)))
        }
    }
}

extension PlanRecorded {
    /// The plan of a child in Year 4, held by C-07.
    static func sample(_ change: (inout PlanRecorded) -> Void = { _ in }) -> PlanRecorded {
        var plan = PlanRecorded()
        plan.born = Month("2015-03")
        plan.made = Day("2019-07-12")
        plan.reviewed = Day("2023-12-05")
        plan.setting = 101_234
        plan.placement = .mainstream
        plan.need = .autism
        plan.year = 4
        plan.coordinator = actorID("C-07")
        plan.model = "bromley"
        change(&plan)
        return plan
    }
}
