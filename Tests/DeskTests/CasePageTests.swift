import CaseFile
import Casework
import Contracts
import HTTPServer
import Statute
import TestSupport
import Testing

@testable import Desk

@Suite struct `A case at the desk` {
    @Test func `is shown once it stands on access that it was opened, with who, what and what for`() throws {
        let office = try Office()
        office.signIn(.coordinator, "C-01")
        let page = office.get("/case/B-1")
        #expect(page.status == 200, "\(page.text)")
        #expect(page.text.contains("Robin Ainsley-Fenn (B-1)"))
        let opening = try #require(office.log.openings.first)
        #expect(opening.key == "B-1" && office.log.openings.count == 1)
        #expect(opening.record.why == .ownCase && opening.record.opened == .case)
        #expect("\(opening.record.by)" == "coordinator/C-01/desk")
    }

    @Test func `shows nothing while that is not acknowledged`() throws {
        let office = try Office(patience: 0.3)
        office.signIn(.coordinator, "C-01")
        office.log.turn()
        office.log.holdAcknowledgements()
        let page = office.get("/case/B-1")
        #expect(page.status == 503)
        #expect(!page.text.contains("Robin") && !page.text.contains("B-1"))
    }

    @Test func `of somebody else asks what for first, and sets the reason down`() throws {
        let office = try Office()
        office.signIn(.coordinator, "C-01")
        let asked = office.get("/case/B-2")
        #expect(asked.text.contains("Why do you open B-2?"))
        #expect(!asked.text.contains("Kit") && office.log.openings.isEmpty)
        #expect(office.post("/case/B-2/open", [("why", "own-case")]).status == 400)
        #expect(office.post("/case/B-2/open", [("why", "cover"), ("to", "/case/B-2")]).status == 303)
        #expect(office.get("/case/B-2").text.contains("Kit Zebrowska"))
        #expect(office.log.openings.map(\.record.why) == [.cover])
        // The reason was that person's.
        office.signIn(.coordinator, "C-03")
        #expect(office.get("/case/B-2").text.contains("Why do you open B-2?"))
    }

    @Test(arguments: [
        "/case/B-1", "/case/B-1/plan", "/case/B-1/looked", "/case/B-1/record", "/case/B-1/record/meeting-held",
    ])
    func `has no page that is shown without an opening`(_ path: String) throws {
        let office = try Office()
        office.signIn(.manager, "M-01")
        let page = office.get(path)
        #expect(page.status == 200, "\(page.text)")
        #expect(page.text.contains("Robin Ainsley-Fenn"))
        #expect(office.log.openings.count == 1)
        #expect(office.log.openings[0].record.why == .oversight)
    }

    @Test(arguments: [
        "/", "/load", "/unsent", "/begun", "/case/B-1", "/case/B-1/plan", "/case/B-1/looked", "/case/B-1/record",
        "/case/B-1/record/decision-submitted",
    ])
    func `is shown to nobody who is not signed in`(_ path: String) throws {
        let office = try Office()
        let page = office.get(path)
        #expect(page.status == 303 && page.header("Location")?.hasPrefix("/sign-in") == true)
        #expect(office.log.openings.isEmpty)
    }

    @Test(arguments: Role.ofStaff) func `is for those roles that may open it, and says which`(_ role: Role) throws {
        let office = try Office()
        office.signIn(role, "P-09")
        #expect(office.post("/case/B-1/open", [("why", "cover")]).status == (role.may(.openCase) ? 303 : 403))
        let page = office.get("/case/B-1")
        #expect(page.text.contains("Robin") == role.may(.openCase))
        if !role.may(.openCase) { #expect(page.status == 403 && page.text.contains("coordinator")) }
        for (path, right) in [
            ("/case/B-1/looked", Right.whoLooked), ("/case/B-1/record", .record), ("/case/B-1/plan", .openDocument),
            ("/load", .load), ("/unsent", .unsent), ("/", .list), ("/case/B-1/record/decision-submitted", .decide),
        ] {
            #expect((office.get(path).status == 200) == role.may(right), "\(role) \(path)")
        }
    }

    @Test func `shows who opened it, the latest first`() throws {
        let office = try Office()
        office.signIn(.coordinator, "C-01")
        _ = office.get("/case/B-1")
        office.signIn(.manager, "M-01")
        _ = office.get("/case/B-1")
        let page = office.get("/case/B-1/looked")
        let manager = try #require(page.text.firstRange(of: "M-01, manager</th>"))
        let coordinator = try #require(page.text.firstRange(of: "C-01, coordinator</th>"))
        #expect(manager.lowerBound < coordinator.lowerBound)
        #expect(page.text.contains("own case") && page.text.contains("oversight"))
    }

    @Test func `that nobody has is none, and nothing is set down of it`() throws {
        let office = try Office()
        office.signIn(.manager, "M-01")
        #expect(office.get("/case/B-999").status == 404)
        #expect(office.get("/case/..").status == 404)
        #expect(office.log.openings.isEmpty)
    }

    @Test func `leads from each thing to do to a form that there is`() throws {
        let kinds = Set(StepCode.allCases.compactMap(\.recordedBy))
        #expect(kinds.count > 15)
        for kind in kinds { #expect(RecordPages.isKind(kind), "\(kind)") }
    }

    @Test func `as known on a day tells nothing that was recorded later`() throws {
        let office = try Office()
        office.signIn(.coordinator, "C-01")
        let later = Office.day + 20
        office.log.append(
            Entry(
                by: .coordinator, recorded: later,
                events: [Event(SubmissionKey(high: 5, low: 5), .changeRequested(ChangeRequested(from: .parent)))]),
            to: Office.own)
        let query = [("part", "happened")]
        #expect(office.get("/case/B-1", query).text.contains(later.inWords))
        let known = office.get(
            "/case/B-1", query + [("known-day", "18"), ("known-month", "11"), ("known-year", "2024")])
        #expect(known.text.contains("As it was known on 18 November 2024"), "\(known.text)")
        #expect(!known.text.contains(later.inWords))
    }

    @Test func `gives a paper for saving alone, of its own case alone, with an opening of its own`() throws {
        let office = try Office()
        office.signIn(.manager, "M-01")
        let document = Document(Array("what the family says".utf8), salt: .random(), title: "views.txt")
        let form = office.get("/case/B-1/record/change-requested")
        let fields =
            office.hidden(form) + [("from", "parent"), ("document-text", "what the family says"), ("do", "give")]
        #expect(office.post("/case/B-1/record/change-requested", fields).status == 303)
        let key = try #require(office.log.documents.keys.first)
        #expect(key.case == Office.own && office.log.documents[key]?.bytes == document.bytes)
        let page = office.get("/case/B-1/document/\(key.role.rawValue)/\(key.hash)")
        #expect(page.text == "what the family says")
        #expect(page.header("Content-Disposition")?.hasPrefix("attachment;") == true)
        #expect(page.header("Content-Type") == "application/octet-stream")
        let last = try #require(office.log.openings.last)
        #expect(last.record.document == key.hash && last.record.role == key.role)
        // The same paper asked for under another child's case is none.
        #expect(office.get("/case/B-2/document/\(key.role.rawValue)/\(key.hash)").status == 404)
    }
}
