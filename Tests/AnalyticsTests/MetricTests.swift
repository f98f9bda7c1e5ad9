import Contracts
import Foundation
import Metrics
import Runtime
import Statute
import TestSupport
import Testing

@testable import Analytics

private func metrics() throws -> Metrics { try Seeds(folder: "\(root)/seeds").metrics() }

/// The read model of that log, read in steps of so many records.
private func model(of log: inout FoldedLog, step: Int = 37) throws -> ReadModel {
    let model = try ReadModel(inMemory: ())
    var books = try Bookkeeping(model, published.get())
    try log.run(&books, step: step)
    return model
}

private func window(_ from: String, _ to: String) throws -> Window {
    try #require(Window(from: day(from), asAt: day(to)))
}

/// A log of one review: its meeting on 1 November 2024, recorded the day after; its letter of 20 November, recorded in March.
private func lateRecord() -> FoldedLog {
    var log = FoldedLog(seeds: 0..<0)
    let id = caseID("B-1")
    var keys: UInt64 = 0
    func record(_ data: EventData, recorded: String, happened: String? = nil) {
        keys += 1
        let event = Event(SubmissionKey(high: 7, low: keys), happened: happened.map { day($0) }, data)
        log.partitions[1].insert(
            .init(id: id, entry: Entry(by: .coordinator, recorded: day(recorded), events: [event])),
            at: log.partitions[1].count - 1)
    }
    record(
        .planRecorded(PlanRecorded(made: day("2020-05-01"), placement: .special, need: .autism, model: "bromley")),
        recorded: "2024-09-01")
    record(.reviewUnderWay(ReviewUnderWay(review: 1, kind: .progress, due: day("2025-01-31"))), recorded: "2024-09-01")
    record(.meetingHeld(MeetingHeld(review: 1)), recorded: "2024-11-02", happened: "2024-11-01")
    record(
        .decisionRecorded(DecisionRecorded(review: 1, outcome: .maintain)), recorded: "2025-03-01",
        happened: "2024-11-20")
    return log
}

@Suite struct `The metrics of the seeds` {
    @Test(arguments: [40, 80] as [UInt64])
    func `count every row in one part, and no part is what is left over`(seed: UInt64) throws {
        var log = FoldedLog(seeds: seed..<seed + 16)
        let model = try model(of: &log)
        var compared = 0
        for window in [try window("2023-09-01", "2024-08-31"), try window("2024-09-01", "2025-06-30")] {
            let tables = try model.tables(asAt: window.asAt)
            for metric in try metrics().all where !metric.parts.isEmpty {
                let count = metric.count(in: try #require(tables[metric.rows]), window).all
                let numerator = if case .share = metric.measure { count.those } else { 0 }
                #expect(count.parts.reduce(numerator, +) == count.of, "\(metric.name)")
                compared += count.of
            }
        }
        #expect(compared > 20)
    }

    @Test func `have all that the page is made of, and a page is refused without it`() throws {
        let name = try #require(try Seeds(folder: "\(root)/seeds").names(in: "metrics", suffix: ".yaml").first)
        var metrics = Metrics()
        try metrics.add(try Seeds(folder: "\(root)/seeds").text(name), file: name) { $0.facts }
        #expect { try PublishedMetrics(metrics) } throws: { "\($0)".contains("Put back in seeds/metrics") }
        #expect(Figure.all(try published.get()).count == Figure.shown.count)
    }

    @Test func `count of each what its groups come to, by whatever is known`() throws {
        var log = FoldedLog(seeds: 0..<24)
        let model = try model(of: &log)
        let window = try window("2023-09-01", "2025-12-31")
        let tables = [MetricRows.reviews: try model.facts(of: .reviews), .plans: try model.facts(of: .plans)]
        for metric in try metrics().all {
            let table = try #require(tables[metric.rows])
            for name in ["need", "stage", "setting", metric.rows == .plans ? "last_outcome" : "kind"] {
                let groups = metric.count(in: table, window, by: .value(of: name))
                #expect(groups.groups.reduce(0) { $0 + $1.count.of } == groups.all.of, "\(metric.name) by \(name)")
                #expect(groups.groups.reduce(0) { $0 + $1.count.those } == groups.all.those)
            }
            let all = metric.count(in: table, window).all
            #expect(all.those + all.notKnown <= all.of)
            #expect(metric.cases(in: table, window).count == all.of)
        }
    }

    @Test func `say what each fact means, by a name of its own`() {
        for rows in MetricRows.allCases {
            #expect(Set(rows.facts.map(\.name)).count == rows.facts.count)
            #expect(rows.facts.allSatisfy { $0.meaning.hasSuffix(".") })
        }
    }
}

@Suite struct `A figure of the past` {
    private func strict(_ model: ReadModel, _ to: String, known: String? = nil) throws -> MetricCount {
        let metric = try #require(try metrics()["told-in-four-weeks-strict"])
        return metric.count(
            in: try model.facts(of: .reviews, knownOn: known.map { day($0) }), try window("2024-09-01", to)
        ).all
    }

