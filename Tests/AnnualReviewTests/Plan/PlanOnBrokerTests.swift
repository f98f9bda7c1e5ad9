import Arguments
import CaseFile
import Casework
import Contracts
import Crypto
import Foundation
import Plan
import Runtime
import Statute
import TestSupport
import Testing
import Zip

@testable import AnnualReview
@testable import Caseload
@testable import Kafka
@testable import Recording

/// One council's log on a broker in this process, and its commands.
private struct Council {
    let broker: EmbeddedBroker
    let folder: URL

    init(_ name: String) throws {
        broker = try EmbeddedBroker(topics: BrokerCommand.topics(in: .none, partitions: 2))
        folder = FileManager.default.temporaryDirectory.appending(
            path: "annual-review-plan-\(name)-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        run("topics", "--begin", "rehearsal", "--council", name, "--first-day", "2024-09-02", "--json")
    }

    var address: LogAddress {
        LogAddress(KafkaConfiguration(bootstrapServers: broker.bootstrapServers, clientID: "test"), namespace: .none)
    }

    func path(_ name: String) -> String { folder.appending(path: name).path }
    func write(_ bytes: [UInt8], to name: String) throws { try Data(bytes).write(to: URL(filePath: path(name))) }
    func text(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }

    /// Runs a command; answers what it says of an error.
    @discardableResult
    func run(_ words: String..., expecting status: Int32 = ExitStatus.success) -> String {
        var errors = ""
        let result = AnnualReview.command.execute(
            words + ["--bootstrap-servers", broker.bootstrapServers], version: "1", output: { _ in },
            errors: { errors += $0 })
        #expect(result == status, "\(words): \(errors)")
        return errors
    }

    func file(_ id: String) throws -> [PlanVersion] {
        try Caseload.read(address, keeping: CaseID.of(id)).cases[CaseID.of(id)]?.file.planVersions ?? []
    }

    func close() {
        broker.close()
        try? FileManager.default.removeItem(at: folder)  // What is left in a temporary folder harms nobody.
    }
}

@Suite struct `A plan on a broker` {
    @Test(.timeLimit(.minutes(3)))
    func `comes in from a Word file, is amended, compared, and moves to another council`() throws {
        let bromley = try Council("bromley")
        defer { bromley.close() }
        let seeds = Repository.root.appending(path: "seeds").path
        bromley.run(
            "import", Repository.root.appending(path: "seeds/sample/plans-example.csv").path, "--seeds", seeds, "--json"
        )
        try bromley.write(
            Papers.word([
                "Section B: Special educational needs", "He speaks in single words.",
                "Section F: Special educational provision",
                "Therapy for 30 minutes each week.",
            ]), to: "plan.docx")
        let (paper, draft) = (bromley.path("plan.docx"), bromley.path("draft.json"))
        bromley.run("plan", "B-10002")
        bromley.run("plan", "B-10002", "--version", "1", expecting: ExitStatus.failure)
        bromley.run("plan-import", "B-10002", paper, expecting: ExitStatus.usage)
        bromley.run("plan-import", "B-10002", paper, "--made", "2024-02-29", "--officer", "C-07", "--out", draft)
        // Nobody has said yet why it was made.
        let unsaid = bromley.run("plan-import", "B-10002", paper, "--confirm", draft, expecting: ExitStatus.failure)
        #expect(unsaid.contains("say why this version was made"))
        var plan = try Plan(
            reading: Array(
                try bromley.text("draft.json").replacing("\"why\": \"\"", with: "\"why\": \"The review.\"").utf8))
        let provision = plan.sections.removeLast()
        try bromley.write(plan.laidOut(), to: "draft.json")
        let lost = bromley.run("plan-import", "B-10002", paper, "--confirm", draft, expecting: ExitStatus.failure)
        #expect(lost.contains("paragraph 4: \u{201C}Therapy for 30 minutes each week.\u{201D}"))
        plan.sections.append(provision)
        try bromley.write(plan.laidOut(), to: "draft.json")
        bromley.run(
            "plan-import", "B-10002", paper, "--confirm", draft, "--by", "coordinator/C-07", "--dry-run", "--json")
        #expect(try bromley.file("B-10002").isEmpty)
        let key = "AAAAAAAAAAAAAAAAAAAAAA"
        for _ in 1...2 {
            bromley.run(
                "plan-import", "B-10002", paper, "--confirm", draft, "--by", "coordinator/C-07", "--key", key, "--json")
        }
        let first = try bromley.file("B-10002")
        #expect(first.count == 1)
        #expect(first.first?.source != nil)
        #expect(first.first?.officer == ActorID("C-07"))

        // A second version in sections, as another program might write it.
        plan.made = Day.of("2024-08-30")
        plan.sections[1].items?[0].text = "Therapy for 20 minutes each week."
        plan.sections.insert(
            Plan.Section(
                .e,
                items: [
                    Plan.Item(
                        PlanItemID(.e, nearest: 1), "He joins in with a group.", baseline: "He plays alone.",
                        target: "Ten minutes each day.")
                ]), at: 1)
        try bromley.write(plan.written(), to: "second.json")
        bromley.run("plan-import", "B-10002", bromley.path("second.json"), "--json")
        let (page, kept) = (bromley.path("page.html"), bromley.path("kept.json"))
        bromley.run("plan", "B-10002", "--diff", "1..2", "--html", "--out", page)
        #expect(try bromley.text("page.html").contains("for <del>[Removed: 30]</del> <ins>[Added: 20]</ins> minutes"))
        bromley.run("plan", "B-10002", "--json", "--out", kept)
        #expect(try Array(bromley.text("kept.json").utf8) == plan.written(), "what went in comes out, byte for byte")
        bromley.run("plan", "B-10002", "--diff", "1..9", expecting: ExitStatus.failure)
        bromley.run("case", "B-10002", "--seeds", seeds)
        let child = CaseID.of("B-10002")
        let caseload = try Caseload.read(bromley.address, keeping: child)
        let shelf = PlanShelf(child, try #require(caseload.cases[child]?.file), caseload.entries.map(\.entry))
        #expect(
            try shelf.outcomes(bromley.address) == [
                "E-1 He joins in with a group. (Baseline: He plays alone.; Target: Ten minutes each day.)"
            ])
        bromley.run("plan", "B-10002", "--diff", "1..2", "--json", expecting: ExitStatus.usage)
        bromley.run(
            "plan-import", "B-10002", bromley.path("second.json"), "--final", key, "--json",
            expecting: ExitStatus.failure)

        // It moves.
        let package = bromley.path("package.zip")
        bromley.run("move", "out", "B-10002", "--to", "bexley", "--dry-run")
        bromley.run("move", "out", "B-10002", "--to", "bexley", "--out", package, "--by", "coordinator/C-07")
        let moved = try Caseload.read(bromley.address, keeping: CaseID.of("B-10002"))
        #expect(moved.cases[CaseID.of("B-10002")]?.file.ended == Day.of("2024-09-02"))
        bromley.run("move", "out", "B-10002", "--to", "bexley", "--out", package, expecting: ExitStatus.failure)

        let bexley = try Council("bexley")
        defer { bexley.close() }
        let bytes = Array(try Data(contentsOf: URL(filePath: package)))
        let seal = try Self.seal(of: bytes)
        bexley.run(
            "move", "in", package, "--seal", String(repeating: "0", count: 64), "--as", "X-1",
            expecting: ExitStatus.failure)
        bexley.run("move", "in", package, "--as", "X-1", expecting: ExitStatus.usage)
        for _ in 1...2 { bexley.run("move", "in", package, "--seal", seal, "--as", "X-1", "--by", "coordinator/X-07") }
        #expect(try bexley.file("X-1").map(\.made.description) == ["2024-02-29", "2024-08-30"])
        bexley.run("plan", "X-1", "--json", "--out", bexley.path("kept.json"))
        #expect(try Array(bexley.text("kept.json").utf8) == plan.written(), "the plan is the same at the other council")
        bexley.run("check", "--json")
    }

