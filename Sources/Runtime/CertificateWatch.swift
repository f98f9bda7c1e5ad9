import Glibc
import Kafka
import Synchronization

/// Looks whether the certificates that a service was started with were renewed in place. Kafka's client reads them once,
/// when it is made: a service whose certificates were renewed has to start anew, or the broker refuses it when the old
/// ones end.
///
/// - Thread: `run` is its own; `stop` may be called from any.
final class CertificateWatch: Sendable {
    /// How often it looks, in milliseconds.
    static let restMilliseconds = 1_000
    /// For how many looks the files must stay as they are, before they count as written to their end.
    static let looksUntilSettled = 3

    /// What tells one version of a file from another; nil of one that is not there.
    struct Version: Equatable, Sendable {
        let device: UInt
        let number: UInt
        let size: Int
        let seconds: Int
        let nanoseconds: Int

        init?(of path: String) {
            // Through links: that is how a renewal puts a whole set in place at once.
            var about = stat()
            guard stat(path, &about) == 0 else { return nil }
            device = UInt(about.st_dev)
            number = UInt(about.st_ino)
            size = Int(about.st_size)
            seconds = about.st_mtim.tv_sec
            nanoseconds = about.st_mtim.tv_nsec
        }
    }

    private let kafka: KafkaConfiguration
    private let files: [String]
    private let log: Log
    private let renewed: @Sendable () -> Void
    private let isStopped = Atomic(false)

    /// Nil where there is no TLS, and so nothing to look at.
    ///
    /// - Parameter renewed: called once, on its thread, when the files are others and can be used.
    init?(_ kafka: KafkaConfiguration, log: Log, renewed: @escaping @Sendable () -> Void) {
        guard let tls = kafka.tls else { return nil }
        self.kafka = kafka
        files = [tls.caLocation, tls.certificateLocation, tls.keyLocation].compactMap { $0 }
        self.log = log
        self.renewed = renewed
    }

    /// Starts its thread. False: there was none to be had.
    func start() -> Bool { OwnThread.start { self.run() } == nil }

    /// It looks no more.
    func stop() { isStopped.store(true, ordering: .releasing) }

    private func run() {
        let first = files.map(Version.init(of:))
        var last = first
        var refused: [Version?]?
        var settled = 0
        while !isStopped.load(ordering: .acquiring) {
            var rest = timespec(
                tv_sec: CertificateWatch.restMilliseconds / 1_000,
                tv_nsec: CertificateWatch.restMilliseconds % 1_000 * 1_000_000)
            nanosleep(&rest, nil)
            let now = files.map(Version.init(of:))
            settled = now == last ? settled + 1 : 0
            last = now
            guard now != first, now != refused, settled >= CertificateWatch.looksUntilSettled else { continue }
            // A client is made of them and ended: what it cannot use must not take the place of what still works.
            do throws(KafkaError) {
                try Admin(kafka).close()
            } catch {
                refused = now
                log.write(
                    .error, "the renewed certificates cannot be used; the service goes on with the old ones",
                    ["reason": .text("\(error)")])
                continue
            }
            renewed()
            return
        }
    }
}
