import CSV
import CaseFile
import Contracts
import Statute
import TestSupport
import Testing

@testable import AnnualReview
@testable import Caseload
@testable import CouncilFiles
@testable import Rehearsal

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
        let files = SampleFiles(try Self.bromley(seed: seed))
        var office = Office(today: "\(Self.first)")
        let report = try office.take(
            String(decoding: files.plans, as: UTF8.self), people: String(decoding: files.people, as: UTF8.self))
        #expect(report.problems.isEmpty, "\(report.problems.prefix(3))")
        #expect(report.warnings.isEmpty, "\(report.warnings.prefix(3))")
        #expect(report.plans.new == 4395 && report.children.new == 4395 && report.returns == 4395)
        // Every child has somebody who is told.
        #expect(office.caseload.cases.values.allSatisfy { !$0.file.toldHolders.isEmpty })
        #expect(office.standing.people["officer/C-01"] != nil)
    }

    @Test func `has two holders in two households for a tenth, and a few who are closed or kept from the place`() throws
    {
        let children = try Self.bromley().children
        func count(_ isSo: (SampleChild) -> Bool) -> Int { children.count(where: isSo) }
        let parents = count { !$0.isYoungPersons && $0.priority != .lookedAfter }
        let two = count { child in
            child.contacts.count {
                $0.relation == .parent && $0.holdsRights && $0.mayBeWrittenTo && !$0.locationProtected
            }
                == 2
        }
        #expect(abs(Double(two) / Double(parents) - 0.1) < 0.015, "\(two) of \(parents)")
        #expect((15...80).contains(count { $0.contacts.contains { !$0.mayBeWrittenTo } }))
        #expect((10...60).contains(count { $0.contacts.contains { $0.mayBeWrittenTo && $0.locationProtected } }))
        let foster = count { $0.contacts.contains { $0.relation == .fosterCarer } }
        #expect(
            foster > 50
                && children.allSatisfy { child in
                    child.priority == .lookedAfter || !child.contacts.contains { $0.relation == .fosterCarer }
                })
    }

    @Test func `lets young people hold the rights by their age alone`() throws {
        let children = try Self.bromley().children
        let young = children.filter { $0.contacts.first?.relation == .youngPerson }
        #expect(young.count > 300)
        for child in young {
            #expect(SchoolYear.compulsoryAgeEnds(bornIn: child.born).map { $0 < Self.first } == true)
            #expect(child.contacts.dropFirst().allSatisfy { !$0.holdsRights })
        }
    }

    @Test func `knows colleges by their UKPRN and other settings by their URN`() throws {
        for setting in Set(try Self.bromley().children.compactMap(\.setting)) {
            let numbers = setting.kind == .college ? SettingNumber.ukprns : SettingNumber.urns
            #expect(numbers.contains(setting.reference), "\(setting)")
        }
    }

    @Test func `gives every child a number of its own that passes its check`() {
        let upns = (0..<500).compactMap(SampleNumbers.upn)
        let ulns = (0..<500).compactMap(SampleNumbers.uln)
        #expect(Set(upns).count == 500 && upns.allSatisfy { PupilNumbers.fault(upn: $0) == nil })
        #expect(Set(ulns).count == 500 && ulns.allSatisfy { PupilNumbers.fault(uln: $0) == nil })
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
