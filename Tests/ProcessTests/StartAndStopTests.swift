import Testing

@Suite struct `Each service` {
    @Test(arguments: ServiceName.allCases)
    func `is ready on a log that has begun, answers, and ends with 0 when asked`(_ name: ServiceName) throws {
        let site = try Site()
        let service = try site.start(name)
        try service.becomesReady()
        let live = try #require(service.get("/livez"))
        #expect(live.status == 200)
        #expect(live.body == "ok\n")
        let ready = try #require(service.get("/readyz"))
        #expect(ready.body.contains(#""service":"\#(name.rawValue)""#))
        #expect(service.metric("ehcp_ready") == 1)
        #expect(service.get("/no-such-page")?.status == 404)
        #expect(try service.stops(within: 10) == 0)
        #expect(service.child.errors.contains("stopped"))
    }

    @Test func `and each command explains itself with an example, at each level`() throws {
        let group = try ProcessGroup()
        var commands = ServiceName.allCases.map { [$0.rawValue] } + [["analytics", "page"], ["analytics", "figures"]]
        let first = try group.start("annual-review", ["--help"], log: "help")
        #expect(try first.ended(within: 20) == 0)
        // COMMANDS lists them, a word and its summary a line; what is indented further goes on.
        let lines = first.output.split(separator: "\n").drop { !$0.hasPrefix("COMMANDS") }.dropFirst()
        let words = lines.prefix { $0.hasPrefix("  ") }.filter { !$0.hasPrefix("   ") }
            .compactMap { $0.split(separator: " ").first.map(String.init) }
        #expect(words.count >= 10, "\(first.output)")
        commands += [["annual-review"]] + words.map { ["annual-review", $0] }
        for (index, words) in commands.enumerated() {
            let child = try group.start(words[0], words.dropFirst() + ["--help"], log: "help-\(index)")
            #expect(try child.ended(within: 20) == 0, "\(words)")
            #expect(child.output.contains("EXAMPLE"), "\(words): \(child.output)")
            #expect(child.errors.isEmpty)
            guard words.last != "completion" else { continue }
            let wrong = try group.start(words[0], words.dropFirst() + ["--no-such-option"], log: "wrong-\(index)")
            #expect(try wrong.ended(within: 20) == 2, "\(words)")
            #expect(wrong.errors.contains("no-such-option"), "\(words): \(wrong.errors)")
        }
    }

    @Test(arguments: ServiceName.allCases)
    func `that is given a value it cannot use ends with 2 and says where help is`(_ name: ServiceName) throws {
        let group = try ProcessGroup()
        let child = try group.start(name.rawValue, ["--session-timeout", "soon"], log: "wrong")
        #expect(try child.ended(within: 20) == 2)
        #expect(child.errors.contains("session-timeout"))
        #expect(child.errors.contains("--help"))
    }
}
