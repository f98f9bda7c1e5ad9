import CaseFile
import Contracts
import HTTPServer
import Statute
import TestSupport
import Testing

@testable import Portal

@Suite struct `What a family sends` {
    private typealias Home = `The pages of a family`.Home

    @Test func `is promised a reading within one working day, which waits on the council's list`() throws {
        let home = try Home()
        let page = try #require(home.world.get("/give/progress", cookie: home.world.signIn(home.id, 1)))
        // 2 September 2024 is a Monday.
        #expect(page.text.contains("A person of the council reads it by Tuesday 3 September 2024."))
        #expect(try home.give("progress", ["audience": "council", "well": "reading"]).status == 303)
        let matter = try #require(home.world.file(home.id).matters.first)
        #expect(matter.kind == .reading && matter.answerBy() == day("2024-09-03") && matter.answered == nil)
    }

    @Test func `counts as read once it is answered`() throws {
        let home = try Home()
        _ = try home.give("question", ["audience": "council", "message": "When?"])
        let asked = try #require(home.world.file(home.id).matters.first { $0.kind == .question })
        #expect(home.world.file(home.id).matters.contains { $0.kind == .reading && $0.answered == nil })
        home.world.tell(
            Entry(
                by: .coordinator, recorded: day("2024-09-02"),
                events: [
                    Event(
                        SubmissionKey(high: 8, low: 8), .questionAnswered(QuestionAnswered(question: asked.key)))
                ]), of: home.id)
        #expect(home.world.file(home.id).matters.allSatisfy { $0.answered != nil })
    }

    @Test(arguments: FamilyForm.all.filter(\.promisesReading).map(\.id))
    func `goes to the safeguarding lead alone with the second button, unseen by family and setting`(_ id: String) throws
    {
        let home = try Home()
        let form = try #require(FamilyForm.named(id))
        let prompt = try #require(form.prompts.last { $0.choices.isEmpty })
        let answer = try home.give(id, [prompt.name: "CONCERN", "to": "safety", "audience": "invited"])
        #expect(answer.header("Location") == "/give/safety/given", "\(id)")
        let (key, document) = try #require(home.world.documents().first)
        #expect(key.role == .safetyConcern && document.audience == .writer)
        let text = String(decoding: document.bytes, as: UTF8.self)
        #expect(text.contains("CONCERN") && (form.isForSafeguarding || text.contains(form.title)))
        let file = home.world.file(home.id)
        #expect(file.matters.map(\.kind) == [.concern])
        for contact in [1, 2, 3] as [UInt8] {
            let cookie = home.world.signIn(home.id, contact)
            for path in ["/case", "/papers", "/held"] {
                let page = try #require(home.world.get(path, cookie: cookie))
                #expect(!page.text.contains("CONCERN") && !page.text.contains("safety-concern"), "\(path)")
            }
            #expect(home.world.get("/papers/safety-concern/\(document.hash)", cookie: cookie)?.status == 404)
        }
        let given = try #require(home.world.get("/give/safety/given", cookie: home.world.signIn(home.id, 1)))
        #expect(given.text.contains("The council\u{2019}s safeguarding lead reads it by Tuesday 3 September 2024."))
    }

    @Test func `keeps words and a file that come together, each as a paper for the same readers`() throws {
        let home = try Home()
        let cookie = home.world.signIn(home.id, 3)
        let page = try #require(home.world.get("/give/my-life-symbols", cookie: cookie))
        let fields = [
            ("csrf", try #require(page.csrf)), ("key", try #require(page.hidden("key"))), ("more", "MYWORDS"),
            ("parts", "The beginning"), ("writer", "child"), ("audience", "council"),
        ]
        var body = fields.map { name, value in
            "--XX\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
        }.joined()
        body +=
            "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"me.mp4\"\r\n\r\n....ftypisom\r\n--XX--\r\n"
        let answer = home.world.pages.answer(
            Request(
                method: .post, path: "/give/my-life-symbols",
                headers: [.init("content-type", "multipart/form-data; boundary=XX"), .init("cookie", cookie)],
                body: Array(body.utf8)))
        #expect(answer?.status == 303)
        let papers = home.world.documents()
        #expect(papers.keys.map(\.role) == [.views, .views])
        #expect(Set(papers.values.map(\.mediaType)) == [Document.plainText, "video/mp4"])
        #expect(papers.values.allSatisfy { $0.audience == .council })
        let list = try #require(home.world.get("/papers", cookie: cookie))
        #expect(list.text.contains("me.mp4"))
        #expect(home.world.file(home.id).submissions.count { $0.kind == .viewsReceived } == 2)
    }

    @Test func `of the child's own can be printed and written on: boxes stay, and what only a screen needs goes`()
        throws
    {
        let home = try Home()
        let cookie = home.world.signIn(home.id, 3)
        for form in FamilyForm.all {
            let page = try #require(home.world.get("/give/\(form.id)", cookie: cookie))
            #expect(page.text.contains("You can also print this page") == form.isChilds, "\(form.id)")
        }
        let sheet = try #require(home.world.get("/pages.css")).text
        let print = try #require(sheet.split(separator: "@media print").last)
        #expect(
            print.contains(".govuk-button") && print.contains("display:none") && !print.contains(".govuk-textarea,"))
    }

