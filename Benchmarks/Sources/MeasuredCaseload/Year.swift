public import Contracts
import Statute

/// A year of one invented case, as the services write it: about thirty entries, nine or ten reports beside those of the
/// contacts, ten conclusions, and of one contact ten to thirteen messages. The same number gives the same year.
public struct Year: Sendable {
    /// The case.
    public let id: CaseID
    /// Its entries, in order.
    public private(set) var entries: [Entry] = []
    private var random: UInt64
    private var today: Day
    private var position: Int64

    private let contacts: [UInt8]

    /// The year of the case with that number and so many contacts, all of whom hold the rights; of none the law presumes
    /// one. Two in five reviews amend the plan, unless that is said.
    public init(_ number: Int, amends: Bool? = nil, contacts: UInt8 = 1) {
        self.contacts = contacts == 0 ? [] : Array(1...contacts)
        id = CaseID("B-\(10_000 + number % 900_000)") ?? CaseID("B-0") ?? Year.none
        random = UInt64(number) &* 0x9E37_79B9_7F4A_7C15 | 1
        today = Day(number: 19_700 + Int32(number % 300))
        position = Int64(number) * 31 + 1_000_000
        run(amends: amends)
    }

    private static let none: CaseID = {
        guard let id = CaseID("none") else { preconditionFailure("a reference of four letters is one") }
        return id
    }()

    private mutating func next() -> UInt64 {
        random ^= random << 13
        random ^= random >> 7
        random ^= random << 17
        return random
    }

    private mutating func key() -> SubmissionKey { SubmissionKey(high: next(), low: next()) }
    private mutating func hash() -> DocumentHash { DocumentHash(next(), next(), next(), next()) }

    /// Who is told of the family.
    private var told: [UInt8] { contacts.isEmpty ? [1] : contacts }
    private mutating func copies() -> [LetterCopy] {
        var copies: [LetterCopy] = []
        for contact in told { copies.append(LetterCopy(contact: contact, document: hash())) }
        return copies
    }

    private mutating func add(_ by: Actor, seen: Bool = true, because: EventID? = nil, _ events: [Event]) {
        position += Int64(next() % 40)
        entries.append(
            Entry(by: by, recorded: today, seen: seen ? position : nil, because: because, events: events))
        today = today + Int(next() % 6)
    }

    private mutating func report(_ by: Actor, _ data: EventData) -> SubmissionKey {
        let key = key()
        add(by, seen: false, [Event(key, happened: next() % 3 == 0 ? today - 2 : nil, data)])
        return key
    }

    private mutating func tell(
        _ subject: Subject, _ parties: [Party], review: UInt8, fact: Fact, because: EventID
    ) {
        tell(subject, told.map { .contact($0) } + parties.map { .party($0) }, review, fact, [], because)
    }

    /// Of a letter others are told once it has left for the family.
    private mutating func tellLetter(
        _ subject: Subject, _ parties: [Party], review: UInt8, fact: Fact, copies: [LetterCopy], because: EventID
    ) {
        tell(subject, told.map { .contact($0) }, review, fact, copies, because)
        tell(subject, parties.map { .party($0) }, review, fact, copies, because)
    }

    private mutating func tell(
        _ subject: Subject, _ addressees: [Addressee], _ review: UInt8, _ fact: Fact, _ copies: [LetterCopy],
        _ because: EventID
    ) {
        let ids = addressees.map { ConclusionID(subject, review: review, fact: fact, to: $0) }
        let until = today + 28
        add(
            .service(.notifier), because: because,
            ids.map { id in
                let document = copies.first { $0.contact == id.contact ?? told[0] }?.document
                return Event(id, .notificationRequested(NotificationRequested(document: document, until: until)))
            })
        let instance = "notifier-\(next() % 1_000_000)"
        add(
            .service(.notifier),
            ids.map {
                Event($0.at(.claim, attempt: 1), .notificationClaimed(NotificationClaimed(instance: instance)))
            })
        add(
            .service(.notifier),
            ids.map {
                Event(
                    $0.at(.sent, attempt: 1),
                    .notificationSent(NotificationSent(channel: .folder, receipt: "\(id)-\($0.subject.word).eml")))
            })
    }

