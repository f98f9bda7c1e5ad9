import CaseFile
import Contracts
import Foundation
import Runtime
import Statute
import TestSupport
import Testing

@testable import Notifier

@Suite struct `The words of messages` {
    let templates: Templates

    init() throws {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        templates = try Templates(seeds: "\(root)/seeds")
    }

    @Test func `every message of a whole review, of each outcome, can be written, and none names the child`() throws {
        var seen: Set<Subject> = []
        for outcome in Outcome.allCases {
            for final in FinalOutcome.allCases {
                for setting in [101_234, nil] as [UInt32?] {
                    var paper = CaseOnPaper(setting: setting)
                    try paper.live(outcome, final) { paper in
                        for entry in paper.missing {
                            for event in entry.events {
                                guard case .conclusion(let id) = event.id else { continue }
                                seen.insert(id.subject)
                                let context = try paper.context(id)
                                var post = try templates.post(context)
                                if context.row.carriesLetter { post.carry(Self.letter) }
                                #expect(post.subject.contains("B-10432"))
                                #expect(post.subject.hasPrefix("[Rehearsal] "))
                                #expect(!post.subject.contains("Sam"))
                                for part in [post.subject, post.text, post.html] {
                                    #expect(!part.contains("((") && !part.contains("??"), "\(id): \(part)")
                                }
                                #expect(post.text.hasPrefix("Rehearsal: invented children\n"))
                                #expect(post.html.contains("Rehearsal: invented children"))
                                #expect(try post.mail().count > 500)
                                if id.contact == nil { #expect(!post.text.contains("Sam")) }
                            }
                        }
                    }
                }
            }
        }
        // What goes again has the words that it had, and a letter a page in front (`ResendTests`). What quotes several texts has
        // tests of its own (`LetterTests`).
        let elsewhere: Set<Subject> = [.tellAgain, .tellCorrection, .tellPaperAstray, .tellPaperNotYours]
        #expect(seen.union(elsewhere) == Set(Subject.allCases.filter(\.isMessage)))
    }

    private static let letter = Document(
        Array(
            """
            <!DOCTYPE html>
            <html><head><title>x</title></head>
            <body><p>Dear Alex,</p><p>Sam’s plan changes &amp; grows.</p></body></html>
            """.utf8), salt: DocumentSalt(high: 1, low: 2), mediaType: Document.html)

    @Test func `the family's message is the letter itself, as a page and as text`() throws {
        var paper = CaseOnPaper()
        let letter = paper.decide(.amend)
        let id = ConclusionID(.tellDecision, review: 1, fact: letter.fact, to: .contact(1))
        var post = try templates.post(try paper.context(id))
        post.carry(Self.letter)
        #expect(post.html.contains("<body>\n<p class=\"banner\""))
        #expect(post.text.contains("Dear Alex,\n\nSam’s plan changes & grows."))
        #expect(post.subject == "[Rehearsal] Our decision after the review – case B-10432")
    }

    @Test func `a model whose file is of no use keeps back the messages of its plans, and is named with its line`()
        throws
    {
        let seeds = FileManager.default.temporaryDirectory.appending(path: "seeds-\(UUID())")
        defer { try? FileManager.default.removeItem(at: seeds) }
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        try FileManager.default.copyItem(at: root.appending(path: "seeds"), to: seeds)
        let broken = seeds.appending(path: "models/wiltshire.yaml")
        try Data("id: [\n".utf8).write(to: broken)
        var paper = CaseOnPaper()
        let letter = paper.decide(.cease)
        let id = ConclusionID(.tellDecision, review: 1, fact: letter.fact, party: .setting)
        let others = try Templates(seeds: seeds.path)
        #expect(others.modelLack?.hasPrefix("\(broken.path):") == true)
        #expect(try others.post(try paper.context(id)).text.contains("decided to cease it"))
        let plan = try paper.context(id).plan
        let own = seeds.appending(path: "models/\(plan.model).yaml")
        try Data("id: [\n".utf8).write(to: own)
        let words = try Templates(seeds: seeds.path)
        let error = #expect(throws: SendingError.self) { try words.post(try paper.context(id)) }
        #expect(error?.description.contains("\(own.path):") == true)
    }

    @Test(
        arguments: [
            (.maintain, "decided to keep it as it is"), (.amend, "decided to amend it"),
            (.cease, "decided to cease it"),
        ] as [(Outcome, String)])
    func `the setting is told what was decided`(_ outcome: Outcome, _ words: String) throws {
        var paper = CaseOnPaper()
        let letter = paper.decide(outcome)
        let id = ConclusionID(.tellDecision, review: 1, fact: letter.fact, party: .setting)
        let post = try templates.post(try paper.context(id))
        #expect(post.text.contains(words))
        #expect(post.text.contains("The plan does not end yet.") == (outcome == .cease))
    }

    @Test
    func `an invitation says that the meeting has moved to whoever was told another day before, and to nobody else`()
        throws
    {
        var paper = CaseOnPaper()
        paper.open()
        func invite(_ meeting: String, to addressee: Addressee = .contact(1)) throws -> Post {
            let key = paper.report(.meetingArranged(MeetingArranged(review: 1, meeting: day(meeting))))
            _ = paper.sayWhatIsMissing()
            let id = ConclusionID(.tellInvitation, review: 1, fact: key.reference, to: addressee)
            let post = try templates.post(try paper.context(id))
            paper.conclude((id.at(.claim, attempt: 1), .notificationClaimed(NotificationClaimed(instance: "x"))))
            paper.conclude(
                (id.at(.sent, attempt: 1), .notificationSent(NotificationSent(channel: .folder, receipt: "r"))))
            return post
        }
        let first = try invite("2024-11-01")
        #expect(first.subject == "[Rehearsal] Review meeting on Friday 1 November 2024 – case B-10432")
        #expect(!first.text.contains("moved"))
        let second = try invite("2024-11-08")
        #expect(second.subject == "[Rehearsal] Moved: Review meeting on Friday 8 November 2024 – case B-10432")
        #expect(second.text.contains("told before that it would be on Friday 1 November 2024"))
        #expect(second.text.contains("in case B-10432 on Friday 8 November 2024"))
        let health = try invite("2024-11-15", to: .party(.health))
        #expect(!health.text.contains("moved"), "what was asked for, and never left, told nobody anything")
    }

    @Test func `a family is told no day that has passed, as of a child who moved in with its old council's days`()
        throws
    {
        var paper = CaseOnPaper(today: "2024-03-01")
        paper.open()
        func text(_ due: String, to addressee: Addressee) throws -> String {
            let id = ConclusionID(.tellReviewDue, review: 1, fact: .day(day(due)), to: addressee)
            return try templates.post(try paper.context(id)).text
        }
        let late = try text("2024-02-09", to: .contact(1))
        #expect(!late.contains("February") && !late.contains("9 Feb") && late.contains("another council"), "\(late)")
        #expect(try text("2024-02-09", to: .party(.coordinator)).contains("9 February 2024"))
        #expect(try text("2024-03-01", to: .contact(1)).contains("1 March 2024"))
    }

    @Test(arguments: [101_234, nil] as [UInt32?])
    func `says of who arranges the meeting what the plan says`(_ setting: UInt32?) throws {
        var paper = CaseOnPaper(setting: setting)
        paper.open()
        func text(_ id: ConclusionID) throws -> String {
            try templates.post(try paper.context(id)).text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        for due in ["2024-12-11", "2024-08-11"] {
            let text = try text(ConclusionID(.tellReviewDue, review: 1, fact: .day(day(due)), to: .contact(1)))
            #expect(text.contains("We ask the school or setting to agree a date") == (setting != nil), "\(text)")
            #expect(text.contains("We arrange the meeting ourselves") == (setting == nil), "\(text)")
        }
        let key = paper.report(.meetingArranged(MeetingArranged(review: 1, meeting: day("2024-11-01"))))
        for addressee in [.contact(1), .party(.coordinator), .party(.health)] as [Addressee] {
            let text = try text(ConclusionID(.tellInvitation, review: 1, fact: key.reference, to: addressee))
            #expect(text.contains("The school or setting arranges the meeting") == (setting != nil), "\(text)")
            #expect(text.contains("e arrange the meeting") == (setting == nil), "\(text)")
        }
    }

    @Test func `a day is told with its rule`() throws {
        var paper = CaseOnPaper()
        paper.hold()
        let id = ConclusionID(
            .tellNotRecorded, review: 1, day: day("2024-11-29"), party: .coordinator, about: .noDecisionBy)
        let text = try templates.post(try paper.context(id)).text
        #expect(text.contains("decision due 29 Nov 2024: four weeks after the meeting on 1 Nov 2024"))
    }

    @Test(
        arguments: [
            (6, "2024-06-11", "the interval that the plan names, starting with 12 Dec 2023"),
            (nil, "2024-06-11", "six months starting with 12 Dec 2023"),
            (6, "2024-12-11", "twelve months starting with 12 Dec 2023"),
        ] as [(UInt8?, String, String)])
    func `an alarm before the twelve months end names the plan's own interval, or guidance for the youngest`(
        _ interval: UInt8?, _ due: String, _ words: String
    ) throws {
        var paper = CaseOnPaper()
        paper.open()
        var context = try paper.context(
            ConclusionID(.tellNotRecorded, review: 1, day: day(due), party: .coordinator, about: .notReviewedBy))
        context.plan.interval = interval
        let text = try templates.post(context).text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(text.contains(words), "\(text)")
    }

    @Test(arguments: [
        ("wiltshire", "SEND lead worker"), ("kensington-and-chelsea", "SEN caseworker"),
        ("bromley", "EHCP Coordinator"), ("nobody-knows-it", "SEN case officer"),
    ])
    func `the officer is called as the model that holds does`(_ model: String, _ title: String) throws {
        var paper = CaseOnPaper()
        paper.open()
        var context = try paper.context(
            ConclusionID(.tellRemindArrange, review: 1, day: day("2024-11-13"), party: .setting))
        context.plan.model = model
        let text = try templates.post(context).text
        #expect(text.contains(title), "\(text)")
    }

    @Test func `a council whose words are missing is named`() throws {
        var paper = CaseOnPaper()
        paper.open()
        var context = try paper.context(
            ConclusionID(.tellReviewDue, review: 1, fact: .day(day("2024-12-11")), to: .contact(1)))
        context.log = LogBook()
        let error = #expect(throws: SendingError.self) { try templates.post(context) }
        #expect(error?.description.contains("seeds/councils/") == true)
    }

    @Test func `has words for each council that has a model of its own, and says which file another lacks`() throws {
        for council in ["bromley", "wiltshire", "kensington-and-chelsea"] {
            #expect(templates.lack(for: council) == nil)
        }
        #expect(templates.lack(for: "london-borough-of-x")?.contains("seeds/councils/london-borough-of-x.yaml") == true)
    }

    @Test func `a missing folder of seeds is named, with the option to set`() {
        let error = #expect(throws: SendingError.self) { try Templates(seeds: "/nowhere") }
        #expect(error?.description.contains("/nowhere/councils") == true)
        #expect(error?.description.contains("--seeds") == true)
    }
}

@Suite struct `The text of a page` {
    @Test(arguments: [
        ("<p>One</p>\n<p>Two</p>", "One\n\nTwo\n"),
        ("<p>One\n  two<br>\nthree</p>", "One two\nthree\n"),
        ("<ul><li>a</li><li><p>b</p></li></ul><p>c</p>", "- a\n- b\n\nc\n"),
        ("<ol>\n<li>a</li>\n<li>b</li>\n</ol>", "1. a\n2. b\n"),
        (
            "<p>See <a href=\"https://a.example/?b=1&amp;c=2\">this</a>.</p>",
            "See this (https://a.example/?b=1&c=2).\n"
        ),
        ("<p><a href=\"https://a.example\">https://a.example</a></p>", "https://a.example\n"),
        ("<p><a href=\"mailto:a@b.c\">a@b.c</a></p>", "a@b.c\n"),
        ("<p>Tom &amp; <em>Jerry</em> &#39;s &lt;b&gt; &unknown; &</p>", "Tom & Jerry 's <b> &unknown; &\n"),
        ("<!DOCTYPE html><head><title>x</title><style>p > a {}</style></head><body>y", "y\n"),
        ("a<!-- <p>no</p> -->b", "ab\n"), ("</ul></ol><p", "\n"), ("", "\n"),
    ])
    func `paragraphs stand apart, lists are marked, links written out, characters resolved`(page: String, text: String)
    {
        #expect(PageText.text(of: page) == text)
    }
}

extension CaseOnPaper {
    /// What a message of this case is written from, on a rehearsal.
    func context(_ id: ConclusionID, format: String? = nil) throws -> MessageContext {
        let row = try #require(MessageRule.row(of: id), "\(id)")
        var log = LogBook()
        let began = LogBegan(calendar: .rehearsal, partitions: 1, council: "bromley", log: testLog)
        log.append(
            Entry(by: .operator, recorded: today, events: [Event(ConclusionID(.logBegan), .logBegan(began))]), at: 0)
        return MessageContext(
            id: self.id, message: id, row: row, reading: CaseReading(file), plan: file.plan ?? PlanRecorded(),
            to: Person(name: "Alex", address: ["1 Road"], email: "alex@example.org", format: format),
            coordinator: Person(name: "Kim Officer"), day: today, log: log,
            by: .email)
    }

    /// One review from beginning to end, with everything that may be said of it; `look` at what is missing at each step.
    mutating func live(_ outcome: Outcome, _ final: FinalOutcome, look: (inout CaseOnPaper) throws -> Void) throws {
        func step(_ paper: inout CaseOnPaper) throws {
            try look(&paper)
            _ = paper.sayWhatIsMissing()
        }
        func remind(_ subject: Subject, _ party: Party, _ paper: inout CaseOnPaper) throws {
            let id = ConclusionID(subject, review: 1, day: paper.today + 20, party: party)
            #expect(paper.conclude((id, .reminded(Reminded(until: paper.today + 20)))) == .accepted)
            try step(&paper)
        }
        func miss(_ subject: Subject, _ paper: inout CaseOnPaper) throws {
            let id = ConclusionID(
                subject, review: [.noTransferPlanBy, .noAnswerBy].contains(subject) ? 0 : 1, day: paper.today - 1)
            #expect(paper.conclude((id, .notRecorded(NotRecorded(rule: RuleName(.dec1))))) == .accepted)
            try step(&paper)
        }
        if outcome == .cease {
            conclude((ConclusionID(.opened, review: 1, day: nil), .reviewOpened(ReviewOpened(kind: .annual))))
        } else {
            open()
        }
        try step(&self)
        let request = report(.earlyReviewRequested(EarlyReviewRequested(from: .setting, ground: .needsChanged)))
        try step(&self)
        today = today + 16
        try miss(.noAnswerBy, &self)
        report(
            .earlyReviewAnswered(EarlyReviewAnswered(request: request, agreed: outcome == .amend, review: 1)))
        try step(&self)
        report(.movedIn(MovedIn(made: day("2023-12-12"))))
        let change = report(.changeRequested(ChangeRequested(from: .setting)))
        report(.changeAnswered(ChangeAnswered(request: change, agreed: outcome == .amend)))
        try step(&self)
        report(.approachChosen(ApproachChosen(review: 1, kind: .annual, agreed: [.setting], disagreed: [.parent])))
        today = today + 16
        let unanswered = ConclusionID(.noAnswerBy, review: 1, day: today - 1)
        #expect(conclude((unanswered, .notRecorded(NotRecorded(rule: RuleName(.pol1))))) == .accepted)
        try step(&self)
        report(.disagreementAnswered(DisagreementAnswered(review: 1, to: .parent)))
        try step(&self)
        try remind(.remindArrange, file.plan?.setting == nil ? .coordinator : .setting, &self)
        try miss(.noMeetingBy, &self)
        report(.meetingArranged(MeetingArranged(review: 1, meeting: today + 30)))
        try step(&self)
        try remind(.remindAdvice, .coordinator, &self)
        today = today + 30
        report(.meetingHeld(MeetingHeld(review: 1)))
        try remind(.remindReport, .coordinator, &self)
        try remind(.remindDecision, .coordinator, &self)
        today = today + 40
        try miss(.noReportBy, &self)
        try miss(.noDecisionBy, &self)
        try miss(.notReviewedBy, &self)
        report(.ceasingConsidered(CeasingConsidered(review: 1)))
        try step(&self)
        let bad = report(.decisionSubmitted(DecisionSubmitted(review: 1)))
        conclude(
            (
                ConclusionID(.decisionRefused, review: 1, fact: bad.reference),
                .decisionRefused(DecisionRefused(lacks: ["x"]))
            ))
        try step(&self)
        let key = report(.decisionSubmitted(DecisionSubmitted(review: 1, outcome: outcome)))
        let letter = ConclusionID(.decisionLetter, review: 1, fact: key.reference)
        conclude(
            (ConclusionID(.decisionMade, review: 1, fact: key.reference), .decisionMade(DecisionMade(outcome: outcome)))
        )
        write(letter)
        try step(&self)
        let message = ConclusionID(.tellDecision, review: 1, fact: letter.fact, to: .contact(1))
        conclude((message.at(.claim, attempt: 1), .notificationClaimed(NotificationClaimed(instance: "x"))))
        conclude((message.at(.sent, attempt: 1), .notificationSent(NotificationSent(channel: .folder, receipt: "r"))))
        if outcome == .cease {
            today = today + 80
            report(.planEnded(PlanEnded(reason: .needsMet)))
            try step(&self)
        }
        guard outcome == .amend else { return }
        try remind(.remindFinal, .coordinator, &self)
        today = today + 60
        try miss(.noFinalBy, &self)
        let last = report(.finalSubmitted(FinalSubmitted(review: 1, outcome: final)))
        conclude(
            (ConclusionID(.finalMade, review: 1, fact: last.reference), .finalMade(FinalMade(outcome: final))))
        write(ConclusionID(.finalLetter, review: 1, fact: last.reference), .finalPlan)
        try step(&self)
        report(
            .planRecorded(
                PlanRecorded(
                    setting: 1, placement: .mainstream, need: .autism, transfer: .primaryToSecondary,
                    coordinator: actorID("C-07"),
                    transferYear: 2025, model: "bromley")))
        try miss(.noTransferPlanBy, &self)
        let born = try #require(Month("2010-03"))
        var plan = try #require(file.plan)
        plan.born = born
        report(.planRecorded(plan))
        contact(1)
        contact(2, .youngPerson, holdsRights: false)
        for subject in [Subject.rightsWillPass, .rightsPassed] {
            let last = try #require(SchoolYear.compulsoryAgeEnds(bornIn: born))
            today = subject == .rightsPassed ? last + 1 : last.monthsAfter(-6)
            let id = ConclusionID(subject, fact: .month(born))
            #expect(
                conclude((id, .rightsPass(RightsPass(last: last, rule: RuleName(.age1))))) == .accepted)
            try step(&self)
        }
    }
}
