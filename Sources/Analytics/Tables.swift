import Contracts
import Metrics
import Statute

/// Builds the tables of what was counted, and notes which of its counts are shown and how those add up.
struct Tables {
    private let counted: PublishedCounts
    private(set) var counts: Counts

    init(_ counted: PublishedCounts) {
        self.counted = counted
        counts = counted.counts
    }

    mutating func build() -> [Table] {
        poolSmallSettings()
        return [
            waiting(), flow(), byMonth(),
            breakdown("by-kind", "By kind of review", "Kind of review", .kind),
            breakdown("by-stage", "By stage of education", "Stage", .stage),
            breakdown("by-placement", "By type of setting", "Setting", .placement),
            breakdown("by-need", "By primary need", "Primary need", .need), bySetting(), outcomes(), transfers(),
            days(),
            annualReturn(), record(),
        ]
    }

    // MARK: Pieces

    private mutating func show(_ total: CountID, _ parts: [CountID]) {
        counts.shown.formUnion([total] + parts)
        counts.lines.append(Counts.Line(total, parts))
    }

    /// A row for each part in which something was counted, and one for all; each column adds up.
    private mutating func rows(
        _ dimension: Dimension, _ measures: [Measure], parts: [Int32]? = nil,
        _ cells: (Dimension, Int32) -> [Table.Cell]
    ) -> [Table.Row] {
        let parts =
            parts
            ?? counts.parts(of: dimension).filter { part in
                measures.contains { counts[CountID($0, dimension, part)] > 0 }
            }
        for measure in measures {
            show(CountID(measure), parts.map { CountID(measure, dimension, $0) })
        }
        return parts.map { Table.Row(title: Parts.words($0, of: dimension), cells: cells(dimension, $0)) }
            + [Table.Row(title: "All", cells: cells(.all, 0))]
    }

    private static let letterMeasures: [Measure] = [
        .due, .dueInTime, .dueLate, .dueUntold, .recorded, .recordedInTime, .recordedLate,
    ]

    private mutating func letters(_ dimension: Dimension, parts: [Int32]? = nil) -> [Table.Row] {
        let rows = rows(dimension, Tables.letterMeasures, parts: parts) { dimension, part in
            func count(_ measure: Measure) -> CountID { CountID(measure, dimension, part) }
            return [
                .count(count(.due)), .count(count(.dueInTime)), .count(count(.dueLate)), .count(count(.dueUntold)),
                .share(count(.dueInTime), of: count(.due)), .count(count(.recorded)), .count(count(.recordedInTime)),
                .share(count(.recordedInTime), of: count(.recorded)),
            ]
        }
        for part in parts ?? counts.parts(of: dimension) {
            func ids(_ measures: Measure...) -> [CountID] { measures.map { CountID($0, dimension, part) } }
            show(CountID(.due, dimension, part), ids(.dueInTime, .dueLate, .dueUntold))
            show(CountID(.recorded, dimension, part), ids(.recordedInTime, .recordedLate))
        }
        return rows
    }

    private static let letterColumns = [
        "Due", "In time", "Late", "Not told", "In time\u{A0}%", "Sent", "In 4\u{A0}weeks", "DfE\u{A0}%",
    ]
    /// What all breakdowns show.
    static let letterDefinition =
        "Due: meetings held in this period whose four weeks are over; in time, late and not told are what became of "
        + "them. Sent: decisions sent in this period after a recorded meeting; the DfE takes its share of these. The DfE's "
        + "share flatters the latest months, whose late letters have not been sent yet."

    private mutating func breakdown(_ id: String, _ title: String, _ rowsAre: String, _ dimension: Dimension) -> Table {
        Table(
            id: "told-\(id)", title: title, definition: Tables.letterDefinition, rowsAre: rowsAre,
            columns: Tables.letterColumns, rows: letters(dimension), place: .breakdown)
    }

    // MARK: Tables

