import Contracts
import Statute
import Testing

@testable import Plan

@Suite struct `A plan that is proposed from a paper` {
    private static let paper: [SourceParagraph] = [
        .init("Education, Health and Care Plan"), .init("Section A: page 2"), .init("Section B: page 3"),
        .init("Section F: page 5"),
        .init("Section A: The views, interests and aspirations of the child and his parents", .heading),
        .init("I like trains."), .init("Section B - Special educational needs", .heading),
        .init("Communication and interaction", .heading), .init("He speaks in single words.", .listItem),
        .init("Section F of this plan says what is done about it."), .init("SECTION E OUTCOMES"),
        .init("By July 2026 he will speak in sentences.", .row), .init("F: Special educational provision", .heading),
        .init("A therapist works with him for 30 minutes each week.", .row), .init("Section H1"),
        .init("A short break."), .init("Section I: Placement - Oakfield School", .heading),
    ]

    private static func proposal(_ paragraphs: [SourceParagraph] = paper, previous: Plan? = nil) -> PlanProposal {
        PlanProposal(paragraphs, made: SamplePlans.day("2024-11-29"), previous: previous)
    }

    @Test func `begins each section where the paper does, and not where its list of contents or a sentence names one`()
    {
        let proposal = Self.proposal()
        #expect(proposal.breaks.map(\.paragraph) == [5, 7, 11, 13, 15, 17])
        #expect(proposal.breaks.map(\.section) == [.a, .b, .e, .f, .h1, .i])
        let plan = proposal.plan
        #expect(plan[.a]?.text == "I like trains.")
        #expect(
            plan[.b]?.items == [
                Plan.Item(SamplePlans.id("B-1"), "He speaks in single words.", under: "Communication and interaction"),
                Plan.Item(
                    SamplePlans.id("B-2"), "Section F of this plan says what is done about it.",
                    under: "Communication and interaction"),
            ])
        #expect(plan[.f]?.items?.map(\.id.text) == ["F-1"])
        #expect(plan[.i]?.text == "Section I: Placement - Oakfield School", "what a label says besides is kept")
        #expect(plan.front?.contains("Education, Health and Care Plan") == true)
        #expect(proposal.doubts.map(\.paragraph).contains(10))
        #expect(proposal.doubts.map(\.paragraph).contains(17))
    }

    @Test func `is no plan before somebody says why it was made`() {
        let plan = Self.proposal().plan
        #expect(plan.faults == ["why: say why this version was made"])
    }

    @Test func `loses nothing that the paper says, and what a confirmed plan lost is named`() {
        let proposal = Self.proposal()
        #expect(proposal.lost(from: Self.paper, in: proposal.plan).isEmpty)
        var confirmed = proposal.plan
        confirmed.sections.removeAll { $0.section == .f }
        #expect(proposal.lost(from: Self.paper, in: confirmed) == [14])
        confirmed = proposal.plan
        confirmed.sections[1].items?[0].text = "He  speaks in SINGLE words!"
        #expect(proposal.lost(from: Self.paper, in: confirmed).isEmpty, "spaces, case and stops are no words")
        confirmed.sections[1].items?[0].text = "He speaks in single word"
        #expect(proposal.lost(from: Self.paper, in: confirmed) == [9])
    }

    @Test func `keeps the ids of the version before where the words are the same or nearly so`() {
        let previous = SamplePlans.plan
        let paragraphs: [SourceParagraph] = [
            .init("Section F", .heading), .init("He has ear defenders."),
            .init("He has a quiet place to go to."),
            .init("A speech and language therapist works with him alone for 20 minutes each week."),
        ]
        let items = Self.proposal(paragraphs, previous: previous).plan[.f]?.items ?? []
        #expect(items.map(\.id.text) == ["F-3", "F-2", "F-1"])
        #expect(items[1].needs == [SamplePlans.id("B-2")], "what stands beside the same words stays")
        #expect(items[2].amount == nil, "what stood beside other words is for somebody to say")
    }

    @Test func `goes on with a section that the paper enters again`() {
        let plan = Self.proposal([
            .init("Section B", .heading), .init("One."), .init("Section F", .heading), .init("Two."),
            .init("Section B", .heading), .init("Three."),
        ]).plan
        #expect(plan[.b]?.items?.map(\.text) == ["One.", "Three."])
        #expect(plan.sections.map(\.section) == [.b, .f])
    }

    @Test func `of a paper without any section is all cover page`() {
        let proposal = Self.proposal([.init("A scan that was read by a machine.")])
        #expect(proposal.breaks.isEmpty)
        #expect(proposal.plan.front == "A scan that was read by a machine.")
    }

    @Test(arguments: [
        ("Section H2: Other", "H2"), ("SECTION H(1)", "H1"), ("Section H", "H1"), ("section k", "K"),
        ("Sections of the plan", ""),
        ("Section About me", ""), ("Section L", ""), ("A quiet place", ""), ("Section", ""), ("", ""),
    ])
    func `reads a label as councils write it`(_ text: String, _ section: String) {
        #expect(SectionLabel(text, isHeading: false)?.section.rawValue ?? "" == section)
    }
}
