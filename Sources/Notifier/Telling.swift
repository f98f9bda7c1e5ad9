import CaseFile
public import Contracts
import Statute

/// One row of who is told what (SEND Regulations 2014, regs 20 to 22 and 31): what happened, the message, to whom, from
/// which template, and how long it is worth saying.
public struct Telling: Sendable {
    /// What happened: something a service concluded, or a report.
    public enum Cause: Hashable, Sendable {
        /// A service concluded this.
        case concluded(Subject)
        /// The date of the meeting was set or moved.
        case meetingArranged
        /// Somebody asked for a review before it is due.
        case earlyReviewRequested
        /// That request was answered.
        case earlyReviewAnswered
    }

    /// Who is told, as the row says it; `party(in:of:)` says who that is in a case.
    public enum Addressee: Hashable, Sendable {
        /// The child's parent, or the young person when the rights are theirs.
        case rightsHolder
        /// That party, if the case has one.
        case party(Party)
        /// Whoever the reminder is for.
        case reminded
        /// Whoever asked for an early review, when that is not the family.
        case asker
    }

    /// When a row holds.
    public enum Condition: Hashable, Sendable {
        case always
        /// The decision is to cease: the commissioning body is told too (reg 31(2)).
        case ceasing
        /// A final plan was made, rather than a decision not to amend after all.
        case amended
    }

    /// How long a message is worth saying.
    public enum Until: Hashable, Sendable {
        /// To the day that the id names, and on that day.
        case itsDay
        /// To the day that the id names, but at least four weeks from now: a review that is late already is not less due.
        case itsDayOrFourWeeks
        /// Four weeks after the day that the id names.
        case fourWeeksAfterItsDay
        /// Four weeks from now.
        case fourWeeks
        /// A decision is always worth saying: a family without the letter has no appeal.
        case always
    }

    /// What happened.
    public let cause: Cause
    /// The message.
    public let subject: Subject
    /// To whom.
    public let addressee: Addressee
    /// When.
    public let condition: Condition
    /// The file in `seeds/templates/messages`, without its suffix; of some there is one for each outcome.
    public let template: String
    /// How long it is worth saying.
    public let until: Until
    /// Whether it carries the letter that was written.
    public let carriesLetter: Bool
    /// Where it comes from: a regulation, or what the council wants of its own staff.
    public let source: String

    init(
        _ cause: Cause, _ subject: Subject, to addressee: Addressee, if condition: Condition = .always,
        _ template: String, until: Until, letter: Bool = false, source: String
    ) {
        self.cause = cause
        self.subject = subject
        self.addressee = addressee
        self.condition = condition
        self.template = template
        self.until = until
        carriesLetter = letter
        self.source = source
    }

