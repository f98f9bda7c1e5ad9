/// How the people of a rehearsal behave. These shares are what is put in, never what is found.
package struct Habits: Sendable {
    /// Of expected reviews, those without a meeting in the year.
    var noMeeting: Double
    /// Of meetings due a decision, those told within four weeks.
    var toldInTime: Double
    /// Of meetings due a decision, those told later, but before the rehearsal ends.
    var toldLate: Double
    /// Whether nobody is told any more whose four weeks were over when the rehearsal began.
    var forgetsBacklog = true
    /// How many days after the meeting those are told who are told in time.
    var days = 5...27
    /// Of families who were sent an amendment notice, those whose final plan follows in time, and those to whom it never
    /// comes. For neither is there a published figure of a council; the rest get it late.
    var finalInTime = 0.55
    var noFinal = 0.15
    /// Of all families, those who ask for a review before it is due; of those requests, those that are answered at all.
    /// There is no published figure for either.
    var asksEarly = 0.01
    var answersEarly = 0.85

    /// Bromley in the DfE's figures for 2024: of 3,681 reviews expected 448 had no meeting; of 3,140 decisions due
    /// (3,233 meetings, 93 not due) 237 were recorded within four weeks and 1,338 later.
    static let bromley2024 = Habits(noMeeting: 448 / 3681, toldInTime: 237 / 3140, toldLate: 1338 / 3140)

    /// England in the DfE's figures for 2024: of 524,654 reviews expected 70,893 had no meeting; of 437,994 decisions due
    /// (453,761 meetings, 15,767 not due) 154,924 were recorded within four weeks and 193,835 later.
    static let england2024 = Habits(
        noMeeting: 70_893 / 524_654, toldInTime: 154_924 / 437_994, toldLate: 193_835 / 437_994)

    /// The same council with coordinators who decide promptly.
    package func prompt() -> Habits {
        Habits(
            noMeeting: noMeeting, toldInTime: 1, toldLate: 0, forgetsBacklog: false, days: 5...25, finalInTime: 1,
            noFinal: 0)
    }

    /// The habits of a council's people in 2024; of a council that is not known here, England's.
    package static func asIn2024(council: String) -> Habits { council == "bromley" ? .bromley2024 : .england2024 }

    /// England's outcomes of 2024: 219,538 amend, 4,087 cease, 135,264 maintain. Bromley's own row has 2,934 of 3,233
    /// without one.
    static let amend = 219_538.0 / 358_889
    static let cease = 4_087.0 / 358_889
}
