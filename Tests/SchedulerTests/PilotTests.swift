import CaseFile
import Contracts
import Scheduler
import Statute
import TestSupport
import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The models of the seeds, with a pilot of Wiltshire's for year groups up to Year 9.
enum SeedModels {
    static func models(pilot: String, since: String, stricter: String = "", from here: String = #filePath) throws
        -> ReviewModels
    {
        let root = here.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        var files = try ["statutory", "bromley", "wiltshire"].map { name in
            let path = "\(root)/seeds/models/\(name).yaml"
            return ReviewModels.File(
                name: name, path: path,
                text: try String(contentsOfFile: path, encoding: .utf8) + (name == "wiltshire" ? stricter : ""))
        }
        files.append(
            ReviewModels.File(
                name: pilot, path: "\(pilot).yaml",
                text: """
                    id: \(pilot)
                    pilot:
                      name: Person-centred reviews
                      since: \(since)
                      cohort: {year_groups: [nursery, reception, 1, 2, 3, 4, 5, 6, 7, 8, 9]}
                      model: wiltshire
                      otherwise: statutory
                    """))
        return try ReviewModels(parsing: files)
    }
}

@Suite struct `The scheduler, by the models of the councils` {
    @Test func `says nothing of a plan whose model's file is of no use, all of other plans, and what mends it`() throws
    {
        let models = ReviewModels(usable: [.init(name: "wiltshire", path: "models/wiltshire.yaml", text: "id: [\n")])
        let scheduler = Scheduler(models: models)
        let lack = try #require(scheduler.lack)
        #expect(lack.hasPrefix("models/wiltshire.yaml:") && lack.hasSuffix("mend the file and start again"))
        for (model, isSaid) in [("wiltshire", false), ("statutory", true), ("elsewhere", true)] {
            let story = try story(born: Month("2022-03"), year: -1, model: model)
            #expect((opened(story, scheduler, on: day("2026-01-10")) != nil) == isSaid, "\(model)")
            let next = scheduler.nextLook(at: story.file, of: story.id, after: day("2025-04-02"), in: LogBook())
            #expect((next != nil) == isSaid, "\(model)")
        }
        #expect(Scheduler(models: ReviewModels()).lack == nil)
    }

    /// A child whose last review ended on 10 March 2025.
    private func story(born: Month?, year: Int8, model: String) throws -> TestCase {
        var story = TestCase(try #require(CaseID("B-10432")))
        story.report(
            .planRecorded(
                PlanRecorded(
                    born: born, made: day("2023-05-01"), reviewed: day("2025-03-10"), setting: 101_001,
                    placement: .mainstream, need: .autism, coordinator: actorID("C-07"), year: year, model: model)),
            on: day("2025-04-01"))
        return story
    }

    private func opened(_ story: TestCase, _ scheduler: Scheduler, on date: Day) -> (id: String, kind: ReviewKind)? {
        for event in story.missing(scheduler, on: date).flatMap(\.events) {
            if case .reviewOpened(let opened) = event.data { return (event.id.description, opened.kind) }
        }
        return nil
    }

    @Test func `a child under five is reviewed every six months in Wiltshire, and the law's day stays in what is said`()
        throws
    {
        let scheduler = Scheduler(models: try SeedModels.models(pilot: "trial", since: "2030-01-01"))
        let young = try story(born: Month("2022-03"), year: -1, model: "wiltshire")
        // Six months end on 9 September 2025; sixteen weeks before is 20 May.
        #expect(
            scheduler.nextLook(at: young.file, of: young.id, after: day("2025-04-01"), in: young.log)
                == day("2025-05-20"))
        #expect(opened(young, scheduler, on: day("2025-05-19")) == nil)
        #expect(opened(young, scheduler, on: day("2025-05-20"))?.id == "review-1/opened/2026-03-09")
        let older = try story(born: Month("2018-03"), year: 2, model: "wiltshire")
        #expect(opened(older, scheduler, on: day("2025-11-16")) == nil)
        #expect(opened(older, scheduler, on: day("2025-11-17"))?.kind == .phaseTransfer)
        let statutory = try story(born: Month("2022-03"), year: -1, model: "statutory")
        #expect(opened(statutory, scheduler, on: day("2025-11-16")) == nil)
    }

    @Test func `a pilot changes what is proposed from its day on, for its cohort alone, and is looked at on that day`()
        throws
    {
        let scheduler = Scheduler(models: try SeedModels.models(pilot: "trial", since: "2025-06-15"))
        let child = try story(born: Month("2022-03"), year: -1, model: "trial")
        // Under the statutory model nothing opens before 17 November; under Wiltshire's it is open since 20 May.
        #expect(opened(child, scheduler, on: day("2025-06-14")) == nil)
        #expect(
            scheduler.nextLook(at: child.file, of: child.id, after: day("2025-04-01"), in: child.log)
                == day("2025-06-15"))
        #expect(opened(child, scheduler, on: day("2025-06-15"))?.id == "review-1/opened/2026-03-09")
        let outsidePilot = try story(born: Month("2010-03"), year: 10, model: "trial")
        #expect(opened(outsidePilot, scheduler, on: day("2025-11-17"))?.kind == .annual)
    }

