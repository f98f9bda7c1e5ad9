import HTTPServer
import JSON
import Statute
import Synchronization

/// What a service shows of itself: `/livez`, `/readyz` and `/metrics`. No case ids, no personal data.
///
/// - Thread: the service's thread tells it what to show, the server's threads show it, the watchdog's looks whether the
///   first still comes round.
final class Health: Sendable {
    /// One thing that must be so before the service is ready.
    struct Check: Sendable, Equatable {
        var name: StaticString
        /// What is not so, and what to do; nil when it is.
        var fault: String?

        static func == (left: Check, right: Check) -> Bool {
            left.name.description == right.name.description && left.fault == right.fault
        }
    }

    struct Snapshot: Sendable {
        var checks: [Check] = [Check(name: "broker", fault: "not connected yet")]
        var counts = LoopCounts()
        var partitions: [Loop.PartitionView] = []
        var ends: [Int64] = []
        var inFlight = 0
        /// What is known of the record.
        var record = RecordFigures()
        /// The day in England by this host's clock.
        var hostDay: Day?
        /// How many lines of the log were dropped.
        var droppedLogLines = 0
        /// When the service's thread last came round, on its steady clock.
        var lastTurn = SteadyClock.seconds

        var isReady: Bool { checks.allSatisfy { $0.fault == nil } }
    }

    /// How many seconds the service's thread may be silent before it counts as dead, and the program ends itself. The
    /// longest it waits for Kafka at a stretch is well below.
    static let longestSilence = 60.0
    /// How many seconds it may be silent before the service is not ready. An ordinary turn takes milliseconds; the longest
    /// wait in one, for a commit that is not answered, five seconds.
    static let longestTurn = 20.0

    /// What whoever runs the service asks for: it never waits for the pages that the service itself adds.
    static let paths: Set<String> = ["/livez", "/readyz", "/metrics"]

    private let service: String
    private let instance: String
    private let snapshot = Mutex(Snapshot())
    /// More lines of metrics, and pages, that the service itself adds.
    private let more: @Sendable (Request) -> Response?
    private let moreMetrics: @Sendable () -> String

    init(
        service: String, instance: String, pages: @escaping @Sendable (Request) -> Response? = { _ in nil },
        metrics: @escaping @Sendable () -> String = { "" }
    ) {
        self.service = service
        self.instance = instance
        more = pages
        moreMetrics = metrics
    }

    func show(_ change: (inout Snapshot) -> Void) {
        snapshot.withLock {
            change(&$0)
            $0.lastTurn = SteadyClock.seconds
        }
    }

    /// A sign of life of the service's thread, where it has nothing new to show.
    func turn() { show { _ in } }

    /// What is shown; with the check that the service's thread itself comes round.
    var current: Snapshot {
        var now = snapshot.withLock { $0 }
        let silence = SteadyClock.seconds - now.lastTurn
        now.checks.append(
            Check(
                name: "thread",
                fault: silence < Health.longestTurn
                    ? nil
                    : "the service's thread has been silent for \(Int(silence)) s; after \(Int(Health.longestSilence)) s "
                        + "the program ends itself, to be started again"))
        return now
    }

    /// As if the service's thread had been silent for so many seconds, for tests.
    func forget(seconds: Double) { snapshot.withLock { $0.lastTurn -= seconds } }

    /// When the service's thread last came round, on its steady clock.
    var lastTurn: Double { snapshot.withLock { $0.lastTurn } }

    /// Answers a request.
    func answer(_ request: Request) -> Response {
        switch (request.method, request.path) {
        case (.get, "/livez"): return livez()
        case (.get, "/readyz"): return readyz()
        case (.get, "/metrics"):
            return .bytes(Array(metrics().utf8), type: "text/plain; version=0.0.4; charset=utf-8")
        default: return more(request) ?? .notFound
        }
    }

    private func livez() -> Response {
        let silence = SteadyClock.seconds - lastTurn
        guard silence < Health.longestSilence else {
            return .text("the service's thread has been silent for \(Int(silence)) s\n", status: 503)
        }
        return .text("ok\n")
    }

    private func readyz() -> Response {
        let now = current
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("ready")
        writer.boolean(now.isReady)
        writer.name("service")
        writer.string(service)
        writer.name("instance")
        writer.string(instance)
        writer.name("checks")
        writer.beginObject()
        for check in now.checks {
            writer.name(check.name)
            writer.beginObject()
            writer.name("ok")
            writer.boolean(check.fault == nil)
            if let fault = check.fault {
                writer.name("say")
                writer.string(fault)
            }
            writer.endObject()
        }
        writer.endObject()
        // A real log's are the same, but for the minutes in which a day begins; a rehearsal's has nothing to do with it.
        if let day = now.partitions.compactMap(\.today).min() {
            writer.name("log_day")
            writer.string(day.description)
        }
        if let day = now.hostDay {
            writer.name("host_day")
            writer.string(day.description)
        }
        writer.name("speaks_for")
        writer.beginList()
        for (partition, view) in now.partitions.enumerated() where view.isOwned {
            writer.element()
            writer.integer(partition)
        }
        writer.endList()
        writer.endObject()
        return .bytes(writer.bytes + [10], type: "application/json", status: now.isReady ? 200 : 503)
    }

