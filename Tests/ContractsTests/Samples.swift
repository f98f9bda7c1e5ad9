import Contracts
import JSON
import Statute

/// One entry for each kind of event, with every field that the kind has.
enum Samples {
    static let key = SubmissionKey(high: 0x0123_4567_89AB_CDEF, low: 0xFEDC_BA98_7654_3210)
    static let other = SubmissionKey(high: 0x1111_2222_3333_4444, low: 0x5555_6666_7777_8888)
    static let letter = DocumentHash(1, 2, 3, 0xFFFF_FFFF_FFFF_FFFF)

    static func day(_ text: String) -> Day { Day(text) ?? Day(number: 0) }

    private static func report(_ data: EventData, happened: String? = "2024-11-01") -> Entry {
        Entry(
            by: "coordinator/C-07", recorded: day("2024-11-04"),
            events: [Event(key, happened: happened.map(day), replaces: other, data)])
    }

    private static func conclusion(_ by: String, _ id: ConclusionID, _ data: EventData) -> Entry {
        Entry(
            by: by, recorded: day("2024-11-30"), seen: 4711, because: .submission(other), events: [Event(id, data)])
    }

    private static func letterID(_ stage: Stage, _ attempt: UInt8) -> ConclusionID {
        ConclusionID(.tellDecision, review: 3, fact: key.reference, party: .parent, stage: stage, attempt: attempt)
    }

    /// Kinds that got another field later, each with a file of its own: the old file must still be read.
    static let grown: [(name: String, entry: Entry)] = [
        (
            "plan-recorded-2",
            report(
                .planRecorded(
                    PlanRecorded(
                        made: day("2019-02-28"), interval: 6, setting: 101_234, placement: .mainstream, need: .autism,
                        coordinator: "C-07", model: "bromley")))
        ),
        (
            "views-received-2",
            report(
                .viewsReceived(
                    ViewsReceived(
                        review: 3, from: .youngPerson, form: .myLifeMyReview, onPaper: true, document: letter)))
        ),
    ]