    @Test func `a stricter model is reminded of earlier and opens for a transfer earlier`() throws {
        let text = try String(
            contentsOfFile: #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
                .joined(separator: "/") + "/seeds/models/bromley.yaml", encoding: .utf8)
        let usual = Timetable(try ReviewModel(parsing: text, file: "bromley.yaml"))
        let strict = Timetable(
            try ReviewModel(
                parsing: text + """
                    decision_weeks: 3
                    advice_weeks: 3
                    final_weeks_after_notice: 6
                    transfer_plan_before: 1 February

                    """, file: "strict.yaml"))
        #expect(usual.answerDays == 15)
        #expect(try #require(strict.decisionReminder) == #require(usual.decisionReminder) - 7)
        #expect(try #require(strict.adviceReminder) == #require(usual.adviceReminder) - 7)
        #expect(try #require(strict.finalReminder) == #require(usual.finalReminder) - 14)
        var story = TestCase(try #require(CaseID("B-1")))
        story.report(
            .planRecorded(
                PlanRecorded(
                    made: day("2023-05-01"), reviewed: day("2026-04-10"), setting: 101_001,
                    placement: .mainstream, need: .autism,
                    transfer: .primaryToSecondary, coordinator: actorID("C-07"), year: 6, transferYear: 2027,
                    model: "m")), on: day("2026-04-20"))
        func opens(_ timetable: Timetable) -> Day? {
            Scheduler(timetables: ["m": timetable]).nextLook(
                at: story.file, of: story.id, after: day("2026-04-20"), in: story.log)
        }
        // Fourteen days before: 31 January instead of 14 February.
        #expect(try #require(opens(strict)) == #require(opens(usual)) - 14)
    }

    @Test func `a kind that a model may offer is one that events can name, and the other way`() {
        #expect(Set(ReviewKindID.known.map(\.rawValue)) == Set(ReviewKind.allCases.map(\.rawValue)))
    }

    @Test func `sets down that a child under five was not reviewed in six months, where the model promises it`() throws
    {
        let scheduler = Scheduler(models: try SeedModels.models(pilot: "trial", since: "2030-01-01"))
        func alarms(_ born: String, _ model: String, on date: String) throws -> [String] {
            var story = try story(born: Month(born), year: -1, model: model)
            story.ask(scheduler, on: day("2025-05-20"))
            return story.missing(scheduler, on: day(date)).flatMap(\.events).compactMap { event in
                guard case .notRecorded(let alarm) = event.data else { return nil }
                return "\(event.id) \(alarm.rule.text)"
            }
        }
        let alarm = "review-1/not-reviewed-by/2025-09-09 CYC-7"
        #expect(try alarms("2022-03", "wiltshire", on: "2025-09-09") == [])
        #expect(try alarms("2022-03", "wiltshire", on: "2025-09-10") == [alarm])
        // Five by then, or a council that promises nothing: the twelve months alone.
        #expect(try alarms("2020-08", "wiltshire", on: "2025-09-10") == [])
        #expect(try alarms("2022-03", "bromley", on: "2025-09-10") == [])
    }

    @Test(arguments: [(2026, ReviewKind.transition), (2027, .annual)] as [(UInt16, ReviewKind)])
    func `proposes the kind for a setting that ends, as at Year 2, though the next one is named already`(
        _ transferYear: UInt16, _ kind: ReviewKind
    ) throws {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        let path = "\(root)/seeds/models/kensington-and-chelsea.yaml"
        let model = try ReviewModel(parsing: String(contentsOfFile: path, encoding: .utf8), file: path)
        var story = TestCase(try #require(CaseID("B-10432")))
        // Its review must be complete by 9 March 2026, in the school year that ends in summer 2026.
        story.report(
            .planRecorded(
                PlanRecorded(
                    reviewed: day("2025-03-10"), setting: 101_001, placement: .mainstream, need: .autism,
                    transfer: .infantToJunior, coordinator: actorID("C-07"),
                    year: 2, transferYear: transferYear, transferNamed: true,
                    model: model.id)), on: day("2025-04-01"))
        let scheduler = Scheduler(models: ReviewModels([model]))
        #expect(opened(story, scheduler, on: day("2025-11-17"))?.kind == kind)
    }

    @Test func `reminds whom the model names, the council itself where there is no setting, and nobody twice`() throws {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        let path = "\(root)/seeds/models/statutory.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8).replacing(
            "{about: report, days_before: 3, to: [setting]}",
            with: "{about: report, days_before: 3, to: [setting, coordinator]}")
        let scheduler = Scheduler(models: ReviewModels([try ReviewModel(parsing: text, file: path)]))
        func reminded(setting: UInt32?) throws -> [String] {
            var story = TestCase(try #require(CaseID("B-10432")))
            story.report(
                .planRecorded(
                    PlanRecorded(
                        reviewed: day("2025-03-10"), setting: setting, placement: .mainstream,
                        need: .autism, coordinator: actorID("C-07"), model: "statutory")), on: day("2025-04-01"))
            story.ask(scheduler, on: day("2025-11-17"))
            story.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2026-01-20"))
            return story.missing(scheduler, on: day("2026-01-31")).flatMap { $0.events.map(\.id.description) }
        }
        #expect(
            try reminded(setting: 101_001) == [
                "review-1/remind-report/2026-02-03/setting", "review-1/remind-report/2026-02-03/coordinator",
            ])
        #expect(try reminded(setting: nil) == ["review-1/remind-report/2026-02-03/coordinator"])
    }
}
