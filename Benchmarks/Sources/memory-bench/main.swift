// How much memory a case file takes after a year, by the allocator's own count (mallinfo2), with the place of the file
// itself. `swift run -c release memory-bench 100000`
import CMalloc
import CaseFile
import MeasuredCaseload
import Contracts
import Glibc

func allocated() -> Int {
    let info = mallinfo2()
    return Int(info.uordblks) + Int(info.hblkhd)
}

let count = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 100_000
// Buffers that live for ever, such as that of standard output, come before the count.
print(
    "CaseFile \(MemoryLayout<CaseFile>.stride), Submission \(MemoryLayout<Submission>.stride), "
        + "Message \(MemoryLayout<Message>.stride), ConclusionID \(MemoryLayout<ConclusionID>.stride), "
        + "PlanRecorded \(MemoryLayout<PlanRecorded>.stride), PendingSubmission \(MemoryLayout<PendingSubmission>.stride), "
        + "Event \(MemoryLayout<Event>.stride), EventData \(MemoryLayout<EventData>.stride)")

/// So many cases after a year, each with so many contacts, all of whom hold the rights: bytes a case.
func measure(_ count: Int, contacts: UInt8) -> Int {
    var files: [CaseFile] = []
    files.reserveCapacity(count)
    let before = allocated()
    var entries = 0
    var refused = 0
    for number in 0..<count {
        var file = CaseFile()
        for (position, entry) in Year(number, amends: true, contacts: contacts).entries.enumerated() {
            entries += 1
            if file.append(entry, at: Int64(position)) != .accepted { refused += 1 }
        }
        files.append(file)
    }
    let bytes = allocated() - before + count * MemoryLayout<CaseFile>.stride
    func each(_ total: Int) -> Double { Double(total * 10 / count) / 10 }
    let reports = files.reduce(0) { $0 + $1.submissions.count }
    let said = files.reduce(0) { $0 + $1.said.count }
    let messages = files.reduce(0) { $0 + $1.messages.count }
    print(
        "\(count) cases with \(contacts) contacts: \(each(entries)) entries, \(each(reports)) reports, "
            + "\(each(said)) said, \(each(messages)) messages; \(refused) refused; \(bytes / count) bytes a case")
    if refused > 0 { exit(1) }
    return bytes / count
}
let withOne = measure(count, contacts: 1)
_ = measure(count, contacts: 2)
exit(withOne <= 1200 ? 0 : 1)