    /// Every row. One message to one party stands in one row.
    public static let table: [Telling] = [
        // A review is due. The setting learns it by the reminder to arrange the meeting.
        Telling(
            .concluded(.opened), .tellReviewDue, to: .rightsHolder, "review-due", until: .itsDayOrFourWeeks,
            source: "CFA 2014 s.44(1); reg 19"),
        Telling(
            .concluded(.opened), .tellReviewDue, to: .party(.coordinator), "review-due",
            until: .itsDayOrFourWeeks, source: "CFA 2014 s.44(1)"),

        // The meeting: everyone invited has two weeks' notice of its date.
        Telling(
            .meetingArranged, .tellInvitation, to: .rightsHolder, "invitation", until: .itsDay,
            source: "reg 20(2)(a), 20(3); 21(3)"),
        Telling(
            .meetingArranged, .tellInvitation, to: .party(.setting), "invitation", until: .itsDay,
            source: "reg 20(2)(b), 20(3)"),
        Telling(
            .meetingArranged, .tellInvitation, to: .party(.coordinator), "invitation", until: .itsDay,
            source: "reg 20(2)(c), 20(3); 21(3)"),
        Telling(
            .meetingArranged, .tellInvitation, to: .party(.health), "invitation", until: .itsDay,
            source: "reg 20(2)(d), 20(3); 21(3)"),
        Telling(
            .meetingArranged, .tellInvitation, to: .party(.socialCare), "invitation", until: .itsDay,
            source: "reg 20(2)(e), 20(3); 21(3)"),

        // A review that was asked for: the coordinator hears of it at once, the family and whoever asked of the answer.
        Telling(
            .earlyReviewRequested, .tellEarlyRequest, to: .party(.coordinator), "early-review-request",
            until: .fourWeeks, source: "LGSCO 24 002 373"),
        Telling(
            .earlyReviewAnswered, .tellEarlyAnswer, to: .rightsHolder, "early-review-answer", until: .fourWeeks,
            source: "LGSCO 24 002 373"),
        Telling(
            .earlyReviewAnswered, .tellEarlyAnswer, to: .asker, "early-review-answer", until: .fourWeeks,
            source: "the council's own"),

        // Reminders, to whoever owes it.
        Telling(
            .concluded(.remindArrange), .tellRemindArrange, to: .reminded, "reminder-arrange",
            until: .itsDayOrFourWeeks,
            source: "reg 20(1), 21(2)"),
        Telling(
            .concluded(.remindAdvice), .tellRemindAdvice, to: .reminded, "reminder-advice", until: .itsDay,
            source: "reg 20(4), 21(4)"),
        Telling(
            .concluded(.remindReport), .tellRemindReport, to: .reminded, "reminder-report", until: .itsDay,
            source: "reg 20(9), 21(7)"),
        Telling(
            .concluded(.remindDecision), .tellRemindDecision, to: .reminded, "reminder-decision", until: .itsDay,
            source: "reg 20(10), 21(9)"),
        Telling(
            .concluded(.remindFinal), .tellRemindFinal, to: .reminded, "reminder-final", until: .itsDay,
            source: "reg 22(3)"),

        // What had not been recorded in time. A late decision is the family's business, and the manager's.
        alarm(.noMeetingBy), alarm(.noReportBy), alarm(.noDecisionBy), alarm(.noDecisionBy, to: .manager),
        Telling(
            .concluded(.noDecisionBy), .tellLateToFamily, to: .rightsHolder, "late-to-family",
            until: .fourWeeksAfterItsDay, source: "reg 20(10), 21(9)"),
        alarm(.noFinalBy), alarm(.notReviewedBy), alarm(.noTransferPlanBy),
        alarm(.noAnswerBy), alarm(.noAnswerBy, to: .manager),

        // The decision. Only the family gets the letter itself.
        Telling(
            .concluded(.decisionLetter), .tellDecision, to: .rightsHolder, "decision-letter", until: .always,
            letter: true, source: "reg 20(10), 20(11); 21(9), 21(10); 22(2)"),
        Telling(
            .concluded(.decisionLetter), .tellDecision, to: .party(.setting), "decision-notice", until: .always,
            source: "reg 20(10); 31(2)"),
        Telling(
            .concluded(.decisionLetter), .tellDecision, to: .party(.coordinator), "decision-notice", until: .always,
            source: "the council's own"),
        Telling(
            .concluded(.decisionLetter), .tellDecision, to: .party(.health), if: .ceasing, "decision-notice",
            until: .always, source: "reg 31(2)"),

        // A decision or a final plan that cannot stand goes back to who submitted it.
        Telling(
            .concluded(.decisionRefused), .tellRefused, to: .party(.coordinator), "refused", until: .fourWeeks,
            source: "the council's own"),
        Telling(
            .concluded(.finalRefused), .tellRefused, to: .party(.coordinator), "refused", until: .fourWeeks,
            source: "the council's own"),

        // The final plan, or the decision not to amend after all, of which only the family is told.
        Telling(
            .concluded(.finalLetter), .tellFinal, to: .rightsHolder, "final-plan", until: .always, letter: true,
            source: "reg 22(3), (4), (5)"),
        Telling(
            .concluded(.finalLetter), .tellFinal, to: .party(.setting), if: .amended, "final-notice", until: .always,
            source: "reg 22(3)"),
        Telling(
            .concluded(.finalLetter), .tellFinal, to: .party(.health), if: .amended, "final-notice", until: .always,
            source: "reg 22(3)"),
    ]

    private static func alarm(_ subject: Subject, to party: Party = .coordinator) -> Telling {
        Telling(
            .concluded(subject), .tellNotRecorded, to: .party(party), "not-recorded", until: .fourWeeksAfterItsDay,
            source: "the council's own")
    }

    /// The rows of one cause; empty when nobody is told of it.
    static func rows(of cause: Cause) -> [Telling] {
        switch cause {
        case .concluded(let subject): byConclusion[Int(subject.rawValue)]
        case .meetingArranged: ofMeetings
        case .earlyReviewRequested: ofRequests
        case .earlyReviewAnswered: ofAnswers
        }
    }

    private static let ofMeetings = table.filter { $0.cause == .meetingArranged }
    private static let ofRequests = table.filter { $0.cause == .earlyReviewRequested }
    private static let ofAnswers = table.filter { $0.cause == .earlyReviewAnswered }
    private static let byConclusion: [[Telling]] = (0...UInt8.max).map { number in
        guard let subject = Subject(rawValue: number) else { return [] }
        return table.filter { $0.cause == .concluded(subject) }
    }

