extension Rule {
    /// How it counts and from what, in words: "four weeks after the meeting"; from a day that is given, "four weeks after
    /// the meeting on 1 Nov 2024".
    public func counted(from day: Day? = nil) -> String { counting.words(from: trigger, on: day) }
}

extension Counting {
    /// This counting from that trigger, in words; with the trigger's day, if it is given.
    public func words(from trigger: Trigger, on day: Day? = nil) -> String {
        func count(_ number: Int, _ unit: String) -> String { Deadline.count(number, unit) }
        let point = day.map { "\(trigger.words) on \($0.short)" } ?? trigger.words
        let beginning = day.map { "\($0.short), \(trigger.dayWords)" } ?? trigger.dayWords
        func tribunal(_ period: String) -> String {
            "\(period) after \(point), counting no day of August and none from 25 December to 1 January"
        }
        // Another rule's words, with the day where it is the one from which this counts.
        func words(of id: RuleID) -> String {
            let rule = Statute.rule(id)
            return rule.counted(from: rule.trigger == trigger ? day : nil)
        }
        return switch self {
        case .weeksAfter(let weeks): "\(count(weeks, "week")) after \(point)"
        case .weeksBefore(let weeks): "\(count(weeks, "week")) before \(point)"
        case .clearWeeksBefore(let weeks): "\(count(weeks, "clear week")) before \(point)"
        case .daysAfter(let days): "\(count(days, "day")) after \(point)"
        case .daysBeginning(let days): "\(count(days, "day")) beginning with \(beginning)"
        case .workingDaysAfter(let days): "\(count(days, "working day")) after \(point)"
        case .workingDaysBeginning(let days): "\(count(days, "working day")) beginning with \(beginning)"
        case .monthsAfter(let months): "\(count(months, "month")) after \(point)"
        case .periodStarting(let months): "\(count(months, "month")) starting with \(beginning)"
        case .planInterval: "the interval that the plan names, starting with \(beginning)"
        case .monthsBefore(let months): "\(count(months, "month")) before \(point)"
        case .before(let month, let day): "before \(day) \(Day.monthNames[month - 1]) of the year of the transfer"
        case .by(let month, let day): "by \(day) \(Day.monthNames[month - 1]) of the year of the transfer"
        case .sameDay: "on \(beginning)"
        case .next(let month, let day): "the first \(day) \(Day.monthNames[month - 1]) not before \(point)"
        case .dayBefore: "the day before \(point)"
        case .tribunalDays(let days): tribunal(count(days, "day"))
        case .tribunalWorkingDays(let days): tribunal(count(days, "working day"))
        case .reviewDueOrPeriodStarting(let months):
            "the later of the end of the year and \(count(months, "month")) starting with \(beginning)"
        case .with(let other) where day == nil: "with the \(Statute.rule(other).what) (\(other.rawValue))"
        case .with(let other): "as the \(Statute.rule(other).what) (\(other.rawValue)), \(words(of: other))"
        // Which of the two binds is the one that counts from this trigger.
        case .earlierOf(let first, let second) where day != nil:
            words(of: Statute.rule(first).trigger == trigger ? first : second)
        case .earlierOf(let first, let second):
            "the earlier of \(words(of: first)) (\(first.rawValue)) and \(words(of: second)) (\(second.rawValue))"
        case .appealLaterOf(let sent, let certificate):
            "the later of \(words(of: sent)) (\(sent.rawValue)) and \(words(of: certificate)) "
                + "(\(certificate.rawValue)), moved out of August and 25 December to 1 January, and on to a working day"
        case .none: "no day of its own"
        }
    }
}

extension Trigger {
    /// "The day of the move", but "the day on which the notice was served".
    fileprivate var dayWords: String {
        switch self {
        case .meeting, .lastMeeting, .lastSitting, .decision, .transfer, .laterTransfer, .moved, .released,
            .twentyFifthBirthday, .twentySixthBirthday:
            "the day of \(words)"
        default: "the day on which \(words)"
        }
    }
}
