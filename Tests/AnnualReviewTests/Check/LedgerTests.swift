import Contracts
import JSON
import Statute
import Testing

@testable import AnnualReview
@testable import LogCheck

/// One case on a scroll: a plan, a review under way, its meeting held.
struct LedgerStory {
    static let first = Day(number: 20_000)
    static let coordinator = person(.coordinator, "C-07")
    static let lead = person(.safeguardingLead, "SG-1")
    static let scheduler = Actor.service(.scheduler)
    static let writer = Actor.service(.decisionWriter)
    static let notifier = Actor.service(.notifier)

    var scroll: Scroll
    let id: CaseID
    private var ledger = Ledger()

    init(_ calendar: LogCalendar = .rehearsal) throws {
        scroll = try Scroll.begun(on: Self.first, calendar)
        id = try #require(CaseID("B-1"))
    }

    /// With a plan, and review 1 whose meeting was held on the first day.
    static func held() throws -> LedgerStory {
        var story = try LedgerStory()
        try story.report("plan", .planRecorded(PlanRecorded()))
        try story.report("under way", .reviewUnderWay(ReviewUnderWay(review: 1, kind: .annual)))
        try story.report("held", .meetingHeld(MeetingHeld(review: 1)))
        return story
    }

    /// The same, with two contacts who hold the rights, and a decision that was made.
    static func made() throws -> LedgerStory {
        var story = try held()
        try story.contact(1)
        try story.contact(2)
        try story.report("decision", .decisionSubmitted(DecisionSubmitted(review: 1, outcome: .maintain)))
        try story.say(by: writer, ConclusionID(.decisionMade, review: 1, fact: fact), .decisionMade(DecisionMade()))
        return story
    }

    static let fact = key("decision").reference
    static let letter = ConclusionID(.decisionLetter, review: 1, fact: fact)

    static func key(_ name: String) -> SubmissionKey { SubmissionKey(hashing: [name]) }
    static func document(_ number: UInt8) -> DocumentHash { DocumentHash(0, 0, 0, UInt64(number)) }
    static func tell(_ contact: UInt8) -> ConclusionID {
        ConclusionID(.tellDecision, review: 1, fact: fact, to: .contact(contact))
    }
    private static func person(_ role: Role, _ id: String) -> Actor {
        .person(role, ActorID(id) ?? ActorID(contact: 0), by: .desk)
    }

    @discardableResult
    mutating func add(_ entry: Entry) throws -> Ledger.Verdict {
        try scroll.add(entry, key: id.text)
        return ledger.add(entry)
    }

    @discardableResult
    mutating func report(
        by actor: Actor = LedgerStory.coordinator, _ name: String, replaces: String? = nil, _ data: EventData
    ) throws -> Ledger.Verdict {
        try add(
            Entry(
                by: actor, recorded: scroll.today,
                events: [Event(Self.key(name), replaces: replaces.map(Self.key), data)]))
    }

    @discardableResult
    mutating func say(
        by actor: Actor, because: EventID? = nil, _ id: ConclusionID, _ data: EventData
    ) throws -> Ledger.Verdict {
        try add(
            Entry(by: actor, recorded: scroll.today, seen: scroll.offset, because: because, events: [Event(id, data)]))
    }

    mutating func contact(
        _ number: UInt8, rights: Bool = true, writable: Bool = true, isProtected: Bool = false, by actor: Actor = lead
    ) throws {
        let by = ActorID(contact: 0)
        try report(
            by: actor, "contact \(number) at \(scroll.offset)",
            .contactRecorded(
                ContactRecorded(
                    contact: number, relation: .parent, holdsRights: rights, mayBeWrittenTo: writable,
                    locationProtected: isProtected, by: by, on: scroll.today)))
    }

    @discardableResult
    mutating func write(_ contacts: [UInt8]) throws -> Ledger.Verdict {
        let copies = contacts.map { LetterCopy(contact: $0, document: Self.document($0)) }
        return try say(
            by: Self.writer, Self.letter, .letterWritten(LetterWritten(letter: .decisionMaintain, copies: copies)))
    }

    @discardableResult
    mutating func ask(_ contact: UInt8, carrying document: UInt8? = nil) throws -> Ledger.Verdict {
        try say(
            by: Self.notifier, Self.tell(contact),
            .notificationRequested(
                NotificationRequested(document: Self.document(document ?? contact), until: scroll.today + 100)))
    }

