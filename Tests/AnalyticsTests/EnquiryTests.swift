import CaseFile
import Contracts
import Foundation
import Metrics
import Runtime
import Statute
import TestSupport
import Testing

@testable import Analytics

@Suite struct `An enquiry` {
    /// A council with 1,146 reviews overdue at the end of March 2024, and 421 a year later. Of six reviews of February 2024 it
    /// became known in July only.
    private func log() -> FoldedLog {
        var log = FoldedLog(seeds: 0..<0)
        var records: [FoldedLog.Record] = []
        for number in 0..<1_146 {
            let id = caseID("B-\(10_000 + number)")
            var keys: UInt64 = 0
            func record(_ data: EventData, recorded: String, happened: String? = nil) {
                keys += 1
                let event = Event(
                    SubmissionKey(high: UInt64(number + 1), low: keys), happened: happened.map { day($0) }, data)
                records.append(.init(id: id, entry: Entry(by: .coordinator, recorded: day(recorded), events: [event])))
            }
            record(
                .planRecorded(
                    PlanRecorded(made: day("2022-06-01"), placement: .special, need: .autism, model: "bromley")),
                recorded: "2024-01-02")
            record(
                .reviewUnderWay(ReviewUnderWay(review: 1, kind: .annual, due: day("2023-05-31"))),
                recorded: "2024-01-02")
            guard number < 725 else { continue }
            let isKnownLate = number < 6
            let (held, told) = isKnownLate ? ("2024-02-01", "2024-02-20") : ("2024-05-20", "2024-06-10")
            let recorded = isKnownLate ? "2024-07-03" : "2024-06-11"
            record(.meetingHeld(MeetingHeld(review: 1)), recorded: recorded, happened: held)
            record(
                .decisionRecorded(DecisionRecorded(review: 1, outcome: .maintain)), recorded: recorded, happened: told)
            // The six were reviewed again before their next twelve months were over.
            guard isKnownLate else { continue }
            record(
                .reviewUnderWay(ReviewUnderWay(review: 2, kind: .annual, due: day("2025-02-19"))),
                recorded: "2024-12-02")
            record(.meetingHeld(MeetingHeld(review: 2)), recorded: "2025-01-15", happened: "2025-01-14")
            record(
                .decisionRecorded(DecisionRecorded(review: 2, outcome: .maintain)), recorded: "2025-02-03",
                happened: "2025-02-03")
        }
        for record in records {
            guard let id = record.id else { continue }
            let partition = Int(log.partition(of: id))
            log.partitions[partition].insert(record, at: log.partitions[partition].count - 1)
        }
        return log
    }

    private func enquiry(_ from: String, _ to: String) throws -> Enquiry {
        var log = log()
        let model = try ReadModel(inMemory: ())
        var books = try Bookkeeping(model, published.get())
        try log.run(&books, step: 10_000)
        return try Enquiry(model, published.get(), from: day(from), to: day(to))
    }

    @Test func `gives 1,146 overdue in March 2024 and 421 in March 2025, as known then and as known now`() throws {
        let enquiry = try enquiry("2024-01-01", "2025-03-31")
        func overdue(_ month: String) -> [Int] {
            enquiry.figures.filter { $0.month == day(month) && $0.name == "reviews-overdue" }.flatMap {
                [$0.then, $0.now]
            }
        }
        #expect(overdue("2024-03-31") == [1_146, 1_140])
        #expect(overdue("2025-03-31") == [421, 421])
        #expect(overdue("2024-07-31") == [421, 421])
        #expect(enquiry.figures.count == 15 * 4)
        func count(_ name: String, _ month: String) -> [Int] {
            enquiry.figures.filter { $0.month == day(month) && $0.name == name }.flatMap { [$0.then, $0.now] }
        }
        #expect(count("meetings-held", "2024-02-29") == [0, 6])
        #expect(count("meetings-held", "2024-05-31") == [0, 719])
        #expect(count("decisions-made", "2024-06-30") == [719, 719])
        #expect(count("reviews-due", "2025-02-28") == [6, 6])
    }

    @Test func `has the children behind each figure, and the head of the log`() throws {
        let enquiry = try enquiry("2024-02-01", "2024-03-31")
        for figure in enquiry.figures {
            let behind = enquiry.children.filter { $0.month == figure.month && $0.name == figure.name }
            #expect(behind.count { $0.isThen } == figure.then && behind.count { $0.isNow } == figure.now)
        }
        #expect(enquiry.files.map(\.name) == ["enquiry.csv", "children.csv", "log.csv", "index.html"])
        func text(_ name: String) -> String {
            enquiry.files.first { $0.name == name }.map { String(decoding: $0.bytes, as: UTF8.self) } ?? ""
        }
        #expect(text("children.csv").contains("2024-03-31,reviews-overdue,B-10000,,yes,no"))
        #expect(text("enquiry.csv").contains("2024-03-31,reviews-overdue,Reviews overdue,1146,1140,"))
        #expect(text("index.html").contains("1,146 (1,140)") && !text("index.html").contains("B-1"))
        #expect(text("log.csv").contains("2026-01-01"))
        #expect(EnquiryCommand.text(of: enquiry).contains("2024-03-31"))
    }

    @Test func `is refused of months that the log does not know yet`() throws {
        #expect { try enquiry("2026-02-01", "2026-03-31") } throws: { "\($0)".contains("has ended by 2026-01-01") }
    }
}
