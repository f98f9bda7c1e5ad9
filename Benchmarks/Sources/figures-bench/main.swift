// How fast figures follow from a log. `swift run -c release figures-bench PLANS SEEDS FOLDER`: prints a name and a number a line.
// FOLDER gets the read model (`analytics.db`) and the facts of the rows as CSV (`reviews.csv`, `plans.csv`), for who counts the
// same beside it, with what was counted here (`counts.json`).
//
//   rebuild    seconds to read five years of those plans into the read model
//   all        seconds for all metrics by four breakdowns, as at one day, the facts read from the file
//   five       seconds for five metrics, whole and by need, and the DfE's partition, the facts at hand
//   day        seconds from a day's change until it is in the file and can be read there
//   page-p99   milliseconds of a page at 50 requests a second while days are folded
import Analytics
import Contracts
import Foundation
import Glibc
import HTTPServer
import Metrics
import Runtime
import Statute
import Synchronization

let arguments = CommandLine.arguments
guard arguments.count == 4, let plans = Int(arguments[1]), plans > 0 else {
    print("usage: figures-bench PLANS SEEDS FOLDER")
    exit(2)
}
let folder = arguments[3]
let metrics = try Seeds(folder: arguments[2]).metrics()
let published = try PublishedMetrics(metrics)

func seconds(_ body: () throws -> Void) rethrows -> Double {
    let began = ContinuousClock.now
    try body()
    return (ContinuousClock.now - began) / .seconds(1)
}

// MARK: Five years

let first = Day(number: 18_262)
let path = "\(folder)/analytics.db"
let model = try ReadModel(file: path)
var books = try Bookkeeping(model, published)
var log = InventedLog()

/// What is recorded of each plan on each day, in the order of the days: half a year's reviews are never decided.
var reports: [(day: Day, number: Int, key: UInt64, data: EventData)] = []
for number in 0..<plans {
    let start = first + number % 365
    let plan = PlanRecorded(
        made: start - 400, setting: UInt32(100_000 + number % 200), placement: Placement.allCases[number % 5],
        need: Need.allCases[number % 12], model: "statutory")
    reports.append((first, number, 1, .planRecorded(plan)))
    for review in UInt8(1)...5 {
        let (due, key) = (start + 365 * Int(review - 1) + 100, UInt64(review) * 10)
        let outcome: Outcome = (number + Int(review)).isMultiple(of: 3) ? .amend : .maintain
        reports.append(
            (due - 90, number, key, .reviewUnderWay(ReviewUnderWay(review: review, kind: .annual, due: due))))
        reports.append((due - 35, number, key + 1, .meetingHeld(MeetingHeld(review: review))))
        reports.append(
            (
                due - 35 + number % 20, number, key + 2,
                .reportReceived(ReportReceived(review: review, recommends: outcome))
            ))
        guard !(number + Int(review)).isMultiple(of: 10) else { continue }
        let told = due - 35 + 10 + number % 40
        let notice = outcome == .amend ? told : nil
        reports.append(
            (
                told, number, key + 3,
                .decisionRecorded(DecisionRecorded(review: review, outcome: outcome, notice: notice))
            ))
        if outcome == .amend {
            reports.append(
                (
                    told + 30 + number % 50, number, key + 4,
                    .finalRecorded(FinalRecorded(review: review, outcome: .amended))
                ))
        }
    }
}
reports.sort { ($0.day, $0.number, $0.key) < ($1.day, $1.number, $1.key) }
let last = (reports.last?.day ?? first) + 1
var today = first

/// Reads the days up to that one.
@MainActor
func read(until end: Day, from place: inout Int) throws {
    while today <= end {
        while place < reports.count, reports[place].day <= today {
            let report = reports[place]
            try log.report(report.number, report.key, report.data, on: report.day, into: &books)
            place += 1
        }
        today = today + 1
        if today <= end { try log.begin(today, into: &books) }
    }
}

var place = 0
let rebuild = try seconds {
    try log.begin(on: first, into: &books)
    try read(until: last, from: &place)
    _ = try books.act(log)
}
print("records", log.records)
print("rebuild", rebuild)

// MARK: Figures