    @discardableResult
    mutating func claim(_ contact: UInt8, _ attempt: UInt32 = 1) throws -> Ledger.Verdict {
        try say(
            by: Self.notifier, Self.tell(contact).at(.claim, attempt: attempt),
            .notificationClaimed(NotificationClaimed(instance: "n")))
    }

    @discardableResult
    mutating func send(_ contact: UInt8, _ attempt: UInt32 = 1) throws -> Ledger.Verdict {
        try say(
            by: Self.notifier, Self.tell(contact).at(.sent, attempt: attempt),
            .notificationSent(NotificationSent(channel: .folder, receipt: "\(contact).eml")))
    }

    var told: Day? { ledger.told(1)?.day }
    var holdsMeeting: Day? { ledger.held(1) }
    var arranged: Day? { ledger.arranged(1) }

    func faults(_ words: String) throws -> Int {
        var scroll = scroll
        let report = scroll.report(to: scroll.today)
        return try #require(report.items.first { $0.name.contains(words) }, "\(report.items.map(\.name))").faults
    }

    func refused(_ words: String) -> Int {
        var scroll = scroll
        return scroll.report(to: scroll.today).refused.filter { $0.name.contains(words) }.reduce(0) { $0 + $1.count }
    }
}

@Suite struct `The ledger of the check` {
    // MARK: Who may say what

    @Test(
        arguments: EventKind.allCases.filter {
            ![.unknown, .auditCommitted, .auditRevealed, .pilotCommitted].contains($0)
        })
    func `counts of a kind nothing that one says who may not say it`(kind: EventKind) throws {
        let type = try #require(EventData.kinds.first { $0.kind == kind })
        let others: [Actor] = [
            .service(.analytics), .person(.readOnly, ActorID(contact: 1), by: .desk),
            .person(.auditor, ActorID(contact: 1), by: .desk), .ofNewerVersion,
        ]
        for actor in others where !actor.maySay(kind) {
            var ledger = Ledger()
            let data = try EventData.example(type)
            let event =
                kind.isReport
                ? Event(LedgerStory.key("x"), data)
                : Event(ConclusionID(.opened, review: 1, day: LedgerStory.first), data)
            #expect(ledger.add(Entry(by: actor, recorded: LedgerStory.first, events: [event])) == .notEntitled)
            #expect(ledger.latest.isEmpty && !ledger.holds(event.id))
        }
    }

