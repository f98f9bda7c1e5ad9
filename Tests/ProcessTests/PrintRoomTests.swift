import CaseFile
import Contracts
import Foundation
import JSON
import Kafka
import Runtime
import Statute
import Testing

@Suite struct `A household that is written to by post` {
    private let site: Site
    private let id: CaseID
    private let room: URL

    init() throws {
        site = try Site(partitions: 2)
        id = try #require(CaseID("P-1"))
        room = site.group.folder.appending(path: "print-room")
    }

    private func day(_ text: String) throws -> Day { try #require(Day(text)) }

    /// A case whose review is under way, with a family that has an address and no e-mail.
    private func begin() throws {
        let writer = try LogWriter(site.address)
        defer { writer.close() }
        let first = try day(Site.firstDay)
        let coordinator = try #require(ActorID("C-07"))
        let plan = PlanRecorded(
            made: first - 340, setting: 101_234, placement: .mainstream, need: .autism, coordinator: coordinator,
            model: "statutory")
        let said: [EventData] = [
            .planRecorded(plan), .reviewUnderWay(ReviewUnderWay(review: 1, kind: .annual)),
            .contactRecorded(
                ContactRecorded(
                    contact: 1, relation: .parent, holdsRights: true, by: coordinator, on: first)),
        ]
        for (number, data) in said.enumerated() {
            let event = Event(SubmissionKey(high: 1, low: UInt64(number + 1)), data)
            try writer.append(
                Entry(
                    by: .person(.coordinator, coordinator, by: .command), recorded: first, events: [event]), to: id)
        }
        let people = [
            ("\(id)/1", Person(name: "Alex Carter", address: ["1 Example Road", "Bromley", "BR1 1AA"])),
            ("officer/C-07", Person(name: "Kim Officer", email: "kim@council.example")),
            ("setting/101234", Person(name: "Example School", email: "head@school.example")),
        ]
        for (key, person) in people { try writer.write(.people, key: key, value: try person.json()) }
        try writer.write(.children, key: id.text, value: try Contracts.Child(name: "Sam").json())
        try writer.flush()
    }

    /// Enough of a reason for a decision that no manager has to pass.
    private static let because =
        "The report says that reading and writing take Sam far longer than the others in the class, and that help from an "
        + "adult twice a week made the difference this term."

    /// The days up to that one begin.
    private func begin(days last: String) throws {
        let writer = try LogWriter(site.address)
        defer { writer.close() }
        var today = try day(Site.firstDay)
        while today < (try day(last)) {
            today = today + 1
            for partition in 0..<writer.partitions {
                let event = Event(ConclusionID(.day, day: today), .dayBegan(DayBegan()))
                try writer.append(
                    Entry(by: .service(.scheduler), recorded: today, events: [event]), toLogOf: partition)
            }
        }
        try writer.flush()
    }

    private func file() throws -> CaseFile {
        var file = CaseFile()
        try LogReader(site.address).readCaseFiles(holding: id.text) { record in
            guard let value = record.value, record.key?.elementsEqual(id.text.utf8) ?? false else { return }
            _ = file.append(try Entry(json: value), at: record.offset)
        }
        return file
    }

    private func paper(_ name: String, _ text: String) throws -> String {
        let file = site.group.folder.appending(path: name)
        try Data(text.utf8).write(to: file)
        return file.path
    }

    /// The decision's letter in the print room.
    private var letter: String? {
        let households = (try? FileManager.default.contentsOfDirectory(atPath: room.path)) ?? []
        for household in households where household.hasPrefix("household-") {
            let letters = try? FileManager.default.contentsOfDirectory(atPath: "\(room.path)/\(household)")
            if let letter = letters?.first(where: { $0.contains("tell-decision") }) { return "\(household)/\(letter)" }
        }
        return nil
    }

    @Test(.timeLimit(.minutes(3)))
    func `finds its decision in the print room, is told on the day on which it was posted, and all of it adds up`()
        throws
    {
        try begin()
        _ = try site.startReady([.scheduler, .decisionWriter])
        let notifier = try site.start(
            .notifier,
            ["--print-room", room.path, "--index", site.group.folder.appending(path: "documents.index").path])
        try notifier.becomesReady()
        try site.run("record", "meeting-held", "P-1", "--by", "coordinator/C-07")
        try site.run("record", "report-received", "P-1", "--by", "coordinator/C-07")
        try site.run(
            "record", "decision-submitted", "P-1", "--outcome", "amend", "--officer", "C-07",
            "--reasons", try paper("reasons.md", "Sam needs more help in class. " + Self.because),
            "--plan", try paper("plan.pdf", "%PDF-1.7 the plan"),
            "--amendments", try paper("amendments.md", "- Section F: two hours a week."),
            "--evidence", try paper("advice.pdf", "%PDF-1.7 advice"))
        let letter = try wait(for: "the letter in the print room", seconds: 60) { self.letter }
        #expect(try file().review(1)?.told == nil)

        // A list that is copied when it is printed; what was printed is posted two days later, which is said on the fourth.
        let printed = site.group.folder.appending(path: "printed.csv")
        try FileManager.default.copyItem(at: room.appending(path: "manifest.csv"), to: printed)
        try begin(days: "2024-09-04")
        let early = try site.run(
            "dispatched", printed.path, "--print-room", room.path, "--on", "2999-01-01", expecting: 2)
        #expect(early.errors.contains("has not come yet"))
        let unsure = try site.run("dispatched", room.path, "--letters", "9", expecting: 1)
        #expect(unsure.errors.contains("9 were posted"), "\(unsure.errors)")
        let said = try site.run("dispatched", printed.path, "--print-room", room.path, "--on", "2024-09-03")
        #expect(said.output.contains("P-1, contact 1: "), "\(said.output)")
        #expect(!said.output.contains("Carter") && !said.output.contains("Sam"))
        try wait(until: "the family is told", seconds: 60) { try file().review(1)?.told != nil }
        #expect(try file().review(1)?.told == (try day("2024-09-03")))
        // Said again it is the same, and on another day it is refused.
        let again = try site.run("dispatched", "\(room.path)/\(letter)", "--on", "2024-09-03")
        #expect(again.output.contains("1 of which it was said before"), "\(again.output)")
        let other = try site.run("dispatched", "\(room.path)/\(letter)", "--on", "2024-09-02", expecting: 1)
        #expect(other.errors.contains("what was told stays told"))

        try site.comesToRest([.scheduler, .notifier, .decisionWriter])
        try site.run("check")
        // A start with the index beside it changes nothing.
        #expect(try notifier.stops() == 0)
        let next = try site.start(
            .notifier,
            ["--print-room", room.path, "--index", site.group.folder.appending(path: "documents.index").path])
        try next.becomesReady()
        let before = try site.ends()
        try site.comesToRest([.notifier])
        #expect(try site.ends() == before)
    }

    @Test(.timeLimit(.minutes(3)))
    func `is told by nothing whose print differs from what was decided, or that was withdrawn`() throws {
        try begin()
        _ = try site.startReady([.decisionWriter])
        _ = try site.start(.notifier, ["--print-room", room.path])
        try site.run("record", "meeting-held", "P-1", "--by", "coordinator/C-07")
        try site.run("record", "report-received", "P-1", "--by", "coordinator/C-07")
        try site.run(
            "record", "decision-submitted", "P-1", "--outcome", "maintain", "--officer", "C-07",
            "--reasons", try paper("reasons.md", "Sam's plan is right as it is. " + Self.because))
        let letter = try wait(for: "the letter in the print room", seconds: 60) { self.letter }
        let page = room.appending(path: "\(letter)/01 Letter.pdf")
        let whole = try Data(contentsOf: page)
        try Data("<p>Your plan ends.</p>".utf8).write(to: page)
        let changed = try site.run("dispatched", "\(room.path)/\(letter)", expecting: 1)
        #expect(changed.errors.contains("is not as it was laid ready"), "\(changed.errors)")
        try whole.write(to: page)
        // Whoever may not be written to any more gets nothing by post either.
        try site.run(
            "record", "contact", "P-1", "--contact", "1", "--may-be-written-to", "no", "--by", "safeguarding-lead/SG-1")
        try wait(until: "the letter is taken away", seconds: 60) { self.letter == nil }
        let gone = try site.run("dispatched", "\(room.path)/\(letter)", expecting: nil)
        #expect(gone.status != 0 && gone.errors.contains("cannot read"), "\(gone.errors)")
    }
}
