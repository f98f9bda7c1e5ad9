import CSV
import Contracts
import Statute
import TestSupport
import Testing

@testable import AnnualReview

@Suite struct `A sample caseload` {
    static let first = Day(number: 19_967)
    static let seeds = #filePath.components(before: "/Tests/") + "/seeds"

    static func bromley(plans: Int? = nil, seed: UInt64 = 1) throws -> SampleCaseload {
        SampleCaseload(
            figures: try CouncilFigures(council: "bromley", seeds: seeds), plans: plans, seed: seed, first: first,
            model: "bromley")
    }

    @Test func `holds as many plans of each placement as the DfE counted`() throws {
        let children = try Self.bromley().children
        func count(_ placement: Placement) -> Int { children.count { $0.placement == placement } }
        #expect(children.count == 4395)
        #expect(count(.mainstream) == 2119)
        #expect(count(.special) == 1322)
        #expect(count(.furtherEducation) == 448)
        #expect(count(.earlyYears) == 81)
        #expect(count(.alternativeProvision) == 11)
        #expect(count(.notRecorded) == 63)
        let elsewhere: [Placement] = [.otherwise, .homeEducated, .notInEducation, .other]
        #expect(elsewhere.reduce(0) { $0 + count($1) } == 351)
        #expect(children.filter { elsewhere.contains($0.placement) }.allSatisfy { $0.setting == nil })
    }

    @Test func `holds as many plans of each age and need as the DfE counted`() throws {
        let children = try Self.bromley().children
        #expect(children.count { $0.age == 10 } == 301)
        #expect(children.count { $0.age == 14 } == 359)
        #expect(children.count { $0.need == .speechLanguage } == 1513)
        #expect(children.count { $0.need == .autism } == 808)
        #expect(children.count { $0.need == .multiSensory } == 10)
        #expect(children.count { $0.age == 12 && $0.need == .socialEmotional } == 66)
        #expect(children.count { $0.age == 10 && $0.placement == .mainstream } == 229)
    }

    @Test func `gives needs to placements nearly as the DfE found them there`() throws {
        let figures = try CouncilFigures(council: "bromley", seeds: Self.seeds)
        let children = try Self.bromley().children
        for placement in [Placement.mainstream, .special, .furtherEducation] {
            for (place, need) in Need.allCases.enumerated() {
                let counted = figures.needsByPlacement[placement.place][place]
                let given = children.count { $0.placement == placement && $0.need == need }
                #expect(abs(given - counted) <= max(25, counted / 4), "\(placement) \(need): \(given), not \(counted)")
            }
        }
    }

    @Test func `holds 714 plans of less than a year`() throws {
        let children = try Self.bromley().children
        #expect(children.count { $0.years == 0 } == 714)
        let made = children.compactMap(\.dates.made)
        #expect(made.count { $0 > Self.first.monthsAfter(-12) } == 714)
        #expect(made.allSatisfy { $0 < Self.first })
    }

    @Test func `counts exactly also when fewer plans are asked for`() throws {
        for plans in [1, 7, 100, 999] { #expect(try Self.bromley(plans: plans).children.count == plans) }
    }

    @Test func `is the same for the same seed, and another for another`() throws {
        let first = SampleFiles(try Self.bromley(plans: 300))
        let again = SampleFiles(try Self.bromley(plans: 300))
        let other = SampleFiles(try Self.bromley(plans: 300, seed: 2))
        #expect(first.plans == again.plans && first.people == again.people)
        #expect(first.plans != other.plans)
    }

    @Test func `numbers its cases in the order in which their reviews are due`() throws {
        let due = try Self.bromley().children.compactMap(\.dates.due)
        #expect(due == due.sorted())
        #expect(SampleCaseload.id(0) == "B-10001")
    }

    @Test func `gives each coordinator about two hundred plans`() throws {
        let caseload = try Self.bromley()
        #expect(caseload.coordinators.count == 22)
        for id in caseload.coordinators {
            #expect((195...205).contains(caseload.children.count { $0.coordinator == id }))
        }
    }

    @Test func `lets those move who are in the last year of their setting`() throws {
        let children = try Self.bromley().children
        #expect(
            children.filter { $0.year == YearGroup(6) && $0.placement == .mainstream }.allSatisfy {
                $0.transfer == Transfer(.primaryToSecondary, in: 2025)
            })
        #expect(children.contains { $0.transfer?.phase == .infantToJunior && $0.setting?.kind == .infant })
        #expect(children.filter { $0.setting?.kind == .special }.allSatisfy { $0.transfer == nil })
        #expect(children.contains { $0.setting == nil && $0.transfer?.phase == .secondaryToPost16 })
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `is taken by the import without a word, whatever the seed`(seed: UInt64) throws {
        let caseload = try Self.bromley(seed: seed)
        let files = SampleFiles(caseload)
        let frame = PlanTable.Frame(today: Self.first, models: ["bromley", "statutory"], model: "bromley")
        let table = try PlanTable(parsing: files.plans, file: "plans.csv", frame: frame)
        #expect(table.problems.isEmpty, "\(table.problems.prefix(3))")
        #expect(table.rows.count == 4395)
        #expect(SampleFiles.planColumns == PlanColumn.allCases.map(\.rawValue))
        #expect(SampleFiles.peopleColumns == PersonColumn.allCases.map(\.rawValue))
    }

    @Test func `has its backlog: open reviews at every stage, families never told, and unknown dates`() throws {
        let children = try Self.bromley().children
        let dates = children.map(\.dates)
        #expect(dates.count { $0.opened != nil && $0.arranged == nil } > 100)
        #expect(dates.count { $0.held != nil && $0.decided == nil && $0.held ?? Self.first < Self.first - 60 } > 200)
        #expect(dates.count { $0.notice != nil } > 100)
        let unknown = dates.count { $0.isMadeUnknown || $0.isReviewedUnknown }
        #expect((30...90).contains(unknown))
    }
}

@Suite struct `Sharing out whole numbers` {
    @Test func `gives what remains to the largest remainders`() {
        #expect(Apportionment.shares(of: 10, by: [1, 1, 1]) == [4, 3, 3])
        #expect(Apportionment.shares(of: 7, by: [0.5, 0.3, 0.2]) == [4, 2, 1])
        #expect(Apportionment.shares(of: 3, by: [0, 0]) == [0, 0])
    }

    @Test func `keeps both sums of a table`() {
        var exact = [[1.0, 2, 3], [4, 1, 1], [0.2, 0.2, 5]]
        let (rows, columns) = ([5, 7, 3], [6, 4, 5])
        Apportionment.fit(&exact, rows: rows.map(Double.init), columns: columns.map(Double.init))
        let table = Apportionment.rounded(exact, rows: rows, columns: columns, leaning: exact.map { $0.map { _ in 0 } })
        #expect(table.map { $0.reduce(0, +) } == rows)
        #expect(columns.indices.map { column in table.reduce(0) { $0 + $1[column] } } == columns)
    }
}

extension String {
    /// What stands before the last place of that text.
    func components(before text: String) -> String {
        var end = endIndex
        while end > startIndex, !self[end...].hasPrefix(text) { end = index(before: end) }
        return String(self[..<end])
    }
}
