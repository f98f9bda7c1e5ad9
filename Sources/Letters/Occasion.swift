import Contracts
public import Statute

/// Of what a letter tells that is no decision of a review. What a kind of letter does not need may stay nil; what it needs
/// and is nil is refused by name when the letter is written.
public struct Occasion: Hashable, Sendable {
    /// What was due and has not come, or the last day of compulsory school age.
    public var deadline: Deadline?
    /// The day on which somebody asked for what is answered; nil when that is not known.
    public var asked: Day?
    /// Whether the council agreed to it.
    public var isAgreed: Bool?
    /// Until when the family is asked to answer.
    public var replyBy: Day?
    /// The day on which the plan ended.
    public var ended: Day?
    /// The day on which the plan was transferred from another council.
    public var transferred: Day?
    /// Whether the council assesses the needs anew.
    public var isReassessing: Bool?
    /// The last day for the next review.
    public var reviewBy: Day?
    /// The day of the letter that was wrong.
    public var wrongLetter: Day?
    /// What was wrong in it, in the officer's words.
    public var whatWasWrong: String?
    /// What is right instead, in the officer's words.
    public var whatIsRight: String?
    /// What the paper is that lay on the wrong child's file, in words that name nobody.
    public var paper: String?
    /// The day on which that paper was withdrawn.
    public var withdrawn: Day?
    /// Who received that paper, or could open it, in words that name nobody.
    public var readers: [String] = []

    public init() {}

    /// The things that a text lists, a line each, without the marks of a list.
    public static func lines(_ text: String) -> [String] {
        text.split(whereSeparator: \.isNewline).map { $0.drop { $0.isWhitespace || "-*\u{2022}".contains($0) } }
            .map { String($0) }.filter { !$0.isEmpty }
    }

    /// The fields that it fills, on that day.
    func add(to values: inout Values, reasons: String?) {
        values[.ourReasons] = reasons.map { .text($0) }
        values[.hasOurReasons] = .flag(reasons != nil)
        values[.lacksOurReasons] = .flag(reasons == nil)
        values[.askedDay] = asked.map { .text($0.withWeekday) }
        values[.isAsked] = .flag(asked != nil)
        values[.isAgreed] = isAgreed.map { .flag($0) }
        values[.isNotAgreed] = isAgreed.map { .flag(!$0) }
        values[.replyBy] = replyBy.map { .text($0.withWeekday) }
        values[.endedDay] = ended.map { .text($0.inWords) }
        values[.transferDay] = transferred.map { .text($0.inWords) }
        values[.isReassessing] = isReassessing.map { .flag($0) }
        values[.isNotReassessing] = isReassessing.map { .flag(!$0) }
        values[.reviewBy] = reviewBy.map { .text($0.withWeekday) }
        values[.wrongLetterDay] = wrongLetter.map { .text($0.inWords) }
        values[.whatWasWrong] = whatWasWrong.map { .text($0) }
        values[.whatIsRight] = whatIsRight.map { .text($0) }
        values[.paper] = paper.map { .text($0) }
        values[.withdrawnDay] = withdrawn.map { .text($0.inWords) }
        if !readers.isEmpty { values[.readers] = .list(readers) }
        guard let deadline else { return }
        values[.due] = .text(deadline.due.withWeekday)
        values[.rule] = .text(Statute.rule(deadline.rule).source)
    }
}

extension LetterKind {
    /// The fields that a letter of that kind knows besides those of every letter; of one of a decision see
    /// `Field.isIn`.
    var occasionFields: [Field] {
        switch self {
        case .decisionMaintain, .decisionAmend, .decisionCease, .finalPlan, .notAmended: []
        case .ceasingConsidered: [.replyBy, .ourReasons, .hasOurReasons, .lacksOurReasons]
        case .planEnded: [.endedDay]
        case .movedIn: [.transferDay, .reviewBy, .isReassessing, .isNotReassessing]
        case .earlyReviewAnswer, .changeAnswer:
            [.askedDay, .isAsked, .isAgreed, .isNotAgreed, .ourReasons, .hasOurReasons, .lacksOurReasons]
        case .disagreementAnswer: [.ourReasons, .hasOurReasons, .lacksOurReasons]
        case .lateToFamily: [.due, .rule, .meetingDay]
        case .rightsWillPass, .rightsPassed: [.due, .rule]
        case .correction: [.wrongLetterDay, .whatWasWrong, .whatIsRight]
        case .paperAstray: [.paper, .withdrawnDay, .readers]
        case .paperNotYours: [.paper, .withdrawnDay]
        }
    }
}
