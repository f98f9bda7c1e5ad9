import Analytics
import Arguments
import DecisionWriter
import Desk
import Foundation
import Notifier
import Portal
import Runtime
import Scheduler
import Testing
import YAML

/// What `docker-compose.yml` and the image must hold.
@Suite struct `The compose file` {
    private static func text(_ path: String) throws -> String {
        try String(contentsOf: `The package`.root.appending(path: path), encoding: .utf8)
    }

    /// The file with its anchors written out, as Compose reads it: our reader of YAML takes none.
    private static func compose() throws -> YAMLNode {
        let lines = try text("docker-compose.yml").split(separator: "\n", omittingEmptySubsequences: false).map(
            String.init)
        return try YAMLNode.parse(WrittenOut(lines).lines.joined(separator: "\n"), file: "docker-compose.yml")
    }

    /// Lines of YAML without anchors: what each names is put where it is asked for.
    private struct WrittenOut {
        private(set) var lines: [String]
        private var blocks: [String: [String]] = [:]

        init(_ given: [String]) {
            lines = given.filter { !$0.trimmingCharacters(in: .whitespaces).hasPrefix("#") }
            // Inner ones first, so that a block that is put in has none any more.
            while let place = lines.lastIndex(where: { $0.contains(": &") }) { takeAnchor(at: place) }
            while let place = lines.firstIndex(where: { $0.contains("<<: *") }) { merge(at: place) }
            while let place = lines.firstIndex(where: { $0.contains(": *") }) { put(at: place) }
        }

        private static func indent(_ line: String) -> Int { line.prefix { $0 == " " }.count }
        private static func key(_ line: String) -> Substring {
            line.drop { $0 == " " }.prefix { $0 != ":" }
        }

        /// The lines below one that are indented further, from that place on.
        private func block(below place: Int) -> ArraySlice<String> {
            let own = Self.indent(lines[place])
            return lines[(place + 1)...].prefix { $0.isEmpty || Self.indent($0) > own }
        }

        private mutating func takeAnchor(at place: Int) {
            let parts = lines[place].components(separatedBy: ": &")
            let content = block(below: place).filter { !$0.isEmpty }
            let least = content.map(Self.indent).min() ?? 0
            blocks[parts[1].trimmingCharacters(in: .whitespaces)] = content.map { String($0.dropFirst(least)) }
            lines[place] = parts[0] + ":"
        }

        private mutating func put(at place: Int) {
            let parts = lines[place].components(separatedBy: ": *")
            let pad = String(repeating: " ", count: Self.indent(lines[place]) + 2)
            lines[place] = parts[0] + ":"
            lines.insert(contentsOf: (blocks[parts[1]] ?? []).map { pad + $0 }, at: place + 1)
        }

        /// Puts a block's keys beside the others of a mapping, but for those that it has itself.
        private mutating func merge(at place: Int) {
            let own = Self.indent(lines[place])
            let name = lines[place].components(separatedBy: "<<: *")[1]
            var first = place
            while first > 0, lines[first - 1].isEmpty || Self.indent(lines[first - 1]) >= own { first -= 1 }
            var keys: Set<Substring> = []
            for line in lines[first...].prefix(while: { $0.isEmpty || Self.indent($0) >= own })
            where Self.indent(line) == own { keys.insert(Self.key(line)) }
            var kept: [String] = []
            var isKept = true
            for line in blocks[name] ?? [] {
                if Self.indent(line) == 0 { isKept = !keys.contains(Self.key(line)) }
                if isKept { kept.append(String(repeating: " ", count: own) + line) }
            }
            lines.replaceSubrange(place...place, with: kept)
        }
    }

    private static func entries(_ node: YAMLNode) -> [String: YAMLNode] {
        guard case .mapping(let entries) = node.value else { return [:] }
        return Dictionary(entries.map { ($0.key, $0.value) }) { first, _ in first }
    }

    private static func words(_ node: YAMLNode?) -> [String] {
        guard case .sequence(let nodes)? = node?.value else { return [] }
        return nodes.compactMap { try? $0.string() }  // A list of texts; anything else is none.
    }