let asAt = last - 120
let window = Window(yearTo: asAt)
print(
    "all",
    try seconds {
        let tables = try model.tables(asAt: asAt)
        for metric in metrics.all {
            guard let table = tables[metric.rows] else { continue }
            for by in ["need", "placement", "stage", "setting"] {
                _ = metric.groups(in: table, window, by: .value(of: by))
            }
        }
    })

let tables = try model.tables(asAt: asAt)
let compared = [
    "told-in-four-weeks-strict", "told-in-four-weeks-dfe", "report-in-two-weeks", "final-in-twelve-weeks",
    "reviewed-in-twelve-months", "dfe-meetings",
]
var counts: [String] = []
print(
    "five",
    seconds {
        counts = []
        for name in compared {
            guard let metric = metrics[name], let table = tables[metric.rows] else { continue }
            let all = metric.groups(in: table, window, by: .value(of: "need"))
            let parts = all.all.parts.map { "\($0)" }.joined(separator: ",")
            counts.append(
                "\"\(name)\":{\"of\":\(all.all.of),\"those\":\(all.all.those),\"parts\":[\(parts)],\"groups\":\(all.groups.count)}"
            )
        }
    })
try "{\"from\":\(window.from.number),\"as_at\":\(window.asAt.number),\(counts.joined(separator: ","))}\n".write(
    toFile: "\(folder)/counts.json", atomically: true, encoding: .utf8)
for (rows, names) in [
    (MetricRows.reviews, ["need", "held", "told", "notice", "report_sent", "final_sent", "outcome"]),
    (.plans, ["need", "made", "starts", "ended", "reviewed", "latest_held"]),
] {
    guard let table = tables[rows] else { continue }
    var text = names.joined(separator: ",") + "\n"
    for row in 0..<table.count {
        text += names.map { table.value($0, row).map { "\($0)" } ?? "" }.joined(separator: ",") + "\n"
    }
    try text.write(toFile: "\(folder)/\(rows.rawValue).csv", atomically: true, encoding: .utf8)
}

// MARK: A day's change, and pages meanwhile

/// A thirtieth of the plans changes in a day: more than three times what a year of reviews comes to.
@MainActor
func change(_ day: Int) throws -> Double {
    try seconds {
        for number in stride(from: day % 30, to: plans, by: 30) {
            try log.report(
                number, UInt64(1_000 + day), .adviceCirculated(AdviceCirculated(review: 5)), on: today, into: &books)
        }
        today = today + 1
        try log.begin(today, into: &books)
        _ = try books.act(log)
        guard try ReadModel(reading: path).places()[0]?.position == Int64(log.records) else {
            print("the change is not in the file")
            exit(1)
        }
    }
}
for day in 0..<3 { print("day", try change(day)) }

/// The milliseconds of each answer, and whether there is to be another.
struct Asked {
    var took: [Double] = []
    var isOver = false
}
let asked = Mutex(Asked())
let dashboard = Dashboard(database: path, metrics: published)
let pages = ["/", "/figures.json", "/told-by-need.csv", "/told-in-four-weeks-strict.html", "/flow.csv"]
let thread = Thread {
    var next = ContinuousClock.now
    var turn = 0
    while !asked.withLock({ $0.isOver }) {
        let page = pages[turn % pages.count]
        turn += 1
        let status = dashboard.answer(Request(path: page))?.status
        // From when it was due: who waits behind another waits, too.
        let took = (ContinuousClock.now - next) / .milliseconds(1)
        asked.withLock { $0.took.append(status == 200 ? took : .infinity) }
        next = next + .milliseconds(20)
        let left = next - ContinuousClock.now
        if left > .zero { usleep(UInt32(left / .microseconds(1))) }
    }
}
thread.start()
let end = ContinuousClock.now + .seconds(10)
var day = 3
while ContinuousClock.now < end {
    _ = try change(day)
    day += 1
}
asked.withLock { $0.isOver = true }
let took = asked.withLock { $0.took.sorted() }
print("pages", took.count)
print("page-p50", took.isEmpty ? 0 : took[took.count / 2])
print("page-p99", took.isEmpty ? 0 : took[min(took.count - 1, took.count * 99 / 100)])
