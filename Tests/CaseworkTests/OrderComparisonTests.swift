import Contracts
import Statute
import TestSupport
import Testing

@testable import Casework

/// `UPDATE_DOCS=1 swift test --filter CaseworkTests` writes the table of `docs/worklist.md` anew.
@Suite struct `Three orders of one list` {
    /// A Wednesday.
    static let today = day("2024-09-04")
    static let last = today + 182
    static let monday = day("2024-09-09")

    /// 175 families are told late, one by 613 days; a meeting is next Monday, and from then on so many come in a week. How long
    /// the last decision was ago differs from one to the next.
    static func caseload(meetingsAWeek: Int) throws -> (items: [WorkItem], coming: [WorkArrival]) {
        var items = [try listed("M-1", by: monday, on: today, since: today - 340)]
        for number in 1...175 {
            let lateness = number == 175 ? 613 : number
            items.append(
                try listed(
                    "L-\(number)", by: today - lateness, on: today, isFirst: number % 4 == 0,
                    since: today - 365 - lateness - number * 29 % 150, tellsFamily: true))
        }
        var coming: [WorkArrival] = []
        for week in 0..<26 {
            for number in 0..<meetingsAWeek {
                let held = monday + week * 7 + number % 5
                let item = try listed(
                    "N-\(week * 20 + number + 1)", by: held + 28, on: today, isFirst: number % 4 == 3,
                    since: held - 365 - (week + number) * 53 % 200, tellsFamily: true)
                coming.append(WorkArrival(day: held, item: item))
            }
        }
        return (items, coming)
    }

    static func compare(_ hours: Int, meetingsAWeek: Int, oneIn: Int = 3) throws -> OrderComparison {
        let (items, coming) = try caseload(meetingsAWeek: meetingsAWeek)
        return OrderComparison(
            items, coming: coming, from: today, through: last, hours: WorkHours(minutesADay: hours * 60),
            order: WorklistOrder(longestWaitingOneIn: oneIn))
    }

    static func outcomes(_ comparison: OrderComparison) throws -> (
        due: OrderComparison.Outcome, wait: OrderComparison.Outcome, own: OrderComparison.Outcome
    ) {
        func of(_ order: OrderComparison.Order) throws -> OrderComparison.Outcome {
            try #require(comparison.outcomes.first { $0.order == order })
        }
        return (try of(.dueDay), try of(.longestWait), try of(.published))
    }

    /// The hours of an officer's day, and the meetings of a week, that the page shows.
    static let shown = [(hours: 2, meetings: 3), (4, 3), (6, 3), (6, 8)]

    @Test(arguments: shown)
    func `tell more families in time by the worklist's than by the others, and let nobody wait without end`(
        hours: Int, meetings: Int
    ) throws {
        let (due, wait, own) = try Self.outcomes(try Self.compare(hours, meetingsAWeek: meetings))
        #expect(own.toldPossible == due.toldPossible && own.toldPossible == wait.toldPossible)
        #expect(own.toldPossible > 60)
        #expect(own.toldInTime > due.toldInTime && own.toldInTime > wait.toldInTime)
        #expect(own.done == due.done || hours == 6, "the same hours do as many decisions")
        // The one who had waited 613 days when it began waits a few working days more.
        #expect(own.longestWait <= 613 + 7)
    }

    @Test func `keep the turn of the longest wait also where one line a day is done and more is in reach than that`()
        throws
    {
        for oneIn in 2...7 {
            var coming: [WorkArrival] = []
            for number in 1...182 {
                let item = try listed("S-\(number)", by: Self.today + number + 7, on: Self.today, tellsFamily: true)
                coming.append(WorkArrival(day: Self.today + number, item: item))
            }
            let items = try (0..<10).map { try listed("L-\($0)", by: Self.today - 600 - $0, on: Self.today) }
            let comparison = OrderComparison(
                items, coming: coming, from: Self.today, through: Self.last,
                hours: WorkHours(minutesADay: 120, minutesALine: 120),
                order: WorklistOrder(longestWaitingOneIn: oneIn))
            // Ten lines, one in so many working days.
            let own = try Self.outcomes(comparison).own
            #expect(own.longestWait <= 609 + 10 * oneIn * 7 / 5 + 7, "one in \(oneIn): \(own.longestWait)")
        }
    }

    @Test func `hold a meeting's decision back until its day, and save no hours up for it`() throws {
        let meeting = Self.today + 28
        let item = try listed("N-1", by: meeting + 28, on: Self.today, tellsFamily: true)
        let coming = [WorkArrival(day: meeting, item: item)]
        for (through, done) in [(meeting - 1, 0), (meeting, 0), (meeting + 1, 1)] {
            // Two working days' hours make one decision; what was not needed before is gone.
            let comparison = OrderComparison(
                [], coming: coming, from: Self.today, through: through, hours: WorkHours(minutesADay: 60),
                order: WorklistOrder())
            #expect(comparison.outcomes.map(\.done) == [done, done, done], "\(through)")
        }
    }

    @Test func `count who waits still when the days are over`() throws {
        let items = try [3, 40].map { try listed("L-\($0)", by: Self.today - $0, on: Self.today, tellsFamily: true) }
        let comparison = OrderComparison(
            items, from: Self.today, through: Self.today + 1, hours: WorkHours(minutesADay: 60), order: WorklistOrder())
        for outcome in comparison.outcomes {
            #expect((outcome.done, outcome.leftLate, outcome.longestLeft, outcome.longestWait) == (1, 1, 4, 41))
        }
    }

    // MARK: The page

    /// The table of the page.
    static func table() throws -> String {
        var lines = [
            "| hours a day | meetings a week | order | told in time | longest wait, days | late at the end | longest of these |",
            "| ---: | ---: | --- | ---: | ---: | ---: | ---: |",
        ]
        for (hours, meetings) in shown {
            for outcome in try compare(hours, meetingsAWeek: meetings).outcomes {
                let told = "\(outcome.toldInTime) of \(outcome.toldPossible)"
                lines.append(
                    "| \(hours) | \(meetings) | \(outcome.order.rawValue) | \(told) | \(outcome.longestWait) "
                        + "| \(outcome.leftLate) | \(outcome.longestLeft) |")
            }
        }
        return lines.joined(separator: "\n")
    }

    @Test func `are set side by side on their page, as the code rehearses them`() throws {
        try DocumentedPart(of: "docs/worklist.md", named: "rehearsed").hold(to: try Self.table())
    }
}
