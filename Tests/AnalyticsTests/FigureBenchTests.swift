import CaseFile
import Contracts
import Foundation
import Metrics
import Runtime
import Statute
import TestSupport
import Testing

@testable import Analytics

/// Measures, and holds nothing: with AR_FIGURES_BENCH=20635, as many plans as the largest council has, over five years.
@Suite(
    .enabled(if: ProcessInfo.processInfo.environment["AR_FIGURES_BENCH"] != nil, "AR_FIGURES_BENCH says how many plans")
)
struct `The figures of a large council, measured` {
    @Test func `take so long`() throws {
        let plans = ProcessInfo.processInfo.environment["AR_FIGURES_BENCH"].flatMap { Int($0) } ?? 0
        var log = log(plans: plans)
        let records = log.partitions.joined().count
        let path = FileManager.default.temporaryDirectory.appending(path: "ar-bench-\(UUID().uuidString).db").path
        defer { for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) } }
        let model = try ReadModel(file: path)
        var books = try Bookkeeping(model, published.get())
        let rebuild = try measured { try log.run(&books, step: 100_000) }
        print(
            "bench: \(plans) plans, \(records) records: rebuilt in \(rebuild) s, \(Int(Double(records) / rebuild)) a second"
        )
        let asAt = day("2024-12-31")
        let window = Window(yearTo: asAt)
        let all = try measured {
            let tables = try model.tables(asAt: asAt)
            for metric in try published.get().all.all {
                guard let table = tables[metric.rows] else { continue }
                for by in ["need", "placement", "stage", "setting"] {
                    _ = metric.groups(in: table, window, by: .value(of: by))
                }
            }
        }
        print("bench: all metrics by four breakdowns, as at one day: \(all) s")
        print("bench: the page: \(try measured { _ = try Publication(model, published.get()) }) s")
        let enquiry = try measured {
            _ = try Enquiry(model, published.get(), from: day("2024-01-01"), to: day("2024-12-31")).files
        }
        print("bench: an enquiry of twelve months: \(enquiry) s")
    }

    private func measured(_ body: () throws -> Void) rethrows -> Double {
        let began = ContinuousClock.now
        try body()
        return (ContinuousClock.now - began) / .seconds(1)
    }

    private func log(plans: Int) -> FoldedLog {
        var log = FoldedLog(seeds: 0..<0)
        var bodies: [[FoldedLog.Record]] = [[], []]
        for number in 0..<plans {
            let id = caseID("L-\(number)")
            let partition = Int(log.partition(of: id))
            var keys: UInt64 = 0
            func record(_ data: EventData, _ on: Day) {
                keys += 1
                let event = Event(SubmissionKey(high: UInt64(number + 1), low: keys), data)
                bodies[partition].append(
                    .init(id: id, entry: Entry(by: .coordinator, recorded: on, events: [event])))
            }
            var start = day("2019-01-01") + number % 365
            record(
                .planRecorded(
                    PlanRecorded(
                        made: start, setting: UInt32(100_000 + number % 200),
                        placement: Placement.allCases[number % 5], need: Need.allCases[number % 12], model: "statutory")
                ),
                day("2020-01-01"))
            for review in UInt8(1)...5 {
                start = start + 365
                record(.reviewUnderWay(ReviewUnderWay(review: review, kind: .annual, due: start)), start - 90)
                record(.meetingHeld(MeetingHeld(review: review)), start - 35)
                record(.reportReceived(ReportReceived(review: review, recommends: .maintain)), start - 25)
                record(.decisionRecorded(DecisionRecorded(review: review, outcome: .maintain)), start - number % 30)
            }
        }
        for partition in bodies.indices {
            bodies[partition].sort { $0.entry.recorded < $1.entry.recorded }
            log.partitions[partition].insert(contentsOf: bodies[partition], at: log.partitions[partition].count - 1)
        }
        return log
    }
}
