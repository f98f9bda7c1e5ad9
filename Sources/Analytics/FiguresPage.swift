import Metrics
import Contracts
public import HTML
import Statute

/// The page: one document, readable without scripts, with its tables, charts and what each figure means.
public struct FiguresPage: Sendable {
    private let publication: Publication

    /// The page of these figures.
    public init(_ publication: Publication) { self.publication = publication }

    /// What stands on every page, and beside every file, of a rehearsal.
    static let rehearsal =
        "Rehearsal: invented children. How late people are here was put in, not found out: no figure on this page says "
        + "anything about a council."

    /// The document.
    public var page: Page {
        let window = publication.window
        var page = Page(
            title: "Annual reviews: are families told in time?", service: "Annual reviews: figures",
            banner: publication.about.isRehearsal ? Self.rehearsal : nil,
            footer: HTML.p(
                "Counted on what was known at the end of \(window.asAt.inWords). A fact that comes later changes the figures of "
                    + "the day on which it happened.")
        ) {
            HTML.h1("Are families told in time?")
            HTML.p { "\(publication.about.council.capitalisedName), \(window.from.inWords) to \(window.asAt.inWords)." }
            lead
            HTML.p {
                HTML.element("strong") { "c" }
                " stands for a number left out so that no child can be made out: from 1 to 4, or one from which such a number "
                "could be worked out. "
                HTML.link("All figures as JSON", to: "figures.json")
                ", and "
                HTML.link("as a spreadsheet", to: FiguresFiles.workbook)
                "."
            }
            figures
            for table in publication.tables where table.place == .page && Self.leads.contains(table.id) {
                section(table)
            }
            breakdowns
            for table in publication.tables where table.place == .page && !Self.leads.contains(table.id) {
                section(table)
            }
        }
        page.moreStyle = Self.style
        return page
    }

    /// The tables that come before the breakdowns.
    private static let leads = ["waiting", "flow"]

    // A caption repeats the heading above it; it is for those who cannot see that.
    private static let style: StaticString = """
        caption{position:absolute;left:-999em}td,th{font-size:1rem}
        .few{max-width:32rem}small{font-size:1rem;color:#505a5f;display:block}
        """

    // MARK: Pieces

    /// What a councillor should take away, where the numbers may be shown.
    private var lead: HTML {
        guard let due = publication.count(CountID(.due)), let inTime = publication.count(CountID(.dueInTime)),
            let untold = publication.count(CountID(.dueUntold)), due > 0
        else { return .empty }
        return HTML.p {
            HTML.element("strong") {
                "Of \(grouped(due)) families who were due a decision, \(grouped(inTime)) were told within four weeks of the "
                "meeting. \(grouped(untold)) have not been told."
            }
        }
    }

    private var figures: HTML {
        let rows: [[HTML]] = publication.figures.map { figure in
            [
                HTML.element("strong") { HTML.link(figure.title, to: FigurePage.fileName(figure)) }
                    + HTML.element("small") { "\(figure.definition) Source: \(figure.source)." },
                HTML(publication.text(.share(figure.numerator, of: figure.denominator))),
                HTML(publication.text(.count(figure.numerator))),
                HTML(publication.text(.count(figure.denominator))),
            ]
        }
        return HTML.h2("The figures")
            + HTML.table(
                caption: "The figures of this period",
                columns: [
                    .init("Figure"), .init("Share", isNumeric: true), .init("Number", isNumeric: true),
                    .init("Of", isNumeric: true),
                ], rows: rows)
            + HTML.p { download("figures") }
    }

    private var breakdowns: HTML {
        HTML.h2("Who is told in time")
            + HTML.p(Tables.letterDefinition)
            + .joined(
                publication.tables.filter { $0.place == .breakdown }.map { table in
                    HTML.h3(table.title) + content(of: table)
                })
            + HTML.h3("By setting")
            + HTML.p {
                "Settings with at least \(Suppression.fewestForSetting) meetings whose decision was due, each by itself: "
                download("told-by-setting")
                "."
            }
    }

