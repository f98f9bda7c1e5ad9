import Contracts
@testable import Letters
import Statute
import Testing

@Suite struct `Letters that carry rights` {
    @Test(arguments: StyledKind.all)
    func `Every template of the seeds says all that the law and guidance ask for`(_ one: StyledKind) throws {
        let template = try letterTemplate(one.kind, one.style)
        #expect(template.advice.isEmpty)
        let letter = try template.letter(facts())
        #expect(letter.missing.isEmpty)
    }

    @Test(arguments: StyledKind.all)
    func `A template that leaves out any one thing the law demands is refused, with the item and its source`(
        _ one: StyledKind
    ) throws {
        let kind = one.kind
        // The parts are taken in first, so that their marks can be taken out.
        var whole = try seed("\(one.style.folder)/\(kind.rawValue).md")
        for (name, text) in try parts(one.style) { whole = whole.replacing("<!-- include: \(name) -->", with: text) }
        for item in kind.requiredContents where item.part == .text {
            let without = whole.replacing(#/<!-- requires: ([^>]*) -->/#) { mark in
                let rest = mark.1.split(separator: ", ").filter { $0 != item.id }
                return rest.isEmpty ? "" : "<!-- requires: \(rest.joined(separator: ", ")) -->"
            }
            #expect(without != whole, "\(item.id) is not marked")
            do {
                let template = try letterTemplate(kind, one.style, text: without)
                #expect(item.standing != .law, "\(item.id) was not missed")
                #expect(template.advice.map(\.content.id) == [item.id])
            } catch let error as TemplateError {
                #expect(item.standing == .law)
                #expect(error.reason.contains(item.id) && error.reason.contains(item.source))
            }
        }
    }

    @Test(arguments: [
        ("with the date **((plan day))**", "with its date"),
        ("with the date **((plan day))**", "((late??((plan day))))"),
        ("We send the final plan with the date **((plan day))**.", "((late??We send it, ((plan day)).))"),
        ("We send the final plan with the date **((plan day))**.", "."),
    ])
    func `A mark without its text, without its field, or under a condition does not count`(_ from: String, _ to: String)
        throws
    {
        let good = "We send the final plan with the date **((plan day))**. <!-- requires: 4d.1 -->"
        let item = try #require(LetterKind.finalPlan.requiredContents.first { $0.id == "4d.1" })
        func missing(_ text: String) throws -> Bool {
            try Template(parsing: text, file: "t.md").missing(for: .finalPlan).contains { $0.content == item }
        }
        #expect(try !missing(good))
        #expect(try missing(good.replacing(from, with: to)))
    }

    @Test(arguments: [
        ("2026-02-04", "Saturday 4 April 2026", "Tuesday 7 April 2026", true),
        ("2026-02-09", "Thursday 9 April 2026", "Thursday 9 April 2026", false),
        ("2026-06-30", "Sunday 30 August 2026", "Tuesday 1 September 2026", true),
        ("2026-10-25", "Friday 25 December 2026", "Monday 4 January 2027", true),
        ("2025-12-31", "Saturday 28 February 2026", "Monday 2 March 2026", true),
    ])
    func `The days of the appeal are exact`(_ sent: String, _ twoMonths: String, _ until: String, _ moved: Bool) throws
    {
        let text = try letterTemplate(.decisionMaintain).letter(facts(sent: sent)).plainText()
        #expect(text.contains("by 5pm on \(until), or within one month of the date on your mediation certificate"))
        #expect(text.contains("Please do this by \(twoMonths), which is two months"))
        #expect(text.contains("Two months end on \(twoMonths), and the Tribunal’s rules") == moved)
    }

