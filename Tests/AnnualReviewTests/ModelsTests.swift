import Casework
import Contracts
import Foundation
import Runtime
import Statute
import TestSupport
import Testing

@testable import AnnualReview
@testable import Caseload

/// The models of the seeds, and others beside them.
enum SeedModels {
    static let folder = Repository.root.appending(path: "seeds").path

    static func all(_ others: [ReviewModels.File] = []) throws -> ReviewModels {
        try ReviewModels(parsing: Seeds(folder: folder).modelFiles() + others)
    }

    /// A pilot of Bromley's model for Years 3 and 4.
    static let pilot = ReviewModels.File(
        name: "trial", path: "trial.yaml",
        text: """
            id: trial
            pilot:
              name: Lighter reviews
              since: 2026-09-01
              cohort: {year_groups: [3, 4]}
              model: bromley
              otherwise: statutory
            """)
}

@Suite struct `Checking models` {
    private func bromley(_ edit: (String) -> String) throws -> ReviewModels.File {
        let text = try Repository.text("seeds/models/bromley.yaml")
        return ReviewModels.File(name: "bromley", path: "draft/bromley.yaml", text: edit(text))
    }

    @Test func `finds those of the seeds lawful`() throws {
        let check = ModelCheck(try Seeds(folder: SeedModels.folder).modelFiles(), others: [])
        #expect(check.isLawful)
        #expect(check.text.hasSuffix("5 files, nothing laxer than the law.\n"))
        #expect(check.text.split(separator: "\n").allSatisfy { $0.count <= 100 })
    }

    @Test func `lists all that is laxer with line and rule, and the other files too`() throws {
        let lax = try bromley { $0 + "report_weeks: 3\nkept_while_appealed: false\n" }
        let check = ModelCheck([lax, SeedModels.pilot], others: try Seeds(folder: SeedModels.folder).modelFiles())
        #expect(!check.isLawful)
        let text = check.text.replacing("\n    ", with: " ")
        #expect(text.contains(": report_weeks: laxer than the law: 3 is more than 2; "))
        #expect(text.contains("(REP-1; SEND Regulations 2014, reg 20(9))"))
        #expect(text.contains("(CEASE-5; Children and Families Act 2014, s.45(4); "))
        #expect(text.contains("trial.yaml: lawful: pilot of bromley"))
        #expect(text.hasSuffix("2 files, 1 with faults.\n"))
    }

    @Test func `says what is wrong with a file that is no model at all`() throws {
        let check = ModelCheck([ReviewModels.File(name: "x", path: "x.yaml", text: "id: x\n")], others: [])
        #expect(check.text.hasPrefix("x.yaml:1: name is missing"))
        #expect(!ModelCheck([], others: []).isLawful)
    }

    @Test func `refuses a pilot of a model that is itself laxer than the law`() throws {
        let lax = try bromley { $0 + "report_weeks: 3\n" }
        let statutory = ReviewModels.File(
            name: "statutory", path: "statutory.yaml", text: try Repository.text("seeds/models/statutory.yaml"))
        let check = ModelCheck([lax, statutory, SeedModels.pilot], others: [])
        let text = check.text.replacing("\n    ", with: " ")
        #expect(text.contains("trial.yaml:6: pilot.model: there is no model “bromley”; there are statutory"), "\(text)")
    }
}

@Suite struct `Showing a model` {
    @Test(arguments: ["statutory", "bromley", "wiltshire", "kensington-and-chelsea", "bromley-pilot"])
    func `fits a terminal and holds every demand of the law`(_ name: String) throws {
        let text = ModelSheet.text(name, in: try SeedModels.all())
        #expect(text.split(separator: "\n").filter { $0.count > 100 } == [])
        for setting in ModelSetting.allCases { #expect(text.contains("  \(setting.invariant.rule) ")) }
    }

    @Test func `says what is inferred, and who chooses`() throws {
        let text = ModelSheet.text("bromley", in: try SeedModels.all())
        #expect(text.contains("Also called Approach 1, which is inferred: "))
        #expect(text.contains("The EHCP Coordinator, the family and the setting choose the kind together, never"))
        #expect(text.contains("“My Life, My Review”: from the child, on paper or digital"))
        #expect(
            text.contains("MTG-3    notice of the meeting: at least three weeks — stricter than at least two weeks"))
    }
}

@Suite struct `Comparing models over a year` {
    private static let from = Day.of("2026-09-01")