    @Test func `counts a report from those roles alone that may give it, and its key stays free`() throws {
        var story = try LedgerStory.held()
        #expect(
            try story.report(
                by: LedgerStory.lead, "arranged", .meetingArranged(.init(review: 1, meeting: LedgerStory.first + 9)))
                == .notEntitled)
        #expect(story.arranged == nil)
        #expect(
            try story.report("arranged", .meetingArranged(.init(review: 1, meeting: LedgerStory.first + 8)))
                == .accepted)
        #expect(story.arranged == LedgerStory.first + 8)
        #expect(story.refused("meeting-arranged, said by safeguarding-lead") == 1)
    }

    @Test func `counts a conclusion from the service alone that concludes such things`() throws {
        var story = try LedgerStory.held()
        let alarm = ConclusionID(.noDecisionBy, review: 1, day: LedgerStory.first + 28)
        let data = EventData.notRecorded(NotRecorded(rule: RuleName(.dec1)))
        #expect(try story.say(by: LedgerStory.notifier, alarm, data) == .notEntitled)
        #expect(try story.say(by: LedgerStory.coordinator, alarm, data) == .notEntitled)
        #expect(try story.say(by: LedgerStory.scheduler, alarm, data) == .accepted)
    }

    // MARK: Rights that pass

    /// The same as `made`, of a young person born in March 2009, on 28 June 2025, the day after compulsory school age ended.
    private func ofAge(_ today: String = "2025-06-28") throws -> LedgerStory {
        var story = try LedgerStory.made()
        try story.scroll.reach(Day.of(today))
        var plan = PlanRecorded()
        plan.born = Month("2009-03")
        try story.report("born", .planRecorded(plan))
        return story
    }

    @discardableResult
    private func pass(_ story: inout LedgerStory, last: String = "2025-06-27") throws -> Ledger.Verdict {
        let id = ConclusionID(.rightsPassed, fact: .month(try #require(Month("2009-03"))))
        return try story.say(
            by: LedgerStory.scheduler, id, .rightsPass(RightsPass(last: Day.of(last), rule: RuleName(.age1))))
    }

    private func youngPerson(_ story: inout LedgerStory, _ number: UInt8) throws {
        try story.report(
            "young person",
            .contactRecorded(
                ContactRecorded(
                    contact: number, relation: .youngPerson, holdsRights: false, by: ActorID(contact: 0),
                    on: story.scroll.today)))
    }

    @Test func `finds rights that did not pass, that passed too soon, and that passed on another day`() throws {
        var story = try ofAge()
        #expect(try story.faults("rights that passed by age") == 1)
        #expect(try pass(&story) == .accepted)
        #expect(try story.faults("rights that passed by age") == 0)
        var early = try ofAge("2025-06-27")
        #expect(try early.faults("rights that passed by age") == 0)
        try pass(&early)
        #expect(try early.faults("rights that passed by age") == 1)
        var other = try ofAge()
        try pass(&other, last: "2025-06-26")
        #expect(try other.faults("rights that passed by age") == 1)
    }

    @Test func `takes a letter for addressed to whoever held the rights when it left`() throws {
        var story = try ofAge()
        try youngPerson(&story, 3)
        #expect(try story.write([1, 2]) == .accepted)
        #expect(try story.ask(1) == .accepted)
        #expect(try pass(&story) == .accepted)
        for contact: UInt8 in 2...3 { #expect(try story.ask(contact) == .unfit) }
        let own = ConclusionID(.decisionLetter, review: 1, fact: LedgerStory.fact, to: .contact(3))
        let copy = LetterCopy(contact: 3, document: LedgerStory.document(3))
        #expect(
            try story.say(
                by: LedgerStory.writer, own, .letterWritten(LetterWritten(letter: .decisionMaintain, copies: [copy])))
                == .accepted)
        #expect(try story.ask(3) == .accepted)
        #expect(story.told == nil)
        try story.claim(3)
        try story.send(3)
        #expect(story.told == story.scroll.today)
    }

    @Test func `takes a death back by two people alone`() throws {
        func withdrawn(by actor: Actor) throws -> Bool {
            var story = try LedgerStory.held()
            try story.report("died", .planEnded(PlanEnded(reason: .died)))
            try story.report(by: actor, "not died", .withdrawn(Withdrawn(report: LedgerStory.key("died"))))
            let id = ConclusionID(.noDecisionBy, review: 1, day: LedgerStory.first + 28)
            return try story.say(by: LedgerStory.scheduler, id, .notRecorded(NotRecorded(rule: RuleName(.dec1))))
                == .accepted
        }
        #expect(try !withdrawn(by: LedgerStory.coordinator))
        #expect(try withdrawn(by: LedgerStory.lead))
    }

    @Test func `finds what follows from a word that counts for nothing`() throws {
        var story = try LedgerStory.held()
        try story.report(by: LedgerStory.lead, "another plan", .planRecorded(PlanRecorded()))
        let cause = EventID.submission(LedgerStory.key("another plan"))
        let reminder = ConclusionID(.remindArrange, review: 1, day: LedgerStory.first, party: .setting)
        // No meeting was held in this one, so that the reminder fits.
        try story.report("not held", .withdrawn(Withdrawn(report: LedgerStory.key("held"))))
        #expect(
            try story.say(
                by: LedgerStory.scheduler, because: cause, reminder, .reminded(Reminded(until: LedgerStory.first)))
                == .accepted)
        #expect(try story.faults("causes that entries name") == 1)
    }

    @Test func `lets nobody correct what they may not say`() throws {
        var story = try LedgerStory.held()
        let views = EventData.viewsReceived(ViewsReceived(review: 1, from: .parent))
        let family = Actor.person(.family, ActorID(contact: 1), by: .portal)
        #expect(try story.report(by: family, "views", replaces: "held", views) == .accepted)
        #expect(story.holdsMeeting == LedgerStory.first)
        // Also when the correction comes first.
        try story.report(by: family, "more views", replaces: "held again", views)
        try story.report("not held", .withdrawn(Withdrawn(report: LedgerStory.key("held"))))
        #expect(story.holdsMeeting == nil)
        try story.report("held again", .meetingHeld(MeetingHeld(review: 1)))
        #expect(story.holdsMeeting == LedgerStory.first)
    }

    // MARK: Days

    @Test func `lets days go in steps of one, and what else is begun counts for nothing`() throws {
        var story = try LedgerStory.held()
        let far = try #require(Day(9999, 1, 1))
        try story.scroll.pass(to: far, by: LedgerStory.coordinator)
        #expect(story.scroll.verifier.today == LedgerStory.first)
        #expect(try story.faults("days, in every partition") == 0)
        #expect(story.refused("day-began, said by coordinator") == 1)
        try story.scroll.pass(to: far, by: LedgerStory.scheduler)
        #expect(story.scroll.verifier.today == LedgerStory.first)
        #expect(try story.faults("days, in every partition") == 1)
        try story.scroll.pass(to: LedgerStory.first + 1, by: LedgerStory.scheduler)
        try story.scroll.pass(to: LedgerStory.first + 1, by: LedgerStory.scheduler)
        #expect(story.scroll.verifier.today == LedgerStory.first + 1)
        #expect(try story.faults("days, in every partition") == 1)
    }

    @Test func `lets the operator begin no day of a real log but its first`() throws {
        var story = try LedgerStory(.real)
        try story.scroll.pass(to: LedgerStory.first + 1)
        #expect(story.scroll.verifier.today == LedgerStory.first)
        #expect(try story.faults("days, in every partition") == 1)
        try story.scroll.pass(to: LedgerStory.first + 1, by: LedgerStory.scheduler)
        #expect(story.scroll.verifier.today == LedgerStory.first + 1)
    }

    @Test func `finds a partition that begins otherwise than the others`() throws {
        func faults(_ names: [LogName]) throws -> Int {
            var verifier = LogVerifier(partitions: Int32(names.count), of: "case-files")
            for (partition, name) in names.enumerated() {
                let began = LogBegan(calendar: .rehearsal, partitions: names.count, council: "test", log: name)
                let entry = Entry(
                    by: Scroll.operator, recorded: LedgerStory.first,
                    events: [Event(ConclusionID(.logBegan), .logBegan(began))])
                var key = "log"
                let value = try entry.json()
                key.withUTF8 { key in
                    value.withUnsafeBytes {
                        verifier.add(
                            partition: Int32(partition), offset: 0, key: UnsafeRawBufferPointer(key), value: $0)
                    }
                }
            }
            let report = verifier.finish(from: LedgerStory.first, to: LedgerStory.first)
            return try #require(report.items.first { $0.name.contains("begin alike") }).faults
        }
        let (one, other) = (LogName(high: 1, low: 1), LogName(high: 1, low: 2))
        #expect(try faults([one, one]) == 0)
        #expect(try faults([one, other]) == 1)
    }

    // MARK: Contacts and letters

    @Test func `counts a letter only with one copy for each who is to be told`() throws {
        var story = try LedgerStory.made()
        #expect(try story.write([1]) == .unfit)
        #expect(try story.write([1, 2, 3]) == .unfit)
        #expect(try story.write([1, 1, 2]) == .unfit)
        #expect(try story.write([2, 1]) == .accepted)
        #expect(try story.faults("with a copy of its own") == 0)
        #expect(try story.faults("copies of letters") == 2)
        try story.ask(1)
        try story.ask(2)
        #expect(try story.faults("copies of letters") == 0)
    }

    @Test func `presumes a parent who holds the rights where no contact is recorded`() throws {
        var story = try LedgerStory.held()
        try story.report("decision", .decisionSubmitted(DecisionSubmitted(review: 1, outcome: .maintain)))
        try story.say(
            by: LedgerStory.writer, ConclusionID(.decisionMade, review: 1, fact: LedgerStory.fact),
            .decisionMade(DecisionMade()))
        // One without a number is nobody.
        try story.contact(0)
        #expect(try story.write([1]) == .accepted)
        #expect(try story.ask(2) == .unfit)
        #expect(try story.ask(1) == .accepted)
    }

    @Test func `finds a letter of which two contacts share one copy`() throws {
        var story = try LedgerStory.made()
        let copies = [1, 2].map { LetterCopy(contact: $0, document: LedgerStory.document(1)) }
        try story.say(
            by: LedgerStory.writer, LedgerStory.letter,
            .letterWritten(LetterWritten(letter: .decisionMaintain, copies: copies)))
        #expect(try story.faults("with a copy of its own") == 1)
    }

    @Test func `finds a message that carries another's copy, or a letter to somebody else`() throws {
        var story = try LedgerStory.made()
        try story.write([1, 2])
        try story.ask(1, carrying: 2)
        try story.ask(2)
        // Others are told once it has left for one of the family.
        let notice = ConclusionID(.tellDecision, review: 1, fact: LedgerStory.fact, party: .coordinator)
        let carrying = EventData.notificationRequested(
            NotificationRequested(document: LedgerStory.document(1), until: LedgerStory.first))
        #expect(try story.say(by: LedgerStory.notifier, notice, carrying) == .unfit)
        try story.claim(2)
        try story.send(2)
        #expect(try story.say(by: LedgerStory.notifier, notice, carrying) == .accepted)
        #expect(try story.faults("their addressee's own copy") == 2)
    }

    @Test func `takes a copy that could not be written with the others when it is, and waits for it until it is sent`()
        throws
    {
        var story = try LedgerStory.made()
        let copies = [
            LetterCopy(contact: 1, document: LedgerStory.document(1)), LetterCopy(contact: 2, lacks: .address),
        ]
        let whole = EventData.letterWritten(LetterWritten(letter: .decisionMaintain, copies: copies))
        #expect(try story.say(by: LedgerStory.writer, LedgerStory.letter, whole) == .accepted)
        #expect(try story.ask(2) == .unfit, "there is nothing to send")
        try story.ask(1)
        try story.claim(1)
        try story.send(1)
        #expect(story.told == nil)
        #expect(try story.faults("copies of letters") == 0)
        func later(_ contact: UInt8) throws -> Ledger.Verdict {
            try story.say(
                by: LedgerStory.writer,
                ConclusionID(.decisionLetter, review: 1, fact: LedgerStory.fact, to: .contact(contact)),
                .letterWritten(
                    LetterWritten(
                        letter: .decisionMaintain,
                        copies: [LetterCopy(contact: contact, document: LedgerStory.document(contact))])))
        }
        #expect(try later(1) == .unfit, "it has one")
        #expect(try later(2) == .accepted)
        try story.ask(2)
        try story.claim(2)
        try story.send(2)
        #expect(story.told != nil)
        #expect(try story.faults("their addressee's own copy") == 0)
    }

    @Test func `lets nothing leave for the family after a death, also what was asked for before`() throws {
        var story = try LedgerStory.made()
        try story.write([1, 2])
        try story.ask(1)
        try story.report("death", .planEnded(PlanEnded(reason: .died)))
        #expect(try story.claim(1) == .unfit)
        #expect(try story.ask(2) == .unfit)
        try story.report(
            by: LedgerStory.lead, "mistake", .withdrawn(Withdrawn(report: LedgerStory.key("death"))))
        #expect(try story.claim(1) == .accepted)
    }

    /// An amendment notice that two parents were sent on the first day, by post and by e-mail, finished so many days later.
    private func finished(after days: Int, last words: [UInt8] = []) throws -> LedgerStory {
        var story = try LedgerStory.held()
        try story.contact(1)
        try story.contact(2)
        try story.report("decision", .decisionSubmitted(DecisionSubmitted(review: 1, outcome: .amend)))
        try story.say(
            by: LedgerStory.writer, ConclusionID(.decisionMade, review: 1, fact: LedgerStory.fact),
            .decisionMade(DecisionMade(outcome: .amend)))
        let copies = [
            LetterCopy(contact: 1, document: LedgerStory.document(1), by: .post),
            LetterCopy(contact: 2, document: LedgerStory.document(2), by: .email),
        ]
        try story.say(
            by: LedgerStory.writer, LedgerStory.letter,
            .letterWritten(LetterWritten(letter: .decisionAmend, copies: copies)))
        for contact: UInt8 in [1, 2] {
            try story.ask(contact)
            try story.claim(contact)
            try story.send(contact)
        }
        for contact in words {
            try story.report(
                "word of \(contact)",
                .representationsReceived(RepresentationsReceived(review: 1, contact: contact, isFinal: true)))
        }
        try story.scroll.reach(LedgerStory.first + days)
        try story.report("final", .finalSubmitted(FinalSubmitted(review: 1, outcome: .notAmended)))
        try story.say(
            by: LedgerStory.writer, ConclusionID(.finalMade, review: 1, fact: LedgerStory.key("final").reference),
            .finalMade(FinalMade(outcome: .notAmended)))
        return story
    }

    @Test func `finds an amendment that was finished before the days of each who was sent the notice were over`() throws
    {
        // Sent on a Friday: by post it is served on Tuesday, and its fifteen days end eighteen days after the sending.
        #expect(LedgerStory.first.weekday == .friday)
        for (days, faults) in [(14, 2), (15, 1), (18, 1), (19, 0)] {
            #expect(try finished(after: days).faults("fifteen days") == faults, "\(days)")
        }
        #expect(try finished(after: 5, last: [1]).faults("fifteen days") == 1)
        #expect(try finished(after: 5, last: [1, 2]).faults("fifteen days") == 0)
    }

    @Test func `lets a decision be told on the day on which the last of them was sent theirs`() throws {
        var story = try LedgerStory.made()
        try story.write([1, 2])
        for contact: UInt8 in [1, 2] { try story.ask(contact) }
        try story.claim(1)
        try story.send(1)
        #expect(story.told == nil)
        try story.scroll.reach(LedgerStory.first + 3)
        try story.claim(2)
        try story.send(2)
        #expect(story.told == LedgerStory.first + 3)
        #expect(try story.faults("claim before it") == 0)
    }

    @Test func `waits no more for whoever was closed, and never un-tells`() throws {
        var story = try LedgerStory.made()
        try story.write([1, 2])
        for contact: UInt8 in [1, 2] { try story.ask(contact) }
        try story.claim(1)
        try story.send(1)
        try story.contact(2, writable: false)
        #expect(story.told == LedgerStory.first)
        try story.contact(2)
        #expect(story.told == LedgerStory.first)
        #expect(try story.faults("copies of letters") == 0)
    }

    @Test func `lets nothing be claimed for whoever may not be written to, and finds what left all the same`() throws {
        var story = try LedgerStory.made()
        try story.write([1, 2])
        for contact: UInt8 in [1, 2] { try story.ask(contact) }
        try story.claim(1)
        try story.send(1)
        try story.contact(2, writable: false)
        #expect(try story.claim(2) == .unfit)
        // It waits by decision, which is no fault.
        #expect(try story.faults("sent once") == 0)
        try story.send(2)
        #expect(try story.faults("claim before it") == 1)
    }

    @Test(arguments: [(false, false), (false, true), (true, false)])
    func `finds what left for somebody from whom the place is kept before anybody looked through it`(
        isLookedThrough: Bool, isKeptNoMore: Bool
    ) throws {
        var story = try LedgerStory.made()
        try story.contact(2, isProtected: true)
        try story.write([1, 2])
        for contact: UInt8 in [1, 2] {
            try story.ask(contact)
            try story.claim(contact)
        }
        if isLookedThrough {
            try story.report(
                by: LedgerStory.lead, "looked", .lookedThrough(LookedThrough(message: LedgerStory.tell(2))))
        }
        if isKeptNoMore { try story.contact(2) }
        for contact: UInt8 in [1, 2] { try story.send(contact) }
        #expect(try story.faults("looked through") == (isLookedThrough || isKeptNoMore ? 0 : 1))
        // Nothing is found of what left before it was to be kept.
        try story.contact(1, isProtected: true)
        #expect(try story.faults("looked through") == (isLookedThrough || isKeptNoMore ? 0 : 1))
    }

    @Test func `asks for no message to whoever holds the rights no longer`() throws {
        var story = try LedgerStory.made()
        try story.write([1, 2])
        try story.contact(2, rights: false)
        #expect(try story.ask(2) == .unfit)
        try story.contact(2)
        // The copy was dropped: the letter is no longer theirs.
        #expect(try story.ask(2) == .unfit)
        #expect(try story.ask(1) == .accepted)
    }

    @Test func `tells nobody anything who holds no rights`() throws {
        var story = try LedgerStory.held()
        try story.contact(1)
        try story.contact(2, rights: false)
        let alarm = ConclusionID(.noDecisionBy, review: 1, day: LedgerStory.first + 28)
        try story.say(by: LedgerStory.scheduler, alarm, .notRecorded(NotRecorded(rule: RuleName(.dec1))))
        func tell(_ contact: UInt8) throws -> Ledger.Verdict {
            let late = ConclusionID(.tellLateToFamily, review: 1, fact: alarm.fact, to: .contact(contact))
            return try story.say(
                by: LedgerStory.notifier, late,
                .notificationRequested(NotificationRequested(until: LedgerStory.first + 56)))
        }
        #expect(try tell(2) == .unfit)
        #expect(try tell(3) == .unfit)
        #expect(try tell(1) == .accepted)
    }

    @Test func `demands the alarm of a letter for which one of them waited too long, also when they were closed later`()
        throws
    {
        var story = try LedgerStory.made()
        try story.write([1, 2])
        for contact: UInt8 in [1, 2] { try story.ask(contact) }
        try story.claim(1)
        try story.send(1)
        try story.scroll.reach(LedgerStory.first + 40)
        #expect(try story.faults("families not told in four weeks") == 1)
        let alarm = ConclusionID(.noDecisionBy, review: 1, day: LedgerStory.first + 28)
        try story.say(by: LedgerStory.scheduler, alarm, .notRecorded(NotRecorded(rule: RuleName(.dec1))))
        #expect(try story.faults("families not told in four weeks") == 0)
        try story.contact(2, writable: false)
        #expect(story.told == LedgerStory.first)
        #expect(try story.faults("families not told in four weeks") == 0)
    }

    @Test func `demands no alarm where a decision was told in time and corrected afterwards`() throws {
        var story = try LedgerStory.made()
        try story.write([1, 2])
        for contact: UInt8 in [1, 2] {
            try story.ask(contact)
            try story.claim(contact)
            try story.send(contact)
        }
        try story.report("not decided", .withdrawn(Withdrawn(report: LedgerStory.key("decision"))))
        #expect(story.told == nil)
        try story.scroll.reach(LedgerStory.first + 40)
        #expect(try story.faults("families not told in four weeks") == 0)
    }

    @Test func `does not take a pause for silence`() throws {
        var story = try LedgerStory.made()
        try story.write([1, 2])
        for contact: UInt8 in [1, 2] { try story.ask(contact) }
        #expect(try story.faults("sent once") == 2)
        let pause = Event(LedgerStory.key("pause"), .sendingPaused(SendingPaused()))
        try story.scroll.add(Entry(by: Scroll.operator, recorded: LedgerStory.first, events: [pause]), key: "log")
        #expect(try story.faults("sent once") == 0)
    }

    // MARK: Documents

    @Test func `finds a document that is there only as another case's or of another role`() throws {
        var story = try LedgerStory.made()
        try story.write([1, 2])
        let other = try #require(CaseID("B-2"))
        story.scroll.verifier.addDocuments([
            DocumentKey(other, .letter, LedgerStory.document(1)): true,
            DocumentKey(story.id, .views, LedgerStory.document(2)): true,
        ])
        let item = try #require(story.scroll.report().items.first { $0.name.hasPrefix("documents") })
        #expect(item.faults == 2)
        #expect(item.examples.contains { $0.hasSuffix("is there only as letter of B-2") })
        #expect(item.examples.contains { $0.hasSuffix("is there only as views of B-1") })
    }

    @Test func `finds a document that was changed, also one that nobody names`() throws {
        var story = try LedgerStory.made()
        try story.write([1, 2])
        story.scroll.verifier.addDocuments([
            DocumentKey(story.id, .letter, LedgerStory.document(1)): true,
            DocumentKey(story.id, .letter, LedgerStory.document(2)): false,
            DocumentKey(story.id, .views, LedgerStory.document(3)): false,
        ])
        #expect(try #require(story.scroll.report().items.first { $0.name.hasPrefix("documents") }).faults == 2)
    }
}

extension EventData {
    /// The data of that kind, as its example has it.
    fileprivate static func example(_ type: any EventFields.Type) throws -> EventData {
        let json = """
            {"by":"scheduler","on":"2024-01-01","events":[
            {"type":"\(type.type)","id":"day/2024-01-01","data":\(type.example)}]}
            """
        return try #require(try Entry(json: Array(json.utf8)).events.first).data
    }
}
