import CaseFile
import Casework
import Contracts
import Plan
import Scheduler
import Statute
import TestSupport
import Testing
import Zip

@testable import AnnualReview
@testable import Caseload
import Arguments

@Suite struct `A plan that moves` {
    private static func package(
        _ change: (inout VersionedCase) throws -> Void = { _ in }
    ) throws -> TransferPackage {
        var story = try VersionedCase()
        try change(&story)
        let file = try #require(story.story.caseload.cases[story.story.id]?.file)
        return try TransferPackage(
            story.story.id, file, from: "bromley", to: "bexley", transferred: Day.of("2024-09-02"),
            named: TransferPackage.going(file, story.story.entries.map(\.entry)), kept: story.kept)
    }

    /// A plan with a report that all who are invited may see, one for the council alone, and an assessment of capacity.
    private static func withPapers() throws -> TransferPackage {
        try package { story in
            let report = Papers.text("Report", audience: .invited, salt: 1)
            let internally = Papers.text("Note", audience: .council, salt: 2)
            let capacity = Papers.text("Capacity", audience: .invited, salt: 3)
            let gone = Papers.text("Withdrawn", audience: .invited, salt: 4)
            story.keep(report, .report)
            story.keep(internally, .views)
            story.keep(capacity, .capacityEvidence)
            story.keep(gone, .views)
            story.story.report(on: "2024-05-02", .reportReceived(ReportReceived(review: 1, document: report.hash)))
            story.story.report(.viewsReceived(ViewsReceived(review: 1, from: .parent, document: internally.hash)))
            story.story.report(
                .capacityAssessed(
                    CapacityAssessed(
                        decision: .other, lacks: false, assessor: actorID("SW-1"), evidence: capacity.hash,
                        againBy: Day.of("2025-09-02"))))
            let key = story.story.report(
                .viewsReceived(ViewsReceived(review: 1, from: .parent, document: gone.hash)))
            story.story.report(.withdrawn(Withdrawn(report: key)))
        }
    }

