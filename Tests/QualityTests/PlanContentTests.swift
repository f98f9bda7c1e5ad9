import Contracts
import Plan
import Statute
import Testing

@testable import Quality

@Suite struct `What a rule sees in a plan` {
    private static let whole = Plan(
        made: Day(number: 20_000), why: "Made",
        sections: [
            Plan.Section(.a, text: "Tom wants to travel alone, go to college, get a job, and have a friend."),
            Plan.Section(.b, items: [Plan.Item(PlanItemID(.b, nearest: 1), "Tom has dyslexia.")]),
            Plan.Section(.c, text: "None."), Plan.Section(.d, text: "None."),
            Plan.Section(
                .e,
                items: [
                    Plan.Item(
                        PlanItemID(.e, nearest: 1), "Tom reads 60 words a minute by the end of Year 9.",
                        needs: [PlanItemID(.b, nearest: 1)])
                ]),
            Plan.Section(
                .f,
                items: [
                    Plan.Item(
                        PlanItemID(.f, nearest: 1),
                        "A specialist teacher reads with Tom alone for 30 minutes, twice a week.",
                        needs: [PlanItemID(.b, nearest: 1)], outcomes: [PlanItemID(.e, nearest: 1)])
                ]),
            Plan.Section(.g, text: "None."), Plan.Section(.h1, text: "None."), Plan.Section(.h2, text: "None."),
            Plan.Section(.k, text: "Advice of the psychologist."),
        ])

    private static func changed(_ section: PlanSection, _ change: (inout Plan.Section) -> Void) -> Plan {
        var plan = whole
        for place in plan.sections.indices where plan.sections[place].section == section {
            change(&plan.sections[place])
        }
        return plan
    }

    private static func flags(_ plan: Plan, year: Int? = 9) -> [PlanFlag.Kind] {
        PlanContent(of: plan, year: year).flags.map(\.kind)
    }

    @Test func `is nothing in a plan in which all can be followed and counted`() {
        let content = PlanContent(of: Self.whole, year: 9)
        #expect(content.flags.isEmpty, "\(content.flags)")
        #expect(content.provisions == 1 && content.specified == 1)
        #expect(content.needs == 1 && content.needsFollowed == 1)
        #expect(content.outcomes == 1 && content.outcomesMeasurable == 1)
    }

    @Test func `is a section that is missing, or says nothing`() {
        var plan = Self.whole
        plan.sections.removeAll { $0.section == .g }
        #expect(Self.flags(plan) == [.sectionMissing])
        #expect(Self.flags(Self.changed(.k) { $0.text = " \n" }) == [.sectionMissing])
    }

