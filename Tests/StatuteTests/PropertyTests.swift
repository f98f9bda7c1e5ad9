import Statute
import Testing

/// A small generator with a seed, so that a failure can be seen again.
private struct Random: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

@Suite struct `Properties of all deadlines` {
    private func facts(_ random: inout Random) throws -> Facts {
        let start = try day("2015-01-01")
        var facts = Facts()
        for field in Facts.Field.allCases where Bool.random(using: &random) {
            facts[field] = start + Int.random(in: 0..<6000, using: &random)
        }
        facts.outcome = ReviewOutcome.allCases.randomElement(using: &random)
        facts.born = Month(Int.random(in: 1995...2024, using: &random), Int.random(in: 1...12, using: &random))
        if let phase = TransferPhase.allCases.randomElement(using: &random) {
            facts.transfer = Transfer(phase, in: Int.random(in: 2015...2031, using: &random))
        }
        facts.isSectionIOnly = Bool.random(using: &random)
        facts.amendsOutsideReview = Bool.random(using: &random)
        return facts
    }

    @Test func `A later day among the facts never gives an earlier deadline, on whatever rule`() throws {
        var random = Random(state: 1)
        let holidays = try announcedHolidays()
        // The two days of a final plan are one limit.
        func key(_ rule: RuleID) -> RuleID { [.amd3, .amd5, .amd6, .amd7].contains(rule) ? .amd3 : rule }
        for _ in 0..<400 {
            let facts = try facts(&random)
            let before = Statute.deadlines(for: facts, holidays: holidays)
            for field in Facts.Field.allCases {
                guard let day = facts[field] else { continue }
                var later = facts
                later[field] = day + Int.random(in: 1..<400, using: &random)
                // These decide which rule holds, or to what age, and not only from when it counts.
                if [.awareOfMove, .moved, .movedIn, .detained, .released, .assessmentRequested].contains(field) {
                    continue
                }
                // PH-4 may stand twice, before either of two transfers.
                for deadline in Statute.deadlines(for: later, holidays: holidays) where deadline.rule != .ph4 {
                    guard let earlier = before.last(where: { key($0.rule) == key(deadline.rule) }) else { continue }
                    #expect(deadline.due >= earlier.due, "\(field) \(deadline.why)")
                }
            }
        }
    }

    @Test func `Deadlines come in the order of their days, each rule of the table once and with its reason`() throws {
        var random = Random(state: 2)
        let holidays = try announcedHolidays()
        for _ in 0..<400 {
            let facts = try facts(&random)
            let all = Statute.deadlines(for: facts, holidays: holidays)
            #expect(zip(all, all.dropFirst()).allSatisfy { $0.due <= $1.due })
            let ids = all.map(\.rule).filter { $0 != .ph4 }
            #expect(Set(ids).count == ids.count)
            for deadline in all {
                let rule = Statute.rule(deadline.rule)
                #expect(deadline.why.contains(rule.source) && deadline.why.contains(deadline.due.short))
                #expect(deadline.why.contains("guidance") == (rule.standing == .guidance))
                #expect(deadline.why.contains("to be confirmed") == (rule.provenance == .knowledge))
                #expect(deadline.why.contains("provisional") == deadline.isProvisional)
            }
        }
    }

    @Test func `Counting back and forth agrees, for every day of twelve years`() throws {
        var day = try day("2019-01-01")
        let end = try StatuteTests.day("2031-01-01")
        while day <= end {
            #expect(day.weeksBefore(4).weeksAfter(4) == day)
            #expect(Statute.decisionBy(meeting: Statute.latestMeeting(reviewDue: day)) == day)
            // Five months have passed by then from the last day that is five months before; at the end of a short month
            // the forward count would allow up to three days more, which the corresponding date does not.
            let before = day.monthsAfter(-5)
            #expect(before.monthsAfter(5) <= day && (before + 4).monthsAfter(5) > day)
            // A period starting with a day and the next one meet without a gap.
            let last = day.lastDayOfPeriodStarting(months: 12)
            #expect(last < day.monthsAfter(12) || last == day.monthsAfter(12) && last.parts.day != day.parts.day)
            day = day + 1
        }
        for phase in TransferPhase.allCases {
            let plan = try #require(Statute.transferPlanBy(phase, year: 2027))
            let meeting = try #require(Statute.latestMeeting(phase, year: 2027))
            #expect(Statute.finalBy(meeting: meeting, noticeSent: Statute.decisionBy(meeting: meeting)) == plan)
        }
    }

    @Test func `A day that working days decide is provisional exactly when a year on the way is not announced`() throws
    {
        let holidays = try announcedHolidays()
        for (year, expected) in [(2026, false), (2027, false), (2028, true)] {
            var facts = Facts(decisionSent: Day(year, 3, 2), outcome: .maintain)
            facts.mediationDeclined = Day(year, 3, 2)
            facts.appealSent = Day(year, 3, 2)
            let all = Statute.deadlines(for: facts, holidays: holidays)
            for rule in [RuleID.app3, .app4, .med2] {
                let deadline = try #require(all.first { $0.rule == rule })
                #expect(deadline.isProvisional == expected)
                #expect(deadline.why.contains("bank holidays on the way are not announced yet") == expected)
            }
            #expect(all.first { $0.rule == .app1 }?.isProvisional == false)
        }
    }

    @Test func `Duties are never dates, and dates are never duties`() throws {
        var random = Random(state: 3)
        for _ in 0..<200 {
            let facts = try facts(&random)
            let dated = Set(Statute.deadlines(for: facts).map(\.rule))
            let duties = Statute.duties(for: facts)
            #expect(dated.isDisjoint(with: duties.map(\.rule)))
            for duty in duties { #expect(duty.why.contains(Statute.rule(duty.rule).source)) }
        }
    }
}
