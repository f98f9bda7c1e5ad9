import Foundation
import FoundationXML
import HTML
import Testing

private func chart(
    _ kind: SVGChart.Kind = .bars, categories: [String] = ["2022", "2023", "2024"],
    _ series: [SVGChart.Series] = [.init("England", [40.2, 42, 44.4]), .init("Bromley", [10, nil, 15])]
) -> SVGChart {
    SVGChart(
        id: "timeliness", title: "Decisions in time", description: "Bromley stays below England & falls behind.",
        kind: kind, categoryLabel: "Year", valueLabel: "In time, %", categories: categories, series: series)
}

/// The elements of a drawing, read by an XML parser of its own.
private final class Elements: NSObject, XMLParserDelegate {
    var found: [(name: String, attributes: [String: String])] = []
    var texts: [String] = []

    static func of(_ html: HTML) -> Elements? {
        let elements = Elements()
        let parser = XMLParser(data: Data(html.markup.utf8))
        parser.delegate = elements
        return parser.parse() ? elements : nil
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) { found.append((name, attributes)) }

    func parser(_ parser: XMLParser, foundCharacters string: String) { texts.append(string) }

    func named(_ name: String) -> [[String: String]] { found.filter { $0.name == name }.map(\.attributes) }
}

@Suite struct `A chart` {
    @Test(arguments: [SVGChart.Kind.bars, .lines])
    func `is well-formed and tells its title and description to whoever cannot see it`(kind: SVGChart.Kind) throws {
        let elements = try #require(Elements.of(chart(kind).svg))
        let svg = try #require(elements.named("svg").first)
        #expect(svg["role"] == "img")
        #expect(svg["aria-labelledby"] == "timeliness-title timeliness-desc")
        #expect(elements.named("title").first?["id"] == "timeliness-title")
        #expect(elements.named("desc").first?["id"] == "timeliness-desc")
        for text in ["Year", "In time, %", "2022", "2024", "England", "Bromley", "0"] {
            #expect(elements.texts.contains(text))
        }
        #expect(elements.named("script").isEmpty)
    }

    @Test func `a bar's length is its figure's share of the axis; an unknown figure has none`() throws {
        let drawing = try #require(
            Elements.of(chart(categories: ["a", "b", "c"], [.init("x", [50, 100, nil])]).svg))
        let heights = drawing.named("rect").compactMap { $0["height"].flatMap(Double.init) }
        #expect(heights.count == 2)
        #expect(abs(heights[1] - heights[0] * 2) < 0.05)
        #expect(drawing.texts.contains("100"))
    }

    @Test func `bars of one category stand beside each other and inside the drawing`() throws {
        let drawing = try #require(Elements.of(chart().svg))
        // Without the two of the legend, which have no edge.
        let bars = drawing.named("rect").filter { $0["stroke"] != nil }
        #expect(bars.count == 5)
        let spans = try bars.map { bar in
            let x = try #require(bar["x"].flatMap(Double.init))
            return (x, x + (try #require(bar["width"].flatMap(Double.init))))
        }.sorted { $0.0 < $1.0 }
        for (one, next) in zip(spans, spans.dropFirst()) { #expect(one.1 <= next.0 + 0.02) }
        #expect(spans.allSatisfy { $0.0 >= 72 && $0.1 <= 704 })
    }

    @Test func `figures below 0 hang from the line of 0`() throws {
        let drawing = try #require(Elements.of(chart(categories: ["a", "b"], [.init("x", [-10, 10])]).svg))
        let bars = drawing.named("rect")
        let ends = bars.map { (Double($0["y"] ?? "") ?? 0) + (Double($0["height"] ?? "") ?? 0) }
        #expect(abs((Double(bars[0]["y"] ?? "") ?? -1) - ends[1]) < 0.02)
        #expect(drawing.texts.contains("-10"))
    }

    @Test func `a line breaks where a figure is unknown`() throws {
        let drawing = try #require(
            Elements.of(chart(.lines, categories: ["a", "b", "c", "d"], [.init("x", [1, 2, nil, 3])]).svg))
        let path = try #require(drawing.named("path").first?["d"])
        #expect(path.split(separator: "M", omittingEmptySubsequences: true).count == 2)
        #expect(drawing.named("circle").count == 3)
    }

    @Test(
        arguments: [
            [], [nil, nil], [0, 0], [.nan, .infinity], [1e300, 1], [-5e-9, 3e-9], [718_838, 1], [1, 2, 3, 4, 5, 6, 7],
        ] as [[Double?]])
    func `any figures can be drawn`(values: [Double?]) throws {
        for kind in [SVGChart.Kind.bars, .lines] {
            let markup = chart(kind, [.init("x", values)]).svg.markup
            #expect(!markup.contains("nan") && !markup.contains("inf"))
            #expect(Elements.of(HTML(trustedMarkup: markup)) != nil)
        }
    }

    @Test func `what a person wrote stays text`() {
        let evil = chart(categories: ["<b>"], [.init("\"><script>", [1])])
        #expect(!evil.figure.markup.contains("<b>"))
        #expect(!evil.figure.markup.contains("<script>"))
    }

    @Test func `the figures stand below as a table; unknown stays unknown`() {
        let markup = chart().figure.markup
        #expect(
            markup.contains("<th scope=\"row\">2023</th><td class=\"number\">42</td><td class=\"number\">unknown</td>"))
        #expect(markup.contains("<figcaption>Decisions in time</figcaption>"))
        #expect(markup.contains("<summary>The figures as a table</summary>"))
    }

    @Test(arguments: SVGChart.colours)
    func `every colour has a contrast of 4.5:1 on white`(colour: String) throws {
        let number = try #require(Int(colour.dropFirst(), radix: 16))
        // WCAG's relative luminance.
        let parts = [number >> 16, number >> 8 & 255, number & 255].map { part in
            let share = Double(part) / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        let luminance = 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
        #expect(1.05 / (luminance + 0.05) >= 4.5)
    }
}
