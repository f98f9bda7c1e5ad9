import Contracts
import Testing

@Suite struct `A namespace` {
    @Test(arguments: ["bromley", "b", "kensington-and-chelsea", "b2", "abcdefghijklmnopqrstuvwxyz-123"])
    func `is a word of small letters, digits and hyphens`(word: String) {
        #expect(Namespace(word)?.word == word)
    }

    @Test(arguments: [
        "", "Bromley", "2b", "-b", "brom.ley", "brom ley", "brom_ley", "brömley", "*", "bromley\n",
        "abcdefghijklmnopqrstuvwxyz-1234",
    ])
    func `is refused in any other form`(word: String) { #expect(Namespace(word) == nil) }

    @Test func `stands before the names of topics and groups; without one they are as they are`() throws {
        let bromley = try #require(Namespace("bromley"))
        #expect(bromley.topic(.caseFiles) == "bromley.case-files")
        #expect(bromley.group("scheduler") == "bromley.scheduler")
        #expect(bromley.option == " --namespace bromley")
        #expect(Topic.allCases.map(Namespace.none.topic) == Topic.allCases.map(\.rawValue))
        #expect(Namespace.none.group("scheduler") == "scheduler")
        #expect(Namespace.none.option.isEmpty && Namespace.none.word == nil)
    }

    @Test func `knows its own topics by their names, and no other's`() throws {
        let brom = try #require(Namespace("brom"))
        let bromley = try #require(Namespace("bromley"))
        for topic in Topic.allCases {
            for one in [brom, bromley, .none] {
                #expect(one.topic(named: one.topic(topic)) == topic)
                for other in [brom, bromley, .none] where other != one {
                    #expect(one.topic(named: other.topic(topic)) == nil)
                }
            }
        }
    }
}
