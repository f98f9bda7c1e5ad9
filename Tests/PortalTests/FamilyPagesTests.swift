import Arguments
import CaseFile
import Casework
import Contracts
import HTTPServer
import JSON
import Recording
import Statute
import TestSupport
import Testing
import Zip

@testable import Portal

@Suite struct `The pages of a family` {
    /// A case with a review whose meeting was held, two parents and a young person who holds no rights.
    struct Home {
        let world: PortalWorld
        let id: CaseID

        init(
            scanner: UploadScanner? = nil, backlog: PublishedBacklog? = nil,
            _ tell: (inout TestCase, PortalWorld, CaseID) -> Void = { _, _, _ in }
        ) throws {
            let world = try PortalWorld(scanner: scanner, backlog: backlog)
            let id = try #require(CaseID("B-10432"))
            var story = TestCase(id)
            let plan = PlanRecorded(
                made: day("2019-07-12"), setting: 101_234, placement: .mainstream, need: .autism,
                coordinator: actorID("C-07"), model: "statutory")
            story.report(.planRecorded(plan), on: day("2024-01-08"))
            for number in [1, 2] as [UInt8] { story.contact(number, on: day("2024-01-08")) }
            story.contact(3, .youngPerson, holdsRights: false, on: day("2024-01-08"))
            story.report(.reviewUnderWay(ReviewUnderWay(review: 1, kind: .annual)), on: day("2024-01-08"))
            tell(&story, world, id)
            world.tell(story)
            try world.person("officer/C-07", Person(name: "Jo Officer"))
            try world.record(.children, id.text, Child(name: "Robin").json())
            self.world = world
            self.id = id
        }

        /// Fills in and sends a form as that contact; the answer.
        func give(_ form: String, _ fields: [String: String], as contact: UInt8 = 1) throws -> Response {
            let cookie = world.signIn(id, contact)
            let page = try #require(world.get("/give/\(form)", cookie: cookie))
            var all = fields
            let (csrf, key) = (try #require(page.csrf), try #require(page.hidden("key")))
            (all["csrf"], all["key"]) = (csrf, key)
            return try #require(world.post("/give/\(form)", all, cookie: cookie))
        }
    }

    @Test func `records that a contact opened the case before it shows anything`() throws {
        let home = try Home()
        let cookie = home.world.signIn(home.id, 1)
        #expect(home.world.get("/case", cookie: cookie)?.status == 200)
        let look = try #require(home.world.accesses.last)
        #expect(look.key == "B-10432")
        #expect(look.record.contact == 1 && look.record.opened == .case && look.record.why == .ownFile)
    }

    @Test func `shows nothing while nobody acknowledges that it was opened`() throws {
        let home = try Home()
        let cookie = home.world.signIn(home.id, 1)
        home.world.breakDown()
        let page = try #require(home.world.get("/case", cookie: cookie))
        #expect(page.status == 503)
        #expect(!page.text.contains("Robin"))
    }

    @Test(arguments: FamilyForm.all.map(\.id))
    func `names on every form who will read it, before anything is sent`(_ form: String) throws {
        let home = try Home()
        let page = try #require(home.world.get("/give/\(form)", cookie: home.world.signIn(home.id, 1)))
        #expect(page.status == 200)
        #expect(page.text.contains("Who may read it?") || page.text.contains("Who reads it:"))
        #expect(page.text.contains("Jo Officer"))
        #expect(page.text.contains("ring 999"))
        #expect(page.text.contains("020 7946 0110"), "the advice service stands on every page")
    }

    @Test(arguments: [1, 3] as [UInt8])
    func `lets everybody write for the council alone`(_ contact: UInt8) throws {
        let home = try Home()
        let form = contact == 3 ? "my-life-14-25" : "progress"
        var fields = ["audience": "council", contact == 3 ? "good" : "well": "reading"]
        if contact == 3 { fields["writer"] = "child" }
        #expect(try home.give(form, fields, as: contact).status == 303)
        let document = try #require(home.world.documents().values.first)
        #expect(document.audience == .council)
        #expect(String(decoding: document.bytes, as: UTF8.self).contains("reading"))
    }

    @Test func `asks who may read it, and gives nothing before that is said`() throws {
        let home = try Home()
        let page = try home.give("progress", ["well": "reading"])
        #expect(page.status == 400)
        #expect(page.text.contains("Choose who may read it"))
        #expect(page.text.contains("reading"), "what was typed stays")
        #expect(home.world.documents().isEmpty)
    }

    @Test func `appends what is given as the contact's own, in the log's words`() throws {
        let home = try Home()
        #expect(try home.give("question", ["audience": "council", "message": "When is the meeting?"]).status == 303)
        let entry = try #require(home.world.entries(home.id).last)
        #expect(entry.by == .person(.family, ActorID(contact: 1), by: .portal))
        guard case .questionAsked(let asked) = try #require(entry.events.first).data else {
            Issue.record("no question was recorded")
            return
        }
        #expect(asked.contact == 1 && asked.owner == actorID("C-07"))
    }

