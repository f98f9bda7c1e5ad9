import SignIn
import Testing

@Suite struct `A code by which somebody signs in` {
    private func made(_ codes: inout OneTimeCodes, _ id: String = "B-1/1", now: Double = 0) -> OneTimeCode {
        codes.make(for: id, now: now)
    }

    @Test func `works once`() {
        var codes = OneTimeCodes()
        let code = made(&codes)
        #expect(codes.use(code.digits, for: "B-1/1", from: "192.0.2.1", now: 1) == .right)
        #expect(codes.use(code.digits, for: "B-1/1", from: "192.0.2.1", now: 2) == .wrong)
    }

    @Test func `works with spaces between its digits`() {
        var codes = OneTimeCodes()
        let code = made(&codes)
        let typed = " \(code.digits.prefix(4)) \(code.digits.suffix(4)) "
        #expect(codes.use(typed, for: "B-1/1", from: "192.0.2.1", now: 1) == .right)
    }

    @Test func `works for ten minutes and no longer`() {
        var codes = OneTimeCodes()
        let code = made(&codes)
        #expect(codes.use(code.digits, for: "B-1/1", from: "192.0.2.1", now: 600) == .wrong)
        let other = made(&codes, now: 601)
        #expect(codes.use(other.digits, for: "B-1/1", from: "192.0.2.1", now: 1_200) == .right)
    }

    @Test func `works for nobody else`() {
        var codes = OneTimeCodes()
        let code = made(&codes)
        #expect(codes.use(code.digits, for: "B-1/2", from: "192.0.2.1", now: 1) == .wrong)
        #expect(codes.use(code.digits, for: "B-1/1", from: "192.0.2.1", now: 1) == .right)
    }

    @Test func `ends with the fifth wrong try`() {
        var codes = OneTimeCodes()
        let code = made(&codes)
        for number in 0..<5 {
            let wrong = code.digits == "1234567\(number)" ? "00000000" : "1234567\(number)"
            #expect(codes.use(wrong, for: "B-1/1", from: "192.0.2.1", now: 1) == .wrong)
        }
        #expect(codes.use(code.digits, for: "B-1/1", from: "192.0.2.1", now: 1) == .wrong)
    }

    @Test func `buys no more guesses by asking for another`() {
        var codes = OneTimeCodes()
        _ = made(&codes)
        for _ in 0..<5 { _ = codes.use("wrong", for: "B-1/1", from: "192.0.2.1", now: 1) }
        _ = made(&codes, now: 2)
        for _ in 0..<5 { _ = codes.use("wrong", for: "B-1/1", from: "192.0.2.2", now: 3) }
        let third = made(&codes, now: 4)
        guard case .wait = codes.use(third.digits, for: "B-1/1", from: "192.0.2.3", now: 5) else {
            Issue.record("ten wrong tries must close it to everybody for a time")
            return
        }
    }

    @Test func `takes the place of the one before`() {
        var codes = OneTimeCodes()
        let first = made(&codes)
        let second = made(&codes, now: 1)
        if first != second { #expect(codes.use(first.digits, for: "B-1/1", from: "192.0.2.1", now: 2) == .wrong) }
        #expect(codes.use(second.digits, for: "B-1/1", from: "192.0.2.1", now: 3) == .right)
    }

    @Test func `is sent to one person three times at once, and from one address asked for twenty times`() {
        var codes = OneTimeCodes()
        for _ in 0..<3 { #expect(codes.wait(for: "ada@example.org", from: "192.0.2.1", now: 0) == nil) }
        #expect(codes.wait(for: "ada@example.org", from: "192.0.2.7", now: 0) == 300)
        for number in 0..<17 { #expect(codes.wait(for: "\(number)@example.org", from: "192.0.2.1", now: 0) == nil) }
        #expect(codes.wait(for: "other@example.org", from: "192.0.2.1", now: 0) == 30)
    }

    @Test func `is printed by nothing that prints it whole`() {
        var codes = OneTimeCodes()
        let code = made(&codes)
        #expect(!"\(code)".contains(code.digits))
        #expect(!String(reflecting: code).contains(code.digits))
        #expect(code.digits.utf8.count == OneTimeCode.length)
    }

    @Test func `answers for somebody unknown as for somebody who mistyped`() {
        var codes = OneTimeCodes()
        #expect(codes.use("12345678", for: "nobody", from: "192.0.2.1", now: 0) == .wrong)
        #expect(codes.use("abc", for: "nobody", from: "192.0.2.1", now: 0) == .wrong)
        #expect(codes.use("", for: "nobody", from: "192.0.2.1", now: 0) == .wrong)
    }
}
