public import JSON

extension EventData {
    /// The event's type on the topic.
    public var type: StaticString {
        switch self {
        case .logBegan: LogBegan.type
        case .dayBegan: DayBegan.type
        case .released: Released.type
        case .sendingPaused: SendingPaused.type
        case .sendingResumed: SendingResumed.type
        case .planRecorded: PlanRecorded.type
        case .planEnded: PlanEnded.type
        case .earlyReviewRequested: EarlyReviewRequested.type
        case .earlyReviewAnswered: EarlyReviewAnswered.type
        case .progressRecorded: ProgressRecorded.type
        case .reviewUnderWay: ReviewUnderWay.type
        case .approachChosen: ApproachChosen.type
        case .disagreementAnswered: DisagreementAnswered.type
        case .meetingArranged: MeetingArranged.type
        case .adviceCirculated: AdviceCirculated.type
        case .viewsReceived: ViewsReceived.type
        case .meetingHeld: MeetingHeld.type
        case .reportReceived: ReportReceived.type
        case .shortTermOutcomesAgreed: ShortTermOutcomesAgreed.type
        case .decisionSubmitted: DecisionSubmitted.type
        case .decisionRecorded: DecisionRecorded.type
        case .representationsReceived: RepresentationsReceived.type
        case .finalSubmitted: FinalSubmitted.type
        case .finalRecorded: FinalRecorded.type
        case .withdrawn: Withdrawn.type
        case .reviewOpened: ReviewOpened.type
        case .reminded: Reminded.type
        case .notRecorded: NotRecorded.type
        case .decisionMade: DecisionMade.type
        case .decisionRefused: DecisionRefused.type
        case .letterWritten: LetterWritten.type
        case .finalMade: FinalMade.type
        case .finalRefused: FinalRefused.type
        case .notificationRequested: NotificationRequested.type
        case .notificationClaimed: NotificationClaimed.type
        case .notificationSent: NotificationSent.type
        case .notificationFailed: NotificationFailed.type
        case .unknown: "unknown"
        }
    }

    /// Every kind, in the order of the reference page.
    public static let kinds: [any EventFields.Type] = [
        LogBegan.self,
        DayBegan.self,
        Released.self,
        SendingPaused.self,
        SendingResumed.self,
        PlanRecorded.self,
        PlanEnded.self,
        EarlyReviewRequested.self,
        EarlyReviewAnswered.self,
        ProgressRecorded.self,
        ReviewUnderWay.self,
        ApproachChosen.self,
        DisagreementAnswered.self,
        MeetingArranged.self,
        AdviceCirculated.self,
        ViewsReceived.self,
        MeetingHeld.self,
        ReportReceived.self,
        ShortTermOutcomesAgreed.self,
        DecisionSubmitted.self,
        DecisionRecorded.self,
        RepresentationsReceived.self,
        FinalSubmitted.self,
        FinalRecorded.self,
        Withdrawn.self,
        ReviewOpened.self,
        Reminded.self,
        NotRecorded.self,
        DecisionMade.self,
        DecisionRefused.self,
        LetterWritten.self,
        FinalMade.self,
        FinalRefused.self,
        NotificationRequested.self,
        NotificationClaimed.self,
        NotificationSent.self,
        NotificationFailed.self,
    ]
}

/// The data of an event is prepared by its owner, which has read the type, and then fills itself in.
extension EventData: FieldValue {
    /// An empty value of the kind with that number in `kinds`.
    @usableFromInline
    init(kind: Int) {
        switch kind {
        case 0: self = .logBegan(LogBegan())
        case 1: self = .dayBegan(DayBegan())
        case 2: self = .released(Released())
        case 3: self = .sendingPaused(SendingPaused())
        case 4: self = .sendingResumed(SendingResumed())
        case 5: self = .planRecorded(PlanRecorded())
        case 6: self = .planEnded(PlanEnded())
        case 7: self = .earlyReviewRequested(EarlyReviewRequested())
        case 8: self = .earlyReviewAnswered(EarlyReviewAnswered())
        case 9: self = .progressRecorded(ProgressRecorded())
        case 10: self = .reviewUnderWay(ReviewUnderWay())
        case 11: self = .approachChosen(ApproachChosen())
        case 12: self = .disagreementAnswered(DisagreementAnswered())
        case 13: self = .meetingArranged(MeetingArranged())
        case 14: self = .adviceCirculated(AdviceCirculated())
        case 15: self = .viewsReceived(ViewsReceived())
        case 16: self = .meetingHeld(MeetingHeld())
        case 17: self = .reportReceived(ReportReceived())
        case 18: self = .shortTermOutcomesAgreed(ShortTermOutcomesAgreed())
        case 19: self = .decisionSubmitted(DecisionSubmitted())
        case 20: self = .decisionRecorded(DecisionRecorded())
        case 21: self = .representationsReceived(RepresentationsReceived())
        case 22: self = .finalSubmitted(FinalSubmitted())
        case 23: self = .finalRecorded(FinalRecorded())
        case 24: self = .withdrawn(Withdrawn())
        case 25: self = .reviewOpened(ReviewOpened())
        case 26: self = .reminded(Reminded())
        case 27: self = .notRecorded(NotRecorded())
        case 28: self = .decisionMade(DecisionMade())
        case 29: self = .decisionRefused(DecisionRefused())
        case 30: self = .letterWritten(LetterWritten())
        case 31: self = .finalMade(FinalMade())
        case 32: self = .finalRefused(FinalRefused())
        case 33: self = .notificationRequested(NotificationRequested())
        case 34: self = .notificationClaimed(NotificationClaimed())
        case 35: self = .notificationSent(NotificationSent())
        case 36: self = .notificationFailed(NotificationFailed())
        default: self = .unknown
        }
    }

