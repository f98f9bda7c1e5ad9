// Writes the entries of many cases, mixed as the services would mix them, one a line: KEY TAB VALUE.
// `swift run -c release entries 2000 | python3 sizes.py`
import MeasuredCaseload
import Contracts
import Glibc
import JSON

let cases = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 2000
let years = (0..<cases).map { Year($0) }
var writer = JSONWriter()
for turn in 0..<40 {
    for year in years where turn < year.entries.count {
        writer.clear()
        try year.entries[turn].write(to: &writer)
        print("\(year.id)\t\(String(decoding: writer.bytes, as: UTF8.self))")
    }
}
