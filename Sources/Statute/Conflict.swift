/// A point on which the sources disagree: what the table takes, and what others take.
public struct Conflict: Hashable, Sendable {
    /// Its number in the list.
    public let number: Int
    /// What is in dispute, and what is taken by default.
    public let words: String
    /// The rules that it touches.
    public let rules: [RuleID]
}

extension Statute {
    /// The points on which the sources disagree. The days of those who count otherwise come from the rules' `readings`
    /// of that number; a deadline shows them beside its own unless they are simply wrong.
    public static let conflicts = [
        Conflict(
            number: 1,
            words: "whether twelve months starting with a day end on the day before its anniversary (s.44(1)) or on it "
                + "(IPSEA): due on the day before; a breach for certain only after the anniversary",
            rules: [.cyc1, .cyc2]),
        Conflict(
            number: 2, words: "whether “before” 15 February or 31 March means by that day: the day before",
            rules: [.ph1, .ph2, .ph4]),
        Conflict(
            number: 3,
            words:
                "whether a plan was last reviewed when the decision was sent, at the meeting, or when the final plan was "
                + "sent: the decision",
            rules: [.cyc2]),
        Conflict(
            number: 4, words: "whether the certificate gives one month or thirty days: one month", rules: [.app2]),
        Conflict(
            number: 5, words: "whether the report is due in two weeks or ten working days: two weeks", rules: [.rep1]),
        Conflict(
            number: 6,
            words:
                "whether the amendment notice has no limit, or four weeks from the decision letter, as before Devon: "
                + "four weeks from the meeting", rules: [.amd1]),
        Conflict(
            number: 7,
            words:
                "whether the final plan is due eight weeks from the notice, twelve from the meeting, or eight in all: "
                + "the earlier of the first two", rules: [.amd5, .amd6, .amd7]),
        Conflict(
            number: 8, words: "whether the family has eight weeks or two months to appeal: two months", rules: [.app1]),
        Conflict(
            number: 9,
            words: "whether the meeting before a transfer may be as late as the second week of January: not when the "
                + "whole four and eight weeks are used", rules: [.ph4]),
        Conflict(
            number: 10,
            words: "whether two weeks' notice are clear weeks: a breach after two weeks, a warning from two clear ones",
            rules: [.mtg3, .mtg4]),
        Conflict(
            number: 11, words: "whether the council's limits run in working days: in calendar weeks", rules: [.dec1]),
    ]
}