    /// A part of the file.
    private static func part(_ name: String) throws -> [String: YAMLNode] {
        let all = entries(try compose())
        return entries(try #require(all[name]))
    }

    /// What a service is handed by the environment.
    private static func environment(of name: String) throws -> [String: YAMLNode] {
        let service = try service(name)
        return entries(try #require(service["environment"]))
    }

    /// A service by its name.
    private static func service(_ name: String) throws -> [String: YAMLNode] {
        let services = try part("services")
        return entries(try #require(services[name]))
    }

    static let programs: [(name: String, command: Command)] = [
        ("scheduler", Scheduler.command), ("notifier", Notifier.command), ("decision-writer", DecisionWriter.command),
        ("analytics", AnalyticsProgram.service), ("desk", DeskProgram.command), ("portal", Portal.command),
    ]

    @Test func `hands every option that a program knows by the environment on to it`() throws {
        // What the image itself says of its own inside.
        let image = try Self.text("services/Dockerfile")
        for (name, command) in Self.programs {
            let environment = try Self.environment(of: name)
            let known = command.options.compactMap(\.environment)
            #expect(known.count > 8)
            for variable in known {
                #expect(
                    environment[variable] != nil || image.contains(" \(variable)="), "\(name) does not get \(variable)")
            }
            for variable in command.options.filter(\.isSecret).compactMap(\.environment) {
                #expect(environment["\(variable)_FILE"] != nil, "\(name) does not get \(variable)_FILE")
            }
            // And none that it does not know.
            for variable in environment.keys where variable.hasPrefix("AR_") {
                // A secret's own variable names a file with it too.
                let isFile = variable.hasSuffix("_FILE") && known.contains(String(variable.dropLast(5)))
                #expect(known.contains(variable) || isFile, "\(name) does not know \(variable)")
            }
        }
    }

    @Test func `leaves a variable out where an empty one would be an error`() throws {
        for (name, command) in Self.programs {
            let environment = try Self.environment(of: name)
            let strict = command.options.filter(\.refusesEmpty).compactMap(\.environment)
            #expect(strict.count >= 3)
            for variable in strict { #expect(environment[variable]?.isNull == true, "\(name): \(variable)") }
        }
    }

    @Test func `shows each program the certificates, and gives it no way to write to them`() throws {
        for name in Self.programs.map(\.name) + ["topics", "operator"] {
            let volumes = Self.words(try Self.service(name)["volumes"])
            #expect(
                volumes.contains { $0.contains("AR_CERTIFICATES") && $0.hasSuffix(":/run/certificates:ro") }, "\(name)")
        }
    }

    @Test func `bounds the logs, the memory and the threads of every container`() throws {
        for (name, node) in try Self.part("services") {
            let service = Self.entries(node)
            let options = service["logging"].flatMap { Self.entries($0)["options"] }.map(Self.entries) ?? [:]
            #expect(options["max-size"] != nil && options["max-file"] != nil, "\(name)")
            #expect(service["mem_limit"] != nil, "\(name)")
            // Seven clients, each with a thread a name of a broker, one a broker, and a few more; and some of its own.
            // Measured with 16 names and one broker: 117 (Tests/ProcessTests/HangTests.swift).
            let brokers = 64
            let needed = 7 * (ServiceOptions.mostBootstrapServers + brokers + 8) + 10
            let limit = try service["pids_limit"]?.int() ?? 0
            #expect(limit >= needed, "\(name)")
        }
    }

    @Test func `keeps the record and what was sent where no down with -v takes them`() throws {
        let volumes = try Self.part("volumes")
        for name in ["kafka", "outbox"] {
            let volume = Self.entries(try #require(volumes[name]))
            #expect(try volume["external"]?.bool() == true, "\(name)")
            #expect(try volume["name"]?.string().contains("annual-review-") == true, "\(name)")
        }
    }

    @Test func `starts a program again that ends, and asks for its health only whether it works`() throws {
        for name in Self.programs.map(\.name) + ["kafka"] {
            #expect(try Self.service(name)["restart"]?.string() == "unless-stopped", "\(name)")
        }
        let image = try Self.text("services/Dockerfile")
        #expect(image.contains("CMD [\"ask\", \"/livez\"]"))
        // What is not ready may hold the last evidence: nothing may end it for that.
        for name in Self.programs.map(\.name) { #expect(try Self.service(name)["healthcheck"] == nil, "\(name)") }
    }

    @Test func `is scraped at every service, and the absence of a series is an alarm`() throws {
        let scrape = try Self.text("services/prometheus.yml")
        for (name, _) in Self.programs { #expect(scrape.contains("\"\(name):8080\""), "\(name)") }
        #expect(try Self.text("services/alerts.yml").contains("absent("))
    }
}
