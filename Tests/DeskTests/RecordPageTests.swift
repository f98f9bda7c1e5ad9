import Foundation
import Arguments
import CaseFile
import Contracts
import HTTPServer
import Recording
import Statute
import Testing

@testable import Desk

@Suite struct `Recording at the desk` {
    /// What a form is sent with, besides what it holds by itself.
    func send(_ office: Office, _ kind: String, _ fields: [(String, String)], do what: String) -> Response {
        let form = office.get("/case/B-1/record/\(kind)")
        return office.post("/case/B-1/record/\(kind)", office.hidden(form) + fields + [("do", what)])
    }

    @Test func `has a form for each kind that the command has, with all that the command asks`() throws {
        let office = try Office()
        office.signIn(.manager, "M-01")
        for kind in RecordKind.all {
            let page = office.get("/case/B-1/record/\(kind.name)")
            #expect(page.status == 200, "\(kind.name)")
            for option in kind.options where !RecordPages.filled.contains(option.name) {
                #expect(page.text.contains("id=\"\(option.name)\""), "\(kind.name): \(option.name)")
            }
            let isCommand = page.text.contains(/[\s>]--[a-z]/) || page.text.contains("annual-review ")
            #expect(!isCommand, "\(kind.name) speaks as a command line does")
        }
    }

    @Test func `checks first, and says what follows, and records nothing by that`() throws {
        let office = try Office()
        office.signIn(.coordinator, "C-01")
        let before = office.log.entries.count
        let page = send(
            office, "change-requested", [("from", "parent"), ("document-text", "More hours")], do: "check")
        #expect(page.status == 200 && page.text.contains("Check before it is recorded"), "\(page.text)")
        #expect(office.log.entries.count == before)
        let given = office.post(
            "/case/B-1/record/change-requested", office.hidden(page) + [("do", "give")])
        #expect(given.status == 303, "\(given.text)")
        #expect(given.header("Location") == "/case/B-1?given=change-requested")
        let entry = try #require(office.log.entries.last)
        #expect("\(entry.entry.by)" == "coordinator/C-01/desk")
        #expect(office.log.file(Office.own)?.changeRequests.count == 1)
    }

    @Test func `given twice counts once`() throws {
        let office = try Office()
        office.signIn(.coordinator, "C-01")
        let form = office.get("/case/B-1/record/change-requested")
        let fields = office.hidden(form).filter { $0.0 != "seen" } + [("from", "parent"), ("do", "give")]
        #expect(office.post("/case/B-1/record/change-requested", fields).status == 303)
        #expect(office.post("/case/B-1/record/change-requested", fields).status == 303)
        #expect(office.log.file(Office.own)?.changeRequests.count == 1)
    }

    @Test func `says at the field what is wrong, in words, and loses nothing that was typed`() throws {
        let office = try Office()
        office.signIn(.coordinator, "C-01")
        let page = send(
            office, "support-not-delivered",
            [("from", "parent"), ("item", "nonsense"), ("document-text", "No <b>hours</b> since May")], do: "check")
        #expect(page.status == 400)
        #expect(page.text.contains("There is a problem") && page.text.contains("href=\"#item\""), "\(page.text)")
        #expect(page.text.contains("No &lt;b&gt;hours&lt;/b&gt; since May") && page.text.contains("nonsense"))
        #expect(!page.text.contains("--item"))
    }

    @Test func `says at the field that a day is none`() throws {
        let office = try Office()
        office.signIn(.coordinator, "C-01")
        let page = send(
            office, "meeting-arranged", [("for-day", "31"), ("for-month", "2"), ("for-year", "2025"), ("review", "1")],
            do: "check")
        #expect(page.status == 400 && page.text.contains("there is no such day"), "\(page.text)")
        #expect(page.text.contains("value=\"31\""))
    }