    /// Its number in `kinds`; nil for an unknown one.
    @usableFromInline
    var kind: Int? {
        switch self {
        case .logBegan: 0
        case .dayBegan: 1
        case .released: 2
        case .sendingPaused: 3
        case .sendingResumed: 4
        case .planRecorded: 5
        case .planEnded: 6
        case .earlyReviewRequested: 7
        case .earlyReviewAnswered: 8
        case .progressRecorded: 9
        case .reviewUnderWay: 10
        case .approachChosen: 11
        case .disagreementAnswered: 12
        case .meetingArranged: 13
        case .adviceCirculated: 14
        case .viewsReceived: 15
        case .meetingHeld: 16
        case .reportReceived: 17
        case .shortTermOutcomesAgreed: 18
        case .decisionSubmitted: 19
        case .decisionRecorded: 20
        case .representationsReceived: 21
        case .finalSubmitted: 22
        case .finalRecorded: 23
        case .withdrawn: 24
        case .reviewOpened: 25
        case .reminded: 26
        case .notRecorded: 27
        case .decisionMade: 28
        case .decisionRefused: 29
        case .letterWritten: 30
        case .finalMade: 31
        case .finalRefused: 32
        case .notificationRequested: 33
        case .notificationClaimed: 34
        case .notificationSent: 35
        case .notificationFailed: 36
        case .unknown: nil
        }
    }

    public init(reading reader: inout JSONReader) throws(JSONError) {
        throw JSONError(.expected("the data of an event whose type is known"), offset: reader.mark.offset)
    }

