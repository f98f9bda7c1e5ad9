import Contracts
import HTML
import Metrics
import Runtime
import Statute
import TestSupport
import Testing
import YAML

@testable import Analytics

@Suite struct `Groups of children beside the others` {
    private static let facts = [
        MetricFact("sex", .word(["F", "M"]), "The sex."),
        MetricFact("need", .word(["ASD", "SLCN", "SLD", "HI"]), "The need."),
        MetricFact("late", .truth, "It was late."),
    ]

    private static func metrics() throws -> Metrics {
        var metrics = Metrics()
        let text = """
            metrics:
              - name: late
                title: Late
                definition: Those that were late.
                source: "-"
                rows: reviews
                of: late is known
                those: late
            """
        try metrics.add(text, file: "late.yaml") { _ in facts }
        return metrics
    }

    /// So many of each sex and need, of whom so many were late.
    private static func table(_ groups: [(sex: Int32, need: Int32, late: Int, of: Int)]) -> FactTable {
        var table = FactTable(.reviews, facts)
        for group in groups {
            for number in 0..<group.of {
                let values = [group.sex, group.need, number < group.late ? 1 : 0]
                table.add("B-\(table.count)") { values[$0] }
            }
        }
        return table
    }

    private static let window = Window(yearTo: day("2025-08-31"))

    private static func signals(
        _ groups: [(sex: Int32, need: Int32, late: Int, of: Int)], isExact: Bool = false
    ) throws -> Signals {
        let metrics = try metrics()
        let late = try #require(metrics["late"])
        let table = table(groups)
        let figures = ["sex", "need"].map { Disproportion(late, by: $0, in: table, window, fewest: 10) }
        let plan = try SignalPlan(
            "false_discoveries: 5\nfewest: 10\nlook: []\n", file: "x.yaml", metrics: metrics)
        return Signals(plan, figures, window, isExact: isExact)
    }

    @Test func `have the limits of the binomial distribution, exactly`() {
        // Of ten at one half, fewer than two come up 1.1 times in a hundred, fewer than three 5.5 times.
        #expect(FunnelLimits.range(0.5, of: 10, outside: 0.05) == 0.2...0.8)
        // None or one of ten comes up 1.07 times in a hundred, none 0.1 times.
        #expect(FunnelLimits.range(0.5, of: 10, outside: 0.002) == 0.1...0.9)
        #expect(FunnelLimits.range(0, of: 10, outside: 0.05) == 0...0)
        let large = FunnelLimits.range(0.3, of: 20_000, outside: 0.05)
        #expect(large.lowerBound > 0.293 && large.upperBound < 0.307)
    }

    @Test func `stand out where they fare otherwise, and none does where all fare alike`() throws {
        let planted = try Self.signals([(0, 0, 60, 100), (1, 0, 30, 100), (0, 1, 45, 100), (1, 1, 45, 100)])
        let sexes = planted.figures[0].groups
        #expect(sexes.map(\.standsOut) == [true, true] && planted.figures[1].groups.allSatisfy { !$0.standsOut })
        #expect(planted.text.contains("STANDS OUT, more") && planted.text.contains("STANDS OUT, fewer"))
        #expect(planted.comparisons == 4)
        let alike = try Self.signals([(0, 0, 45, 100), (1, 0, 46, 100), (0, 1, 44, 100), (1, 1, 45, 100)])
        #expect(alike.figures.allSatisfy { $0.groups.allSatisfy { !$0.standsOut } })
    }

    @Test func `stand out by chance no more often than is said, whatever number is looked at`() throws {
        var random = SeededRandom(seed: 11)
        var wrong = 0
        for _ in 0..<200 {
            let groups = (0..<8).map { group in
                (Int32(group % 2), Int32(group / 2), (0..<60).count { _ in random.oneIn(3) }, 60)
            }
            let signals = try Self.signals(groups.map { (sex: $0.0, need: $0.1, late: $0.2, of: $0.3) })
            if signals.figures.contains(where: { $0.groups.contains(where: \.standsOut) }) { wrong += 1 }
        }
        // Where nothing is there, each that is found is false: five in a hundred looks.
        #expect(wrong <= 16, "\(wrong) of 200")
    }

    @Test func `are left out where their numbers are small, and nothing follows from the rest`() throws {
        let groups: [(sex: Int32, need: Int32, late: Int, of: Int)] = [
            (0, 0, 3, 40), (1, 1, 30, 60), (0, 2, 30, 60), (1, 3, 20, 50),
        ]
        let signals = try Self.signals(groups)
        let needs = signals.figures[1].groups
        #expect(!needs[0].isShown, "three were late")
        #expect(needs.count { !$0.isShown } >= 2, "one alone would follow from the sum")
        #expect(signals.text.contains("left out: small numbers") && !signals.text.contains("3 of 40"))
        #expect(!signals.page.markup.contains("7.5%") && !signals.json.contains("\"those\":3,"))
        #expect(try Self.signals(groups, isExact: true).text.contains("3 of 40"))
    }

    @Test func `are not looked at where they are too few`() throws {
        let signals = try Self.signals([(0, 0, 9, 9), (1, 1, 30, 60)])
        #expect(signals.figures[0].groups.map { $0.p == nil } == [true, false])
        #expect(signals.comparisons == 2)
    }

    @Test(arguments: [
        ("{metric: nothing, by: [sex]}", "there is no such metric"),
        ("{metric: late, by: [age]}", "nothing is known by that name"),
        ("{metric: late, by: [coordinator]}", "nothing is known by that name"),
        ("{metric: late, by: [held]}", "not grouped by a day"),
    ])
    func `are declared as data, and refused with the line where a name is wrong`(_ look: String, _ says: String) throws
    {
        let text = "false_discoveries: 5\nfewest: 10\nlook:\n  - \(look)\n"
        let error = #expect(throws: YAMLError.self) {
            try SignalPlan(text, file: "x.yaml", metrics: try Self.metrics())
        }
        #expect(
            error.map { "\($0)".contains(says) && "\($0)".contains("x.yaml:4") } == true,
            "\(error.map { "\($0)" } ?? "")")
    }

    @Test func `are those of the seeds, by metrics and facts that there are`() throws {
        let seeds = Seeds(folder: "\(root)/seeds")
        let plan = try SignalPlan(
            try seeds.text("signals/disproportion.yaml"), file: "disproportion.yaml", metrics: try seeds.metrics())
        #expect(plan.looks.count == 6 && plan.looks.allSatisfy { $0.by.contains("ethnicity") })
        #expect(plan.falseDiscoveries == 5)
    }
}
