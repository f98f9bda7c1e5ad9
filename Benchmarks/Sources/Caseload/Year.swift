public import Contracts
import Statute

/// A year of one invented case, as the services write it: about thirty entries, nine or ten reports, ten conclusions
/// and ten to thirteen messages. The same number gives the same year.
public struct Year: Sendable {
    /// The case.
    public let id: CaseID
    /// Its entries, in order.
    public private(set) var entries: [Entry] = []
    private var random: UInt64
    private var today: Day
    private var position: Int64

    /// The year of the case with that number; two in five reviews amend the plan, unless that is said.
    public init(_ number: Int, amends: Bool? = nil) {
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

    private mutating func add(_ by: String, seen: Bool = true, because: EventID? = nil, _ events: [Event]) {
        position += Int64(next() % 40)
        entries.append(
            Entry(by: by, recorded: today, seen: seen ? position : nil, because: because, events: events))
        today = today + Int(next() % 6)
    }

    private mutating func report(_ by: String, _ data: EventData) -> SubmissionKey {
        let key = key()
        add(by, seen: false, [Event(key, happened: next() % 3 == 0 ? today - 2 : nil, data)])
        return key
    }

    private mutating func tell(
        _ messages: [(Subject, Party)], review: UInt8, fact: UInt64, document: DocumentHash? = nil, because: EventID
    ) {
        let ids = messages.map { ConclusionID($0.0, review: review, fact: fact, party: $0.1) }
        let until = today + 28
        add(
            "notifier", because: because,
            ids.map { Event($0, .notificationRequested(NotificationRequested(document: document, until: until))) })
        let instance = "notifier-\(next() % 1_000_000)"
        add(
            "notifier",
            ids.map {
                Event($0.at(.claim, attempt: 1), .notificationClaimed(NotificationClaimed(instance: instance)))
            })
        add(
            "notifier",
            ids.map {
                Event(
                    $0.at(.sent, attempt: 1),
                    .notificationSent(NotificationSent(channel: .folder, receipt: "\(id)-\($0.subject.word).eml")))
            })
    }

    private mutating func run(amends: Bool?) {
        let amends = amends ?? (next() % 5 < 2)
        let setting = UInt32(101_000 + next() % 900)
        let coordinator = "C-\(10 + next() % 40)"
        _ = report(
            "import",
            .planRecorded(
                PlanRecorded(
                    born: Month(of: today - Int(3000 + next() % 2000)), made: today - 1500, reviewed: today - 250,
                    setting: setting, placement: .mainstream, need: Need.allCases[Int(next() % 12)],
                    year: Int32(next() % 12), coordinator: coordinator, model: "bromley")))
        let due = today + 112
        let opened = ConclusionID(.opened, review: 1, day: due)
        add(
            "scheduler",
            [
                Event(opened, .reviewOpened(ReviewOpened(kind: .annual, rule: .cyc2))),
                Event(
                    ConclusionID(.remindArrange, review: 1, day: due - 28, party: .setting),
                    .reminded(Reminded(until: due))),
            ])
        tell(
            [(.tellReviewDue, .parent), (.tellReviewDue, .coordinator)], review: 1, fact: opened.fact,
            because: .conclusion(opened))
        let by = "coordinator/\(coordinator)"
        _ = report(
            by,
            .approachChosen(ApproachChosen(review: 1, kind: .progress, agreed: [.parent, .setting, .coordinator])))
        let meeting = today + 40
        let arranged = report("setting", .meetingArranged(MeetingArranged(review: 1, meeting: meeting)))
        tell(
            [
                (.tellInvitation, .parent), (.tellInvitation, .setting), (.tellInvitation, .health),
                (.tellInvitation, .socialCare),
            ],
            review: 1, fact: arranged.reference, because: .submission(arranged))
        _ = report("setting", .adviceCirculated(AdviceCirculated(review: 1)))
        _ = report("parent", .viewsReceived(ViewsReceived(review: 1, from: .parent, document: hash())))
        _ = report("setting", .meetingHeld(MeetingHeld(review: 1)))
        let held = today
        add(
            "scheduler",
            [
                Event(
                    ConclusionID(.remindReport, review: 1, day: held + 14, party: .setting),
                    .reminded(Reminded(until: held + 14)))
            ])
        add(
            "scheduler",
            [Event(ConclusionID(.noReportBy, review: 1, day: held + 14), .notRecorded(NotRecorded(rule: .rep1)))])
        _ = report("setting", .reportReceived(ReportReceived(review: 1, recommends: .amend, document: hash())))
        add(
            "scheduler",
            [
                Event(
                    ConclusionID(.remindDecision, review: 1, day: held + 28, party: .coordinator),
                    .reminded(Reminded(until: held + 28)))
            ])
        let decision = report(
            by,
            .decisionSubmitted(
                DecisionSubmitted(
                    review: 1, outcome: amends ? .amend : .maintain, officer: "A. N. Officer", reasons: hash(),
                    plan: amends ? hash() : nil, amendments: amends ? hash() : nil,
                    evidence: amends ? [hash(), hash()] : nil)))
        add(
            "decision-writer", because: .submission(decision),
            [
                Event(
                    ConclusionID(.decisionMade, review: 1, fact: decision.reference),
                    .decisionMade(DecisionMade(outcome: amends ? .amend : .maintain)))
            ])
        let letter = hash()
        let written = ConclusionID(.decisionLetter, review: 1, fact: decision.reference)
        add(
            "decision-writer", because: .submission(decision),
            [
                Event(
                    written,
                    .letterWritten(
                        LetterWritten(letter: amends ? .decisionAmend : .decisionMaintain, document: letter)))
            ])
        tell(
            [(.tellDecision, .parent), (.tellDecision, .setting), (.tellDecision, .coordinator)], review: 1,
            fact: decision.reference, document: letter, because: .conclusion(written))
        guard amends else { return }
        add(
            "scheduler",
            [
                Event(
                    ConclusionID(.remindFinal, review: 1, day: held + 84, party: .coordinator),
                    .reminded(Reminded(until: held + 84)))
            ])
        let final = report(
            by,
            .finalSubmitted(
                FinalSubmitted(review: 1, outcome: .amended, officer: "A. N. Officer", plan: hash(), setting: setting)))
        add(
            "decision-writer", because: .submission(final),
            [
                Event(
                    ConclusionID(.finalMade, review: 1, fact: final.reference),
                    .finalMade(FinalMade(outcome: .amended)))
            ])
        let finalLetter = hash()
        let finalWritten = ConclusionID(.finalLetter, review: 1, fact: final.reference)
        add(
            "decision-writer", because: .submission(final),
            [Event(finalWritten, .letterWritten(LetterWritten(letter: .finalPlan, document: finalLetter)))])
        tell(
            [(.tellFinal, .parent), (.tellFinal, .setting), (.tellFinal, .health)], review: 1, fact: final.reference,
            document: finalLetter, because: .conclusion(finalWritten))
    }
}
