import Testing

@testable import Runtime

@Suite struct `Committing progress again` {
    @Test func `a refused commit is asked for again once, after a pause that grows`() {
        var again = CommitAgain()
        again.failed([1, 2], isUnanswered: false, at: 10)
        #expect(again.due(at: 10).isEmpty)
        #expect(again.due(at: 10.2) == [1, 2])
        again.failed([1], isUnanswered: false, at: 10.2)
        #expect(again.due(at: 10.35).isEmpty)
        #expect(again.due(at: 10.5) == [1])
        again.succeeded(at: 10.5)
        #expect(again.due(at: 1_000).isEmpty)
    }

    @Test
    func
        `a commit without an answer may be carried out late, in the place of a later one: what stands is committed again until it cannot`()
    {
        var again = CommitAgain()
        again.failed([3], isUnanswered: true, at: 0)
        var times = 0
        var last = 0.0
        for step in 0..<2_000 {
            let now = Double(step) / 10
            guard !again.due(at: now).isEmpty else { continue }
            times += 1
            last = now
            again.succeeded(at: now)
        }
        #expect(times > 50)
        #expect(last > CommitAgain.late - CommitAgain.every && last < CommitAgain.late + CommitAgain.every)
    }
}
