/// A day on which something is due, with the rule that says so and the day it was counted from.
public struct Deadline: Hashable, Sendable {
    /// Another day that a serious source would give, and in what words.
    public struct OtherReading: Hashable, Sendable {
        /// The other day.
        public let day: Day
        /// Why someone would count so, as the end of a sentence.
        public let words: String
    }

    /// The rule that sets it.
    public let rule: RuleID
    /// The last day in time.
    public let due: Day
    /// The other day that the sources give, where they disagree.
    public let otherReading: OtherReading?
    /// The day from which it was counted.
    public let from: Day

    /// That rule's day, counted from that day.
    public init(rule: RuleID, due: Day, from: Day, otherReading: OtherReading? = nil) {
        self.rule = rule
        self.due = due
        self.from = from
        self.otherReading = otherReading
    }

    /// One sentence that says what is due when and why: "decision due 29 Nov 2024: four weeks after the meeting on 1 Nov
    /// 2024 (SEND Regulations 2014, reg 20(10))".
    public var why: String {
        let rule = Statute.rule(rule)
        return "\(rule.what) \(verb(rule)) \(due.short): \(reason(rule)) (\(rule.source))"
    }

    private func verb(_ rule: Rule) -> String {
        switch rule.id {
        case .amd2: "open until"
        case .cyc4, .ph4: "no later than"
        default: "due"
        }
    }

    private func reason(_ rule: Rule) -> String {
        let point = "\(rule.trigger.words) on \(from.short)"
        let beginning = "\(from.short), the day on which \(rule.trigger.words)"
        return switch rule.counting {
        case .weeksAfter(let weeks): "\(Deadline.count(weeks, "week")) after \(point)"
        case .weeksBefore(let weeks): "\(Deadline.count(weeks, "week")) before \(point)"
        case .daysBeginning(let days): "\(Deadline.count(days, "day")) beginning with \(beginning)"
        case .monthsAfter(let months): "\(Deadline.count(months, "month")) after \(point)"
        case .periodStarting(let months): "\(Deadline.count(months, "month")) starting with \(beginning)"
        case .monthsBefore(let months): "\(Deadline.count(months, "month")) before \(point)"
        case .before(let month, let day):
            "before \(day) \(Day.monthNames[month - 1]) of the year of the transfer"
        case .with: "part of the decision, \(Deadline.count(Statute.Limit.decisionWeeks, "week")) after \(point)"
        case .earlierOf where rule.id == .amd6:
            "\(Deadline.count(Statute.Limit.finalWeeksAfterNotice, "week")) after \(point)"
        case .earlierOf: "\(Deadline.count(Statute.Limit.finalWeeksAfterMeeting, "week")) after \(point)"
        case .none where rule.id == .ph4:
            "\(Deadline.count(Statute.Limit.finalWeeksAfterMeeting, "week")) before the plan is due on \(from.short)"
        case .none where rule.id == .cyc8: "the interval that the plan names, starting with \(beginning)"
        // No law sets these: the days are the council's own.
        case .none where [.cyc10, .pol1].contains(rule.id):
            "\(Deadline.count(due - from, "day")) after \(point), the council's own limit"
        case .none: point
        }
    }

    /// "four weeks", "one month", "15 days": numbers to twelve in words, as letters write them.
    public static func count(_ number: Int, _ unit: String) -> String {
        let words = [
            "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        ]
        let written = words.indices.contains(number) ? words[number] : String(number)
        return "\(written) \(unit)\(number == 1 ? "" : "s")"
    }
}

/// The dates of one review that are known; what is unknown is nil and gives no deadline.
public struct ReviewDates: Hashable, Sendable {
    /// When the plan was first made.
    public var planMade: Day?
    /// When the decision that ended the last review was sent.
    public var lastReviewed: Day?
    /// The day of the review meeting.
    public var meeting: Day?
    /// When the decision of this review was sent.
    public var decisionSent: Day?
    /// What was decided.
    public var outcome: ReviewOutcome?
    /// When the amendment notice was sent.
    public var noticeSent: Day?
    /// When the amendment notice was served.
    public var noticeServed: Day?
    /// The transfer between phases that the child faces.
    public var transfer: Transfer?