    @Test(.timeLimit(.minutes(3)))
    func `gives up a paper of another child, whose bytes are erased and which goes nowhere any more`() throws {
        let bromley = try Council("bromley")
        defer { bromley.close() }
        let seeds = Repository.root.appending(path: "seeds").path
        bromley.run(
            "import", Repository.root.appending(path: "seeds/sample/plans-example.csv").path, "--seeds", seeds, "--json"
        )
        try bromley.write(Array("Another child's report.".utf8), to: "report.txt")
        let review = "1"
        bromley.run(
            "record", "evidence-received", "B-10002", "--review", review, "--document", bromley.path("report.txt"),
            "--seeds", seeds, "--audience", "invited")
        let id = CaseID.of("B-10002")
        func caseload() throws -> Caseload { try Caseload.read(bromley.address, keeping: id) }
        let named = try #require(
            try caseload().entries.flatMap(\.entry.events).flatMap(\.data.documents).last { $0.role == .evidence })
        let key = DocumentKey(id, named.role, named.hash)
        #expect(try KeptDocuments.read([key], bromley.address)[key] != nil)
        let hash = named.hash.description
        bromley.run("withdraw", "B-10002", hash, "--why", "another-child", expecting: ExitStatus.usage)
        bromley.run(
            "withdraw", "B-10002", DocumentHash(9, 9, 9, 9).description, "--why", "another-child", "--by",
            "safeguarding-lead/SG-1",
            expecting: ExitStatus.failure)
        bromley.run(
            "withdraw", "B-10002", hash, "--why", "another-child", "--by", "safeguarding-lead/SG-1", "--dry-run",
            "--seeds",
            seeds)
        #expect(try KeptDocuments.read([key], bromley.address)[key] != nil, "nothing was changed")
        for _ in 1...2 {
            bromley.run(
                "withdraw", "B-10002", hash, "--why", "another-child", "--belongs", "B-10003", "--by",
                "safeguarding-lead/SG-1", "--letters", bromley.path("drafts"), "--seeds", seeds, "--json")
        }
        #expect(try KeptDocuments.read([key], bromley.address)[key] == nil)
        let file = try #require(try caseload().cases[id]?.file)
        #expect(file.isWithdrawn(.evidence, named.hash))
        #expect(file.withdrawnDocuments.map(\.belongs) == [CaseID.of("B-10003")], "said once, however often it is run")
        #expect(try bromley.text("drafts/B-10002-here.txt").contains("A draft: nobody has sent it"))
        #expect(try bromley.text("drafts/B-10003-elsewhere.txt").contains("It was sent to nobody."))
        #expect(try !bromley.text("drafts/B-10003-elsewhere.txt").contains("B-10002"))
        let going = TransferPackage.going(file, try caseload().entries.map(\.entry))
        #expect(!going.contains { $0.hash == named.hash })
    }

