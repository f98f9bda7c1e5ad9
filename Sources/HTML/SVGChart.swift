/// A chart as inline SVG: no scripts, no colour that alone tells series apart, and the figures as a table below it.
public struct SVGChart: Sendable {
    /// How the figures are drawn.
    public enum Kind: Sendable {
        /// A bar for each figure, those of one category beside each other.
        case bars
        /// A line for each series, with a mark at each figure; a figure that is unknown breaks it.
        case lines
    }

    /// Figures of one thing over all categories.
    public struct Series: Sendable {
        /// What it is called.
        public let name: String
        /// One figure for each category; `nil` where it is unknown.
        public let values: [Double?]

        /// A series.
        public init(_ name: String, _ values: [Double?]) {
            self.name = name
            self.values = values
        }
    }

    /// The chart's own name on the page, of letters, digits and hyphens; two charts of a page have different ones.
    public var id: String
    /// What the chart shows.
    public var title: String
    /// What there is to see, in a sentence, for whoever cannot.
    public var description: String
    /// How the figures are drawn.
    public var kind: Kind
    /// What the categories are, as "Year".
    public var categoryLabel: String
    /// What the figures are, with their unit, as "Decisions in time, %".
    public var valueLabel: String
    /// The categories, left to right.
    public var categories: [String]
    /// The figures; at most as many series as there are colours are drawn.
    public var series: [Series]

    /// A chart.
    public init(
        id: String, title: String, description: String, kind: Kind, categoryLabel: String, valueLabel: String,
        categories: [String], series: [Series]
    ) {
        self.id = id
        self.title = title
        self.description = description
        self.kind = kind
        self.categoryLabel = categoryLabel
        self.valueLabel = valueLabel
        self.categories = categories
        self.series = series
    }

    /// The colours of the series, each with a contrast of at least 4.5:1 on white (WCAG 2.2, 1.4.11 asks for 3:1), and apart for
    /// whoever sees fewer colours: at least 16 of CIE 1976's ΔE in protanopia, deuteranopia and tritanopia (`Tests/Browser`).
    public static let colours = ["#1d70b8", "#b3420a", "#004d2a", "#4c2c92", "#505a5f"]

    /// The chart, and its figures as a table that opens.
    public var figure: HTML {
        .element("figure") {
            HTML.element("figcaption") { title }
            svg
            HTML.element("details") {
                HTML.element("summary") { "The figures as a table" }
                table
            }
        }
    }

    private var table: HTML {
        .table(
            caption: valueLabel,
            columns: [.init(categoryLabel)] + drawn.map { .init($0.name, isNumeric: true) },
            rows: categories.enumerated().map { place, category in
                [HTML(category)] + drawn.map { HTML($0.value(place).map { short($0) } ?? "unknown") }
            })
    }

    // MARK: Drawing, in the units of the view box, a pixel each on a wide screen

    private static let width = 720.0
    private static let height = 360.0
    private static let left = 72.0
    private static let right = 16.0
    private static let bottom = 64.0
    private static let legendHeight = 24.0
    private static let dashes = ["none", "8 4", "2 3", "10 3 2 3", "5 5"]
    // Where more would run into each other.
    private static let mostCategoryLabels = 12
    private static let mostValueLabels = 24

    private var drawn: ArraySlice<Series> { series.prefix(Self.colours.count) }
    private var top: Double { 16 + (drawn.count > 1 ? Self.legendHeight : 0) }

    /// The drawing alone.
    public var svg: HTML {
        .element(
            "svg", Attribute("xmlns", "http://www.w3.org/2000/svg"), Attribute("role", "img"),
            Attribute("viewBox", "0 0 \(short(Self.width)) \(short(Self.height))"),
            Attribute("width", short(Self.width)), Attribute("height", short(Self.height)),
            Attribute("aria-labelledby", "\(id)-title \(id)-desc"), Attribute("font-size", "14"),
            Attribute("fill", "#0b0c0c")
        ) {
            HTML.element("title", .id("\(id)-title")) { title }
            HTML.element("desc", .id("\(id)-desc")) { description }
            axes
            switch kind {
            case .bars: bars
            case .lines: lines
            }
            if drawn.count > 1 { legend }
        }
    }

