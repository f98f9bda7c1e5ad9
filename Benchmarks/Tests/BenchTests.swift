import Foundation
import Glibc
import Testing

@testable import bench

@Suite("A comparison")
struct ComparisonTests {
    @Test("of an even number of rounds has its median between the two in the middle")
    func median() throws {
        #expect(try Spread(of: [3, 1, 2]).median == 2)
        let spread = try Spread(of: [4, 1, 3, 2])
        #expect(spread.median == 2.5)
        #expect(spread.least == 1)
        #expect(spread.most == 4)
    }

    @Test("of nothing, or with a round that took no time, is an error and no figure")
    func nothing() {
        #expect(throws: Failure.self) { try Spread(of: []) }
        #expect(throws: Failure.self) { try Spread(of: ratios([1], to: [0])) }
    }

    @Test(
        "is beyond noise when every round is on one side of 1 and the median a hundredth away",
        arguments: [
            ([1.02, 1.05, 1.01], Verdict.slower), ([1.02, 1.05, 0.99], .none), ([1.001, 1.009, 1.2], .none),
            ([0.98, 0.95, 0.99], .faster), ([0.98, 0.95, 1], .none), ([1, 1, 1], .none),
        ])
    func verdict(_ rounds: [Double], _ verdict: Verdict) throws {
        #expect(try Verdict(Spread(of: rounds)) == verdict)
    }

    @Test("lets each side begin in its turn and throws the first round away")
    func turns() throws {
        var calls: [String] = []
        let rounds = try takeTurns(
            2,
            ["a", "b"].map { side in
                { round in
                    calls.append("\(side)\(round)")
                    return round
                }
            })
        #expect(calls == ["a0", "b0", "b1", "a1", "a2", "b2"])
        #expect(rounds == [[1, 2], [1, 2]])
    }
}

@Suite("The command line")
struct OptionsTests {
    @Test(
        "names all parts without any, in a quick run all but the build, and beside another checkout those that can be")
    func parts() throws {
        #expect(try Options([]).parts == PartName.allCases)
        #expect(try Options(["--quick"]).parts == PartName.allCases.filter { $0 != .build })
        #expect(try Options(["--against", "x"]).parts == [.kafka, .runtime, .decode, .memory, .start, .year])
        #expect(try Options(["year", "decode", "year"]).parts == [.year, .decode])
    }

    @Test(
        "says what is wrong with it", arguments: [["--fast"], ["speed"], ["--against"], ["--against", "x", "build"]])
    func usage(_ words: [String]) {
        #expect(throws: UsageError.self) { try Options(words) }
    }
}

@Suite("The report")
struct ReportTests {
    @Test("shows each goal, and is bad when one is not met")
    func goals() throws {
        let report = Report(other: nil, rounds: 3)
        try report.add("speed", [1, 2, 3], goal: .atLeast(2), note: "of light")
        #expect(report.table.hasSuffix("| speed | 2.000 (1.000–3.000) | ≥ 2 | yes | of light |"))
        #expect(!report.isBad)
        try report.add("by the processor's seconds", [0.5], isDetail: true, goal: .atMost(0.25))
        #expect(report.table.hasSuffix("|   by the processor's seconds | 0.500 (0.500–0.500) | ≤ 0.25 | NO |  |"))
        #expect(report.isBad)
        let json = try report.json()
        #expect(json.contains(#""name":"speed, by the processor's seconds""#), "\(json)")
    }

    @Test("leaves a place for what could not be measured, which is no goal missed")
    func unknown() throws {
        let report = Report(other: nil, rounds: 3)
        report.add(Line(name: "speed", goal: .atMost(1), note: "not measured"))
        #expect(report.table.hasSuffix("| speed | – | ≤ 1 | – | not measured |"))
        #expect(!report.isBad)
        #expect(try report.json().contains(#""value":null"#))
    }

    @Test("beside another checkout says what is slower, and is bad then")
    func slower() throws {
        let report = Report(other: "before", rounds: 3)
        try report.compare("reading", this: [2, 2, 2], that: [1, 1, 1], unit: "s")
        #expect(report.table.hasSuffix("| reading | 2.000 (2.000–2.000) | slower beyond noise | 2.00 ÷ 1.00 s |"))
        #expect(report.isBad)
    }
}

@Suite("What is started")
final class ProcessesTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
        "bench-tests-\(UUID().uuidString)"
    )
    .path

    init() throws { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    @Test("is run to its end, with its words and the processor's seconds, or fails with what it said")
    func run() throws {
        let processes = Processes(folder: folder)
        let finished = try processes.run(["sh", "-c", "echo 1.5 2"])
        #expect(try finished.numbers(2) == [1.5, 2])
        #expect(throws: Failure.self) { try finished.numbers(3) }
        let failure = #expect(throws: Failure.self) { try processes.run(["sh", "-c", "echo no good; exit 3"]) }
        #expect(failure?.description.contains("exit status 3\nno good") == true)
        #expect(throws: Failure.self) { try processes.run(["/no/such/program"]) }
    }

    @Test("ends with its owner, with whatever it started itself")
    func end() throws {
        let processes = Processes(folder: folder)
        let child = try processes.start("shell", ["sh", "-c", "sleep 100 & echo $!; wait"])
        let grandchild = try child.wait(for: "its child") {
            try String(contentsOfFile: child.output, encoding: .utf8).split(separator: "\n").first.flatMap { Int32($0) }
        }
        #expect(try child.processorSecondsUntilNow() > 0)
        processes.endAll()
        #expect(child.status == 128 + SIGTERM)
        try wait(for: "the end of its child", seconds: 10) { kill(grandchild, 0) == 0 ? nil : () }
    }

    @Test("ends with its standard input where it has one")
    func input() throws {
        let processes = Processes(folder: folder)
        let child = try processes.start("cat", ["cat"], hasInput: true)
        #expect(!child.hasEnded)
        processes.endAll()
        #expect(child.status == 0)
    }
}
