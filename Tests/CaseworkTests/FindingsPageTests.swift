import Casework
import TestSupport
import Testing

/// `UPDATE_DOCS=1 swift test --filter CaseworkTests` writes the page anew.
@Suite struct `The page of findings` {
    @Test func `is written from the code`() throws {
        let path = "docs/findings.md"
        if Repository.isSet("UPDATE_DOCS") { try Repository.write(FindingsPage.text, to: path) }
        #expect(
            try Repository.text(path) == FindingsPage.text,
            "\(path) differs from the code: run UPDATE_DOCS=1 swift test --filter CaseworkTests")
    }

    @Test func `names every code once, in words of the log`() {
        let codes = FindingCode.allCases.map(\.rawValue)
        #expect(Set(codes).count == codes.count)
        for code in codes { #expect(code.allSatisfy { $0.isLowercase && $0.isASCII || $0 == "-" }, "\(code)") }
    }
}
