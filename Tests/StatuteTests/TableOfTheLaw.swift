import Testing

@testable import Statute

@Suite struct `The table of the law` {
    @Test func `Every rule has its row, its source and what follows when it is missed`() {
        #expect(Statute.table.map(\.id) == RuleID.allCases)
        for rule in Statute.table {
            #expect(!rule.what.isEmpty && !rule.source.isEmpty && !rule.effectWhenMissed.isEmpty)
            #expect(!rule.addressees.isEmpty, "\(rule.id)")
        }
    }

    /// The rules of which some text or number was not read anywhere, each with what it is. A mark is taken away only here,
    /// by a person who has read it.
    static let unread: [RuleID: String] = [
        .cyc11: "the paragraph's number", .mtg6: "the text of reg 20(6)", .mtg7: "reg 19", .adj1: "no authority found",
        .adj2: "no authority found",
        .rep1: "the text of reg 20(7) to (9)", .dec2: "the text of reg 20(11) and 21(10)",
        .amd8: "the text of reg 28", .amd9: "the fifteen days; s.43", .rea1: "the six months of reg 24",
        .rea2: "reg 25(1)", .rea4: "s.51(2)(d)", .rea5: "no authority found", .cus2: "s.48 and chapter 10",
        .cov1: "the instrument's number", .age1: "the numbers of the sections", .tri9: "continuing at once",
        .inf1: "the text of the article",
    ]

