import CaseFile
import Contracts
import Statute
import TestSupport
import Testing

@testable import Casework

@Suite struct `A forecast` {
    private static func story(_ name: String = "B-1", _ plan: PlanRecorded? = nil) throws -> TestCase {
        var story = TestCase(try #require(CaseID(name)))
        var known = PlanRecorded(made: day("2020-05-04"), placement: .mainstream, need: .autism, model: "statutory")
        known.reviewed = day("2025-11-28")
        story.report(.planRecorded(plan ?? known), on: day("2025-12-01"))
        return story
    }

    private static func open(_ story: TestCase) -> [Forecast.Duty: Day] {
        Dictionary(Forecast.open(in: story.file).map { ($0.duty, $0.deadline.due) }) { first, _ in first }
    }

    @Test func `names each duty that is open, with the law's last day, and none that is done`() throws {
        var story = try Self.story()
        // Twelve months from the last decision, and four weeks before that for its meeting.
        #expect(Self.open(story) == [.review: day("2026-11-27"), .meeting: day("2026-10-30")])
        story.report(.reviewUnderWay(ReviewUnderWay(review: 1, kind: .annual)), on: day("2026-09-01"))
        story.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2026-10-05"), happened: day("2026-10-05"))
        #expect(
            Self.open(story)
                == [.review: day("2026-11-27"), .report: day("2026-10-19"), .decision: day("2026-11-02")])
        story.report(.reportReceived(ReportReceived(review: 1)), on: day("2026-10-19"), happened: day("2026-10-19"))
        story.report(
            .decisionRecorded(DecisionRecorded(review: 1, outcome: .amend, notice: day("2026-11-02"))),
            on: day("2026-11-02"),
            happened: day("2026-11-02"))
        let open = Self.open(story)
        #expect(open[.finalPlan] == story.file.review(1)?.finalDeadline?.due)
        #expect(open[.review] == day("2027-11-01") && open[.decision] == nil && open[.report] == nil)
        story.report(
            .finalRecorded(FinalRecorded(review: 1, outcome: .amended)), on: day("2026-12-07"),
            happened: day("2026-12-07"))
        #expect(Self.open(story)[.finalPlan] == nil)
        story.report(.planEnded(PlanEnded()), on: day("2026-12-08"), happened: day("2026-12-08"))
        #expect(Forecast([story.id: story.file], on: day("2026-12-08")).lines.isEmpty)
    }

    @Test func `takes the last day itself as in time`() throws {
        let story = try Self.story()
        let files = [story.id: story.file]
        // The meeting's last day is 30 October.
        let week = Forecast(files, on: day("2026-10-24"))
        #expect(week.late(in: 7).map(\.duty) == [.meeting] && week.late.isEmpty)
        #expect(Forecast(files, on: day("2026-10-23")).late(in: 7).isEmpty)
        #expect(Forecast(files, on: day("2026-10-30")).late.isEmpty)
        #expect(Forecast(files, on: day("2026-10-31")).late.map(\.duty) == [.meeting])
    }

    /// Of random files: what it says of the days ahead is what is late once they have passed and nobody did anything.
    @Test func `says of each day ahead what is late then if nothing was done`() throws {
        var compared = 0
        var files: [CaseID: CaseFile] = [:]
        for seed in seeds(from: 77, 12) {
            guard var life = RandomLife(seed: seed, services: [], looksExactly: false) else { continue }
            life.live(reports: 6)
            files[life.id] = life.file
        }
        func keys(_ lines: [Forecast.Line]) -> Set<String> {
            Set(lines.map { "\($0.id)/\($0.review)/\($0.duty.rawValue)/\($0.deadline.rule.rawValue)" })
        }
        let dues = Forecast(files, on: day("2024-06-01")).lines.map(\.due)
        for (place, due) in dues.enumerated() {
            let start = due - [0, 6, 7, 13, 27, 28][place % 6]
            let forecast = Forecast(files, on: start)
            for days in Forecast.horizons {
                let then = Forecast(files, on: start + days)
                #expect(keys(forecast.late(in: days)) == keys(then.late).subtracting(keys(forecast.late)))
                compared += forecast.late(in: days).count
            }
        }
        #expect(compared > 10)
    }

