import Arguments
import Foundation
import Statute
import TestSupport
import Testing

@testable import AnnualReview

@Suite struct `The table of the law as a command` {
    private func rules(_ words: String..., width: Int = 100) -> Answer {
        Answer(RulesCommand.command, words) { try RulesCommand.answer($0, width: width) }
    }

    @Test func `lists every rule once, in the part it belongs to`() {
        #expect(RuleSection.all.flatMap { $0.rules.map(\.id) } == RuleID.allCases)
        let text = rules().output
        for id in RuleID.allCases {
            #expect(text.split(separator: "\n").count { $0.hasPrefix("\(id.rawValue) ") } == 1, "\(id.rawValue)")
        }
    }

    @Test(arguments: [60, 80, 100, 160])
    func `keeps to the terminal's width`(width: Int) {
        for line in rules(width: width).output.split(separator: "\n") {
            #expect(line.count <= max(width, 79), "\(line)")
        }
    }

    @Test func `shows one rule in full, with the readings of others and worked examples`() {
        let text = rules("mtg-3").output
        #expect(text.hasPrefix("MTG-3  Notice of the meeting\n"))
        #expect(text.contains("two weeks before the meeting"))
        #expect(
            text.contains("Two clear weeks before the meeting: two clear weeks, counting neither end (nobody has read"))
        #expect(text.contains("--meeting 2024-11-29"))
        #expect(text.contains("2024-11-15 or ") && text.contains("2024-11-14 "))
        #expect(text.contains("10. Whether two weeks' notice are clear weeks"))
        #expect(rules("AMD-1").output.contains("since 8 March 2022"))
        #expect(rules("COV-1").output.contains("since 1 May 2020, until 25 September 2020"))
    }

    @Test(arguments: RuleID.allCases)
    func `every rule in full says how its text was read, fits the page and has an example`(id: RuleID) {
        let answer = rules(id.rawValue)
        #expect(answer.status == 0)
        for line in answer.output.split(separator: "\n") { #expect(line.count <= Prose.width, "\(line)") }
        #expect(answer.output.contains("Read            ["))
        #expect(answer.output.contains("\nWORKED EXAMPLES"))
    }

    @Test func `is the same for programs`() throws {
        struct Table: Decodable {
            struct Rule: Decodable {
                struct Example: Decodable { let options: String }
                let rule: String
                let counting: String?
                let owner: String
                let to: [String]
                let source: String
                let read_in: String
                let since: String
                let examples: [Example]
            }
            let rules: [Rule]
        }
        let all = try JSONDecoder().decode(Table.self, from: Data(rules("--json").output.utf8))
        #expect(all.rules.map(\.rule) == RuleID.allCases.map(\.rawValue))
        #expect(all.rules.allSatisfy { !$0.examples.isEmpty })
        let one = try JSONDecoder().decode(Table.self, from: Data(rules("DEC-1", "--json").output.utf8))
        #expect(one.rules.map(\.counting) == ["four weeks after the meeting"])
    }

    @Test func `names the rules there are when it knows none of that name`() {
        let answer = rules("DEC-9")
        #expect(answer.status == ExitStatus.usage)
        #expect(answer.errors.contains("there is no rule DEC-9"))
        #expect(rules("DEC-1", "--markdown").status == ExitStatus.usage)
        #expect(rules("--json", "--markdown").status == ExitStatus.usage)
    }

    @Test func `the reference page is the table`() throws {
        let page = rules("--markdown").output
        if Repository.isSet("UPDATE_DOCS") { try Repository.write(page, to: "docs/rules.md") }
        #expect(
            page == (try Repository.text("docs/rules.md")),
            "docs/rules.md differs from the table: run annual-review rules --markdown > docs/rules.md")
        for id in RuleID.allCases { #expect(page.contains("| \(id.rawValue) |")) }
        #expect(RuleSet.all.flatMap { $0.rules.map(\.id) }.count == RuleID.allCases.count)
    }
}
