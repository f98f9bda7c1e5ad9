public import Contracts
public import Statute

/// One report in a file, in 32 bytes: what happened, when, and when that was recorded.
public struct Submission: Sendable {
    /// What kind of report.
    public enum Kind: UInt8, Sendable {
        case plan, ended, underWay, approach, arranged, advice, views, held, meetingReport, decision, decisionRecorded
        case representations, final, finalRecorded, withdrawn, other
        case request, answer, progress, reply, outcomes
    }

    /// The key of its submission.
    public let key: SubmissionKey
    /// The day it happened.
    public let happened: Day
    /// The day it was recorded.
    public let recorded: Day
    // A day as its number: an optional day would take eight bytes. Of an answer, four bytes made of
    // the key of the request that it names, which tell the few requests of one case apart; of an approach, a bit for each
    // party that did not agree.
    private let dateNumber: Int32
    /// What kind of report.
    public let kind: Kind
    /// The number of the review; 0 when it is about none.
    public let review: UInt8
    private let word: Word
    private var flags: Flags = [.stands]

    /// The one word of a closed list that a report holds.
    private enum Word {
        case none
        case outcome(Outcome)
        case final(FinalOutcome)
        case kind(ReviewKind)
        case party(Party)
    }

    private struct Flags: OptionSet {
        var rawValue: UInt8
        static let stands = Flags(rawValue: 1)
        static let namesTransfer = Flags(rawValue: 2)
        static let agreed = Flags(rawValue: 4)
        static let isBesideCorrected = Flags(rawValue: 8)
        static let turns = Flags(rawValue: 16)
    }

    private static let noDate = Int32.min

    init(_ event: Event, key: SubmissionKey, recorded: Day) {
        self.key = key
        self.recorded = recorded
        happened = event.happened ?? recorded
        var review: UInt8 = 0
        var date: Day?
        var word = Word.none
        var number: Int32?
        var namesTransfer = false
        var agreed = false
        switch event.data {
        case .planRecorded: kind = .plan
        case .planEnded: kind = .ended
        case .reviewUnderWay(let data):
            kind = .underWay
            review = data.review
            date = data.due
            word = .kind(data.kind)
        case .approachChosen(let data):
            kind = .approach
            review = data.review
            word = .kind(data.kind)
            number = Parties(data.disagreed ?? []).number
        case .meetingArranged(let data):
            kind = .arranged
            review = data.review
            date = data.meeting
        case .adviceCirculated(let data):
            kind = .advice
            review = data.review
        case .viewsReceived(let data):
            kind = .views
            review = data.review
            word = .party(data.from)
        case .meetingHeld(let data):
            kind = .held
            review = data.review
        case .reportReceived(let data):
            kind = .meetingReport
            review = data.review
            word = data.recommends.map(Word.outcome) ?? .none
        case .decisionSubmitted(let data):
            kind = .decision
            review = data.review
            word = data.outcome.map(Word.outcome) ?? .none
        case .decisionRecorded(let data):
            kind = .decisionRecorded
            review = data.review
            word = data.outcome.map(Word.outcome) ?? .none
            date = data.notice
        case .representationsReceived(let data):
            kind = .representations
            review = data.review
        case .finalSubmitted(let data):
            kind = .final
            review = data.review
            word = data.outcome.map(Word.final) ?? .none
            namesTransfer = data.namesTransfer ?? false
        case .finalRecorded(let data):
            kind = .finalRecorded
            review = data.review
            word = data.outcome.map(Word.final) ?? .none
            namesTransfer = data.namesTransfer ?? false
        case .withdrawn: kind = .withdrawn
        case .earlyReviewRequested(let data):
            kind = .request
            word = .party(data.from)
        case .earlyReviewAnswered(let data):
            kind = .answer
            agreed = data.agreed
            // A request that was turned down begins no review, whatever it names.
            review = data.agreed ? data.review ?? 0 : 0
            number = Submission.mark(of: data.request)
        case .progressRecorded(let data):
            kind = .progress
            word = .party(data.from)
        case .disagreementAnswered(let data):
            kind = .reply
            review = data.review
            word = .party(data.to)
        case .shortTermOutcomesAgreed(let data):
            kind = .outcomes
            review = data.review
        default: kind = .other
        }
        self.review = review
        self.word = word
        dateNumber = number ?? date?.number ?? Submission.noDate
        if namesTransfer { flags.insert(.namesTransfer) }
        if agreed { flags.insert(.agreed) }
    }

    /// A day that belongs to it: of a meeting arranged, the meeting's; of a review under way, its last day; of a recorded
    /// decision, the amendment notice's.
    public var date: Day? {
        switch kind {
        case .arranged, .underWay, .decisionRecorded: dateNumber == Submission.noDate ? nil : Day(number: dateNumber)
        default: nil
        }
    }
    /// Who did not agree with the kind of review that was chosen.
    public var disagreed: Parties { kind == .approach ? Parties(bits: dateNumber) : [] }
    /// Whether a request for an early review was agreed to.
    public var isAgreed: Bool { flags.contains(.agreed) }
    /// Whether it answers the request with that key.
    public func answers(_ request: SubmissionKey) -> Bool {
        kind == .answer && dateNumber == Submission.mark(of: request)
    }
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

    private static func mark(of request: SubmissionKey) -> Int32 {
        Int32(truncatingIfNeeded: request.reference ^ request.reference >> 32)
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
    /// Whose views or record, who asked, or who was answered.
    public var party: Party? { if case .party(let party) = word { party } else { nil } }
}
