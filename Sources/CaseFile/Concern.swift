public import Contracts
public import Statute

/// Something about a review that a coordinator should see before a letter leaves. It stops nothing: a manager may pass
/// it with an explanation, which is kept.
public struct Concern: Hashable, Sendable {
    /// What it is, as a sentence.
    public let what: String
    /// Whether the law, guidance or the council's own policy is behind it; never one called the other.
    public let standing: Standing
    /// The rule, as the project's papers cite it: `MTG-4`, or `reg 19`.
    public let rule: String

    /// A concern with a rule outside the table.
    public init(_ what: String, _ standing: Standing, rule: String) {
        self.what = what
        self.standing = standing
        self.rule = rule
    }

    /// A concern under a rule of the table, which says its standing.
    public init(_ what: String, _ rule: RuleID) {
        self.init(what, Statute.rule(rule).standing, rule: rule.rawValue)
    }
}

extension CaseFile {
    /// What a coordinator should see of a review on that day. Deadlines are not among them: `Statute` answers those.
    public func concerns(about review: Review, on day: Day) -> [Concern] {
        approachConcerns(review) + meetingConcerns(review, on: day) + decisionConcerns(review)
            + finalConcerns(review)
    }

    /// What somebody should see of the case on that day: what is unknown, what the law brings about by itself and nobody wrote
    /// down, and reports that count nowhere.
    public func concerns(on day: Day) -> [Concern] {
        var all = concerns
        all += rightsConcerns(on: day)
        if let transfer = unwrittenTransfer(on: day) {
            all.append(
                Concern(
                    "The child is in \(transfer.after), from which a transfer follows in \(transfer.transfer.year), and none is "
                        + "recorded: record which it is, or that there is none.", transfer.transfer.phase.rule))
        } else if let transfer = possibleTransfer(on: day) {
            all.append(
                Concern(
                    "The child is in \(transfer.after): where its school ends with it, a transfer follows in "
                        + "\(transfer.transfer.year), and none is recorded.", transfer.transfer.phase.rule))
        }
        return all
    }

    /// What somebody should see of the case as a whole, whatever day it is: what is unknown, and reports that count nowhere.
    public var concerns: [Concern] {
        guard let plan else { return [Concern("Nothing is recorded of the plan.", .cyc1)] }
        var all: [Concern] = []
        if let end, end.reason == .died {
            let waiting = messages.count { $0.stage != .sent && !mayLeave($0.id) }
            all.append(
                Concern(
                    "The child's death is recorded, on \(end.day.short). Nothing is sent to the family or to others any more"
                        + (waiting > 0 ? ", and \(waiting) that waited will not leave" : "")
                        + ". Look whether anything left since; if it was recorded by mistake, somebody else than "
                        + "whoever recorded it withdraws the report.",
                    .policy, rule: "the council's own"))
        }
        for letter in letters {
            for copy in letter.waiting where copy.document == nil {
                all.append(
                    Concern(
                        "A letter to contact \(copy.contact) of review \(letter.id.review) could not be written: "
                            + "\((copy.lacks ?? .document).words).", .dec1))
            }
        }
        if lastReviewed == nil, planMade == nil {
            all.append(
                Concern(
                    "Neither the day the plan was made nor that of its last review is recorded, so nobody can say when "
                        + "the next must be complete.", .cyc1))
        }
        if plan.coordinator == nil {
            all.append(Concern("No coordinator holds the case.", .policy, rule: "the council's own"))
        }
        if rightsHolders.isEmpty {
            switch rightsBasis {
            case .asRecorded:
                all.append(
                    Concern(
                        "Nobody is recorded as holding the rights, so no letter can be addressed: record who does.",
                        .law, rule: "CFA 2014 s.83"))
            case .byAge:
                all.append(
                    Concern(
                        "The rights passed to the young person, of whom no contact is recorded, so no letter can be "
                            + "addressed: record the young person, or the assessment that they lack the capacity.",
                        .age1))
            case .withoutCapacity:
                all.append(
                    Concern(
                        "The young person lacks the capacity, and neither a representative nor a parent is recorded as "
                            + "holding the rights, so no letter can be addressed: record who does.", .law,
                        rule: "regs 63 to 65"))
            }
        }
        for contact in rightsHolders where !contact.mayBeWrittenTo {
            all.append(
                Concern(
                    "Contact \(contact.number) holds the rights and is not told, by decision.", .policy,
                    rule: "the safeguarding lead's"))
        }
        if submissions.contains(where: { $0.kind == .contactRecorded && $0.stands && $0.contact?.number == 0 }) {
            all.append(
                Concern("A contact is recorded without a number, and counts for nothing.", .policy, rule: "the record"))
        }
        if plan.transfer != nil, plan.transferYear == nil {
            all.append(Concern("The year of the transfer is not recorded, and its last day cannot be said.", .ph1))
        }
        for request in earlyRequests where request.answer == nil {
            all.append(
                Concern("A review was asked for on \(request.asked.short), and no answer is recorded.", .cyc10))
        }
        if submissions.count >= CaseFile.mostReports {
            all.append(
                Concern(
                    "The file holds \(CaseFile.mostReports) reports, and takes no more: find out who writes them.",
                    .policy,
                    rule: "the record"))
        }
        let known = reviewCount
        if let stray = submissions.first(where: { $0.stands && $0.review > known }) {
            all.append(
                Concern(
                    "A report recorded on \(stray.recorded.short) names review \(stray.review), which is not open.",
                    .policy, rule: "the record"))
        }
        return all
    }

