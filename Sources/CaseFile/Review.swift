public import Contracts
public import Statute

// What is not obvious here:
//
// - Told means sent to the last of whoever holds the rights. A decision that was made is not told until every copy
//   of its letter left, each with its own dates; everything that counts weeks counts to that day. A contact that is
//   closed, by decision of the safeguarding lead, is not waited for, and shown as not told.
// - Short-term outcomes are a report and nothing else. No letter, plan or figure reads them.

/// One review as its file shows it: what happened and when. Computed when asked, never kept.
public struct Review: Sendable {
    /// Its number within the case, from 1.
    public let number: UInt8
    /// The kind that people chose, or else the one recorded or proposed.
    public internal(set) var kind: ReviewKind?
    /// Whether people chose the kind.
    public internal(set) var kindChosen = false
    /// The day of that choice when somebody did not agree with it.
    public internal(set) var disagreed: Day?
    /// Who did not agree with it and has no answer in writing.
    public internal(set) var unanswered: Parties = []
    /// The last day of the twelve months as it was known when the review was opened; nil when that was unknown.
    public internal(set) var dueWhenOpened: Day?
    /// The date of the meeting as it was last arranged.
    public internal(set) var arranged: Day?
    /// The day on which that date was reported as arranged.
    public internal(set) var arrangedOn: Day?
    /// The day advice was circulated.
    public internal(set) var advice: Day?
    /// Whether the family's views came in.
    public internal(set) var views = false
    /// The day the meeting was held: the first report that stands.
    public internal(set) var held: Day?
    /// The day that report was recorded.
    public internal(set) var heldRecorded: Day?
    /// Another day that a report names for the meeting; a conflict that somebody must settle.
    public internal(set) var heldOtherwise: Day?
    /// The day the written report was sent.
    public internal(set) var meetingReport: Day?
    /// What that report recommends, when it says so.
    public internal(set) var recommends: Outcome?
    /// The day short-term outcomes were last agreed; they are kept outside the plan and replace nothing in it.
    public internal(set) var outcomesAgreed: Day?
    /// The decision that a coordinator submitted and that is not refused: the first that stands.
    public internal(set) var submission: Submission?
    /// The first day on which a decision was recorded as submitted that was refused, also one that was corrected or
    /// withdrawn since; nil when none was.
    public internal(set) var refusedOn: Day?
    /// Other submissions that stand beside it and say otherwise.
    public internal(set) var submittedOtherwise = false
    /// Whether that submission was made a decision.
    public internal(set) var isMade = false
    /// Whether its letter was written.
    public internal(set) var isLetterWritten = false
    /// The outcome, once a decision was made or recorded; nil also when it was recorded without one.
    public internal(set) var outcome: Outcome?
    /// The day the family was told: the decision's letter left, or was recorded as sent.
    public internal(set) var told: Day?
    /// The first day on which the family had been told of this review's decision, though that decision was corrected since
    /// and the corrected one has not been told yet.
    public internal(set) var toldBeforeCorrection: Day?
    /// The day the amendment notice was sent: with the letter, unless it was recorded otherwise.
    public internal(set) var noticeSent: Day?
    /// What is known of a decision whose letter was sent on a day that nobody knows. It counts for no date.
    public internal(set) var undated: UndatedDecision?
    /// What a coordinator submitted to end the amendment, and that is not refused: the first that stands.
    public internal(set) var finalSubmission: Submission?
    /// Whether it was made final.
    public internal(set) var isFinalMade = false
    /// Whether the final letter was written.
    public internal(set) var isFinalLetterWritten = false
    /// How the amendment ended.
    public internal(set) var finalOutcome: FinalOutcome?
    /// The day the final plan, or the decision not to amend, was sent to the family.
    public internal(set) var finalTold: Day?
    /// Whether the final plan names the setting after the transfer.
    public internal(set) var namesTransfer = false

    init(number: UInt8) { self.number = number }

    /// Whether the council's decision has reached the family.
    public var isDecided: Bool { told != nil }
    /// Whether it is complete, so that the next twelve months run (CYC-2): the decision has reached the family, and there was
    /// a meeting, without which there is no review (MTG-1).
    public var isComplete: Bool { told != nil && held != nil }
    /// Whether nothing remains to be done: decided and, when amending, ended by a final plan or a decision not to amend.
    public var isClosed: Bool { told != nil && (outcome != .amend || finalTold != nil) }
}

/// A decision whose letter was sent on a day that nobody knows.
public struct UndatedDecision: Hashable, Sendable {
    /// What was decided, if that is known.
    public let outcome: Outcome?
    /// The day the amendment notice was sent, if that is known.
    public let notice: Day?
}

