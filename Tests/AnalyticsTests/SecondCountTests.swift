import CaseFile
import Contracts
import DecisionWriter
import Foundation
import JSON
import Metrics
import Runtime
import Scheduler
import Statute
import TestSupport
import Testing

@testable import Analytics

/// How often, and how large: ten caseloads of 80, or as AR_METRICS_SEEDS and AR_METRICS_CASES say; `make metrics` compares
/// caseloads of a thousand.
private func setting(_ name: String, _ standard: Int) -> Int {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? standard
}

/// A log of random cases: half as people report, every fiftieth with what scheduler and decision writer make of it, and half
/// whose days lie on a limit of the law, or a day beside it.
private func randomLog(seed: UInt64, cases: Int) -> FoldedLog {
    var log = FoldedLog(seeds: 0..<0)
    for number in 0..<cases {
        let id = caseID("R-\(number)")
        let partition = Int(log.partition(of: id))
        let seed = seed * 1_000_003 + UInt64(number)
        let entries =
            number.isMultiple(of: 2)
            ? entries(seed: seed, withServices: number.isMultiple(of: 50), of: id) : entriesAtLimits(seed: seed, of: id)
        for entry in entries {
            log.partitions[partition].insert(
                .init(id: id, entry: entry), at: log.partitions[partition].count - 1)
        }
    }
    return log
}

/// The periods that are compared, and whether as they were known on their last day; the last two begin twelve and eight weeks
/// before a transfer's day.
private let questions = [
    ("2024-01-01", "2025-01-16", false), ("2024-09-01", "2025-08-31", false), ("2024-06-01", "2025-05-31", true),
    ("2024-11-22", "2025-11-21", false), ("2024-12-20", "2025-12-19", false),
]