    /// What somebody should see of who holds the rights on that day.
    private func rightsConcerns(on day: Day) -> [Concern] {
        var all: [Concern] = []
        if let end = rightsUnconfirmed(on: day) {
            all.append(
                Concern(
                    "Compulsory school age ended on \(end.short): since then the rights are the young person's, unless they "
                        + "lack the capacity, and the record has them as before. Record who holds them.", .age1))
        }
        if let plan, plan.born == nil, ended == nil, let year = yearGroup(on: day),
            year >= CaseFile.lastOfCompulsoryAge,
            !rightsHolders.contains(where: { $0.relation == .youngPerson })
        {
            all.append(
                Concern(
                    "The child is in \(year), and the month of birth is not recorded, so nobody can say when the rights are "
                        + "the young person's: record it.", .age1))
        }
        for decision in CapacityDecision.allCases {
            guard let assessment = assessment(of: decision), assessment.lacks, assessment.againBy < day else {
                continue
            }
            all.append(
                Concern(
                    "The young person's capacity for \(decision.words) was assessed on \(assessment.assessed.short), and was "
                        + "to be assessed again by \(assessment.againBy.short): record the new assessment.", .law,
                    rule: "CFA 2014 s.80"))
        }
        return all
    }

    /// The year group in which most children's compulsory school age ends.
    private static let lastOfCompulsoryAge = YearGroup(11)

    private func approachConcerns(_ review: Review) -> [Concern] {
        guard let disagreed = review.disagreed, !review.unanswered.isEmpty else { return [] }
        let who = review.unanswered.map { $0.rawValue.split(separator: "-").joined(separator: " ") }
        return [
            Concern(
                "Of those who chose the kind of review on \(disagreed.short) some did not agree and have no answer in "
                    + "writing: \(who.joined(separator: ", ")).", .pol1)
        ]
    }

    private func meetingConcerns(_ review: Review, on day: Day) -> [Concern] {
        var all: [Concern] = []
        if let held = review.held, let other = review.heldOtherwise {
            all.append(
                Concern(
                    "Two days are reported for the meeting, \(held.short) and \(other.short); the first counts until "
                        + "one is corrected or withdrawn.", .dec1))
        }
        for (meeting, what) in [(review.held, "held"), (review.held == nil ? review.arranged : nil, "arranged")] {
            guard let meeting, let remark = BankHolidays.byRuleOnly.remark(on: meeting) else { continue }
            all.append(
                Concern(
                    "The meeting is recorded as \(what) \(what == "held" ? "on" : "for") \(meeting.short), which is \(remark): "
                        + "look whether the day is right.", .policy, rule: "the record"))
        }
        if let arranged = review.arranged {
            let notice = Statute.noticeBy(meeting: arranged)
            if review.held == nil, review.told == nil, arranged < day {
                all.append(
                    Concern(
                        "The meeting was arranged for \(arranged.short), and no meeting is recorded. If it was held, "
                            + "the decision is due \(Statute.decisionBy(meeting: arranged).short).", .dec1))
            }
            if let on = review.arrangedOn, on > notice.last {
                all.append(
                    Concern("The meeting was arranged on \(on.short), less than two weeks before it.", .mtg3))
            }
        }
        if let meeting = review.held ?? review.arranged, Statute.adviceBy(meeting: meeting).last < day {
            let by = Statute.adviceBy(meeting: meeting).last
            if let advice = review.advice {
                if advice > by {
                    all.append(Concern("Advice was sent round on \(advice.short), after \(by.short).", .mtg4))
                }
            } else {
                all.append(Concern("No advice is recorded as sent round; it was due \(by.short).", .mtg4))
            }
        }
        if review.held != nil {
            if !review.views {
                all.append(Concern("The family's views are not recorded.", .law, rule: "reg 19"))
            }
            if review.meetingReport == nil, review.submission != nil || review.told != nil {
                all.append(Concern("No report of the meeting is recorded.", .rep1))
            }
        } else if review.submission != nil || review.told != nil || review.undated != nil {
            all.append(
                Concern(
                    "No meeting of this review is recorded. Without one there is no review, and the twelve months run on: "
                        + "record its day, or hold it.", .mtg1))
        }
        return all
    }