    /// Prometheus' text format, version 0.0.4.
    func metrics() -> String {
        let now = current
        let counts = now.counts
        var text = Exposition()
        text.add(
            "ehcp_build_info", .gauge, "The version that runs.",
            ["service": service, "version": ServiceProgram.version], 1)
        text.add("ehcp_ready", .gauge, "Whether the service is ready.", [:], now.isReady ? 1 : 0)
        for (outcome, count) in [
            ("accepted", counts.accepted), ("repeated", counts.repeated), ("not_fitting", counts.notFitting),
            ("not_entitled", counts.notEntitled),
            ("unknown_kind", counts.unknownKinds), ("unreadable", counts.unreadable),
        ] {
            text.add(
                "ehcp_events_processed_total", .counter, "Entries and events read, by what became of them.",
                ["topic": "case-files", "outcome": outcome], count)
        }
        for (outcome, count) in [
            ("accepted", counts.otherRecords - counts.otherUnreadable), ("unreadable", counts.otherUnreadable),
        ] {
            text.add("ehcp_events_processed_total", .counter, "", ["topic": "other", "outcome": outcome], count)
        }
        text.add("ehcp_entries_said_total", .counter, "Entries this instance appended.", [:], counts.said)
        text.add(
            "ehcp_records_written_total", .counter, "Records written to other topics, dead letters among them.", [:],
            counts.written)
        text.add(
            "ehcp_dead_letters_total", .counter, "Records that could not be read.", [:],
            counts.unreadable + counts.otherUnreadable)
        text.add(
            "ehcp_delivery_failures_total", .counter, "Deliveries that failed and were tried again.", [:],
            counts.failed)
        text.add(
            "ehcp_log_lines_dropped_total", .counter, "Lines of the service's own log that nobody took in time.", [:],
            now.droppedLogLines)
        text.add("ehcp_cases_asked_total", .counter, "Cases about which the service was asked.", [:], counts.asked)
        text.add("ehcp_entries_in_flight", .gauge, "Entries appended and not read back.", [:], now.inFlight)
        text.add("ehcp_cases", .gauge, "Cases in memory.", [:], now.partitions.reduce(0) { $0 + $1.cases })
        text.add(
            "ehcp_partitions_spoken_for", .gauge, "Partitions for which this instance speaks.", [:],
            now.partitions.count { $0.isOwned })
        for (partition, view) in now.partitions.enumerated() {
            let end = now.ends.indices.contains(partition) ? now.ends[partition] : 0
            text.add(
                "ehcp_consumer_lag_messages", .gauge,
                "Records between the position and the end, as the broker last said it; asked for every 15 s.",
                ["topic": "case-files", "partition": String(partition)], Int(max(0, end - view.position)))
        }
        if let day = now.partitions.compactMap(\.today).min() {
            text.add(
                "ehcp_log_today_timestamp_seconds", .gauge, "The earliest partition's today, as midnight UTC.", [:],
                Int(day.number) * 86_400)
        }
        now.record.add(to: &text, counts)
        if let day = now.hostDay {
            text.add(
                "ehcp_host_today_timestamp_seconds", .gauge,
                "The day in England by this host's clock, as midnight UTC.", [:], Int(day.number) * 86_400)
        }
        return text.text + moreMetrics()
    }
}

/// Prometheus' text format.
struct Exposition {
    enum Kind: String {
        case counter, gauge
    }

    private(set) var text = ""
    private var last = ""

    /// One sample; the help of a family stands before its first.
    mutating func add(
        _ name: String, _ kind: Kind, _ help: String, _ labels: KeyValuePairs<String, String>, _ value: Int
    ) {
        if name != last {
            text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
            last = name
        }
        text += name
        if !labels.isEmpty {
            text += "{"
            text += labels.map { "\($0.key)=\"\(Exposition.escaped($0.value))\"" }.joined(separator: ",")
            text += "}"
        }
        text += " \(value)\n"
    }

    private static func escaped(_ value: String) -> String {
        var out = ""
        for character in value {
            switch character {
            case "\\": out += "\\\\"
            case "\"": out += "\\\""
            case "\n": out += "\\n"
            default: out.append(character)
            }
        }
        return out
    }
}
