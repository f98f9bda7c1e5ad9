import HTML
import Testing

@Suite struct `A piece of HTML` {
    @Test func `a text is escaped on every way in`() {
        let evil = "<script>alert(\"x\" & 'y')</script>"
        let safe = "&lt;script&gt;alert(&quot;x&quot; &amp; &#39;y&#39;)&lt;/script&gt;"
        #expect(HTML(evil).markup == safe)
        #expect(HTML.p(evil).markup == "<p>\(safe)</p>")
        #expect(HTML.p { evil }.markup == "<p>\(safe)</p>")
        #expect(HTML.h1(evil).markup == "<h1>\(safe)</h1>")
        #expect(HTML.list([HTML(evil)]).markup == "<ul><li>\(safe)</li></ul>")
        #expect(HTML.void("input", Attribute("value", evil)).markup == "<input value=\"\(safe)\">")
        #expect(HTML.element("b", .class(evil), .id(evil)) {}.markup == "<b class=\"\(safe)\" id=\"\(safe)\"></b>")
        let literal: HTML = "<b>"
        #expect(literal.markup == "&lt;b&gt;")
        #expect(HTML("a\0b é 😀").markup == "a\u{FFFD}b é 😀")
    }

    @Test func `markup stands as it is only when it is called trusted`() {
        #expect(HTML(trustedMarkup: "<b>x</b>").markup == "<b>x</b>")
    }

    @Test func `pieces follow each other, with loops and conditions`() {
        let shows = false
        let html = HTML.element("div", Attribute("hidden"), nil) {
            "a"
            for number in 1...2 { HTML.p("\(number)") }
            if shows { "never" }
            if shows { "never" } else { "b" }
        }
        #expect(html.markup == "<div hidden>a<p>1</p><p>2</p>b</div>")
        #expect((HTML("a") + HTML("<")).markup == "a&lt;")
    }

    @Test(arguments: [
        "/cases?id=1", "#main", "", "a:b".replacing("a:", with: "./a:"), "https://gov.uk/", "MAILTO:a@b", "?x=a:b",
    ])
    func `a link leads to a page or to mail`(target: String) {
        #expect(HTML.link("x", to: target).markup == "<a href=\"\(target)\">x</a>")
    }

    @Test(arguments: [
        "javascript:alert(1)", "JavaScript:x", " javascript:x", "java\tscript:x", "data:text/html,x", "vbscript:x",
    ])
    func `a link that would run something leads nowhere`(target: String) {
        #expect(HTML.link("x", to: target).markup == "<a href=\"#\">x</a>")
    }

    @Test func `a table has a caption, and headings for its columns and rows`() {
        let table = HTML.table(
            caption: "Timeliness", columns: [.init("Year"), .init("In time", isNumeric: true)], rows: [["2024", "<1"]])
        for part in [
            "<caption>Timeliness</caption>", "<th scope=\"col\">Year</th>",
            "<th scope=\"col\" class=\"number\">In time</th>",
            "<th scope=\"row\">2024</th><td class=\"number\">&lt;1</td>",
        ] { #expect(table.markup.contains(part)) }
    }
}

@Suite struct `A page` {
    private let page = Page(
        title: "Timeliness <2024>", service: "Annual reviews", banner: "Rehearsal: invented children",
        navigation: [.init("Home", to: "/"), .init("Cases", to: "/cases", isCurrent: true)],
        footer: .p("As known on 29 November 2024")
    ) { HTML.h1("Timeliness") }

    @Test func `says its language, its character set, its title, and fits a narrow screen`() {
        let markup = page.markup
        #expect(markup.hasPrefix("<!DOCTYPE html>\n<html lang=\"en-GB\"><head><meta charset=\"utf-8\">"))
        #expect(markup.contains("<title>Timeliness &lt;2024&gt; - Annual reviews</title>"))
        #expect(markup.contains("width=device-width"))
        #expect(!markup.contains("<script"))
        #expect(!markup.contains("http"))
    }

    @Test func `begins with a link that skips to the content, and says where one is`() throws {
        let markup = page.markup
        #expect(markup.contains("<body><a class=\"skip\" href=\"#main\">Skip to main content</a>"))
        #expect(markup.contains("<main id=\"main\" tabindex=\"-1\"><h1>Timeliness</h1></main>"))
        #expect(markup.contains("<a href=\"/cases\" aria-current=\"page\">Cases</a>"))
        #expect(markup.contains("<footer><p>As known on 29 November 2024</p></footer>"))
    }

    @Test func `says nothing outside its landmarks, but for the link that skips to the content`() throws {
        var rest = page.markup[...]
        for landmark in ["header", "main", "footer"] {
            let start = try #require(rest.firstRange(of: "<\(landmark)"))
            let end = try #require(rest.firstRange(of: "</\(landmark)>"))
            let between = rest[..<start.lowerBound]
            #expect(landmark == "header" ? between.hasSuffix("Skip to main content</a>") : between.isEmpty)
            rest = rest[end.upperBound...]
        }
        #expect(rest == "</body></html>\n")
    }

    @Test func `has a banner only when there is something to be warned of`() {
        #expect(page.markup.contains("<p class=\"banner\" role=\"note\">Rehearsal: invented children</p>"))
        var plain = page
        plain.banner = nil
        #expect(!plain.markup.contains("<p class=\"banner\""))
    }
}
