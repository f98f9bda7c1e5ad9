import SignIn
import Testing

@Suite struct `Codes of letters` {
    private let codes = LetterCodes(key: [UInt8](repeating: 1, count: 32))

    @Test func `are the same whenever they are reckoned, and others for another letter, address or secret`() {
        let code = codes.code(of: "a", address: ["1 High Street"]).digits
        #expect(code == codes.code(of: "a", address: ["1 High Street"]).digits)
        #expect(code.count == 12 && codes.number(of: "a").count == 8)
        #expect(code != codes.code(of: "b", address: ["1 High Street"]).digits)
        #expect(code != codes.code(of: "a", address: ["2 High Street"]).digits)
        #expect(
            codes.code(of: "a", address: ["1", "2"]).digits != codes.code(of: "a", address: ["12"]).digits)
        #expect(
            code != LetterCodes(key: [UInt8](repeating: 2, count: 32)).code(of: "a", address: ["1 High Street"]).digits)
        #expect(!code.hasPrefix(codes.number(of: "a")))
    }

    @Test func `are read as people type them`() {
        #expect(LetterCodes.typed(" 1234 5678-9012", length: 12) == "123456789012")
        for text in ["", "1234", "1234567890123", "12345678901x", String(repeating: " ", count: 60) + "123456789012"] {
            #expect(LetterCodes.typed(text, length: 12) == nil)
        }
    }

    @Test func `show nothing of themselves where they are printed by mistake`() {
        let code = codes.code(of: "a", address: [])
        #expect("\(code)" == "a one-time code" && !String(reflecting: code).contains(code.digits))
    }
}