/// What is reported of a review whose days lie on a limit of the law, or a day beside it.
private func entriesAtLimits(seed: UInt64, of id: CaseID) -> [Entry] {
    var random = SeededRandom(seed: seed)
    func near(_ limits: Int...) -> Int { (limits.randomElement(using: &random) ?? 0) + random.pick(-1...1) }
    let (from, to, _) = questions.randomElement(using: &random) ?? questions[0]
    let end = TestSupport.day(to)
    var events: [(data: EventData, happened: Day?, recorded: Day, key: SubmissionKey?)] = []
    func add(_ data: EventData, _ day: Day, recorded: Day? = nil) { events.append((data, day, recorded ?? day, nil)) }
    var service = ServiceEvents(seed: seed, from: TestSupport.day(from), end: end)
    let start = TestSupport.day(from) - 800
    let yearAfter = TestSupport.day(from).monthsAfter(12)
    let phase =
        random.oneIn(2)
        ? nil : random.oneIn(3) ? .secondaryToPost16 : TransferPhase.allCases.randomElement(using: &random)
    let transferYear = random.pick(2025, 2025, 2026)
    let transferBy = phase.flatMap { Statute.transferPlanBy($0, year: transferYear) } ?? end
    let held: Day
    switch random.pick(0...6) {
    case 0: held = TestSupport.day(from) + near(0)
    case 5, 6: held = yearAfter + near(0)
    case 4: held = (transferBy - 84).monthsAfter(random.pick(0, -12)) + near(0)
    case 1: held = end - random.pick(30...330)
    default: held = end - near(0, 14, 28, 56, 84, 182, 364)
    }
    let told = random.oneIn(3) ? random.pick(end, yearAfter, yearAfter) + near(0) : held + near(28, 28, 0, 40)
    var plan = PlanRecorded(
        made: random.oneIn(6) ? nil : random.pick(end.monthsAfter(-12), end, end - 700, end - 1500) + near(0),
        reviewed: random.oneIn(2)
            ? nil : random.pick(end.monthsAfter(-12) + near(0, 1), TestSupport.day(from) + near(0)),
        placement: Placement.allCases.randomElement(using: &random) ?? .mainstream, need: .autism, model: "statutory")
    plan.transfer = phase
    plan.transferYear = phase == nil || random.oneIn(9) ? nil : UInt16(transferYear)
    service.complete(&plan)
    service.completeRecord(&plan)
    add(.planRecorded(plan), start)
    if phase != nil, random.oneIn(2) {
        var named = plan
        named.transferNamed = true
        add(.planRecorded(named), transferBy + near(0))
    }
    if random.oneIn(3) {
        add(
            .planEnded(PlanEnded(reason: .other)),
            random.pick(end, transferBy, transferBy - 84, transferBy - 56) + near(0))
    }
    if !random.oneIn(8) {
        let due = random.pick(held + near(0, 28), end + near(0, 7, 14, 28), told + near(0))
        let opened = random.pick(held - random.pick(0...90), TestSupport.day(from) + near(0), end + near(0))
        add(.reviewUnderWay(ReviewUnderWay(review: 1, kind: .annual, due: random.oneIn(6) ? nil : due)), opened)
        if random.oneIn(5) {
            add(
                .approachChosen(ApproachChosen(review: 1, kind: .annual, agreed: [], disagreed: [.parent])),
                random.pick(opened, end + near(0)))
        }
        if !random.oneIn(4) { add(.adviceCirculated(AdviceCirculated(review: 1)), held - near(14)) }
        for party in [Party.parent, .youngPerson, .health, .socialCare] where !random.oneIn(3) {
            add(.viewsReceived(ViewsReceived(review: 1, from: party)), held + near(0))
        }
        if !random.oneIn(6) {
            add(.meetingHeld(MeetingHeld(review: 1, attended: service.attended())), held, recorded: held + near(1, 14))
        }
        if !random.oneIn(4) {
            add(
                .reportReceived(
                    ReportReceived(
                        review: 1, recommends: random.oneIn(3) ? nil : random.pick(.maintain, .amend, .cease))),
                held + near(14))
        }
        if random.oneIn(3) {
            // Without officer and reasons: refused on that day.
            add(.decisionSubmitted(DecisionSubmitted(review: 1, outcome: .maintain)), held + near(28))
        }
        let outcome: Outcome? = random.oneIn(5) ? nil : random.pick(.maintain, .amend, .amend, .cease)
        if !random.oneIn(4) {
            let notice = random.pick(
                told, (transferBy - 56).monthsAfter(random.pick(0, -12)) + near(0), held + near(28), end - near(56),
                TestSupport.day(from) + near(0))
            add(
                .decisionRecorded(
                    DecisionRecorded(review: 1, outcome: outcome, notice: random.oneIn(5) ? nil : notice)), told)
            let final = random.pick(
                notice + near(14, 15, 56), held + near(84), end + near(0), TestSupport.day(from) + near(0))
            if random.oneIn(2) {
                let answered = random.pick(notice + near(14), told, final)
                add(.representationsReceived(RepresentationsReceived(review: 1)), answered)
            }
            if random.oneIn(2) {
                add(.finalRecorded(FinalRecorded(review: 1, outcome: .amended)), final)
            }
        } else if random.oneIn(3) {
            add(.decisionUndated(DecisionUndated(review: 1, outcome: outcome)), told)
        }
    }
    service.say(held: held, told: told)
    service.next(plan, held: held)
    for event in service.events { events.append((event.data, event.day, event.day, event.key)) }
    // What happens later is recorded later, so that what was known on a day is a beginning of the log.
    var file = CaseFile()
    var entries: [Entry] = []
    func append(_ entry: Entry) {
        _ = file.append(entry, at: Int64(entries.count))
        entries.append(entry)
    }
    for (place, event) in events.sorted(by: { $0.recorded < $1.recorded }).enumerated() {
        let key = event.key ?? SubmissionKey(high: seed, low: UInt64(place + 1))
        let isOfAudit = "\(event.data.type)".hasPrefix("audit-")
        append(
            Entry(
                by: isOfAudit ? .of(.qualityLead) : .coordinator, recorded: event.recorded,
                events: [Event(key, happened: event.happened, event.data)]))
        for answer in DecisionWriter().missing(from: file, of: id, on: event.recorded, in: LogBook()) { append(answer) }
        // What follows from the texts of many cases, by no draw.
        if case .decisionSubmitted = event.data, !seed.isMultiple(of: 3) {
            let alike = ConclusionID(.reasonsAlike, review: 1, fact: key.reference)
            append(
                Entry(
                    by: .service(.decisionWriter), recorded: event.recorded,
                    events: [Event(alike, .reasonsAlike(ReasonsAlike(group: 1)))]))
        }
    }
    return entries
}