    @Test func `is changed by a late record as it is known now, and not as it was known then`() throws {
        var log = lateRecord()
        let model = try model(of: &log)
        let now = try strict(model, "2024-12-31")
        #expect((now.of, now.those) == (1, 1))
        let then = try strict(model, "2024-12-31", known: "2024-12-31")
        #expect((then.of, then.those) == (1, 0))
        let dayBefore = try strict(model, "2024-12-31", known: "2025-02-28")
        #expect((dayBefore.of, dayBefore.those) == (1, 0))
        let thatDay = try strict(model, "2024-12-31", known: "2025-03-01")
        #expect((thatDay.of, thatDay.those) == (1, 1))
        // Before the meeting was recorded there was none to count.
        #expect(try strict(model, "2024-12-31", known: "2024-11-01").of == 0)
    }

    @Test func `is the same however the log was read`() throws {
        var atOnce = FoldedLog(seeds: 30..<42)
        var singly = atOnce.fresh
        let (one, other) = (try model(of: &atOnce, step: 100_000), try model(of: &singly, step: 1))
        for known in ["2023-12-31", "2024-06-30", "2025-01-15", "2026-01-01"] {
            for rows in MetricRows.allCases {
                let (left, right) = (
                    try one.facts(of: rows, knownOn: day(known)), try other.facts(of: rows, knownOn: day(known))
                )
                #expect(left.cases == right.cases && left.values == right.values, "\(rows) on \(known)")
            }
        }
        #expect(try one.facts(of: .reviews).count > 12)
    }

    @Test func `forgets a review whose only report was withdrawn, from that day on`() throws {
        var log = FoldedLog(seeds: 0..<0)
        let key = SubmissionKey(high: 9, low: 9)
        for (data, key, recorded) in [
            (
                EventData.planRecorded(
                    PlanRecorded(made: day("2020-05-01"), placement: .special, need: .autism, model: "bromley")),
                SubmissionKey(high: 9, low: 1), "2024-09-01"
            ),
            (.reviewUnderWay(ReviewUnderWay(review: 1, kind: .annual)), key, "2024-09-01"),
        ] {
            log.partitions[1].insert(
                .init(
                    id: caseID("B-1"),
                    entry: Entry(by: .coordinator, recorded: day(recorded), events: [Event(key, data)])),
                at: log.partitions[1].count - 1)
        }
        let withdrawal = Event(SubmissionKey(high: 9, low: 10), replaces: key, .withdrawn(Withdrawn()))
        log.partitions[1].insert(
            .init(
                id: caseID("B-1"), entry: Entry(by: .coordinator, recorded: day("2024-10-01"), events: [withdrawal])),
            at: log.partitions[1].count - 1)
        let model = try model(of: &log)
        #expect(try model.facts(of: .reviews, knownOn: day("2024-09-30")).count == 1)
        #expect(try model.facts(of: .reviews, knownOn: day("2024-10-01")).count == 0)
        #expect(try model.facts(of: .plans).count == 1)
    }

    @Test func `is counted anew where a version that keeps no past had gone on with the read model`() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "ar-figure-\(UUID().uuidString).db").path
        defer { for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) } }
        var log = lateRecord()
        var books = try Bookkeeping(try ReadModel(file: path), published.get())
        try log.run(&books)
        let places = try ReadModel(reading: path).places()
        #expect(places.count == 2)
        // It notes a place of its own, and knows of no other.
        let older = try ReadModel(file: path)
        try older.forgetVersionPlaces()
        #expect(try ReadModel(file: path).places().isEmpty)
    }
}

@Suite struct `The figure command` {
    private func question(_ name: String, by: String? = nil, officers: Bool = false) throws -> FigureCommand.Question {
        FigureCommand.Question(
            metrics: [try #require(try metrics()[name])], from: day("2024-09-01"), to: day("2025-08-31"), by: by,
            mayCountOfficers: officers)
    }

    @Test func `says what is counted of what, by what, its source, and the cases behind it`() throws {
        var log = lateRecord()
        let model = try model(of: &log)
        let answer = try question("told-in-four-weeks-strict", by: "kind").answer(from: model, "m.db")
        let text = answer.text()
        #expect(text.contains("1 September 2024 to 31 August 2025, as known now"))
        #expect(text.contains("Source: SEND Regulations 2014, reg 20(10)"))
        #expect(text.contains("progress                  100.0%  1 of 1"))
        #expect(answer.casesText().contains("B-1, review 1           yes"))
        #expect(try answer.json().contains(#""numerator":1,"not_known":0,"permille":1000"#))
        #expect(try answer.casesJSON() == #"[{"case":"B-1","review":1,"counts":true}]"# + "\n")
    }

    @Test func `counts no single officer unless a manager asks for it`() throws {
        var log = lateRecord()
        let model = try model(of: &log)
        #expect { try question("reviews-overdue", by: "coordinator").answer(from: model, "m.db") } throws: {
            "\($0)".contains("--by-officer")
        }
        _ = try question("reviews-overdue", by: "coordinator", officers: true).answer(from: model, "m.db")
    }

    @Test func `refuses a day that the log does not know yet, and a fact that there is not`() throws {
        var log = lateRecord()
        let model = try model(of: &log)
        var question = try question("reviews-overdue")
        question.to = day("2026-01-02")
        #expect { try question.answer(from: model, "m.db") } throws: { "\($0)".contains("knows days up to 2026-01-01") }
        #expect { try self.question("reviews-overdue", by: "held").answer(from: model, "m.db") } throws: {
            "\($0)".contains("of plans nothing is known by the name held")
        }
    }
}