    private func decisionConcerns(_ review: Review) -> [Concern] {
        var all: [Concern] = []
        if review.submittedOtherwise {
            all.append(
                Concern(
                    "Decisions with different outcomes are submitted; the first counts until one is withdrawn.", .dec1))
        }
        if let told = review.told, let held = review.held, told < held {
            all.append(
                Concern(
                    "The decision is recorded as sent on \(told.short), before the meeting on \(held.short).", .dec1))
        }
        if review.kind == .progress, review.recommends == .amend,
            (review.outcome ?? review.submission?.outcome) == .maintain
        {
            all.append(
                Concern(
                    "The report recommends to amend, and the decision keeps the plan as it is. A change of section E or F "
                        + "is an amendment: short-term outcomes outside the plan do not take its place.", .amd1))
        }
        if review.told == nil, review.undated != nil {
            all.append(
                Concern(
                    "A decision is known, and the day on which its letter was sent is not: until it is recorded the review is "
                        + "not complete.", .dec1))
        }
        if let told = review.told {
            switch review.outcome {
            case nil: all.append(Concern("The outcome of the decision of \(told.short) is not recorded.", .dec1))
            case .amend where review.noticeSent == nil:
                all.append(Concern("No amendment notice is recorded with the decision to amend.", .amd1))
            default: break
            }
        }
        if review.outcome == .amend, review.told != nil, review.finalTold == nil {
            let unreached = noticeUnserved(of: review).map { "contact \($0)" }
            if !unreached.isEmpty {
                all.append(
                    Concern(
                        "The amendment notice did not reach \(unreached.joined(separator: ", ")), and nothing was sent again "
                            + "since: for them the fifteen days have not begun. Find out how to reach them, and have it sent "
                            + "again.", .amd2))
            }
        }
        if review.isMade, !review.isLetterWritten {
            all.append(
                Concern("The decision is made, and its letter is not written yet.", .dec1))
        }
        if review.isLetterWritten, review.told == nil, !waits(.decisionLetter, review) {
            all.append(
                Concern(
                    "The decision's letter was written, and none of those to whom it is addressed may be told any more: "
                        + "submit the decision again for those who may.", .dec1))
        }
        for case .decision(let key, let decision) in pending where key == review.submission?.key {
            if decision.outcome == .cease, decision.ceases == nil {
                all.append(
                    Concern("The day from which the plan is to cease is not named.", .guidance, rule: "CEASE-10"))
            }
            if decision.passedBy != nil, decision.explanation == nil {
                all.append(
                    Concern("A manager passed the decision without an explanation.", .policy, rule: "the council's own")
                )
            }
        }
        return all
    }

    private func finalConcerns(_ review: Review) -> [Concern] {
        var all: [Concern] = []
        if review.isFinalMade, !review.isFinalLetterWritten {
            all.append(Concern("The amendment is finished, and its letter is not written yet.", .amd3))
        }
        if review.isFinalLetterWritten, review.finalTold == nil, !waits(.finalLetter, review) {
            all.append(
                Concern(
                    "The final letter was written, and none of those to whom it is addressed may be told any more: "
                        + "submit the final plan again for those who may.", .amd3))
        }
        if review.finalSubmission != nil, !review.isFinalMade, review.finalTold != nil {
            all.append(
                Concern(
                    "A final plan is submitted for an amendment that is recorded as finished; it is not answered.",
                    .amd3))
        }
        if review.finalTold != nil, review.outcome != .amend, review.undated?.outcome != .amend {
            all.append(Concern("A final plan is recorded, and no decision to amend.", .amd1))
        }
        if let final = review.finalTold, let end = finalTooSoon(review) {
            all.append(
                Concern(
                    "The final plan was sent on \(final.short), before the family's fifteen days had ended on \(end.short), and no "
                        + "answer of theirs is recorded.", .amd2))
        }
        return all
    }

    /// The last of the days that the family had for its answer to the amendment notice, when the final plan was sent before it
    /// ended and no answer is recorded (AMD-2, reg 22(2)(c)).
    public func finalTooSoon(_ review: Review, holidays: BankHolidays = .byRuleOnly) -> Day? {
        guard let final = review.finalTold, review.finalOutcome != .notAmended,
            let notice = review.noticeSent ?? review.undated?.notice
        else { return nil }
        let end = Statute.representationsUntil(served: noticeServed(in: review, holidays: holidays) ?? notice)
        let isAnswered = submissions.contains {
            $0.kind == .representationsReceived && $0.review == review.number && $0.stands && $0.happened <= final
        }
        return final <= end && final >= notice && !isAnswered ? end : nil
    }

    /// Whether a copy of such a letter of that review has not left.
    private func waits(_ letter: Subject, _ review: Review) -> Bool {
        letters.contains { $0.id.subject == letter && $0.id.review == review.number }
    }
}

extension CapacityDecision {
    /// The decision, in words.
    public var words: String {
        switch self {
        case .annualReview: "the decisions of a review"
        case .personalBudget: "a personal budget"
        case .other: "another decision"
        }
    }
}
