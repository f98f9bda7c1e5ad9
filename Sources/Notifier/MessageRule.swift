import CaseFile
public import Contracts
public import Statute

/// One row of what the notifier says: what happened, the message, to whom, from which template, how long it is worth saying,
/// and what comes with it. Who must be told what is law, and stands in `Statute.told`; of what a message tells, and when that
/// still fits, is structural, and stands in `MessageKind`.
public struct MessageRule: Sendable {
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
        /// Somebody asked that a message which did not arrive be sent again.
        case resendAsked
        /// A report of that kind was made, of which a letter tells.
        case reported(EventKind)
    }

    /// Whose text a message is.
    public enum Text: Hashable, Sendable {
        /// Its own: a message.
        case message
        /// A letter's: the message is that letter, written as it leaves.
        case letter(LetterKind)
        /// A letter's that the decision-writer wrote: the message carries its addressee's copy.
        case copy
    }

    /// Who is told, as the row says it; `addressees(in:of:)` says who that is in a case.
    public enum Recipients: Hashable, Sendable {
        /// Each of the child's contacts that holds the rights and may be written to: one message each.
        case rightsHolders
        /// Each contact whom the passing of the rights concerns and who may be written to: the young person, and whoever
        /// holds them, or held them before; one message each.
        case youngPersonAndHolders
        /// That party, if the case has one.
        case party(Party)
        /// Whoever the reminder is for.
        case reminded
        /// Whoever asked for an early review, or for a change of the plan, when that is not the family.
        case asker
        /// Whoever the message was for that did not arrive.
        case asBefore
    }

    /// What asks for a row.
    public enum Basis: Hashable, Sendable {
        /// The law: whoever it is told to has a cell of `Statute.told` for each of these.
        case told([Told.Message])
        /// What is owed under that rule; telling of it is the council's own.
        case rule(RuleID)
        /// What the council wants of its own staff.
        case own
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
        /// To the day that the id names, or to that of the meeting, and on that day.
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

    /// To whom it is news.
    public enum News: Hashable, Sendable {
        /// To everybody, as long as it is worth saying: a copy that waits is always news to whom it is addressed.
        case always
        /// Nobody new, four weeks after somebody asked for it, or was answered.
        case fourWeeksAfterReport
        /// Nobody new, four weeks after the family was told: what was decided is no news to the school that a child moves to.
        case fourWeeksAfterTold
    }

    /// What happened.
    public let cause: Cause
    /// The message.
    public let subject: Subject
    /// To whom.
    public let recipients: Recipients
    /// When.
    public let condition: Condition
    /// The file in `seeds/templates/messages`, without its suffix; of some there is one for each outcome.
    public let template: String
    /// How long it is worth saying.
    public let until: Until
    /// To whom it is news.
    public let news: News
    /// Whose text it is.
    public let text: Text
    /// The documents of what was submitted that the letter says it encloses, in its order: of a decision to amend (reg 22(2)),
    /// or of an amended final plan (reg 22(3)). The reasons are in the letter itself, and a manager's explanation is the
    /// council's own.
    public let encloses: [DocumentRole]
    /// By which channels it goes best, first choice first; any other that can carry it comes after these, in the notifier's
    /// order.
    public let channels: [ChannelName]
    /// What asks for it.
    public let basis: Basis

    init(
        _ cause: Cause, _ subject: Subject, to recipients: Recipients, if condition: Condition = .always,
        _ template: String, until: Until, news: News = .always, text: Text = .message, encloses: [DocumentRole] = [],
        by channels: [ChannelName] = MessageRule.printedWhereByPost, _ basis: Basis
    ) {
        self.cause = cause
        self.subject = subject
        self.recipients = recipients
        self.condition = condition
        self.template = template
        self.until = until
        self.news = news
        self.text = text
        self.encloses = encloses
        self.channels = channels
        self.basis = basis
    }

    /// Whether it carries the copy of a letter that was written.
    public var carriesLetter: Bool { text == .copy }

    /// Every row. One message to one addressee stands in one row.
    public static let table: [MessageRule] = [
        // A review is due. The setting learns it by the reminder to arrange the meeting.
        MessageRule(
            .concluded(.opened), .tellReviewDue, to: .rightsHolders, "review-due", until: .itsDayOrFourWeeks,
            .rule(.mtg7)),
        MessageRule(
            .concluded(.opened), .tellReviewDue, to: .party(.coordinator), "review-due",
            until: .itsDayOrFourWeeks, by: folderFirst, .rule(.mtg1)),

        // The rights pass with the end of compulsory school age: both sides hear of it before and after.
        MessageRule(
            .concluded(.rightsWillPass), .tellRightsWillPass, to: .youngPersonAndHolders, "rights-will-pass",
            until: .itsDay, text: .letter(.rightsWillPass), .rule(.age1)),
        MessageRule(
            .concluded(.rightsPassed), .tellRightsPassed, to: .youngPersonAndHolders, "rights-passed",
            until: .fourWeeksAfterItsDay, text: .letter(.rightsPassed), .rule(.age1)),

        // The meeting: everyone invited has two weeks' notice of its date.
        MessageRule(
            .meetingArranged, .tellInvitation, to: .rightsHolders, "invitation", until: .itsDay,
            .told([.invitation])),
        MessageRule(
            .meetingArranged, .tellInvitation, to: .party(.setting), "invitation", until: .itsDay,
            .told([.invitation])),
        MessageRule(
            .meetingArranged, .tellInvitation, to: .party(.coordinator), "invitation", until: .itsDay,
            by: folderFirst, .told([.invitation])),
        MessageRule(
            .meetingArranged, .tellInvitation, to: .party(.health), "invitation", until: .itsDay,
            .told([.invitation])),
        MessageRule(
            .meetingArranged, .tellInvitation, to: .party(.socialCare), "invitation", until: .itsDay,
            .told([.invitation])),

        // A review that was asked for: the coordinator hears of it at once, whoever holds the rights and whoever asked
        // of the answer.
        MessageRule(
            .earlyReviewRequested, .tellEarlyRequest, to: .party(.coordinator), "early-review-request",
            until: .fourWeeks, news: .fourWeeksAfterReport, by: folderFirst, .rule(.cyc10)),
        MessageRule(
            .earlyReviewAnswered, .tellEarlyAnswer, to: .rightsHolders, "early-review-answer", until: .fourWeeks,
            news: .fourWeeksAfterReport, text: .letter(.earlyReviewAnswer), .rule(.cyc10)),
        MessageRule(
            .earlyReviewAnswered, .tellEarlyAnswer, to: .asker, "early-review-notice", until: .fourWeeks,
            news: .fourWeeksAfterReport, .own),

        // So do the answers to who did not agree with the kind of review, and to who asked for a change of the plan.
        MessageRule(
            .reported(.disagreementAnswered), .tellDisagreementAnswer, to: .rightsHolders, "disagreement-answer",
            until: .fourWeeks, news: .fourWeeksAfterReport, text: .letter(.disagreementAnswer), .rule(.pol1)),
        MessageRule(
            .reported(.changeAnswered), .tellChangeAnswer, to: .rightsHolders, "change-answer", until: .fourWeeks,
            news: .fourWeeksAfterReport, text: .letter(.changeAnswer), .rule(.amd8)),
        MessageRule(
            .reported(.changeAnswered), .tellChangeAnswer, to: .asker, "change-notice", until: .fourWeeks,
            news: .fourWeeksAfterReport, .own),

        // A child who moved in: the family learns within six weeks that the plan came with it, and when it is reviewed.
        MessageRule(
            .reported(.movedIn), .tellMovedIn, to: .rightsHolders, "moved-in", until: .always,
            text: .letter(.movedIn), .told([.transferredIn])),

        // Ending the plan: who is asked before it is decided, and what is said when it has ended.
        MessageRule(
            .reported(.ceasingConsidered), .tellCeasingConsidered, to: .rightsHolders, "ceasing-considered",
            until: .fourWeeks, news: .fourWeeksAfterReport, text: .letter(.ceasingConsidered),
            .told([.consideringCeasing])),
        MessageRule(
            .reported(.ceasingConsidered), .tellCeasingConsidered, to: .party(.setting), "ceasing-considered-notice",
            until: .fourWeeks, news: .fourWeeksAfterReport, .told([.consideringCeasing])),
        MessageRule(
            .reported(.planEnded), .tellEnded, to: .rightsHolders, "plan-ended", until: .fourWeeks,
            news: .fourWeeksAfterReport, text: .letter(.planEnded), .rule(.cease4)),

        // What was wrong in a letter, and a paper on the wrong child's file: somebody who answers for it has the family told.
        MessageRule(
            .reported(.correctionRecorded), .tellCorrection, to: .rightsHolders, "correction", until: .always,
            news: .fourWeeksAfterReport, text: .letter(.correction), .own),
        MessageRule(
            .reported(.paperAstray), .tellPaperAstray, to: .rightsHolders, "paper-astray", until: .always,
            news: .fourWeeksAfterReport, text: .letter(.paperAstray), .rule(.inf1)),
        MessageRule(
            .reported(.paperNotYours), .tellPaperNotYours, to: .rightsHolders, "paper-not-yours", until: .always,
            news: .fourWeeksAfterReport, text: .letter(.paperNotYours), .rule(.inf1)),

        // Reminders, to whoever owes it.
        MessageRule(
            .concluded(.remindArrange), .tellRemindArrange, to: .reminded, "reminder-arrange",
            until: .itsDayOrFourWeeks,
            .rule(.mtg1)),
        MessageRule(
            .concluded(.remindAdvice), .tellRemindAdvice, to: .reminded, "reminder-advice", until: .itsDay,
            .rule(.mtg4)),
        MessageRule(
            .concluded(.remindReport), .tellRemindReport, to: .reminded, "reminder-report", until: .itsDay,
            .rule(.rep1)),
        MessageRule(
            .concluded(.remindDecision), .tellRemindDecision, to: .reminded, "reminder-decision", until: .itsDay,
            .rule(.dec1)),
        MessageRule(
            .concluded(.remindFinal), .tellRemindFinal, to: .reminded, "reminder-final", until: .itsDay,
            .rule(.amd3)),

        // What had not been recorded in time. A late decision is the family's business, and the manager's.
        alarm(.noMeetingBy), alarm(.noReportBy), alarm(.noDecisionBy), alarm(.noDecisionBy, to: .manager),
        MessageRule(
            .concluded(.noDecisionBy), .tellLateToFamily, to: .rightsHolders, "late-to-family",
            until: .fourWeeksAfterItsDay, text: .letter(.lateToFamily), .rule(.dec1)),
        alarm(.noFinalBy), alarm(.notReviewedBy), alarm(.noTransferPlanBy),
        alarm(.noTransferLetterBy), alarm(.noTransferLetterBy, to: .manager),
        alarm(.noAnswerBy), alarm(.noAnswerBy, to: .manager),

        // The decision. Only the family gets the letter itself.
        MessageRule(
            .concluded(.decisionLetter), .tellDecision, to: .rightsHolders, "decision-letter", until: .always,
            text: .copy, encloses: [.plan, .amendments, .evidence],
            .told([.decision, .amendmentNotice, .ceaseDecision])),
        MessageRule(
            .concluded(.decisionLetter), .tellDecision, to: .party(.setting), "decision-notice", until: .always,
            news: .fourWeeksAfterTold, .told([.decision, .ceaseDecision])),
        MessageRule(
            .concluded(.decisionLetter), .tellDecision, to: .party(.coordinator), "decision-notice", until: .always,
            news: .fourWeeksAfterTold, by: folderFirst, .own),
        MessageRule(
            .concluded(.decisionLetter), .tellDecision, to: .party(.health), if: .ceasing, "decision-notice",
            until: .always, news: .fourWeeksAfterTold, .told([.ceaseDecision])),

        // What did not arrive goes again: a letter with a page in front that says since when its days count, everything else as
        // it was.
        MessageRule(
            .resendAsked, .tellAgain, to: .asBefore, "sent-again", until: .always, .own),

        // A decision or a final plan that cannot stand goes back to who submitted it.
        MessageRule(
            .concluded(.decisionRefused), .tellRefused, to: .party(.coordinator), "refused", until: .fourWeeks,
            by: folderFirst, .own),
        MessageRule(
            .concluded(.finalRefused), .tellRefused, to: .party(.coordinator), "refused", until: .fourWeeks,
            by: folderFirst, .own),

        // The final plan, or the decision not to amend after all, of which only the family is told.
        MessageRule(
            .concluded(.finalLetter), .tellFinal, to: .rightsHolders, "final-plan", until: .always, text: .copy,
            encloses: [.finalPlan], .told([.finalPlan, .notAmended])),
        MessageRule(
            .concluded(.finalLetter), .tellFinal, to: .party(.setting), if: .amended, "final-notice", until: .always,
            news: .fourWeeksAfterTold, .told([.finalPlan])),
        MessageRule(
            .concluded(.finalLetter), .tellFinal, to: .party(.health), if: .amended, "final-notice", until: .always,
            news: .fourWeeksAfterTold, .told([.finalPlan])),
    ]

    /// Whether a message may tell where the child is, or where and when the child will be: in its words, by whom it names, or by
    /// what comes with it. To a contact from whom that is kept it leaves only once somebody has looked through it. Of these four
    /// kinds a test holds that they tell none of it.
    static func mayTellPlace(_ subject: Subject) -> Bool {
        switch subject {
        case .tellReviewDue, .tellLateToFamily, .tellRightsWillPass, .tellRightsPassed: false
        default: true
        }
    }

    /// What goes by post is printed where there is a print room, which carries whatever is enclosed; all else goes into the
    /// folder.
    static let printedWhereByPost: [ChannelName] = [.printRoom, .folder]
    /// What the council's own staff are told goes into the folder, and only what that does not carry to the print room: a
    /// reminder is not to wait until somebody posts it.
    static let folderFirst: [ChannelName] = [.folder, .printRoom]

    /// What the letters of that kind enclose.
    static func enclosures(of letter: Subject) -> [DocumentRole] {
        table.first { $0.cause == .concluded(letter) && $0.carriesLetter }?.encloses ?? []
    }

    private static func alarm(_ subject: Subject, to party: Party = .coordinator) -> MessageRule {
        MessageRule(
            .concluded(subject), .tellNotRecorded, to: .party(party), "not-recorded", until: .fourWeeksAfterItsDay,
            by: folderFirst, .own)
    }

    /// The cells of `Statute.told` on which the row rests; empty for one that no law asks for.
    public var cells: [Told] {
        guard case .told(let messages) = basis else { return [] }
        return Statute.told.filter { messages.contains($0.message) && recipients.holders.contains($0.who) }
    }

    /// The rows of one cause; empty when nobody is told of it.
    static func rows(of cause: Cause) -> [MessageRule] {
        switch cause {
        case .concluded(let subject): byConclusion[Int(subject.rawValue)]
        case .meetingArranged: ofMeetings
        case .earlyReviewRequested: ofRequests
        case .earlyReviewAnswered: ofAnswers
        case .resendAsked: ofResends
        case .reported(let kind): byReport[kind] ?? []
        }
    }

    private static let ofMeetings = table.filter { $0.cause == .meetingArranged }
    private static let ofRequests = table.filter { $0.cause == .earlyReviewRequested }
    private static let ofResends = table.filter { $0.cause == .resendAsked }
    private static let ofAnswers = table.filter { $0.cause == .earlyReviewAnswered }
    private static let byReport = Dictionary(
        grouping: table.compactMap { row -> (EventKind, MessageRule)? in
            if case .reported(let kind) = row.cause { (kind, row) } else { nil }
        }, by: \.0
    ).mapValues { $0.map(\.1) }
    private static let byConclusion: [[MessageRule]] = (0...UInt8.max).map { number in
        guard let subject = Subject(rawValue: number) else { return [] }
        return table.filter { $0.cause == .concluded(subject) }
    }

    /// The row by which that message was said; nil when the table has none.
    static func row(of message: ConclusionID) -> MessageRule? {
        guard let addressee = message.addressee else { return nil }
        return table.first { row in
            guard row.subject == message.subject else { return false }
            if let about = message.about, row.cause != .concluded(about) { return false }
            return switch (row.recipients, addressee) {
            case (.rightsHolders, .contact), (.youngPersonAndHolders, .contact): true
            case (.party(let named), .party(let party)): named == party
            case (.reminded, .party), (.asker, .party), (.asBefore, _): true
            default: false
            }
        }
    }
}