extension CaseFile {
    /// How many reviews the file knows.
    public var reviewCount: UInt8 {
        var count: UInt8 = 0
        for id in said where id.subject == .opened { count = max(count, id.review) }
        for report in submissions where report.kind == .reviewUnderWay && report.stands {
            count = max(count, report.review)
        }
        return count
    }

    /// The review with that number; nil when none was opened under it.
    public func review(_ number: UInt8) -> Review? {
        guard number > 0 else { return nil }
        var review = Review(number: number)
        var exists = false
        // Opened once at most, and first of all that is said of it.
        if let opened = said.first(where: { $0.review == number && $0.subject == .opened }) {
            exists = true
            review.dueWhenOpened = opened.day
        }
        review.kind = proposals[number]
        var refused = Refused(said: said, review: number)
        for report in submissions where report.review == number {
            guard report.stands else {
                // What was refused stays so, though it was given up since.
                if report.kind == .decisionSubmitted, refused.contains(.decisionRefused, report.key.reference) {
                    review.refusedOn = min(review.refusedOn ?? report.recorded, report.recorded)
                }
                continue
            }
            switch report.kind {
            case .reviewUnderWay:
                exists = true
                review.dueWhenOpened = report.date
                if !review.kindChosen { review.kind = report.reviewKind }
            case .approachChosen:
                review.kind = report.reviewKind
                review.kindChosen = true
                review.unanswered = report.disagreed
                review.disagreed = review.unanswered.isEmpty ? nil : report.happened
            case .meetingArranged:
                review.arranged = report.date
                review.arrangedOn = report.happened
            case .adviceCirculated: review.advice = review.advice ?? report.happened
            case .viewsReceived: review.views = true
            case .meetingHeld:
                if let held = review.held {
                    if held != report.happened { review.heldOtherwise = report.happened }
                } else {
                    review.held = report.happened
                    review.heldRecorded = report.recorded
                }
            case .reportReceived:
                review.meetingReport = review.meetingReport ?? report.happened
                review.recommends = review.recommends ?? report.outcome
            case .shortTermOutcomesAgreed: review.outcomesAgreed = report.happened
            case .decisionSubmitted:
                if refused.contains(.decisionRefused, report.key.reference) {
                    review.refusedOn = min(review.refusedOn ?? report.recorded, report.recorded)
                    continue
                }
                if let submission = review.submission {
                    if submission.outcome != report.outcome { review.submittedOtherwise = true }
                } else {
                    review.submission = report
                }
            case .decisionRecorded:
                if review.told == nil {
                    review.told = report.happened
                    review.outcome = report.outcome
                    review.noticeSent = report.date
                }
            case .decisionUndated:
                if review.undated == nil {
                    review.undated = UndatedDecision(outcome: report.outcome, notice: report.date)
                }
            case .finalSubmitted:
                if refused.contains(.finalRefused, report.key.reference) { continue }
                if review.finalSubmission == nil { review.finalSubmission = report }
            case .finalRecorded:
                if review.finalTold == nil {
                    review.finalTold = report.happened
                    review.finalOutcome = report.finalOutcome
                    review.namesTransfer = report.namesTransfer
                }
            default: break
            }
        }
        guard exists else { return nil }
        if let disagreed = review.disagreed {
            // An answer may have been recorded before the choice was.
            for reply in submissions
            where reply.kind == .disagreementAnswered && reply.review == number && reply.stands
                && reply.happened >= disagreed
            {
                if let party = reply.party { review.unanswered.remove(party) }
            }
        }
        if let submission = review.submission { decide(&review, on: submission) }
        if review.told == nil {
            for message in messages where message.id.subject == .tellDecision && message.id.review == number {
                // While one of those to whom it was addressed waits, they were not told.
                guard message.sent != nil,
                    let told = sent(.tellDecision, .decisionLetter, review: number, fact: message.id.fact)
                else { continue }
                review.toldBeforeCorrection = min(told, review.toldBeforeCorrection ?? told)
            }
        }
        if let submission = review.finalSubmission { finish(&review, on: submission) }
        return review
    }

    private func decide(_ review: inout Review, on submission: Submission) {
        let reference = submission.key.reference
        review.isMade = said.contains(ConclusionID(.decisionMade, review: review.number, fact: reference))
        guard review.isMade else { return }
        review.isLetterWritten = said.contains(ConclusionID(.decisionLetter, review: review.number, fact: reference))
        if review.told == nil {
            review.outcome = submission.outcome
            review.told = sent(.tellDecision, .decisionLetter, review: review.number, fact: reference)
            if review.outcome == .amend { review.noticeSent = review.told }
        }
    }