    /// The dates of a review of which those are known.
    public init(
        planMade: Day? = nil, lastReviewed: Day? = nil, meeting: Day? = nil, decisionSent: Day? = nil,
        outcome: ReviewOutcome? = nil, noticeSent: Day? = nil, noticeServed: Day? = nil, transfer: Transfer? = nil
    ) {
        self.planMade = planMade
        self.lastReviewed = lastReviewed
        self.meeting = meeting
        self.decisionSent = decisionSent
        self.outcome = outcome
        self.noticeSent = noticeSent
        self.noticeServed = noticeServed
        self.transfer = transfer
    }
}

extension Statute {
    /// Every deadline that follows from the known dates, each with its reason, in the order of the days.
    public static func deadlines(for dates: ReviewDates) -> [Deadline] {
        var all = cycle(dates)
        if let meeting = dates.meeting { all += aroundMeeting(meeting, dates) }
        if let served = dates.noticeServed {
            all.append(Deadline(rule: .amd2, due: representationsUntil(served: served), from: served))
        }
        if let final = finalPlan(dates) { all.append(final) }
        if let transfer = dates.transfer { all += before(transfer) }
        return all.sorted { ($0.due, $0.rule.rawValue) < ($1.due, $1.rule.rawValue) }
    }

    private static func cycle(_ dates: ReviewDates) -> [Deadline] {
        guard let from = dates.lastReviewed ?? dates.planMade,
            let due = reviewDue(made: dates.planMade, lastReviewed: dates.lastReviewed)
        else { return [] }
        let sameDate = from.monthsAfter(Limit.cycleMonths)
        let other = Deadline.OtherReading(
            day: sameDate, words: "twelve months counted to the same date of the next year, as IPSEA does")
        return [
            Deadline(
                rule: dates.lastReviewed == nil ? .cyc1 : .cyc2, due: due, from: from,
                otherReading: sameDate == due ? nil : other),
            Deadline(rule: .cyc4, due: latestMeeting(reviewDue: due), from: due),
        ]
    }

    private static func aroundMeeting(_ meeting: Day, _ dates: ReviewDates) -> [Deadline] {
        let notice = noticeBy(meeting: meeting)
        let clear = Deadline.OtherReading(day: notice.clear, words: "two clear weeks, counting neither end")
        let decision = decisionBy(meeting: meeting)
        var all = [
            Deadline(rule: .mtg3, due: notice.last, from: meeting, otherReading: clear),
            Deadline(rule: .mtg4, due: notice.last, from: meeting, otherReading: clear),
            Deadline(rule: .rep1, due: reportBy(meeting: meeting), from: meeting),
            Deadline(rule: .dec1, due: decision, from: meeting),
        ]
        switch dates.outcome {
        case .maintain, .cease: all.append(Deadline(rule: .dec2, due: decision, from: meeting))
        case .amend: all.append(Deadline(rule: .amd1, due: decision, from: meeting))
        case nil: break
        }
        return all
    }

    private static func finalPlan(_ dates: ReviewDates) -> Deadline? {
        let fromNotice = dates.noticeSent?.weeksAfter(Limit.finalWeeksAfterNotice)
        let fromMeeting = dates.meeting?.weeksAfter(Limit.finalWeeksAfterMeeting)
        switch (dates.noticeSent, fromNotice, dates.meeting, fromMeeting) {
        case (let notice?, let eight?, let meeting?, let twelve?):
            if eight == twelve { return Deadline(rule: .amd3, due: eight, from: notice) }
            if eight < twelve {
                let other = Deadline.OtherReading(day: twelve, words: "twelve weeks after the meeting (Devon)")
                return Deadline(rule: .amd6, due: eight, from: notice, otherReading: other)
            }
            let other = Deadline.OtherReading(day: eight, words: "eight weeks after the amendment notice (reg 22(3))")
            return Deadline(rule: .amd7, due: twelve, from: meeting, otherReading: other)
        case (let notice?, let eight?, nil, nil):
            return Deadline(rule: .amd3, due: eight, from: notice)
        case (nil, nil, let meeting?, let twelve?) where dates.outcome == .amend:
            return Deadline(rule: .amd5, due: twelve, from: meeting)
        default: return nil
        }
    }

    private static func before(_ transfer: Transfer) -> [Deadline] {
        guard let due = transferPlanBy(transfer.phase, year: transfer.year),
            let meeting = latestMeeting(transfer.phase, year: transfer.year), let january = Day(transfer.year, 1, 1)
        else { return [] }
        let other = Deadline.OtherReading(
            day: due + 1, words: "by that day, as most guides say, where the law says before")
        return [
            Deadline(rule: transfer.phase.rule, due: due, from: january, otherReading: other),
            Deadline(rule: .ph4, due: meeting, from: due),
        ]
    }
}