private func entries(seed: UInt64, withServices: Bool, of id: CaseID) -> [Entry] {
    if withServices,
        var life = RandomLife(
            seed: seed, services: [Scheduler(), DecisionWriter()], looksExactly: false)
    {
        life.live(reports: 25)
        return life.entries
    }
    var reports = RandomReports(seed: seed)
    var day = TestSupport.day("2024-01-01") + reports.random.pick(0...400)
    var file = CaseFile()
    var all = [reports.beginning(on: day)]
    for place in 0..<18 {
        if let last = all.last { _ = file.append(last, at: Int64(place)) }
        day = day + reports.random.pick(0...40)
        all.append(reports.next(for: file, on: day))
    }
    return all
}

@Suite struct `A second count of every metric, in another language` {
    @Test func `agrees on random caseloads, as known now and as known then`() throws {
        let seeds = setting("AR_METRICS_SEEDS", 10)
        let cases = setting("AR_METRICS_CASES", 80)
        let first = setting("AR_METRICS_FIRST", 1)
        for seed in first..<first + seeds {
            let (status, output) = try compare(seed: UInt64(seed), cases: cases)
            #expect(status == 0, "seed \(seed): \(output)")
        }
    }

    private func compare(seed: UInt64, cases: Int) throws -> (status: Int32, output: String) {
        var log = randomLog(seed: seed, cases: cases)
        let model = try ReadModel(inMemory: ())
        var books = try Bookkeeping(model, published.get())
        try log.run(&books, step: 10_000)
        let folder = FileManager.default.temporaryDirectory.appending(path: "ar-second-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }  // Left over at worst.
        var lines: [UInt8] = []
        for record in log.partitions.joined() {
            guard let id = record.id else { continue }
            lines += Array(#"{"case":"\#(id.text)","entry":"#.utf8) + (try record.entry.json()) + Array("}\n".utf8)
        }
        try Data(lines).write(to: folder.appending(path: "log"))
        let given = try questions.map { try answers(model, $0, $1, $2) }
        try Data("[\(given.joined(separator: ","))]".utf8).write(to: folder.appending(path: "answers"))
        return try Repository.run([
            "python3", "Tests/python/metrics.py", folder.appending(path: "log").path,
            folder.appending(path: "answers").path,
        ])
    }

    /// What analytics counts of every metric.
    private func answers(_ model: ReadModel, _ from: String, _ to: String, _ isAsKnown: Bool) throws -> String {
        let window = try #require(Window(from: day(from), asAt: day(to)))
        let tables = try model.tables(asAt: day(to), knownOn: isAsKnown ? day(to) : nil)
        let figures = try published.get().all.all.map { metric in
            let count = metric.count(in: try #require(tables[metric.rows]), window).all
            var days = "null"
            if case .days = metric.measure {
                days =
                    "[\([50, 75, 90].map { count.days.percentile($0).map(String.init) ?? "null" }.joined(separator: ","))]"
            }
            // Of what is only counted every row is one of "those".
            let those = if case .share = metric.measure { count.those } else { 0 }
            return #"{"name":"\#(metric.name)","of":\#(count.of),"those":\#(those),"parts_are":\#(metric.parts.count),"#
                + #""parts":[\#(count.parts.map(String.init).joined(separator: ","))],"days":\#(days)}"#
        }
        return
            #"{"from":"\#(from)","to":"\#(to)","as_known":\#(isAsKnown),"figures":[\#(figures.joined(separator: ","))]}"#
    }

    @Test func `would notice another boundary, denominator or exclusion of any metric`() throws {
        var tables: [[MetricRows: FactTable]] = []
        var windows: [Window] = []
        var log = randomLog(seed: 77, cases: 1_500)
        let model = try ReadModel(inMemory: ())
        var books = try Bookkeeping(model, published.get())
        try log.run(&books, step: 10_000)
        for (from, to, isAsKnown) in questions {
            windows.append(try #require(Window(from: day(from), asAt: day(to))))
            tables.append(try model.tables(asAt: day(to), knownOn: isAsKnown ? day(to) : nil))
        }
        func counts(_ metric: Metric) -> [MetricCount] {
            zip(tables, windows).compactMap { tables, window in
                tables[metric.rows].map { metric.groups(in: $0, window).all }
            }
        }
        let seeds = Seeds(folder: "\(root)/seeds")
        var (tried, survived): ([String: Int], [String]) = ([:], [])
        for metric in try published.get().all.all { tried[metric.name] = 0 }
        for name in try seeds.names(in: "metrics", suffix: ".yaml") {
            let text = try seeds.text(name)
            var original = Metrics()
            try original.add(text, file: name) { $0.facts }
            let truth = Dictionary(uniqueKeysWithValues: original.all.map { ($0.name, counts($0)) })
            for mutant in Mutant.all(of: text) {
                var metrics = Metrics()
                // What leaves brackets open is no metric, and is refused.
                do { try metrics.add(mutant.text, file: name) { $0.facts } } catch { continue }
                guard let metric = metrics[mutant.metric] else { continue }
                tried[mutant.metric, default: 0] += 1
                if counts(metric) == truth[mutant.metric] { survived.append("\(mutant.metric): \(mutant.change)") }
            }
        }
        #expect(tried.values.reduce(0, +) > 400)
        #expect(tried.filter { $0.value == 0 }.isEmpty, "no mutant: \(tried.filter { $0.value == 0 }.keys.sorted())")
        // What leaves by a message is tried by cases with services alone, which are few.
        survived.removeAll { $0.hasPrefix("invited-two-weeks-before:") }
        #expect(survived == [], "\(survived.joined(separator: "\n"))")
    }
}

/// A file of metrics with one thing changed in one of them.
private struct Mutant {
    let metric: String
    let change: String
    let text: String

    /// Each comparison with and without its boundary, each number of days, weeks or months one more, each condition left out
    /// that stands on a line with another, and each question of what is known, or which word it is, the other way about.
    static func all(of text: String) -> [Mutant] {
        var mutants: [Mutant] = []
        var metric = ""
        var isExpression = false
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for (place, line) in lines.enumerated() {
            let words = line.trimmingCharacters(in: .whitespaces)
            if words.hasPrefix("- name:"), line.hasPrefix("  - ") { metric = String(words.dropFirst(8)) }
            if let colon = words.firstIndex(of: ":"), words[..<colon].allSatisfy({ $0.isLetter }) {
                isExpression = ["of", "those", "days", "when"].contains(String(words[..<colon]))
            }
            guard isExpression else { continue }
            for (change, changed) in changes(of: line) {
                var copy = lines
                copy[place] = changed
                mutants.append(Mutant(metric: metric, change: change, text: copy.joined(separator: "\n")))
            }
        }
        return mutants
    }

    private static func changes(of line: String) -> [(String, String)] {
        var changes: [(String, String)] = []
        for (from, to) in [
            (" <= ", " < "), (" < ", " <= "), (" > ", " >= "), (" >= ", " > "), (" in period", " is known"),
            (" is known", " is unknown"), (" is unknown", " is known"), (" is one of ", " is not one of "),
            (" is not one of ", " is one of "),
        ] {
            for range in line.ranges(of: from) {
                changes.append(("\(from) becomes \(to) in \(line)", line.replacingCharacters(in: range, with: to)))
            }
        }
        let parts = line.components(separatedBy: " and ")
        for place in parts.indices.dropFirst() where !parts[place].contains(where: { "()".contains($0) }) {
            let without = (parts[..<place] + parts[(place + 1)...]).joined(separator: " and ")
            changes.append(("without “and \(parts[place])” in \(line)", without))
        }
        for match in line.matches(of: /(\d+)( days| weeks| months|$)/) {
            guard let number = Int(match.output.1), line[..<match.range.lowerBound].last != "-" else { continue }
            changes.append(
                (
                    "\(number) becomes \(number + 1) in \(line)",
                    line.replacingCharacters(in: match.range, with: "\(number + 1)\(match.output.2)")
                ))
        }
        return changes
    }
}
