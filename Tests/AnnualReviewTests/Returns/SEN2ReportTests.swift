import CSV
import CaseFile
import Contracts
import Foundation
import JSON
import Metrics
import Return
import Runtime
import Statute
import TestSupport
import Testing

@testable import Analytics
@testable import AnnualReview
@testable import Caseload
@testable import CouncilFiles

@Suite struct `The number of a council in its return` {
    @Test(
        arguments: [
            ("bromley", "305"), ("kensington-and-chelsea", "207"), ("wiltshire", "865"), ("nowhere", nil), (nil, nil),
        ] as [(String?, String?)])
    func `is that of its file, as the DfE has it, and of a council without a file none`(
        council: String?, number: String?
    ) throws {
        let seeds = Seeds(folder: Repository.root.appending(path: "seeds").path)
        #expect(try SEN2Command.authority(of: council, in: seeds) == number)
        guard let council, let number else { return }
        // The DfE's own table has the same number beside the name.
        let name = council.split(separator: "-").map { $0 == "and" ? "and" : $0.capitalized }.joined(separator: " ")
        #expect(try seeds.text("dfe/annual-reviews-2024.csv").contains(",\(number),\(name),"))
    }
}

@Suite struct `The return beside the figures` {
    static func metrics() throws -> Metrics {
        try Seeds(folder: Repository.root.appending(path: "seeds").path).metrics()
    }

    /// A caseload whose days lie on the limits of a census and a day beside them.
    static func caseload(seed: UInt64, cases: Int, census: Day) -> Caseload {
        var random = SeededRandom(seed: seed)
        var office = Office(today: "2026-02-02")
        for number in 0..<cases {
            let id = CaseID.of("B-\(number)")
            var keys: UInt64 = 0
            func report(_ data: EventData, _ happened: Day) {
                keys += 1
                let key = SubmissionKey(high: UInt64(number) << 20 | 5, low: keys)
                let entry = Entry(
                    by: .coordinator, recorded: max(happened, Day.of("2023-01-02")),
                    events: [Event(key, happened: happened, data)])
                office.caseload.take([(id, entry)])
            }
            func near(_ days: Int...) -> Int { (days.randomElement(using: &random) ?? 0) + random.pick(-1...1) }
            let newYear = Day(census.year, 1, 1) ?? census
            let lastYear = Day(census.year - 1, 1, 1) ?? census
            var plan = PlanRecorded(
                made: random.oneIn(6)
                    ? nil : random.pick(census.monthsAfter(-12), census, census - 900, census - 1_600) + near(0),
                reviewed: random.oneIn(3) ? random.pick(newYear, lastYear, census) + near(0, -60) : nil,
                setting: random.oneIn(4) ? nil : 101_234, placement: .mainstream,
                need: random.oneIn(8) ? .notRecorded : .autism, model: "statutory")
            plan.transfer = random.oneIn(3) ? TransferPhase.allCases.randomElement(using: &random) : nil
            plan.transferYear = plan.transfer == nil ? nil : UInt16(census.year)
            report(.planRecorded(plan), Day.of("2023-01-02"))
            for review in 1...UInt8(random.pick(1...2)) where !random.oneIn(5) {
                let held = random.pick(census, newYear, lastYear, census - 28) + near(0, -28) - Int(2 - review) * 200
                report(.reviewUnderWay(ReviewUnderWay(review: review, kind: .annual)), held - 60)
                if !random.oneIn(5) { report(.meetingHeld(MeetingHeld(review: review)), held) }
                let told = random.pick(held + 28, census, newYear, lastYear) + near(0)
                let outcome: Outcome? = random.oneIn(5) ? nil : random.pick(.maintain, .amend, .cease)
                if !random.oneIn(3) {
                    report(
                        .decisionRecorded(
                            DecisionRecorded(review: review, outcome: outcome, notice: outcome == .amend ? told : nil)),
                        told)
                } else if random.oneIn(2) {
                    report(.decisionUndated(DecisionUndated(review: review, outcome: outcome)), held)
                }
            }
            if random.oneIn(6) { report(.planEnded(PlanEnded(reason: .needsMet)), census + near(0, -300)) }
        }
        return office.caseload
    }

