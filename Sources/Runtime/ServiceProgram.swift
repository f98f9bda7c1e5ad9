public import Arguments
import Contracts
import Glibc
public import HTTPServer
import Kafka
import Synchronization

/// A service's whole life: from the command line to the exit status.
public enum ServiceProgram {
    /// The version, as `--version`, the metrics and the log say it.
    public static let version = "0.1.0"

    /// Runs a service until SIGTERM or SIGINT, which gives 0, or until it must stop by itself, which gives 1. The
    /// arguments are those of a command with `ServiceOptions.options`.
    ///
    /// - Parameters:
    ///   - dayKeeper: begins the days of a real log; the scheduler's alone.
    ///   - pages: what else is answered under `--http`, on the server's threads.
    ///   - limits: what bounds the server.
    ///   - proxies: whose word of a client's address is believed.
    ///   - metrics: more lines for `/metrics`, on the server's threads.
    public static func run(
        _ service: any Service, sideEffects: (any SideEffects)? = nil, _ arguments: Arguments,
        dayKeeper: DayKeeper? = nil,
        limits: HTTPServer.Limits = HTTPServer.Limits(), proxies: Set<String> = [],
        pages: @escaping @Sendable (Request) -> Response? = { _ in nil },
        metrics: @escaping @Sendable () -> String = { "" }
    ) throws(UsageError) -> Int32 {
        StopSignals.block()
        let options = try ServiceOptions(arguments, service: service.name.rawValue)
        let log = Log(service: service.name.rawValue, level: options.logLevel)
        let stop = StopRequest()
        StopSignals.watch(stop, log)
        let isRenewed = Renewal()
        let certificates = CertificateWatch(options.kafka, log: log) {
            log.write(.info, "the certificates were renewed: it starts anew with them")
            isRenewed.note()
            stop.request()
        }
        if let certificates, !certificates.start() { log.write(.error, "no thread can look for renewed certificates") }
        defer { certificates?.stop() }
        let status = run(
            service, sideEffects: sideEffects, options, log: log, stop: stop, dayKeeper: dayKeeper, limits: limits,
            proxies: proxies, pages: pages, metrics: metrics,
            whenSilent: { reason in
                log.write(.error, "ends itself, to be started again", ["reason": .text(reason)])
                log.flush()
                // Not `exit`: what it would still do may be what hangs.
                _exit(ExitStatus.failure)
            })
        if status == ExitStatus.success, isRenewed.isSo, !stop.isSignalled { startAnew(log) }
        return status
    }

    /// Whether certificates were renewed.
    private final class Renewal: Sendable {
        private let flag = Atomic(false)
        var isSo: Bool { flag.load(ordering: .acquiring) }
        func note() { flag.store(true, ordering: .releasing) }
    }

    /// The same program in the same process, with the same words and environment. Returns only where that fails; then the
    /// program ends, and whoever runs it starts it.
    private static func startAnew(_ log: Log) {
        // Blocked signals stay blocked, and what was open is closed by the kernel.
        var words = CommandLine.arguments.map { strdup($0) }
        words.append(nil)
        execv("/proc/self/exe", words)
        log.write(.error, "cannot start anew", ["reason": .text(String(cString: strerror(errno)))])
        log.flush()
        for word in words { free(word) }
    }

    /// The same with options at hand, until `stop` is asked; takes no signals. `whenSilent` is called on the watchdog's
    /// thread when the service's has been silent for a minute; without it there is no watchdog, as inside another program.
    public static func run(
        _ service: any Service, sideEffects: (any SideEffects)? = nil, _ options: ServiceOptions, log: Log,
        stop: StopRequest, dayKeeper: DayKeeper? = nil, bounds: LoopBounds = LoopBounds(),
        limits: HTTPServer.Limits = HTTPServer.Limits(), proxies: Set<String> = [],
        pages: @escaping @Sendable (Request) -> Response? = { _ in nil },
        metrics: @escaping @Sendable () -> String = { "" },
        whenSilent: (@Sendable (_ reason: String) -> Void)? = nil
    ) -> Int32 {
        // Whatever is said last is taken before the program ends, where anybody takes it.
        defer { log.flush() }
        let instance = "\(service.name)-\(hexadecimal(UInt32.random(in: 0...UInt32.max)))"
        let health = Health(service: service.name.rawValue, instance: instance, pages: pages, metrics: metrics)
        let server: HTTPServer
        do {
            server = try HTTPServer(
                host: options.httpHost, port: options.httpPort, names: hostNames(service.name.rawValue, options),
                limits: limits, proxies: proxies, quickPaths: Health.paths
            ) { health.answer($0) }
            if let file = options.httpPortFile { try write(port: server.port, to: file) }
        } catch {
            log.write(.error, "cannot start", ["reason": .text("\(error)")])
            return ExitStatus.failure
        }
        log.write(
            .info, "started",
            [
                "version": .text(version), "instance": .text(instance), "http_port": .number(Int64(server.port)),
                "bootstrap_servers": .text(options.kafka.bootstrapServers),
                "group": .text(options.namespace.group(service.name.rawValue)),
            ])
        let driver = Driver(
            service, sideEffects: sideEffects, options: options, dayKeeper: dayKeeper, bounds: bounds,
            instance: instance,
            health: health, log: log, stop: stop)
        let watchdog = whenSilent.map { Watchdog(health, end: $0) }
        if let watchdog, !watchdog.start() { log.write(.error, "no thread can watch over the service's") }
        let reason = driver.run()
        watchdog?.stop()
        _ = server.stop(within: .seconds(1))
        if let reason {
            log.write(.error, "stopped: it cannot go on", ["reason": .text("\(reason)")])
            return ExitStatus.failure
        }
        log.write(.info, "stopped")
        return ExitStatus.success
    }

    /// The names under which a service may be asked: those of its container, and what it was told.
    static func hostNames(_ service: String, _ options: ServiceOptions) -> HostNames {
        var name = [CChar](repeating: 0, count: 256)
        let own =
            gethostname(&name, name.count - 1) == 0
            ? [String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)] : []
        return HostNames(
            [service, options.httpHost] + own + options.httpNames,
            hint: "If it is right, name it with --http-names (AR_HTTP_NAMES).")
    }

    private static func hexadecimal(_ number: UInt32) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 8 - digits.utf8.count) + digits
    }

    /// Writes the port under another name first: who waits for the file never reads half of it.
    private static func write(port: UInt16, to path: String) throws(UsageError) {
        let draft = path + ".new"
        guard let file = fopen(draft, "w") else { throw failure(path) }
        let written = fputs("\(port)\n", file)
        guard fclose(file) == 0, written >= 0, rename(draft, path) == 0 else { throw failure(path) }
    }

    private static func failure(_ path: String) -> UsageError {
        UsageError("cannot write \(path): \(String(cString: strerror(errno)))")
    }
}
