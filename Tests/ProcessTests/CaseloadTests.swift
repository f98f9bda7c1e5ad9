import Contracts
import Foundation
import Testing

@Suite struct `A caseload` {
    /// The example's rows, with some that cannot be true.
    private func spoilt(_ site: Site) throws -> String {
        let example = Child.root.appending(path: "seeds/sample/plans-example.csv")
        var lines = try String(contentsOf: example, encoding: .utf8).split(separator: "\n").map(String.init)
        let good = lines[1]
        lines.append(good.replacing("B-10001", with: "B-20001").replacing("2015-03", with: "2015-13"))
        lines.append(good.replacing("B-10001", with: "not a case"))
        let path = site.group.folder.appending(path: "spoilt.csv").path
        try Data(lines.joined(separator: "\n").utf8).write(to: URL(filePath: path))
        return path
    }

    @Test func `with bad rows is imported without them, and they are told with line and column, exit status 1`() throws
    {
        let site = try Site()
        let file = try spoilt(site)
        let rows = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").count - 1
        let before = try site.ends().reduce(0, +)
        let result = try site.run("import", file, expecting: 1)
        #expect(result.output.contains("spoilt.csv:\(rows): "), "\(result.output)")
        #expect(result.output.contains("spoilt.csv:\(rows + 1): "), "\(result.output)")
        #expect(result.output.contains("2 refused"), "\(result.output)")
        #expect(try site.ends().reduce(0, +) == before + Int64(rows - 2))
        // The same file again changes nothing.
        let after = try site.ends()
        let again = try site.run("import", file, expecting: 1)
        #expect(again.output.contains("\(rows - 2) as before"), "\(again.output)")
        #expect(try site.ends() == after)
    }

    @Test func `sends nothing until it is released; a pause stops all, and a resumption lets it go`() throws {
        let site = try Site(partitions: 2)
        try site.importSample(plans: 40)
        let before = try site.ends(of: .people)
        let sample = site.group.folder.appending(path: "sample").path
        let again = try site.run("import", "\(sample)/plans.csv", "--people", "\(sample)/people.csv")
        #expect(again.output.contains("0 new, 0 changed, 40 as before"), "\(again.output)")
        #expect(try site.ends(of: .people) == before)

        _ = try site.startReady([.scheduler, .notifier, .decisionWriter])
        let names: [ServiceName] = [.scheduler, .notifier, .decisionWriter]
        func rehearse(_ days: Int) throws {
            try site.run(
                "rehearse", "--days", "\(days)", "--services", names.map(\.rawValue).joined(separator: ","), within: 90)
        }
        try rehearse(20)
        #expect(try site.messages().isEmpty)
        let waiting = try site.run("release", "--json").output
        #expect(waiting.contains(#""released":false"#))
        #expect(!waiting.contains(#""messages":0,"#), "\(waiting)")

        try site.run("release", "--yes")
        try site.comesToRest(names)
        let released = try site.messages().count
        #expect(released > 0)

        try site.run("pause")
        try rehearse(20)
        #expect(try site.messages().count == released)
        try site.run("resume")
        try site.comesToRest(names)
        #expect(try site.messages().count > released)
    }
}