    private mutating func waiting() -> Table {
        let parts = Array(0..<Int32(Parts.waitingBands))
        return Table(
            id: "waiting", title: "Families who wait for a decision",
            definition: "Families of children with a plan whose review meeting was held, at any time, and who were not "
                + "told the decision by the last day; by weeks since the meeting. After four weeks it is late.",
            rowsAre: "Weeks since the meeting", columns: ["Families"],
            rows: rows(.weeksWaiting, [.waiting], parts: parts) { [.count(CountID(.waiting, $0, $1))] })
    }

    private mutating func flow() -> Table {
        let measures: [Measure] = [.opened, .held, .decided, .told]
        return Table(
            id: "flow", title: "Reviews, month by month",
            definition: "Reviews by what happened in the month: opened, meeting held, decision made, family told.",
            rowsAre: "Month", columns: ["Opened", "Meeting held", "Decided", "Family told"],
            rows: rows(.month, measures, parts: counted.window.months.map(\.number)) { dimension, part in
                measures.map { .count(CountID($0, dimension, part)) }
            })
    }

    private mutating func byMonth() -> Table {
        var parts = counted.window.months.map(\.number)
        if counts.parts(of: .month).contains(Parts.earlier) { parts.insert(Parts.earlier, at: 0) }
        return Table(
            id: "told-by-month", title: "By month of the meeting", definition: Tables.letterDefinition,
            rowsAre: "Month of the meeting", columns: Tables.letterColumns, rows: letters(.month, parts: parts),
            place: .breakdown)
    }

    private mutating func outcomes() -> Table {
        let measures: [Measure] = [.maintained, .amended, .ceased, .withoutOutcome, .told]
        let rows = rows(.kind, measures) { dimension, part in
            func count(_ measure: Measure) -> CountID { CountID(measure, dimension, part) }
            return [
                .count(count(.maintained)), .count(count(.amended)), .count(count(.ceased)),
                .count(count(.withoutOutcome)), .count(count(.told)), .share(count(.amended), of: count(.told)),
            ]
        }
        for (dimension, part) in counts.parts(of: .kind).map({ (Dimension.kind, $0) }) + [(.all, 0)] {
            show(CountID(.told, dimension, part), measures.dropLast().map { CountID($0, dimension, part) })
        }
        return Table(
            id: "outcomes-by-kind", title: "What was decided, by kind of review",
            definition: "Decisions sent in this period, by outcome. The kind of a review never decides its outcome.",
            rowsAre: "Kind of review",
            columns: ["Maintain", "Amend", "Cease", "Not recorded", "Decisions sent", "Amend\u{A0}%"], rows: rows)
    }

    private mutating func poolSmallSettings() {
        let small = counts.parts(of: .setting).filter { part in
            part != Parts.noSetting
                && counts[CountID(.due, .setting, part)] < Suppression.fewestForSetting
        }
        counts.pool(small, of: .setting, into: Parts.smallSettings)
    }

    private mutating func bySetting() -> Table {
        var table = breakdown("by-setting", "By setting", "Setting", .setting)
        table.place = .file
        return table
    }

    private mutating func transfers() -> Table {
        var rows: [Table.Row] = []
        for (place, deadline) in counted.deadlines.enumerated()
        where counts[CountID(.transfer, .deadline, Int32(place))] > 0 {
            func count(_ measure: Measure) -> CountID { CountID(measure, .deadline, Int32(place)) }
            show(count(.transfer), [count(.transferNamed), count(.transferLate), count(.transferUnnamed)])
            let isOver = deadline.last <= counted.window.asAt
            rows.append(
                Table.Row(
                    title:
                        "\(deadline.last.inWords), \(deadline.rule == .ph2 ? "after Year 11" : "to or between schools")",
                    cells: [
                        .count(count(.transfer)), .count(count(.transferNamed)),
                        isOver ? .count(count(.transferLate)) : .none, .count(count(.transferUnnamed)),
                        .share(count(.transferNamed), of: count(.transfer)),
                    ]))
        }
        // A day that is still to come has nobody named after it.
        return Table(
            id: "transfers", title: "Settings named for phase transfers",
            definition:
                "Children whose plan must name the next setting by that day (SEND Regulations 2014, reg 18), and "
                + "whether it did on that day, and on the last day of this period. The share is of those named by that day.",
            rowsAre: "Last day in time",
            columns: ["Children", "Named in time", "Named later", "Not named yet", "In time\u{A0}%"], rows: rows)
    }