extension MessageRule {
    /// How long staff are told of what is late, and of what is due at once.
    static let weeks = 4
    /// The last day of what is always worth saying.
    static let always = Day(9999, 12, 31) ?? Day(number: .max)

    /// Whom the row means in that case, for that cause; empty when there is nobody.
    func addressees(in reading: CaseReading, of cause: ConclusionID?) -> [Addressee] {
        let party: Party?
        switch recipients {
        case .rightsHolders: return reading.toldHolders.map { .contact($0.number) }
        case .youngPersonAndHolders: return reading.youngPersonAndHolders.map { .contact($0.number) }
        case .party(let named): party = named
        case .reminded: party = cause?.party
        case .asker:
            // Of a family that asks, whoever holds the rights is told.
            let asker = cause.flatMap { cause in
                cause.subject == .tellChangeAnswer
                    ? reading.file.changeRequests.first { $0.answer?.key.reference == cause.fact }?.from
                    : reading.request(answeredBy: cause.fact)?.from
            }
            party = asker.flatMap { $0.isFamily ? nil : $0 }
        // Of a message, not of its cause: `Notifier.resends`.
        case .asBefore: return []
        }
        guard let party, party != .setting || reading.file.plan?.setting != nil else { return [] }
        return [.party(party)]
    }

    /// Whether the row holds for what that review decided.
    func holds(for review: Review?) -> Bool {
        switch condition {
        case .always: true
        case .ceasing: review?.outcome == .cease
        case .amended: review?.finalOutcome != .notAmended
        }
    }

