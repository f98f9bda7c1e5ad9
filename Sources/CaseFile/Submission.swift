public import Contracts
public import Statute

/// One report in a file, in 36 bytes: what happened, when, and when that was recorded.
public struct Submission: Sendable {
    /// Its key.
    public let key: SubmissionKey
    /// The day it happened.
    public let happened: Day
    /// The day it was recorded.
    public let recorded: Day
    private let detail: Detail
    /// What kind of report.
    public let kind: EventKind
    /// The number of the review; 0 when it is about none.
    public let review: UInt8
    private let word: Word
    private var flags: Flags = [.stands]

    /// What a report of some kinds holds beside its word.
    private enum Detail {
        case nothing
        /// Of a meeting arranged, the meeting's day; of a review under way, its last; of a recorded decision, the
        /// amendment notice's; of an assessment of capacity, the last day for the next; of a child who moved in, the day the
        /// old council last reviewed the plan, or made it; of a correction that of the letter which was wrong; of a paper
        /// that went astray that on which it was taken off the other file.
        case day(Day)
        /// Of an approach, who did not agree; of a meeting, who took part.
        case parties(Parties)
        /// Of an answer, four bytes made of the key of the request that it names, which tell the few requests of one
        /// case apart.
        case answers(UInt32)
        case contact(Contact)
        /// Of a death, four bytes made of the id of whoever reported it.
        case reporter(UInt32)
    }

    /// The one word of a closed list that a report holds.
    private enum Word {
        case none
        case outcome(Outcome)
        case final(FinalOutcome)
        case kind(ReviewKind)
        case party(Party)
        case end(EndReason)
        case capacity(CapacityDecision)
        case appeal(AppealStep)
        case mediation(MediationStep)
        case representations(Representations)
        case grade(Grade)
        case reassesses(Bool)
    }

