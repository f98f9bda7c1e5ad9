import Contracts
public import Metrics
import Statute

/// What the page shows of one window: counts of metrics, whole and by what the page breaks them down by.
public struct PublishedCounts: Sendable {
    /// The days it is about.
    public let window: Window
    /// What was counted.
    public private(set) var counts = Counts()
    /// Reviews that are open at the end of the window.
    public let open: Int
    /// The last days for transfers that the window is about.
    public let deadlines: [TransferDeadline]
    private var lags: [String: Lags] = [:]

    /// The metrics of days that are shown.
    static let lags = [
        "days-meeting-to-report", "days-report-to-letter", "days-meeting-to-letter", "days-notice-to-final",
        "days-meeting-to-record",
    ]

    /// Counts those tables, one of each kind of rows.
    public init(_ metrics: PublishedMetrics, _ tables: [MetricRows: FactTable], _ window: Window) {
        self.window = window
        deadlines = TransferDeadline.around(window)
        open = tables[metrics.open.rows].map { metrics.open.groups(in: $0, window).all.of } ?? 0
        for (name, metric) in metrics.days {
            guard let table = tables[metric.rows] else { continue }
            lags[name] = metric.groups(in: table, window).all.days
        }
        for (metric, places) in metrics.counted {
            guard let table = tables[metric.rows] else { continue }
            let all = metric.groups(in: table, window).all
            for (measure, place) in places { counts.set(CountID(measure), place.of(all)) }
            if metric.name == "families-waiting" {
                for (band, count) in all.parts.enumerated() {
                    counts.set(CountID(.waiting, .weeksWaiting, Int32(band)), count)
                }
            }
            for (dimension, breakdown) in Self.breakdowns[metric.name] ?? [] {
                for (group, count) in metric.groups(in: table, window, by: breakdown).groups {
                    guard let part = part(group, of: dimension, in: table) else { continue }
                    for (measure, place) in places {
                        counts.set(CountID(measure, dimension, part), place.of(count))
                    }
                }
            }
        }
    }

    /// Days from one event to another, of that metric.
    func days(_ name: String) -> Lags { lags[name] ?? Lags() }

    private static let children: [(Dimension, Breakdown)] = [
        (.kind, .value(of: "kind")), (.need, .value(of: "need")), (.stage, .value(of: "stage")),
        (.placement, .value(of: "placement")), (.setting, .value(of: "setting")),
    ]

    private static let breakdowns: [String: [(Dimension, Breakdown)]] = [
        "reviews-opened": [(.month, .month(of: "opened"))],
        "meetings-held": [(.month, .month(of: "held"))],
        "decisions-made": [(.month, .month(of: "decided"))],
        "decisions-sent": [(.month, .month(of: "told")), (.kind, .value(of: "kind"))],
        "told-in-four-weeks-strict": [(.month, .month(of: "held"))] + children,
        "told-in-four-weeks-dfe": [(.month, .monthOfPeriod(of: "held"))] + children,
        "transfers-named": [(.deadline, .value(of: "transfer_by"))],
    ]

    /// The number by which the page knows a group; nil of one that it does not show.
    private func part(_ group: Int32, of dimension: Dimension, in table: FactTable) -> Int32? {
        let isUnknown = group == MetricFact.unknown
        switch dimension {
        case .month: return group == Breakdown.before ? Parts.earlier : group
        case .kind: return isUnknown ? Parts.of(nil as ReviewKind?) : group
        case .need: return isUnknown ? Parts.of(nil as Need?) : group
        case .stage: return isUnknown ? Parts.of(nil as Stage?) : group
        case .placement: return isUnknown ? Parts.of(nil as Placement?) : group
        case .setting:
            guard !isUnknown else { return Parts.noSetting }
            return Int32(table.names[Int(group)]) ?? Parts.noSetting
        case .deadline: return deadlines.firstIndex { $0.last.number == group }.map { Int32($0) }
        case .all, .weeksWaiting: return nil
        }
    }
}

/// The numbers by which parts of a dimension are known.
enum Parts {
    /// Of months: before the window.
    static let earlier: Int32 = -1
    /// Of settings: the child has none.
    static let noSetting: Int32 = 0
    /// Of settings: those with few reviews, together.
    static let smallSettings: Int32 = -1
    /// How many bands of weeks there are in which families wait.
    static let waitingBands = 6

    static func of<Word: CaseIterable & Equatable>(_ word: Word?) -> Int32 {
        guard let word else { return Int32(Word.allCases.count) }
        var place: Int32 = 0
        for other in Word.allCases {
            if other == word { return place }
            place += 1
        }
        return place
    }

    static func word<Word: CaseIterable>(_ part: Int32, _: Word.Type) -> Word? {
        part < 0 ? nil : Word.allCases.dropFirst(Int(part)).first
    }
}
