// What is not obvious here:
//
// - CYC-2 counts from the day the decision was sent, not from the meeting and not from the final plan
//   (`Statute.reviewDue`).
// - Every rule is one row, and every row has worked examples (`Sources/Statute/WorkedExample.swift`), which
//   `Tests/StatuteTests/Vectors.swift` reckons, `annual-review rules ID` shows, and a test asks of `annual-review
//   deadlines`. `make mutants` changes each row by one unit, one day of its time in force, one reading, and leaves
//   it out; a change that no example notices fails.
// - Where sources disagree, the row's own counting is the default and the others are its `readings`: shown beside it
//   (`Deadline.otherReadings`), or, when simply wrong, only computed. `Statute.conflicts` lists the points.

/// The law of the Annual Review in England as one table of rules, and the deadlines that follow from it.
///
/// No clock, no input or output. The numbers stand once, in `Statute.Limit`; the table and the fast functions
/// (`Deadlines.swift`) both read them there.
public enum Statute {
    /// The numbers of the law.
    public enum Limit {
        /// A plan is reviewed in the period of so many months starting with its making or last review (CFA 2014 s.44(1)).
        public static let cycleMonths = 12
        /// Weeks of notice before the meeting, and before it for advice to be sent round (reg 20(3), (4)).
        public static let noticeWeeks = 2
        /// Weeks after the meeting for the report (reg 20(9)).
        public static let reportWeeks = 2
        /// Weeks after the meeting for the decision to be notified (reg 20(10)).
        public static let decisionWeeks = 4
        /// Days, beginning with the day of service, for representations (reg 22(2)(c)).
        public static let representationDays = 15
        /// Weeks after the amendment notice for the final plan (reg 22(3)).
        public static let finalWeeksAfterNotice = 8
        /// Weeks after the meeting for the final plan (*Devon*).
        public static let finalWeeksAfterMeeting = 12
        /// Months after the decision was sent for an appeal (HESC Rules r.20(1)(c)(i)).
        public static let appealMonths = 2
        /// Months after the mediation certificate for an appeal, if later (HESC Rules r.20(1)(c)(ii)).
        public static let appealMonthsAfterCertificate = 1
        /// Months before a move between post-16 institutions for the review and amendment (reg 18(2)).
        public static let laterTransferMonths = 5
        /// The day of the transfer's year before which the plan names the next school (reg 18(1)(b)).
        public static let schoolPlanBefore = (month: 2, day: 15)
        /// The day of the transfer's year before which the plan names the post-16 institution (reg 18(1)(a)).
        public static let post16PlanBefore = (month: 3, day: 31)
        /// The day on which the academic year of a college in the further education sector ends (reg 46).
        public static let collegeYearEnds = (month: 7, day: 31)
        /// Months between the lighter reviews of a child under five, at most (CoP 9.178).
        public static let underFiveMonths = 6
        /// Weeks before the term for the list of its reviews (CoP 9.172 to 9.175).
        public static let termListWeeks = 2
        /// Days for an institution to answer a consultation (Code of Practice).
        public static let consultationDays = 15
        /// Months after an assessment in which another can be refused (reg 24).
        public static let reassessmentMonths = 6
        /// Days for the answer to a request for a re-assessment (reg 25(1)).
        public static let reassessmentAnswerDays = 15
        /// Weeks for the plan after a re-assessment was notified (reg 27(2)).
        public static let reassessmentWeeks = 14
        /// Working days, beginning with the day of becoming aware, for the transfer of a plan (reg 15(2)).
        public static let transferWorkingDays = 15
        /// Weeks after the transfer for the new council's letter (reg 15).
        public static let transferLetterWeeks = 6
        /// Months starting with the transfer for the new council's review, if later (reg 15).
        public static let transferReviewMonths = 3
        /// Months starting with the first direct payment for its review (SI 2014/1652 reg 11).
        public static let directPaymentMonths = 3
        /// Weeks for the decision whether to assess (SI 2015/62 reg 15).
        public static let assessmentDecisionWeeks = 6
        /// Weeks for the decision whether to make a plan (SI 2015/62 reg 15).
        public static let assessmentOutcomeWeeks = 16
        /// Weeks for the plan of a first assessment (SI 2015/62 reg 15).
        public static let assessmentWeeks = 20
        /// Days after somebody became aware of a breach of personal data in which its 72 hours end (UK GDPR, art. 33(1)).
        public static let breachDays = 3
        /// Weeks for health advice to an assessment (reg 8).
        public static let healthAdviceWeeks = 6
        /// Working days for the council's response to an appeal.
        public static let responseWorkingDays = 30
        /// Weeks for the plan after an appeal that is not opposed (reg 45).
        public static let unopposedWeeks = 5
        /// The same when the appeal is about Section I alone (reg 45).
        public static let sectionIWeeks = 2
        /// Working days for a mediation certificate, and for word to the health body (reg 34).
        public static let certificateWorkingDays = 3
        /// Days for mediation to be arranged (regs 35 to 37).
        public static let mediationDays = 30
        /// Days to ask for permission to appeal to the Upper Tribunal.
        public static let permissionDays = 28
        /// Weeks after an order to assess for word of it (reg 44(2)).
        public static let orderedAssessmentWeeks = 2
        /// Weeks after an order to assess for the decision to make no plan (reg 44(2)).
        public static let orderedNoPlanWeeks = 10
        /// Weeks after an order to assess for the final plan (reg 44(2)).
        public static let orderedAssessedPlanWeeks = 14
        /// Weeks after an order to make a plan for its draft (reg 44(2)).
        public static let orderedDraftWeeks = 5
        /// Weeks after an order to make a plan for the final plan (reg 44(2)).
        public static let orderedPlanWeeks = 11
        /// Weeks after an order to amend (reg 44(2)).
        public static let orderedAmendmentWeeks = 5
        /// Weeks after an order on Section I (reg 44(2)).
        public static let orderedSectionIWeeks = 2
    }