    private func days() -> Table {
        func row(_ title: String, _ metric: String) -> Table.Row {
            let lags = counted.days(metric)
            let isShown = lags.count >= Suppression.fewestForMedian
            return Table.Row(
                title: title, cells: [50, 75, 90].map { .number(isShown ? lags.percentile($0) : nil) })
        }
        return Table(
            id: "days", title: "How many days it takes",
            definition:
                "Calendar days, by the nearest rank: half, three quarters and nine tenths took at most so many. "
                + "Of letters, reports and final plans sent in this period; what has not been sent is in none of them.",
            rowsAre: "From and to", columns: ["Median", "Three quarters", "Nine tenths"],
            rows: [
                row("Meeting to report", "days-meeting-to-report"),
                row("Report to decision letter", "days-report-to-letter"),
                row("Meeting to decision letter", "days-meeting-to-letter"),
                row("Amendment notice to final plan", "days-notice-to-final"),
                row("Meeting to its record here", "days-meeting-to-record"),
            ])
    }

    private mutating func annualReturn() -> Table {
        func ids(_ measures: Measure...) -> [CountID] { measures.map { CountID($0) } }
        show(CountID(.plans), ids(.expected, .notExpected, .startUnknown))
        show(CountID(.expected), ids(.completed, .completedEarlier, .completedNever))
        show(CountID(.completed), ids(.lastMaintained, .lastAmended, .lastCeased, .lastWithoutOutcome))
        show(CountID(.completed), ids(.lastInTime, .lastLate, .lastWithoutMeeting))
        show(CountID(.plans), ids(.dueKnown, .dueUnknown))
        func row(_ title: String, _ measure: Measure) -> Table.Row {
            Table.Row(title: title, cells: [.count(CountID(measure))])
        }
        return Table(
            id: "dfe", title: "As the DfE asks for it",
            definition:
                "Plans maintained on the last day, each counted once, in the columns of the DfE's table of annual "
                + "reviews (calendar 2025). Here the year is the period of this page.",
            rowsAre: "Column", columns: ["Plans"],
            rows: [
                row("Plans", .plans), row("Review expected: plan a year old or more", .expected),
                row("Review not expected", .notExpected), row("Start not recorded", .startUnknown),
                row("Review completed in the period", .completed), row("Review completed before it", .completedEarlier),
                row("No completed review recorded", .completedNever), row("Completed: maintain", .lastMaintained),
                row("Completed: amend", .lastAmended), row("Completed: cease", .lastCeased),
                row("Completed: outcome not recorded", .lastWithoutOutcome),
                row("Completed: decision within 4 weeks", .lastInTime),
                row("Completed: decision over 4 weeks", .lastLate),
                row("Completed: meeting not recorded", .lastWithoutMeeting),
            ])
    }

    private mutating func record() -> Table {
        func row(_ title: String, _ measure: Measure) -> Table.Row {
            counts.shown.insert(CountID(measure))
            return Table.Row(title: title, cells: [.count(CountID(measure))])
        }
        show(CountID(.told), [CountID(.recorded), CountID(.toldWithoutMeeting)])
        return Table(
            id: "record", title: "How good the record is",
            definition: "What makes the figures above less certain, counted in this period; plans on the last day.",
            rowsAre: "What is amiss", columns: ["Number"],
            rows: [
                row("Decision sent, meeting not recorded", .toldWithoutMeeting),
                row("Decision sent, outcome not recorded", .withoutOutcome),
                row("Decision to amend, notice not recorded", .amendedWithoutNotice),
                row("Decision recorded as sent before its meeting", .toldBeforeMeeting),
                row("Meeting recorded more than 14 days after it", .heldRecordedLate),
                row("Plan whose twelve months are not known", .dueUnknown),
            ])
    }
}
