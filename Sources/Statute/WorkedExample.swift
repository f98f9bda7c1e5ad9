/// One worked case of a rule, for people: what is known, and what the law makes of it. The tests reckon every one of them.
public struct WorkedExample: Hashable, Sendable {
    /// The rule.
    public let rule: RuleID
    /// What is known, as words and days: `meeting 2024-11-01 outcome amend`.
    public let facts: String
    /// What follows: a day, `or` those of other readings; `duty`, a duty without a day; `none`, nothing.
    public let result: String
    /// What it shows.
    public let why: String

    /// The example that a line of `text` writes; nil for a comment.
    init?(_ line: Substring) {
        let parts = line.split(separator: "|").map { $0.split(separator: " ").joined(separator: " ") }
        guard parts.count >= 3, let rule = RuleID(rawValue: parts[0]) else { return nil }
        self.rule = rule
        facts = parts[1]
        result = parts[2]
        why = parts.count > 3 ? parts[3] : ""
    }

    /// The examples of that rule.
    public static func all(of rule: RuleID) -> [WorkedExample] {
        text.split(separator: "\n").compactMap { WorkedExample($0) }.filter { $0.rule == rule }
    }

    /// All of them, a line each: `RULE | facts | result | why`.
    static let text = """
        # The cycle: twelve months starting with the day.
        CYC-1 | plan-made 2024-02-29 | 2025-02-28 | leap day
        CYC-1 | plan-made 2023-03-01 | 2024-02-29 or 2024-03-01 | into a leap year
        CYC-1 | plan-made 2024-03-01 | 2025-02-28 or 2025-03-01 | after a leap year
        CYC-1 | plan-made 2023-02-28 | 2024-02-27 or 2024-02-28 | 28 February before a leap year
        CYC-1 | plan-made 2024-01-01 | 2024-12-31 or 2025-01-01 | Surrey: 1 January to 31 December
        CYC-1 | plan-made 2020-05-04 last-reviewed 2023-11-25 | none | the making no longer counts
        CYC-1 | plan-made 2024-01-01 detained 2024-03-01 | none | the year does not run in custody
        CYC-1 | plan-made 2024-01-01 detained 2024-03-01 released 2024-05-01 | 2024-12-31 or 2025-01-01 | after release
        CYC-1 | plan-made 2014-09-01 detained 2014-10-01 as-at 2015-03-31 | 2015-08-31 or 2015-09-01 | before the custody rules
        CYC-1 | plan-made 2025-06-10 moved-in 2026-05-01 | 2026-06-09 or 2026-06-10 or 2026-07-31 | the new council has longer
        CYC-2 | last-reviewed 2023-11-25 | 2024-11-24 or 2024-11-25 | IPSEA: 25 November to 25 November
        CYC-2 | last-reviewed 2024-02-29 | 2025-02-28 | leap day
        CYC-2 | last-reviewed 2023-03-01 | 2024-02-29 or 2024-03-01 | into a leap year
        CYC-2 | last-reviewed 2023-11-25 last-meeting 2023-10-30 | 2024-11-24 or 2024-11-25 or 2024-10-29 | by the meeting
        CYC-2 | last-reviewed 2023-11-25 last-final 2024-01-15 | 2024-11-24 or 2024-11-25 or 2025-01-14 | by the final plan
        CYC-2 | last-reviewed 2023-11-25 last-meeting 2023-10-30 last-final 2024-01-15 | 2024-11-24 or 2024-11-25 or 2024-10-29 or 2025-01-14 | by each
        CYC-2 | last-reviewed 2023-11-25 detained 2024-01-10 | none | the year does not run in custody
        CYC-2 | plan-made 2023-11-25 | none | never reviewed
        CYC-3 | last-reviewed 2023-11-25 | 2024-11-24 | the decision, not the meeting
        CYC-4 | last-reviewed 2023-11-25 | 2024-10-27 | four weeks for the decision
        CYC-4 | plan-made 2024-02-29 | 2025-01-31 | four weeks before the last of February
        CYC-4 | plan-made 2025-06-10 moved-in 2026-05-01 | 2026-07-03 | four weeks before the new council's day
        CYC-5 | last-reviewed 2023-11-25 | duty | nothing but a review restarts the year
        CYC-6 | appeal-sent 2026-01-10 | duty | an appeal does not suspend the year
        CYC-7 | plan-made 2025-01-10 born 2021-06 | 2025-07-09 | under five
        CYC-7 | plan-made 2025-01-10 born 2020-06 | none | five before it is due
        CYC-7 | plan-made 2025-01-31 born 2020-07 | 2025-07-30 | still four, perhaps
        CYC-7 | plan-made 2025-02-01 born 2020-07 | none | five on the last day of its month
        CYC-7 | plan-made 2025-01-10 | none | age unknown
        CYC-8 | last-reviewed 2024-03-15 plan-interval 6 | 2024-09-14 | six-monthly, as the plan says
        CYC-8 | plan-made 2024-03-15 plan-interval 3 | 2024-06-14 | three-monthly
        CYC-8 | last-reviewed 2024-03-15 | none | no interval named
        CYC-9 | last-reviewed 2024-03-15 meeting 2024-06-01 born 2005-01 | duty | nineteen
        CYC-9 | last-reviewed 2024-03-15 meeting 2024-06-01 born 2005-06 | duty | nineteen, perhaps
        CYC-9 | last-reviewed 2024-03-15 meeting 2024-06-01 born 2005-07 | none | eighteen
        CYC-10 | early-review-requested 2026-01-10 | duty | a request must be answered
        CYC-11 | term-starts 2026-09-02 | 2026-08-19 | two weeks before term
        # Before and at the meeting.
        MTG-1 | last-reviewed 2023-11-25 | duty | no review without a meeting
        MTG-2 | meeting 2024-11-29 | 2024-11-15 | with the notice
        MTG-3 | meeting 2024-11-29 | 2024-11-15 or 2024-11-14 | two weeks, or two clear ones
        MTG-3 | meeting 2025-03-14 | 2025-02-28 or 2025-02-27 | across the end of February
        MTG-4 | meeting 2024-11-29 | 2024-11-15 or 2024-11-14 | two weeks, or two clear ones
        MTG-5 | meeting 2024-11-29 | duty | progress
        MTG-6 | meeting 2024-09-01 born 2010-09 | duty | Year 9 from 1 September
        MTG-6 | meeting 2024-08-31 born 2010-09 | none | still Year 8
        MTG-6 | meeting 2024-09-01 born 2011-09 | none | Year 8
        MTG-7 | meeting 2024-11-29 | duty | views
        MTG-8 | meeting 2024-11-29 not-attending | duty | the council holds it
        MTG-8 | meeting 2024-11-29 | none | the school holds it
        MTG-9 | meeting 2024-11-29 looked-after | duty | with the care plan's review
        MTG-9 | meeting 2024-11-29 | none | not looked after
        MTG-10 | meeting 2024-11-29 | duty | personal budget
        ADJ-1 | meeting 2024-11-29 last-sitting 2024-12-13 | duty | the first sitting counts
        ADJ-2 | meeting 2024-11-29 | duty | notice restarts
        # After the meeting.
        REP-1 | meeting 2025-12-10 | 2025-12-24 | runs on through Christmas
        REP-1 | meeting 2026-07-17 | 2026-07-31 | into the holidays
        REP-1 | meeting 2026-03-27 | 2026-04-10 | over the change of the clocks
        DEC-1 | meeting 2024-11-01 | 2024-11-29 | IPSEA: 1 November to 29 November
        DEC-1 | meeting 2024-11-01 last-sitting 2024-11-15 | 2024-11-29 | the first sitting counts
        DEC-1 | meeting 2025-12-10 | 2026-01-07 | bank holidays ignored
        DEC-1 | meeting 2026-07-17 | 2026-08-14 | no pause in August
        DEC-1 | meeting 2026-03-27 | 2026-04-24 | over the change of the clocks
        DEC-2 | meeting 2024-11-01 outcome maintain | 2024-11-29 | right to appeal
        DEC-2 | meeting 2024-11-01 outcome cease | 2024-11-29 | right to appeal
        DEC-2 | meeting 2024-11-01 outcome amend | none | no appeal yet
        AMD-1 | meeting 2024-11-01 outcome amend | 2024-11-29 | Devon: in the same four weeks
        AMD-1 | meeting 2024-11-01 outcome maintain | none | nothing to amend
        AMD-2 | notice-served 2026-12-18 | 2027-01-01 | served 18 December
        AMD-3 | notice-sent 2024-05-14 | 2024-07-09 | the Ombudsman: 14 May to 9 July
        AMD-3 | meeting 2026-01-05 notice-sent 2026-02-02 outcome amend | 2026-03-30 | both days the same
        AMD-3 | meeting 2026-01-05 notice-sent 2026-02-01 outcome amend | none | AMD-6 binds
        AMD-3 | notice-sent 2024-05-14 outside-review | none | AMD-8 binds
        AMD-3 | meeting 2021-06-01 notice-sent 2021-07-20 outcome amend as-at 2022-03-07 | 2021-09-14 | before Devon
        AMD-4 | notice-sent 2024-05-14 | 2024-07-09 | not to amend after all
        AMD-5 | meeting 2025-12-10 outcome amend | 2026-03-04 | twelve weeks over Christmas
        AMD-5 | meeting 2026-07-17 outcome amend | 2026-10-09 | twelve weeks over August
        AMD-5 | meeting 2026-03-27 outcome amend | 2026-06-19 | over the change of the clocks
        AMD-5 | meeting 2025-12-10 outcome maintain | none | nothing to amend
        AMD-5 | meeting 2025-12-10 | none | not decided
        AMD-5 | meeting 2021-06-01 outcome amend as-at 2022-03-07 | none | before Devon
        AMD-6 | meeting 2024-11-01 notice-sent 2024-11-25 outcome amend | 2025-01-20 or 2025-01-24 | IPSEA: notice on 25 November
        AMD-6 | meeting 2026-01-05 notice-sent 2026-02-01 outcome amend | 2026-03-29 or 2026-03-30 | a day early
        AMD-6 | meeting 2026-01-05 notice-sent 2026-02-02 outcome amend | none | both days the same
        AMD-7 | meeting 2026-01-05 notice-sent 2026-03-02 outcome amend | 2026-03-30 or 2026-04-27 | a late notice
        AMD-7 | meeting 2026-01-05 notice-sent 2026-02-03 outcome amend | 2026-03-30 or 2026-03-31 | a day late
        AMD-7 | meeting 2026-01-05 notice-sent 2026-02-02 outcome amend | none | both days the same
        AMD-8 | notice-sent 2024-05-14 outside-review | 2024-07-09 | the same eight weeks
        AMD-8 | notice-sent 2024-05-14 | none | of a review
        AMD-9 | institution-consulted 2024-12-20 | 2025-01-04 | fifteen days
        # Phase transfer.
        PH-1 | transfer primary-to-secondary 2027 | 2027-02-14 or 2027-02-15 | before 15 February
        PH-1 | transfer early-years-to-school 2025 | 2025-02-14 or 2025-02-15 | before 15 February
        PH-1 | transfer infant-to-junior 2028 | 2028-02-14 or 2028-02-15 | before 15 February
        PH-1 | transfer primary-to-middle 2027 | 2027-02-14 or 2027-02-15 | before 15 February
        PH-1 | transfer middle-to-secondary 2027 | 2027-02-14 or 2027-02-15 | before 15 February
        PH-1 | transfer secondary-to-post-16 2027 | none | PH-2
        PH-2 | transfer secondary-to-post-16 2027 | 2027-03-30 or 2027-03-31 | before 31 March
        PH-2 | transfer primary-to-secondary 2027 | none | PH-1
        PH-3 | later-transfer 2027-09-01 | 2027-04-01 | five months
        PH-3 | later-transfer 2027-07-31 | 2027-02-28 | a shorter month
        PH-4 | transfer primary-to-secondary 2027 | 2026-11-22 or 2026-11-23 | twelve weeks before
        PH-4 | transfer primary-to-secondary 2025 | 2024-11-22 or 2024-11-23 | Tees Law
        PH-4 | transfer secondary-to-post-16 2027 | 2027-01-05 or 2027-01-06 | twelve weeks before
        PH-4 | later-transfer 2027-09-01 transfer primary-to-secondary 2027 | 2026-11-22 or 2026-11-23 | the first of two
        PH-4 | later-transfer 2027-09-01 | 2027-01-07 | twelve weeks before
        PH-5 | transfer primary-to-secondary 2027 | duty | at the same institution too
        PH-6 | transfer primary-to-secondary 2027 | duty | two reviews side by side
        PH-7 | transfer primary-to-secondary 2027 | duty | Section I
        # Ceasing.
        CEASE-1 | decision-sent 2026-01-15 outcome cease | duty | grounds
        CEASE-1 | decision-sent 2026-01-15 outcome maintain | none | not ceasing
        CEASE-2 | decision-sent 2026-01-15 outcome cease | duty | consult
        CEASE-2 | decision-sent 2026-01-15 outcome amend | none | not ceasing
        CEASE-3 | decision-sent 2026-01-15 outcome cease | duty | notify
        CEASE-3 | decision-sent 2026-01-15 outcome amend | none | not ceasing
        CEASE-4 | decision-sent 2026-10-25 outcome cease | 2027-01-04 | kept over Christmas
        CEASE-4 | decision-sent 2025-10-01 outcome cease certificate-issued 2026-01-31 | 2026-03-02 | a month from the certificate
        CEASE-4 | decision-sent 2028-03-10 outcome cease | 2028-05-10 provisional | holidays of 2028 not announced
        CEASE-4 | decision-sent 2026-10-25 outcome maintain | none | not ceasing
        CEASE-5 | decision-sent 2026-01-15 outcome cease appeal-sent 2026-02-20 | duty | until determined
        CEASE-5 | decision-sent 2026-01-15 outcome maintain appeal-sent 2026-02-20 | none | not ceasing
        CEASE-6 | decision-sent 2026-01-15 outcome cease born 2008-02 | duty | seventeen
        CEASE-6 | decision-sent 2026-01-15 outcome cease born 2008-01 | duty | seventeen, perhaps
        CEASE-6 | decision-sent 2026-01-15 outcome cease born 2007-12 | none | eighteen
        CEASE-6 | decision-sent 2026-01-15 outcome maintain born 2008-02 | none | not ceasing
        CEASE-7 | decision-sent 2026-01-15 outcome cease born 2007-12 | duty | eighteen
        CEASE-7 | decision-sent 2026-01-15 outcome cease born 2008-01 | duty | eighteen, perhaps
        CEASE-7 | decision-sent 2026-01-15 outcome cease born 2008-02 | none | seventeen
        CEASE-7 | decision-sent 2026-01-31 outcome cease born 2008-01 | duty | eighteen for certain
        CEASE-6 | decision-sent 2026-01-31 outcome cease born 2008-01 | none | eighteen for certain
        CEASE-8 | decision-sent 2026-01-15 outcome cease born 2007-01 | duty | nineteen, perhaps
        CEASE-8 | decision-sent 2026-01-15 outcome cease born 2007-02 | none | eighteen
        CEASE-8 | decision-sent 2026-01-15 outcome maintain born 2005-01 | none | not ceasing
        CEASE-9 | born 2001-06 institution college | 2026-07-31 | 25 in June
        CEASE-9 | born 2001-07 | 2026-07-31 | 25 on the last day
        CEASE-9 | born 2001-08 | 2027-07-31 | 25 in August, in the year that begins then
        CEASE-9 | born 2001-06 institution other | none | CEASE-9a and CEASE-9b
        CEASE-9a | born 2001-06 course-ends 2026-12-18 institution other | 2026-12-18 | the end of the course
        CEASE-9a | born 2001-06 course-ends 2026-12-18 institution college | none | CEASE-9
        CEASE-9a | born 2001-06 course-ends 2026-06-30 | 2026-06-30 | 25 for certain on the day
        CEASE-9a | born 2001-06 course-ends 2026-06-01 | 2026-06-01 | 25, perhaps
        CEASE-9a | born 2001-06 course-ends 2026-05-31 | none | a course that ends before 25
        CEASE-9a | course-ends 2026-12-18 | none | age unknown
        CEASE-9b | born 2001-06 institution other | 2027-06-29 | the day before 26
        CEASE-9b | born 2001-06 | 2027-06-29 | it is not known where
        CEASE-9b | born 2001-06 institution college | none | CEASE-9
        CEASE-10 | decision-sent 2026-01-15 outcome cease | duty | two letters
        CEASE-10 | decision-sent 2026-01-15 outcome maintain | none | not ceasing
        # Re-assessment.
        REA-1 | last-assessed 2026-01-15 | 2026-07-14 | six months
        REA-2 | reassessment-requested 2026-01-15 | 2026-01-30 | fifteen days
        REA-3 | reassessment-notified 2026-01-30 | 2026-05-08 | fourteen weeks
        REA-4 | reassessment-requested 2026-01-15 | duty | appeal
        REA-5 | reassessment-requested 2026-01-15 | duty | the year runs on
        # Moving.
        MOV-1 | moved 2026-03-23 aware-of-move 2026-03-02 | 2026-03-23 | known fifteen working days before
        MOV-1 | moved 2026-03-23 aware-of-move 2026-03-03 | none | known fourteen working days before
        MOV-1 | moved-in 2026-03-23 | 2026-03-23 | on the day of the move
        MOV-2 | moved 2026-03-23 aware-of-move 2026-03-03 | 2026-03-23 | fifteen working days beginning with Tuesday
        MOV-2 | moved 2026-03-23 aware-of-move 2026-03-02 | none | in time
        MOV-2 | moved 2026-03-20 aware-of-move 2026-03-27 | 2026-04-20 | over Easter
        MOV-2 | moved 2026-03-20 aware-of-move 2026-03-28 | 2026-04-21 | aware on a Saturday
        MOV-2 | moved 2029-01-10 aware-of-move 2029-01-15 | 2029-02-02 provisional | holidays of 2029 not announced
        MOV-3 | moved-in 2026-03-23 | duty | as if made by the new council
        MOV-4 | moved-in 2026-03-23 | 2026-05-04 | six weeks
        MOV-5 | plan-made 2025-06-10 moved-in 2026-05-01 | 2026-07-31 | three months starting with the transfer
        MOV-5 | plan-made 2026-01-10 moved-in 2026-02-01 | 2027-01-09 | twelve months
        MOV-5 | moved-in 2026-02-01 | 2026-04-30 | the plan's day unknown
        MOV-5 | plan-made 2025-06-10 last-reviewed 2026-06-01 moved-in 2026-05-01 | none | reviewed since
        MOV-5 | plan-made 2025-06-10 last-reviewed 2026-05-01 moved-in 2026-05-01 | none | reviewed on the day
        MOV-5b | moved-in 2026-03-23 | duty | go on
        MOV-6 | moved-in 2026-03-23 | duty | another place
        # Direct payments, custody, health, the pandemic, who holds the rights.
        DP-1 | direct-payments-started 2026-01-15 | 2026-04-14 | three months
        DP-2 | direct-payments-started 2026-01-15 | duty | on request
        DP-3 | direct-payments-started 2026-01-15 | duty | notice
        CUS-1 | detained 2026-01-15 | duty | keep the plan
        CUS-1 | detained 2026-01-15 released 2026-03-01 | none | released
        CUS-2 | detained 2026-01-15 released 2026-03-01 | duty | review
        CUS-3 | assessment-requested 2026-01-05 detained 2026-02-01 | 2026-05-25 | twenty weeks
        CUS-3 | assessment-requested 2026-01-05 detained 2026-01-01 released 2026-01-05 | 2026-05-25 | release on the day
        CUS-3 | assessment-requested 2026-01-05 detained 2026-01-01 | none | detained before
        CUS-3 | assessment-requested 2026-01-05 | none | no detention
        CUS-3a | assessment-requested 2026-01-05 detained 2026-02-01 | 2026-02-16 | six weeks
        CUS-3a | assessment-requested 2026-01-05 | none | no detention
        CUS-3b | assessment-requested 2026-01-05 detained 2026-02-01 | 2026-04-27 | sixteen weeks
        CUS-3b | assessment-requested 2026-01-05 | none | no detention
        HEA-1 | health-advice-requested 2026-01-05 | 2026-02-16 | six weeks
        COV-1 | meeting 2020-05-01 as-at 2020-04-30 | none | the day before
        COV-1 | meeting 2020-05-01 as-at 2020-05-01 | duty | its first day
        COV-1 | meeting 2020-05-01 as-at 2020-09-25 | duty | its last day
        COV-1 | meeting 2020-05-01 as-at 2020-09-26 | none | the day after
        COV-1 | meeting 2020-05-01 | none | today's law
        AGE-1 | born 2010-09 | 2027-06-25 | last Friday of June
        AGE-1 | born 2010-08 | 2026-06-26 | last Friday of June
        # Appeal and mediation.
        APP-1 | decision-sent 2025-12-31 outcome maintain | 2026-02-28 | no such date in February
        APP-1 | decision-sent 2023-12-31 outcome cease | 2024-02-29 | leap year
        APP-1 | decision-sent 2026-01-10 outcome amend final-sent 2026-03-04 | 2026-05-04 | from the final plan
        APP-1 | decision-sent 2026-01-10 outcome amend not-amended-sent 2026-03-04 | 2026-05-04 | from not amending
        APP-1 | decision-sent 2026-01-10 outcome amend | none | nothing to appeal yet
        APP-1 | decision-sent 2026-01-10 | none | outcome unknown
        APP-2 | certificate-issued 2026-01-31 | 2026-02-28 or 2026-03-02 | one month, or thirty days
        APP-2 | certificate-issued 2028-01-31 | 2028-02-29 or 2028-03-01 | leap year
        APP-2 | certificate-issued 2026-04-10 | 2026-05-10 | thirty days are one month
        APP-3 | decision-sent 2025-12-31 outcome maintain | 2026-03-02 | Saturday 28 February to Monday
        APP-3 | decision-sent 2023-12-31 outcome maintain | 2024-02-29 | no roll
        APP-3 | decision-sent 2026-06-30 outcome maintain | 2026-09-01 | out of August
        APP-3 | decision-sent 2026-05-31 outcome maintain | 2026-07-31 | the last day of July
        APP-3 | decision-sent 2026-06-01 outcome maintain | 2026-09-01 | 1 August
        APP-3 | decision-sent 2026-07-31 outcome maintain | 2026-09-30 | past August, whose days count
        APP-3 | decision-sent 2026-10-25 outcome maintain | 2027-01-04 | onto Christmas
        APP-3 | decision-sent 2026-10-24 outcome maintain | 2026-12-24 | just before Christmas
        APP-3 | decision-sent 2026-10-31 outcome maintain | 2027-01-04 | 31 December
        APP-3 | decision-sent 2026-11-01 outcome maintain | 2027-01-04 | New Year's Day
        APP-3 | decision-sent 2026-11-02 outcome maintain | 2027-01-04 | Saturday 2 January
        APP-3 | decision-sent 2025-10-01 outcome maintain certificate-issued 2026-01-31 | 2026-03-02 | by the certificate
        APP-3 | decision-sent 2027-10-01 outcome maintain certificate-issued 2028-01-31 | 2028-02-29 provisional | by the certificate
        APP-3 | decision-sent 2026-08-01 outcome maintain certificate-issued 2026-11-28 | 2027-01-04 | onto Christmas
        APP-3 | decision-sent 2026-01-15 outcome maintain certificate-issued 2026-01-20 | 2026-03-16 | the letter's is later
        APP-3 | decision-sent 2027-10-29 outcome maintain | 2028-01-04 provisional | 3 January 2028 by the usual rule
        APP-4 | appeal-sent 2026-07-20 | 2026-09-29 | no day of August
        APP-4 | appeal-sent 2026-12-10 | 2027-01-29 | none over Christmas
        APP-4 | appeal-sent 2026-02-02 | 2026-03-16 | thirty working days
        APP-5 | unopposed-told 2026-03-02 | 2026-04-06 | five weeks
        APP-5 | unopposed-told 2026-03-02 section-i-only | none | APP-5a
        APP-5 | unopposed-told 2015-03-31 as-at 2015-03-31 | none | not yet in force
        APP-5a | unopposed-told 2026-03-02 section-i-only | 2026-03-16 | two weeks
        APP-5a | unopposed-told 2026-03-02 | none | APP-5
        APP-6 | decision-sent 2026-01-15 outcome amend | duty | no appeal yet
        APP-6 | decision-sent 2026-01-15 outcome maintain | none | appealable
        MED-1 | decision-sent 2025-12-31 outcome maintain | 2026-02-28 | nothing moves it
        MED-2 | mediation-declined 2026-04-01 | 2026-04-08 | three working days over Easter
        MED-3 | mediation-wanted 2026-12-01 | 2026-12-31 | thirty days
        MED-4 | mediation-not-arranged 2026-07-30 | 2026-08-04 | three working days
        MED-5 | health-issues-raised 2026-12-23 | 2026-12-30 | three working days over Christmas
        UT-1 | tribunal-decision 2026-07-20 | 2026-09-17 | no day of August
        UT-1 | tribunal-decision 2026-12-10 | 2027-01-15 | none over Christmas
        UT-1 | tribunal-decision 2026-02-02 | 2026-03-02 | twenty-eight days
        UT-1 | tribunal-decision 2026-02-07 | 2026-03-09 | a Saturday to Monday
        # The Tribunal's orders.
        TRI-1 | order cease-dismissed 2026-03-02 | 2026-03-02 | at once
        TRI-1 | order assess 2026-03-02 | none | another order
        TRI-2 | order assess 2026-03-02 | 2026-03-16 | two weeks
        TRI-2 | order make-plan 2026-03-02 | none | another order
        TRI-3 | order assess 2026-03-02 | 2026-05-11 | ten weeks
        TRI-3 | order make-plan 2026-03-02 | none | another order
        TRI-4 | order assess 2026-03-02 | 2026-06-08 | fourteen weeks
        TRI-4 | order make-plan 2026-03-02 | none | another order
        TRI-5 | order make-plan 2026-03-02 | 2026-04-06 | five weeks
        TRI-5 | order assess 2026-03-02 | none | another order
        TRI-6 | order make-plan 2026-03-02 | 2026-05-18 | eleven weeks
        TRI-6 | order assess 2026-03-02 | none | another order
        TRI-7 | order amend-contents 2026-03-02 | 2026-04-06 | five weeks
        TRI-7 | order section-i 2026-03-02 | none | another order
        TRI-8 | order section-i 2026-03-02 | 2026-03-16 | two weeks
        TRI-8 | order amend-contents 2026-03-02 | none | another order
        TRI-9 | order continue-plan 2026-03-02 | 2026-03-02 | at once
        TRI-9 | order assess 2026-03-02 | none | another order
        INF-1 | breach-known 2026-12-24 | 2026-12-27 | seventy-two hours, and none stands still
        INF-1 | breach-known 2018-05-24 as-at 2018-05-24 | none | not yet in force
        POL-1 | approach-disagreed 2026-01-10 | duty | the council's own
        """
}
