import Statute
import Testing
import YAML

@testable import Metrics

private let facts = [
    MetricFact("held", .happening, "The meeting was held."), MetricFact("told", .happening, "The family was told."),
    MetricFact("decision_by", .due, "The last day."),
    MetricFact("outcome", .word(["maintain", "amend", "cease"]), "What was decided."),
    MetricFact("year", .number, "The year group."), MetricFact("names_transfer", .truth, "Whether it does."),
    MetricFact("setting", .name, "The setting."),
]

private func day(_ text: String) -> Int32 { Day(text)?.number ?? MetricFact.unknown }

/// What that question comes to for one row in the year to 31 August 2025: true, false, or nil where it is not known.
private func answer(_ question: String, _ known: [String: Int32]) throws -> Bool? {
    let node = try YAMLNode.parse("of: \"\(question)\"", file: "m.yaml").required("of")
    let expression = try ExpressionReader.question(node, of: facts)
    let values = facts.map { known[$0.name] ?? MetricFact.unknown }
    let value = try values.withUnsafeBufferPointer {
        expression.value($0, Window(yearTo: try #require(Day("2025-08-31"))))
    }
    return value == MetricFact.unknown ? nil : value == 1
}

/// Why that text is no question.
private func fault(_ question: String) throws -> String {
    let node = try YAMLNode.parse("of: \"\(question)\"", file: "m.yaml").required("of")
    do {
        _ = try ExpressionReader.question(node, of: facts)
        return ""
    } catch {
        return error.description
    }
}

@Suite struct `An expression` {
    @Test func `compares days, and moves them by days, weeks and months`() throws {
        let row = ["held": day("2024-11-01"), "told": day("2024-11-29"), "decision_by": day("2024-11-29")]
        #expect(try answer("told <= decision_by", row) == true)
        #expect(try answer("told < decision_by", row) == false)
        #expect(try answer("told >= held + 4 weeks", row) == true)
        #expect(try answer("told > held + 28 days", row) == false)
        #expect(try answer("held + 1 month < 2024-12-02", row) == true)
        #expect(try answer("held - 1 day is 2024-10-31", row) == true)
        #expect(try answer("held in period", row) == true)
        #expect(try answer("told - held <= 28", row) == true)
        #expect(try answer("told - held < 28", row) == false)
    }

    @Test func `says neither yes nor no of what is not known, as SQL does`() throws {
        let row = ["held": day("2024-11-01"), "decision_by": day("2024-11-29")]
        #expect(try answer("told <= decision_by", row) == nil)
        #expect(try answer("not told <= decision_by", row) == nil)
        #expect(try answer("told <= decision_by and held in period", row) == nil)
        #expect(try answer("told <= decision_by and held is unknown", row) == false)
        #expect(try answer("told <= decision_by or held is known", row) == true)
        #expect(try answer("told is unknown", row) == true)
        #expect(try answer("told in period", row) == nil)
        #expect(try answer("outcome is not amend", row) == nil)
    }

    @Test func `does not know on a day what happened after it, and knows what is due after it`() throws {
        let row = ["told": day("2025-09-01"), "decision_by": day("2025-09-01")]
        #expect(try answer("told is unknown", row) == true)
        #expect(try answer("decision_by > as_at", row) == true)
        #expect(try answer("told is known", ["told": day("2025-08-31")]) == true)
    }

    @Test func `asks for a word of the list, or one of several`() throws {
        #expect(try answer("outcome is amend", ["outcome": 1]) == true)
        #expect(try answer("outcome is not amend", ["outcome": 1]) == false)
        #expect(try answer("outcome is one of (maintain, cease)", ["outcome": 2]) == true)
        #expect(try answer("outcome is not one of (maintain, cease)", ["outcome": 1]) == true)
        #expect(try answer("names_transfer and year is 6", ["names_transfer": 1, "year": 6]) == true)
    }

    @Test func `binds “not” before “and”, and “and” before “or”`() throws {
        #expect(try answer("year is 1 or year is 2 and year is 3", ["year": 1]) == true)
        #expect(try answer("(year is 1 or year is 2) and year is 3", ["year": 1]) == false)
        #expect(try answer("not year is 1 or year is 1", ["year": 1]) == true)
    }

    @Test(arguments: [
        ("hold in period", "nothing is known by the name “hold”"),
        ("outcome is amended", "none of maintain, amend, cease"),
        ("held", "this is no question"), ("held < year", "between two days, or between two numbers"),
        ("held + 4 < told", "say of the 4 whether they are days, weeks or months"), ("told <=", "ends too early"),
        ("(told <= held", "“)” should stand at the end"), ("told <= held held", "should end"),
        ("held and told is known", "go with questions"), ("setting is setting", "asks whether something is known"),
        ("year in period", "goes with a day"), ("told ~ held", "“~” means nothing here"),
        ("held + 99999 days < told", "too many"),
        (String(repeating: "(", count: 31) + "year is 1", "brackets stand within each other"),
        (String(repeating: "year is 1 or ", count: 90) + "year is 1", "at most 300 parts"),
    ])
    func `that asks for what there is not is refused with its place`(_ question: String, _ why: String) throws {
        let fault = try fault(question)
        #expect(fault.contains(why), "\(fault)")
        #expect(fault.contains("m.yaml:1"))
    }
}

@Suite struct `A metric` {
    private static let text = """
        metrics:
          - name: told-in-time
            title: Told in time
            definition: Of the meetings of the period, those told in time.
            source: reg 20(10)
            rows: reviews
            of: held in period
            those: told <= decision_by
          - name: days-to-letter
            title: Days
            definition: Days.
            source: reg 20(10)
            rows: reviews
            of: held in period and told is known
            days: told - held
        """

    private func metrics(_ text: String = text) throws -> Metrics {
        var metrics = Metrics()
        try metrics.add(text, file: "m.yaml") { _ in facts }
        return metrics
    }

    private func table() -> FactTable {
        var table = FactTable(.reviews, facts)
        let (mine, yours) = (table.value(of: "101001"), table.value(of: "100001"))
        let rows: [(String, String?, String?, Int32, Int32)] = [
            ("A", "2024-11-01", "2024-11-29", 1, mine), ("B", "2024-11-01", "2024-11-30", 0, mine),
            ("C", "2024-12-01", nil, MetricFact.unknown, yours), ("D", "2023-12-01", "2023-12-02", 0, yours),
        ]
        for (id, held, told, outcome, setting) in rows {
            table.add(id) { place in
                switch facts[place].name {
                case "held": held.map(day) ?? MetricFact.unknown
                case "told": told.map(day) ?? MetricFact.unknown
                case "decision_by": held.map { day($0) + 28 } ?? MetricFact.unknown
                case "outcome": outcome
                case "setting": setting
                default: MetricFact.unknown
                }
            }
        }
        return table
    }

    private var window: Window { Window(yearTo: Day("2025-08-31") ?? Day(number: 0)) }

    @Test func `counts those of whom it is true, of those who are counted, and says of how many it is not known`()
        throws
    {
        let metric = try #require(try metrics()["told-in-time"])
        let count = metric.count(in: table(), window).all
        #expect((count.of, count.those, count.notKnown) == (3, 1, 1))
        let cases = metric.cases(in: table(), window)
        #expect(cases.map(\.id) == ["A", "B", "C"])
        #expect(cases.map(\.isOne) == [true, false, nil])
    }

    @Test func `of days has exact percentiles`() throws {
        let metric = try #require(try metrics()["days-to-letter"])
        let count = metric.count(in: table(), window).all
        #expect(count.those == 2)
        #expect((count.days.percentile(50), count.days.percentile(90)) == (28, 29))
    }

    @Test func `is counted by a word, a name, a month, in their order, and what is not known last`() throws {
        let metric = try #require(try metrics()["told-in-time"])
        #expect(
            metric.count(in: table(), window, by: .value(of: "outcome")).groups.map(\.name)
                == ["maintain", "amend", "not known"])
        #expect(
            metric.count(in: table(), window, by: .value(of: "setting")).groups.map(\.name) == ["100001", "101001"])
        let months = metric.count(in: table(), window, by: .month(of: "held")).groups
        #expect(months.map(\.name) == ["2024-11", "2024-12"])
        #expect(months.map(\.count.of) == [2, 1])
    }

    @Test func `has a name of its own, and is a share or days`() throws {
        #expect { try metrics(Self.text + "\n" + Self.text.dropFirst("metrics:\n".count)) } throws: {
            "\($0)".contains("declared already, in m.yaml:2")
        }
        #expect { try metrics(Self.text + "\n    those: held is known") } throws: { "\($0)".contains("and not both") }
        #expect { try metrics(Self.text.replacing("told-in-time", with: "Told in time")) } throws: {
            "\($0)".contains("small letters")
        }
    }
}
