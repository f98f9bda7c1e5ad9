import Foundation
import Testing

/// The rules of the package's own shape, read from its description.
@Suite struct `The package` {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The rooms from the bottom up: a room may depend on those of lower layers only, faces and small things on their C
    /// library alone.
    static let layers: [[String]] = [
        [
            "Kafka", "SQLite", "HTTPServer", "Clamd", "YAML", "CSV", "Crypto", "JSON", "Arguments", "HTML", "Mail",
            "Zip",
            "XML", "Braille", "WebFetch",
        ],
        ["Statute", "KindsGenerator", "Word", "Spreadsheet", "PDF", "SignIn"], ["Contracts"],
        ["CaseFile", "Plan", "Metrics"],
        ["Casework", "Quality", "Return"],
        ["Letters"], ["Runtime"], ["Caseload", "DecisionLetters"], ["CouncilFiles", "Backup"],
        ["LogCheck", "Rehearsal", "Recording"],
        ["Pages"],
        ["Scheduler", "Notifier", "DecisionWriter", "Analytics", "Desk", "Portal"], ["AnnualReview"],
        [
            "SchedulerMain", "NotifierMain", "DecisionWriterMain", "AnalyticsMain", "DeskMain", "PortalMain",
            "AnnualReviewMain",
            "KindsGeneratorMain",
        ],
    ]

    struct Target: Decodable {
        struct Dependency: Decodable {
            let byName: [String?]?
            let target: [String?]?
        }
        let name: String
        let type: String
        let dependencies: [Dependency]
        var needs: [String] { dependencies.compactMap { ($0.byName?.first ?? $0.target?.first) ?? nil } }
    }
    struct Description: Decodable {
        let targets: [Target]
        let dependencies: [Empty]
        struct Empty: Decodable {}
    }

    static func description() throws -> Description {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "swift", "package", "--package-path", root.path, "--scratch-path",
            FileManager.default.temporaryDirectory.appending(path: "annual-review-dump-\(getpid())").path,
            "dump-package",
        ]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return try JSONDecoder().decode(Description.self, from: data)
    }

    @Test func `depends on no package from outside`() throws {
        #expect(try Self.description().dependencies.isEmpty)
    }

    @Test func `has no dependency that points up the layout, or sideways between services`() throws {
        let layer = Dictionary(
            uniqueKeysWithValues: Self.layers.enumerated().flatMap { index, names in names.map { ($0, index) } })
        for target in try Self.description().targets where ["regular", "executable"].contains(target.type) {
            // What only tests use, and C that a face carries with it, have no place in the layout.
            guard
                !["TestSupport", "Simulation", "simulate", "fuzz", "CFixedPort", "CSteadyWaits"].contains(target.name)
            else {
                continue
            }
            let own = try #require(layer[target.name], "\(target.name) has no place in the layout")
            for need in target.needs where !need.hasPrefix("C") || layer[need] != nil {
                let other = try #require(layer[need], "\(need) has no place in the layout")
                #expect(other < own, "\(target.name) must not depend on \(need)")
            }
        }
    }

    @Test func `has one face for each C library`() throws {
        let targets = try Self.description().targets
        // One that no room needs is for tests alone.
        let libraries = Set(targets.filter { $0.type == "system" && $0.name != "CMicroHTTPD" }.map(\.name))
        #expect(!libraries.isEmpty)
        var faces: [String: [String]] = [:]
        for target in targets where target.type != "test" {
            for need in target.needs where libraries.contains(need) { faces[need, default: []].append(target.name) }
        }
        for library in libraries {
            #expect(faces[library]?.count == 1, "\(library) is imported by \(faces[library] ?? [])")
        }
    }

    @Test func `imports each C library in its face's folder only`() throws {
        let sources = Self.root.appending(path: "Sources")
        let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
        var seen: [String: Set<String>] = [:]
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "swift" else { continue }
            let room = file.path.dropFirst(sources.path.count + 1).split(separator: "/").first.map(String.init) ?? ""
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            where line.contains("import C") {
                guard let name = line.split(separator: " ").last, name.first == "C",
                    name.dropFirst().first?.isUppercase == true
                else { continue }
                seen[String(name), default: []].insert(room)
            }
        }
        for (library, rooms) in seen where library != "CSV" && library != "Crypto" {
            #expect(rooms.count == 1, "\(library) is imported in \(rooms.sorted())")
        }
        #expect(seen.count >= 5)
    }

    @Test func `lets nobody but the namespace make the names of topics in Kafka`() throws {
        let sources = Self.root.appending(path: "Sources")
        let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
        var looked = 0
        while let file = files?.nextObject() as? URL {
            // In its own room a topic's plain word also names schemas, documentation and what a dead letter is about.
            guard file.pathExtension == "swift", !file.path.contains("/Sources/Contracts/") else { continue }
            looked += 1
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
                let isName =
                    line.contains(/[Tt]opic(\.\w+)?\.rawValue|Topic\(rawValue/) || line.contains("\"case-files/")
                #expect(!isName, "\(file.lastPathComponent): \(line)")
            }
        }
        #expect(looked > 100)
    }

    /// The rooms that are values and functions alone, and all that they may import: no clock, no file, no network, no
    /// thread can come in.
    static let pureRooms: [String: Set<String>] = [
        "Statute": ["YAML"], "Contracts": ["Crypto", "JSON", "Statute"], "CaseFile": ["Contracts", "Statute"],
        "Plan": ["Contracts", "HTML", "JSON", "Statute"], "Casework": ["CaseFile", "Contracts", "Statute"],
        "Metrics": ["Statute", "YAML"], "Quality": ["Contracts", "Crypto", "Plan", "Statute", "YAML"],
        "Return": ["CSV", "CaseFile", "Contracts", "Statute"],
    ]

    /// What reckons the log again imports nothing by which the services reckon: no list of findings, no deadlines of a case,
    /// no fold but that of a partition's book.
    @Test func `checks the log by nothing that the services reckon by`() throws {
        let allowed: Set<String> = [
            "Arguments", "Backup", "CaseFile", "Caseload", "Contracts", "JSON", "Kafka", "Plan", "Runtime", "Statute",
        ]
        let folder = Self.root.appending(path: "Sources/LogCheck")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
        #expect(names.count > 3)
        for name in names {
            let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            for line in text.split(separator: "\n") {
                guard let found = line.wholeMatch(of: /(?:\S+ )?import (.+)/) else { continue }
                #expect(allowed.contains(String(found.1)), "\(name) imports \(found.1)")
            }
        }
    }

    @Test(arguments: pureRooms.keys.sorted())
    func `keeps clocks, files and networks out of the rooms that are pure`(_ room: String) throws {
        let allowed = try #require(Self.pureRooms[room])
        let files = FileManager.default.enumerator(
            at: Self.root.appending(path: "Sources/\(room)"), includingPropertiesForKeys: nil)
        var looked = 0
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "swift" else { continue }
            looked += 1
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
                guard let found = line.wholeMatch(of: /(?:\S+ )?import (.+)/) else { continue }
                let name = String(found.1)
                // Bytes are compared by the C library, which alone is let in of it.
                #expect(
                    allowed.contains(name) || name == "func Glibc.memcmp", "\(file.lastPathComponent) imports \(name)")
            }
        }
        #expect(looked > 3)
    }
}
