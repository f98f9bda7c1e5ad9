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
    }

    /// All rules, in the order of their ids.
    public static let table: [Rule] = RuleID.allCases.map { rule($0) }

    /// The rule of that name. It is a `switch` so that the compiler refuses an id without its row.
    public static func rule(_ id: RuleID) -> Rule {
        switch id {
        case .cyc1:
            Rule(
                id: id, what: "review", trigger: .planMade, counting: .periodStarting(months: Limit.cycleMonths),
                owner: .localAuthority, addressees: [.family],
                effectWhenMissed: "The council is in breach, whether or not a meeting was held.",
                source: "Children and Families Act 2014, s.44(1)(a)", standing: .law, provenance: .primary)
        case .cyc2:
            Rule(
                id: id, what: "review", trigger: .lastReviewed, counting: .periodStarting(months: Limit.cycleMonths),
                owner: .localAuthority, addressees: [.family],
                effectWhenMissed: "The council is in breach, whether or not a meeting was held.",
                source: "Children and Families Act 2014, s.44(1)(b)", standing: .law, provenance: .primary)
        case .cyc3:
            Rule(
                id: id, what: "decision that completes the review", trigger: .reviewDue, counting: .none,
                owner: .localAuthority, addressees: [.family],
                effectWhenMissed: "A meeting inside the twelve months does not complete the review.",
                source: "SEND Code of Practice 2015, 9.169", standing: .guidance, provenance: .secondary)
        case .cyc4:
            Rule(
                id: id, what: "meeting", trigger: .reviewDue, counting: .weeksBefore(Limit.decisionWeeks),
                owner: .localAuthority, addressees: [.head],
                effectWhenMissed: "The decision may still be in time, but no longer has its four weeks.",
                source: "follows from s.44(1) and reg 20(10)", standing: .derived, provenance: .secondary)
        case .cyc5:
            Rule(
                id: id, what: "review", trigger: .lastReviewed, counting: .none, owner: .localAuthority,
                addressees: [.family],
                effectWhenMissed:
                    "An amended plan, a Tribunal order or a mediation agreement does not restart the year.",
                source: "Children and Families Act 2014, s.44(1), as IPSEA and the Ombudsman read it", standing: .law,
                provenance: .secondary)
        case .cyc8:
            Rule(
                id: id, what: "review at the plan’s own interval", trigger: .cycleStart, counting: .none,
                owner: .localAuthority, addressees: [.family],
                effectWhenMissed: "The council does not do what the plan itself promises.",
                source: "the plan; LGSCO 24 015 905", standing: .guidance, provenance: .secondary)
        case .cyc10:
            Rule(
                id: id, what: "answer to the request for an early review", trigger: .earlyReviewRequested,
                counting: .none, owner: .localAuthority, addressees: [.family],
                effectWhenMissed: "Not answering is fault.",
                source: "no law sets a day, and not answering is fault: LGSCO 24 002 373",
                standing: .policy, provenance: .secondary)
        case .mtg1:
            Rule(
                id: id, what: "meeting", trigger: .reviewDue, counting: .none, owner: .localAuthority,
                addressees: [.invited], effectWhenMissed: "Without a meeting there is no lawful review.",
                source: "SEND Regulations 2014, reg 20(1)", standing: .law, provenance: .primary)
        case .mtg2:
            Rule(
                id: id, what: "invitation", trigger: .meeting, counting: .with(.mtg3), owner: .arranger,
                addressees: [.family, .head, .localAuthority, .healthBody, .socialCare],
                effectWhenMissed: "The meeting is not the one the regulation describes.",
                source: "SEND Regulations 2014, reg 20(2)", standing: .law, provenance: .primary)
        case .mtg3:
            Rule(
                id: id, what: "notice of the meeting", trigger: .meeting, counting: .weeksBefore(Limit.noticeWeeks),
                owner: .arranger, addressees: [.invited],
                effectWhenMissed: "Those invited may ask for another day.",
                source: "SEND Regulations 2014, reg 20(3)", standing: .law, provenance: .primary)
        case .mtg4:
            Rule(
                id: id, what: "advice for the meeting", trigger: .meeting, counting: .weeksBefore(Limit.noticeWeeks),
                owner: .arranger, addressees: [.invited],
                effectWhenMissed: "The meeting goes ahead without what it needs, or is moved.",
                source: "SEND Regulations 2014, reg 20(4)", standing: .law, provenance: .primary)
        case .rep1:
            Rule(
                id: id, what: "report of the meeting", trigger: .meeting, counting: .weeksAfter(Limit.reportWeeks),
                owner: .head, addressees: [.invited, .localAuthority],
                effectWhenMissed: "The council's own day does not move.",
                source: "SEND Regulations 2014, reg 20(9)", standing: .law, provenance: .secondary)
        case .dec1:
            Rule(
                id: id, what: "decision", trigger: .meeting, counting: .weeksAfter(Limit.decisionWeeks),
                owner: .localAuthority, addressees: [.family, .head],
                effectWhenMissed: "The review is not complete, and the family has no right of appeal yet.",
                source: "SEND Regulations 2014, reg 20(10)", standing: .law, provenance: .secondary)
        case .dec2:
            Rule(
                id: id, what: "notice of the right to appeal", trigger: .meeting, counting: .with(.dec1),
                owner: .localAuthority, addressees: [.family],
                effectWhenMissed: "The Tribunal may admit a late appeal.",
                source: "SEND Regulations 2014, reg 20(11)", standing: .law, provenance: .knowledge)
        case .amd1:
            Rule(
                id: id, what: "amendment notice", trigger: .meeting, counting: .weeksAfter(Limit.decisionWeeks),
                owner: .localAuthority, addressees: [.family],
                effectWhenMissed: "A decision to amend without its notice is not in time.",
                source:
                    "SEND Regulations 2014, reg 20(10) and 22(2); R (L, M and P) v Devon CC [2022] EWHC 493 (Admin)",
                standing: .law, provenance: .secondary)
        case .amd2:
            Rule(
                id: id, what: "representations", trigger: .noticeServed,
                counting: .daysBeginning(Limit.representationDays), owner: .family, addressees: [.localAuthority],
                effectWhenMissed: "The council may finalise the plan from the next day.",
                source: "SEND Regulations 2014, reg 22(2)(c)", standing: .law, provenance: .primary)
        case .amd3:
            Rule(
                id: id, what: "final plan", trigger: .noticeSent, counting: .weeksAfter(Limit.finalWeeksAfterNotice),
                owner: .localAuthority, addressees: [.family, .namedInstitutions, .healthBody],
                effectWhenMissed: "The family's appeal is delayed; the Ombudsman counts from here.",
                source: "SEND Regulations 2014, reg 22(3)", standing: .law, provenance: .primary)
        case .amd4:
            Rule(
                id: id, what: "decision not to amend, with reasons", trigger: .noticeSent,
                counting: .weeksAfter(Limit.finalWeeksAfterNotice), owner: .localAuthority, addressees: [.family],
                effectWhenMissed: "The family's appeal is delayed.",
                source: "SEND Regulations 2014, reg 22(4)", standing: .law, provenance: .primary)
        case .amd5:
            Rule(
                id: id, what: "final plan", trigger: .meeting, counting: .weeksAfter(Limit.finalWeeksAfterMeeting),
                owner: .localAuthority, addressees: [.family, .namedInstitutions, .healthBody],
                effectWhenMissed: "The family's appeal is delayed; the Ombudsman counts from here.",
                source: "R (L, M and P) v Devon CC [2022] EWHC 493 (Admin)", standing: .law, provenance: .secondary)
        case .amd6:
            Rule(
                id: id, what: "final plan", trigger: .noticeSent, counting: .earlierOf(.amd3, .amd5),
                owner: .localAuthority, addressees: [.family, .namedInstitutions, .healthBody],
                effectWhenMissed: "When the notice was sent early, its eight weeks end first and bind.",
                source: "SEND Regulations 2014, reg 22(3)", standing: .derived, provenance: .secondary)
        case .amd7:
            Rule(
                id: id, what: "final plan", trigger: .meeting, counting: .earlierOf(.amd3, .amd5),
                owner: .localAuthority, addressees: [.family, .namedInstitutions, .healthBody],
                effectWhenMissed: "When the notice was sent late, twelve weeks from the meeting end first and bind.",
                source: "SEND Regulations 2014, reg 22(3); R (L, M and P) v Devon CC [2022] EWHC 493 (Admin)",
                standing: .derived, provenance: .secondary)
        case .ph1:
            Rule(
                id: id, what: "amended plan naming the next school", trigger: .transfer,
                counting: .before(month: 2, day: 15), owner: .localAuthority,
                addressees: [.family, .namedInstitutions],
                effectWhenMissed: "The child may have no place, and the appeal may not be heard before September.",
                source: "SEND Regulations 2014, reg 18(1)(b)", standing: .law, provenance: .primary)
        case .ph2:
            Rule(
                id: id, what: "amended plan naming the post-16 institution", trigger: .transfer,
                counting: .before(month: 3, day: 31), owner: .localAuthority,
                addressees: [.family, .namedInstitutions],
                effectWhenMissed: "The young person may have no place, and the appeal may not be heard in time.",
                source: "SEND Regulations 2014, reg 18(1)(a)", standing: .law, provenance: .primary)
        case .ph3:
            Rule(
                id: id, what: "amended plan naming the next post-16 institution", trigger: .transfer,
                counting: .monthsBefore(Limit.laterTransferMonths), owner: .localAuthority,
                addressees: [.family, .namedInstitutions],
                effectWhenMissed: "The young person may have no place in time.",
                source: "SEND Regulations 2014, reg 18(2)", standing: .law, provenance: .primary)
        case .ph4:
            Rule(
                id: id, what: "meeting before the transfer", trigger: .transfer, counting: .none,
                owner: .localAuthority, addressees: [.head],
                effectWhenMissed: "The plan may still be in time, but no longer has its twelve weeks.",
                source: "follows from reg 18(1), 20(10) and 22(3)", standing: .derived, provenance: .secondary)
        case .app1:
            Rule(
                id: id, what: "appeal to the Tribunal", trigger: .decisionLetterSent,
                counting: .monthsAfter(Limit.appealMonths), owner: .family, addressees: [.tribunal],
                effectWhenMissed: "The Tribunal must be asked to admit a late appeal.",
                source: "Tribunal Procedure (HESC) Rules 2008, r.20(1)(c)(i)", standing: .law, provenance: .primary)
        case .app2:
            Rule(
                id: id, what: "appeal to the Tribunal", trigger: .certificateIssued,
                counting: .monthsAfter(Limit.appealMonthsAfterCertificate), owner: .family, addressees: [.tribunal],
                effectWhenMissed: "The Tribunal must be asked to admit a late appeal.",
                source: "Tribunal Procedure (HESC) Rules 2008, r.20(1)(c)(ii)", standing: .law, provenance: .primary)
        case .app3:
            Rule(
                id: id, what: "appeal to the Tribunal", trigger: .decisionLetterSent, counting: .none,
                owner: .family, addressees: [.tribunal],
                effectWhenMissed: "The Tribunal must be asked to admit a late appeal.",
                source: "Tribunal Procedure (HESC) Rules 2008, r.12 and 20(1)(c)", standing: .law,
                provenance: .primary)
        case .med1:
            Rule(
                id: id, what: "call to the mediation adviser", trigger: .decisionLetterSent,
                counting: .monthsAfter(Limit.appealMonths), owner: .family, addressees: [.mediationAdviser],
                effectWhenMissed: "No mediation certificate may be given as of right.",
                source: "SEND Regulations 2014, reg 33", standing: .law, provenance: .primary)
        case .pol1:
            Rule(
                id: id, what: "written answer to a disagreement about the kind of review", trigger: .approachDisagreed,
                counting: .none, owner: .localAuthority, addressees: [.family],
                effectWhenMissed: "A family that did not agree does not know why it was done all the same.",
                source: "the council's own policy", standing: .policy, provenance: .primary)
        }
    }
}

/// What a council decides after a review meeting (reg 20(10)). Never derived from the kind of the review.
public enum ReviewOutcome: String, CaseIterable, Hashable, Sendable {
    case maintain, amend, cease
}
