import Contracts
import Foundation
import JSON
import Statute
import TestSupport
import Testing

@testable import Plan

@Suite struct `A plan` {
    @Test(arguments: 0..<200 as Range<UInt64>)
    func `is read as it was written, and written as it was read`(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let plan = SamplePlans.random(&random)
        let bytes = try plan.written()
        #expect(try Plan(reading: bytes) == plan)
        #expect(try Plan(reading: bytes).written() == bytes)
        #expect(try Plan(reading: plan.laidOut()) == plan, "laid out for people it is the same plan")
    }

    @Test func `is read in any order of its fields`() throws {
        let text = #"{"sections":[{"text":"x","section":"A"}],"why":"w","made":"2024-11-29","form":"plan-1"}"#
        let plan = try Plan(reading: Array(text.utf8))
        #expect(plan == Plan(made: SamplePlans.day("2024-11-29"), why: "w", sections: [.init(.a, text: "x")]))
    }

    private static func refusal(_ text: String) -> String {
        do throws(PlanError) {
            _ = try Plan(reading: Array(text.utf8))
            return "nothing"
        } catch { return "\(error)" }
    }

    private static func refusal(_ plan: Plan) throws -> String {
        refusal(String(decoding: try plan.written(), as: UTF8.self))
    }

    @Test func `with a field that its form does not have is refused, for it would be lost`() {
        let text =
            #"{"form":"plan-1","made":"2024-11-29","why":"w","sections":[{"section":"A","text":"x","colour":"red"}]}"#
        #expect(Self.refusal(text).contains("1 are unknown, and would be lost"))
    }

    @Test func `that cannot be followed is refused, each fault with its place`() throws {
        func item(_ change: (inout Plan.Item) -> Void) -> Plan.Item {
            var item = Plan.Item(SamplePlans.id("A-1"), "text")
            change(&item)
            return item
        }
        func plan(_ section: PlanSection, _ item: Plan.Item) -> Plan {
            Plan(made: SamplePlans.day("2024-11-29"), why: "w", sections: [.init(section, items: [item])])
        }
        let none = SamplePlans.id("B-9")
        let cases: [(Plan, String)] = [
            (
                Plan(made: SamplePlans.day("2024-11-29"), why: " ", sections: [.init(.a, text: "x")]),
                "say why this version was made"
            ),
            (Plan(made: SamplePlans.day("2024-11-29"), why: "w", sections: []), "sections: it has none"),
            (plan(.b, item { $0.text = " " }), "section B, item A-1: text: nothing in it can be read"),
            (plan(.f, item { $0.needs = [none] }), "section F, item A-1, needs: the plan has no need B-9"),
            (plan(.f, item { $0.outcomes = [none] }), "section F, item A-1, outcomes: the plan has no outcome B-9"),
            (
                plan(.b, item { $0.amount = ProvisionAmount(minutes: 1, per: .week) }),
                "amount: it does not belong to a need"
            ),
            (
                plan(.f, item { $0.amount = ProvisionAmount(minutes: 0, per: .week) }),
                "minutes and times are at least 1"
            ),
            (plan(.f, item { $0.baseline = "x" }), "baseline: it does not belong to a provision"),
            (plan(.a, item { _ in }), "section A: it is one text and has no items"),
            (plan(.f, item { $0.group = 0 }), "group: at least 1"),
            (
                Plan(
                    made: SamplePlans.day("2024-11-29"), why: "w",
                    sections: [.init(.f, items: [item { _ in }]), .init(.b, items: [item { _ in }])]),
                "section B: it stands after section F"
            ),
            (
                Plan(
                    made: SamplePlans.day("2024-11-29"), why: "w",
                    sections: [.init(.b, items: [item { _ in }]), .init(.f, items: [item { _ in }])]),
                "section F, item A-1: section B has an item of that id"
            ),
        ]
        for (plan, why) in cases { #expect(try Self.refusal(plan).contains(why)) }
        #expect(SamplePlans.plan.faults.isEmpty)
    }

    @Test func `of more than it may have is refused before it is looked at`() {
        #expect(Self.refusal(String(repeating: " ", count: Plan.mostBytes + 1)).contains("a plan at most"))
    }

    @Test func `has a schema that says what the code reads`() throws {
        let path = "docs/schemas/plan.schema.json"
        if Repository.isSet("UPDATE_DOCS") { try Repository.write(try Plan.schemaText(), to: path) }
        #expect(
            try Repository.exists(path) && Repository.text(path) == Plan.schemaText(),
            "\(path) differs from the lists of fields: run UPDATE_DOCS=1 swift test --filter PlanTests")
    }

    @Test func `is read by a program of fewer than 100 lines of Python`() throws {
        let program = "docs/examples/read_plan.py"
        #expect(try Repository.text(program).split(separator: "\n", omittingEmptySubsequences: false).count < 100)
        let file = FileManager.default.temporaryDirectory.appending(path: "plan-\(UUID().uuidString).json")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(SamplePlans.plan.written()).write(to: file)
        let (status, output) = try Repository.run(["python3", program, file.path])
        #expect(status == 0)
        #expect(
            output == """
                plan made on 2024-11-29: First made after the assessment.
                section A: one text
                section B: 2 need(s)
                section E: 1 outcome(s)
                section F: 2 provision(s)
                section I: one text
                section K: 1 advice(s)
                1 of 2 provisions say how much: 30 minutes a week
                outcome E-1: provided for by F-1

                """)
    }
}