    private static func report(_ form: ReturnForm, _ caseload: Caseload) throws -> SEN2Report {
        try SEN2Report(
            form, authority: "305", caseload: caseload, children: [:], data: [:], own: nil, metrics: try metrics())
    }

    @Test(arguments: ReturnForm.allCases)
    func `comes to the same counts, each and for each case, whatever the days`(_ form: ReturnForm) throws {
        for seed in 1...12 as ClosedRange<UInt64> {
            let caseload = Self.caseload(seed: seed, cases: 60, census: form.censusDay)
            let report = try Self.report(form, caseload)
            #expect(report.active > 20 && report.counts.count == 24)
            for count in report.counts where !count.agrees {
                // Known of the form: a plan without a start is expected in the figures by any earlier decision, and in the
                // return by that of its one review.
                let isKnown = count.cases.allSatisfy { id in
                    caseload.cases[CaseID.of(id)]?.file.planMade == nil
                }
                #expect(isKnown, "\(form.rawValue), seed \(seed): \(count.line)")
            }
        }
    }

    @Test func `names the case where a count differs`() throws {
        let form = ReturnForm.of2026
        let caseload = Self.caseload(seed: 3, cases: 40, census: form.censusDay)
        let report = try Self.report(form, caseload)
        var people = report.file.people
        let place = try #require(
            people.firstIndex { !$0.row.all(.activePlans).isEmpty && $0.row.all(.namedPlan)[0][.startDate] != nil })
        let id = people.remove(at: place).id
        let counts = try ReconciledCount.all(
            people, form, try FilesAsAt.tables(caseload.cases.mapValues(\.file), on: form.censusDay), try Self.metrics()
        )
        let plans = try #require(counts.first { $0.name == ReturnCounts.Name("plans-maintained") })
        #expect(!plans.agrees && plans.cases.contains(id) && plans.returned + 1 == plans.figure)
        #expect(plans.line.contains(id))
    }

    @Test func `says in words and for programs what it found, wrote and does not know`() throws {
        let report = try Self.report(.of2026, Self.caseload(seed: 5, cases: 30, census: ReturnForm.of2026.censusDay))
        let text = report.text(["sen2.xml"], most: 3)
        #expect(text.contains("Reconciled") || text.contains("NOT reconciled"))
        #expect(text.contains("more: --all shows everything") && text.contains("wrote sen2.xml"))
        for unknown in ReturnForm.unknowns { #expect(text.contains(unknown)) }
        #expect(report.json([]).contains("\"not_known_of_the_form\":["))
        #expect(!report.isClean)
    }

    @Test func `comes back by its own import: the same plans, reviews and placements`() throws {
        let form = ReturnForm.of2026
        var plans =
            "case,born,plan_made,setting_urn,placement,need,review_opened,meeting_held,decision_sent,decision_outcome,notice_sent\n"
        plans += "B-1,2014-06,2020-05-04,101234,mainstream,ASD,2025-09-01,2025-11-03,2025-11-28,amend,2025-11-28\n"
        plans += "B-2,2012-01,2019-05-04,,home-educated,SLCN,2025-09-01,2025-11-03,2025-11-20,maintain,\n"
        plans += "B-3,2016-03,2021-09-01,100001,special,SLD,2025-12-01,2026-01-12,,,\n"
        var office = Office(today: "2026-02-02")
        #expect(try office.take(plans).problems.isEmpty)
        let first = try Self.report(form, office.caseload)
        let files = first.file.blade(exported: office.today)
        let export = try BladeExport(files.map { ($0.name, try CSVTable(parsing: $0.bytes, file: $0.name)) })
        var other = Office(today: "2026-02-02")
        let map = try `A council's own export`.map("sen2-person-level")
        let taken = try other.take(String(decoding: export.joined, as: UTF8.self), by: map)
        #expect(taken.problems.isEmpty && taken.plans.new == 3, "\(taken.problems)")
        let second = try Self.report(form, other.caseload)
        #expect(second.file.people == first.file.people)
        #expect(first.file.people[0].row.all(.activePlans)[0][.reviewOutcome] == "A")
    }
}

