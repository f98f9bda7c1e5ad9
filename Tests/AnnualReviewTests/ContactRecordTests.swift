import Casework
import Arguments
import CaseFile
import Contracts
import JSON
import Statute
import TestSupport
import Testing

@testable import AnnualReview
@testable import Caseload
@testable import CouncilFiles
@testable import Recording

@Suite struct `Recording what was decided about a contact` {
    static let today = "2024-09-02"

    /// A case with one parent, whom the import recorded.
    static func story() -> Story {
        var story = Story("B-1", first: today)
        story.report(by: .importer, .planRecorded(.sample()))
        story.contact(1, by: .importer)
        return story
    }

    /// What `record contact` with these words would file, as JSON.
    func record(
        _ story: Story, _ words: String..., by actor: Actor = .c07, on day: Day? = nil,
        papers: [String: [DocumentHash]] = [:]
    ) throws -> Answer {
        let caseload = story.caseload
        let file = try #require(caseload.cases[story.id]?.file)
        let draft = RecordDraft(
            id: story.id, file: file, today: story.today, review: 0, papers: papers, actor: actor, on: day,
            contacts: ContactBook(of: file, entries: caseload.entries))
        let kind = RecordKind.contact
        let command = Command(name: kind.name, summary: "", example: "", options: kind.options, run: { _ in 0 })
        return Answer(command, words) { arguments in
            guard case .contactRecorded(let data) = try kind.data(arguments, draft) else { return "" }
            return String(decoding: try data.json(), as: UTF8.self)
        }
    }

    @Test func `somebody new gets the next number, and what is not said follows from the law`() throws {
        let parent = try record(Self.story(), "--relation", "parent")
        #expect(
            parent.output
                == #"{"contact":2,"relation":"parent","holds_rights":{"is":true,"by":"C-07","on":"2024-09-02"},"#
                + #""may_be_written_to":{"is":true,"by":"C-07","on":"2024-09-02"},"#
                + #""may_see":{"is":"everything","by":"C-07","on":"2024-09-02"},"#
                + #""location_protected":{"is":false,"by":"C-07","on":"2024-09-02"}}"#)
        let advocate = try record(Self.story(), "--relation", "advocate")
        #expect(advocate.output.contains(#""holds_rights":{"is":false"#))
        #expect(advocate.output.contains(#""may_see":{"is":"own""#))
        // Nobody was recorded before: the first is contact 1.
        var bare = Story("B-2", first: Self.today)
        bare.report(by: .importer, .planRecorded(.sample()))
        #expect(try record(bare).output.contains(#""contact":1,"relation":"parent""#))
    }

    @Test func `each fact has its own decider, day and evidence, and others keep theirs`() throws {
        let evidence = DocumentHash(of: [7])
        let closed = try record(
            Self.story(), "--contact", "1", "--may-be-written-to", "no", "--may-be-written-to-by", "SG-1",
            "--may-be-written-to-on", "2024-08-30", on: Day.of("2024-09-01"),
            papers: ["may-be-written-to-evidence": [evidence]])
        #expect(
            closed.output.contains(
                #""may_be_written_to":{"is":false,"by":"SG-1","on":"2024-08-30","evidence":"\#(evidence)"}"#),
            "\(closed.output)")
        // Who decided the other facts, and when, stays.
        #expect(closed.output.contains(#""holds_rights":{"is":true,"by":"import","on":"2024-09-02"}"#))
        // Without saying otherwise it is whoever reports it, on the day of the report.
        let later = try record(
            Self.story(), "--contact", "1", "--holds-rights", "no", by: .manager, on: Day.of("2024-09-01"))
        #expect(later.output.contains(#""holds_rights":{"is":false,"by":"M-01","on":"2024-09-01"}"#))
        // Evidence that is added changes neither who decided nor when.
        let added = try record(Self.story(), "--contact", "1", papers: ["may-see-evidence": [evidence]])
        #expect(
            added.output.contains(
                #""may_see":{"is":"everything","by":"import","on":"2024-09-02","evidence":"\#(evidence)"}"#))
    }

    @Test func `what is none of the words is a mistake on the command line`() throws {
        for words in [
            ["--holds-rights", "maybe"], ["--may-see", "half"], ["--contact", "0"], ["--relation", "uncle"],
        ] {
            let answer = try record(Self.story(), words[0], words[1])
            #expect(answer.status == ExitStatus.usage, "\(words)")
        }
        #expect(try record(Self.story(), "--holds-rights-by", "Holly Sample").status == ExitStatus.usage)
    }

    @Test func `says what follows for decisions`() throws {
        func follows(_ number: UInt8, _ change: (inout Story) -> Void) throws -> [String] {
            var story = Self.story()
            change(&story)
            return ContactBook.consequences(of: number, in: try #require(story.caseload.cases[story.id]?.file))
        }
        #expect(try follows(1) { _ in } == ["contact 1, the parent, will be told of decisions"])
        #expect(
            try follows(2) { $0.contact(2) } == [
                "contact 2, the parent, will be told of decisions",
                "a decision counts as told when the last of contact 1 and contact 2 was sent theirs",
            ])
        #expect(
            try follows(2) { $0.contact(2, mayBeWrittenTo: false, locationProtected: true) } == [
                "contact 2, the parent, is not told, by decision: nothing is sent, and nobody is asked for an address",
                "what says where the child is must not reach contact 2",
            ])
        #expect(
            try follows(2) { $0.contact(2, .grandparent, holdsRights: false) } == [
                "contact 2, the grandparent, will not be told of decisions"
            ])
        #expect(
            try follows(1) { $0.contact(1, holdsRights: false) }.last
                == "nobody holds the rights now: no decision can be told until somebody does")
        #expect(
            try follows(1) { $0.contact(1, mayBeWrittenTo: false) }.last
                == "nobody who holds the rights may be written to: no letter of a decision can leave")
    }
}

@Suite struct `The contacts that are exported` {
    @Test func `stand without names, with whoever is not told, and settings by the number that they have`() throws {
        var story = Story("B-1", first: "2024-09-02")
        story.report(by: .importer, .planRecorded(.sample { $0.setting = 10_012_345 }))
        story.contact(1)
        story.contact(2, mayBeWrittenTo: false, locationProtected: true)
        story.contact(3, .fosterCarer)
        let export = Export(story.caseload)
        #expect(
            String(decoding: export.contacts, as: UTF8.self)
                == "case,contact,relation,holds_rights,may_be_written_to,may_see,location_protected\r\n"
                + "B-1,1,parent,yes,yes,everything,no\r\nB-1,2,parent,yes,no,nothing,yes\r\n"
                + "B-1,3,foster-carer,yes,yes,everything,no\r\n")
        let lines = String(decoding: export.cases, as: UTF8.self).split(separator: "\r\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        let row = Dictionary(uniqueKeysWithValues: zip(lines[0], lines[1]))
        #expect(row["rights_holders"] == "1 parent;2 parent;3 foster-carer")
        #expect(row["not_told"] == "2 parent")
        #expect(row["setting_urn"] == "" && row["setting_ukprn"] == "10012345")
    }

    @Test func `are nobody where nobody was recorded`() throws {
        var story = Story("B-1", first: "2024-09-02")
        story.report(by: .importer, .planRecorded(.sample()))
        let export = Export(story.caseload)
        #expect(String(decoding: export.contacts, as: UTF8.self).split(separator: "\r\n").count == 1)
        #expect(String(decoding: export.cases, as: UTF8.self).contains(",1 parent,"))
    }
}
