public import Metrics
public import Runtime

/// The metrics of which the page is made, held to be there and to have the parts that it shows: a file of `seeds/metrics`
/// may be changed by a council, and the page is not to find out while somebody looks at it.
public struct PublishedMetrics: Sendable {
    /// What of a metric a count is.
    enum Share: Equatable {
        /// All that is counted.
        case all
        /// Those of which it is true.
        case those
        /// What became of others.
        case part(String)
    }

    /// All metrics.
    let all: Metrics
    /// The metrics of which counts are shown, each with those counts and where in it they stand.
    let counted: [(metric: Metric, counts: [(measure: Measure, place: Place)])]
    /// The metrics of days that are shown.
    let days: [String: Metric]
    /// The metric of the reviews that are open.
    let open: Metric

    /// Where in a metric's count a number stands.
    enum Place {
        case all, those
        case part(Int)

        func of(_ count: MetricCount) -> Int {
            switch self {
            case .all: count.of
            case .those: count.those
            case .part(let place): count.parts.isEmpty ? 0 : count.parts[place]
            }
        }
    }

    /// Where what others published stands; nil where nothing is shown beside it.
    private let seeds: Seeds?

    /// What others published, beside that council; nil where the seeds have nothing of it.
    func beside(_ council: String) throws -> Table? {
        guard let seeds, try Set(seeds.names(in: "dfe", suffix: ".csv")).isSuperset(of: Benchmark.files) else {
            return nil
        }
        return try Benchmark(seeds, council: council).table
    }

    /// What the page needs of those metrics.
    public init(_ metrics: Metrics, seeds: Seeds? = nil) throws(PublishedMetricsError) {
        self.seeds = seeds
        func metric(_ name: String) throws(PublishedMetricsError) -> Metric {
            guard let metric = metrics[name] else { throw PublishedMetricsError("there is no metric “\(name)”") }
            return metric
        }
        var order: [String] = []
        var counts: [String: [(Measure, Place)]] = [:]
        for measure in Measure.allCases {
            let source = measure.source
            let metric = try metric(source.metric)
            if counts[metric.name] == nil { order.append(metric.name) }
            counts[metric.name, default: []].append((measure, try Self.place(source.share, metric)))
        }
        all = metrics
        counted = try order.map { name throws(PublishedMetricsError) in (try metric(name), counts[name] ?? []) }
        var days: [String: Metric] = [:]
        for name in PublishedCounts.lags { days[name] = try metric(name) }
        for (name, metric) in days {
            guard case .days = metric.measure else {
                throw PublishedMetricsError("“\(name)” (\(metric.place)) counts no days")
            }
        }
        self.days = days
        open = try metric("reviews-open")
    }

    private static func place(_ share: Share, _ metric: Metric) throws(PublishedMetricsError) -> Place {
        switch share {
        case .all: return .all
        case .those:
            guard case .share = metric.measure else {
                throw PublishedMetricsError("“\(metric.name)” (\(metric.place)) does not say which are “those”")
            }
            return .those
        case .part(let name):
            guard let place = metric.parts.firstIndex(where: { $0.name == name }) else {
                throw PublishedMetricsError("“\(metric.name)” (\(metric.place)) has no part “\(name)”")
            }
            return .part(place)
        }
    }
}

/// What the page needs, and a council's metrics lack.
public struct PublishedMetricsError: Error, CustomStringConvertible {
    /// What, and what to do.
    public let description: String

    init(_ what: String) {
        description =
            "\(what): the page is made of it. Put back in seeds/metrics what came with this version; to change what a figure "
            + "means, declare another"
    }
}

extension Measure {
    /// The metric of which it is a count, and what of it.
    var source: (metric: String, share: PublishedMetrics.Share) {
        switch self {
        case .opened: ("reviews-opened", .all)
        case .held: ("meetings-held", .all)
        case .decided: ("decisions-made", .all)
        case .told: ("decisions-sent", .all)
        case .due: ("told-in-four-weeks-strict", .all)
        case .dueInTime: ("told-in-four-weeks-strict", .those)
        case .dueLate: ("told-in-four-weeks-strict", .part("late"))
        case .dueUntold: ("told-in-four-weeks-strict", .part("not-told"))
        case .dueRefused: ("late-through-a-refusal", .those)
        case .dueNotRefused: ("late-through-a-refusal", .part("otherwise"))
        case .recorded: ("told-in-four-weeks-dfe", .all)
        case .recordedInTime: ("told-in-four-weeks-dfe", .those)
        case .recordedLate: ("told-in-four-weeks-dfe", .part("later"))
        case .toldWithoutMeeting: ("told-without-recorded-meeting", .those)
        case .maintained: ("decisions-sent", .part("maintain"))
        case .amended: ("decisions-sent", .part("amend"))
        case .ceased: ("decisions-sent", .part("cease"))
        case .withoutOutcome: ("decisions-sent", .part("not-recorded"))
        case .reportDue: ("report-in-two-weeks", .all)
        case .reportInTime: ("report-in-two-weeks", .those)
        case .reportLate: ("report-in-two-weeks", .part("later"))
        case .twelveDue: ("final-in-twelve-weeks", .all)
        case .twelveInTime: ("final-in-twelve-weeks", .those)
        case .twelveLate: ("final-in-twelve-weeks", .part("later"))
        case .eightDue: ("final-in-eight-weeks", .all)
        case .eightInTime: ("final-in-eight-weeks", .those)
        case .eightLate: ("final-in-eight-weeks", .part("later"))
        case .waiting: ("families-waiting", .all)
        case .plans: ("plans-maintained", .all)
        case .expected: ("plans-maintained", .part("expected"))
        case .notExpected: ("plans-maintained", .part("not-expected"))
        case .startUnknown: ("plans-maintained", .part("start-not-recorded"))
        case .completed: ("reviewed-in-the-period", .those)
        case .completedEarlier: ("reviewed-in-the-period", .part("before"))
        case .completedNever: ("reviewed-in-the-period", .part("never"))
        case .lastMaintained: ("completed-by-outcome", .part("maintain"))
        case .lastAmended: ("completed-by-outcome", .part("amend"))
        case .lastCeased: ("completed-by-outcome", .part("cease"))
        case .lastWithoutOutcome: ("completed-by-outcome", .part("not-recorded"))
        case .lastInTime: ("completed-in-four-weeks", .those)
        case .lastLate: ("completed-in-four-weeks", .part("later"))
        case .lastWithoutMeeting: ("completed-in-four-weeks", .part("meeting-not-recorded"))
        case .dueKnown: ("reviews-overdue", .all)
        case .overdue: ("reviews-overdue", .those)
        case .notOverdue: ("reviews-overdue", .part("not-overdue"))
        case .dueUnknown: ("twelve-months-unknown", .those)
        case .transfer: ("transfers-named", .all)
        case .transferNamed: ("transfers-named", .those)
        case .transferLate: ("transfers-named", .part("later"))
        case .transferUnnamed: ("transfers-named", .part("not-named"))
        case .toldBeforeMeeting: ("told-before-meeting", .those)
        case .amendedWithoutNotice: ("amended-without-notice", .those)
        case .heldRecordedLate: ("meeting-recorded-late", .those)
        }
    }
}