@Suite struct `The cohorts` {
    private static func child(_ text: String) throws -> ChildReturn { try ChildReturn(json: Array(text.utf8)) }

    private static func office() throws -> Office {
        var office = Office()
        try office.take("case,need\nB-1,ASD\nB-2,SLCN\nB-3,SLD\n")
        return office
    }

    @Test func `hold sex, group of ethnicity and need by case, and nothing else of what only the return asks`() throws {
        let data = try Self.child(
            #"{"sex":"F","ethnicity":"WIRT","upn":"H801200001001","uln":"1000000027","postcode":"BR1 3UH"}"#)
        let changes = try CohortChanges(["B-1": data], try Self.office().caseload, standing: [:])
        let record = try #require(changes.records.first)
        let value = try #require(record.value)
        #expect(record.key == "B-1")
        #expect(String(decoding: value, as: UTF8.self) == #"{"sex":"F","ethnicity":"white","need":"ASD"}"#)
    }

    @Test func `are written where something changed, and erased with whoever was erased`() throws {
        let office = try Self.office()
        let girl = try Self.child(#"{"sex":"F"}"#)
        let first = try CohortChanges(["B-1": girl, "B-2": girl, "X-9": girl], office.caseload, standing: [:])
        #expect(first.new == 2 && first.records.map(\.key) == ["B-1", "B-2"])
        var standing: [String: [UInt8]?] = [:]
        for record in first.records { standing[record.key] = .some(record.value) }
        let again = try CohortChanges(["B-1": girl, "B-2": girl], office.caseload, standing: standing)
        #expect(again.records.isEmpty && again.unchanged == 2)
        // Erased from children-return: erased here. Not twice.
        let boy = try Self.child(#"{"sex":"M"}"#)
        let later = try CohortChanges(["B-2": boy], office.caseload, standing: standing)
        #expect(later.records.map(\.key) == ["B-2", "B-1"] && later.records.last?.value == nil)
        #expect(later.changed == 1 && later.erased == 1)
        standing["B-1"] = .some(nil)
        #expect(try CohortChanges(["B-2": girl], office.caseload, standing: standing).records.isEmpty)
        // Given again, it stands again.
        #expect(try CohortChanges(["B-1": girl, "B-2": girl], office.caseload, standing: standing).new == 1)
    }

    @Test(arguments: [
        ("WBRI", EthnicGroup.white), ("WOTW", .white), ("MWBC", .mixed), ("MOTH", .mixed), ("AIND", .asian),
        ("BCRB", .black),
        ("CHNE", .chinese), ("OOTH", .other), ("REFU", .notSaid), ("NOBT", .notSaid), ("ZZZZ", .notSaid),
    ])
    func `know the group of a code of the DfE by its beginning`(_ code: String, _ group: EthnicGroup) throws {
        let child = try Self.child(#"{"ethnicity":"\#(code)"}"#)
        #expect(child.ethnicity.map(EthnicGroup.init) == group)
    }

    @Test func `break figures down, and no figure of any day once they are erased`() throws {
        let model = try ReadModel(inMemory: ())
        let office = try Self.office()
        try model.transaction {
            for (id, known) in office.caseload.cases {
                try model.put(FactVersions.Version(known.file, of: id, known: office.today))
            }
            var cohort = Cohort()
            cohort.sex = .female
            cohort.ethnicity = .black
            try model.put(cohort, of: "B-2")
        }
        func known() throws -> [Int32?] {
            let table = try model.facts(of: .plans)
            return (0..<table.count).map { table.value("sex", $0) }
        }
        #expect(try known() == [nil, 0, nil])
        try model.transaction { try model.put(nil as Cohort?, of: "B-2") }
        #expect(try known() == [nil, nil, nil])
    }
}
