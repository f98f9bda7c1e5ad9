import Statute
import Testing

/// Where the sources disagree: both days are computed, the default is the rule's own.
@Suite struct `Conflicting readings of the law` {
    /// The rule's own day and that of the reading with that number, counted from those days.
    private func both(
        _ number: Int, _ rule: RuleID, from: String, other: String? = nil
    ) throws -> (own: String?, other: String?, isRefuted: Bool) {
        let holidays = try announcedHolidays()
        let rule = Statute.rule(rule)
        let reading = try #require(rule.readings.first { $0.conflict == number })
        return (
            rule.counting.last(from: try day(from), holidays: holidays)?.description,
            reading.counting.last(from: try day(other ?? from), holidays: holidays)?.description, reading.isRefuted
        )
    }

    @Test func `1: twelve months end on the day before the anniversary; a breach for certain only after it`() throws {
        #expect(try both(1, .cyc1, from: "2023-11-25") == ("2024-11-24", "2024-11-25", false))
        #expect(try both(1, .cyc2, from: "2023-11-25") == ("2024-11-24", "2024-11-25", false))
    }

    @Test func `2: “before” 15 February and 31 March is the day before`() throws {
        #expect(try both(2, .ph1, from: "2027-01-01") == ("2027-02-14", "2027-02-15", false))
        #expect(try both(2, .ph2, from: "2027-01-01") == ("2027-03-30", "2027-03-31", false))
    }

    @Test
    func `3: a plan was last reviewed when the decision was sent, neither at the meeting nor with the final plan`()
        throws
    {
        let readings = Statute.rule(.cyc2).readings.filter { $0.conflict == 3 }
        #expect(readings.map(\.trigger) == [.lastMeeting, .lastFinal])
        #expect(readings.allSatisfy { !$0.isRefuted })
        var facts = Facts(lastReviewed: try day("2023-11-25"))
        facts.lastMeeting = try day("2023-10-30")
        facts.lastFinal = try day("2024-01-15")
        let review = try #require(Statute.deadlines(for: facts).first { $0.rule == .cyc2 })
        #expect(review.due.description == "2024-11-24", "the decision is the default")
        #expect(
            review.otherReadings.map(\.day.description) == ["2024-11-25", "2024-10-29", "2025-01-14"],
            "to the same date, from the meeting, from the final plan")
        let words = try #require(review.otherReadings.last?.words)
        #expect(words.contains("final plan") && words.contains("CYC-5"))
    }

    @Test func `4: one month from the certificate, not thirty days`() throws {
        #expect(try both(4, .app2, from: "2026-01-31") == ("2026-02-28", "2026-03-02", false))
    }

    @Test func `5: the report is due in two calendar weeks, not in ten working days`() throws {
        #expect(try both(5, .rep1, from: "2026-03-27") == ("2026-04-10", "2026-04-14", true))
    }

    @Test func `6: the amendment notice is due four weeks from the meeting, not from the decision letter`() throws {
        let both = try both(6, .amd1, from: "2024-11-01", other: "2024-11-29")
        #expect(both == ("2024-11-29", "2024-12-27", true))
    }

    @Test func `7: the final plan is due at the earlier of eight weeks and twelve, not in eight weeks in all`() throws {
        #expect(try both(7, .amd5, from: "2024-11-01") == ("2025-01-24", "2024-12-27", true))
        var facts = Facts(meeting: try day("2024-11-01"), outcome: .amend, noticeSent: try day("2024-11-25"))
        let early = try #require(Statute.deadlines(for: facts).first { $0.rule == .amd6 })
        #expect(early.due.description == "2025-01-20" && early.otherReading?.day.description == "2025-01-24")
        facts.noticeSent = try day("2024-12-10")
        let late = try #require(Statute.deadlines(for: facts).first { $0.rule == .amd7 })
        #expect(late.due.description == "2025-01-24" && late.otherReading?.day.description == "2025-02-04")
    }

    @Test func `8: the family has two months to appeal, not eight weeks`() throws {
        #expect(try both(8, .app1, from: "2026-03-04") == ("2026-05-04", "2026-04-29", true))
    }

    @Test func `9: the second week of January is too late for a meeting before 15 February`() throws {
        #expect(try both(9, .ph4, from: "2027-02-14") == ("2026-11-22", "2027-01-14", true))
    }

    @Test func `10: a breach after two weeks, a warning from two clear ones`() throws {
        for rule in [RuleID.mtg3, .mtg4] {
            #expect(try both(10, rule, from: "2024-11-29") == ("2024-11-15", "2024-11-14", false))
        }
    }

    @Test func `11: the council's limits run in calendar weeks, not in working days`() throws {
        #expect(try both(11, .dec1, from: "2025-12-10") == ("2026-01-07", "2026-01-12", true))
    }

    @Test func `Every disagreement is listed, and every reading belongs to one that names its rule`() {
        #expect(Statute.conflicts.map(\.number) == Array(1...11))
        for rule in Statute.table {
            for reading in rule.readings {
                let conflict = Statute.conflicts.first { $0.number == reading.conflict }
                #expect(conflict?.rules.contains(rule.id) == true, "\(rule.id)")
            }
        }
    }

    @Test func `What is simply wrong is never shown beside the law's day`() throws {
        let facts = Facts(meeting: try day("2024-11-01"), decisionSent: try day("2024-11-29"), outcome: .amend)
        for rule in [RuleID.rep1, .dec1, .amd1, .amd5] {
            #expect(Statute.deadlines(for: facts).first { $0.rule == rule }?.otherReadings == [])
        }
    }
}