    /// All rules, in the order of their ids.
    public static var table: [Rule] { RuleTable.law.rules }

    /// The rule of that name. It is a `switch` so that the compiler refuses an id without its row.
    public static func rule(_ id: RuleID) -> Rule {
        switch id {
        case .cyc1:
            row(
                id, "review", from: .planMade, .periodStarting(months: Limit.cycleMonths), if: .neverReviewed,
                by: .localAuthority, to: [.family],
                missed: "The council is in breach, whether or not a meeting was held.",
                source: "Children and Families Act 2014, s.44(1)(a)", .law, .primary,
                readings: [
                    Rule.Reading(
                        conflict: 1, trigger: .planMade, counting: .monthsAfter(Limit.cycleMonths),
                        words: "twelve months counted to the same date of the next year, as IPSEA does",
                        isRefuted: false)
                ])
        case .cyc2:
            row(
                id, "review", from: .lastReviewed, .periodStarting(months: Limit.cycleMonths), if: .yearRuns,
                by: .localAuthority, to: [.family],
                missed: "The council is in breach, whether or not a meeting was held.",
                source: "Children and Families Act 2014, s.44(1)(b)", .law, .primary,
                readings: [
                    Rule.Reading(
                        conflict: 1, trigger: .lastReviewed, counting: .monthsAfter(Limit.cycleMonths),
                        words: "twelve months counted to the same date of the next year, as IPSEA does",
                        isRefuted: false),
                    Rule.Reading(
                        conflict: 3, trigger: .lastMeeting, counting: .periodStarting(months: Limit.cycleMonths),
                        words: "twelve months from the last meeting, as many schools count", isRefuted: false),
                    Rule.Reading(
                        conflict: 3, trigger: .lastFinal, counting: .periodStarting(months: Limit.cycleMonths),
                        words:
                            "twelve months from the last final plan, as some count, though it restarts no year (CYC-5)",
                        isRefuted: false),
                ])
        case .cyc3:
            row(
                id, "decision that completes the review", from: .reviewDue, .sameDay, by: .localAuthority,
                to: [.family], missed: "A meeting inside the twelve months does not complete the review.",
                source: "SEND Code of Practice 2015, 9.169", .guidance, .secondary)
        case .cyc4:
            row(
                id, "meeting", .noLaterThan, from: .reviewDue, .weeksBefore(Limit.decisionWeeks), by: .localAuthority,
                to: [.head], missed: "The decision may still be in time, but no longer has its four weeks.",
                source: "follows from s.44(1) and reg 20(10)", .derived, .secondary)
        case .cyc5:
            row(
                id, "no restart of the year by an amended plan, a Tribunal order or a mediation agreement",
                from: .cycleStart, .none, by: .localAuthority, to: [.family],
                missed: "A review that waits for the later year is late.",
                source: "Children and Families Act 2014, s.44(1), as IPSEA and the Ombudsman read it", .law, .secondary)
        case .cyc6:
            row(
                id, "review in spite of a running appeal", from: .appealSent, .none, by: .localAuthority, to: [.family],
                missed: "The Ombudsman finds fault: an appeal does not suspend the year.",
                source: "Children and Families Act 2014, s.44(1), as IPSEA and the Ombudsman read it", .law, .secondary)
        case .cyc7:
            row(
                id, "lighter review of a child under five, every three to six months,", from: .cycleStart,
                .periodStarting(months: Limit.underFiveMonths), if: .underFive, by: .localAuthority, to: [.family],
                missed: "Guidance alone is not followed; the review of the twelve months is due as ever.",
                source: "SEND Code of Practice 2015, 9.178", .guidance, .secondary)
        case .cyc8:
            row(
                id, "review at the plan’s own interval", from: .cycleStart, .planInterval, by: .localAuthority,
                to: [.family], missed: "The plan itself is not kept; the Ombudsman finds fault.",
                source: "Children and Families Act 2014, s.42 and the plan, as the Ombudsman reads it (24 015 905)",
                .law, .secondary)
        case .cyc9:
            row(
                id, "regard to whether outcomes have been achieved, from 19 on", from: .cycleStart, .none,
                if: .nineteenOn, by: .localAuthority, to: [.family],
                missed: "The decision may be set aside: it left out what it must regard.",
                source: "Children and Families Act 2014, s.44(5)", .law, .secondary)
        case .cyc10:
            row(
                id, "answer to the request for an early review", from: .earlyReviewRequested, .none,
                by: .localAuthority, to: [.family],
                missed: "The Ombudsman finds fault in not answering (24 002 373).",
                source: "no law sets a day, and not answering is fault: Code of Practice 9.166; LGSCO 24 002 373",
                .guidance, .secondary)
        case .cyc11:
            row(
                id, "list of the reviews of the term", from: .termStarts, .weeksBefore(Limit.termListWeeks),
                by: .localAuthority, to: [.head, .healthBody, .socialCare],
                missed: "Schools and health bodies cannot plan for the term’s reviews.",
                source: "SEND Code of Practice 2015, 9.172 to 9.175", .guidance, .knowledge)
        case .mtg1:
            row(
                id, "meeting", from: .reviewDue, .none, by: .localAuthority, to: [.invited],
                missed: "Without a meeting there is no lawful review.", source: "SEND Regulations 2014, reg 20(1)",
                .law, .primary)
        case .mtg2:
            row(
                id, "invitation", from: .meeting, .with(.mtg3), by: .arranger,
                to: [.family, .head, .localAuthority, .health, .socialCare],
                missed: "The meeting is not the one the regulation describes.",
                source: "SEND Regulations 2014, reg 20(2)", .law, .primary)
        case .mtg3:
            row(
                id, "notice of the meeting", from: .meeting, .weeksBefore(Limit.noticeWeeks), by: .arranger,
                to: [.invited], missed: "Those invited may ask for another day.",
                source: "SEND Regulations 2014, reg 20(3)", .law, .primary,
                readings: [
                    Rule.Reading(
                        conflict: 10, trigger: .meeting, counting: .clearWeeksBefore(Limit.noticeWeeks),
                        words: "two clear weeks, counting neither end (nobody has read that in the text itself)",
                        isRefuted: false)
                ])
        case .mtg4:
            row(
                id, "advice for the meeting", from: .meeting, .weeksBefore(Limit.noticeWeeks), by: .arranger,
                to: [.invited], missed: "The meeting goes ahead without what it needs, or is moved.",
                source: "SEND Regulations 2014, reg 20(4)", .law, .primary,
                readings: [
                    Rule.Reading(
                        conflict: 10, trigger: .meeting, counting: .clearWeeksBefore(Limit.noticeWeeks),
                        words: "two clear weeks, counting neither end (nobody has read that in the text itself)",
                        isRefuted: false)
                ])
        case .mtg5:
            row(
                id, "progress towards the plan’s outcomes considered at the meeting", from: .meeting, .none,
                by: .arranger, to: [.invited], missed: "The meeting is not the one the regulation describes.",
                source: "SEND Regulations 2014, reg 20(5)", .law, .primary)
        case .mtg6:
            row(
                id, "preparation for adulthood considered at the meeting", from: .meeting, .none, if: .yearNineOn,
                by: .arranger, to: [.invited], missed: "The meeting is not the one the regulation describes.",
                source: "SEND Regulations 2014, reg 20(6) and 21(6)", .law, .knowledge)
        case .mtg7:
            row(
                id, "views of the family and the institution asked and considered", from: .meeting, .none,
                by: .localAuthority, to: [.family, .head], missed: "The review left out what it must consider.",
                source: "SEND Regulations 2014, reg 19; Children and Families Act 2014, s.44(6)", .law, .knowledge)
        case .mtg8:
            row(
                id, "meeting held by the council itself", from: .meeting, .none, if: .notAttending, by: .localAuthority,
                to: [.family, .localAuthority, .health, .socialCare], missed: "Nobody else can be made to hold it.",
                source: "SEND Regulations 2014, reg 21", .law, .primary)
        case .mtg9:
            row(
                id, "review together with the care plan’s, if possible", from: .meeting, .none, if: .lookedAfter,
                by: .localAuthority, to: [.socialCare], missed: "The child’s plans are looked at twice.",
                source: "SEND Code of Practice 2015, 9.169", .guidance, .secondary)
        case .mtg10:
            row(
                id, "personal budget looked at in the review", from: .meeting, .none, by: .localAuthority,
                to: [.family], missed: "The family cannot ask for, or change, a personal budget at its review.",
                source: "SEND Code of Practice 2015, 9.168 and 9.169; SEN (Personal Budgets) Regulations 2014, reg 4",
                .guidance, .secondary)
        case .adj1:
            row(
                id, "first sitting of the adjourned meeting as the day that counts", from: .lastSitting, .none,
                by: .localAuthority, to: [.family],
                missed: "Whoever counts from the last sitting is late by the first; no court has settled it.",
                source: "no authority; the first sitting protects the family", .guidance, .knowledge)
        case .adj2:
            row(
                id, "notice and advice anew when the meeting is moved", from: .meeting, .none, by: .arranger,
                to: [.invited], missed: "The two weeks count to the new day; those who had the old one had no notice.",
                source: "SEND Regulations 2014, reg 20(3) and (4)", .derived, .knowledge)
        case .rep1:
            row(
                id, "report of the meeting", from: .meeting, .weeksAfter(Limit.reportWeeks), by: .head,
                to: [.invited, .localAuthority], missed: "The council's own day does not move.",
                source: "SEND Regulations 2014, reg 20(9)", .law, .knowledge,
                readings: [
                    Rule.Reading(
                        conflict: 5, trigger: .meeting, counting: .workingDaysAfter(10),
                        words: "ten working days, as before 2014", isRefuted: true)
                ])
        case .dec1:
            row(
                id, "decision", from: .meeting, .weeksAfter(Limit.decisionWeeks), by: .localAuthority,
                to: [.family, .head], missed: "The review is not complete, and the family has no right of appeal yet.",
                source: "SEND Regulations 2014, reg 20(10)", .law, .secondary,
                readings: [
                    Rule.Reading(
                        conflict: 11, trigger: .meeting, counting: .workingDaysAfter(20), words: "twenty working days",
                        isRefuted: true)
                ])
        case .dec2:
            row(
                id, "notice of the right to appeal", from: .meeting, .with(.dec1), if: .appealableAtOnce,
                by: .localAuthority, to: [.family], missed: "The Tribunal may admit a late appeal.",
                source: "SEND Regulations 2014, reg 20(11)", .law, .knowledge)
        case .amd1:
            row(
                id, "amendment notice", from: .meeting, .weeksAfter(Limit.decisionWeeks), if: .outcome(.amend),
                by: .localAuthority, to: [.family], missed: "A decision to amend without its notice is not in time.",
                source:
                    "SEND Regulations 2014, reg 20(10) and 22(2); R (L, M and P) v Devon CC [2022] EWHC 493 (Admin)",
                .law, .secondary, since: LegalDay.devon,
                readings: [
                    Rule.Reading(
                        conflict: 6, trigger: .decision, counting: .weeksAfter(Limit.decisionWeeks),
                        words: "four weeks from the decision letter, as before Devon", isRefuted: true)
                ])
        case .amd2:
            row(
                id, "representations", .openUntil, from: .noticeServed, .daysBeginning(Limit.representationDays),
                by: .family, to: [.localAuthority], missed: "The council may finalise the plan from the next day.",
                source: "SEND Regulations 2014, reg 22(2)(c)", .law, .primary)
        case .amd3:
            row(
                id, "final plan", from: .noticeSent, .weeksAfter(Limit.finalWeeksAfterNotice), by: .localAuthority,
                to: [.family, .namedInstitutions, .healthBody],
                missed: "The family's appeal is delayed; the Ombudsman counts from here.",
                source: "SEND Regulations 2014, reg 22(3)", .law, .primary)
        case .amd4:
            row(
                id, "decision, with reasons, not to amend after all", from: .noticeSent,
                .weeksAfter(Limit.finalWeeksAfterNotice), by: .localAuthority, to: [.family],
                missed: "The family's appeal is delayed.", source: "SEND Regulations 2014, reg 22(4)", .law, .primary)
        case .amd5:
            row(
                id, "final plan", from: .meeting, .weeksAfter(Limit.finalWeeksAfterMeeting), if: .outcome(.amend),
                by: .localAuthority, to: [.family, .namedInstitutions, .healthBody],
                missed: "The family's appeal is delayed; the Ombudsman counts from here.",
                source: "R (L, M and P) v Devon CC [2022] EWHC 493 (Admin)", .law, .secondary, since: LegalDay.devon,
                readings: [
                    Rule.Reading(
                        conflict: 7, trigger: .meeting, counting: .weeksAfter(8), words: "eight weeks in all",
                        isRefuted: true)
                ])
        case .amd6:
            row(
                id, "final plan", from: .noticeSent, .earlierOf(.amd3, .amd5), by: .localAuthority,
                to: [.family, .namedInstitutions, .healthBody],
                missed: "When the notice was sent early, its eight weeks end first and bind.",
                source: "SEND Regulations 2014, reg 22(3)", .derived, .secondary, since: LegalDay.devon)
        case .amd7:
            row(
                id, "final plan", from: .meeting, .earlierOf(.amd3, .amd5), by: .localAuthority,
                to: [.family, .namedInstitutions, .healthBody],
                missed: "When the notice was sent late, twelve weeks from the meeting end first and bind.",
                source: "SEND Regulations 2014, reg 22(3); R (L, M and P) v Devon CC [2022] EWHC 493 (Admin)", .derived,
                .secondary, since: LegalDay.devon)
        case .amd8:
            row(
                id, "final plan of an amendment without a review", from: .noticeSent,
                .weeksAfter(Limit.finalWeeksAfterNotice), if: .outsideReview, by: .localAuthority,
                to: [.family, .namedInstitutions, .healthBody], missed: "The family's appeal is delayed.",
                source: "SEND Regulations 2014, reg 28 and 22(3)", .law, .knowledge)
        case .amd9:
            row(
                id, "answer of the institution that may be named", from: .institutionConsulted,
                .daysAfter(Limit.consultationDays), by: .namedInstitutions, to: [.localAuthority],
                missed: "The council may name it without its answer; its own eight weeks run on.",
                source: "SEND Code of Practice 2015, chapter 9; Children and Families Act 2014, s.39 and 40", .guidance,
                .knowledge)
        case .ph1:
            row(
                id, "amended plan naming the next school", from: .transfer,
                .before(month: Limit.schoolPlanBefore.month, day: Limit.schoolPlanBefore.day),
                if: .notToPost16, by: .localAuthority, to: [.family, .namedInstitutions],
                missed: "The child may have no place, and the appeal may not be heard before September.",
                source: "SEND Regulations 2014, reg 18(1)(b)", .law, .primary,
                readings: [
                    Rule.Reading(
                        conflict: 2, trigger: .transfer,
                        counting: .by(month: Limit.schoolPlanBefore.month, day: Limit.schoolPlanBefore.day),
                        words: "by that day, as most guides say, where the law says before", isRefuted: false)
                ])
        case .ph2:
            row(
                id, "amended plan naming the post-16 institution", from: .transfer,
                .before(month: Limit.post16PlanBefore.month, day: Limit.post16PlanBefore.day),
                if: .toPost16, by: .localAuthority, to: [.family, .namedInstitutions],
                missed: "The young person may have no place, and the appeal may not be heard in time.",
                source: "SEND Regulations 2014, reg 18(1)(a)", .law, .primary,
                readings: [
                    Rule.Reading(
                        conflict: 2, trigger: .transfer,
                        counting: .by(month: Limit.post16PlanBefore.month, day: Limit.post16PlanBefore.day),
                        words: "by that day, as most guides say, where the law says before", isRefuted: false)
                ])
        case .ph3:
            row(
                id, "amended plan naming the next post-16 institution", from: .laterTransfer,
                .monthsBefore(Limit.laterTransferMonths), by: .localAuthority, to: [.family, .namedInstitutions],
                missed: "The young person may have no place in time.", source: "SEND Regulations 2014, reg 18(2)", .law,
                .primary)
        case .ph4:
            row(
                id, "meeting before the transfer", .noLaterThan, from: .transferPlanDue,
                .weeksBefore(Limit.finalWeeksAfterMeeting), by: .localAuthority, to: [.head],
                missed: "The plan may still be in time, but no longer has its twelve weeks.",
                source: "follows from reg 18(1), 20(10) and 22(3)", .derived, .secondary,
                readings: [
                    Rule.Reading(
                        conflict: 2, trigger: .transferPlanDay, counting: .weeksBefore(Limit.finalWeeksAfterMeeting),
                        words: "twelve weeks counted back from that day itself, as those count who read “by”",
                        isRefuted: false),
                    Rule.Reading(
                        conflict: 9, trigger: .transferPlanDue, counting: .by(month: 1, day: 14),
                        words: "the second week of January, as a council advises; it leaves no twelve weeks",
                        isRefuted: true),
                ])
        case .ph5:
            row(
                id, "review and naming also when the child stays at the same institution", from: .transfer, .none,
                by: .localAuthority, to: [.family],
                missed: "The change of phase goes by without the plan that it needs.",
                source: "SEND Regulations 2014, reg 18(1)", .law, .secondary)
        case .ph6:
            row(
                id, "ordinary review and transfer review side by side", from: .transfer, .none, by: .localAuthority,
                to: [.family], missed: "The Ombudsman finds fault in holding one back for the other (22 016 086).",
                source: "SEND Regulations 2014, reg 18 and 20", .law, .secondary)
        case .ph7:
            row(
                id, "Section I may name one institution until 31 August and the next from then", from: .transfer, .none,
                by: .localAuthority, to: [.family], missed: "The plan names only one of the two.",
                source: "SEND Regulations 2014, reg 12 and 18, as IPSEA reads them", .guidance, .secondary)
        case .cease1:
            row(
                id, "ground for ceasing: no longer responsible, or the plan no longer necessary", from: .decision,
                .none, if: .outcome(.cease), by: .localAuthority, to: [.family],
                missed: "Ceasing on any other ground is unlawful.", source: "Children and Families Act 2014, s.45(1)",
                .law, .secondary)
        case .cease2:
            row(
                id, "family told and consulted, and the institution consulted, before ceasing", from: .decision, .none,
                if: .outcome(.cease), by: .localAuthority, to: [.family, .head],
                missed: "The decision to cease can be set aside. No law sets a period; many councils give 15 days.",
                source: "SEND Regulations 2014, reg 31(1)", .law, .primary)
        case .cease3:
            row(
                id, "notice of ceasing, with the right to appeal", from: .decision, .none, if: .outcome(.cease),
                by: .localAuthority, to: [.family, .namedInstitutions, .healthBody],
                missed: "The time to appeal has not begun to run.", source: "SEND Regulations 2014, reg 31(2) and (3)",
                .law, .primary)
        case .cease4:
            row(
                id, "plan kept in force while an appeal can be brought", .until, from: .decisionLetterSent,
                .with(.app3), if: .outcome(.cease), by: .localAuthority, to: [.family],
                missed: "Ending provision earlier is unlawful.", source: "Children and Families Act 2014, s.45(4)",
                .law, .secondary)
        case .cease5:
            row(
                id, "plan kept in force until the appeal is finally determined", from: .appealSent, .none,
                if: .outcome(.cease), by: .localAuthority, to: [.family],
                missed: "Ending provision earlier is unlawful.",
                source: "Children and Families Act 2014, s.45(4); SEND Regulations 2014, reg 44(2)(a)", .law, .secondary
            )
        case .cease6:
            row(
                id, "review and amendment before anything ends for a young person under 18 without education",
                from: .decision, .none, if: .ceasingUnder18, by: .localAuthority, to: [.family],
                missed: "The plan may not end unless it is no longer necessary.",
                source: "SEND Regulations 2014, reg 29", .law, .primary)
        case .cease7:
            row(
                id, "review of whether the young person wishes to return to education", from: .decision, .none,
                if: .ceasingFrom18, by: .localAuthority, to: [.family],
                missed: "The plan may not end without that review.", source: "SEND Regulations 2014, reg 30", .law,
                .primary)
        case .cease8:
            row(
                id, "another ground than age, with regard to the outcomes", from: .decision, .none, if: .ceasingFrom19,
                by: .localAuthority, to: [.family], missed: "Ceasing because of age alone is unlawful.",
                source: "Children and Families Act 2014, s.45(3); SEND Code of Practice 2015, 9.200", .law, .secondary)
        case .cease9:
            row(
                id, "plan of a young person at a college in the further education sector may be kept", .until,
                from: .twentyFifthBirthday, .next(month: Limit.collegeYearEnds.month, day: Limit.collegeYearEnds.day),
                if: .atCollege, by: .localAuthority, to: [.family],
                missed: "After it the council can maintain the plan no longer.",
                source: "Children and Families Act 2014, s.46; SEND Regulations 2014, reg 46, as IPSEA reads it", .law,
                .secondary)
        case .cease9a:
            row(
                id, "plan of a young person elsewhere, or of an apprentice, may be kept", .until, from: .courseEnds,
                .sameDay, if: .elsewhereFrom25, by: .localAuthority, to: [.family],
                missed: "After it the council can maintain the plan no longer; CEASE-9b may end it sooner.",
                source: "Children and Families Act 2014, s.46; SEND Regulations 2014, reg 46, as IPSEA reads it", .law,
                .secondary)
        case .cease9b:
            row(
                id, "plan of a young person elsewhere, or of an apprentice, may be kept at the latest", .until,
                from: .twentySixthBirthday, .dayBefore, if: .elsewhere, by: .localAuthority, to: [.family],
                missed: "After it the council can maintain the plan no longer, whether the course has ended or not.",
                source: "Children and Families Act 2014, s.46; SEND Regulations 2014, reg 46, as IPSEA reads it", .law,
                .secondary)
        case .cease10:
            row(
                id, "consultation and a second letter after a proposal to cease at a review", from: .decision, .none,
                if: .outcome(.cease), by: .localAuthority, to: [.family, .head],
                missed: "The review's letter alone does not end the plan.",
                source: "SEND Regulations 2014, reg 20(10)(c) and 31", .law, .secondary)
        case .rea1:
            row(
                id, "refusal because of the last assessment possible", .until, from: .lastAssessed,
                .periodStarting(months: Limit.reassessmentMonths), by: .localAuthority, to: [.family],
                missed: "A request on a later day cannot be refused because of that assessment.",
                source: "Children and Families Act 2014, s.44(2) and (3); SEND Regulations 2014, reg 24", .law,
                .knowledge)
        case .rea2:
            row(
                id, "answer to the request for a re-assessment", from: .reassessmentRequested,
                .daysAfter(Limit.reassessmentAnswerDays), by: .localAuthority, to: [.family],
                missed: "The family waits for its right of appeal.", source: "SEND Regulations 2014, reg 25(1)", .law,
                .knowledge)
        case .rea3:
            row(
                id, "final plan after the re-assessment", from: .reassessmentNotified,
                .weeksAfter(Limit.reassessmentWeeks), by: .localAuthority,
                to: [.family, .namedInstitutions, .healthBody],
                missed: "The family's appeal is delayed, unless one of reg 27(3)'s exceptions holds.",
                source: "SEND Regulations 2014, reg 27(2) and (3)", .law, .primary)
        case .rea4:
            row(
                id, "right of appeal with a refusal to re-assess", from: .reassessmentRequested, .none,
                by: .localAuthority, to: [.family], missed: "The Tribunal may admit a late appeal.",
                source: "Children and Families Act 2014, s.51(2)(d)", .law, .knowledge)
        case .rea5:
            row(
                id, "review in spite of a running re-assessment", from: .reassessmentRequested, .none,
                by: .localAuthority, to: [.family], missed: "The year runs on unless a review is itself completed.",
                source: "Children and Families Act 2014, s.44(1); no authority", .law, .knowledge)
        case .mov1:
            row(
                id, "transfer of the plan to the new council", from: .moved, .sameDay, if: .knewOfMoveInTime,
                by: .oldAuthority, to: [.localAuthority], missed: "Nobody maintains the plan from the move on.",
                source: "SEND Regulations 2014, reg 15(2)", .law, .primary)
        case .mov2:
            row(
                id, "transfer of the plan to the new council", from: .awareOfMove,
                .workingDaysBeginning(Limit.transferWorkingDays), if: .learntOfMoveLate, by: .oldAuthority,
                to: [.localAuthority], missed: "Nobody maintains the plan.", source: "SEND Regulations 2014, reg 15(2)",
                .law, .primary)
        case .mov3:
            row(
                id, "plan treated as made by the new council on the day it was first made", from: .movedIn, .none,
                by: .localAuthority, to: [.family],
                missed: "Its days count from the old council's, not from the transfer.",
                source: "SEND Regulations 2014, reg 15", .law, .primary)
        case .mov4:
            row(
                id, "letter about the transfer: whether the council will assess, and when it will review",
                from: .movedIn, .weeksAfter(Limit.transferLetterWeeks), by: .localAuthority, to: [.family],
                missed: "The family does not know who is responsible.", source: "SEND Regulations 2014, reg 15", .law,
                .primary)
        case .mov5:
            row(
                id, "review by the new council", from: .movedIn,
                .reviewDueOrPeriodStarting(months: Limit.transferReviewMonths), if: .notReviewedSinceMove,
                by: .localAuthority, to: [.family],
                missed: "The council is in breach, whether or not a meeting was held.",
                source: "SEND Regulations 2014, reg 15", .law, .primary)
        case .mov5b:
            row(
                id, "provision and review go on after the move", from: .movedIn, .none, by: .localAuthority,
                to: [.family], missed: "The Ombudsman finds fault (24 017 975).",
                source: "SEND Regulations 2014, reg 15, as the Ombudsman reads it", .law, .secondary)
        case .mov6:
            row(
                id, "another place while the named school cannot be reached", from: .movedIn, .none,
                by: .localAuthority, to: [.family], missed: "The child has no school until the plan is amended.",
                source: "SEND Regulations 2014, reg 15, as IPSEA reads it", .law, .secondary)
        case .dp1:
            row(
                id, "review of the direct payments", from: .directPaymentsStarted,
                .periodStarting(months: Limit.directPaymentMonths), by: .localAuthority, to: [.family],
                missed: "The council does not know what its money buys.",
                source: "SEN (Personal Budgets) Regulations 2014, reg 11", .law, .secondary)
        case .dp2:
            row(
                id, "review of the direct payments considered when the recipient asks", from: .directPaymentsStarted,
                .none, by: .localAuthority, to: [.family], missed: "The request is left unanswered.",
                source: "SEN (Personal Budgets) Regulations 2014, reg 11(4)", .law, .secondary)
        case .dp3:
            row(
                id, "notice with reasons before direct payments are reduced or stopped, and one reconsideration",
                from: .directPaymentsStarted, .none, by: .localAuthority, to: [.family],
                missed: "The change can be set aside.",
                source: "SEN (Personal Budgets) Regulations 2014, reg 12 and 14", .law, .secondary)
        case .cus1:
            row(
                id, "plan kept, and its provision arranged, during detention; the year of the review does not run",
                from: .detained, .none, if: .inCustody, by: .localAuthority, to: [.family],
                missed: "The child in custody is without what the plan provides.",
                source: "Children and Families Act 2014, s.74", .law, .primary, since: LegalDay.custody)
        case .cus2:
            row(
                id, "plan maintained and reviewed as soon as practicable after release", from: .released, .none,
                by: .localAuthority, to: [.family], missed: "The child comes home to a plan that no longer fits.",
                source: "Children and Families Act 2014, s.48; SEND Code of Practice 2015, chapter 10", .law,
                .knowledge, since: LegalDay.custody)
        case .cus3:
            row(
                id, "final plan of an assessment that detention or release interrupted", from: .assessmentRequested,
                .weeksAfter(Limit.assessmentWeeks), if: .assessmentInterrupted, by: .localAuthority,
                to: [.family, .namedInstitutions, .healthBody],
                missed: "Detention or release does not restart the assessment.",
                source: "SEND (Detained Persons) Regulations 2015, reg 15", .law, .primary, since: LegalDay.custody)
        case .cus3a:
            row(
                id, "decision whether to assess", from: .assessmentRequested,
                .weeksAfter(Limit.assessmentDecisionWeeks), if: .assessmentInterrupted, by: .localAuthority,
                to: [.family], missed: "Detention or release does not restart the assessment.",
                source: "SEND (Detained Persons) Regulations 2015, reg 15", .law, .primary, since: LegalDay.custody)
        case .cus3b:
            row(
                id, "decision whether to make a plan", from: .assessmentRequested,
                .weeksAfter(Limit.assessmentOutcomeWeeks), if: .assessmentInterrupted, by: .localAuthority,
                to: [.family], missed: "Detention or release does not restart the assessment.",
                source: "SEND (Detained Persons) Regulations 2015, reg 15", .law, .primary, since: LegalDay.custody)
        case .hea1:
            row(
                id, "health advice for an assessment", from: .healthAdviceRequested,
                .weeksAfter(Limit.healthAdviceWeeks), by: .healthBody, to: [.localAuthority],
                missed: "The assessment is late; for a review only the two weeks before the meeting count.",
                source: "SEND Regulations 2014, reg 8", .law, .secondary)
        case .cov1:
            row(
                id, "reasonable time instead of a limit that the pandemic made impracticable", from: .meeting, .none,
                by: .localAuthority, to: [.family], missed: "The only excuse that reviews ever had; it has lapsed.",
                source: "SEND Regulations 2014, reg 18A, by SI 2020/471", .law, .knowledge, since: LegalDay.pandemic,
                until: LegalDay.pandemicEnd)
        case .age1:
            row(
                id, "rights with the parent", .until, from: .compulsoryAgeEnds, .sameDay, by: .localAuthority,
                to: [.family],
                missed:
                    "From the next day letters go to the young person, who holds the rights, if they have capacity.",
                source: "Children and Families Act 2014, s.83; Education Act 1996, s.8", .law, .knowledge)
        case .app1:
            row(
                id, "appeal to the Tribunal", from: .decisionLetterSent, .monthsAfter(Limit.appealMonths), by: .family,
                to: [.tribunal], missed: "The Tribunal must be asked to admit a late appeal.",
                source: "Tribunal Procedure (HESC) Rules 2008, r.20(1)(c)(i)", .law, .primary,
                readings: [
                    Rule.Reading(
                        conflict: 8, trigger: .decisionLetterSent, counting: .weeksAfter(8),
                        words: "eight weeks, as a calculator says", isRefuted: true)
                ])
        case .app2:
            row(
                id, "appeal to the Tribunal", from: .certificateIssued,
                .monthsAfter(Limit.appealMonthsAfterCertificate), by: .family, to: [.tribunal],
                missed: "The Tribunal must be asked to admit a late appeal.",
                source: "Tribunal Procedure (HESC) Rules 2008, r.20(1)(c)(ii)", .law, .primary,
                readings: [
                    Rule.Reading(
                        conflict: 4, trigger: .certificateIssued, counting: .daysAfter(30),
                        words: "thirty days, as some advice services say", isRefuted: false)
                ])
        case .app3:
            row(
                id, "appeal to the Tribunal, by 17:00", from: .decisionLetterSent, .appealLaterOf(.app1, .app2),
                by: .family, to: [.tribunal], missed: "The Tribunal must be asked to admit a late appeal.",
                source: "Tribunal Procedure (HESC) Rules 2008, r.12 and 20(1)(c)", .law, .primary)
        case .app4:
            row(
                id, "council's response to the appeal, by 17:00", from: .appealSent,
                .tribunalWorkingDays(Limit.responseWorkingDays), by: .localAuthority, to: [.tribunal, .family],
                missed: "The Tribunal may bar the council from the appeal.",
                source: "Tribunal Procedure (HESC) Rules 2008, r.12; thirty days as IPSEA reads the Rules", .law,
                .secondary)
        case .app5:
            row(
                id, "amended plan after an appeal that is not opposed", from: .unopposedTold,
                .weeksAfter(Limit.unopposedWeeks), if: .notSectionIOnly, by: .localAuthority,
                to: [.family, .namedInstitutions, .healthBody],
                missed: "The council is in breach of what counts as an order.",
                source: "SEND Regulations 2014, reg 45; SI 2015/359 reg 8", .law, .primary, since: LegalDay.custody)
        case .app5a:
            row(
                id, "amended plan after an appeal on Section I alone that is not opposed", from: .unopposedTold,
                .weeksAfter(Limit.sectionIWeeks), if: .sectionIOnly, by: .localAuthority,
                to: [.family, .namedInstitutions, .healthBody],
                missed: "The council is in breach of what counts as an order.",
                source: "SEND Regulations 2014, reg 45; SI 2015/359 reg 8", .law, .primary, since: LegalDay.custody)
        case .app6:
            row(
                id, "no appeal from a decision to amend alone", from: .decision, .none, if: .outcome(.amend),
                by: .family, to: [.tribunal],
                missed: "The appeal lies from the final plan, or from the decision not to amend.",
                source: "Children and Families Act 2014, s.51(2) and (3)", .law, .secondary)
        case .med1:
            row(
                id, "call to the mediation adviser", from: .decisionLetterSent, .monthsAfter(Limit.appealMonths),
                by: .family, to: [.mediationAdviser], missed: "No mediation certificate may be given as of right.",
                source: "SEND Regulations 2014, reg 33", .law, .primary)
        case .med2:
            row(
                id, "mediation certificate", from: .mediationDeclined, .workingDaysAfter(Limit.certificateWorkingDays),
                by: .mediationAdviser, to: [.family],
                missed: "The family waits for the certificate without which it cannot appeal.",
                source: "SEND Regulations 2014, reg 34", .law, .secondary)
        case .med3:
            row(
                id, "mediation", from: .mediationWanted, .daysAfter(Limit.mediationDays), by: .localAuthority,
                to: [.family], missed: "The family may have its certificate without mediation.",
                source: "SEND Regulations 2014, reg 35 to 37", .law, .secondary)
        case .med4:
            row(
                id, "certificate as if mediation had been held", from: .mediationNotArranged,
                .workingDaysAfter(Limit.certificateWorkingDays), by: .mediationAdviser, to: [.family],
                missed: "The family waits for the certificate without which it cannot appeal.",
                source: "SEND Regulations 2014, reg 35 to 39, as IPSEA reads them", .law, .secondary)
        case .med5:
            row(
                id, "word to the health body of the issues", from: .healthIssuesRaised,
                .workingDaysAfter(Limit.certificateWorkingDays), by: .localAuthority, to: [.healthBody],
                missed: "The health body cannot take part in the mediation.",
                source: "SEND Regulations 2014, reg 35 to 37, as IPSEA reads them", .law, .secondary)
        case .ut1:
            row(
                id, "application for permission to appeal to the Upper Tribunal, by 17:00", from: .tribunalDecision,
                .tribunalDays(Limit.permissionDays), by: .family, to: [.tribunal],
                missed: "The Tribunal must be asked for more time.",
                source: "Tribunal Procedure (HESC) Rules 2008, r.12; twenty-eight days as GOV.UK says", .law, .secondary
            )
        case .tri1:
            row(
                id, "end of the plan", from: .tribunalOrder, .sameDay, if: .order(.ceaseDismissed), by: .localAuthority,
                to: [.family], missed: "The duty is absolute (BA v Nottinghamshire [2021] EWHC 1348 (Admin)).",
                source: "SEND Regulations 2014, reg 44(2)", .law, .secondary)
        case .tri2:
            row(
                id, "word that the assessment begins", from: .tribunalOrder, .weeksAfter(Limit.orderedAssessmentWeeks),
                if: .order(.assess), by: .localAuthority, to: [.family],
                missed: "The duty is absolute (BA v Nottinghamshire [2021] EWHC 1348 (Admin)).",
                source: "SEND Regulations 2014, reg 44(2)", .law, .secondary)
        case .tri3:
            row(
                id, "decision to make no plan", from: .tribunalOrder, .weeksAfter(Limit.orderedNoPlanWeeks),
                if: .order(.assess), by: .localAuthority, to: [.family],
                missed: "The duty is absolute (BA v Nottinghamshire [2021] EWHC 1348 (Admin)).",
                source: "SEND Regulations 2014, reg 44(2)", .law, .secondary)
        case .tri4:
            row(
                id, "final plan after the ordered assessment", from: .tribunalOrder,
                .weeksAfter(Limit.orderedAssessedPlanWeeks), if: .order(.assess), by: .localAuthority,
                to: [.family, .namedInstitutions, .healthBody],
                missed: "The duty is absolute (BA v Nottinghamshire [2021] EWHC 1348 (Admin)).",
                source: "SEND Regulations 2014, reg 44(2)", .law, .secondary)
        case .tri5:
            row(
                id, "draft of the ordered plan", from: .tribunalOrder, .weeksAfter(Limit.orderedDraftWeeks),
                if: .order(.makePlan), by: .localAuthority, to: [.family],
                missed: "The duty is absolute (BA v Nottinghamshire [2021] EWHC 1348 (Admin)).",
                source: "SEND Regulations 2014, reg 44(2)", .law, .secondary)
        case .tri6:
            row(
                id, "final ordered plan", from: .tribunalOrder, .weeksAfter(Limit.orderedPlanWeeks),
                if: .order(.makePlan), by: .localAuthority, to: [.family, .namedInstitutions, .healthBody],
                missed: "The duty is absolute (BA v Nottinghamshire [2021] EWHC 1348 (Admin)).",
                source: "SEND Regulations 2014, reg 44(2)", .law, .secondary)
        case .tri7:
            row(
                id, "plan amended as ordered", from: .tribunalOrder, .weeksAfter(Limit.orderedAmendmentWeeks),
                if: .order(.amendContents), by: .localAuthority, to: [.family, .namedInstitutions, .healthBody],
                missed: "The duty is absolute (BA v Nottinghamshire [2021] EWHC 1348 (Admin)).",
                source: "SEND Regulations 2014, reg 44(2)", .law, .secondary)
        case .tri8:
            row(
                id, "plan naming the ordered institution", from: .tribunalOrder,
                .weeksAfter(Limit.orderedSectionIWeeks), if: .order(.sectionI), by: .localAuthority,
                to: [.family, .namedInstitutions, .healthBody],
                missed: "The duty is absolute (BA v Nottinghamshire [2021] EWHC 1348 (Admin)).",
                source: "SEND Regulations 2014, reg 44(2)", .law, .secondary)
        case .tri9:
            row(
                id, "plan maintained", from: .tribunalOrder, .sameDay, if: .order(.continuePlan), by: .localAuthority,
                to: [.family], missed: "The duty is absolute (BA v Nottinghamshire [2021] EWHC 1348 (Admin)).",
                source: "SEND Regulations 2014, reg 44(2)", .law, .knowledge)
        case .inf1:
            row(
                id, "report of the breach of personal data, within 72 hours", from: .breachKnown,
                .daysAfter(Limit.breachDays), by: .localAuthority, to: [.commissioner],
                missed: "The report says why it is late; unless nobody can come to harm, it is still made.",
                source: "UK GDPR, art. 33(1)", .law, .knowledge, since: LegalDay.dataProtection)
        case .pol1:
            row(
                id, "written answer to a disagreement about the kind of review", from: .approachDisagreed, .none,
                by: .localAuthority, to: [.family],
                missed: "A family that did not agree does not know why it was done all the same.",
                source: "the council's own policy", .policy, .primary)
        }
    }

    private static func row(
        _ id: RuleID, _ what: String, _ verb: Rule.Verb = .due, from trigger: Trigger, _ counting: Counting,
        if condition: Condition = .always, by owner: DutyHolder, to addressees: [DutyHolder], missed: String,
        source: String, _ standing: Standing, _ provenance: Provenance, since: Day = LegalDay.act, until: Day? = nil,
        readings: [Rule.Reading] = []
    ) -> Rule {
        Rule(
            id: id, what: what, trigger: trigger, condition: condition, counting: counting, verb: verb, owner: owner,
            addressees: addressees, effectWhenMissed: missed, source: source, standing: standing,
            provenance: provenance, since: since, until: until, readings: readings)
    }
}

/// What a council decides after a review meeting (reg 20(10)). Never derived from the kind of the review.
public enum ReviewOutcome: String, CaseIterable, Hashable, Sendable {
    case maintain, amend, cease
}