    static let entries: [Entry] = [
        conclusion(
            "annual-review", ConclusionID(.logBegan),
            .logBegan(LogBegan(calendar: .rehearsal, partitions: 12, council: "bromley"))),
        conclusion("scheduler", ConclusionID(.day, day: day("2024-11-30")), .dayBegan(DayBegan())),
        report(.released(Released(messages: 17))),
        report(.sendingPaused(SendingPaused())),
        report(.sendingResumed(SendingResumed())),
        report(
            .planRecorded(
                PlanRecorded(
                    born: Month("2012-05"), made: day("2019-02-28"), reviewed: day("2023-12-01"), setting: 101_234,
                    placement: .mainstream, need: .autism, year: -1, transfer: .primaryToSecondary, transferYear: 2025,
                    transferNamed: false, coordinator: "C-07", model: "bromley", rightsHolder: .youngPerson,
                    priority: [.lookedAfter, .medical]))),
        report(.planEnded(PlanEnded(reason: .movedAbroad))),
        report(
            .earlyReviewRequested(EarlyReviewRequested(from: .youngPerson, ground: .notAttending, document: letter))),
        report(
            .earlyReviewAnswered(
                EarlyReviewAnswered(request: other, agreed: true, review: 4, officer: "A. Öberg", document: letter))),
        report(.progressRecorded(ProgressRecorded(from: .setting, document: letter))),
        report(.reviewUnderWay(ReviewUnderWay(review: 3, kind: .phaseTransfer, due: day("2024-12-01")))),
        report(
            .approachChosen(
                ApproachChosen(review: 3, kind: .progress, agreed: [.parent, .setting], disagreed: [.health]))),
        report(.disagreementAnswered(DisagreementAnswered(review: 3, to: .health, document: letter))),
        report(.meetingArranged(MeetingArranged(review: 3, meeting: day("2024-11-08")))),
        report(.adviceCirculated(AdviceCirculated(review: 3))),
        report(.viewsReceived(ViewsReceived(review: 3, from: .youngPerson, document: letter))),
        report(.meetingHeld(MeetingHeld(review: 3)), happened: nil),
        report(.reportReceived(ReportReceived(review: 3, recommends: .amend, document: letter))),
        report(.shortTermOutcomesAgreed(ShortTermOutcomesAgreed(review: 3, document: letter))),
        report(
            .decisionSubmitted(
                DecisionSubmitted(
                    review: 3, outcome: .amend, officer: "A. \"Ny\" Öberg", reasons: letter, plan: letter,
                    amendments: letter, evidence: [letter, letter], consulted: day("2024-11-02"),
                    ceases: day("2025-01-31"), passedBy: "M. Lead", explanation: letter))),
        report(.decisionRecorded(DecisionRecorded(review: 3, outcome: .cease, notice: day("2024-11-20")))),
        report(.representationsReceived(RepresentationsReceived(review: 3, document: letter))),
        report(
            .finalSubmitted(
                FinalSubmitted(
                    review: 3, outcome: .notAmended, officer: "A. Öberg", reasons: letter, plan: letter,
                    setting: 101_234, namesTransfer: true))),
        report(.finalRecorded(FinalRecorded(review: 3, outcome: .amended, namesTransfer: false))),
        report(.withdrawn(Withdrawn(report: other))),
        conclusion(
            "scheduler", ConclusionID(.opened, review: 3, day: day("2024-12-01")),
            .reviewOpened(ReviewOpened(kind: .annual, rule: .cyc2))),
        conclusion(
            "scheduler", ConclusionID(.remindReport, review: 3, day: day("2024-11-22"), party: .setting),
            .reminded(Reminded(until: day("2024-11-29")))),
        conclusion(
            "scheduler", ConclusionID(.noDecisionBy, review: 3, day: day("2024-11-29")),
            .notRecorded(NotRecorded(rule: .dec1))),
        conclusion(
            "decision-writer", ConclusionID(.decisionMade, review: 3, fact: key.reference),
            .decisionMade(DecisionMade(outcome: .amend))),
        conclusion(
            "decision-writer", ConclusionID(.decisionRefused, review: 3, fact: key.reference),
            .decisionRefused(DecisionRefused(lacks: ["DEC-1: the outcome", "AMD-1: the evidence"]))),
        conclusion(
            "decision-writer", ConclusionID(.decisionLetter, review: 3, fact: key.reference),
            .letterWritten(LetterWritten(letter: .decisionAmend, document: letter))),
        conclusion(
            "decision-writer", ConclusionID(.finalMade, review: 3, fact: key.reference),
            .finalMade(FinalMade(outcome: .amended, namesTransfer: true))),
        conclusion(
            "decision-writer", ConclusionID(.finalRefused, review: 3, fact: key.reference),
            .finalRefused(FinalRefused(lacks: ["AMD-4: the reasons"]))),
        conclusion(
            "notifier", letterID(.said, 0),
            .notificationRequested(NotificationRequested(document: letter, until: day("2025-01-31")))),
        conclusion("notifier", letterID(.claim, 1), .notificationClaimed(NotificationClaimed(instance: "n-7f3a"))),
        conclusion(
            "notifier", letterID(.sent, 1), .notificationSent(NotificationSent(channel: .folder, receipt: "0001.eml"))),
        conclusion("notifier", letterID(.failed, 1), .notificationFailed(NotificationFailed(why: .noAddress))),
    ]

    /// The record for others that a sample's event makes; nil when it makes none.
    static func notification(of entry: Entry) -> CloudEvent<NotificationRecord>? {
        guard let id = CaseID("B-10432"), let event = entry.events.first else { return nil }
        return NotificationRecord.record(
            of: event, in: id, on: entry.recorded, council: "bromley", partition: 7, offset: 4712)
    }

    static let deadLetter = DeadLetter(
        topic: .caseFiles, partition: 7, offset: 4713, reason: "byte 0: expected an object", key: Array("B-1".utf8),
        value: Array("?".utf8))

    static func json(_ value: some Fields) throws -> String {
        var writer = JSONWriter()
        try value.write(to: &writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
