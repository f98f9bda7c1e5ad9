import Contracts
import JSON
import TestSupport
import JSON
import Testing

/// `UPDATE_DOCS=1 swift test --filter ContractsTests` writes the page anew.
@Suite struct `The page of data about people` {
    @Test func `says of every field why it is kept, and is written from the lists of fields`() throws {
        let text = try DataPage.markdown()
        #expect(!text.contains(DataPage.missing))
        if Repository.isSet("UPDATE_DOCS") { try Repository.write(text, to: "docs/data.md") }
        #expect(try Repository.text("docs/data.md") == text, "run UPDATE_DOCS=1 swift test --filter ContractsTests")
    }

    @Test func `names every topic, and every kind of event that has fields`() throws {
        let text = try DataPage.markdown()
        for topic in Topic.allCases { #expect(text.contains("| `\(topic.rawValue)` |")) }
        for kind in EventData.kinds where try !kind.innerFields().isEmpty {
            #expect(text.contains("| `\(kind.type)` |"))
        }
    }
}
