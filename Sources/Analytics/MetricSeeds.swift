public import Metrics
public import Runtime
import YAML

extension Seeds {
    /// The metrics of every file in `metrics`; refused with file, line and what to do when one cannot be read.
    public func metrics() throws -> Metrics {
        var metrics = Metrics()
        for name in try names(in: "metrics", suffix: ".yaml") {
            try metrics.add(try text(name), file: path(name)) { $0.facts }
        }
        return metrics
    }

    /// Those of which the page is made.
    func publishedMetrics() throws -> PublishedMetrics { try PublishedMetrics(try metrics(), seeds: self) }
}

extension MetricRows {
    /// What is known of each of these rows.
    var facts: [MetricFact] {
        switch self {
        case .reviews: ReviewFacts.all
        case .plans: PlanFacts.all
        }
    }
}
