import CaseFile
import Contracts
import Statute
import TestSupport
import Testing

@testable import Casework

@Suite struct `The order of a worklist` {
    /// A Tuesday.
    let today = day("2024-09-03")

    /// Something to do by that day; nil: nobody knows one.
    private func item(
        _ id: String, by: Day?, isFirst: Bool = false, since: Day? = nil, tellsFamily: Bool = false
    ) throws -> WorkItem {
        var story = TestCase(try #require(CaseID(id)))
        story.report(
            .planRecorded(
                PlanRecorded(
                    made: since, setting: isFirst ? nil : 101_234, placement: .mainstream, need: .autism,
                    model: "statutory")),
            on: today)
        let step = NextStep(
            review: 1, who: .coordinator, what: "do it", by: by, rule: "", keepsFamilyWaiting: false,
            tellsFamily: tellsFamily)
        return WorkItem(
            story.id, step, in: story.file, precedence: Precedence(of: story.file, model: nil, on: today))
    }

    private func order(_ items: [WorkItem], oneIn: Int = 3) -> [String] {
        WorklistOrder(longestWaitingOneIn: oneIn).sorted(items, on: today).map(\.id.text)
    }

    @Test func `shows on its first page the meeting of next Monday and the wait of 613 days, among 175 that are late`()
        throws
    {
        var items = [try item("L-613", by: today - 613), try item("M-1", by: day("2024-09-09"))]
        for number in 1...174 { items.append(try item("L-\(number)", by: today - number, isFirst: number % 4 == 0)) }
        for number in 1...12 { items.append(try item("S-\(number)", by: today + (number % 7 + 1))) }
        for number in 1...60 { items.append(try item("C-\(number)", by: today + 20 + number)) }
        let page = order(items).prefix(24)
        #expect(page.contains("M-1"))
        #expect(page.contains("L-613"))
        // Thirteen are in reach; the rest of the page is late.
        #expect(page.count { $0.hasPrefix("L-") } == 11)
        #expect(order(items).count == items.count && Set(order(items)).count == items.count)
    }

    @Test func `gives of every so many lines one to what is late, as the model says`() throws {
        var items: [WorkItem] = []
        for number in 1...8 {
            items.append(try item("S-\(number)", by: today + number % 3))
            items.append(try item("L-\(number)", by: today - number))
        }
        func late(_ oneIn: Int) -> [Bool] { order(items, oneIn: oneIn).prefix(8).map { $0.hasPrefix("L-") } }
        #expect(late(3) == [false, false, true, false, false, true, false, false])
        #expect(late(2) == [false, true, false, true, false, true, false, true])
        #expect(late(4) == [false, false, false, true, false, false, false, true])
    }

    @Test func `puts the most vulnerable first in each group, and lets no wait be without end`() throws {
        var items = [
            try item("S-1", by: today), try item("S-2", by: today + 3, isFirst: true), try item("L-9", by: today - 900),
        ]
        for number in 1...20 { items.append(try item("V-\(number)", by: today - 500 + number, isFirst: true)) }
        items.append(try item("L-8", by: today - 800))
        let order = order(items)
        #expect(order.prefix(2) == ["S-2", "S-1"])
        // Every other line of what is late is the longest wait, whoever comes first.
        #expect(order.dropFirst(2).prefix(4) == ["L-9", "V-1", "L-8", "V-2"])
    }

    @Test func `puts what has no day before what is to come, so that it does not wait for ever`() throws {
        let items = [
            try item("C-1", by: today + 8), try item("U-1", by: nil), try item("S-1", by: today + 7),
            try item("L-1", by: today - 1),
        ]
        #expect(order(items) == ["S-1", "L-1", "U-1", "C-1"])
    }

    @Test func `tells more families in time than the order by due day, and bounds the wait that the order by wait has`()
        throws
    {
        var items: [WorkItem] = []
        for number in 1...175 {
            items.append(
                try item(
                    "L-\(number)", by: today - (number == 175 ? 613 : number), since: today - 700 - number,
                    tellsFamily: true))
        }
        for number in 1...40 {
            items.append(
                try item("S-\(number)", by: today + number, since: today - 300 - number, tellsFamily: true))
        }
        let comparison = OrderComparison(items, from: today, linesADay: 4, order: WorklistOrder())
        func outcome(_ order: OrderComparison.Order) throws -> OrderComparison.Outcome {
            try #require(comparison.outcomes.first { $0.order == order })
        }
        let (due, wait, own) = (try outcome(.dueDay), try outcome(.longestWait), try outcome(.published))
        #expect(own.toldPossible == 40 && due.toldPossible == 40)
        #expect(due.toldInTime == 0 && wait.toldInTime == 0)
        #expect(own.toldInTime >= 35)
        #expect(own.longestLateness <= due.longestLateness + 14)
        #expect(Set(comparison.outcomes.map(\.end)).count == 1, "the same hours end the same list on the same day")
    }
}
