import HTML
import Metrics
import Statute

/// A page of one figure: what it means, what it comes to in this period, by what else it is counted, and what was published of
/// it before. It shows no number that the page of all figures, or an earlier publication, does not.
struct FigurePage {
    /// The most periods before this one.
    static let mostBefore = 24

    let publication: Publication
    let figure: Figure
    /// What was published before, oldest first.
    private let before: [KeptPublication]

    init(_ publication: Publication, _ figure: Figure, before: [KeptPublication] = []) {
        self.publication = publication
        self.figure = figure
        // Of a period that was published again the last counts.
        var last: [Day: KeptPublication] = [:]
        for kept in before where kept.to < publication.window.asAt { last[kept.to] = kept }
        self.before = Array(last.values.sorted { $0.to < $1.to }.suffix(FigurePage.mostBefore))
    }

    /// The file's name.
    static func fileName(_ figure: Figure) -> String { "\(figure.id).html" }

    var page: Page {
        let window = publication.window
        return Page(
            title: figure.title, service: "Annual reviews: figures",
            banner: publication.about.isRehearsal ? FiguresPage.rehearsal : nil,
            navigation: [.init("All figures", to: "index.html")],
            footer: HTML.p("Counted on what was known at the end of \(window.asAt.inWords).")
        ) {
            HTML.h1(figure.title)
            HTML.p { "\(publication.about.council.capitalisedName), \(window.from.inWords) to \(window.asAt.inWords)." }
            HTML.h2("What it means")
            HTML.p(figure.definition)
            if let exclusions = figure.exclusions { HTML.p("Left out: \(exclusions)") }
            HTML.p("Source: \(figure.source).")
            HTML.h2("This period")
            HTML.table(caption: "\(figure.title), this period", columns: Self.columns("Period"), rows: [row("All")])
            HTML.p("c stands for a number left out so that no child can be made out.")
            breakdowns
            history
        }
    }

    private static func columns(_ first: String) -> [HTML.Column] {
        [
            .init(first), .init("Share", isNumeric: true), .init("Number", isNumeric: true),
            .init("Of", isNumeric: true),
        ]
    }

    private func row(_ title: String, _ dimension: Dimension = .all, _ part: Int32 = 0) -> [HTML] {
        let (those, of) = (
            CountID(figure.numerator.measure, dimension, part), CountID(figure.denominator.measure, dimension, part)
        )
        return [
            HTML(title), HTML(publication.text(.share(those, of: of))), HTML(publication.text(.count(those))),
            HTML(publication.text(.count(of))),
        ]
    }

    // MARK: By what else

    /// Each table of the page whose rows have both numbers of this figure.
    private var breakdowns: HTML {
        .joined(
            publication.tables.filter { $0.place != .file }.map { table in
                let rows = table.rows.compactMap { row in place(of: row).map { (row.title, $0) } }
                guard rows.count > 1 else { return .empty }
                return HTML.h2(table.title)
                    + HTML.table(
                        caption: "\(figure.title), \(table.title.lowercasedFirst)",
                        columns: Self.columns(table.rowsAre),
                        rows: rows.map { row($0.0, $0.1.dimension, $0.1.part) })
            })
    }

    /// Where in a breakdown that row stands, if it shows both numbers.
    private func place(of row: Table.Row) -> CountID? {
        for cell in row.cells {
            guard case .count(let id) = cell, id.measure == figure.denominator.measure else { continue }
            let those = CountID(figure.numerator.measure, id.dimension, id.part)
            return publication.counts.shown.contains(those) ? id : nil
        }
        return nil
    }

    // MARK: Before

    private var history: HTML {
        guard !before.isEmpty else { return .empty }
        func shown(_ kept: KeptPublication, _ id: CountID) -> Int? { kept.counts[id].flatMap(\.self) }
        func share(_ kept: KeptPublication) -> Int? {
            guard let those = shown(kept, figure.numerator), let of = shown(kept, figure.denominator) else {
                return nil
            }
            return permille(those, of: of)
        }
        let now = publication.share(figure.numerator, of: figure.denominator)
        let chart = SVGChart(
            id: "history", title: "\(figure.title), as it was published",
            description: "Lines: the share as it was published at the end of each period.", kind: .lines,
            categoryLabel: "Last day of the period", valueLabel: "Share, %",
            categories: before.map { "\($0.to)" } + ["\(publication.window.asAt)"],
            series: [SVGChart.Series("Share", (before.map(share) + [now]).map { $0.map { Double($0) / 10 } })])
        return HTML.h2("As it was published before")
            + .element("figure") {
                HTML.element("figcaption") { chart.title }
                chart.svg
            }
            + HTML.table(
                caption: "\(figure.title), as it was published before", columns: Self.columns("Period"),
                rows: before.reversed().map { kept in
                    [
                        HTML("\(kept.from) to \(kept.to)"), HTML(share(kept).map { "\(decimal($0))%" } ?? "c"),
                        HTML(shown(kept, figure.numerator).map(grouped) ?? "c"),
                        HTML(shown(kept, figure.denominator).map(grouped) ?? "c"),
                    ]
                })
    }
}

extension String {
    /// "By need" as within a sentence.
    fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