    private var scale: Scale { Scale(drawn.flatMap { $0.values.prefix(categories.count) }.compactMap { $0 }) }

    private func y(_ value: Double, _ scale: Scale) -> Double {
        let room = Self.height - Self.bottom - top
        return top + room * (scale.high - value) / (scale.high - scale.low)
    }

    private var step: Double { (Self.width - Self.left - Self.right) / Double(max(categories.count, 1)) }

    private func middle(_ place: Int) -> Double { Self.left + step * (Double(place) + 0.5) }

    private var axes: HTML {
        let scale = scale
        let bottom = Self.height - Self.bottom
        let stride = (categories.count + Self.mostCategoryLabels - 1) / Self.mostCategoryLabels
        return .joined(
            scale.ticks.flatMap { tick in
                [
                    line(
                        Self.left, y(tick, scale), Self.width - Self.right, y(tick, scale),
                        tick == 0 ? "#0b0c0c" : "#b1b4b6"),
                    text(short(tick), Self.left - 8, y(tick, scale) + 5, anchor: "end"),
                ]
            }
                + categories.enumerated().filter { $0.offset % max(stride, 1) == 0 }.map { place, category in
                    text(category, middle(place), bottom + 22)
                }
                + [
                    text(categoryLabel, (Self.left + Self.width - Self.right) / 2, Self.height - 12, isBold: true),
                    .element(
                        "text", Attribute("transform", "translate(16 \(short((top + bottom) / 2))) rotate(-90)"),
                        Attribute("text-anchor", "middle"), Attribute("font-weight", "bold")
                    ) { valueLabel },
                ])
    }

    private var bars: HTML {
        let scale = scale
        // A fifth of each category's room stays empty on either side; bars of one category touch with a white edge.
        let thickness = step * 0.6 / Double(max(drawn.count, 1))
        let isLabelled = categories.count * drawn.count <= Self.mostValueLabels
        var pieces: [HTML] = []
        for (order, series) in drawn.enumerated() {
            for place in categories.indices {
                guard let value = series.value(place) else { continue }
                let x = middle(place) + thickness * (Double(order) - Double(drawn.count) / 2)
                let (from, to) = (min(y(value, scale), y(0, scale)), max(y(value, scale), y(0, scale)))
                pieces.append(
                    .element(
                        "rect", Attribute("x", short(x)), Attribute("y", short(from)),
                        Attribute("width", short(thickness)), Attribute("height", short(to - from)),
                        Attribute("fill", Self.colours[order]), Attribute("stroke", "#fff")
                    ) { HTML.element("title") { "\(categories[place]), \(series.name): \(short(value))" } })
                if isLabelled {
                    pieces.append(text(short(value), x + thickness / 2, value < 0 ? to + 16 : from - 5))
                }
            }
        }
        return .joined(pieces)
    }

    private var lines: HTML {
        let scale = scale
        var pieces: [HTML] = []
        for (order, series) in drawn.enumerated() {
            var path = ""
            var isDown = false
            for place in categories.indices {
                guard let value = series.value(place) else {
                    isDown = false
                    continue
                }
                path += "\(isDown ? "L" : "M")\(short(middle(place))) \(short(y(value, scale)))"
                isDown = true
                pieces.append(
                    .element(
                        "circle", Attribute("cx", short(middle(place))), Attribute("cy", short(y(value, scale))),
                        Attribute("r", "4"), Attribute("fill", Self.colours[order])
                    ) { HTML.element("title") { "\(categories[place]), \(series.name): \(short(value))" } })
            }
            pieces.append(
                .element(
                    "path", Attribute("d", path), Attribute("fill", "none"),
                    Attribute("stroke", Self.colours[order]), Attribute("stroke-width", "3"),
                    Attribute("stroke-dasharray", Self.dashes[order])
                ) {})
        }
        return .joined(pieces)
    }

