// How fast entries are read, against Foundation's decoder into the same values, and read and folded.
// `swift run -c release decode-bench`; with a word of ratio, entry, fold, write or foundation it runs that part alone,
// for a profiler, as many times as the number behind it says.
import CaseFile
import MeasuredCaseload
import Contracts
import Foundation
import Glibc
import JSON
import Statute

let part = CommandLine.arguments.dropFirst().first ?? "ratio"
let times = CommandLine.arguments.dropFirst(2).first.flatMap { Int($0) }
let years = (0..<2000).map { Year($0) }
func bytes(of entry: Entry) throws -> [UInt8] {
    var writer = JSONWriter()
    try entry.write(to: &writer)
    return writer.bytes
}

/// The processor's seconds of the best of a few runs: all of it is one thread's work, and other work on the machine only
/// ever slows it down.
func seconds(runs: Int, _ body: () throws -> Void) rethrows -> Double {
    func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
    var best = Double.infinity
    for _ in 0..<runs {
        let start = now()
        try body()
        best = min(best, now() - start)
    }
    return best
}

func median(_ values: [Double]) -> Double { values.isEmpty ? 0 : values.sorted()[values.count / 2] }

/// Rounds of the two in turn, so that what slows the machine slows both: the seconds of each, round by round.
func rounds(
    _ count: Int, _ first: () throws -> Double, _ second: () throws -> Double
) rethrows -> (first: [Double], second: [Double]) {
    var seconds: (first: [Double], second: [Double]) = ([], [])
    for _ in 0..<count {
        seconds.first.append(try first())
        seconds.second.append(try second())
    }
    return seconds
}

func k(_ count: Int, _ seconds: [Double]) -> String { "\(Int(Double(count) / median(seconds) / 1000)) k/s" }
func hundredths(_ value: Double) -> String { "\(Double(Int(value * 100)) / 100)" }

/// An entry of messages with one more, to the manager; the years' own go to four parties at most, and end at 650 bytes.
func widened(_ entry: Entry) -> Entry? {
    guard var event = entry.events.last, case .conclusion(let id) = event.id, id.subject.isMessage else { return nil }
    var entry = entry
    event.id = .conclusion(
        ConclusionID(
            id.subject, review: id.review, fact: id.fact, to: .party(.manager), about: id.about, stage: id.stage,
            attempt: id.attempt))
    entry.events.append(event)
    return entry
}

// Records of about 750 bytes: messages of one case that come at once, asked for, claimed and sent.
// As many as a batch holds, so that what is measured is reading, and not fetching them from memory.
let large = Array(
    try years.flatMap(\.entries).compactMap(widened).map(bytes).filter { (700...800).contains($0.count) }.prefix(500))
guard !large.isEmpty else {
    print("no entry is of 700 to 800 bytes")
    exit(1)
}
let mean = large.reduce(0) { $0 + $1.count } / max(1, large.count)
// A whole year of many cases, case by case, as a fold from the start meets them partition by partition.
let all = try years.map { try $0.entries.map(bytes) }
let entryCount = all.reduce(0) { $0 + $1.count }
let allMean = all.reduce(0) { $0 + $1.reduce(0) { $0 + $1.count } } / entryCount

func decode(_ records: [[UInt8]]) throws -> Int {
    var events = 0
    var skipped = 0
    for record in records {
        events += try record.withUnsafeBytes { try Entry.read($0, skipped: &skipped) }.events.count
    }
    return events
}

func decodeByFoundation(_ records: [Data]) throws -> Int {
    let decoder = JSONDecoder()
    var events = 0
    for record in records { events += try decoder.decode(CodableEntry.self, from: record).entry.events.count }
    return events
}

func fold() throws -> Int {
    var events = 0
    var skipped = 0
    for year in all {
        var file = CaseFile()
        for (position, record) in year.enumerated() {
            let entry = try record.withUnsafeBytes { try Entry.read($0, skipped: &skipped) }
            if file.append(entry, at: Int64(position)) == .accepted { events += 1 }
        }
    }
    return events
}

func write() throws -> Int {
    var writer = JSONWriter()
    var total = 0
    for year in years {
        for entry in year.entries {
            writer.clear()
            try entry.write(to: &writer)
            total += writer.count
        }
    }
    return total
}

// Both sides read the same, or their times say nothing.
for record in large {
    let byFoundation = try JSONDecoder().decode(CodableEntry.self, from: Data(record)).entry
    guard try bytes(of: Entry.read(record)) == record, try bytes(of: byFoundation) == record else {
        print("a record is not read as it was written: \(String(decoding: record, as: UTF8.self))")
        exit(1)
    }
}

var sink = 0
switch part {
case "entry": for _ in 0..<(times ?? 4000) { sink += try decode(large) }
case "fold": for _ in 0..<(times ?? 60) { sink += try fold() }
case "write": for _ in 0..<(times ?? 20) { sink += try write() }
case "foundation":
    let records = large.map { Data($0) }
    for _ in 0..<(times ?? 5) { sink += try decodeByFoundation(records) }
case "ratio", "ratios":
    // `ratios` for `bench`: each round's ratio, nothing else.
    let count = large.count
    let data = large.map { Data($0) }
    let reading = try rounds(
        15, { try seconds(runs: 3) { for _ in 0..<10 { sink += try decode(large) } } / 10 },
        { try seconds(runs: 3) { sink += try decodeByFoundation(data) } })
    let folding = try rounds(
        15, { try seconds(runs: 2) { for year in all { sink += try decode(year) } } },
        { try seconds(runs: 2) { sink += try fold() } })
    let written = try rounds(5, { try seconds(runs: 1) { sink += try write() } }, { 0 }).first
    let timesFoundation = zip(reading.second, reading.first).map { $0 / $1 }
    let ofDecoding = zip(folding.first, folding.second).map { $0 / $1 }
    if part == "ratios" {
        for ratio in timesFoundation { print("foundation", ratio) }
        for ratio in ofDecoding { print("fold", ratio) }
        break
    }
    print(
        "\(count) entries of \(mean) bytes: read \(k(count, reading.first)), Foundation "
            + "\(k(count, reading.second)): \(hundredths(median(timesFoundation))) times")
    print(
        "\(entryCount) entries of \(allMean) bytes: read \(k(entryCount, folding.first)), read and folded "
            + "\(k(entryCount, folding.second)): \(hundredths(median(ofDecoding))) of reading alone; "
            + "written \(k(entryCount, written))")
default:
    print("usage: decode-bench [ratio|ratios|entry|fold|write|foundation [TIMES]]")
    exit(2)
}
if sink == 0 { exit(1) }