    @Test(arguments: [
        ("2026-02-04", nil as String?), ("2026-02-05", "one day"), ("2026-02-11", "one week"),
        ("2026-02-26", "three weeks and one day"), ("2026-05-07", "13 weeks and one day"),
    ])
    func `A letter on the last day is in time; a day later it says so, says sorry and how late`(
        _ sent: String, _ howLate: String?
    ) throws {
        for kind in [LetterKind.decisionMaintain, .decisionAmend, .decisionCease] {
            let facts = try facts(sent: sent)
            let text = try letterTemplate(kind).letter(facts).plainText()
            #expect(text.contains("We are sorry that this letter is late") == (howLate != nil))
            if let howLate {
                #expect(
                    text.contains(
                        "until 4 February 2026. We are sending it on \(facts.sent.inWords), \(howLate) after that."))
            }
        }
    }

    @Test func `The final plan is late after the earlier of its two days`() throws {
        // Notice on 10 December, meeting on 26 November: eight weeks end on 4 February, twelve on 18 February.
        let inTime = try letterTemplate(.finalPlan).letter(facts(sent: "2026-02-04", meeting: "2025-11-26")).plainText()
        #expect(!inTime.contains("sorry"))
        let late = try letterTemplate(.finalPlan).letter(facts(sent: "2026-02-05", meeting: "2025-11-26")).plainText()
        #expect(late.contains("You should have had it by 4 February 2026."))
    }

    @Test(arguments: [
        (Delivery.email, "2026-02-04", "Wednesday 18 February 2026", "Wednesday 1 April 2026"),
        (.post, "2026-02-04", "Friday 20 February 2026", "Wednesday 1 April 2026"),
        (.post, "2026-01-23", "Tuesday 10 February 2026", "Friday 20 March 2026"),
        (.email, "2026-03-10", "Tuesday 24 March 2026", "Wednesday 1 April 2026"),
    ])
    func `The amendment notice counts fifteen days from service, by post or e-mail, and the final plan's last day`(
        _ delivery: Delivery, _ sent: String, _ answer: String, _ final: String
    ) throws {
        var facts = try facts(sent: sent)
        facts.delivery = delivery
        let text = try letterTemplate(.decisionAmend).letter(facts).plainText()
        #expect(text.contains("We count them until \(answer)."))
        #expect(text.contains("and by \(final) at the latest."))
        #expect(!text.contains("We will not make your time shorter"))
        #expect(text.contains("You cannot appeal against this letter itself."))
    }

    @Test func `A notice so late that twelve weeks end within the family's days keeps these whole, and says sorry`()
        throws
    {
        var facts = try facts(sent: "2026-03-25")
        facts.delivery = .email
        let text = try letterTemplate(.decisionAmend).letter(facts).plainText()
        #expect(text.contains("We count them until Wednesday 8 April 2026."))
        #expect(text.contains("and by Wednesday 20 May 2026 at the latest."))
        #expect(text.contains("We will not make your time shorter for it."))
    }

    @Test func `A plan does not end before the time to appeal has passed`() throws {
        var facts = try facts()
        let letter = try letterTemplate(.decisionCease).letter(facts).plainText()
        #expect(letter.contains("The plan is to end on 8 April 2026, after your time to appeal has passed."))
        facts.ceaseFrom = try day("2026-04-07")
        let error = #expect(throws: TemplateError.self) { try letterTemplate(.decisionCease).letter(facts) }
        #expect(try #require(error).reason.contains("s.45(4)"))
        facts.ceaseFrom = try day("2026-07-31")
        #expect(try letterTemplate(.decisionCease).letter(facts).plainText().contains("is to end on 31 July 2026"))
    }

    @Test(arguments: [
        (LetterKind.decisionMaintain, "reasons"), (.decisionAmend, "evidence"), (.decisionAmend, "amendments"),
        (.decisionCease, "consulted on"), (.finalPlan, "plan day"), (.finalPlan, "plan sent to"),
        (.notAmended, "notice day"),
        (.decisionMaintain, "meeting day"), (.notAmended, "reasons"),
    ])
    func `No letter is written without what it needs`(_ kind: LetterKind, _ field: String) throws {
        var facts = try facts()
        facts.reasons = nil
        facts.evidence = []
        facts.amendments = []
        facts.consultedOn = nil
        facts.planDay = nil
        facts.planSentTo = []
        facts.noticeSent = nil
        switch field {
        case "reasons": facts.noticeSent = facts.sent
        case "meeting day": (facts.meeting, facts.reasons) = (nil, "r")
        case "evidence": (facts.amendments, facts.reasons) = (["a"], "r")
        case "plan sent to": (facts.planDay, facts.noticeSent) = (facts.sent, facts.sent)
        default: facts.reasons = "r"
        }
        let error = #expect(throws: TemplateError.self) { try letterTemplate(kind).letter(facts) }
        #expect(try #require(error).reason.contains("((\(field)"), "\(error.map { "\($0)" } ?? "")")
    }

    @Test(arguments: StyledKind.all)
    func `A letter with which nothing comes says of nothing that it does, or is refused with its line`(
        _ one: StyledKind
    )
        throws
    {
        let text = try seed("\(one.style.folder)/\(one.kind.rawValue).md")
        let line = text.split(separator: "\n", omittingEmptySubsequences: false).count + 2
        for sentence in ["A copy of the plan is enclosed.", "((to parent??With **this letter** you get a form.))"] {
            if one.kind.enclosing.isEmpty {
                let error = #expect(throws: TemplateError.self) {
                    try letterTemplate(one.kind, one.style, text: text + "\n\n" + sentence)
                }
                #expect(try #require(error).line == line && error?.reason.contains("comes with") == true)
            } else {
                _ = try letterTemplate(one.kind, one.style, text: text + "\n\n" + sentence)
            }
        }
    }

    @Test(arguments: StyledKind.all)
    func `A letter whose data lacks any one thing the law demands is refused, and names it`(_ one: StyledKind) throws {
        let template = try letterTemplate(one.kind, one.style)
        let facts = try facts()
        for item in one.kind.requiredContents {
            for field in item.fields {
                var values = facts.values(for: one.kind).named
                for condition in item.conditions { values[condition.rawValue] = .flag(true) }
                for empty in [nil, .text(" ")] as [Value?] {
                    values[field.rawValue] = empty
                    let error = #expect(throws: TemplateError.self, "\(item.id)") { try template.template.fill(values) }
                    #expect(try #require(error).reason.contains("((\(field.rawValue)"), "\(item.id)")
                }
            }
        }
    }

    @Test(arguments: StyledKind.all)
    func `Every letter names the officer who signs, and a telephone on which they can be asked`(_ one: StyledKind)
        throws
    {
        var facts = try facts()
        for (own, shown) in [(nil, "020 7946 0100"), ("01632 960199", "01632 960199")] as [(String?, String)] {
            facts.officer.phone = own
            let letter = try letterTemplate(one.kind, one.style).letter(facts)
            #expect(
                letter.plainText().hasSuffix(
                    "Tom Ashworth\nEHCP Coordinator\nTelephone \(shown)\nLondon Borough of Bromley\n"))
            #expect(letter.page().contains("Tom Ashworth<br>\nEHCP Coordinator<br>\nTelephone \(shown)<br>"))
            let names = words(letter.plainText()).joined(separator: " ").ranges(of: "Tom Ashworth")
            #expect(names.count >= (one.kind == .decisionMaintain ? 2 : 1))
        }
    }

    @Test func `A young person is addressed as who holds the rights`() throws {
        var facts = try facts()
        facts.recipient = Recipient(
            name: "Amira Haddad", salutation: "Amira", address: ["a@example.org"], isYoungPerson: true)
        for kind in LetterKind.allCases {
            let text = try letterTemplate(kind).letter(facts).plainText()
            #expect(!text.contains("Amira’s"))
            #expect(text.contains("Dear Amira,"))
        }
    }

    @Test func `A child at no setting has no head to tell`() throws {
        var facts = try facts()
        facts.setting = nil
        for kind in LetterKind.allCases {
            let letter = try letterTemplate(kind).letter(facts)
            #expect(letter.missing.isEmpty)
            #expect(!letter.plainText().contains("headteacher of"))
        }
    }

    @Test func `A letter without an addressee is refused`() throws {
        var facts = try facts()
        facts.recipient.address = []
        let error = #expect(throws: TemplateError.self) { try letterTemplate(.decisionMaintain).letter(facts) }
        #expect(try #require(error).reason.contains("no addressee"))
    }

    @Test(arguments: LetterKind.allCases)
    func `The page is complete, in British English, without script, and shows a rehearsal as one`(_ kind: LetterKind)
        throws
    {
        var facts = try facts(sent: "2026-02-18")
        facts.reasons = "<script>alert(1)</script>\n\n*x* [a](b)"
        facts.recipient.name = "A <b>"
        let letter = try letterTemplate(kind).letter(facts)
        let page = letter.page(banner: "Rehearsal: invented children", largePrint: true)
        #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"en-GB\">"))
        #expect(page.contains("<p class=\"banner\" role=\"note\">Rehearsal: invented children</p>"))
        #expect(page.contains("<body class=\"large\">"))
        #expect(!page.contains("<script") && !page.contains("<b>") && !page.contains("(("))
        #expect(page.ranges(of: "<h1>").count == 1)
        #expect(page.contains("<time datetime=\"2026-02-18\">18 February 2026</time>"))
        #expect(page.contains("Our reference: B-10432"))
        #expect(page.contains("Tom Ashworth<br>\nEHCP Coordinator"))
        #expect(!letter.page().contains("<p class=\"banner\""))
        #expect(!letter.plainText().contains("<!--") && !letter.plainText().contains("(("))
    }

    @Test func `A field that nobody fills, or a mark that means nothing, is refused with its line`() throws {
        let text = try seed("templates/letters/decision-maintain.md")
        let field = #expect(throws: TemplateError.self) {
            try letterTemplate(.decisionMaintain, text: text + "\n\n((pupil))")
        }
        #expect(try #require(field).reason.hasPrefix("a letter has no field “pupil”; there are advice email, "))
        let mark = #expect(throws: TemplateError.self) {
            try letterTemplate(.decisionMaintain, text: text + "\n\nx <!-- requires: 9z -->")
        }
        #expect(try #require(mark).reason.hasPrefix("no item is called “9z”"))
    }

    @Test func `A council without what letters need is refused with its line`() throws {
        let text = try seed("councils/bromley.yaml")
        #expect(try bromley().adviceService.phone == "020 7946 0110")
        #expect(throws: (any Error).self) {
            try Council(parsing: text.replacing("mediation_adviser", with: "mediators"), file: "c.yaml")
        }
        #expect(throws: (any Error).self) {
            try Council(parsing: text.replacing("mediation@example.org", with: "mediation"), file: "c.yaml")
        }
        // Its number in the DfE's returns has three digits, or is not written down.
        #expect(try bromley().authority == "305")
        #expect(
            try Council(parsing: text.replacing("authority: \"305\"\n", with: ""), file: "c.yaml").authority == nil)
        for wrong in ["3055", "30a", ""] {
            #expect(throws: (any Error).self) {
                try Council(parsing: text.replacing("\"305\"", with: "\"\(wrong)\""), file: "c.yaml")
            }
        }
    }
}
