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
        case .reviewUnderWay: ReviewUnderWay.type
        case .approachChosen: ApproachChosen.type
        case .meetingArranged: MeetingArranged.type
        case .adviceCirculated: AdviceCirculated.type
        case .viewsReceived: ViewsReceived.type
        case .meetingHeld: MeetingHeld.type
        case .reportReceived: ReportReceived.type
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
        ReviewUnderWay.self,
        ApproachChosen.self,
        MeetingArranged.self,
        AdviceCirculated.self,
        ViewsReceived.self,
        MeetingHeld.self,
        ReportReceived.self,
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
        case 7: self = .reviewUnderWay(ReviewUnderWay())
        case 8: self = .approachChosen(ApproachChosen())
        case 9: self = .meetingArranged(MeetingArranged())
        case 10: self = .adviceCirculated(AdviceCirculated())
        case 11: self = .viewsReceived(ViewsReceived())
        case 12: self = .meetingHeld(MeetingHeld())
        case 13: self = .reportReceived(ReportReceived())
        case 14: self = .decisionSubmitted(DecisionSubmitted())
        case 15: self = .decisionRecorded(DecisionRecorded())
        case 16: self = .representationsReceived(RepresentationsReceived())
        case 17: self = .finalSubmitted(FinalSubmitted())
        case 18: self = .finalRecorded(FinalRecorded())
        case 19: self = .withdrawn(Withdrawn())
        case 20: self = .reviewOpened(ReviewOpened())
        case 21: self = .reminded(Reminded())
        case 22: self = .notRecorded(NotRecorded())
        case 23: self = .decisionMade(DecisionMade())
        case 24: self = .decisionRefused(DecisionRefused())
        case 25: self = .letterWritten(LetterWritten())
        case 26: self = .finalMade(FinalMade())
        case 27: self = .finalRefused(FinalRefused())
        case 28: self = .notificationRequested(NotificationRequested())
        case 29: self = .notificationClaimed(NotificationClaimed())
        case 30: self = .notificationSent(NotificationSent())
        case 31: self = .notificationFailed(NotificationFailed())
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
        case .reviewUnderWay: 7
        case .approachChosen: 8
        case .meetingArranged: 9
        case .adviceCirculated: 10
        case .viewsReceived: 11
        case .meetingHeld: 12
        case .reportReceived: 13
        case .decisionSubmitted: 14
        case .decisionRecorded: 15
        case .representationsReceived: 16
        case .finalSubmitted: 17
        case .finalRecorded: 18
        case .withdrawn: 19
        case .reviewOpened: 20
        case .reminded: 21
        case .notRecorded: 22
        case .decisionMade: 23
        case .decisionRefused: 24
        case .letterWritten: 25
        case .finalMade: 26
        case .finalRefused: 27
        case .notificationRequested: 28
        case .notificationClaimed: 29
        case .notificationSent: 30
        case .notificationFailed: 31
        case .unknown: nil
        }
    }

    public init(reading reader: inout JSONReader) throws(JSONError) {
        throw JSONError(.expected("the data of an event whose type is known"), offset: reader.mark.offset)
    }

    public mutating func fill(reading reader: inout JSONReader) throws(JSONError) {
        switch self {
        case .logBegan(var data):
            try data.fill(reading: &reader)
            self = .logBegan(data)
        case .dayBegan(var data):
            try data.fill(reading: &reader)
            self = .dayBegan(data)
        case .released(var data):
            try data.fill(reading: &reader)
            self = .released(data)
        case .sendingPaused(var data):
            try data.fill(reading: &reader)
            self = .sendingPaused(data)
        case .sendingResumed(var data):
            try data.fill(reading: &reader)
            self = .sendingResumed(data)
        case .planRecorded(var data):
            try data.fill(reading: &reader)
            self = .planRecorded(data)
        case .planEnded(var data):
            try data.fill(reading: &reader)
            self = .planEnded(data)
        case .reviewUnderWay(var data):
            try data.fill(reading: &reader)
            self = .reviewUnderWay(data)
        case .approachChosen(var data):
            try data.fill(reading: &reader)
            self = .approachChosen(data)
        case .meetingArranged(var data):
            try data.fill(reading: &reader)
            self = .meetingArranged(data)
        case .adviceCirculated(var data):
            try data.fill(reading: &reader)
            self = .adviceCirculated(data)
        case .viewsReceived(var data):
            try data.fill(reading: &reader)
            self = .viewsReceived(data)
        case .meetingHeld(var data):
            try data.fill(reading: &reader)
            self = .meetingHeld(data)
        case .reportReceived(var data):
            try data.fill(reading: &reader)
            self = .reportReceived(data)
        case .decisionSubmitted(var data):
            try data.fill(reading: &reader)
            self = .decisionSubmitted(data)
        case .decisionRecorded(var data):
            try data.fill(reading: &reader)
            self = .decisionRecorded(data)
        case .representationsReceived(var data):
            try data.fill(reading: &reader)
            self = .representationsReceived(data)
        case .finalSubmitted(var data):
            try data.fill(reading: &reader)
            self = .finalSubmitted(data)
        case .finalRecorded(var data):
            try data.fill(reading: &reader)
            self = .finalRecorded(data)
        case .withdrawn(var data):
            try data.fill(reading: &reader)
            self = .withdrawn(data)
        case .reviewOpened(var data):
            try data.fill(reading: &reader)
            self = .reviewOpened(data)
        case .reminded(var data):
            try data.fill(reading: &reader)
            self = .reminded(data)
        case .notRecorded(var data):
            try data.fill(reading: &reader)
            self = .notRecorded(data)
        case .decisionMade(var data):
            try data.fill(reading: &reader)
            self = .decisionMade(data)
        case .decisionRefused(var data):
            try data.fill(reading: &reader)
            self = .decisionRefused(data)
        case .letterWritten(var data):
            try data.fill(reading: &reader)
            self = .letterWritten(data)
        case .finalMade(var data):
            try data.fill(reading: &reader)
            self = .finalMade(data)
        case .finalRefused(var data):
            try data.fill(reading: &reader)
            self = .finalRefused(data)
        case .notificationRequested(var data):
            try data.fill(reading: &reader)
            self = .notificationRequested(data)
        case .notificationClaimed(var data):
            try data.fill(reading: &reader)
            self = .notificationClaimed(data)
        case .notificationSent(var data):
            try data.fill(reading: &reader)
            self = .notificationSent(data)
        case .notificationFailed(var data):
            try data.fill(reading: &reader)
            self = .notificationFailed(data)
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
        case .reviewUnderWay(let data): try data.write(to: &writer)
        case .approachChosen(let data): try data.write(to: &writer)
        case .meetingArranged(let data): try data.write(to: &writer)
        case .adviceCirculated(let data): try data.write(to: &writer)
        case .viewsReceived(let data): try data.write(to: &writer)
        case .meetingHeld(let data): try data.write(to: &writer)
        case .reportReceived(let data): try data.write(to: &writer)
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
