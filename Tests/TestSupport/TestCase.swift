public import CaseFile
public import Contracts
public import Runtime
public import Statute

/// A case that a test tells entry by entry, in days that are written as they are read.
public struct TestCase {
    /// The case.
    public let id: CaseID
    /// The case file so far.
    public private(set) var file = CaseFile()
    /// What was said, in the order of the log, whether or not it counts.
    public private(set) var entries: [(position: Int64, entry: Entry)] = []
    /// The partition's book: no sending is held back.
    public var log = LogBook()
    private var position: Int64 = 0
    private var keys: UInt64 = 0

    /// A case of which nothing is known yet.
    public init(_ id: CaseID) { self.id = id }

    /// Something that was reported on that day; its key.
    @discardableResult
    public mutating func report(
        _ data: EventData, on day: Day, happened: Day? = nil, replacing replaced: SubmissionKey? = nil,
        by: Actor = .coordinator
    ) -> SubmissionKey {
        keys += 1
        let key = SubmissionKey(high: 0xABCD_0000_0000_0000 | keys, low: keys)
        append(Entry(by: by, recorded: day, events: [Event(key, happened: happened, replaces: replaced, data)]))
        return key
    }

    /// Something that a service concludes; what became of it.
    @discardableResult
    public mutating func conclude(_ id: ConclusionID, _ data: EventData, on day: Day) -> CaseFile.Reception {
        append(Entry(by: .whoSays(data.kind), recorded: day, events: [Event(id, data)]))
    }

    /// Adds that entry.
    @discardableResult
    public mutating func append(_ entry: Entry) -> CaseFile.Reception {
        defer { position += 1 }
        entries.append((position, entry))
        return file.append(entry, at: position)
    }

    /// What the service says on that day, which is not added.
    public func missing(_ service: some Service, on day: Day) -> [Entry] {
        service.missing(from: file, of: id, on: day, in: log)
    }

    /// What the service says on that day until it has no more to say; all of it is added.
    @discardableResult
    public mutating func ask(_ service: some Service, on day: Day) -> [Event] {
        var said: [Event] = []
        for _ in 0..<RandomLife.mostRounds {
            let entries = missing(service, on: day)
            if entries.isEmpty { break }
            for entry in entries where append(entry) == .accepted { said += entry.events }
        }
        return said
    }

    /// What is known of one of the child's contacts from that day on; the key of the report.
    @discardableResult
    public mutating func contact(
        _ number: UInt8, _ relation: Relation = .parent, holdsRights: Bool = true, mayBeWrittenTo: Bool = true,
        locationProtected: Bool = false, on day: Day, replacing replaced: SubmissionKey? = nil
    ) -> SubmissionKey {
        let recorded = ContactRecorded(
            contact: number, relation: relation, holdsRights: holdsRights, mayBeWrittenTo: mayBeWrittenTo,
            locationProtected: locationProtected, by: actorID("C-01"), on: day)
        return report(.contactRecorded(recorded), on: day, replacing: replaced)
    }

    /// The letter to everybody who is to be told, each copy a document of its own; what became of it.
    @discardableResult
    public mutating func writeLetter(_ id: ConclusionID, _ letter: LetterKind, on day: Day) -> CaseFile.Reception {
        let copies = file.toldHolders.map {
            LetterCopy(contact: $0.number, document: DocumentHash(1, 2, 3, UInt64($0.number)))
        }
        return conclude(id, .letterWritten(LetterWritten(letter: letter, copies: copies)), on: day)
    }

    /// The family is told of the decision with that key: a letter to each is written, asked for, and sent on that day.
    public mutating func tellDecision(_ key: SubmissionKey, review: UInt8 = 1, _ letter: LetterKind, on day: Day) {
        tell(.decisionLetter, .tellDecision, key, review: review, letter, on: day)
    }

    /// The family is sent the final plan, or told that there will be none.
    public mutating func tellFinal(_ key: SubmissionKey, review: UInt8 = 1, _ letter: LetterKind, on day: Day) {
        tell(.finalLetter, .tellFinal, key, review: review, letter, on: day)
    }

    private mutating func tell(
        _ written: Subject, _ told: Subject, _ key: SubmissionKey, review: UInt8, _ letter: LetterKind, on day: Day
    ) {
        let id = ConclusionID(written, review: review, fact: key.reference)
        writeLetter(id, letter, on: day)
        for copy in file.letters.first(where: { $0.id == id })?.waiting ?? [] {
            let message = ConclusionID(told, review: review, fact: key.reference, to: .contact(copy.contact))
            conclude(
                message, .notificationRequested(NotificationRequested(document: copy.document, until: day + 90)),
                on: day)
            send(message, on: day)
        }
    }

    /// A message is claimed and leaves on that day; what became of its receipt.
    @discardableResult
    public mutating func send(_ message: ConclusionID, on day: Day) -> CaseFile.Reception {
        conclude(
            message.at(.claim, attempt: 1), .notificationClaimed(NotificationClaimed(instance: "test")), on: day)
        return conclude(
            message.at(.sent, attempt: 1), .notificationSent(NotificationSent(channel: .folder, receipt: "test")),
            on: day)
    }
}

/// The day written `YYYY-MM-DD` in a test; the first day of all when it is none, which no test expects.
public func day(_ text: String) -> Day { Day(text) ?? Day(number: -719_162) }
