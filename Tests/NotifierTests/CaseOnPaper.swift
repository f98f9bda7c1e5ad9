import CaseFile
import Contracts
import Runtime
import Statute
import TestSupport

@testable import Notifier

/// One case and its partition, written by hand in the order in which things happen.
struct CaseOnPaper {
    let id = CaseID("B-10432").unsafelyKnown
    var file = CaseFile()
    var log = LogBook()
    var today: Day
    var position: Int64 = 0
    var keys: UInt64 = 0
    let notifier = Notifier()

    init(setting: UInt32? = 101_234, today: String = "2024-09-02") {
        self.today = day(today)
        let plan = PlanRecorded(
            made: day("2023-12-12"), setting: setting, placement: .mainstream, need: .autism,
            coordinator: actorID("C-07"),
            model: "statutory")
        report(.planRecorded(plan))
    }

    @discardableResult
    mutating func report(
        _ data: EventData, on happened: Day? = nil, replaces: SubmissionKey? = nil, by actor: Actor = .coordinator
    ) -> SubmissionKey {
        keys += 1
        let key = SubmissionKey(high: keys << 32, low: 7)
        append(
            Entry(
                by: actor, recorded: today,
                events: [Event(key, happened: happened, replaces: replaces, data)]))
        return key
    }

    @discardableResult
    mutating func conclude(_ conclusions: (ConclusionID, EventData)...) -> CaseFile.Reception {
        let speaker = conclusions.first.map { Actor.whoSays($0.1.kind) } ?? .ofNewerVersion
        return append(Entry(by: speaker, recorded: today, events: conclusions.map { Event($0.0, $0.1) }))
    }

    @discardableResult
    mutating func append(_ entry: Entry) -> CaseFile.Reception {
        defer { position += 1 }
        return file.append(entry, at: position)
    }

    /// A review that was opened, its last day 11 December 2024.
    mutating func open() {
        conclude((ConclusionID(.opened, review: 1, day: day("2024-12-11")), .reviewOpened(ReviewOpened(kind: .annual))))
    }

    /// The meeting, on 1 November 2024: the decision is due on the 29th.
    mutating func hold() {
        open()
        today = day("2024-11-01")
        report(.meetingHeld(MeetingHeld(review: 1)))
    }

    /// A decision whose letter was written.
    mutating func decide(_ outcome: Outcome) -> ConclusionID {
        hold()
        let key = report(.decisionSubmitted(DecisionSubmitted(review: 1, outcome: outcome)))
        let letter = ConclusionID(.decisionLetter, review: 1, fact: key.reference)
        conclude(
            (ConclusionID(.decisionMade, review: 1, fact: key.reference), .decisionMade(DecisionMade(outcome: outcome)))
        )
        write(letter)
        return letter
    }

    /// The letter is written, a copy for each who is told.
    mutating func write(_ letter: ConclusionID, _ kind: LetterKind = .decisionMaintain) {
        let copies = file.toldHolders.map { LetterCopy(contact: $0.number, document: Self.letter(to: $0.number)) }
        conclude((letter, .letterWritten(LetterWritten(letter: kind, copies: copies))))
    }

    /// What is known of one of the child's contacts from now on.
    mutating func contact(
        _ number: UInt8, _ relation: Relation = .parent, holdsRights: Bool = true, mayBeWrittenTo: Bool = true
    ) {
        report(
            .contactRecorded(
                ContactRecorded(
                    contact: number, relation: relation, holdsRights: holdsRights, mayBeWrittenTo: mayBeWrittenTo,
                    by: actorID("SG-1"), on: today)))
    }

    /// The rights pass from the parent, contact 1, to the young person, contact 2.
    mutating func passRights() {
        contact(1, holdsRights: false)
        contact(2, .youngPerson)
    }

    /// What that contact was told on that day.
    mutating func tell(_ letter: ConclusionID, _ subject: Subject, contact: UInt8 = 1) {
        let message = ConclusionID(subject, review: 1, fact: letter.fact, to: .contact(contact))
        let request = NotificationRequested(
            document: file.waitingCopy(of: message)?.document, until: MessageRule.always)
        conclude((message, .notificationRequested(request)))
        send(message)
    }

    /// The message leaves under its first claim.
    mutating func send(_ message: ConclusionID) {
        conclude((message.at(.claim, attempt: 1), .notificationClaimed(NotificationClaimed(instance: "x"))))
        conclude((message.at(.sent, attempt: 1), .notificationSent(NotificationSent(channel: .folder, receipt: "r"))))
    }

    static func letter(to contact: UInt8) -> DocumentHash { DocumentHash(1, 2, 3, UInt64(contact)) }

    var missing: [Entry] { notifier.missing(from: file, of: id, on: today, in: log) }
    /// The messages that are missing, in text.
    var lacking: [String] {
        missing.flatMap { entry in entry.events.map { $0.id.description } }
    }

    func request(_ text: String) -> NotificationRequested? {
        for event in missing.flatMap(\.events) where event.id.description == text {
            if case .notificationRequested(let request) = event.data { return request }
        }
        return nil
    }

    /// Appends what is missing, as the runtime does.
    mutating func sayWhatIsMissing() -> [CaseFile.Reception] { missing.map { append($0) } }
}

/// A submission as ids name it.
func named(_ number: UInt64) -> String {
    String(decoding: SubmissionReference(number).text, as: UTF8.self)
}

/// A submission as ids name it.
func named(_ key: SubmissionKey) -> String { named(key.high) }

/// A day that a test writes out.
func day(_ text: String) -> Day { Day(text) ?? Day(number: 0) }

extension Optional where Wrapped == CaseID {
    /// A reference that a test writes out.
    var unsafelyKnown: CaseID { self ?? CaseID("X").unsafelyKnown }
}
