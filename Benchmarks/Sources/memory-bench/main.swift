// How much memory a case file takes after a year, by the allocator's own count (mallinfo2), with the place of the file
// itself. `swift run -c release memory-bench 100000`
import CMalloc
import CaseFile
import Caseload
import Contracts
import Glibc

func allocated() -> Int {
    let info = mallinfo2()
    return Int(info.uordblks) + Int(info.hblkhd)
}

let count = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 100_000
var files: [CaseFile] = []
files.reserveCapacity(count)
// Buffers that live for ever, such as that of standard output, come before the count.
print(
    "CaseFile \(MemoryLayout<CaseFile>.stride), Report \(MemoryLayout<Submission>.stride), "
        + "Message \(MemoryLayout<Message>.stride), ConclusionID \(MemoryLayout<ConclusionID>.stride), "
        + "PlanRecorded \(MemoryLayout<PlanRecorded>.stride), PendingSubmission \(MemoryLayout<PendingSubmission>.stride), "
        + "Event \(MemoryLayout<Event>.stride), EventData \(MemoryLayout<EventData>.stride)")
let before = allocated()
var entries = 0
var refused = 0
for number in 0..<count {
    var file = CaseFile()
    for (position, entry) in Year(number, amends: true).entries.enumerated() {
        entries += 1
        if file.append(entry, at: Int64(position)) != .accepted { refused += 1 }
    }
    files.append(file)
}
let bytes = allocated() - before + count * MemoryLayout<CaseFile>.stride
let reports = files.reduce(0) { $0 + $1.reports.count }
let said = files.reduce(0) { $0 + $1.said.count }
let messages = files.reduce(0) { $0 + $1.messages.count }
func each(_ total: Int) -> Double { Double(total * 10 / count) / 10 }
print(
    "\(count) cases: \(each(entries)) entries, \(each(reports)) reports, \(each(said)) said, "
        + "\(each(messages)) messages; \(refused) refused")
print("\(bytes / count) bytes a case")
exit(refused == 0 && bytes / count < 1000 ? 0 : 1)
