import Contracts
import Statute
import TestSupport
import Testing

@testable import Simulation

@Suite struct `What the simulation makes of a case by itself` {
    private let today = day("2026-02-12")
    private let decision = ConclusionID(.decisionLetter, review: 1, fact: .submission(7))

    private func contact(_ number: UInt8, isOpen: Bool = true, holdsRights: Bool = true) -> EventData {
        .contactRecorded(
            ContactRecorded(
                contact: number, relation: .parent, holdsRights: holdsRights, mayBeWrittenTo: isOpen,
                by: actorID("SG-1"), on: today))
    }

    private func report(
        _ number: UInt64, _ data: EventData, replaces: UInt64? = nil, by actor: Actor = .coordinator,
        to reckoning: inout Reckoning
    ) -> Bool {
        let replaced = replaces.map { SubmissionKey(high: $0, low: 0) }
        return reckoning.report(
            Event(SubmissionKey(high: number, low: 0), replaces: replaced, data), by: actor, on: today)
    }

    private func letter(to contacts: [UInt8]) -> Event {
        let copies = contacts.map { LetterCopy(contact: $0, document: DocumentHash(1, 2, 3, UInt64($0))) }
        return Event(decision, .letterWritten(LetterWritten(letter: .decisionMaintain, copies: copies)))
    }

    private func sent(to contact: UInt8) -> Event {
        let message = ConclusionID(.tellDecision, review: 1, fact: .submission(7), to: .contact(contact))
        return Event(
            message.at(.sent, attempt: 1), .notificationSent(NotificationSent(channel: .folder, receipt: "r")))
    }

    @Test func `tells a decision on the day on which the last of those who may be told was sent theirs`() {
        var reckoning = Reckoning()
        #expect(reckoning.told == [1], "the parent whom the law presumes")
        for number in 1...3 { #expect(report(UInt64(number), contact(UInt8(number)), to: &reckoning)) }
        reckoning.conclude(letter(to: [1, 2, 3]), on: today)
        reckoning.conclude(sent(to: 1), on: today)
        #expect(reckoning.letters[decision]?.told == nil)
        #expect(report(4, contact(2, isOpen: false), by: .safeguardingLead, to: &reckoning))
        #expect(reckoning.letters[decision]?.waiting == [3])
        reckoning.conclude(sent(to: 3), on: today + 5)
        #expect(reckoning.letters[decision]?.told == today + 5)
        #expect(report(5, contact(2), by: .safeguardingLead, to: &reckoning))
        #expect(reckoning.letters[decision]?.told == today + 5, "told is told, whoever is opened again")
    }

    @Test func `counts nothing from whoever may not say it, and uses up no key for it`() {
        var reckoning = Reckoning()
        #expect(!report(1, contact(1, isOpen: false), by: .family, to: &reckoning))
        #expect(
            !report(1, .decisionMade(DecisionMade(outcome: .maintain)), by: .service(.decisionWriter), to: &reckoning))
        #expect(reckoning.told == [1])
        #expect(report(1, contact(1, isOpen: false), by: .safeguardingLead, to: &reckoning))
        #expect(reckoning.told.isEmpty)
        #expect(!report(1, contact(1), by: .safeguardingLead, to: &reckoning), "each key once")
        let progress = EventData.progressRecorded(ProgressRecorded(from: .parent))
        #expect(report(2, progress, replaces: 1, by: .family, to: &reckoning))
        #expect(reckoning.told.isEmpty, "nor does the family's correction take its place")
        #expect(report(3, .withdrawn(Withdrawn(report: SubmissionKey(high: 1, low: 0))), to: &reckoning))
        #expect(reckoning.told == [1])
    }

    @Test func `holds to corrections that came first`() {
        var reckoning = Reckoning()
        let progress = EventData.progressRecorded(ProgressRecorded(from: .parent))
        #expect(report(1, progress, replaces: 9, by: .family, to: &reckoning))
        #expect(report(9, contact(1, isOpen: false), by: .safeguardingLead, to: &reckoning))
        #expect(reckoning.told.isEmpty)
        #expect(report(2, contact(1), replaces: 8, to: &reckoning))
        #expect(report(8, contact(1, holdsRights: false), to: &reckoning))
        #expect(reckoning.told == [1])
    }

    @Test func `begins a day by the scheduler, and only the next`() {
        var log = LogReckoning()
        func begin(_ day: Day, by actor: Actor) {
            log.read(
                Entry(by: actor, recorded: day, events: [Event(ConclusionID(.day, day: day), .dayBegan(DayBegan()))]),
                at: 1)
        }
        begin(today, by: .operator)
        begin(today + 1, by: .operator)
        begin(today + 30, by: .service(.scheduler))
        begin(today + 1, by: .coordinator)
        #expect(log.today == today)
        begin(today + 1, by: .service(.scheduler))
        #expect(log.today == today + 1)
    }
}
