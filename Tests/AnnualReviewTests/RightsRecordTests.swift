import Arguments
import CaseFile
import Casework
import Contracts
import JSON
import Statute
import TestSupport
import Testing

@testable import AnnualReview
@testable import Caseload
@testable import Recording

@Suite struct `Recording whose the rights are, and where a child came from` {
    static let today = "2024-09-02"

    private func story() -> Story {
        var story = Story("B-1", first: Self.today)
        story.report(by: .importer, .planRecorded(.sample()))
        return story
    }

    /// What that subcommand of `record` would file with these words, as JSON.
    private func record(
        _ kind: RecordKind, _ words: String..., papers: [String: [DocumentHash]] = [:], on day: Day? = nil
    ) throws -> Answer {
        let story = story()
        let draft = RecordDraft(
            id: story.id, file: try #require(story.caseload.cases[story.id]?.file), today: story.today, review: 0,
            papers: papers, actor: .c07, on: day)
        let command = Command(name: kind.name, summary: "", example: "", options: kind.options, run: { _ in 0 })
        return Answer(command, words) { arguments in
            switch try kind.data(arguments, draft) {
            case .capacityAssessed(let data): String(decoding: try data.json(), as: UTF8.self)
            case .movedIn(let data): String(decoding: try data.json(), as: UTF8.self)
            default: ""
            }
        }
    }

    @Test func `where nobody is recorded of a young person past that age, no parent is presumed any more`() throws {
        var story = story()
        #expect(story.history?.plan.contains { $0.contains("and the law presumes a parent") } == true)
        let born = try #require(Month("2005-03"))
        story.report(.planRecorded(.sample { $0.born = born }))
        story.conclude(ConclusionID(.rightsPassed, fact: .month(born)), .rightsPass(RightsPass()))
        let plan = try #require(story.history).plan
        #expect(
            plan.contains {
                $0.hasSuffix(
                    "Holding the rights: nobody; no contact is recorded, and the rights are the young person's.")
            }, "\(plan)")
    }

    // MARK: Capacity

    private let evidence = ["evidence": [DocumentHash(1, 2, 3, 4)]]

    @Test func `an assessment is about one decision, with who assessed, on what evidence, and until when`() throws {
        let answer = try record(
            .capacityAssessed, "--lacks", "yes", "--assessor", "SW-4", "--evidence", "a.md", "--again-by", "2025-06-30",
            papers: evidence)
        #expect(
            answer.output
                == #"{"decision":"annual-review","lacks":true,"assessor":"SW-4","evidence":"\#(DocumentHash(1, 2, 3, 4))","#
                + #""again_by":"2025-06-30"}"#)
        let other = try record(
            .capacityAssessed, "--decision", "personal-budget", "--lacks", "no", "--assessor", "SW-4", "--evidence",
            "a.md",
            "--again-by", "2025-06-30", papers: evidence)
        #expect(other.output.contains(#""decision":"personal-budget","lacks":false"#))
    }

    @Test func `an assessment without any of these is refused, with the option that is missing`() throws {
        let whole = ["--lacks", "yes", "--assessor", "SW-4", "--again-by", "2025-06-30"]
        for place in stride(from: 0, to: whole.count, by: 2) {
            var words = whole
            words.removeSubrange(place...(place + 1))
            let answer = try record(
                .capacityAssessed, words[0], words[1], words[2], words[3], papers: evidence)
            #expect(answer.status == ExitStatus.usage && answer.errors.contains("\(whole[place])"), "\(answer.errors)")
        }
        let bare = try record(
            .capacityAssessed, "--lacks", "yes", "--assessor", "SW-4", "--again-by", "2025-06-30")
        #expect(bare.status == ExitStatus.usage && bare.errors.contains("--evidence"))
    }

    // MARK: Moved in

    @Test func `a child who moved in brings the old council's days`() throws {
        let answer = try record(
            .movedIn, "--made", "2019-07-12", "--reviewed", "2023-02-10", "--told", "2024-09-01",
            on: Day.of("2024-02-28"))
        #expect(answer.output == #"{"made":"2019-07-12","reviewed":"2023-02-10","told":"2024-09-01"}"#)
    }

    @Test func `the days of one who moved in are shown, the later for the review, and the six weeks for the letter`()
        throws
    {
        var story = Story("MV-1", first: "2024-03-01")
        story.report(
            by: .importer,
            .planRecorded(
                .sample {
                    $0.made = nil
                    $0.reviewed = nil
                }))
        story.report(
            on: "2024-02-28", .movedIn(MovedIn(made: Day("2019-07-12"), reviewed: Day("2023-02-10"))))
        let file = try #require(story.caseload.cases[story.id]?.file)
        let due = Statute.deadlines(for: file.facts(of: nil))
        #expect(due.first { $0.rule == .mov4 }?.due == Day.of("2024-04-10"))
        #expect(due.first { $0.rule == .mov5 }?.due == Day.of("2024-05-27"))
        #expect(file.reviewDue == Day.of("2024-05-27"))
        story.report(.reviewUnderWay(ReviewUnderWay(review: 1, kind: .annual)))
        let text = try #require(story.history).text
        #expect(text.contains("27 May 2024") && text.contains("transferred from another council"), "\(text)")
    }
}