    private func finish(_ review: inout Review, on submission: Submission) {
        let reference = submission.key.reference
        review.isFinalMade = said.contains(ConclusionID(.finalMade, review: review.number, fact: reference))
        guard review.isFinalMade else { return }
        review.isFinalLetterWritten = said.contains(
            ConclusionID(.finalLetter, review: review.number, fact: reference))
        if review.finalTold == nil {
            review.finalOutcome = submission.finalOutcome
            review.namesTransfer = submission.namesTransfer
            review.finalTold = sent(.tellFinal, .finalLetter, review: review.number, fact: reference)
        }
    }

    /// The day on which the last of those to whom the letter is addressed was sent theirs; nil while one of them waits.
    private func sent(_ subject: Subject, _ letter: Subject, review: UInt8, fact: Fact) -> Day? {
        guard !letters.contains(where: { $0.id.subject == letter && $0.id.review == review && $0.id.fact == fact })
        else { return nil }
        var last: Day?
        for message in messages
        where message.id.contact != nil && message.id.subject == subject && message.id.review == review
            && message.id.fact == fact
        {
            guard let day = message.sent else { continue }
            last = max(day, last ?? day)
        }
        return last
    }

    /// The last day on which an earlier letter of that kind about that review left for one of the family: the one that such a
    /// letter takes the place of. Nil of a first letter.
    public func leftBefore(_ letter: ConclusionID) -> Day? {
        guard let subject = MessageKind.carrying(letter.subject)?.subject else { return nil }
        return messages.filter { message in
            message.id.subject == subject && message.id.review == letter.review && message.id.fact != letter.fact
                && message.id.contact != nil
        }.compactMap(\.sent).max()
    }

    /// The latest review; nil when there is none.
    public var latestReview: Review? { review(reviewCount) }

    /// Every review, oldest first.
    public var reviews: [Review] {
        var all: [Review] = []
        var number: UInt8 = 1
        let count = reviewCount
        while number <= count, number > 0 {
            if let review = review(number) { all.append(review) }
            number &+= 1
        }
        return all
    }

    /// The day the council sent its last decision (CYC-2): of the reviews in this file that had a meeting (MTG-1), or as the
    /// plan was recorded, or as the council did from which it was transferred (MOV-3).
    public var lastReviewed: Day? {
        var last = plan?.reviewed
        if let before = movedIn?.reviewed { last = max(before, last ?? before) }
        for review in reviews where review.isComplete {
            if let told = review.told, told > last ?? Day(number: .min) { last = told }
        }
        return last
    }

    /// Whether the setting after the transfer is named (reg 18): the plan says so, or a final plan that names it was
    /// sent in the calendar year before the transfer or later. An earlier one named the setting of an earlier transfer.
    public var isTransferNamed: Bool {
        guard let plan else { return false }
        if plan.transferNamed == true { return true }
        guard let year = plan.transferYear else { return false }
        return reviews.contains { review in
            guard review.namesTransfer, let told = review.finalTold else { return false }
            return told.year >= Int(year) - 1
        }
    }

    /// The first day on which the setting after the transfer stood in the plan, of a file in which it is named: that of
    /// the final plan which names it, or of the report that says so.
    public var transferNamedOn: Day? {
        var days: [Day] = []
        if let year = plan?.transferYear {
            days = reviews.compactMap { review in
                guard review.namesTransfer, let told = review.finalTold, told.year >= Int(year) - 1 else { return nil }
                return told
            }
        }
        if plan?.transferNamed == true, let key = plans.last?.key,
            let report = submissions.first(where: { $0.key == key })
        {
            days.append(report.happened)
        }
        return days.min()
    }
}

/// Which submissions of a review were refused. Mostly there is one to ask for; of many, each is looked up and not sought.
private struct Refused {
    /// How many are sought before all are noted.
    private static let few = 4

    let said: [ConclusionID]
    let review: UInt8
    private var asked = 0
    private var all: Set<ConclusionID> = []

    init(said: [ConclusionID], review: UInt8) {
        self.said = said
        self.review = review
    }

    mutating func contains(_ subject: Subject, _ fact: Fact) -> Bool {
        let id = ConclusionID(subject, review: review, fact: fact)
        asked += 1
        if asked <= Refused.few { return said.contains(id) }
        if asked == Refused.few + 1 {
            all = Set(said.lazy.filter { $0.subject == .decisionRefused || $0.subject == .finalRefused })
        }
        return all.contains(id)
    }
}