    @Test func `is what belongs to nothing`() {
        #expect(
            Self.flags(Self.changed(.f) { $0.items?[0].needs = nil }) == [.needWithoutProvision, .provisionWithoutNeed])
        #expect(Self.flags(Self.changed(.e) { $0.items?[0].needs = [] }) == [.needWithoutOutcome])
        #expect(Self.flags(Self.changed(.f) { $0.items?[0].outcomes = [] }) == [.outcomeWithoutProvision])
    }

    @Test(arguments: [
        ("Tom has a specialist teacher twice a week.", "how long"),
        ("A specialist teacher reads with Tom for 30 minutes.", "how often"),
        ("Tom reads for 30 minutes each day.", "who gives it"),
        ("Tom is helped with reading.", "who gives it, how often, how long"),
    ])
    func `is a provision that nobody could count`(text: String, missing: String) {
        let content = PlanContent(of: Self.changed(.f) { $0.items?[0].text = text }, year: 9)
        #expect(content.flags == [PlanFlag(.provisionUnspecified, .f, PlanItemID(.f, nearest: 1), missing)])
        #expect(content.specified == 0)
    }

    @Test func `is not what the fields of a provision say`() {
        let plan = Self.changed(.f) { section in
            section.items?[0].text = "Help with reading."
            section.items?[0].who = "teaching assistant"
            section.items?[0].amount = ProvisionAmount(minutes: 30, times: 2, per: .week)
        }
        #expect(Self.flags(plan).isEmpty)
    }

    @Test(arguments: [
        ("Tom reads better.", "by what one knows that it is reached, by when"),
        ("Tom reads 60 words a minute.", "by when"),
        ("Tom reads better by the end of Year nine.", "by what one knows that it is reached"),
    ])
    func `is an outcome of which one cannot tell whether it is reached`(text: String, missing: String) {
        let content = PlanContent(of: Self.changed(.e) { $0.items?[0].text = text }, year: 5)
        #expect(content.flags.map(\.what).contains(missing) || missing.hasPrefix("by what"), "\(content.flags)")
        #expect(content.flags.first?.kind == .outcomeUnmeasurable || content.outcomesMeasurable == 1)
    }

    @Test func `is an area of adulthood that nobody speaks of, from Year 9 on`() {
        let plan = Self.changed(.a) { $0.text = "Tom wants to travel alone, go to college and have a friend." }
        #expect(PlanContent(of: plan, year: 9).flags == [PlanFlag(.adulthoodMissing, .e, nil, "employment")])
        #expect(Self.flags(plan, year: 8).isEmpty && Self.flags(plan, year: nil).isEmpty)
    }

    @Test func `is words that promise nothing, words of a form, capitals and long sentences`() {
        func said(_ text: String) -> [PlanFlag] {
            PlanContent(of: Self.changed(.d) { $0.text = text }, year: 5).flags
        }
        #expect(said("Tom has access to a quiet room as appropriate.").map(\.what) == ["access to", "as appropriate"])
        #expect(said("Accessible to all; a pupil.").isEmpty)
        #expect(said("[INSERT name] likes music.").map(\.kind) == [.formWords])
        #expect(said("Seen by CAMHS. CAMHS agreed.").map(\.what) == ["CAMHS"])
        #expect(said("Seen by Child and Adolescent Mental Health Services (CAMHS). CAMHS agreed.").isEmpty)
        #expect(said(Array(repeating: "word", count: 31).joined(separator: " ") + ".").map(\.what) == ["31"])
        #expect(
            said("One. Two, e.g. three. " + Array(repeating: "w", count: 30).joined(separator: " ")).map(\.kind) == [
                .vague
            ])
    }

    @Test func `is he in one place and she in another, the rarer of the two`() {
        func said(_ text: String) -> [PlanFlag] {
            PlanContent(of: Self.changed(.d) { $0.text = text }, year: 5).flags
        }
        #expect(said("He reads. He writes. She sings.").map(\.what) == ["she"])
        #expect(said("Her voice is clear. He reads. His friend helps him.").map(\.what) == ["her"])
        #expect(said("He reads. She sings.").map(\.what) == ["she"])
        #expect(said("He reads with her. He writes.").isEmpty)
    }

    @Test func `is another child's name, where others are known`() {
        let plan = Self.changed(.b) { $0.items?[0].text = "Ben Okafor has dyslexia." }
        #expect(PlanContent(of: plan, year: 9).otherChildren == nil)
        let content = PlanContent(of: plan, year: 9) { $0.contains("Okafor") }
        #expect(content.flags == [PlanFlag(.otherChild, .b, PlanItemID(.b, nearest: 1))])
        #expect(content.otherChildren == 1)
        #expect(content.counts(of: plan).contains { $0.name == "other-children" && $0.number == 1 })
    }

    @Test(arguments: [
        ("Help is given each day.", true), ("He is often seen.", true), ("He is not very often seen.", false),
        ("He was very much there, and waited.", false),
        ("There is need of help.", false), ("A teacher gives help.", false), ("Reading is taught.", true),
    ])
    func `is a sentence that does not say who does it`(text: String, isPassive: Bool) {
        let content = PlanContent(of: Plan(made: Day(number: 1), why: "", sections: [.init(.d, text: text)]), year: nil)
        #expect(content.passives == (isPassive ? 1 : 0))
    }

    @Test func `is how many years of school a reader needs, by a rule of thumb`() {
        func grade(_ text: String) -> Double? {
            PlanContent(of: Plan(made: Day(number: 1), why: "", sections: [.init(.d, text: text)]), year: nil)
                .readingGrade
        }
        #expect(grade("") == nil)
        #expect(grade("He has a cat.") == 0)
        // Five words of 21 syllables: 0.39 × 5 + 11.8 × 4.2 − 15.59.
        let hard = grade("Educational psychologists recommend collaborative conversation.") ?? 0
        #expect(abs(hard - 35.92) < 0.01, "\(hard)")
        #expect(["cat", "table", "make", "education", "x"].map(PlanWords.syllables) == [1, 2, 1, 4, 1])
    }

    @Test func `is counted, and a plan without words has no share of them`() {
        let content = PlanContent(of: Plan(), year: nil)
        #expect(content.words == 0 && content.vagueInThousand == nil && content.wordsASentence == nil)
        #expect(content.flags.allSatisfy { $0.kind == .sectionMissing } && content.flags.count == 10)
    }
}
