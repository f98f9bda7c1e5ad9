import CaseFile
import Contracts
import Statute
import TestSupport
import Testing

@testable import Casework

@Suite struct `The order of a worklist` {
    /// A Wednesday, on which the turns of two, three and four lines begin.
    let today = day("2024-09-04")

    private func item(_ id: String, by: Day?, isFirst: Bool = false) throws -> WorkItem {
        try listed(id, by: by, on: today, isFirst: isFirst)
    }

    private func order(_ items: [WorkItem], oneIn: Int = 3, later days: Int = 0) -> [String] {
        WorklistOrder(longestWaitingOneIn: oneIn).sorted(items, on: today + days).map(\.id.text)
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

    @Test
    func `counts its turns on from one working day to the next, so that whoever does one line a day has them too`()
        throws
    {
        var items = [try item("L-9", by: today - 9), try item("V-5", by: today - 5, isFirst: true)]
        for number in 1...40 { items.append(try item("S-\(number)", by: today + 7)) }
        // Wednesday to Friday, and Monday to Wednesday: every third has what is late at its top.
        let tops = [0, 1, 2, 5, 6, 7].map { order(items, later: $0)[0].prefix(1) }
        #expect(tops == ["S", "S", "L", "S", "S", "V"])
        // A weekend's is Friday's.
        #expect(order(items, later: 3) == order(items, later: 2))
    }
}