    @Test func `of the child's own says which parts of the meeting it joins, and who speaks`() throws {
        for id in ["my-life-symbols", "my-life-8-13", "my-life-14-25"] {
            let names = try #require(FamilyForm.named(id)).prompts.map(\.name)
            #expect(names.contains("parts") && names.contains("speaks"))
        }
    }

    @Test func `of the three questions counts for the review that was held last, and is asked for once one was`() throws
    {
        let before = try Home()
        #expect(
            before.world.get("/case", cookie: before.world.signIn(before.id, 1))?.text.contains("/give/three-questions")
                == false)
        #expect(try before.give("three-questions", ["listened": "yes"]).status == 400)
        let home = try Home { story, _, _ in
            story.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2024-08-20"))
        }
        #expect(
            home.world.get("/case", cookie: home.world.signIn(home.id, 3))?.text.contains("/give/three-questions")
                == true)
        #expect(try home.give("three-questions", ["listened": "yes", "helped": "no"], as: 3).status == 303)
        let said = try #require(home.world.file(home.id).experiences.first)
        #expect(said.review == 1 && said.from == .youngPerson && said.by == .online)
        #expect(said.listened == .yes && said.understood == nil && said.helped == .no)
        #expect(try home.give("three-questions", [:]).status == 400)
    }

    @Test func `in answer to proposed changes is asked for only where some are proposed`() throws {
        let home = try Home()
        #expect(
            home.world.get("/case", cookie: home.world.signIn(home.id, 1))?.text.contains("/give/amendments") == false)
        let amending = try Home { story, _, _ in
            story.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2024-08-01"))
            story.report(
                .decisionRecorded(DecisionRecorded(review: 1, outcome: .amend, notice: day("2024-08-21"))),
                on: day("2024-08-21"))
        }
        #expect(
            amending.world.get("/case", cookie: amending.world.signIn(amending.id, 1))?.text.contains(
                "/give/amendments")
                == true)
    }

    @Test func `beside the form says that last year's answers cannot be shown, rather than to leave them out`() throws {
        let home = try Home { story, world, id in
            let paper = world.paper(String(repeating: "long ", count: 20_000), .views, .council, of: id)
            story.report(
                .viewsReceived(ViewsReceived(review: 1, from: .parent, contact: 1, document: paper)),
                on: day("2024-02-01"), by: .family)
        }
        let page = try #require(home.world.get("/give/views", cookie: home.world.signIn(home.id, 1)))
        #expect(page.text.contains("What you said on 1 February 2024"))
        #expect(page.text.contains("It cannot be shown beside this form. Open it from your papers."))
    }
}

@Suite struct `A change of how a family is reached` {
    private static let fields = ["email": "new@example.org", "phone": "020 7946 0999", "audience": "council"]

    private func home(verified: Bool = true) throws -> `The pages of a family`.Home {
        let home = try `The pages of a family`.Home()
        let checked = VerifiedEmail("ada@example.org", by: actorID("C-07"), on: day("2024-06-01"))
        try home.world.person(
            "B-10432/1",
            Person(name: "Ms Ada Example", email: "ada@example.org", verified: verified ? checked : nil))
        return home
    }

    private func said(_ home: `The pages of a family`.Home) -> [String] {
        home.world.documents().values.map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    @Test func `is recorded once a code confirmed it that went to the address so far`() throws {
        let home = try home()
        let asked = try home.give("details", Self.fields.merging(["safe": "Yes"]) { $1 })
        #expect(asked.text.contains("Nothing is recorded before you type it."))
        #expect(said(home).isEmpty && home.world.file(home.id).matters.isEmpty)
        let mail = try #require(try home.world.mails().first)
        #expect(mail.contains("To: ada@example.org") && !mail.contains("new@example.org"))
        let digits = try #require(mail.firstMatch(of: /on the page: (\d{4}) (\d{4})/))
        let sent = Self.fields.merging(["safe": "Yes", "code": "\(digits.1)\(digits.2)"]) { $1 }
        #expect(try home.give("details", sent).status == 303)
        let text = try #require(said(home).first)
        #expect(text.contains("Confirmed by a code that was sent to the address so far."))
        #expect(text.contains("new@example.org") && text.contains("020 7946 0999"))
        #expect(!text.contains("\(digits.1)\(digits.2)"))
        #expect(home.world.file(home.id).matters.contains { $0.kind == .question && $0.owner == actorID("C-07") })
        // A code confirms once.
        #expect(try home.give("details", sent).status == 400)
    }

    @Test func `is not recorded on a wrong code`() throws {
        let home = try home()
        _ = try home.give("details", Self.fields.merging(["safe": "Yes"]) { $1 })
        #expect(
            try home.give("details", Self.fields.merging(["safe": "Yes", "code": "00000000"]) { $1 }).status == 400)
        #expect(said(home).isEmpty)
    }

    @Test(arguments: [
        (true, "No", "is not safe, so nothing was sent there"), (false, "Yes", "no checked address so far"),
    ])
    func `is for an officer to confirm where the address so far is not safe, or none`(
        _ verified: Bool, _ safe: String, _ why: String
    ) throws {
        let home = try home(verified: verified)
        #expect(try home.give("details", Self.fields.merging(["safe": safe]) { $1 }).status == 303)
        #expect(try home.world.mails().isEmpty)
        #expect(try #require(said(home).first).contains(why))
    }
}
