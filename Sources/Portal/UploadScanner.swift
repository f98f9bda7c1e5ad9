import Clamd
import Runtime
import Synchronization

/// Has files looked through before they are taken, where the council runs a clamd, and counts what became of them.
///
/// - Thread: any.
final class UploadScanner: Sendable {
    /// What became of a file.
    enum Outcome: Equatable, Sendable {
        case clean
        /// It holds what does harm, by the scanner's name for it.
        case harmful(String)
        /// Nobody could look through it.
        case unknown
    }

    private struct Counts {
        var clean = 0
        var harmful = 0
        var unknown = 0
        var answers = true
    }

    private let scan: @Sendable ([UInt8]) throws(Clamd.Fault) -> Clamd.Verdict
    private let report: @Sendable (String) -> Void
    private let counts = Mutex(Counts())

    /// With what is asked of the scanner; `report` is told why it gave no answer.
    init(
        report: @escaping @Sendable (String) -> Void,
        scan: @escaping @Sendable ([UInt8]) throws(Clamd.Fault) -> Clamd.Verdict
    ) {
        self.report = report
        self.scan = scan
    }

    /// With that daemon, which is asked at once whether it is there.
    convenience init(_ clamd: Clamd, report: @escaping @Sendable (String) -> Void) {
        self.init(report: report) { bytes throws(Clamd.Fault) in try clamd.scan(bytes) }
        do throws(Clamd.Fault) { try clamd.ping() } catch {
            counts.withLock { $0.answers = false }
            report("\(error)")
        }
    }

    func look(_ bytes: [UInt8]) -> Outcome {
        let outcome: Outcome
        do throws(Clamd.Fault) {
            switch try scan(bytes) {
            case .clean: outcome = .clean
            case .found(let name): outcome = .harmful(name)
            }
        } catch {
            report("\(error)")
            outcome = .unknown
        }
        counts.withLock { counts in
            switch outcome {
            case .clean: counts.clean += 1
            case .harmful: counts.harmful += 1
            case .unknown: counts.unknown += 1
            }
            counts.answers = outcome != .unknown
        }
        return outcome
    }

    /// Lines for `/metrics`.
    var metrics: String {
        let counts = counts.withLock { $0 }
        return """
            # HELP ehcp_portal_scanner_answers Whether the scanner answered when it was last asked.
            # TYPE ehcp_portal_scanner_answers gauge
            ehcp_portal_scanner_answers \(counts.answers ? 1 : 0)
            # HELP ehcp_portal_files_scanned_total Files that were looked through, by what was found.
            # TYPE ehcp_portal_files_scanned_total counter
            ehcp_portal_files_scanned_total{outcome="clean"} \(counts.clean)
            ehcp_portal_files_scanned_total{outcome="harmful"} \(counts.harmful)
            ehcp_portal_files_scanned_total{outcome="unknown"} \(counts.unknown)

            """
    }
}
