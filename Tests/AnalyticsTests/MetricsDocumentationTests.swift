import Foundation
import Metrics
import TestSupport
import Testing

@testable import Analytics

/// The end of docs/metrics.md: every metric, as the seeds declare it.
private enum MetricsDocumentation {
    static let file = "docs/metrics.md"
    static let mark = "<!-- Written from seeds/metrics: UPDATE_DOCS=1 swift test --filter AnalyticsTests -->\n"

    static func text(_ metrics: Metrics) -> String {
        var text = mark + "\n| metric | what is counted of what | source |\n| --- | --- | --- |\n"
        for metric in metrics.all.sorted(by: { $0.name < $1.name }) {
            var says = metric.definition
            if let exclusions = metric.exclusions { says += " Left out: \(exclusions)" }
            if !metric.parts.isEmpty {
                says += " Parts: \(metric.parts.map { "`\($0.name)`" }.joined(separator: ", "))."
            }
            text += "| `\(metric.name)` | **\(metric.title).** \(says) | \(metric.source) |\n"
        }
        return text
    }
}

@Suite struct `The page on metrics` {
    @Test func `lists every metric as it is declared`() throws {
        let page = try Repository.text(MetricsDocumentation.file)
        let mark = try #require(page.range(of: MetricsDocumentation.mark))
        let written = MetricsDocumentation.text(try published.get().all)
        if Repository.isSet("UPDATE_DOCS") {
            try Repository.write(page[..<mark.lowerBound] + written, to: MetricsDocumentation.file)
        } else {
            #expect(
                page[mark.lowerBound...] == written, "write it anew: UPDATE_DOCS=1 swift test --filter AnalyticsTests")
        }
    }
}
