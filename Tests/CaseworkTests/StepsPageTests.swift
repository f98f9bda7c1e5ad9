import Casework
import TestSupport
import Testing

/// `UPDATE_DOCS=1 swift test --filter CaseworkTests` writes the page anew.
@Suite struct `The page of next steps` {
    @Test func `is written from the code`() throws {
        let path = "docs/steps.md"
        if Repository.isSet("UPDATE_DOCS") { try Repository.write(StepsPage.text, to: path) }
        #expect(
            try Repository.text(path) == StepsPage.text,
            "\(path) differs from the code: run UPDATE_DOCS=1 swift test --filter CaseworkTests")
    }

    @Test func `names every code once, in words of the log`() {
        let codes = StepCode.allCases.map(\.rawValue) + NoteCode.allCases.map(\.rawValue)
        #expect(Set(codes).count == codes.count)
        for code in codes { #expect(code.allSatisfy { $0.isLowercase && $0.isASCII || $0 == "-" }, "\(code)") }
    }
}