    @Test func `refuses what is not for a role to say, and says for whom it is`() throws {
        let office = try Office()
        office.signIn(.auditor, "A-02")
        let page = send(office, "change-requested", [("from", "parent")], do: "give")
        #expect(page.text.contains("It is not recorded."), "\(page.text)")
        #expect(page.text.contains("coordinator"))
    }

    @Test func `takes no form that was made for another browser, and none without its token`() throws {
        let office = try Office()
        office.signIn(.coordinator, "C-01")
        let before = office.log.entries.count
        for token in ["", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"] {
            let page = office.post(
                "/case/B-1/record/change-requested", [("from", "parent"), ("do", "give")], csrf: token)
            #expect(page.status == 403)
        }
        #expect(office.log.entries.count == before)
        // A form of one's own for another's case is not taken either, unless one has said what for.
        let page = office.post("/case/B-2/record/change-requested", [("from", "parent"), ("do", "give")])
        #expect(page.status == 303 && page.header("Location") == "/case/B-2")
        #expect(office.log.entries.count == before)
    }

    @Test func `against a file that has changed is checked once more, with what is new beside it`() throws {
        let office = try Office()
        office.signIn(.coordinator, "C-01")
        let form = office.get("/case/B-1/record/change-requested")
        let fields = office.hidden(form) + [("from", "parent"), ("document-text", "Mine"), ("do", "give")]
        office.log.append(
            Entry(
                by: .person(.manager, ActorID("M-01") ?? ActorID(contact: 0), by: .command), recorded: Office.day,
                events: [
                    Event(
                        SubmissionKey(high: 99, low: 99),
                        .changeRequested(ChangeRequested(from: .parent)))
                ]), to: Office.own)
        let page = office.post("/case/B-1/record/change-requested", fields)
        #expect(page.text.contains("The case has changed since you opened the form"), "\(page.text)")
        #expect(page.text.contains("manager/M-01/command") && page.text.contains("Mine"))
        #expect(office.log.file(Office.own)?.changeRequests.count == 1)
        #expect(
            office.post("/case/B-1/record/change-requested", office.hidden(page) + [("do", "give")]).status == 303)
        #expect(office.log.file(Office.own)?.changeRequests.count == 2)
    }

    @Test func `that is not read back in time says that it is not known, and keeps what was typed`() throws {
        let office = try Office(patience: 0.4)
        office.signIn(.coordinator, "C-01")
        let form = office.get("/case/B-1/record/change-requested")
        office.log.holdReading()
        let page = office.post(
            "/case/B-1/record/change-requested",
            office.hidden(form) + [("from", "parent"), ("document-text", "Kept words"), ("do", "give")])
        #expect(page.status == 503 && page.text.contains("It is not known whether that was recorded"))
        #expect(office.get("/begun").text.contains("B-1"))
        #expect(office.get("/case/B-1/record/change-requested").text.contains("Kept words"))
    }

    @Test func `of a contact says what follows before it is given`() throws {
        let office = try Office()
        office.signIn(.safeguardingLead, "SG-1")
        let page = send(
            office, "contact", [("relation", "parent"), ("may-be-written-to", "no")], do: "check")
        #expect(page.text.contains("nothing is sent") || page.text.contains("is not told"), "\(page.text)")
    }

    @Test func `undoes by a report that names the one that was wrong, and takes nothing out`() throws {
        let office = try Office()
        office.signIn(.coordinator, "C-01")
        _ = send(office, "change-requested", [("from", "parent")], do: "give")
        let told = office.get("/case/B-1", [("part", "happened")])
        let link = try #require(told.text.firstMatch(of: /href="(\/case\/B-1\/record\/withdraw\?report=([^"]+))"/))
        let form = office.get("/case/B-1/record/withdraw", [("report", String(link.2))])
        #expect(form.text.contains(String(link.2)))
        let given = office.post(
            "/case/B-1/record/withdraw", office.hidden(form) + [("report", String(link.2)), ("do", "give")])
        #expect(given.status == 303, "\(given.text)")
        #expect(office.get("/case/B-1", [("part", "happened")]).text.contains("No longer counts"))
    }
}

