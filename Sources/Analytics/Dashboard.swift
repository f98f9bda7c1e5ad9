import HTML
public import HTTPServer
import Synchronization

/// Answers for the page, its files and the figures for Prometheus from the read model, with a connection of its own.
///
/// - Thread: any; one at a time counts anew, the others wait for it.
public final class Dashboard: Sendable {
    /// For how long what was counted is shown again, in seconds.
    static let keptFor: Duration = .seconds(5)

    private struct Counted {
        var publication: Publication?
        var until = ContinuousClock.now
    }

    private let path: String
    private let counted = Mutex(Counted())

    /// The dashboard of the read model in that file.
    public init(database path: String) { self.path = path }

    private func publication() throws -> Publication? {
        try counted.withLock { counted in
            if let publication = counted.publication, ContinuousClock.now < counted.until { return publication }
            let began = ContinuousClock.now
            counted.publication = try Publication(ReadModel(reading: path))
            let took = ContinuousClock.now - began
            counted.until = .now + max(Self.keptFor, took * 20)
            return counted.publication
        }
    }

    /// Answers a request; nil when the path is none of its own.
    public func answer(_ request: Request) -> Response? {
        let name = request.path.split(separator: "/", omittingEmptySubsequences: true).joined(separator: "/")
        let isPage = name.isEmpty || name == "index.html"
        guard isPage || name.hasSuffix(".csv") || name == "figures.json" else { return nil }
        guard request.method == .get else { return .methodNotAllowed([.get]) }
        do {
            guard let publication = try publication() else {
                return .text("Nothing is counted yet: the log has not been read so far.\n", status: 503)
            }
            if isPage { return .html(FiguresPage(publication).page.markup) }
            guard let file = try FiguresFiles(publication).file(name) else { return nil }
            return .bytes(file.bytes, type: file.type)
        } catch {
            return .text("The read model cannot be read: \(error)\n", status: 503)
        }
    }

    /// Lines for Prometheus: of the whole council only, and none while nothing is counted.
    public func metrics() -> String {
        // What keeps the read model from being read stands on the page; a scrape simply misses these lines.
        guard let publication = try? publication() else { return "" }
        let counts = publication.counts
        var text = ""
        func add(_ name: String, _ kind: String, _ help: String, _ samples: [(labels: String, value: Int)]) {
            text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind)\n"
            for sample in samples { text += "\(name)\(sample.labels) \(sample.value)\n" }
        }
        add("ehcp_plans", "gauge", "Plans maintained.", [("", counts[.plans])])
        add("ehcp_reviews_open", "gauge", "Reviews opened whose family is not told.", [("", publication.open)])
        add(
            "ehcp_reviews_overdue", "gauge", "Plans whose twelve months are over without the decision.",
            [("", counts[.overdue])])
        add(
            "ehcp_families_waiting", "gauge", "Families not told after a meeting, by whether its four weeks are over.",
            [
                ("{late=\"false\"}", counts[CountID(.waiting, .weeksWaiting, 0)]),
                ("{late=\"true\"}", counts[.waiting] - counts[CountID(.waiting, .weeksWaiting, 0)]),
            ])
        add(
            "ehcp_decisions_told_total", "counter", "Decisions that reached the family, by four weeks of the meeting.",
            [("{in_time=\"true\"}", publication.everTold.inTime), ("{in_time=\"false\"}", publication.everTold.late)])
        return text
    }
}