    @Test func `Rules that nobody has read in the text itself bear their mark, and no others do`() {
        let marked = Statute.table.filter { $0.provenance == .knowledge }.map(\.id)
        #expect(Set(marked) == Set(Self.unread.keys))
        for id in Self.unread.keys {
            // Whoever reads a day or a duty reads the mark with it.
            #expect(Deadline(rule: id, due: .first, from: .first).why.contains(Provenance.doubt), "\(id.rawValue)")
            #expect(Duty(rule: id, from: .first).why.contains(Provenance.doubt), "\(id.rawValue)")
        }
        let told = Statute.told.filter { $0.provenance == .knowledge }.map { "\($0.message.rawValue)/\($0.who)" }
        #expect(
            told == [
                "termly list/head", "termly list/healthBody", "termly list/socialCare",
                "plan transferred in/healthBody",
            ])
        // Two clear weeks are a reading of two rules that were read.
        for rule in [RuleID.mtg3, .mtg4] {
            #expect(Statute.rule(rule).readings.allSatisfy { $0.words.contains("nobody has read") })
        }
    }

    /// The rows whose every part somebody has read in the Act, the Regulations, the Rules or the judgment itself. Notes on the
    /// Act, pages about it and decisions that quote it are none of these.
    static let read: Set<RuleID> = [
        .cyc1, .cyc2, .mtg1, .mtg2, .mtg3, .mtg4, .mtg5, .mtg8, .amd2, .amd3, .amd4, .ph1, .ph2, .ph3, .cease2, .cease3,
        .cease6, .cease7, .rea3, .mov1, .mov2, .mov3, .mov4, .mov5, .cus1, .cus3, .cus3a, .cus3b, .app1, .app2, .app3,
        .app5, .app5a, .med1,
    ]

    @Test
    func `Rules that claim to have been read in the law are those that somebody read there, and the council's own`() {
        let claimed = Statute.table.filter { $0.provenance == .primary }
        #expect(Set(claimed.filter { $0.standing != .policy }.map(\.id)) == Self.read)
        // What no text of was at hand is claimed by nobody: regs 19, 20(6) to (12), 22(5), 25 and 28, s.45 and s.46.
        let unseen = [
            "reg 19", "reg 20(6)", "reg 20(7)", "reg 20(9)", "reg 20(10)", "reg 20(11)", "22(5)", "reg 25", "reg 28",
            "s.45", "s.46", "reg 46",
        ]
        for rule in claimed { #expect(!unseen.contains { rule.source.contains($0) }, "\(rule.id): \(rule.source)") }
        for told in Statute.told where told.provenance == .primary {
            #expect(!told.source.contains("(5)") && !(unseen.contains { told.source.contains($0) }), "\(told.source)")
        }
    }

    @Test func `The fast functions say what the table says, for every day of a leap year and the next`() throws {
        var day = try day("2024-01-01")
        let end = try StatuteTests.day("2025-12-31")
        while day <= end {
            func table(_ id: RuleID) -> Day? { Statute.rule(id).counting.last(from: day) }
            #expect(Statute.reviewDue(made: day, lastReviewed: nil) == table(.cyc1))
            #expect(Statute.reviewDue(made: nil, lastReviewed: day) == table(.cyc2))
            #expect(Statute.latestMeeting(reviewDue: day) == table(.cyc4))
            #expect(Statute.noticeBy(meeting: day).last == table(.mtg3))
            #expect(Statute.adviceBy(meeting: day).last == table(.mtg4))
            #expect(Statute.reportBy(meeting: day) == table(.rep1))
            #expect(Statute.decisionBy(meeting: day) == table(.dec1))
            #expect(Statute.amendmentNoticeBy(meeting: day) == table(.amd1))
            #expect(Statute.representationsUntil(served: day) == table(.amd2))
            #expect(Statute.finalBy(meeting: day, noticeSent: nil) == table(.amd5))
            #expect(Statute.finalBy(meeting: day + 3650, noticeSent: day) == table(.amd3))
            #expect(Statute.finalBy(noticeSent: day) == table(.amd3))
            #expect(Statute.appealPeriodEnds(sent: day) == table(.app1))
            #expect(Statute.transferPlanBy(.infantToJunior, year: day.year) == table(.ph1))
            #expect(Statute.transferPlanBy(.secondaryToPost16, year: day.year) == table(.ph2))
            #expect(Statute.laterTransferPlanBy(transfer: day) == table(.ph3))
            #expect(Statute.transferLetterBy(transferred: day) == table(.mov4))
            var moved = Facts(planMade: day - 200)
            moved.movedIn = day
            let due: [Deadline] = Statute.deadlines(for: moved)
            #expect(
                Statute.reviewDue(made: day - 200, lastReviewed: nil, transferred: day)
                    == due.first { $0.rule == .mov5 }?.due)
            #expect(
                Statute.reviewDue(made: nil, lastReviewed: nil, transferred: day)
                    == day.lastDayOfPeriodStarting(months: 3))
            #expect(Statute.mediationContactUntil(sent: day) == table(.med1))
            day = day + 1
        }
    }

    @Test
    func `A day counted back to its trigger and forwards again is the same day, for every rule of whole weeks or days`()
        throws
    {
        let day = try day("2024-11-29")
        var counted: Set<RuleID> = []
        for rule in Statute.table {
            guard let trigger = rule.counting.trigger(of: day) else { continue }
            #expect(rule.counting.last(from: trigger) == day, "\(rule.id)")
            counted.insert(rule.id)
        }
        #expect(counted.isSuperset(of: [.cyc4, .mtg3, .mtg4, .rep1, .dec1, .amd2, .amd3, .amd5]))
        #expect(Counting.clearWeeksBefore(2).trigger(of: day) == day + 15)
        #expect(Counting.monthsAfter(2).trigger(of: day) == nil && Counting.none.trigger(of: day) == nil)
    }

    @Test func `A deadline says why in one sentence`() throws {
        let all = Statute.deadlines(
            for: Facts(
                planMade: try day("2024-02-29"), meeting: try day("2024-11-01"), outcome: .amend,
                noticeSent: try day("2024-11-25"), noticeServed: try day("2024-11-27"),
                transfer: Transfer(.primaryToSecondary, in: 2025)))
        let sentences = all.map(\.why)
        #expect(
            sentences == [
                "invitation due 18 Oct 2024: as the notice of the meeting (MTG-3), two weeks before the meeting on 1 Nov 2024 "
                    + "(SEND Regulations 2014, reg 20(2))",
                "notice of the meeting due 18 Oct 2024: two weeks before the meeting on 1 Nov 2024 (SEND Regulations 2014, "
                    + "reg 20(3))",
                "advice for the meeting due 18 Oct 2024: two weeks before the meeting on 1 Nov 2024 (SEND Regulations 2014, "
                    + "reg 20(4))",
                "report of the meeting due 15 Nov 2024: two weeks after the meeting on 1 Nov 2024 (SEND Regulations 2014, "
                    + "reg 20(9); not read in the text itself, to be confirmed)",
                "meeting before the transfer no later than 22 Nov 2024: twelve weeks before the plan is due on 14 Feb 2025 "
                    + "(follows from reg 18(1), 20(10) and 22(3))",
                "decision due 29 Nov 2024: four weeks after the meeting on 1 Nov 2024 (SEND Regulations 2014, reg 20(10))",
                "amendment notice due 29 Nov 2024: four weeks after the meeting on 1 Nov 2024 (SEND Regulations 2014, "
                    + "reg 20(10) and 22(2); R (L, M and P) v Devon CC [2022] EWHC 493 (Admin))",
                "representations open until 11 Dec 2024: 15 days beginning with 27 Nov 2024, the day on which the amendment "
                    + "notice was served (SEND Regulations 2014, reg 22(2)(c))",
                "decision, with reasons, not to amend after all due 20 Jan 2025: eight weeks after the amendment notice was "
                    + "sent on 25 Nov 2024 (SEND Regulations 2014, reg 22(4))",
                "final plan due 20 Jan 2025: eight weeks after the amendment notice was sent on 25 Nov 2024 (SEND "
                    + "Regulations 2014, reg 22(3))",
                "meeting no later than 31 Jan 2025: four weeks before the review is due on 28 Feb 2025 (follows from "
                    + "s.44(1) and reg 20(10))",
                "amended plan naming the next school due 14 Feb 2025: before 15 February of the year of the transfer (SEND "
                    + "Regulations 2014, reg 18(1)(b))",
                "review due 28 Feb 2025: twelve months starting with 29 Feb 2024, the day on which the plan was first made "
                    + "(Children and Families Act 2014, s.44(1)(a))",
                "decision that completes the review due 28 Feb 2025: on 28 Feb 2025, the day on which the review is due "
                    + "(SEND Code of Practice 2015, 9.169; guidance)",
            ])
    }

    @Test(arguments: [
        (ReviewOutcome.maintain, RuleID.dec2, RuleID.amd1), (.cease, .dec2, .amd1), (.amend, .amd1, .dec2),
    ])
    func `Maintain and cease carry the right to appeal on the day of the decision; amend carries the notice`(
        _ outcome: ReviewOutcome, _ carried: RuleID, _ absent: RuleID
    ) throws {
        let all = Statute.deadlines(for: Facts(meeting: try day("2024-11-01"), outcome: outcome))
        #expect(all.first { $0.rule == carried }?.due.description == "2024-11-29")
        #expect(!all.contains { $0.rule == absent })
        #expect(all.contains { $0.rule == .amd5 } == (outcome == .amend))
    }
}