    @Test func `goes with its versions, and with what was meant for all who are invited`() throws {
        let package = try Self.withPapers()
        #expect(package.record.documents.map(\.role) == [.structuredPlan, .structuredPlan, .report])
        #expect(
            package.record.withheld == 2,
            "the note for the council and the assessment stay; what was withdrawn is nobody's")
        #expect(package.record.versions.map(\.made.description) == ["2023-11-29", "2024-08-30"])
        #expect(package.record.made == Day.of("2019-07-12"))
        #expect(package.record.reviewed == Day.of("2023-12-05"))
    }

    @Test func `is the same on the other side, to the byte`() throws {
        let package = try Self.withPapers()
        let (bytes, seal) = try package.sealed()
        let read = try TransferPackage(bytes, seal: seal.uppercased(), file: "B-1.zip")
        #expect(read.record == package.record)
        #expect(read.recordBytes == package.recordBytes)
        #expect(read.documents == package.documents)
        #expect(try read.sealed().bytes == bytes)
    }

    @Test func `is not taken when a byte of it was altered, or its seal is another's`() throws {
        let (bytes, seal) = try Self.withPapers().sealed()
        let other = String(repeating: "0", count: 64)
        #expect(throws: CommandError.self) { _ = try TransferPackage(bytes, seal: other, file: "f") }
        let whole = try TransferPackage(bytes, seal: seal, file: "f")
        for place in stride(from: 0, to: bytes.count, by: 7) {
            var altered = bytes
            altered[place] ^= 0x20
            // Where a zip file says the same thing twice, or says nothing, what is read may be what was written.
            guard let read = try? TransferPackage(altered, seal: seal, file: "f") else { continue }
            #expect(read.recordBytes == whole.recordBytes && read.documents == whole.documents)
        }
    }

    @Test func `is not taken when somebody replaced a document, though every hash within fits`() throws {
        let package = try Self.withPapers()
        let (_, seal) = try package.sealed()
        let forged = try Self.package { story in
            let report = Papers.text("Another report", audience: .invited, salt: 1)
            story.keep(report, .report)
            story.story.report(on: "2024-05-02", .reportReceived(ReportReceived(review: 1, document: report.hash)))
        }
        do {
            _ = try TransferPackage(try forged.sealed().bytes, seal: seal, file: "B-1.zip")
            Issue.record("it was taken")
        } catch {
            #expect("\(error)".contains("the seal is not that of this package. Nothing was taken"))
        }
    }

    @Test func `does not go without a document of the plan, or without one that is not kept any more`() throws {
        var story = Story("B-1", first: "2024-09-02")
        story.report(by: .importer, .planRecorded(.sample()))
        let file = try #require(story.caseload.cases[story.id]?.file)
        func package(_ named: [(role: DocumentRole, hash: DocumentHash)]) throws {
            _ = try TransferPackage(
                story.id, file, from: "a", to: "b", transferred: story.today, named: named, kept: KeptDocuments())
        }
        #expect(throws: CommandError.self) { try package([]) }
        #expect(throws: CommandError.self) { try package([(.finalPlan, DocumentHash(1, 2, 3, 4))]) }
    }

    // MARK: On the other side

    private static func moved(_ today: String = "2024-09-09") throws -> (plan: MovedPlan, story: Story) {
        let package = try withPapers()
        let plan = MovedPlan(
            package: package, id: CaseID.of("X-9"), model: "statutory", moved: Day.of("2024-09-01"), aware: nil,
            seal: try package.sealed().seal)
        return (plan, Story("X-9", first: today))
    }

    @Test func `is the old council's word here, whose days go on to count, and taken in twice it is taken once`() throws
    {
        var (plan, story) = try Self.moved()
        guard
            case .accepted(let entry, let findings) = plan.verdict(
                by: .c07, on: CaseFile(), today: story.today, seen: nil)
        else {
            Issue.record("it was refused")
            return
        }
        #expect(findings.isEmpty)
        story.append(entry)
        let file = try #require(story.caseload.cases[story.id]?.file)
        #expect(file.planMade == Day.of("2019-07-12"))
        #expect(file.movedIn?.happened == Day.of("2024-09-02"))
        #expect(file.lastReviewed == Day.of("2023-12-05"))
        #expect(file.planVersions.map(\.made.description) == ["2023-11-29", "2024-08-30"])
        #expect(file.planVersions.allSatisfy { $0.officer == nil }, "another council's officer decides nothing here")
        // MOV-5: the later of twelve months from the last review and three months from the transfer.
        #expect(file.reviewDue == Day.of("2024-12-04"))
        let named = entry.events.flatMap(\.data.documents).map(\.hash)
        #expect(Set(named).isSubset(of: Set(plan.documents.map(\.document.hash))))
        guard case .repeated = plan.verdict(by: .c07, on: file, today: story.today, seen: nil) else {
            Issue.record("it was taken twice")
            return
        }
    }

    @Test func `has its family told within six weeks, or somebody hears of it (MOV-4)`() throws {
        let (plan, _) = try Self.moved()
        var story = TestCase(CaseID.of("X-9"))
        guard
            case .accepted(let entry, _) = plan.verdict(
                by: .c07, on: CaseFile(), today: Day.of("2024-09-09"), seen: nil)
        else {
            Issue.record("it was refused")
            return
        }
        story.append(entry)
        func alarms(_ day: String) -> [ConclusionID] {
            var copy = story
            return copy.ask(Scheduler(), on: Day.of(day)).compactMap { event in
                guard case .conclusion(let id) = event.id else { return nil }
                return id.subject == .noTransferLetterBy ? id : nil
            }
        }
        #expect(alarms("2024-10-14").isEmpty)
        #expect(alarms("2024-10-15").count == 1)
        #expect(MoveCommand.sentences(plan).contains("By 14 Oct 2024 the family is to be told"))
    }

    @Test func `is not taken as transferred on a day to come`() throws {
        let (plan, _) = try Self.moved()
        guard
            case .refused(let findings) = plan.verdict(by: .c07, on: CaseFile(), today: Day.of("2024-09-01"), seen: nil)
        else {
            Issue.record("it was taken")
            return
        }
        #expect(findings.map(\.code).contains(.dayToCome))
    }
}
