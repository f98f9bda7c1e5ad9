import Contracts
public import Arguments
import Contracts
import Glibc
public import HTTPServer
import Kafka

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
    ///   - metrics: more lines for `/metrics`, on the server's threads.
    public static func run(
        _ service: any Service, sideEffects: (any SideEffects)? = nil, _ arguments: Arguments,
        dayKeeper: DayKeeper? = nil,
        pages: @escaping @Sendable (Request) -> Response? = { _ in nil },
        metrics: @escaping @Sendable () -> String = { "" }
    ) throws(UsageError) -> Int32 {
        StopSignals.block()
        let options = try ServiceOptions(arguments, service: service.name.rawValue)
        let log = Log(service: service.name.rawValue, level: options.logLevel)
        let stop = StopRequest()
        StopSignals.watch(stop, log)
        return run(
            service, sideEffects: sideEffects, options, log: log, stop: stop, dayKeeper: dayKeeper, pages: pages,
            metrics: metrics)
    }

    /// The same with options at hand, until `stop` is asked; takes no signals.
    public static func run(
        _ service: any Service, sideEffects: (any SideEffects)? = nil, _ options: ServiceOptions, log: Log,
        stop: StopRequest, dayKeeper: DayKeeper? = nil, bounds: LoopBounds = LoopBounds(),
        pages: @escaping @Sendable (Request) -> Response? = { _ in nil },
        metrics: @escaping @Sendable () -> String = { "" }
    ) -> Int32 {
        let instance = "\(service.name)-\(hexadecimal(UInt32.random(in: 0...UInt32.max)))"
        let health = Health(service: service.name.rawValue, instance: instance, pages: pages, metrics: metrics)
        let server: HTTPServer
        do {
            server = try HTTPServer(host: options.httpHost, port: options.httpPort) { health.answer($0) }
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
        let reason = driver.run()
        _ = server.stop(within: .seconds(1))
        if let reason {
            log.write(.error, "stopped: it cannot go on", ["reason": .text(reason.description(in: options.namespace))])
            return ExitStatus.failure
        }
        log.write(.info, "stopped")
        return ExitStatus.success
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