@Suite struct `What was typed and not given` {
    @Test func `is kept for whoever typed it, on any computer, and shown to others as begun alone`() throws {
        let office = try Office()
        office.signIn(.coordinator, "C-01")
        #expect(
            office.post("/case/B-1/keep/change-requested", [("document-text", "half a sen"), ("key", "k")]).status
                == 200)
        // Another computer: another sign-in of the same person.
        office.signIn(.coordinator, "C-01")
        #expect(office.get("/case/B-1/record/change-requested").text.contains("half a sen"))
        office.signIn(.manager, "M-01")
        let page = office.get("/case/B-1/record/change-requested")
        #expect(!page.text.contains("half a sen"))
        #expect(office.get("/case/B-1").text.contains("C-01 has begun"))
    }

    @Test func `is erased when it is given, and when it is thrown away`() throws {
        let office = try Office()
        office.signIn(.coordinator, "C-01")
        for what in ["give", "discard"] {
            let form = office.get("/case/B-1/record/change-requested")
            let fields = office.hidden(form) + [("from", "parent"), ("document-text", "unlike any other: \(what)")]
            #expect(office.post("/case/B-1/keep/change-requested", fields).status == 200)
            #expect(office.post("/case/B-1/record/change-requested", fields + [("do", what)]).status == 303)
            #expect(!office.get("/case/B-1/record/change-requested").text.contains("unlike any other"))
            for name in ["drafts.db", "drafts.db-journal", "drafts.db-wal"] {
                let bytes = (try? Array(Data(contentsOf: office.folder.appending(path: name)))) ?? []
                #expect(
                    !String(decoding: bytes, as: UTF8.self).contains("unlike any other"), "\(what): left in \(name)")
            }
        }
    }

    @Test func `has its files too, from the check on, until they are given`() throws {
        let office = try Office()
        office.signIn(.coordinator, "C-01")
        let form = office.get("/case/B-1/record/change-requested")
        let checked = office.post(
            "/case/B-1/record/change-requested", office.hidden(form) + [("from", "parent"), ("do", "check")],
            file: ("document", "letter.txt", "We ask for more."))
        #expect(checked.text.contains("Check before it is recorded"), "\(checked.text)")
        #expect(office.get("/case/B-1/record/change-requested").text.contains("Kept: letter.txt."))
        #expect(
            office.post("/case/B-1/record/change-requested", office.hidden(checked) + [("do", "give")]).status == 303)
        #expect(office.log.documents.values.map(\.bytes) == [Array("We ask for more.".utf8)])
        #expect(office.log.documents.values.map(\.title) == ["letter.txt"])
        #expect(!office.get("/case/B-1/record/change-requested").text.contains("letter.txt"))
    }

    @Test func `ends after thirty days`() throws {
        let drafts = try FormDrafts(file: nil)
        let officer = ActorID("C-01") ?? ActorID(contact: 0)
        let fields = [Request.Field("a", "ü\n"), Request.Field("b", "")]
        try drafts.keep(fields, of: "meeting-held", in: Office.own, by: officer, now: 1_000)
        #expect(
            try drafts.draft(of: "meeting-held", in: Office.own, by: officer, now: 1_000)?.fields == fields)
        let end = 1_000 + FormDrafts.longest
        #expect(try drafts.draft(of: "meeting-held", in: Office.own, by: officer, now: end) != nil)
        #expect(try drafts.draft(of: "meeting-held", in: Office.own, by: officer, now: end + 1) == nil)
        #expect(throws: FormDrafts.Fault.tooLarge) {
            try drafts.keep(
                [Request.Field("a", String(repeating: "x", count: FormDrafts.mostBytes))], of: "meeting-held",
                in: Office.own, by: officer, now: 1_000)
        }
    }
}
