extension HTML {
    /// The page's heading.
    public static func h1(_ text: String) -> HTML { element("h1") { text } }

    /// A section's heading.
    public static func h2(_ text: String) -> HTML { element("h2") { text } }

    /// A subsection's heading.
    public static func h3(_ text: String) -> HTML { element("h3") { text } }

    /// A paragraph.
    public static func p(@HTMLBuilder content: () -> HTML) -> HTML { element("p", content: content) }

    /// A paragraph of plain text.
    public static func p(_ text: String) -> HTML { element("p") { text } }

    /// A link.
    public static func link(_ text: String, to target: String) -> HTML { element("a", .href(target)) { text } }

    /// A list with points.
    public static func list(_ items: [HTML]) -> HTML {
        element("ul") { for item in items { element("li") { item } } }
    }

    /// A column of a table.
    public struct Column: Sendable {
        /// What stands above it.
        public let title: String
        /// Whether it holds numbers, which stand at the right.
        public let isNumeric: Bool

        /// A column.
        public init(_ title: String, isNumeric: Bool = false) {
            self.title = title
            self.isNumeric = isNumeric
        }
    }

    /// A table that says what it shows; the first cell of a row is the row's heading. It scrolls by itself on a narrow
    /// screen, from the keyboard too.
    public static func table(caption: String, columns: [Column], rows: [[HTML]]) -> HTML {
        element(
            "div", .class("table"), Attribute("tabindex", "0"), Attribute("role", "region"),
            Attribute("aria-label", caption)
        ) {
            element("table") {
                element("caption") { caption }
                element("thead") {
                    element("tr") {
                        for column in columns {
                            element("th", Attribute("scope", "col"), column.isNumeric ? .class("number") : nil) {
                                column.title
                            }
                        }
                    }
                }
                element("tbody") {
                    for row in rows {
                        element("tr") {
                            for (place, cell) in row.enumerated() {
                                if place == 0 {
                                    element("th", Attribute("scope", "row")) { cell }
                                } else {
                                    let isNumeric = place < columns.count && columns[place].isNumeric
                                    element("td", isNumeric ? .class("number") : nil) { cell }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
