import CSV
import Metrics
import Statute

// What is not obvious here:
//
// - A number that is left out can be had from two publications: from a count that is shown in one and left out of the other,
//   or from what a count has changed by. A change of 1 to 4 is itself a number of 1 to 4 children.
// - Of two periods only the months that lie whole in both are the same counts. What is left is the same period, counted again.

/// What was published of a period, kept so that what is published later can be held against it.
struct KeptPublication {
    /// The first day of the period.
    let from: Day
    /// Its last day.
    let to: Day
    /// What was shown; nil of a count that was left out.
    let counts: [CountID: Int?]

    /// What a publication shows.
    init(_ publication: Publication) {
        from = publication.window.from
        to = publication.window.asAt
        var counts: [CountID: Int?] = [:]
        for id in publication.counts.shown { counts[id] = .some(publication.count(id)) }
        self.counts = counts
    }

    /// Something that a later publication would give away.
    struct Leak: Equatable, CustomStringConvertible {
        /// The count.
        let id: CountID
        /// What was shown before, and what would be shown now; nil where it was, or is, left out.
        let before, now: Int?
        /// The last day of the period that was published before.
        let publishedTo: Day

        /// What it is, without a number that is left out.
        var description: String {
            let part = Parts.words(id.part, of: id.dimension)
            let name =
                "\(id.measure.source.metric), \(id.measure)"
                + (id.dimension == .all ? "" : ", \(id.dimension): \(part)")
            return switch (before, now) {
            case (let before?, let now?):
                "\(name): \(before) was published for the period to \(publishedTo), and \(now) would be: a change of 1 to 4"
            case (nil, _): "\(name): left out of what was published for the period to \(publishedTo), and shown now"
            case (_, nil): "\(name): shown in what was published for the period to \(publishedTo), and left out now"
            }
        }
    }

    /// What a reader of this publication and of that later one could work out.
    func leaks(by later: KeptPublication) -> [Leak] {
        let isSamePeriod = from == later.from && to == later.to
        return counts.compactMap { id, before in
            guard isSamePeriod || isWholeMonth(id, later), let now = later.counts[id] else { return nil }
            switch (before, now) {
            case (let before?, let now?) where !(1..<Suppression.smallest).contains(abs(before - now)): return nil
            case (nil, nil): return nil
            default: return Leak(id: id, before: before, now: now, publishedTo: to)
            }
        }.sorted {
            ($0.id.measure.rawValue, $0.id.dimension.rawValue, $0.id.part) < (
                $1.id.measure.rawValue, $1.id.dimension.rawValue, $1.id.part
            )
        }
    }

    /// Whether that count is of a month that lies whole in both periods.
    private func isWholeMonth(_ id: CountID, _ later: KeptPublication) -> Bool {
        guard id.dimension == .month, id.part != Parts.earlier else { return false }
        var month = Month(of: from)
        month.number = id.part
        var next = month
        next.number += 1
        guard let first = month.firstDay, let after = next.firstDay else { return false }
        return [self, later].allSatisfy { $0.from <= first && after - 1 <= $0.to }
    }

    // MARK: As a file

    /// Its name among others: one a period and day on which it was known.
    func fileName(knownOn known: Day) -> String { "\(to)_from_\(from)_known_\(known).csv" }

    /// A line a count.
    var csv: [UInt8] {
        var writer = CSVWriter()
        writer.append(["From", "To", "Count", "By", "Part", "Shown"])
        for (id, count) in counts.sorted(by: {
            ($0.key.measure.rawValue, $0.key.dimension.rawValue, $0.key.part)
                < ($1.key.measure.rawValue, $1.key.dimension.rawValue, $1.key.part)
        }) {
            writer.append([
                .text("\(from)"), .text("\(to)"), .text("\(id.measure)"), .text("\(id.dimension)"),
                .integer(Int(id.part)), count.map { .integer($0) } ?? "c",
            ])
        }
        return writer.bytes
    }

    /// Reads such a file; throws, with its name and line, when it is none.
    init(parsing bytes: [UInt8], file: String) throws {
        let table = try CSVTable(parsing: bytes, file: file, required: ["From", "To", "Count", "By", "Part", "Shown"])
        var period: (Day, Day)?
        var counts: [CountID: Int?] = [:]
        for record in table.records {
            guard let from = record["From"].flatMap({ Day($0) }), let to = record["To"].flatMap({ Day($0) }),
                let measure = Measure.allCases.first(where: { "\($0)" == record["Count"] }),
                let dimension = Dimension.allCases.first(where: { "\($0)" == record["By"] }),
                let part = record["Part"].flatMap({ Int32($0) }), let shown = record["Shown"],
                shown == "c" || Int(shown) != nil, period.map({ $0 == (from, to) }) ?? true
            else { throw PublishError.unreadable(file, record.line) }
            period = (from, to)
            counts[CountID(measure, dimension, part)] = .some(Int(shown))
        }
        guard let period else { throw PublishError.unreadable(file, 1) }
        (from, to) = period
        self.counts = counts
    }
}

/// Why something cannot be published, and what to do.
enum PublishError: Error, CustomStringConvertible {
    case unreadable(String, Int)
    case gives([KeptPublication.Leak])
    case noFolder(String, String)

    /// The most that are named.
    private static let mostNamed = 20

    var description: String {
        switch self {
        case .unreadable(let file, let line):
            "\(file):\(line) is no line of what was published; put the file back as it was, for without it nobody can say "
                + "what a new publication gives away"
        case .gives(let leaks):
            "held back: whoever compares it with what was published before can work out small numbers.\n  "
                + leaks.prefix(Self.mostNamed).map(\.description).joined(separator: "\n  ")
                + (leaks.count > Self.mostNamed ? "\n  and \(leaks.count - Self.mostNamed) more" : "")
                + "\nPublish another period, or say who decides and why: --accept REASON --by ID"
        case .noFolder(let path, let why): "\(path) cannot be read: \(why)"
        }
    }
}