    private func plan(
        born: String? = nil, reviewed: String?, year: Int8, transfer: TransferPhase? = nil, transferYear: UInt16? = nil,
        coordinator: String = "C-01"
    ) -> PlanRecorded {
        PlanRecorded(
            born: born.flatMap { Month($0) }, made: Day.of("2023-05-01"), reviewed: reviewed.map(Day.of),
            setting: 101_001, placement: .mainstream, need: .autism, transfer: transfer,
            coordinator: actorID(coordinator), year: year, transferYear: transferYear, model: "statutory")
    }

    /// Year 3, Year 9, Year 6 with its transfer, a child of three, and one that is overdue.
    private var plans: [PlanRecorded] {
        [
            plan(reviewed: "2026-03-10", year: 3), plan(reviewed: "2026-06-01", year: 9),
            plan(reviewed: "2026-04-10", year: 6, transfer: .primaryToSecondary, transferYear: 2027),
            plan(born: "2023-07", reviewed: "2026-05-01", year: -1), plan(reviewed: "2025-02-01", year: 4),
        ]
    }

    private func year(_ name: String, _ models: ReviewModels) -> ModelYear {
        ModelYear(of: plans, under: name, in: models, from: Self.from)
    }

    @Test func `counts each review once, by kind, and what is written anew`() throws {
        let models = try SeedModels.all()
        let statutory = year("statutory", models)
        #expect(statutory.reviews.count == 5)
        #expect(statutory.count("Phase Transfer Review") == 1)
        #expect(statutory.count("Annual Review") == 4)
        #expect(statutory.reissued == 1)
        #expect(statutory.amended(50, outsidePilot: 0) == 2)
        let bromley = year("bromley", models)
        // Year 9, the transfer, and nursery.
        #expect(bromley.count("Transition and Change Review") == 3)
        #expect(bromley.count("Annual Progress Review") == 2)
        #expect(bromley.reissued == 3)
        #expect(bromley.reviews.map(\.complete) == statutory.reviews.map(\.complete))
        #expect(statutory.reviewedTwice == 0)
    }

    @Test func `a transfer is reviewed in time although the twelve months end later`() throws {
        let review = try #require(year("statutory", try SeedModels.all()).reviews.first { $0.plan == 2 })
        // Twelve weeks before 14 February is 22 November; the decision has four weeks.
        #expect(review.complete == Day.of("2026-12-20"))
        #expect(review.kind == "Phase Transfer Review")
    }

    @Test func `what is overdue is reviewed as soon as notice and decision allow`() throws {
        let review = try #require(year("statutory", try SeedModels.all()).reviews.first { $0.plan == 4 })
        #expect(review.complete == Self.from.weeksAfter(7))
    }

    @Test func `a child under five is reviewed twice a year in Wiltshire`() throws {
        let wiltshire = year("wiltshire", try SeedModels.all())
        #expect(wiltshire.reviewedTwice == 1)
        #expect(
            wiltshire.reviews.filter { $0.plan == 3 }.map(\.complete) == [Day.of("2026-10-31"), Day.of("2027-04-30")])
    }

    @Test func `a pilot gives its model to the cohort alone`() throws {
        let trial = year("trial", try SeedModels.all([SeedModels.pilot]))
        #expect(trial.count("Annual Progress Review") == 2)
        #expect(trial.count("Annual Review") == 2)
        #expect(trial.count("Phase Transfer Review") == 1)
        // Of two progress reviews none is amended, of two annual reviews outside the pilot both.
        #expect(trial.amended(0, outsidePilot: 100) == 2)
    }

    @Test func `says in words what changes and what is law`() throws {
        let models = try SeedModels.all([SeedModels.pilot])
        let comparison = ModelComparison(
            ("statutory", "bromley"), in: models, over: plans, called: "5 plans", from: Self.from, needed: (50, 0))
        let text = comparison.text
        #expect(text.split(separator: "\n").filter { $0.count > 100 } == [])
        #expect(text.contains("2 reviews are a Transition and Change Review instead of an Annual Review."))
        #expect(text.contains("As many reviews and decision letters."))
        #expect(text.contains("No day that the law sets moves, for any of the 5 plans."))
        #expect(text.contains("  DEC-1    decision after the meeting: at most four weeks"))
        #expect(text.contains("The officer is called EHCP Coordinator, not SEN case officer."))
        #expect(
            try comparison.json().contains(
                "\"by_kind\":{\"Transition and Change Review\":3,\"Annual Progress Review\":2}"))
        let pilot = ModelComparison(
            ("statutory", "trial"), in: models, over: plans, called: "5 plans", from: Self.from, needed: (50, 50))
        #expect(pilot.text.contains("from 1 Sep 2026: 2 of these"))
        let wiltshire = ModelComparison(
            ("statutory", "wiltshire"), in: models, over: plans, called: "5 plans", from: Self.from, needed: (50, 50))
        #expect(wiltshire.text.contains("1 more review and decision letter."))
        #expect(wiltshire.text.contains("Under five: a review every six months, not every twelve months."))
        #expect(wiltshire.text.contains("1 review is planned to be complete on another day."))
    }

    @Test func `between a model and itself nothing changes`() throws {
        let comparison = ModelComparison(
            ("wiltshire", "wiltshire"), in: try SeedModels.all(), over: plans, called: "5 plans", from: Self.from,
            needed: (61, 61))
        #expect(comparison.text.contains("WHAT CHANGES FOR FAMILIES\n  - Nothing.\n"))
        #expect(comparison.text.contains("No review is planned for another day."))
    }
}