    /// What the family's answer to an amendment notice asks for, beside what it says.
    public struct Representations: OptionSet, Sendable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        /// Nothing more will come.
        public static let isFinal = Representations(rawValue: 1)
        /// A meeting with an officer (SEND Regulations 2014, reg 22(2)(c)).
        public static let meeting = Representations(rawValue: 2)
        /// A particular setting (CFA 2014 s.38).
        public static let setting = Representations(rawValue: 4)
    }

    private struct Flags: OptionSet {
        var rawValue: UInt8
        static let stands = Flags(rawValue: 1)
        static let namesTransfer = Flags(rawValue: 2)
        static let agreed = Flags(rawValue: 4)
        static let isBesideCorrected = Flags(rawValue: 8)
        static let turns = Flags(rawValue: 16)
        static let lacksCapacity = Flags(rawValue: 32)
        static let isFamilyTold = Flags(rawValue: 64)
        static let isOfReview = Flags(rawValue: 128)
    }

    init(_ event: Event, key: SubmissionKey, by actor: Actor, recorded: Day) {
        self.key = key
        self.recorded = recorded
        happened = event.happened ?? recorded
        kind = event.data.kind
        var review = event.data.review
        var word = Word.none
        var detail = Detail.nothing
        switch event.data {
        case .contactRecorded(let data): detail = .contact(Contact(data))
        case .reviewUnderWay(let data):
            detail = data.due.map { .day($0) } ?? .nothing
            word = .kind(data.kind)
        case .approachChosen(let data):
            word = .kind(data.kind)
            detail = .parties(Parties(data.disagreed ?? []))
        case .meetingArranged(let data): detail = .day(data.meeting)
        case .meetingHeld(let data): detail = data.attended.map { .parties(Parties($0)) } ?? .nothing
        case .viewsReceived(let data):
            word = .party(data.from)
            detail = data.written.map { .day($0) } ?? .nothing
        case .reportReceived(let data): word = data.recommends.map(Word.outcome) ?? .none
        case .decisionSubmitted(let data): word = data.outcome.map(Word.outcome) ?? .none
        case .decisionRecorded(let data):
            word = data.outcome.map(Word.outcome) ?? .none
            detail = data.notice.map { .day($0) } ?? .nothing
        case .decisionUndated(let data):
            word = data.outcome.map(Word.outcome) ?? .none
            detail = data.notice.map { .day($0) } ?? .nothing
        case .finalSubmitted(let data):
            word = data.outcome.map(Word.final) ?? .none
            if data.namesTransfer ?? false { flags.insert(.namesTransfer) }
        case .finalRecorded(let data):
            word = data.outcome.map(Word.final) ?? .none
            if data.namesTransfer ?? false { flags.insert(.namesTransfer) }
        case .earlyReviewRequested(let data): word = .party(data.from)
        case .earlyReviewAnswered(let data):
            if data.agreed { flags.insert(.agreed) }
            // A request that was turned down begins no review, whatever it names.
            if !data.agreed { review = 0 }
            detail = .answers(Submission.mark(of: data.request))
        case .progressRecorded(let data): word = .party(data.from)
        case .evidenceReceived(let data): word = .party(data.from)
        case .changeRequested(let data): word = .party(data.from)
        case .amendmentAnswered(let data):
            if data.used { flags.insert(.agreed) }
            detail = .answers(Submission.mark(of: data.answer))
        case .changeAnswered(let data):
            if data.agreed { flags.insert(.agreed) }
            detail = .answers(Submission.mark(of: data.request))
        case .appealRecorded(let data): word = .appeal(data.step)
        case .mediationRecorded(let data): word = .mediation(data.step)
        case .representationsReceived(let data):
            var asks: Representations = []
            if data.isFinal == true { asks.insert(.isFinal) }
            if data.asksMeeting == true { asks.insert(.meeting) }
            if data.setting != nil { asks.insert(.setting) }
            word = .representations(asks)
        case .planEnded(let data):
            word = .end(data.reason)
            if data.reason == .died { detail = .reporter(actor.mark) }
        case .capacityAssessed(let data):
            word = .capacity(data.decision)
            detail = .day(data.againBy)
            if data.lacks { flags.insert(.lacksCapacity) }
        case .movedIn(let data):
            detail = (data.reviewed ?? data.made).map { .day($0) } ?? .nothing
            if data.told != nil { flags.insert(.isFamilyTold) }
            if data.reviewed != nil { flags.insert(.isOfReview) }
            word = .reassesses(data.reassesses ?? false)
        case .disagreementAnswered(let data): word = .party(data.to)
        case .resendAsked(let data): review = data.message.review
        case .lookedThrough(let data): review = data.message.review
        case .auditModerated(let data): word = .grade(data.grade)
        case .auditActionSet(let data): detail = .day(data.by)
        case .correctionRecorded(let data): detail = .day(data.letter)
        case .paperAstray(let data): detail = .day(data.withdrawn)
        case .paperNotYours(let data): detail = .answers(Submission.mark(of: data.withdrawal))
        case .formatOrdered(let data): review = data.message.review
        case .formatSupplied(let data): review = data.message.review
        case .auditActionDone(let data): detail = .answers(Submission.mark(of: data.action))
        case .contestSettled(let data): detail = .answers(Submission.mark(of: data.contest))
        case .questionAsked(let data):
            word = .party(data.from)
            detail = data.until.map { .day($0) } ?? .nothing
        case .questionAnswered(let data): detail = .answers(Submission.mark(of: data.question))
        case .supportNotDelivered(let data): word = .party(data.from)
        case .supportAnswered(let data): detail = .answers(Submission.mark(of: data.report))
        case .experienceAnswered(let data): word = .party(data.from)
        case .sessionOffered(let data): detail = .day(data.session)
        case .sessionAttended(let data):
            detail = .answers(Submission.mark(of: data.session))
            if data.attended { flags.insert(.agreed) }
        case .complaintMade(let data): word = .party(data.from)
        case .complaintAnswered(let data): detail = .answers(Submission.mark(of: data.complaint))
        case .adjustmentAsked(let data): detail = data.until.map { .day($0) } ?? .nothing
        case .adjustmentSupplied(let data): detail = .answers(Submission.mark(of: data.adjustment))
        case .auditLearningReturned(let data): word = .party(data.to)
        case .contributionRead(let data): detail = .answers(Submission.mark(of: data.promise))
        case .safetyConcernRaised(let data): word = .party(data.from)
        case .safetyConcernRead(let data): detail = .answers(Submission.mark(of: data.concern))
        case .looksReleased(let data): detail = .day(data.through)
        default: break
        }
        self.review = review
        self.word = word
        self.detail = detail
    }

    /// A day that belongs to it: of a meeting arranged, the meeting's; of a review under way, its last day; of a recorded
    /// decision, the amendment notice's; of an assessment of capacity, the last day for the next; of a child who moved in,
    /// the day the old council last reviewed the plan, or made it; of advice, that on which it was written; of a correction
    /// that of the letter which was wrong; of a paper that went astray that on which it was taken off the other file.
    public var date: Day? { if case .day(let day) = detail { day } else { nil } }
    /// Who did not agree with the kind of review that was chosen.
    public var disagreed: Parties { if case .parties(let parties) = detail { parties } else { [] } }
    /// Of a meeting, who took part in any of it; nil where nobody said who.
    public var attended: Parties? {
        if kind == .meetingHeld, case .parties(let parties) = detail { parties } else { nil }
    }
    /// The contact that it tells of.
    public var contact: Contact? { if case .contact(let contact) = detail { contact } else { nil } }
    /// Whether a request for an early review, or for a change of the plan, was agreed to, the family's answer used, or a
    /// session attended.
    public var isAgreed: Bool { flags.contains(.agreed) }
    /// Whether it stands in the file beside the report that it corrects, or beside another correction of that.
    var isBesideCorrected: Bool {
        get { flags.contains(.isBesideCorrected) }
        set { if newValue { flags.insert(.isBesideCorrected) } else { flags.remove(.isBesideCorrected) } }
    }

    /// Whether it is the last by which an arranged meeting fell, or the setting became another.
    var turns: Bool {
        get { flags.contains(.turns) }
        set { if newValue { flags.insert(.turns) } else { flags.remove(.turns) } }
    }

    /// Of audits that were looked at together, the grade that was agreed.
    public var agreedGrade: Grade? { if case .grade(let grade) = word { grade } else { nil } }

    /// Of an answer, the mark of the request that it names.
    var answered: UInt32? { if case .answers(let mark) = detail { mark } else { nil } }

    static func mark(of request: SubmissionKey) -> UInt32 {
        UInt32(truncatingIfNeeded: request.high ^ request.high >> 32)
    }

    /// Of an assessment, the decision for which the capacity was assessed.
    var capacityDecision: CapacityDecision? {
        if case .capacity(let decision) = word { decision } else { nil }
    }
    /// Of an assessment, whether the young person lacks the capacity.
    var lacksCapacity: Bool { flags.contains(.lacksCapacity) }
    /// Of a child who moved in, whether the family was told in writing of the transfer.
    public var isFamilyTold: Bool { flags.contains(.isFamilyTold) }
    /// Of a child who moved in, whether this council assesses the needs again.
    var isReassessing: Bool { if case .reassesses(let isSo) = word { isSo } else { false } }

    /// Of a child who moved in, whether its day is that of the old council's last review, and not that of the plan.
    var isOfReview: Bool { flags.contains(.isOfReview) }

    /// Whether that actor may strike it out: a death, which silences all that waits, only somebody else than whoever
    /// reported it.
    func mayBeStruckOut(by actor: UInt32) -> Bool {
        if case .reporter(let reporter) = detail { actor != reporter } else { true }
    }

    /// Whether section I names the setting after the transfer.
    public var namesTransfer: Bool { flags.contains(.namesTransfer) }
    /// Whether it stands: neither corrected nor withdrawn.
    public internal(set) var stands: Bool {
        get { flags.contains(.stands) }
        set { if newValue { flags.insert(.stands) } else { flags.remove(.stands) } }
    }
    /// The outcome that was decided, recorded or recommended; nil when it was left open.
    public var outcome: Outcome? { if case .outcome(let outcome) = word { outcome } else { nil } }
    /// How the amendment ended.
    public var finalOutcome: FinalOutcome? { if case .final(let outcome) = word { outcome } else { nil } }
    /// The kind of review, of an approach or a review under way.
    public var reviewKind: ReviewKind? { if case .kind(let kind) = word { kind } else { nil } }
    /// Why the plan ended.
    public var endReason: EndReason? { if case .end(let reason) = word { reason } else { nil } }
    /// Which step of an appeal.
    public var appealStep: AppealStep? { if case .appeal(let step) = word { step } else { nil } }
    /// Which step of mediation.
    public var mediationStep: MediationStep? { if case .mediation(let step) = word { step } else { nil } }
    /// What the family's answer to an amendment notice asks for; of any other report nothing.
    public var representations: Representations { if case .representations(let asks) = word { asks } else { [] } }
    /// Whose views, evidence or record, who asked, or who was answered.
    public var party: Party? { if case .party(let party) = word { party } else { nil } }
}

extension Actor {
    /// Four bytes made of the id of a person, whatever their role and way, or of a service's name.
    var mark: UInt32 {
        if case .person(let person) = self { person.id.text.stableHash } else { description.stableHash }
    }
}