    @Test func `that is final and in sections is given as a page, and is a version once that plan is made`() throws {
        let plan = Papers.plan("2024-06-20")
        let id = CaseID.of("B-10002")
        let given = Document(try plan.written(), salt: .random(), mediaType: Plan.mediaType, title: "plan.json")
        let final = try #require(try FinalInSections(given, of: id))
        #expect(String(decoding: final.page.bytes, as: UTF8.self).contains("<h1>Plan B-10002"))
        #expect(final.page.audience == .invited && final.structured.bytes == given.bytes)
        let scan = Document(Array("%PDF-1.7".utf8), salt: .random(), mediaType: "application/pdf", title: "plan.pdf")
        #expect(try FinalInSections(scan, of: id) == nil)
        let broken = Document(Array("{}".utf8), salt: .random(), mediaType: Plan.mediaType, title: "plan.json")
        #expect(throws: CommandError.self) { try FinalInSections(broken, of: id) }

        var story = Story("B-10002", first: "2024-05-01")
        story.report(.planRecorded(PlanRecorded()))
        story.report(.reviewUnderWay(ReviewUnderWay(review: 1, kind: .annual)))
        story.report(.meetingHeld(MeetingHeld(review: 1)))
        story.report(.decisionRecorded(DecisionRecorded(review: 1, outcome: .amend, notice: Day.of("2024-05-01"))))
        story.day("2024-06-20")
        let submitted = FinalSubmitted(
            review: 1, outcome: .amended, officer: ActorID("C-07"), plan: final.page.hash)
        let key = SubmissionKey(high: 5, low: 5)
        var file = CaseFile()
        for (position, entry) in story.entries { _ = file.append(entry, at: position) }
        let hand = CaseInHand(id, file, on: story.today)
        guard case .accepted(let entry, _) = hand.decide(Event(key, .finalSubmitted(submitted)), by: .c07),
            case .accepted(let version, _) = try final.version(
                of: key, in: file, hand: hand, entry: entry, by: .c07)
        else {
            Issue.record("it was not taken")
            return
        }
        _ = file.append(
            Entry(by: .c07, recorded: story.today, events: entry.events + version.events), at: 900)
        #expect(file.planVersions.isEmpty, "what was submitted is not the plan yet")
        _ = file.append(
            Entry(
                by: .service(.decisionWriter), recorded: story.today,
                events: [
                    Event(
                        ConclusionID(.finalMade, review: 1, fact: key.reference),
                        .finalMade(FinalMade(outcome: .amended)))
                ]), at: 901)
        #expect(file.planVersions.map(\.plan) == [final.structured.hash])
    }

    /// The seal that `move out` says.
    private static func seal(of package: [UInt8]) throws -> String {
        SHA256.hash(try #require(try ZipFile(package).read("manifest.json"))).hex
    }
}
