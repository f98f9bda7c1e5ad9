import CaseFile
import Contracts
import Foundation
import Glibc
import JSON
import Runtime
import Statute
import Testing

@Suite struct `A parent in a browser` {
    private let site: Site
    private let id: CaseID

    init() throws {
        site = try Site(partitions: 2)
        id = try #require(CaseID("P-7"))
    }

    /// A case whose review is under way, with a parent whose address an officer verified.
    private func begin() throws {
        let writer = try LogWriter(site.address)
        defer { writer.close() }
        let first = try #require(Day(Site.firstDay))
        let coordinator = try #require(ActorID("C-07"))
        let said: [EventData] = [
            .planRecorded(
                PlanRecorded(
                    made: first - 340, setting: 101_234, placement: .mainstream, need: .autism,
                    coordinator: coordinator,
                    model: "statutory")),
            .reviewUnderWay(ReviewUnderWay(review: 1, kind: .annual)),
            .contactRecorded(
                ContactRecorded(contact: 1, relation: .parent, holdsRights: true, by: coordinator, on: first)),
        ]
        for (number, data) in said.enumerated() {
            let event = Event(SubmissionKey(high: 7, low: UInt64(number + 1)), data)
            try writer.append(
                Entry(by: .person(.coordinator, coordinator, by: .command), recorded: first, events: [event]), to: id)
        }
        let parent = Person(
            name: "Ada Example", email: "ada@example.org",
            verified: VerifiedEmail("ada@example.org", by: coordinator, on: first - 100))
        try writer.write(.people, key: "\(id)/1", value: try parent.json())
        try writer.write(.people, key: "officer/C-07", value: try Person(name: "Kim Officer").json())
        try writer.write(.children, key: id.text, value: try Contracts.Child(name: "Robin").json())
        try writer.flush()
    }

    @Test(.timeLimit(.minutes(3)))
    func `signs in by a link and a code, and records progress that stands in the log`() throws {
        try begin()
        let folder = site.group.folder
        let portFile = folder.appending(path: "portal.port").path
        let codes = folder.appending(path: "codes").path
        let portal = try site.group.start(
            "portal",
            [
                "--bootstrap-servers", site.servers, "--http", "127.0.0.1:0", "--http-port-file", portFile, "--tick",
                "5",
                "--session-timeout", "3001", "--codes", codes, "--key", folder.appending(path: "portal.key").path,
            ], log: "portal")
        let port = try wait(for: "the portal\u{2019}s port: \(portal.errors)", seconds: 30) {
            Site.line(of: portFile).flatMap { UInt16($0) }
        }
        let browser = Browser(port: port)
        try wait(until: "the portal to be ready: \(portal.errors.suffix(600))", seconds: 40) {
            browser.get("/readyz")?.status == 200
        }
        #expect(browser.get("/")?.body.contains("within four weeks of the meeting") == true)
        #expect(browser.post("/sign-in", [("email", "ada@example.org")])?.status == 200)
        let mail = try wait(for: "the mail with the code", seconds: 20) {
            try FileManager.default.fileExists(atPath: codes)
                ? FileManager.default.contentsOfDirectory(atPath: codes).first {
                    $0.hasSuffix(".eml") && !$0.hasPrefix(".")
                }
                .map { try String(contentsOfFile: "\(codes)/\($0)", encoding: .utf8) } : nil
        }.replacingOccurrences(of: "=\r\n", with: "")
        #expect(!mail.contains("Robin"))
        let link = String(try #require(mail.firstMatch(of: /enter\/([A-Za-z0-9_-]{22})/)?.1))
        let digits = try #require(mail.firstMatch(of: /type this code: (\d{4}) (\d{4})/))
        #expect(browser.get("/enter/\(link)")?.status == 200)
        #expect(browser.post("/enter/\(link)", [("code", "\(digits.1)\(digits.2)")])?.status == 303)
        let answered = browser.get("/case")
        let opened = try #require(answered)
        #expect(opened.status == 200 && opened.body.contains("Robin: annual review"), "\(opened.body.prefix(900))")
        let shown = browser.get("/give/progress")
        let form = try #require(shown)
        let given = browser.post(
            "/give/progress",
            form.hidden + [("audience", "council"), ("well", "He reads to his sister.")])
        #expect(given?.status == 303, "\(given?.body ?? "no answer")")
        var (entries, accesses): ([Entry], [AccessRecord]) = ([], [])
        let reader = LogReader(site.address)
        try reader.readToEnd(.caseFiles) { _, _, key, value in
            guard let key, let value, key.elementsEqual(id.text.utf8) else { return }
            var skipped = 0
            if let entry = try? Entry.read(value, skipped: &skipped) { entries.append(entry) }
        }
        try LogReader(site.address).readToEnd(.access) { _, _, key, value in
            guard let key, let value, key.elementsEqual(id.text.utf8) else { return }
            if let look = try? AccessRecord(json: Array(value)) { accesses.append(look) }
        }
        let last = try #require(entries.last)
        #expect(last.by == .person(.family, ActorID(contact: 1), by: .portal))
        #expect(last.events.first?.data.kind == .progressRecorded)
        #expect(accesses.contains { $0.contact == 1 && $0.opened == .case && $0.why == .ownFile })
        #expect(!portal.errors.contains("\(digits.1)\(digits.2)") && !portal.errors.contains("\(digits.1) \(digits.2)"))
        portal.signal(SIGTERM)
        #expect(try portal.ended(within: 20) == 0)
    }
}
