import Crypto
import SignIn
import Testing

@Suite struct `A session` {
    @Test func `lasts thirty minutes without a page, and twelve hours with them`() {
        var sessions = Sessions<String>()
        let token = sessions.begin("C-07", id: "C-07", now: 0)
        #expect(sessions.look(token, now: 1_799)?.person == "C-07")
        #expect(sessions.look(token, now: 1_799 + 1_800) == nil)
        #expect(sessions.count == 0)

        let busy = sessions.begin("C-07", id: "C-07", now: 0)
        for minute in 1..<(12 * 60) { #expect(sessions.look(busy, now: Double(minute) * 60) != nil) }
        #expect(sessions.look(busy, now: 12 * 3_600) == nil)
    }

    @Test func `says how long it lasts without another page, so that its end is told before`() {
        var sessions = Sessions<String>()
        let token = sessions.begin("C-07", id: "C-07", now: 0)
        #expect(sessions.look(token, now: 0)?.idleLeft == 1_800)
        for time in stride(from: 1_000.0, to: 42_000, by: 1_000) { _ = sessions.look(token, now: time) }
        #expect(sessions.look(token, now: 42_600)?.idleLeft == 600)
    }

    @Test func `is known by nothing but what the browser was given, which is new at each sign-in`() {
        var sessions = Sessions<String>()
        let first = sessions.begin("C-07", id: "C-07", now: 0)
        #expect(first != sessions.begin("C-07", id: "C-07", now: 0))
        #expect(first.count == 43)
        for wrong in [nil, "", "a", String(first.dropLast()), first + "A", SHA256.hash(first).base64url] {
            #expect(sessions.look(wrong, now: 1) == nil)
        }
    }

    @Test func `ends when its person signs out, and all of them when the account goes`() {
        var sessions = Sessions<String>()
        let here = sessions.begin("C-07", id: "C-07", now: 0)
        let there = sessions.begin("C-07", id: "C-07", now: 0)
        let other = sessions.begin("C-08", id: "C-08", now: 0)
        sessions.end(here)
        #expect(sessions.look(here, now: 1) == nil)
        #expect(sessions.look(there, now: 1) != nil)
        sessions.endAll(id: "C-07")
        #expect(sessions.look(there, now: 1) == nil)
        #expect(sessions.look(other, now: 1) != nil)
    }

    @Test func `makes room where one person has too many, and where all have: the one idle for longest ends`() {
        var limits = Sessions<String>.Limits()
        limits.most = 6
        limits.mostEach = 3
        var sessions = Sessions<String>(limits: limits)
        let first = sessions.begin("C-07", id: "C-07", now: 0)
        let second = sessions.begin("C-07", id: "C-07", now: 1)
        _ = sessions.begin("C-07", id: "C-07", now: 2)
        #expect(sessions.look(first, now: 3) != nil)
        _ = sessions.begin("C-07", id: "C-07", now: 4)
        #expect(sessions.look(first, now: 5) != nil)
        #expect(sessions.look(second, now: 5) == nil)
        for number in 0..<20 { _ = sessions.begin("x", id: "x\(number)", now: 10 + Double(number)) }
        #expect(sessions.count == 6)
    }

    @Test func `takes a form only with the token that its own pages hold`() throws {
        var sessions = Sessions<String>()
        let mine = sessions.begin("C-07", id: "C-07", now: 0)
        let hers = sessions.begin("C-08", id: "C-08", now: 0)
        let (seen, seenToo) = (sessions.look(mine, now: 1), sessions.look(hers, now: 1))
        let csrf = try #require(seen).csrf
        let other = try #require(seenToo).csrf
        #expect(sessions.isOwn(csrf, of: mine))
        for wrong in [other, mine, "", nil, String(csrf.dropLast())] { #expect(!sessions.isOwn(wrong, of: mine)) }
        #expect(!sessions.isOwn(csrf, of: nil))
        // The token of a form tells nothing of the session's.
        #expect(csrf != mine)
        #expect(!Sessions<String>().isOwn(csrf, of: mine))
    }
}
