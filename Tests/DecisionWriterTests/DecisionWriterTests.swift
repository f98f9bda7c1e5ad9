import CaseFile
import Contracts
import DecisionWriter
import Runtime
import Statute
import TestSupport
import Testing

@Suite struct `The decision-writer` {
    let writer = DecisionWriter()
    let document = DocumentHash(1, 2, 3, 4)

    /// A case whose review 1 had its meeting on 20 January 2026.
    private func met() throws -> TestCase {
        var story = TestCase(try #require(CaseID("B-10432")))
        story.report(
            .planRecorded(
                PlanRecorded(placement: .mainstream, need: .autism, coordinator: actorID("C-07"), model: "statutory")),
            on: day("2025-11-01"))
        story.report(.reviewUnderWay(ReviewUnderWay(review: 1, kind: .annual)), on: day("2025-11-01"))
        story.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2026-01-20"))
        return story
    }

    private func complete(_ outcome: Outcome) -> DecisionSubmitted {
        DecisionSubmitted(
            review: 1, outcome: outcome, officer: actorID("C-07"), reasons: document, plan: document,
            amendments: document, evidence: [document], consulted: day("2026-01-20"), ceases: day("2026-09-01"),
            ground: .notNecessary)
    }

    /// The case with an amendment notice that was sent on 10 February 2026: the family has until the 24th.
    private func amending() throws -> TestCase {
        var story = try met()
        let key = story.report(.decisionSubmitted(complete(.amend)), on: day("2026-02-10"))
        story.ask(writer, on: day("2026-02-10"))
        story.tellDecision(key, .decisionAmend, on: day("2026-02-10"))
        return story
    }

    private func finished(_ outcome: FinalOutcome?) -> FinalSubmitted {
        FinalSubmitted(review: 1, outcome: outcome, officer: actorID("C-07"), reasons: document, plan: document)
    }

    /// What a submission made on that day is refused for; nil when it was made.
    private func refusal(_ story: TestCase, _ data: EventData, on date: Day = day("2026-02-05")) throws -> [String]? {
        var story = story
        let key = story.report(data, on: date)
        let entries = story.missing(writer, on: date)
        #expect(entries.count == 1)
        let event = try #require(entries.first?.events.first)
        #expect(entries.first?.because == .submission(key))
        switch event.data {
        case .decisionRefused(let refused): return refused.lacks
        case .finalRefused(let refused): return refused.lacks
        case .decisionMade, .finalMade: return nil
        default:
            Issue.record("\(event.data.type) is no answer")
            return nil
        }
    }

    // MARK: Decisions

    @Test(arguments: Outcome.allCases)
    func `makes a complete decision of each outcome, on the fact of its submission`(outcome: Outcome) throws {
        var story = try met()
        let key = story.report(.decisionSubmitted(complete(outcome)), on: day("2026-02-05"))
        let entries = story.missing(writer, on: day("2026-02-05"))
        #expect(
            entries.flatMap { $0.events.map(\.id) } == [
                .conclusion(ConclusionID(.decisionMade, review: 1, fact: key.reference))
            ])
        guard case .decisionMade(let made) = entries.first?.events.first?.data else {
            Issue.record("it is not made")
            return
        }
        #expect(made.outcome == outcome)
        story.ask(writer, on: day("2026-02-05"))
        #expect(story.missing(writer, on: day("2026-03-05")).isEmpty)
    }

    @Test func `neither makes nor refuses what waits for a model whose file is of no use, and names the file`() throws {
        let models = ReviewModels(usable: [.init(name: "statutory", path: "models/statutory.yaml", text: "id: [\n")])
        let waiting = DecisionWriter(models: models)
        #expect(waiting.lack?.hasPrefix("models/statutory.yaml:") == true)
        var story = try met()
        story.report(.decisionSubmitted(complete(.amend)), on: day("2026-02-05"))
        #expect(story.missing(waiting, on: day("2026-02-05")).isEmpty)
        #expect(story.missing(writer, on: day("2026-02-05")).count == 1)
    }

