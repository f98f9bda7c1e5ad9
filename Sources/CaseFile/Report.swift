public import Contracts
public import Statute

/// One report in a file, in 40 bytes: what happened, when, and when that was recorded.
public struct Report: Sendable {
    /// What kind of report.
    public enum Kind: UInt8, Sendable {
        case plan, ended, underWay, approach, arranged, advice, views, held, report, decision, decisionRecorded
        case representations, final, finalRecorded, withdrawn, other
    }

    /// The key of its submission.
    public let key: SubmissionKey
    /// The day it happened.
    public let happened: Day
    /// The day it was recorded.
    public let recorded: Day
    /// A day that belongs to it: of a meeting arranged, the meeting's; of a review under way, its last day; of a recorded
    /// decision, the amendment notice's.
    public let date: Day?
    /// What kind of report.
    public let kind: Kind
    /// The number of the review; 0 when it is about none.
    public let review: UInt8
    private let code: UInt8
    /// Whether section I names the setting after the transfer.
    public let namesTransfer: Bool
    /// Whether it stands: neither corrected nor withdrawn.
    public internal(set) var stands = true

    init(_ event: Event, key: SubmissionKey, recorded: Day) {
        self.key = key
        self.recorded = recorded
        happened = event.happened ?? recorded
        var review: UInt8 = 0
        var date: Day?
        var code: UInt8 = 0
        var namesTransfer = false
        switch event.data {
        case .planRecorded: kind = .plan
        case .planEnded: kind = .ended
        case .reviewUnderWay(let data):
            kind = .underWay
            review = data.review
            date = data.due
            code = Report.code(data.kind)
        case .approachChosen(let data):
            kind = .approach
            review = data.review
            code = Report.code(data.kind)
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
            code = Report.code(data.from)
        case .meetingHeld(let data):
            kind = .held
            review = data.review
        case .reportReceived(let data):
            kind = .report
            review = data.review
            code = data.recommends.map(Report.code) ?? 0
        case .decisionSubmitted(let data):
            kind = .decision
            review = data.review
            code = data.outcome.map(Report.code) ?? 0
        case .decisionRecorded(let data):
            kind = .decisionRecorded
            review = data.review
            code = data.outcome.map(Report.code) ?? 0
            date = data.notice
        case .representationsReceived(let data):
            kind = .representations
            review = data.review
        case .finalSubmitted(let data):
            kind = .final
            review = data.review
            code = data.outcome.map(Report.code) ?? 0
            namesTransfer = data.namesTransfer ?? false
        case .finalRecorded(let data):
            kind = .finalRecorded
            review = data.review
            code = data.outcome.map(Report.code) ?? 0
            namesTransfer = data.namesTransfer ?? false
        case .withdrawn: kind = .withdrawn
        default: kind = .other
        }
        self.review = review
        self.date = date
        self.code = code
        self.namesTransfer = namesTransfer
    }

    /// A word of a closed list as its place there, from 1; 0 is "none".
    private static func code<Word: CaseIterable & Equatable>(_ word: Word) -> UInt8 {
        var place: UInt8 = 1
        for other in Word.allCases {
            if other == word { return place }
            place += 1
        }
        return 0
    }

    private func word<Word: CaseIterable>(_: Word.Type) -> Word? {
        guard code > 0 else { return nil }
        return Word.allCases.dropFirst(Int(code) - 1).first
    }

    /// The outcome that was decided, recorded or recommended; nil when it was left open.
    public var outcome: Outcome? { word(Outcome.self) }
    /// How the amendment ended.
    public var finalOutcome: FinalOutcome? { word(FinalOutcome.self) }
    /// The kind of review, of an approach or a review under way.
    public var reviewKind: ReviewKind? { word(ReviewKind.self) }
    /// Whose views.
    public var party: Party? { word(Party.self) }
}
