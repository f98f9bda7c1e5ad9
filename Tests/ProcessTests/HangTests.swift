import Foundation
import Glibc
import Testing

@Suite(.timeLimit(.minutes(3))) struct `Nothing outside holds a service up:` {
    /// A civil clock that can be set, for the programs that are started with its variables.
    private struct Clock {
        private let file: String
        /// Makes the programs follow it.
        let environment: [String]

        init(_ group: ProcessGroup) throws {
            file = group.folder.appending(path: "clock").path
            let library = group.folder.appending(path: "clock.so").path
            let source = Child.root.appending(path: "Tests/ProcessTests/Shims/clock.c").path
            try Data(count: 16).write(to: URL(filePath: file))
            let compiler = Process()
            compiler.executableURL = URL(filePath: "/usr/bin/env")
            compiler.arguments = ["clang", "-shared", "-fPIC", "-O1", "-o", library, source]
            try compiler.run()
            compiler.waitUntilExit()
            guard compiler.terminationStatus == 0 else { throw Trouble("\(source) was not compiled") }
            environment = ["LD_PRELOAD=\(library)", "CLOCK_FILE=\(file)"]
        }

        /// Sets it to that many seconds beside the host's.
        func set(_ seconds: Int64) throws { try write(seconds, at: 0) }

        /// Whatever thread is a program's first stands still from now on.
        func stopFirstThread() throws { try write(1, at: 8) }

        private func write(_ number: Int64, at offset: UInt64) throws {
            // In place: the programs have mapped it.
            let handle = try FileHandle(forUpdating: URL(filePath: file))
            try handle.seek(toOffset: offset)
            try handle.write(contentsOf: withUnsafeBytes(of: number.littleEndian) { Data($0) })
            try handle.close()
        }
    }

    @Test func `a clock that is set back by an hour, or ahead`() throws {
        let site = try Site()
        let clock = try Clock(site.group)
        let services = try [ServiceName.scheduler, .notifier].map { try site.start($0, environment: clock.environment) }
        for service in services { try service.becomesReady() }
        let spoken = "ehcp_partitions_spoken_for"
        for service in services {
            try wait(until: "\(service.name.rawValue) to speak", seconds: 20) { service.metric(spoken) == 4 }
        }
        // A thread that waits for the clock to come round again would neither send a heartbeat, nor hear that the group is
        // shared anew, nor show it.
        for seconds in [-3_600, 3_600] as [Int64] {
            try clock.set(seconds)
            let other = try site.start(.scheduler)
            try wait(until: "two to share the partitions, at \(seconds) s", seconds: 40) {
                services[0].metric(spoken) == 2 && other.metric(spoken) == 2
            }
            #expect(try other.stops(within: 10) == 0)
            try wait(until: "one to speak for all again, at \(seconds) s", seconds: 40) {
                services[0].metric(spoken) == 4
            }
            for service in services { #expect(service.get("/readyz")?.status == 200, "\(seconds)") }
            try clock.set(0)
        }
        // What comes now is read, answered, and told.
        try clock.set(-3_600)
        try site.importSample(plans: 10)
        try site.comesToRest([.scheduler, .notifier])
        for service in services { #expect(try service.stops(within: 10) == 0) }
    }

    /// A minute long, as it is a minute that is promised.
    @Test func `and whose thread hangs nevertheless is not ready, says why, and ends to be started again`() throws {
        let site = try Site()
        let clock = try Clock(site.group)
        let service = try site.start(.decisionWriter, environment: clock.environment)
        try service.becomesReady()
        try clock.stopFirstThread()
        let answer = try wait(for: "the reason", seconds: 40) {
            service.get("/readyz").flatMap { $0.status == 503 ? $0 : nil }
        }
        #expect(answer.body.contains("the service's thread has been silent for"), "\(answer.body)")
        #expect(service.get("/livez")?.status == 200)
        #expect(try service.child.ended(within: 80) == 1)
        #expect(service.child.errors.contains("ends itself, to be started again"))
        #expect(service.child.errors.contains("silent for 60 s"))
    }

    /// A pipe that is full and that nobody reads, under the name that a program's standard error will have. Its end is to be
    /// closed.
    private func fullPipe(_ log: String, in group: ProcessGroup) -> Int32 {
        let pipe = group.folder.appending(path: "\(log).err").path
        #expect(mkfifo(pipe, 0o600) == 0)
        let end = open(pipe, O_RDWR | O_NONBLOCK)
        let filler = [UInt8](repeating: 10, count: 4_096)
        while write(end, filler, filler.count) > 0 {}
        return end
    }

    @Test func `its last words, where nobody takes them: a program that cannot start ends all the same`() throws {
        let group = try ProcessGroup()
        let end = fullPipe("wrong", in: group)
        defer { close(end) }
        let child = try group.start("scheduler", ["--session-timeout", "soon"], log: "wrong")
        #expect(try child.ended(within: 20) == 2)
    }

    @Test func `a log that nobody takes`() throws {
        let site = try Site()
        // Its standard error is full before it starts, and stays so.
        let end = fullPipe("scheduler-1", in: site.group)
        defer { close(end) }
        let service = try site.start(.scheduler, ["--log-level", "debug"])
        try wait(until: "the scheduler to be ready", seconds: 30) { service.get("/readyz")?.status == 200 }
        try site.importSample(plans: 10)
        try site.comesToRest([.scheduler])
        #expect(service.get("/livez")?.status == 200)
        #expect(service.metric("ehcp_log_lines_dropped_total") == 0)
        #expect(try service.stops(within: 10) == 0)
    }

    @Test func `clients that ask nothing`() throws {
        let site = try Site()
        let service = try site.start(.analytics)
        try service.becomesReady()
        var idle: [Int32] = []
        defer { for socket in idle { close(socket) } }
        for number in 0..<600 {
            idle.append(try connection(to: service.port))
            if number % 2 == 0 { _ = send(idle[number], "GET /", 5, Int32(MSG_NOSIGNAL)) }
            if number % 100 == 99 { #expect(service.get("/readyz")?.status == 200, "after \(number + 1)") }
        }
        #expect(service.get("/livez")?.status == 200)
        #expect(try service.stops(within: 10) == 0)
    }

    private func connection(to port: UInt16) throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard descriptor >= 0, connected == 0 else { throw Trouble("no connection to \(port)") }
        return descriptor
    }

    @Test
    func `as many names for the brokers as are taken: the threads are those that docker-compose.yml reckons with`()
        throws
    {
        let site = try Site()
        let port = try #require(site.servers.split(separator: ":").last)
        // All the same address, and to librdkafka as many brokers.
        let aliases = [
            "127.0.0.1", "127.1", "127.0.1", "localhost", "0x7f.0.0.1", "0x7f.0.1", "0x7f.1", "0177.0.0.1", "0177.0.1",
            "0177.1", "2130706433", "0x7f000001", "017700000001", "127.0.0.01", "127.0.00.1", "127.00.0.1",
        ]
        let names = aliases.map { "\($0):\(port)" }.joined(separator: ",")
        let many = try Site(servers: names)
        let service = try many.start(.notifier)
        try service.becomesReady()
        let status = try String(contentsOfFile: "/proc/\(service.child.pid)/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("Threads:") })
        let threads = try #require(Int(line.split(whereSeparator: \.isWhitespace)[1]))
        // Seven clients, three of them the watch's, each with a thread a name, one a broker, and a few more; and some of its own. As
        // Tests/PackageTests/ComposeTests.swift reckons.
        #expect(threads <= 7 * (16 + 1 + 8) + 10, "\(threads)")
        #expect(try service.stops(within: 10) == 0)
    }

    @Test func `certificates that are renewed in place: it starts anew with them, and not with what it cannot use`()
        throws
    {
        let group = try ProcessGroup()
        let site = try Site(servers: "127.0.0.1:1")
        func make(_ name: String) throws {
            let openssl = Process()
            openssl.executableURL = URL(filePath: "/usr/bin/env")
            openssl.currentDirectoryURL = group.folder
            openssl.arguments = [
                "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days",
                "2",
                "-subj", "/CN=\(name)", "-keyout", "\(name).key", "-out", "\(name).pem",
            ]
            openssl.standardError = FileHandle.nullDevice
            try openssl.run()
            openssl.waitUntilExit()
            guard openssl.terminationStatus == 0 else { throw Trouble("no certificate \(name)") }
        }
        func path(_ name: String) -> String { group.folder.appending(path: name).path }
        func put(_ from: String, _ to: String) throws { #expect(rename(path(from), path(to)) == 0) }
        try make("client")
        let service = try site.start(
            .scheduler,
            [
                "--tls-ca", path("client.pem"), "--tls-certificate", path("client.pem"), "--tls-key",
                path("client.key"),
            ])
        func starts() -> Int { service.child.errors.components(separatedBy: "\"message\":\"started\"").count - 1 }
        try wait(until: "the start", seconds: 20) { starts() == 1 }
        // A certificate without its key cannot be used.
        try make("other")
        try put("other.pem", "client.pem")
        try wait(until: "the refusal", seconds: 30) { service.child.errors.contains("cannot be used") }
        #expect(starts() == 1)
        try put("other.key", "client.key")
        try wait(until: "the start anew", seconds: 30) { starts() == 2 }
        #expect(service.child.errors.contains("the certificates were renewed"))
        #expect(service.child.exitStatus == nil)
        #expect(try service.stops(within: 10) == 0)
    }
}
