import Contracts
import Foundation
import Statute
import TestSupport
import Testing
import YAML

@testable import AnnualReview

@Suite struct `Rules that are proposed and not law` {
    private static let path = "seeds/proposed/white-paper-2026.yaml"

    private static func rules(_ change: (String) -> String = { $0 }) throws -> ProposedRules {
        try ProposedRules(change(try Repository.text(path)), file: path)
    }

    private static func plan(_ year: Int8?, moves: UInt16? = nil) -> PlanRecorded {
        var plan = PlanRecorded(
            made: day("2020-05-04"), placement: .mainstream, need: .autism, model: "statutory")
        plan.reviewed = day("2026-05-01")
        plan.year = year
        plan.transfer = moves == nil ? nil : .primaryToSecondary
        plan.transferYear = moves
        return plan
    }

    private static func comparison() throws -> ProposedComparison {
        // Reception, Years 3, 6 (twice, one of whom moves), 9 and 13, and one of whom the year is not known.
        let plans = [plan(0), plan(3), plan(6, moves: 2027), plan(6), plan(9), plan(13), plan(nil)]
        return ProposedComparison(
            try rules(), beside: "statutory", in: try SeedModels.all(), over: plans, called: "7 plans",
            from: day("2026-09-01"))
    }

    @Test func `are counted beside the law, child by child`() throws {
        let counts = try Self.comparison().counts
        let transfer = try #require(counts.first { $0.item == "reviews-at-phase-transfer" })
        #expect(transfer.law >= 7 && transfer.proposed == 3 && transfer.unknown == 1 && transfer.dropped == 3)
        let stages = try #require(counts.first { $0.item == "reviews-at-key-stage" })
        #expect(stages.proposed == 5 && stages.dropped == 1)
    }

    @Test func `are marked so on every line, in words and for programs`() throws {
        let comparison = try Self.comparison()
        let lines = comparison.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        #expect(lines.count > 20 && lines.allSatisfy { $0.hasPrefix("proposed, not law |") })
        let items = comparison.json.components(separatedBy: "\"name\":").count - 1
        #expect(comparison.json.components(separatedBy: "\"status\":\"proposed, not law\"").count - 1 == items + 1)
    }

    @Test func `have a source each, and say where sources conflict`() throws {
        let rules = try Self.rules()
        #expect(rules.items.allSatisfy { !$0.source.isEmpty })
        #expect(rules.items.filter { !$0.reviews.isEmpty }.allSatisfy { $0.conflict != nil })
    }

    @Test func `are refused as a model, and no model is taken for them: no service can act on them`() throws {
        let text = try Repository.text(Self.path)
        #expect(throws: YAMLError.self) {
            try ReviewModels(parsing: [ReviewModels.File(name: "white-paper", path: "white-paper.yaml", text: text)])
        }
        let model = try Repository.text("seeds/models/statutory.yaml")
        #expect(throws: YAMLError.self) { try ProposedRules(model, file: "statutory.yaml") }
        #expect(throws: YAMLError.self) {
            try Self.rules { $0.replacing("status: proposed, not law", with: "status: law") }
        }
        // Only the operator's command knows of such rules: nothing that a service is built from names them.
        let rooms = try Repository.run(["grep", "-rlE", "ProposedRules|seeds/proposed", "Sources", "--include=*.swift"])
        let files = rooms.output.split(separator: "\n")
        #expect(files.count >= 2 && files.allSatisfy { $0.contains("Sources/AnnualReview/") })
    }
}
