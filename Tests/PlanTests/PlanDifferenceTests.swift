import Contracts
import Foundation
import Statute
import TestSupport
import Testing

@testable import Plan

@Suite struct `What changed in a plan` {
    @Test(arguments: 0..<300 as Range<UInt64>)
    func `of a text gives the earlier text without what was added, and the later without what was removed`(
        _ seed: UInt64
    ) {
        var random = SeededRandom(seed: seed)
        let old = random.oneIn(10) ? "" : SamplePlans.text(&random)
        let new = random.oneIn(10) ? "" : random.oneIn(8) ? old : SamplePlans.text(&random)
        let difference = TextDifference(from: old, to: new)
        let before = difference.pieces.map { piece in
            switch piece {
            case .kept(let text), .removed(let text): text
            case .added: ""
            }
        }
        let after = difference.pieces.map { piece in
            switch piece {
            case .kept(let text), .added(let text): text
            case .removed: ""
            }
        }
        #expect(before.joined() == old)
        #expect(after.joined() == new)
        #expect(difference.isEmpty == (old == new))
    }

    @Test func `of a text is said as few changes as can be read`() {
        let difference = TextDifference(
            from: "for 60 minutes each week, by a therapist who knows him",
            to: "for 30 minutes each fortnight, by a therapist")
        #expect(
            difference.pieces == [
                .kept("for "), .removed("60 minutes each week,"), .added("30 minutes each fortnight,"), .kept(" by a "),
                .removed("therapist who knows him"), .added("therapist"),
            ] || difference.pieces.first == .kept("for "))
    }

    @Test func `of a text that is other altogether takes no longer than its length`() {
        let old = String(repeating: "a b ", count: TextDifference.mostWords)
        let new = String(repeating: "c d ", count: TextDifference.mostWords)
        #expect(TextDifference(from: old, to: new).pieces.count <= 3)
    }

    private static var changed: Plan {
        var plan = SamplePlans.plan
        plan.made = SamplePlans.day("2025-12-01")
        plan.why = "The review of November 2025."
        plan.sections[0].text = "I like trains.\n\nMy parents hope that I read and write."
        plan.sections[2].items?[0].day = SamplePlans.day("2027-07-16")
        plan.sections[3].items?[0].text =
            "A speech and language therapist works with him alone for 20 minutes each week."
        plan.sections[3].items?[0].amount = ProvisionAmount(minutes: 20, per: .week)
        plan.sections[3].items?[1] = Plan.Item(
            SamplePlans.id("F-3"), "He has ear defenders.", needs: [SamplePlans.id("B-2")])
        return plan
    }

    @Test func `is said section by section and item by item, in words, in every form`() {
        let page = PlanPage(PlanDifference(from: SamplePlans.plan, to: Self.changed), title: "What changed")
        let text = page.text
        for said in [
            "From the version made on 29 November 2024 to the version made on 1 December 2025. Why it was made: The review of November 2025.",
            "Section A: Views", "hope that I [Removed: read.] [Added: read and write.]",
            "- Day: [Removed: 17 July 2026] [Added: 16 July 2027]",
            "F-1 changed. A speech and language therapist works with him alone for [Removed: 30] [Added: 20] minutes each week.",
            "- How much: [Removed: 30 minutes, once a week] [Added: 20 minutes, once a week]",
            "F-2 was removed. [Removed: He has a quiet place to go to.]\n\n- [Removed: For the needs: B-2]",
            "F-3 was added. [Added: He has ear defenders.]",
        ] { #expect(text.contains(said), "\(said) is not in\n\(text)") }
        #expect(!text.contains("Section B") && !text.contains("Section K"), "what did not change is not told")
        let html = page.html
        #expect(html.contains("<del>[Removed: 30]</del> <ins>[Added: 20]</ins> minutes each week."))
        #expect(html.contains("<h2>Section F: Special educational provision</h2>"))
    }

    @Test func `is the same text in HTML as in plain text`() {
        var random = SeededRandom(seed: 7)
        for _ in 0..<60 {
            let (old, new) = (SamplePlans.random(&random), SamplePlans.random(&random))
            for page in [
                PlanPage(PlanDifference(from: old, to: new), title: "A title"), PlanPage(new, title: "A title"),
            ] {
                #expect(Self.words(inHTML: page.html) == Self.words(page.text.replacing(#/(?m)^=+$|^- /#, with: "")))
            }
        }
    }

    private static func words(_ text: String) -> [String] {
        text.split(whereSeparator: \.isWhitespace).map(String.init)
    }

    private static func words(inHTML html: String) -> [String] {
        let main = html.split(separator: "<main", maxSplits: 1).last.map(String.init) ?? ""
        let body = main.split(separator: "</main>", maxSplits: 1).first.map(String.init) ?? ""
        let bare = ("<main" + body).replacing(/<(br|p|li|ul|h[1-3]|main|\/p|\/li|\/ul|\/h[1-3])[^>]*>/, with: " ")
            .replacing(/<[^>]*>/, with: "").replacing("&lt;", with: "<").replacing("&gt;", with: ">")
            .replacing("&quot;", with: "\"").replacing("&#39;", with: "'").replacing("&amp;", with: "&")
        return words(bare)
    }

    @Test func `holds what moved to another section, and nothing of plans that are alike`() {
        var moved = SamplePlans.plan
        let item = moved.sections[3].items?.removeLast()
        moved.sections.insert(.init(.g, items: item.map { [$0] }), at: 4)
        let difference = PlanDifference(from: SamplePlans.plan, to: moved)
        #expect(difference.sections.map(\.section) == [.g])
        #expect(
            PlanPage(difference, title: "t").text.contains(
                "F-2 stood in section F before. He has a quiet place to go to."))
        let same = PlanDifference(from: SamplePlans.plan, to: SamplePlans.plan)
        #expect(same.isEmpty)
        #expect(PlanPage(same, title: "t").text.contains("Nothing changed."))
    }

    @Test func `shows each outcome with its baseline, its target and how far the child has come over the years`() {
        func note(_ text: String, _ on: String, _ state: OutcomeState?, _ isShortTerm: Bool = false) -> DatedNote {
            DatedNote(
                .init(SamplePlans.id("E-1"), text, state: state, by: isShortTerm ? SamplePlans.day("2026-03-31") : nil),
                on: SamplePlans.day(on), from: "the setting", isShortTerm: isShortTerm)
        }
        let notes = [
            note("Three words", "2025-11-10", .onTrack), note("Two words", "2025-03-03", .notOnTrack),
            note("Asks for a turn", "2025-11-10", nil, true),
            DatedNote(
                .init(SamplePlans.id("E-9"), "Lost"), on: SamplePlans.day("2025-01-01"), from: "", isShortTerm: false),
        ]
        let text = PlanPage(SamplePlans.plan, title: "t", notes: notes).text
        #expect(
            text.contains(
                """
                E-1 By July 2026 he will speak in sentences of four words.

                - Baseline: Single words
                - Target: Four words in eight of ten turns
                - Day: 17 July 2026
                - For the needs: B-1
                - Latest: on track, on 10 November 2025, of 2 records since 3 March 2025
                - Progress on 3 March 2025 (the setting), not on track: Two words
                - Progress on 10 November 2025 (the setting), on track: Three words
                - Short-term outcome agreed on 10 November 2025 (the setting), by 31 March 2026: Asks for a turn
                """), "\(text)")
        // Where the plan does not say from where the child began, the first word about it does.
        var bare = SamplePlans.plan
        for section in bare.sections.indices {
            for item in (bare.sections[section].items ?? []).indices {
                bare.sections[section].items?[item].baseline = nil
            }
        }
        let page = PlanPage(bare, title: "t", notes: notes)
        #expect(page.text.contains("- Baseline, from the first progress recorded, on 3 March 2025: Two words"))
        #expect(
            page.outcomes.first?.hasPrefix("E-1 By July 2026 he will speak in sentences of four words. (Target:")
                == true)
        #expect(text.contains("Noted of items that this version has not\n\n- E-9 Progress on 1 January 2025: Lost"))
        #expect(text.contains("This version has no section C (Health needs"))
    }
}