    private var legend: HTML {
        let room = (Self.width - Self.left - Self.right) / Double(drawn.count)
        return .joined(
            drawn.enumerated().flatMap { order, series in
                let x = Self.left + room * Double(order)
                let sample: HTML =
                    switch kind {
                    case .bars:
                        .element(
                            "rect", Attribute("x", short(x)), Attribute("y", "6"), Attribute("width", "14"),
                            Attribute("height", "14"), Attribute("fill", Self.colours[order])
                        ) {}
                    case .lines:
                        .element(
                            "path", Attribute("d", "M\(short(x)) 13h24"), Attribute("stroke", Self.colours[order]),
                            Attribute("stroke-width", "3"), Attribute("stroke-dasharray", Self.dashes[order])
                        ) {}
                    }
                return [sample, text(series.name, x + (kind == .bars ? 20 : 30), 18, anchor: "start")]
            })
    }

    private func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ colour: String) -> HTML {
        .element(
            "line", Attribute("x1", short(x1)), Attribute("y1", short(y1)), Attribute("x2", short(x2)),
            Attribute("y2", short(y2)), Attribute("stroke", colour)
        ) {}
    }

    private func text(
        _ text: String, _ x: Double, _ y: Double, anchor: String = "middle", isBold: Bool = false
    ) -> HTML {
        .element(
            "text", Attribute("x", short(x)), Attribute("y", short(y)), Attribute("text-anchor", anchor),
            Attribute("font-weight", isBold ? "bold" : "normal")
        ) { text }
    }
}

extension SVGChart.Series {
    /// The figure at `place`; `nil` where it is unknown or no number.
    fileprivate func value(_ place: Int) -> Double? {
        guard values.indices.contains(place), let value = values[place], value.isFinite else { return nil }
        return value
    }
}

/// The value axis: from 0 or below to above the largest figure, in steps of 1, 2 or 5 times a power of ten.
private struct Scale {
    let low: Double
    let high: Double
    let ticks: [Double]

    init(_ values: [Double]) {
        let finite = values.filter(\.isFinite)
        let most = max(finite.max() ?? 0, 0)
        let least = min(finite.min() ?? 0, 0)
        // About five steps over the whole.
        let wanted = min(max((most - least) / 5, 1e-3), 1e15)
        var power = 1e-3
        while power * 10 <= wanted { power *= 10 }
        let step = power * ([1, 2, 5, 10].first { power * $0 >= wanted * 0.999 } ?? 10)
        var ticks = [0.0]
        while let last = ticks.last, last < most, ticks.count < 12 { ticks.append(Double(ticks.count) * step) }
        let above = ticks.count
        while let first = ticks.first, first > least, ticks.count < 24 {
            ticks.insert(-Double(ticks.count - above + 1) * step, at: 0)
        }
        if ticks.count == 1 { ticks.append(1) }
        self.ticks = ticks
        low = ticks.first ?? 0
        high = ticks.last ?? 1
    }
}

/// A number with at most two places after the point, as people write it.
func short(_ number: Double) -> String {
    let hundredths = number.magnitude * 100 + 0.5
    guard hundredths < 0x1p53 else { return "\(number)" }
    let units = Int(hundredths)
    let sign = number < 0 && units > 0 ? "-" : ""
    let fraction = units % 100
    if fraction == 0 { return "\(sign)\(units / 100)" }
    if fraction % 10 == 0 { return "\(sign)\(units / 100).\(fraction / 10)" }
    return "\(sign)\(units / 100).\(fraction < 10 ? "0" : "")\(fraction)"
}
