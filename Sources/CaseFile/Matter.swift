public import Contracts
public import Statute

// What is not obvious here:
//
// - An answer names what it answers by the key that that had. A correction stands in the file beside what it corrects, so
//   what was corrected since is answered all the same, and has the key that it has now.

/// Something that somebody asked, said or contested, and that waits for an answer: it has a day, and where one was named an
/// owner.
public struct Matter: Sendable {
    /// What it is.
    public enum Kind: String, CaseIterable, Sendable {
        case question
        /// Support that the plan promises is not delivered.
        case support
        case complaint
        /// Something in the record is not right.
        case contest
        /// An interpreter, or something in another form.
        case adjustment
        /// That a person reads what somebody gave.
        case reading
        /// That a child may not be safe, for the safeguarding lead alone.
        case concern
    }

    /// Working days in which a person reads what somebody gave, and the safeguarding lead what was written about safety: as the
    /// forms say before anything is sent.
    public static let readingDays = 1

    /// Working days for the first answer where somebody says that support is not delivered: the council's own service.
    public static let supportDays = 5
    /// Working days for a question, where nobody named a day.
    public static let questionDays = 5
    /// Working days for a complaint (Local Government and Social Care Ombudsman, Complaint Handling Code, 2024).
    public static let complaintDays = 10
    /// Months for what the family contests (UK GDPR art. 12(3), 16).
    public static let contestMonths = 1

    /// What it is.
    public let kind: Kind
    /// The report's key as it counts now.
    public let key: SubmissionKey
    /// The number of the review; 0: none in particular.
    public let review: UInt8
    /// Who asked or said it; of what the family contests or needs the family.
    public let from: Party
    /// Who answers, by an id that is no name; nil where nobody was named.
    public let owner: ActorID?
    /// The day it was asked or said.
    public let asked: Day
    /// The day that was named for the answer.
    public let named: Day?
    /// Of what the family contests, what in the record.
    public let fact: ContestedFact?
    /// Of what was asked for, what.
    public let adjustment: Adjustment?
    /// The day of the first answer that stands, or on which it was supplied; nil while there is none.
    public let answered: Day?
    /// Of what was contested, what became of it.
    public let outcome: ContestOutcome?

    /// The last day for the answer; nil where none follows.
    public func answerBy(holidays: BankHolidays = .byRuleOnly) -> Day? {
        switch kind {
        case .question: named ?? holidays.workingDays(Matter.questionDays, after: asked)
        case .support: holidays.workingDays(Matter.supportDays, after: asked)
        case .complaint: holidays.workingDays(Matter.complaintDays, after: asked)
        case .contest: asked.monthsAfter(Matter.contestMonths)
        case .adjustment: named
        case .reading, .concern: holidays.workingDays(Matter.readingDays, after: asked)
        }
    }

    /// Whether a time of the law that begins or ends with what is contested is in doubt.
    public var doubtsClock: Bool { fact?.isOfClock == true && outcome != .stands && outcome != .corrected }
}

extension CaseFile {
    /// What was asked, said or contested and stands, each with its first answer, in the order of the file.
    public var matters: [Matter] {
        let words = serviceWords
        guard !words.isEmpty else { return [] }
        var answers: [UInt32: Submission] = [:]
        for report in submissions where report.stands && report.kind.answersMatter {
            guard let mark = report.answered, answers[mark] == nil else { continue }
            answers[mark] = report
        }
        var matters: [Matter] = []
        var answer: Submission?
        for report in submissions {
            if !report.isBesideCorrected { answer = nil }
            guard report.kind.isMatter else { continue }
            answer = answer ?? answers[Submission.mark(of: report.key)]
            guard report.stands, let data = words[report.key] else { continue }
            // What was answered was read.
            if case .readingPromised(let promise) = data {
                answer = answer ?? answers[Submission.mark(of: promise.given)]
            }
            if let matter = Matter(report, data, answer: answer, answer.flatMap { words[$0.key] }) {
                matters.append(matter)
            }
        }
        return matters
    }
}

extension CaseFile {
    /// Who is named for something that waits: for an answer, or for what an audit asked for; ids that are no names.
    public var peopleNamed: [ActorID] {
        guard !serviceWords.isEmpty else { return [] }
        return matters.filter { $0.answered == nil }.compactMap(\.owner)
            + auditActions.filter { $0.done == nil }.compactMap(\.owner)
    }

    /// Whether somebody of whom that is true is named for something that waits.
    public func isAnybodyNamed(_ isMeant: (ActorID) -> Bool) -> Bool { peopleNamed.contains(where: isMeant) }
}

extension Matter {
    fileprivate init?(_ report: Submission, _ data: EventData, answer: Submission?, _ said: EventData?) {
        var (owner, named): (ActorID?, Day?) = (nil, nil)
        var (fact, adjustment): (ContestedFact?, Adjustment?) = (nil, nil)
        var from = Party.parent
        switch data {
        case .questionAsked(let data): (kind, from, owner, named) = (.question, data.from, data.owner, data.until)
        case .supportNotDelivered(let data): (kind, from, owner) = (.support, data.from, data.owner)
        case .complaintMade(let data): (kind, from, owner) = (.complaint, data.from, data.owner)
        case .factContested(let data): (kind, fact) = (.contest, data.fact)
        case .adjustmentAsked(let data): (kind, adjustment, named) = (.adjustment, data.what, data.until)
        case .readingPromised: kind = .reading
        case .safetyConcernRaised(let data): (kind, from) = (.concern, data.from)
        default: return nil
        }
        self.from = from
        self.owner = owner
        self.named = named
        self.fact = fact
        self.adjustment = adjustment
        key = report.key
        review = report.review
        asked = report.happened
        answered = answer?.happened
        if case .contestSettled(let settled)? = said { outcome = settled.outcome } else { outcome = nil }
    }
}

extension EventKind {
    fileprivate var isMatter: Bool {
        switch self {
        case .questionAsked, .supportNotDelivered, .complaintMade, .factContested, .adjustmentAsked, .readingPromised,
            .safetyConcernRaised:
            true
        default: false
        }
    }

    fileprivate var answersMatter: Bool {
        switch self {
        case .questionAnswered, .supportAnswered, .complaintAnswered, .contestSettled, .adjustmentSupplied,
            .contributionRead, .safetyConcernRead:
            true
        default: false
        }
    }
}
