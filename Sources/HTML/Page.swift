/// A whole page: readable without scripts, with a keyboard, on a narrow screen and on paper.
public struct Page: Sendable {
    /// A place in the page's navigation.
    public struct Link: Sendable {
        /// What it is called.
        public let text: String
        /// Where it leads.
        public let target: String
        /// Whether this is the page one is on.
        public let isCurrent: Bool

        /// A place.
        public init(_ text: String, to target: String, isCurrent: Bool = false) {
            self.text = text
            self.target = target
            self.isCurrent = isCurrent
        }
    }

    /// The title, for the window and for search.
    public var title: String
    /// The service, at the top of every page.
    public var service: String
    /// What must be known before anything is read, as "Rehearsal: invented children"; `nil` for none.
    public var banner: String?
    /// Where else one can go.
    public var navigation: [Link]
    /// Rules of style that only this page needs, after those of every page.
    public var moreStyle: StaticString = ""
    /// The file with its style, in place of the rules in the page itself.
    public var sheet: String?
    /// A file with a script that the page works without.
    public var script: String?
    /// What stands above what it says, as a way back.
    public var beforeMain = HTML.empty
    /// What the page says, its `h1` first.
    public var main: HTML
    /// What stands below, as "As known on 29 November 2024".
    public var footer: HTML

    /// A page.
    public init(
        title: String, service: String, banner: String? = nil, navigation: [Link] = [], footer: HTML = .empty,
        @HTMLBuilder main: () -> HTML
    ) {
        self.title = title
        self.service = service
        self.banner = banner
        self.navigation = navigation
        self.footer = footer
        self.main = main()
    }

    /// The document.
    public var markup: String {
        let html = HTML.element("html", Attribute("lang", "en-GB")) {
            HTML.element("head") {
                HTML.void("meta", Attribute("charset", "utf-8"))
                HTML.void(
                    "meta", Attribute("name", "viewport"), Attribute("content", "width=device-width, initial-scale=1"))
                HTML.element("title") { title == service ? title : "\(title) - \(service)" }
                if let sheet {
                    HTML.void("link", Attribute("rel", "stylesheet"), .href(sheet))
                } else {
                    HTML.element("style") { HTML(trustedMarkup: Self.style + moreStyle.description) }
                }
                if let script {
                    HTML.element("script", Attribute("src", script), Attribute("defer")) { HTML.empty }
                }
            }
            HTML.element("body") {
                HTML.element("a", .class("skip"), .href("#main")) { "Skip to main content" }
                // All that is said stands in a landmark, the banner in the header: who jumps from one to the next meets it.
                HTML.element("header") {
                    HTML.element("div", .class("bar")) {
                        HTML.element("p", .class("service")) { service }
                        if !navigation.isEmpty {
                            HTML.element("nav", Attribute("aria-label", "Pages")) {
                                HTML.element("ul") {
                                    for link in navigation { HTML.element("li") { anchor(link) } }
                                }
                            }
                        }
                    }
                    if let banner {
                        HTML.element("p", .class("banner"), Attribute("role", "note")) { banner }
                    }
                }
                if beforeMain != .empty {
                    HTML.element("section", .class("before"), Attribute("aria-label", "Where you are")) { beforeMain }
                }
                HTML.element("main", .id("main"), Attribute("tabindex", "-1")) { main }
                if footer != .empty {
                    HTML.element("footer") { footer }
                }
            }
        }
        return "<!DOCTYPE html>\n\(html.markup)\n"
    }

    private func anchor(_ link: Link) -> HTML {
        link.isCurrent
            ? .element("a", .href(link.target), Attribute("aria-current", "page")) { link.text }
            : .link(link.text, to: link.target)
    }

    /// Plain, large, black on white; every colour has a contrast of at least 4.5:1 on what it stands on.
    public static let style = """
        *{box-sizing:border-box}
        body{margin:0;font:1.1875rem/1.4 system-ui,"Helvetica Neue",Arial,sans-serif;color:#0b0c0c;background:#fff}
        header{background:#0b0c0c;color:#fff}
        .bar,main,footer,.banner{padding:.75rem max(1rem,calc((100% - 60rem)/2))}
        main{padding-top:1.5rem;padding-bottom:3rem}main:focus{outline:0}
        footer{border-top:1px solid #b1b4b6;color:#505a5f;font-size:1rem}
        .service{margin:0;font-weight:700;font-size:1.5rem}
        nav ul{list-style:none;margin:.25rem 0 0;padding:0;display:flex;flex-wrap:wrap;gap:.25rem 1.5rem}
        nav a{color:#fff}nav a[aria-current]{font-weight:700;text-decoration:none}
        .banner{margin:0;max-width:none;background:#fd0;color:#0b0c0c;font-weight:700}
        .skip{position:absolute;left:-999em}.skip:focus{position:static;display:block;padding:.5rem 1rem}
        a{color:#1d70b8;text-underline-offset:.15em}
        a:focus,summary:focus,.table:focus{outline:3px solid transparent;background:#fd0;color:#0b0c0c;\
        box-shadow:0 4px #0b0c0c}
        h1{font-size:2rem;line-height:1.15;margin:0 0 1.25rem}h2{font-size:1.5rem;margin:2rem 0 1rem}
        h3{font-size:1.1875rem;margin:1.5rem 0 .75rem}p,ul{max-width:44rem}
        .table{overflow-x:auto;margin:0 0 1.5rem}table{border-collapse:collapse;width:100%}
        caption{text-align:left;font-weight:700;padding-bottom:.5rem}
        th,td{text-align:left;vertical-align:top;padding:.5rem 1rem .5rem 0;border-bottom:1px solid #b1b4b6}
        tbody th{font-weight:400}.number{text-align:right;font-variant-numeric:tabular-nums}
        figure{margin:0 0 2rem}figcaption{font-weight:700;padding-bottom:.5rem}svg{max-width:100%;height:auto;font-family:inherit}
        summary{cursor:pointer;color:#1d70b8;text-decoration:underline;padding:.25rem 0}
        @media print{header,.banner{background:#fff;color:#000;border-bottom:2px solid #000}nav,.skip,.skip:focus{display:none}\
        body{font-size:11pt}h2,h3{break-after:avoid}figure,tr{break-inside:avoid}.table{overflow:visible}\
        details::details-content{content-visibility:visible;block-size:auto}summary{display:none}}
        """
}