    /// Whether it is not old on that day: what somebody asked for long ago is told to nobody new, nor what was decided to the
    /// school that a child moves to.
    func isNews(_ message: ConclusionID, in reading: CaseReading, on day: Day) -> Bool {
        let since: Day?
        switch news {
        case .always: return true
        case .fourWeeksAfterReport:
            guard let report = reading.report(message.fact) else { return false }
            since = report.happened
        case .fourWeeksAfterTold:
            let review = reading.review(message.review)
            since = message.toldLetter?.subject == .finalLetter ? review?.finalTold : review?.told
        }
        return since.map { day <= $0 + 7 * MessageRule.weeks } ?? true
    }

    /// The last day on which a message of that id is worth saying, when it is first said on `day`.
    func lastDay(of id: ConclusionID, on day: Day) -> Day {
        let fourWeeksOn = day + 7 * MessageRule.weeks
        return switch until {
        case .itsDay: id.day ?? fourWeeksOn
        case .itsDayOrFourWeeks: max(id.day ?? fourWeeksOn, fourWeeksOn)
        case .fourWeeksAfterItsDay: (id.day ?? day) + 7 * MessageRule.weeks
        case .fourWeeks: fourWeeksOn
        case .always: MessageRule.always
        }
    }
}

extension MessageRule.Recipients {
    /// What the law calls them.
    var holders: [DutyHolder] {
        switch self {
        case .rightsHolders, .youngPersonAndHolders: [.family]
        case .party(.setting): [.head, .namedInstitutions]
        case .party(.coordinator): [.localAuthority]
        case .party(.health): [.health, .healthBody]
        case .party(.socialCare): [.socialCare]
        case .party, .reminded, .asker, .asBefore: []
        }
    }
}