    @Test func `shows before 15 February and 31 March how far each plan has come`() throws {
        var plan = PlanRecorded(made: day("2020-05-04"), placement: .mainstream, need: .autism, model: "statutory")
        plan.transfer = .primaryToSecondary
        plan.transferYear = 2027
        let before = try Self.story("B-1", plan)
        var held = try Self.story("B-2", plan)
        held.report(.reviewUnderWay(ReviewUnderWay(review: 1, kind: .phaseTransfer)), on: day("2026-09-01"))
        held.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2026-10-05"), happened: day("2026-10-05"))
        var noticed = held
        noticed.report(
            .decisionRecorded(DecisionRecorded(review: 1, outcome: .amend, notice: day("2026-10-30"))),
            on: day("2026-10-30"),
            happened: day("2026-10-30"))
        var named = noticed
        named.report(
            .finalRecorded(FinalRecorded(review: 1, outcome: .amended, namesTransfer: true)), on: day("2026-12-01"),
            happened: day("2026-12-01"))
        plan.transfer = .secondaryToPost16
        let later = try Self.story("B-5", plan)
        let ids = try ["B-1", "B-2", "B-3", "B-4", "B-5"].map { try #require(CaseID($0)) }
        let files = Dictionary(uniqueKeysWithValues: zip(ids, [before, held, noticed, named, later].map(\.file)))
        let cliffs = Forecast(files, on: day("2026-12-02")).cliffs
        #expect(cliffs.map(\.due) == [day("2027-02-14"), day("2027-03-30")])
        let first = try #require(cliffs.first)
        #expect(first.cases == [.before: [ids[0]], .meeting: [ids[1]], .notice: [ids[2]], .named: [ids[3]]])
        // Twelve weeks before the day a meeting is too late, eight weeks before it a notice.
        #expect(first.meeting == first.due - 84 && first.notice == first.due - 56)
        #expect(first.cannotWait(on: first.meeting).isEmpty)
        #expect(first.cannotWait(on: first.meeting + 1) == [ids[0]])
        #expect(first.cannotWait(on: first.notice + 1) == [ids[0], ids[1]])
        #expect(Forecast(files, on: day("2027-02-15")).cliffs.count == 1)
    }
}

@Suite struct `A plan of recovery` {
    /// A Monday.
    private static let today = day("2026-11-30")

    private static func caseload(_ random: inout SeededRandom) throws -> (items: [WorkItem], coming: [WorkArrival]) {
        var items: [WorkItem] = []
        for number in 0..<random.pick(0...7) {
            let by: Day? = random.oneIn(8) ? nil : today + random.pick(-40...20)
            items.append(
                try listed(
                    "B-\(number)", by: by, on: today, isFirst: random.oneIn(3), since: today - random.pick(100...900),
                    tellsFamily: random.oneIn(2)))
        }
        var coming: [WorkArrival] = []
        for number in 0..<random.pick(0...4) {
            let held = today + random.pick(0...25)
            let item = try listed(
                "N-\(number)", by: held + 28, on: today, since: held - random.pick(100...900), tellsFamily: true)
            coming.append(WorkArrival(day: held, item: item))
        }
        return (items, coming)
    }

    /// The same by a clock of minutes, where the next line is sought each time among all that are left.
    private static func slowly(
        _ items: [WorkItem], _ coming: [WorkArrival], through last: Day, _ hours: WorkHours, _ published: WorklistOrder,
        _ order: OrderComparison.Order
    ) -> [String] {
        func comesBefore(_ left: WorkItem, _ right: WorkItem) -> Bool {
            if order == .longestWait, left.waitsSince != right.waitsSince {
                return left.waitsSince ?? .last < right.waitsSince ?? .last
            }
            if left.step.by != right.step.by { return left.step.by ?? .last < right.step.by ?? .last }
            if left.precedence.rank != right.precedence.rank {
                return left.precedence.rank.lexicographicallyPrecedes(right.precedence.rank)
            }
            return left.id < right.id
        }
        var (left, minutes, done) = (items, 0, [String]())
        var day = today
        while day <= last {
            left += coming.filter { $0.day == day && day > today }.map(\.item)
            if BankHolidays.byRuleOnly.isWorkingDay(day) {
                minutes += hours.minutesADay
                var morning = order == .published ? published.sorted(left, on: day) : left
                while !morning.isEmpty {
                    var next = 0
                    if order != .published {
                        for place in morning.indices where comesBefore(morning[place], morning[next]) { next = place }
                    }
                    let item = morning.remove(at: next)
                    let needed = item.step.tellsFamily ? hours.minutesADecision : hours.minutesALine
                    guard minutes >= needed else { break }
                    for _ in 0..<needed { minutes -= 1 }
                    done.append("\(item.id) \(day)")
                    left.removeAll { $0.id == item.id }
                }
                if left.isEmpty { minutes = 0 }
            }
            day = day + 1
        }
        return done
    }

