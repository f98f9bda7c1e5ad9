import CaseFile
import Contracts
import Foundation
import Glibc
import JSON
import Runtime
import Statute
import Testing

@Suite struct `A coordinator in a browser` {
    private let site: Site
    private let id: CaseID

    init() throws {
        site = try Site(partitions: 2)
        id = try #require(CaseID("P-1"))
    }

    /// A case whose review is under way.
    private func begin() throws {
        let writer = try LogWriter(site.address)
        defer { writer.close() }
        let first = try #require(Day(Site.firstDay))
        let coordinator = try #require(ActorID("C-07"))
        let said: [EventData] = [
            .planRecorded(
                PlanRecorded(
                    made: first - 340, setting: 101_234, placement: .mainstream, need: .autism,
                    coordinator: coordinator, model: "statutory")),
            .reviewUnderWay(ReviewUnderWay(review: 1, kind: .annual)),
            .contactRecorded(
                ContactRecorded(contact: 1, relation: .parent, holdsRights: true, by: coordinator, on: first)),
        ]
        for (number, data) in said.enumerated() {
            let event = Event(SubmissionKey(high: 1, low: UInt64(number + 1)), data)
            try writer.append(
                Entry(by: .person(.coordinator, coordinator, by: .command), recorded: first, events: [event]), to: id)
        }
        for (key, person) in [
            ("\(id)/1", Person(name: "Alex Carter", email: "alex@family.example")),
            ("officer/C-07", Person(name: "Kim Officer", email: "kim@council.example")),
            ("setting/101234", Person(name: "Example School", email: "head@school.example")),
        ] { try writer.write(.people, key: key, value: try person.json()) }
        try writer.write(.children, key: id.text, value: try Contracts.Child(name: "Sam Carter").json())
        try writer.flush()
    }

    private static let because =
        "The report says that reading and writing take Sam far longer than the others in the class, and that help from an "
        + "adult twice a week made the difference this term. Sam's plan is right as it is."

    @Test(.timeLimit(.minutes(3)))
    func `signs in, opens a case, records, decides, and the letter is written`() throws {
        try begin()
        let accounts = site.group.folder.appending(path: "accounts").path
        let added = try site.group.start(
            "annual-review",
            ["accounts", "add", "kim", "--role", "coordinator", "--id", "C-07", "--accounts", accounts],
            log: "accounts", environment: ["AR_PASSWORD=a long enough trial password"])
        #expect(try added.ended(within: 20) == 0, "\(added.errors)")
        _ = try site.startReady([.decisionWriter, .notifier])
        let portFile = site.group.folder.appending(path: "desk.port").path
        let desk = try site.group.start(
            "desk",
            [
                "--bootstrap-servers", site.servers, "--http", "127.0.0.1:0", "--http-port-file", portFile, "--tick",
                "5",
                "--session-timeout", "3001", "--accounts", accounts, "--state",
                site.group.folder.appending(path: "desk").path,
            ], log: "desk")
        let port = try wait(for: "the desk\u{2019}s port: \(desk.errors)", seconds: 30) {
            Site.line(of: portFile).flatMap { UInt16($0) }
        }
        let browser = Browser(port: port)
        try wait(until: "the desk to be ready: \(desk.errors.suffix(600))", seconds: 40) {
            browser.get("/readyz")?.status == 200
        }
        let refused = try #require(
            browser.post("/sign-in", [("name", "kim"), ("password", "a wrong trial password"), ("to", "/")]))
        #expect(refused.status == 400 && browser.cookie == nil)
        let signedIn = try #require(
            browser.post("/sign-in", [("name", "kim"), ("password", "a long enough trial password"), ("to", "/")]))
        #expect(signedIn.status == 303, "\(signedIn.body)")
        let opened = try #require(browser.get("/case/P-1"))
        #expect(opened.status == 200 && opened.body.contains("Sam Carter (P-1)"), "\(opened.body.prefix(900))")

        for (kind, fields) in [
            ("meeting-held", [("attended", "parent")]), ("report-received", [("document-text", "The report.")]),
            ("decision-submitted", [("outcome", "maintain"), ("reasons-text", Self.because)]),
        ] {
            let path = "/case/P-1/record/\(kind)"
            let form = try #require(browser.get(path))
            let checked = try #require(
                browser.post(path, form.hidden + fields + [("do", "check")]), "\(kind)")
            #expect(checked.body.contains("Check before it is recorded"), "\(kind): \(checked.body)")
            let given = try #require(browser.post(path, checked.hidden + [("do", "give")]))
            #expect(given.status == 303, "\(kind): \(given.body)")
        }
        try wait(until: "the letter to be written", seconds: 40) {
            let page = browser.get("/case/P-1?part=happened")?.body ?? ""
            return page.contains("Letter 1 was written")
        }
        let papers = try #require(browser.get("/case/P-1?part=papers")?.body)
        let link = try #require(papers.firstMatch(of: /href="(\/case\/P-1\/document\/letter\/[^"]+)"/))
        #expect(browser.get(String(link.1))?.body.contains("Sam") == true)
        let looked = try #require(browser.get("/case/P-1/looked")?.body)
        #expect(looked.contains("C-07, coordinator") && looked.contains("letter: letter"))
        #expect(try site.ends(of: .access).reduce(0, +) > 5)
        try site.comesToRest([.decisionWriter, .notifier])
        try site.run("check")
        desk.signal(SIGTERM)
        #expect(try desk.ended(within: 10) == 0, "\(desk.errors)")
    }
}
