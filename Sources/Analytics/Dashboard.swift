import Metrics
import HTML
public import HTTPServer
import Synchronization

/// Answers for the page, its files and the figures for Prometheus from the read model, with a connection of its own.
///
/// - Thread: any; one at a time counts anew. Meanwhile the others are shown what was counted before, and wait only where there is
///   nothing yet: a page never takes as long as a count.
public final class Dashboard: Sendable {
    /// For how long what was counted is shown again, in seconds.
    static let keptFor: Duration = .seconds(5)

    private struct Counted {
        var publication: Publication?
        var until = ContinuousClock.now
        var isCounting = false
    }

    private let path: String
    private let published: PublishedMetrics
    private let kept: String?
    private let counted = Mutex(Counted())
    /// Held by whoever counts.
    private let counting = Mutex(())

    /// The dashboard of the read model in that file.
    ///
    /// What is shown is held against what was published before and is kept in the folder `kept`, where there is one: what would
    /// give a small number away is not shown, but what was shown before it.
    public init(database path: String, metrics: PublishedMetrics, kept: String? = nil) {
        self.kept = kept
        self.path = path
        published = metrics
    }

    private func publication() throws -> Publication? {
        let shown = counted.withLock { counted -> Publication? in
            if let publication = counted.publication, counted.isCounting || ContinuousClock.now < counted.until {
                return publication
            }
            counted.isCounting = true
            return nil
        }
        if let shown { return shown }
        return try counting.withLock { _ in
            // Whoever waited for the first finds what it has counted.
            let first = counted.withLock { ContinuousClock.now < $0.until ? $0.publication : nil }
            if let first { return first }
            defer { counted.withLock { $0.isCounting = false } }
            let began = ContinuousClock.now
            let latest = try Publication(ReadModel(reading: path), published)
            var isAdmitted = true
            if let kept, let latest { isAdmitted = try Publishing(kept).admits(latest).isEmpty }
            let took = ContinuousClock.now - began
            return counted.withLock { counted in
                if isAdmitted { counted.publication = latest }
                counted.until = .now + max(Self.keptFor, took * 20)
                return counted.publication
            }
        }
    }

    /// Answers a request; nil when the path is none of its own.
    public func answer(_ request: Request) -> Response? {
        let name = request.path.split(separator: "/", omittingEmptySubsequences: true).joined(separator: "/")
        let isPage = name.isEmpty || name == "index.html"
        guard
            isPage || name.hasSuffix(".csv") || name.hasSuffix(".html")
                || ["figures.json", FiguresFiles.workbook].contains(name)
        else {
            return nil
        }
        guard request.method == .get else { return .methodNotAllowed([.get]) }
        do {
            guard let publication = try publication() else {
                return .text(
                    "Nothing can be shown yet: the log has not been read so far, or what would be shown is held back.\n",
                    status: 503)
            }
            if isPage { return .html(FiguresPage(publication).page.markup) }
            guard let file = try FiguresFiles(publication).file(name) else { return nil }
            return .bytes(file.bytes, type: file.type)
        } catch {
            return .text("The read model cannot be read: \(error)\n", status: 503)
        }
    }

    /// Lines for Prometheus: of the whole council only, and of these what the page shows and nothing else, for whoever
    /// reaches the one reaches the other. A number that is left out, or not known, is `NaN`: the line stays, and a
    /// dashboard shows a gap where its number is.
    public func metrics() -> String {
        let publication: Publication?
        let isRead: Bool
        do {
            publication = try self.publication()
            isRead = true
        } catch {
            // What keeps the read model from being read stands on the page.
            publication = nil
            isRead = false
        }
        var text = ""
        func add(_ name: String, _ help: String, _ samples: [(labels: String, value: Int?)]) {
            text += "# HELP \(name) \(help)\n# TYPE \(name) gauge\n"
            for sample in samples { text += "\(name)\(sample.labels) \(sample.value.map(String.init) ?? "NaN")\n" }
        }
        func count(_ measure: Measure) -> Int? { publication?.count(CountID(measure)) }
        add("ehcp_read_model_readable", "Whether the read model could be read just now.", [("", isRead ? 1 : 0)])
        add("ehcp_plans", "Plans maintained; small numbers are NaN.", [("", count(.plans))])
        add(
            "ehcp_reviews_open", "Reviews opened whose family is not told, to the nearest 5; fewer than 5 are NaN.",
            [("", publication?.roughlyOpen)])
        add(
            "ehcp_reviews_overdue",
            "Plans whose twelve months are over without the decision; small numbers are NaN.", [("", count(.overdue))])
        let inTime = publication?.count(CountID(.waiting, .weeksWaiting, 0))
        let waiting = count(.waiting)
        add(
            "ehcp_families_waiting",
            "Families not told after a meeting, by whether its four weeks are over; small numbers are NaN.",
            [
                ("{late=\"false\"}", inTime),
                // Whoever sees both can reckon it.
                ("{late=\"true\"}", waiting.flatMap { waiting in inTime.map { waiting - $0 } }),
            ])
        add(
            "ehcp_decisions_told",
            "Decisions of the year that reached the family, by four weeks of the meeting; small numbers are NaN.",
            [("{in_time=\"true\"}", count(.recordedInTime)), ("{in_time=\"false\"}", count(.recordedLate))])
        return text
    }
}