    @Test(arguments: OrderComparison.Order.allCases)
    func `is what a clock of minutes gives, on small caseloads`(_ order: OrderComparison.Order) throws {
        var lines = 0
        for seed in seeds(from: 900, 150) {
            var random = SeededRandom(seed: seed)
            let (items, coming) = try Self.caseload(&random)
            let hours = WorkHours(
                minutesADay: random.pick(20...400), minutesADecision: random.pick(30...300),
                minutesALine: random.pick(10...60))
            let published = WorklistOrder(longestWaitingOneIn: random.pick(2...4))
            let last = Self.today + random.pick(1...40)
            let plan = RecoveryPlan(
                items, coming: coming, from: Self.today, through: last, hours: hours, published: published, order: order
            )
            let slow = Self.slowly(items, coming, through: last, hours, published, order)
            #expect(plan.outcome.finished.map { "\($0.item.id) \($0.day)" } == slow, "seed \(seed)")
            let late = items.filter { ($0.step.by ?? .last) < Self.today }
            #expect(Set(plan.places.map(\.id)) == Set(late.map(\.id)))
            let done = plan.places.compactMap { place in place.done.map { "\(place.id) \($0)" } }
            #expect(done == slow.filter { line in late.contains { line.hasPrefix("\($0.id) ") } })
            #expect(
                plan.ends
                    == (plan.places.isEmpty || done.count < late.count ? nil : plan.places.compactMap(\.done).max()))
            lines += slow.count
        }
        #expect(lines > 300)
    }

    @Test func `moves no statutory day: each line is late from its own, in whatever place`() throws {
        var random = SeededRandom(seed: 5)
        for _ in 0..<30 {
            let (items, coming) = try Self.caseload(&random)
            for order in OrderComparison.Order.allCases {
                let plan = RecoveryPlan(
                    items, coming: coming, from: Self.today, through: Self.today + 60, hours: WorkHours(),
                    published: WorklistOrder(), order: order)
                for place in plan.places {
                    let item = try #require(items.first { $0.id == place.id })
                    #expect(place.by == item.step.by && place.daysLate == place.done.map { $0 - place.by })
                    #expect(place.daysLate ?? 1 > 0)
                }
            }
        }
    }

    @Test func `works on no bank holiday`() throws {
        // Two decisions a day: after Thursday 24 December 2026 the next working days are Tuesday and Wednesday.
        let christmasEve = day("2026-12-24")
        let items = try (0..<5).map {
            try listed("B-\($0)", by: christmasEve - 10 - $0, on: christmasEve, tellsFamily: true)
        }
        func ends(_ holidays: BankHolidays) -> Day? {
            RecoveryPlan(
                items, from: christmasEve, through: christmasEve + 30,
                hours: WorkHours(minutesADay: 240, holidays: holidays), published: WorklistOrder(), order: .dueDay
            ).ends
        }
        #expect(ends(.byRuleOnly) == day("2026-12-30"))
        let announced = try BankHolidays(parsing: "2026-12-25 Christmas\n2026-12-29 One more\n", file: "h")
        #expect(ends(announced) == day("2026-12-30"))
        let another = try BankHolidays(parsing: "2026-12-25 Christmas\n", file: "h")
        #expect(ends(another) == day("2026-12-29"))
    }

    @Test func `ends the backlog on the day that the hours give, and counts what is left each day`() throws {
        // Ten decisions of two hours, with four hours a day: two a day, so five working days from Monday on.
        let items = try (0..<10).map {
            try listed("B-\($0)", by: Self.today - 10 - $0, on: Self.today, tellsFamily: true)
        }
        let plan = RecoveryPlan(
            items, from: Self.today, through: Self.today + 30, hours: WorkHours(minutesADay: 240),
            published: WorklistOrder(),
            order: .dueDay)
        #expect(plan.ends == Self.today + 4)
        #expect((0...4).map { plan.left(on: Self.today + $0) } == [8, 6, 4, 2, 0])
        #expect(plan.places.map { $0.place ?? 0 } == Array(1...10))
        // Who was due first is done first, 19 days late; the last, due ten days before, is done on Friday.
        #expect(plan.longest?.id.text == "B-9" && plan.longest?.daysLate == 19)
        #expect(plan.place(of: items[0].id)?.place == 10 && plan.place(of: items[0].id)?.month == Month("2026-12"))
        let short = RecoveryPlan(
            items, from: Self.today, through: Self.today + 1, hours: WorkHours(minutesADay: 240),
            published: WorklistOrder(),
            order: .dueDay)
        #expect(short.ends == nil && short.places.last?.place == nil && short.left(on: short.last) == 6)
        #expect(
            RecoveryPlan([], from: Self.today, through: Self.today, hours: WorkHours(), published: WorklistOrder()).ends
                == nil)
    }
}