    /// Only the kind of what stands here matters: taking it out, filling it in and putting it back would copy it twice.
    public mutating func fill(reading reader: inout JSONReader) throws(JSONError) {
        switch self {
        case .logBegan: self = .logBegan(try LogBegan(reading: &reader))
        case .dayBegan: self = .dayBegan(try DayBegan(reading: &reader))
        case .released: self = .released(try Released(reading: &reader))
        case .sendingPaused: self = .sendingPaused(try SendingPaused(reading: &reader))
        case .sendingResumed: self = .sendingResumed(try SendingResumed(reading: &reader))
        case .planRecorded: self = .planRecorded(try PlanRecorded(reading: &reader))
        case .planEnded: self = .planEnded(try PlanEnded(reading: &reader))
        case .earlyReviewRequested: self = .earlyReviewRequested(try EarlyReviewRequested(reading: &reader))
        case .earlyReviewAnswered: self = .earlyReviewAnswered(try EarlyReviewAnswered(reading: &reader))
        case .progressRecorded: self = .progressRecorded(try ProgressRecorded(reading: &reader))
        case .reviewUnderWay: self = .reviewUnderWay(try ReviewUnderWay(reading: &reader))
        case .approachChosen: self = .approachChosen(try ApproachChosen(reading: &reader))
        case .disagreementAnswered: self = .disagreementAnswered(try DisagreementAnswered(reading: &reader))
        case .meetingArranged: self = .meetingArranged(try MeetingArranged(reading: &reader))
        case .adviceCirculated: self = .adviceCirculated(try AdviceCirculated(reading: &reader))
        case .viewsReceived: self = .viewsReceived(try ViewsReceived(reading: &reader))
        case .meetingHeld: self = .meetingHeld(try MeetingHeld(reading: &reader))
        case .reportReceived: self = .reportReceived(try ReportReceived(reading: &reader))
        case .shortTermOutcomesAgreed: self = .shortTermOutcomesAgreed(try ShortTermOutcomesAgreed(reading: &reader))
        case .decisionSubmitted: self = .decisionSubmitted(try DecisionSubmitted(reading: &reader))
        case .decisionRecorded: self = .decisionRecorded(try DecisionRecorded(reading: &reader))
        case .representationsReceived: self = .representationsReceived(try RepresentationsReceived(reading: &reader))
        case .finalSubmitted: self = .finalSubmitted(try FinalSubmitted(reading: &reader))
        case .finalRecorded: self = .finalRecorded(try FinalRecorded(reading: &reader))
        case .withdrawn: self = .withdrawn(try Withdrawn(reading: &reader))
        case .reviewOpened: self = .reviewOpened(try ReviewOpened(reading: &reader))
        case .reminded: self = .reminded(try Reminded(reading: &reader))
        case .notRecorded: self = .notRecorded(try NotRecorded(reading: &reader))
        case .decisionMade: self = .decisionMade(try DecisionMade(reading: &reader))
        case .decisionRefused: self = .decisionRefused(try DecisionRefused(reading: &reader))
        case .letterWritten: self = .letterWritten(try LetterWritten(reading: &reader))
        case .finalMade: self = .finalMade(try FinalMade(reading: &reader))
        case .finalRefused: self = .finalRefused(try FinalRefused(reading: &reader))
        case .notificationRequested: self = .notificationRequested(try NotificationRequested(reading: &reader))
        case .notificationClaimed: self = .notificationClaimed(try NotificationClaimed(reading: &reader))
        case .notificationSent: self = .notificationSent(try NotificationSent(reading: &reader))
        case .notificationFailed: self = .notificationFailed(try NotificationFailed(reading: &reader))
        case .unknown: try reader.skipValue()
        }
    }

    public func write(to writer: inout JSONWriter) throws(JSONError) {
        switch self {
        case .logBegan(let data): try data.write(to: &writer)
        case .dayBegan(let data): try data.write(to: &writer)
        case .released(let data): try data.write(to: &writer)
        case .sendingPaused(let data): try data.write(to: &writer)
        case .sendingResumed(let data): try data.write(to: &writer)
        case .planRecorded(let data): try data.write(to: &writer)
        case .planEnded(let data): try data.write(to: &writer)
        case .earlyReviewRequested(let data): try data.write(to: &writer)
        case .earlyReviewAnswered(let data): try data.write(to: &writer)
        case .progressRecorded(let data): try data.write(to: &writer)
        case .reviewUnderWay(let data): try data.write(to: &writer)
        case .approachChosen(let data): try data.write(to: &writer)
        case .disagreementAnswered(let data): try data.write(to: &writer)
        case .meetingArranged(let data): try data.write(to: &writer)
        case .adviceCirculated(let data): try data.write(to: &writer)
        case .viewsReceived(let data): try data.write(to: &writer)
        case .meetingHeld(let data): try data.write(to: &writer)
        case .reportReceived(let data): try data.write(to: &writer)
        case .shortTermOutcomesAgreed(let data): try data.write(to: &writer)
        case .decisionSubmitted(let data): try data.write(to: &writer)
        case .decisionRecorded(let data): try data.write(to: &writer)
        case .representationsReceived(let data): try data.write(to: &writer)
        case .finalSubmitted(let data): try data.write(to: &writer)
        case .finalRecorded(let data): try data.write(to: &writer)
        case .withdrawn(let data): try data.write(to: &writer)
        case .reviewOpened(let data): try data.write(to: &writer)
        case .reminded(let data): try data.write(to: &writer)
        case .notRecorded(let data): try data.write(to: &writer)
        case .decisionMade(let data): try data.write(to: &writer)
        case .decisionRefused(let data): try data.write(to: &writer)
        case .letterWritten(let data): try data.write(to: &writer)
        case .finalMade(let data): try data.write(to: &writer)
        case .finalRefused(let data): try data.write(to: &writer)
        case .notificationRequested(let data): try data.write(to: &writer)
        case .notificationClaimed(let data): try data.write(to: &writer)
        case .notificationSent(let data): try data.write(to: &writer)
        case .notificationFailed(let data): try data.write(to: &writer)
        case .unknown:
            writer.beginObject()
            writer.endObject()
        }
    }

    public static func writeSchema(to writer: inout JSONWriter) throws(JSONError) {
        writer.name("type")
        writer.string("object")
    }

    /// The fields of the event's kind.
    public static var typeDescription: String { "the fields of its type" }
}
