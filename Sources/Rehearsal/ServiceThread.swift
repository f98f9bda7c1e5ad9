import Arguments
import Caseload
import Contracts
import Glibc
import Runtime
import Synchronization

/// A service that runs inside this process, on a thread of its own.
final class ServiceThread: Sendable {
    /// How long a stop may take, in seconds.
    private static let graceSeconds = 10.0

    private let service: any Service
    private let options: ServiceOptions
    private let sideEffects: @Sendable () -> any SideEffects
    private let stop = StopRequest()
    private let status = Mutex<Int32?>(nil)

    init(
        _ service: any Service, sideEffects: @escaping @autoclosure @Sendable () -> any SideEffects,
        on address: LogAddress
    ) {
        self.service = service
        self.sideEffects = sideEffects
        var options = ServiceOptions(address)
        options.logLevel = .warning
        self.options = options
    }

    /// Starts it.
    func start() throws(CommandError) {
        if let why = OwnThread.start({ self.run() }) {
            throw CommandError("no thread can be started for \(service.name): \(why)")
        }
    }

    /// - Thread: its own.
    private func run() {
        let result = ServiceProgram.run(
            service, sideEffects: sideEffects(), options,
            log: Log(service: service.name.rawValue, level: options.logLevel), stop: stop)
        status.withLock { $0 = result }
    }

    /// Why it runs no more; nil while it does.
    var fault: String? {
        status.withLock { $0 }.map { "\(service.name) has stopped with status \($0): its log says why" }
    }

    /// Stops it and waits until it has ended, or a bound is reached.
    func end() {
        stop.request()
        let deadline = Rest.seconds + ServiceThread.graceSeconds
        while status.withLock({ $0 == nil }), Rest.seconds < deadline { usleep(5_000) }
    }
}