    @Test func `refuses a decision that lacks what the law demands, and says which rule`() throws {
        let story = try met()
        func refused(_ outcome: Outcome?, _ change: (inout DecisionSubmitted) -> Void) throws -> [String] {
            var decision = complete(.maintain)
            decision.outcome = outcome
            change(&decision)
            return try refusal(story, .decisionSubmitted(decision)) ?? []
        }
        #expect(try refused(nil) { _ in } == ["no-outcome"])
        #expect(try refused(.maintain) { $0.officer = nil } == ["no-officer"])
        #expect(try refused(.cease) { $0.reasons = nil } == ["no-reasons"])
        #expect(try refused(.amend) { $0.plan = nil } == ["no-plan"])
        #expect(try refused(.amend) { $0.amendments = nil } == ["no-amendments"])
        #expect(try refused(.amend) { $0.evidence = nil } == ["no-evidence"])
        #expect(try refused(.amend) { $0.evidence = [] } == ["no-evidence"])
        #expect(try refused(.cease) { $0.consulted = nil } == ["not-consulted"])
        #expect(
            try refused(.amend) {
                $0.officer = nil
                $0.evidence = nil
            }.count == 2)
    }

    @Test func `refuses ceasing that was decided before the consultation, and takes the day itself`() throws {
        let story = try met()
        var decision = complete(.cease)
        decision.consulted = day("2026-02-05")
        #expect(try refusal(story, .decisionSubmitted(decision), on: day("2026-02-05")) == nil)
        decision.consulted = day("2026-02-06")
        #expect(try refusal(story, .decisionSubmitted(decision), on: day("2026-02-05"))?.count == 1)
    }

    @Test func `refuses a day for ceasing within the time for an appeal, and takes the day after it (s.45(4))`() throws
    {
        let story = try met()
        var decision = complete(.cease)
        // Two months from 5 February end on Sunday 5 April, then comes Easter Monday. This writer knows no announced
        // holidays, and says so.
        decision.ceases = day("2026-04-07")
        #expect(
            try refusal(story, .decisionSubmitted(decision)) == [
                "ceases-too-soon|2026-04-07|2026-04-07| (provisional: bank holidays are not announced yet)"
            ])
        decision.ceases = day("2026-04-08")
        #expect(try refusal(story, .decisionSubmitted(decision)) == nil)
        decision.ceases = nil
        #expect(try refusal(story, .decisionSubmitted(decision)) == nil)
    }

    @Test func `asks no plan, amendments, evidence or consultation of a decision to maintain`() throws {
        let decision = DecisionSubmitted(review: 1, outcome: .maintain, officer: actorID("C-07"), reasons: document)
        #expect(try refusal(met(), .decisionSubmitted(decision)) == nil)
    }

    @Test func `passes a decision without report, advice or views, which are shown instead; not one without a meeting`()
        throws
    {
        #expect(try refusal(met(), .decisionSubmitted(complete(.maintain))) == nil)
        var story = TestCase(try #require(CaseID("B-10432")))
        story.report(
            .planRecorded(
                PlanRecorded(placement: .mainstream, need: .autism, coordinator: actorID("C-07"), model: "statutory")),
            on: day("2025-11-01"))
        story.report(.reviewUnderWay(ReviewUnderWay(review: 1, kind: .annual)), on: day("2025-11-01"))
        #expect(
            try refusal(story, .decisionSubmitted(complete(.maintain))) == [
                "no-meeting"
            ])
    }

    @Test func `answers the first of two submissions, and after its refusal the second`() throws {
        var story = try met()
        let first = story.report(.decisionSubmitted(DecisionSubmitted(review: 1)), on: day("2026-02-05"))
        let second = story.report(.decisionSubmitted(complete(.maintain)), on: day("2026-02-05"))
        #expect(
            story.ask(writer, on: day("2026-02-05")).map(\.id) == [
                .conclusion(ConclusionID(.decisionRefused, review: 1, fact: first.reference)),
                .conclusion(ConclusionID(.decisionMade, review: 1, fact: second.reference)),
            ])
    }

    @Test func `makes one decision of two that stand, and answers the correction of it, not the other`() throws {
        var story = try met()
        let first = story.report(.decisionSubmitted(complete(.maintain)), on: day("2026-02-05"))
        story.report(.decisionSubmitted(complete(.amend)), on: day("2026-02-05"))
        #expect(story.ask(writer, on: day("2026-02-05")).count == 1)
        let third = story.report(
            .decisionSubmitted(complete(.cease)), on: day("2026-02-06"), replacing: first)
        #expect(
            story.ask(writer, on: day("2026-02-06")).map(\.id) == [
                .conclusion(ConclusionID(.decisionMade, review: 1, fact: third.reference))
            ])
    }

    @Test func `answers nothing for a submission that was withdrawn`() throws {
        var story = try met()
        let key = story.report(.decisionSubmitted(complete(.maintain)), on: day("2026-02-05"))
        story.report(.withdrawn(Withdrawn(report: key)), on: day("2026-02-05"))
        #expect(story.missing(writer, on: day("2026-02-05")).isEmpty)
    }

    @Test func `refuses a decision on a review whose decision is recorded as sent, so that none is sent twice`() throws
    {
        var story = try met()
        story.report(.decisionRecorded(DecisionRecorded(review: 1, outcome: .maintain)), on: day("2026-02-01"))
        #expect(try refusal(story, .decisionSubmitted(complete(.maintain)))?.first == "decided-already|2026-02-01")
    }

    // MARK: Final plans

    @Test func `refuses a final plan within the family's fifteen days, and takes it on the day after them`() throws {
        let story = try amending()
        let early = try refusal(story, .finalSubmitted(finished(.amended)), on: day("2026-02-24"))
        #expect(
            early == ["answer-awaited|2026-02-24"])
        #expect(try refusal(story, .finalSubmitted(finished(.amended)), on: day("2026-02-25")) == nil)
    }

    @Test func `takes a final plan within the fifteen days once the family has answered`() throws {
        var story = try amending()
        story.report(
            .representationsReceived(RepresentationsReceived(review: 1, isFinal: true)), on: day("2026-02-15"))
        #expect(try refusal(story, .finalSubmitted(finished(.amended)), on: day("2026-02-15")) == nil)
        #expect(try refusal(story, .finalSubmitted(finished(.amended)), on: day("2026-02-14"))?.count == 1)
    }

    @Test func `refuses a decision not to amend without reasons (reg 22(4)), and a final without its plan`() throws {
        let story = try amending()
        func refused(_ outcome: FinalOutcome?, _ change: (inout FinalSubmitted) -> Void) throws -> [String]? {
            var final = finished(outcome)
            change(&final)
            return try refusal(story, .finalSubmitted(final), on: day("2026-03-02"))
        }
        #expect(try refused(.notAmended) { $0.reasons = nil } == ["no-reasons-not-to-amend"])
        #expect(try refused(.notAmended) { $0.plan = nil } == nil)
        #expect(try refused(.amended) { $0.plan = nil } == ["no-final-plan"])
        #expect(try refused(.amended) { $0.reasons = nil } == nil)
        #expect(try refused(nil) { _ in } == ["no-final-outcome"])
        #expect(try refused(.amended) { $0.officer = nil } == ["no-final-officer"])
    }

    @Test func `refuses a final plan while no meeting is recorded as held: its letter could not name the day`() throws {
        var story = try met()
        let held = try #require(story.file.submissions.first { $0.kind == .meetingHeld }?.key)
        story.report(
            .decisionRecorded(DecisionRecorded(review: 1, outcome: .amend, notice: day("2026-02-10"))),
            on: day("2026-02-10"))
        #expect(try refusal(story, .finalSubmitted(finished(.amended)), on: day("2026-03-02")) == nil)
        story.report(.withdrawn(Withdrawn(report: held)), on: day("2026-03-01"))
        #expect(
            try refusal(story, .finalSubmitted(finished(.amended)), on: day("2026-03-02")) == [
                "no-meeting"
            ])
    }

    /// The statutory model with those lines in place of its own, and the decision-writer that holds to it.
    private func writer(_ lines: (String, String)...) throws -> DecisionWriter {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        var text = try Seeds(folder: "\(root)/seeds").text("models/statutory.yaml")
        for (law, own) in lines {
            #expect(text.contains(law))
            text = text.replacing(law, with: own)
        }
        return DecisionWriter(models: ReviewModels([try ReviewModel(parsing: text, file: "statutory.yaml")]))
    }

    @Test func `holds a final plan to the days that the model gives the family beyond the law, and names the model`()
        throws
    {
        let strict = try writer(("representation_days: 15", "representation_days: 21"))
        func lacks(_ writer: DecisionWriter, on date: String) throws -> [String]? {
            var story = try amending()
            story.report(.finalSubmitted(finished(.amended)), on: day(date))
            guard case .finalRefused(let refused) = story.missing(writer, on: day(date)).first?.events.first?.data
            else { return nil }
            return refused.lacks
        }
        #expect(try lacks(writer, on: "2026-02-25") == nil)
        #expect(try lacks(writer(("representation_days: 15", "representation_days: 15")), on: "2026-02-25") == nil)
        #expect(
            try lacks(strict, on: "2026-03-02") == [
                "answer-awaited-by-model|2026-03-02|21|statutory|15"
            ])
        #expect(try lacks(strict, on: "2026-03-03") == nil)
    }

    @Test func `says whom the model wants consulted before ceasing, beyond the law`() throws {
        let strict = try writer(("cease_consults: [family, setting]", "cease_consults: [family, setting, social-care]"))
        var story = try met()
        var decision = complete(.cease)
        decision.consulted = nil
        story.report(.decisionSubmitted(decision), on: day("2026-02-05"))
        func lacks(_ writer: DecisionWriter) -> [String] {
            guard
                case .decisionRefused(let refused) = story.missing(writer, on: day("2026-02-05")).first?.events.first?
                    .data
            else { return [] }
            return refused.lacks
        }
        #expect(lacks(writer) == ["not-consulted"])
        #expect(
            lacks(strict) == [
                "not-consulted-by-model|statutory|social care"
            ])
    }

    @Test func `refuses a final plan before any amendment notice was sent`() throws {
        var story = try met()
        story.report(.decisionSubmitted(complete(.amend)), on: day("2026-02-01"))
        story.ask(writer, on: day("2026-02-01"))
        #expect(
            try refusal(story, .finalSubmitted(finished(.amended)), on: day("2026-03-20")) == [
                "no-notice"
            ])
    }

    @Test func `says that a final plan names the setting after the transfer`() throws {
        var story = try amending()
        var final = finished(.amended)
        final.namesTransfer = true
        story.report(.finalSubmitted(final), on: day("2026-03-02"))
        guard case .finalMade(let made) = story.missing(writer, on: day("2026-03-02")).first?.events.first?.data else {
            Issue.record("it is not made")
            return
        }
        #expect(made.namesTransfer == true)
    }
}

@Suite struct `The decision-writer on random files` {
    @Test func `is accepted, is never asked twice, and waits for no day`() {
        let (broken, accepted) = randomLives(seeds(from: 0, 150), reports: 60, services: [DecisionWriter()])
        #expect(broken.first == nil)
        for subject in [
            Subject.decisionMade, .decisionRefused, .finalMade, .finalRefused, .decisionLetter, .finalLetter,
        ] {
            #expect(accepted[subject, default: 0] >= 3, "\(subject): \(accepted[subject, default: 0])")
        }
    }
}