    private func section(_ table: Table) -> HTML {
        HTML.h2(table.title) + HTML.p(table.definition) + content(of: table)
    }

    private func content(of table: Table) -> HTML {
        let grid = HTML.table(
            caption: table.title,
            columns: [.init(table.rowsAre)] + table.columns.map { .init($0, isNumeric: true) },
            rows: table.rows.map { row in
                // The last row of a table that adds up.
                let isSum = row.title == "All"
                func cell(_ text: String) -> HTML { isSum ? HTML.element("strong") { text } : HTML(text) }
                return [cell(row.title)] + row.cells.map { cell(publication.text($0)) }
            })
        // A single number far from what it is of is hard to read across.
        return (chart(of: table) ?? .empty)
            + (table.columns.count > 1 ? grid : HTML.element("div", .class("few")) { grid })
            + HTML.p { download(table.id) }
    }

    private func download(_ id: String) -> HTML { .link("\(id).csv", to: "\(id).csv") }

    // MARK: Charts

    private func chart(of table: Table) -> HTML? {
        let rows = table.rows.filter { $0.title != "All" }
        let chart: SVGChart
        switch table.id {
        case "waiting":
            chart = SVGChart(
                id: "waiting", title: "Families who wait, by weeks since the meeting",
                description: "Bars: how many families wait for a decision, by weeks since the meeting.", kind: .bars,
                categoryLabel: "Weeks since the meeting", valueLabel: "Families",
                categories: ["0 to 4", "5 to 8", "9 to 12", "13 to 26", "27 to 52", "53 or more"],
                series: [series("Families", rows, 0)])
        case "flow":
            chart = SVGChart(
                id: "flow", title: "Reviews opened, meetings held and families told, by month",
                description: "Lines: reviews opened, meetings held and families told in each month.", kind: .lines,
                categoryLabel: "Month", valueLabel: "Reviews", categories: rows.map { $0.title.shortMonth },
                series: [series("Opened", rows, 0), series("Meeting held", rows, 1), series("Family told", rows, 3)])
        case "told-by-month":
            let months = rows.filter { $0.title != Parts.words(Parts.earlier, of: .month) }
            chart = SVGChart(
                id: "in-time", title: "Told within four weeks, by month of the meeting",
                description: "Lines: the share told within four weeks, of decisions due and of decisions sent.",
                kind: .lines, categoryLabel: "Month of the meeting", valueLabel: "Told within four weeks, %",
                categories: months.map { $0.title.shortMonth },
                series: [series("Of all decisions due", months, 4), series("Of decisions sent (DfE)", months, 7)])
        default: return nil
        }
        return .element("figure") {
            HTML.element("figcaption") { chart.title }
            chart.svg
        }
    }

    /// A column as a series; what is left out is a gap.
    private func series(_ name: String, _ rows: [Table.Row], _ column: Int) -> SVGChart.Series {
        SVGChart.Series(
            name,
            rows.map { row in
                switch row.cells[column] {
                case .count(let id): publication.count(id).map { Double($0) }
                case .share(let part, let all): publication.share(part, of: all).map { Double($0) / 10 }
                case .number(let number): number.map { Double($0) }
                case .published(let tenths): tenths.map { Double($0) / 10 }
                case .none: nil
                }
            })
    }
}

extension String {
    /// "Sep" of "Sep 2024", but "Jan 25" of January.
    fileprivate var shortMonth: String { hasPrefix("Jan") ? "Jan \(suffix(2))" : String(prefix(3)) }

    /// A data file's name as a council's: "kensington-and-chelsea" is "Kensington and Chelsea".
    var capitalisedName: String {
        split(separator: "-").map { word in
            ["and", "upon", "of", "with", "the"].contains(word)
                ? String(word) : word.prefix(1).uppercased() + word.dropFirst()
        }.joined(separator: " ")
    }
}
