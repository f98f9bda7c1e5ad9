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
    /// The last day in time; of representations and of rights, the last day that they are there.
    public let due: Day
    /// The day from which it was counted.
    public let from: Day
    /// The other days that the sources give, where they disagree; `due` is the default.
    public let otherReadings: [OtherReading]
    /// Whether working days decide it and it, or a day on the way to it, lies in a year whose bank holidays are not
    /// announced.
    public let isProvisional: Bool

    /// That rule's day, counted from that day.
    public init(
        rule: RuleID, due: Day, from: Day, otherReadings: [OtherReading] = [], isProvisional: Bool = false
    ) {
        self.rule = rule
        self.due = due
        self.from = from
        self.otherReadings = otherReadings
        self.isProvisional = isProvisional
    }

    /// The first of the other readings.
    public var otherReading: OtherReading? { otherReadings.first }

    /// Whether it has passed on that day: the day itself is still in time.
    @inlinable
    public func isMissed(on day: Day) -> Bool { day > due }

    /// One sentence that says what is due when and why: "decision due 29 Nov 2024: four weeks after the meeting on 1 Nov
    /// 2024 (SEND Regulations 2014, reg 20(10))". It says as well what is guidance only, what nobody has read in the law
    /// itself, and what is provisional.
    public var why: String {
        let rule = Statute.rule(rule)
        var text = "\(rule.what) \(rule.verb.rawValue) \(due.short): \(reason(rule)) (\(rule.citation))"
        if isProvisional { text += "; provisional, because bank holidays on the way are not announced yet" }
        return text
    }

    private func reason(_ rule: Rule) -> String {
        guard rule.counting == .none else { return rule.counted(from: from) }
        let point = "\(rule.trigger.words) on \(from.short)"
        // No law sets these: the days are the council's own.
        guard [.cyc10, .pol1].contains(rule.id) else { return point }
        return "\(Deadline.count(due - from, "day")) after \(point), the council's own limit"
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

/// Something owed that has no day of its own, with the rule that says so.
public struct Duty: Hashable, Sendable {
    /// The rule.
    public let rule: RuleID
    /// The day of what brings it.
    public let from: Day

    /// One sentence: what is owed, what brings it, and where that is written.
    public var why: String {
        let rule = Statute.rule(rule)
        return "\(rule.what): \(rule.trigger.words) on \(from.short) (\(rule.citation))"
    }
}

extension Rule {
    /// The source, with what a reader must know of it: that it is guidance, or that nobody has read the text itself.
    var citation: String {
        var text = source
        if standing == .guidance { text += "; guidance" }
        if provenance == .knowledge { text += "; \(Provenance.doubt)" }
        return text
    }
}