    private mutating func run(amends: Bool?) {
        let amends = amends ?? (next() % 5 < 2)
        let setting = UInt32(101_000 + next() % 900)
        let officer = ActorID("C-\(10 + next() % 40)") ?? ActorID(contact: 1)
        let plan = PlanRecorded(
            born: Month(of: today - Int(3000 + next() % 2000)), made: today - 1500, reviewed: today - 250,
            setting: setting, placement: .mainstream, need: Need.allCases[Int(next() % 12)], coordinator: officer,
            year: Int8(next() % 12), model: "bromley")
        let known = contacts.map { number in
            EventData.contactRecorded(
                ContactRecorded(contact: number, relation: .parent, holdsRights: true, by: officer, on: today - 250))
        }
        add(
            .person(.operator, officer, by: .import), seen: false,
            ([.planRecorded(plan)] + known).map { Event(key(), $0) })
        let due = today + 112
        let opened = ConclusionID(.opened, review: 1, day: due)
        add(
            .service(.scheduler),
            [
                Event(opened, .reviewOpened(ReviewOpened(kind: .annual, rule: .cyc2))),
                Event(
                    ConclusionID(.remindArrange, review: 1, day: due - 28, party: .setting),
                    .reminded(Reminded(until: due))),
            ])
        tell(
            .tellReviewDue, [.coordinator], review: 1, fact: opened.fact,
            because: .conclusion(opened))
        let by = Actor.person(.coordinator, officer, by: .desk)
        let school = Actor.person(.setting, ActorID(setting: setting), by: .portal)
        _ = report(
            by,
            .approachChosen(ApproachChosen(review: 1, kind: .progress, agreed: [.parent, .setting, .coordinator])))
        let meeting = today + 40
        let arranged = report(school, .meetingArranged(MeetingArranged(review: 1, meeting: meeting)))
        tell(
            .tellInvitation, [.setting, .health, .socialCare], review: 1, fact: arranged.reference,
            because: .submission(arranged))
        _ = report(school, .adviceCirculated(AdviceCirculated(review: 1)))
        _ = report(
            .person(.family, ActorID(contact: 1), by: .portal),
            .viewsReceived(ViewsReceived(review: 1, from: .parent, document: hash())))
        _ = report(school, .meetingHeld(MeetingHeld(review: 1)))
        let held = today
        add(
            .service(.scheduler),
            [
                Event(
                    ConclusionID(.remindReport, review: 1, day: held + 14, party: .setting),
                    .reminded(Reminded(until: held + 14)))
            ])
        add(
            .service(.scheduler),
            [Event(ConclusionID(.noReportBy, review: 1, day: held + 14), .notRecorded(NotRecorded(rule: .rep1)))])
        _ = report(school, .reportReceived(ReportReceived(review: 1, recommends: .amend, document: hash())))
        add(
            .service(.scheduler),
            [
                Event(
                    ConclusionID(.remindDecision, review: 1, day: held + 28, party: .coordinator),
                    .reminded(Reminded(until: held + 28)))
            ])
        let decision = report(
            by,
            .decisionSubmitted(
                DecisionSubmitted(
                    review: 1, outcome: amends ? .amend : .maintain, officer: officer, reasons: hash(),
                    plan: amends ? hash() : nil, amendments: amends ? hash() : nil,
                    evidence: amends ? [hash(), hash()] : nil)))
        add(
            .service(.decisionWriter), because: .submission(decision),
            [
                Event(
                    ConclusionID(.decisionMade, review: 1, fact: decision.reference),
                    .decisionMade(DecisionMade(outcome: amends ? .amend : .maintain)))
            ])
        let letter = copies()
        let written = ConclusionID(.decisionLetter, review: 1, fact: decision.reference)
        add(
            .service(.decisionWriter), because: .submission(decision),
            [
                Event(
                    written,
                    .letterWritten(
                        LetterWritten(letter: amends ? .decisionAmend : .decisionMaintain, copies: letter)))
            ])
        tellLetter(
            .tellDecision, [.setting, .coordinator], review: 1,
            fact: decision.reference, copies: letter, because: .conclusion(written))
        guard amends else { return }
        add(
            .service(.scheduler),
            [
                Event(
                    ConclusionID(.remindFinal, review: 1, day: held + 84, party: .coordinator),
                    .reminded(Reminded(until: held + 84)))
            ])
        let final = report(
            by,
            .finalSubmitted(
                FinalSubmitted(review: 1, outcome: .amended, officer: officer, plan: hash(), setting: setting)))
        add(
            .service(.decisionWriter), because: .submission(final),
            [
                Event(
                    ConclusionID(.finalMade, review: 1, fact: final.reference),
                    .finalMade(FinalMade(outcome: .amended)))
            ])
        let finalLetter = copies()
        let finalWritten = ConclusionID(.finalLetter, review: 1, fact: final.reference)
        add(
            .service(.decisionWriter), because: .submission(final),
            [Event(finalWritten, .letterWritten(LetterWritten(letter: .finalPlan, copies: finalLetter)))])
        tellLetter(
            .tellFinal, [.setting, .health], review: 1, fact: final.reference,
            copies: finalLetter, because: .conclusion(finalWritten))
    }
}