    @Test func `counts once what is sent twice`() throws {
        let home = try Home()
        let cookie = home.world.signIn(home.id, 1)
        let page = try #require(home.world.get("/give/question", cookie: cookie))
        let fields = [
            "csrf": try #require(page.csrf), "key": try #require(page.hidden("key")), "audience": "council",
            "message": "When?",
        ]
        for _ in 0..<2 { #expect(home.world.post("/give/question", fields, cookie: cookie)?.status == 303) }
        // The question, and that somebody reads it.
        #expect(home.world.file(home.id).matters.map(\.kind) == [.question, .reading])
    }

    @Test func `takes no form that was made for another sign-in`() throws {
        let home = try Home()
        let page = try #require(home.world.get("/give/question", cookie: home.world.signIn(home.id, 2)))
        let fields = [
            "csrf": try #require(page.csrf), "key": try #require(page.hidden("key")), "audience": "council",
            "message": "forged",
        ]
        #expect(home.world.post("/give/question", fields, cookie: home.world.signIn(home.id, 1))?.status == 403)
        #expect(home.world.file(home.id).matters.isEmpty)
    }

    @Test func `takes a request for a change and for an early review on any day, from whoever may see the file`() throws
    {
        let home = try Home()
        #expect(
            try home.give("change", ["audience": "invited", "message": "More speech therapy", "section": "F"]).status
                == 303)
        #expect(
            try home.give(
                "early-review", ["audience": "council", "message": "New needs", "ground": "needs-changed"], as: 2
            )
            .status == 303)
        let file = home.world.file(home.id)
        #expect(file.changeRequests.count == 1)
        #expect(file.earlyRequests.count == 1)
    }

    @Test func `shows who answers, and by which day`() throws {
        let home = try Home()
        _ = try home.give("question", ["audience": "council", "message": "When?"])
        let page = try #require(home.world.get("/give/question/given", cookie: home.world.signIn(home.id, 1)))
        #expect(page.text.contains("Jo Officer answers by 9 September 2024."))
        #expect(
            try #require(home.world.get("/case", cookie: home.world.signIn(home.id, 1))).text.contains(
                "by 9 September 2024"))
        #expect(
            !(try #require(home.world.get("/case", cookie: home.world.signIn(home.id, 2))).text.contains(
                "by 9 September 2024")))
    }

    @Test func `puts last year's answers beside the form and never in its boxes`() throws {
        let home = try Home { story, world, id in
            let paper = world.paper("What has gone well this year?\nLASTYEAR", .views, .council, of: id)
            story.report(
                .viewsReceived(ViewsReceived(review: 1, from: .parent, contact: 1, document: paper)),
                on: day("2024-02-01"),
                by: .family)
        }
        let page = try #require(home.world.get("/give/views", cookie: home.world.signIn(home.id, 1)))
        #expect(page.text.contains("What you said on 1 February 2024"))
        let boxes = page.text.matches(of: /<textarea[^>]*>([^<]*)</).map { String($0.1) }
        #expect(!boxes.isEmpty && boxes.allSatisfy { !$0.contains("LASTYEAR") })
        #expect(page.text.contains("LASTYEAR"))
        #expect(
            !(try #require(home.world.get("/give/views", cookie: home.world.signIn(home.id, 2))).text.contains(
                "LASTYEAR")))
    }

    @Test func `opens a paper for whoever may see it, as a file and never as a page`() throws {
        var hash: DocumentHash?
        let home = try Home { story, world, id in
            let paper = world.paper("<html><script>alert(1)</script>", .views, .council, of: id)
            hash = paper
            story.report(
                .viewsReceived(ViewsReceived(review: 1, from: .parent, contact: 1, document: paper)),
                on: day("2024-02-01"),
                by: .family)
        }
        let path = "/papers/views/\(try #require(hash))"
        let own = try #require(home.world.get(path, cookie: home.world.signIn(home.id, 1)))
        #expect(own.status == 200)
        #expect(own.header("Content-Disposition")?.hasPrefix("attachment;") == true)
        #expect(own.header("Content-Type") == "application/octet-stream")
        #expect(home.world.accesses.last?.record.document == hash)
        #expect(home.world.get(path, cookie: home.world.signIn(home.id, 2))?.status == 404)
        #expect(home.world.get(path, cookie: home.world.signIn(home.id, 3))?.status == 404)
    }

    @Test func `gives everything that a contact may see as one file`() throws {
        let home = try Home { story, world, id in
            let paper = world.paper("mine", .views, .council, of: id)
            story.report(
                .viewsReceived(ViewsReceived(review: 1, from: .parent, contact: 1, document: paper)),
                on: day("2024-02-01"),
                by: .family)
            let other = world.paper("theirs", .views, .council, of: id)
            story.report(
                .viewsReceived(ViewsReceived(review: 1, from: .parent, contact: 2, document: other)),
                on: day("2024-02-01"))
        }
        let answer = try #require(home.world.get("/held/download", cookie: home.world.signIn(home.id, 1)))
        let zip = try ZipFile(answer.body)
        let texts = try zip.names.map { String(decoding: try zip.read($0) ?? [], as: UTF8.self) }
        #expect(texts.contains("mine"))
        #expect(!texts.contains { $0.contains("theirs") })
        #expect(texts.contains { $0.contains("A review has begun.") })
        #expect(home.world.accesses.last?.record.opened == .download)
    }

    @Test func `says who looked by team and purpose, and nothing of safeguarding or of another contact`() throws {
        func look(_ role: Role, _ id: String, _ why: AccessRecord.Ground) -> AccessRecord {
            AccessRecord(at: 1_725_264_000_000, by: .person(role, actorID(id), by: .desk), .case, why: why)
        }
        let shown = Looks.shown(
            [
                look(.coordinator, "C-07", .ownCase), look(.safeguardingLead, "SG-1", .ownCase),
                look(.manager, "M-02", .safeguarding), look(.socialCare, "SW-4", .ownCase),
                AccessRecord(
                    at: 1_725_264_000_000, by: .person(.family, ActorID(contact: 2), by: .portal), .case, why: .ownFile,
                    contact: 2),
            ], to: 1)
        #expect(
            shown == [
                Looks(day: day("2024-09-02"), team: "The council\u{2019}s SEN team", purpose: "to work on the case")
            ])
    }

    @Test func `says that safeguarding and social care looked up to the day that the safeguarding lead released`()
        throws
    {
        let home = try Home()
        func look(_ role: Role, _ second: Int64) throws {
            let record = AccessRecord(
                at: 1_725_264_000_000 + second * 1_000, by: .person(role, actorID("SG-1"), by: .desk), .case,
                why: .safeguarding)
            home.world.record(.access, home.id.text, try record.json())
        }
        // On 2 September 2024, and on the next day.
        try look(.safeguardingLead, 0)
        try look(.socialCare, 86_400)
        let cookie = home.world.signIn(home.id, 1)
        func page() throws -> String { try #require(home.world.get("/looked", cookie: cookie)).text }
        #expect(try !page().contains("to keep a child safe"))
        home.world.tell(
            Entry(
                by: .safeguardingLead, recorded: day("2024-09-02"),
                events: [
                    Event(SubmissionKey(high: 6, low: 6), .looksReleased(LooksReleased(through: day("2024-09-02"))))
                ]), of: home.id)
        #expect(
            try page().contains("<td class=\"govuk-table__cell\">Safeguarding</td>")
                || page().contains(">Safeguarding<"))
        #expect(try !page().contains(">Social care<"))
    }

    @Test func `gives what the command gives: the same kinds, the same fields, the same day`() {
        for form in FamilyForm.all {
            let kind = RecordKind.named(form.kind)
            #expect(kind != nil, "\(form.id)")
            let names = Set(kind?.options.map(\.name) ?? [])
            #expect(names.isSuperset(of: form.asks), "\(form.id) asks for what the command does not")
            #expect(names.isSuperset(of: form.says.keys), "\(form.id)")
            if form.hasDocument { #expect(names.contains("document"), "\(form.id)") }
            #expect(GivenByFamily.recordForm(of: form)?.fields.map(\.name).sorted() == form.asks.sorted(), "\(form.id)")
        }
    }

    @Test(arguments: FamilyForm.all.map(\.id))
    func `takes every form as it is shown, or says in plain words what is missing`(_ id: String) throws {
        let home = try Home()
        let form = try #require(FamilyForm.named(id))
        var fields = ["audience": "council", "writer": "helped"]
        for prompt in form.prompts { fields[prompt.name] = prompt.choices.first ?? "something" }
        let usual = [
            "ground": "provision", "fact": "other", "what": "interpreter", "about": "delay", "section": "F",
            "listened": "yes",
        ]
        for name in form.asks { fields[name] = usual[name] }
        let answer = try home.give(id, fields)
        if id == "amendments" {
            #expect(answer.status == 400)
            #expect(answer.text.contains("No proposed changes wait for your answer now."))
        } else if id == "three-questions" {
            #expect(answer.status == 400)
            #expect(answer.text.contains("No review meeting was held yet."))
        } else {
            #expect(answer.status == 303, "\(answer.text.matches(of: /error-summary.*?<\/ul>/).map { String($0.0) })")
        }
        let words = answer.text.replacing(/(class|value)="[^"]*"/, with: "")
        #expect(!words.contains("--"), "an option of the command line shows")
    }
}