    /// The row by which that message was said; nil when the table has none.
    static func row(of message: ConclusionID) -> Telling? {
        guard let party = message.party else { return nil }
        return table.first { row in
            guard row.subject == message.subject else { return false }
            if let about = message.about, row.cause != .concluded(about) { return false }
            return switch row.addressee {
            case .rightsHolder: party.isFamily
            case .party(let named): named == party
            case .reminded: true
            case .asker: !party.isFamily
            }
        }
    }
}

extension Telling {
    /// How long staff are told of what is late, and of what is due at once.
    static let weeks = 4
    /// The last day of what is always worth saying.
    static let always = Day(9999, 12, 31) ?? Day(number: .max)

    /// The party that the row means in that case, for that cause; nil when there is none.
    func party(in file: CaseFile, of cause: ConclusionID?) -> Party? {
        let party: Party? =
            switch addressee {
            case .rightsHolder: file.rightsHolder
            case .party(let party): party
            case .reminded: cause?.party
            case .asker:
                cause.flatMap { file.earlyRequest(answeredBy: $0.fact)?.from }.flatMap { $0.isFamily ? nil : $0 }
            }
        if party == .setting, file.plan?.setting == nil { return nil }
        return party
    }

    /// Whether the row holds for what that review decided.
    func holds(for review: Review?) -> Bool {
        switch condition {
        case .always: true
        case .ceasing: review?.outcome == .cease
        case .amended: review?.finalOutcome != .notAmended
        }
    }

    /// The last day on which a message of that id is worth saying, when it is first said on `day`.
    func lastDay(of id: ConclusionID, on day: Day) -> Day {
        let fourWeeksOn = day + 7 * Telling.weeks
        return switch until {
        case .itsDay: id.day ?? fourWeeksOn
        case .itsDayOrFourWeeks: max(id.day ?? fourWeeksOn, fourWeeksOn)
        case .fourWeeksAfterItsDay: (id.day ?? day) + 7 * Telling.weeks
        case .fourWeeks: fourWeeksOn
        case .always: Telling.always
        }
    }

    /// Whether what the message tells of has not been overtaken: a meeting that was moved is not announced, nobody is
    /// reminded of what was done. Asked before it is said, and again before it leaves.
    static func isTimely(_ message: ConclusionID, in file: CaseFile) -> Bool {
        let id = message
        // Reminders and alarms are worth telling exactly while they would still be said.
        func reminds(_ subject: Subject) -> Bool {
            file.fits(
                ConclusionID(subject, review: id.review, fact: id.fact, party: id.party),
                .reminded(Reminded(until: id.day ?? always)))
        }
        func isMissing(_ subject: Subject) -> Bool {
            file.fits(
                ConclusionID(subject, review: id.review, fact: id.fact), .notRecorded(NotRecorded(rule: .dec1)))
        }
        func stands(_ kind: Report.Kind) -> Bool {
            file.ended == nil && file.reports.contains { $0.kind == kind && $0.stands && $0.key.reference == id.fact }
        }
        var review: Review? { file.review(id.review) }
        switch id.subject {
        case .tellReviewDue:
            guard file.ended == nil, let review else { return false }
            return review.held == nil && review.told == nil
        case .tellInvitation:
            guard file.ended == nil, let review else { return false }
            return review.arranged == id.day && review.held == nil && review.told == nil
        case .tellRemindArrange: return reminds(.remindArrange)
        case .tellRemindAdvice: return reminds(.remindAdvice)
        case .tellRemindReport: return reminds(.remindReport)
        case .tellRemindDecision: return reminds(.remindDecision)
        case .tellRemindFinal: return reminds(.remindFinal)
        case .tellNotRecorded: return id.about.map(isMissing) ?? false
        case .tellLateToFamily: return isMissing(.noDecisionBy)
        case .tellDecision:
            // A decision that was withdrawn before its letter left does not go out.
            return review.map { $0.isLetterWritten && $0.submission?.key.reference == id.fact } ?? false
        case .tellFinal:
            return review.map { $0.isFinalLetterWritten && $0.finalSubmission?.key.reference == id.fact } ?? false
        case .tellRefused:
            guard let review,
                let report = file.reports.first(where: { $0.key.reference == id.fact && $0.stands })
            else { return false }
            return report.kind == .final
                ? !review.isFinalMade && review.finalTold == nil : !review.isMade && review.told == nil
        case .tellEarlyRequest:
            return stands(.request)
                && file.earlyRequests.contains { $0.key.reference == id.fact && $0.answer == nil }
        case .tellEarlyAnswer: return stands(.answer)
        default: return false
        }
    }
}

extension Party {
    /// Whether it is the child's own family: the parent, or the young person.
    var isFamily: Bool { self == .parent || self == .youngPerson }
}
