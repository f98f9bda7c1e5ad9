// How fast entries are read, against Foundation's decoder on equivalent structs, and read and folded.
// `swift run -c release decode-bench`; with a word of ratio, entry, fold, write or foundation it runs that part alone,
// for a profiler.
import CaseFile
import Caseload
import Contracts
import Foundation
import JSON
import Statute

let part = CommandLine.arguments.dropFirst().first ?? "ratio"
let years = (0..<2000).map { Year($0) }
func bytes(of entry: Entry) throws -> [UInt8] {
    var writer = JSONWriter()
    try entry.write(to: &writer)
    return writer.bytes
}

/// Records a second of processor time, each the best of many rounds, turn and turn about: other work on the machine only
/// ever slows one down, and mostly all of them.
func best(rounds: Int, _ parts: [(count: Int, body: () throws -> Void)]) throws -> [Double] {
    var best = parts.map { _ in 0.0 }
    for _ in 0..<rounds {
        for (index, part) in parts.enumerated() {
            let start = clock()
            try part.body()
            best[index] = max(best[index], Double(part.count) * Double(CLOCKS_PER_SEC) / Double(clock() - start))
        }
    }
    return best
}

func k(_ perSecond: Double) -> String { "\(Int(perSecond / 1000)) k/s" }

// Records of about 750 bytes: messages of one case that come at once, and decisions with their papers.
// As many as a batch holds, so that what is measured is reading, and not fetching them from memory.
let large = Array(try years.flatMap(\.entries).map(bytes).filter { (600...900).contains($0.count) }.prefix(500))
let mean = large.reduce(0) { $0 + $1.count } / max(1, large.count)
// A whole year of many cases, case by case, as a fold from the start meets them partition by partition.
let all = try years.map { try $0.entries.map(bytes) }
let count = all.reduce(0) { $0 + $1.count }
let allMean = all.reduce(0) { $0 + $1.reduce(0) { $0 + $1.count } } / count

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
    for record in records { events += try decoder.decode(CodableEntry.self, from: record).events.count }
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

var sink = 0
switch part {
case "entry": for _ in 0..<4000 { sink += try decode(large) }
case "fold": for _ in 0..<60 { sink += try fold() }
case "write": for _ in 0..<20 { sink += try write() }
case "foundation":
    let records = large.map { Data($0) }
    for _ in 0..<5 { sink += try decodeByFoundation(records) }
default:
    let data = large.map { Data($0) }
    let read = try best(
        rounds: 40,
        [
            (large.count * 10, { for _ in 0..<10 { sink += try decode(large) } }),
            (data.count, { sink += try decodeByFoundation(data) }),
        ])
    print(
        "\(large.count) entries of \(mean) bytes: read \(k(read[0])), Foundation \(k(read[1])): "
            + "\(Double(Int(read[0] / read[1] * 10)) / 10) times")
    let whole = try best(
        rounds: 20,
        [
            (count, { for year in all { sink += try decode(year) } }), (count, { sink += try fold() }),
            (count, { sink += try write() }),
        ])
    print(
        "\(count) entries of \(allMean) bytes: read \(k(whole[0])), read and folded \(k(whole[1])): "
            + "\(Double(Int(whole[1] / whole[0] * 100)) / 100) of reading alone; written \(k(whole[2]))")
}
if sink == 0 { exit(1) }