@Suite struct `The model's own words and priorities` {
    private func story(_ model: String, year: Int8 = 3) -> Story {
        var story = Story("B-10001", first: "2026-08-13")
        story.report(
            .planRecorded(
                .sample {
                    $0.model = model
                    $0.year = year
                }))
        story.conclude(
            ConclusionID(.opened, review: 1, day: Day.of("2026-12-04")), .reviewOpened(ReviewOpened(kind: .annual)))
        return story
    }

    @Test func `tells what the model asks for while a review is open: the choice, the forms, all beyond the law`()
        throws
    {
        let strict = ReviewModels.File(
            name: "strict", path: "strict.yaml",
            text: try Repository.text("seeds/models/wiltshire.yaml").replacing("id: wiltshire", with: "id: strict")
                + "invites: [family, setting, sen-officer, health, social-care, virtual-school]\nadulthood_from_year: 8\n"
        )
        var story = Story("B-10432", first: "2024-09-02")
        story.report(.planRecorded(.sample { $0.model = "strict" }))
        story.conclude(
            ConclusionID(.opened, review: 1, day: Day.of("2024-12-04")), .reviewOpened(ReviewOpened(kind: .annual)))
        let models = try SeedModels.all([strict])
        let terms = try Seeds(folder: SeedModels.folder).terms(of: "bromley")
        let history = try #require(
            History(
                of: story.id, entries: story.entries, log: story.log, models: models,
                meetings: MeetingDays(terms, holidays: .byRuleOnly)))
        let text = history.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for words in [
            "The council calls the plan \u{201C}My Plan\u{201D}.",
            "The SEND lead worker, the family and the setting choose the kind together, never the software.",
            "\u{201C}The parents' views\u{201D}: from the family, on paper or digital",
            "Beyond the law, invited to the meeting: also virtual school (MTG-2).",
            "Beyond the law, preparation for adulthood, from Year: 8; the law: 9 (MTG-6).",
            "A school day for it: Wednesday 6 November 2024 in Autumn 2, 2024", "the term's days are assumed",
        ] { #expect(text.contains(words), "\(words)") }
        #expect(try history.json().contains("\"by_model\":[\"The kind is proposed."))
        story.report(on: "2024-09-02", .decisionRecorded(DecisionRecorded(review: 1, outcome: .maintain)))
        let closed = try #require(
            History(of: story.id, entries: story.entries, log: story.log, models: models))
        #expect(!closed.text.contains("Beyond the law"))
    }

    private func text(_ story: Story, _ models: ReviewModels) -> String {
        History(of: story.id, entries: story.entries, log: story.log, models: models)?.text ?? ""
    }

    @Test func `a case is told in the words of its council's model`() throws {
        let text = text(story("wiltshire"), try SeedModels.all())
        #expect(text.contains("SEND lead worker: C-07."))
        #expect(text.contains("Model: wiltshire (Wiltshire's person-centred reviews)."))
        #expect(text.contains("REVIEW 1: PERSON-CENTRED ANNUAL REVIEW"))
        #expect(!text.contains("EHCP Coordinator"))
        #expect(!text.contains("By its model"))
        var young = Story("B-10002", first: "2026-08-13")
        young.report(
            .planRecorded(
                .sample {
                    $0.model = "wiltshire"
                    $0.born = Month("2023-03")
                    $0.reviewed = Day.of("2026-06-01")
                }))
        #expect(self.text(young, try SeedModels.all()).contains("By its model the child is reviewed every six months"))
    }

    @Test func `a case in a pilot shows which model holds, and since when`() throws {
        let models = try SeedModels.all([SeedModels.pilot])
        var story = story("trial")
        #expect(text(story, models).contains("Model: statutory (the pilot “Lighter reviews” begins on 1 Sep 2026)."))
        story.day("2026-09-01")
        #expect(text(story, models).contains("Model: bromley since 1 Sep 2026 (pilot “Lighter reviews”)."))
        #expect(text(story, models).contains("EHCP Coordinator: C-07."))
        var other = self.story("trial", year: 9)
        other.day("2026-09-01")
        #expect(text(other, models).contains("Model: statutory (not in the cohort of the pilot “Lighter reviews”)."))
        #expect(text(other, models).contains("SEN case officer: C-07."))
    }

    @Test func `a request for an early review is answered within the days of the model`() throws {
        let quick = try Repository.text("seeds/models/wiltshire.yaml")
            .replacing("id: wiltshire", with: "id: quick")
            .replacing("early_request_answer_days: 15", with: "early_request_answer_days: 10")
        let models = try SeedModels.all([ReviewModels.File(name: "quick", path: "quick.yaml", text: quick)])
        func due(_ model: String) -> Day? {
            var story = story(model)
            story.report(.earlyReviewRequested(EarlyReviewRequested(from: .parent, ground: .needsChanged)))
            let history = History(of: story.id, entries: story.entries, log: story.log, models: models)
            return history?.next.first { $0.order.hasPrefix("answer in writing") }?.by
        }
        #expect(due("wiltshire") == Day.of("2026-08-28"))
        #expect(due("quick") == Day.of("2026-08-23"))
    }

    @Test func `without the models at hand a case names its model`() {
        #expect(text(story("trial"), ReviewModels()).contains("Model: trial."))
    }

    private func list(_ plans: [(String, PlanRecorded)], _ models: ReviewModels) -> Worklist {
        var caseload = Caseload(partitions: 1)
        caseload.begin(on: Day.of("2026-09-02"))
        for (id, plan) in plans {
            var story = Story(id, first: "2026-09-02")
            story.report(.planRecorded(plan))
            story.conclude(
                ConclusionID(.opened, review: 1, day: Day.of("2026-12-04")), .reviewOpened(ReviewOpened(kind: .annual)))
            for (position, entry) in story.entries { caseload.append(entry, of: story.id, at: position) }
        }
        return Worklist(of: "C-07", in: caseload, on: Day.of("2026-09-02"), models: models)
    }

    @Test func `among equals Bromley puts the most vulnerable first, then transitions, and says why`() throws {
        func plan(_ model: String, year: Int8, _ flags: [PriorityFlag]? = nil, moves: Bool = false) -> PlanRecorded {
            .sample {
                $0.model = model
                $0.year = year
                $0.priority = flags
                $0.reviewed = Day.of("2025-12-05")
                $0.made = Day.of("2025-01-01")
                $0.transfer = moves ? .infantToJunior : nil
                $0.transferYear = moves ? 2027 : nil
            }
        }
        let models = try SeedModels.all()
        func order(_ model: String) -> [String] {
            let list = list(
                [
                    ("A-1", plan(model, year: 3)), ("A-2", plan(model, year: 9)),
                    ("A-3", plan(model, year: 4, [.lookedAfter])), ("A-4", plan(model, year: 4)),
                ], models)
            #expect(list.items.map(\.step.by) == Array(repeating: Day.of("2026-11-06"), count: 4))
            return list.items.map(\.id.text)
        }
        #expect(order("bromley") == ["A-3", "A-2", "A-1", "A-4"])
        #expect(order("kensington-and-chelsea") == ["A-3", "A-1", "A-2", "A-4"])
        let text = list([("A-3", plan("bromley", year: 9, [.lookedAfter, .medical]))], models).text()
        #expect(text.contains("by C-07, EHCP Coordinator, on Wednesday 2 September 2026"))
        #expect(text.contains("comes first: most vulnerable: looked after; key transition: Year 9"))
    }
}
