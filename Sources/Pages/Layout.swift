import Contracts
package import HTML
package import HTTPServer
import Statute

/// What every page of desk and portal has around what it says.
package struct Layout: Sendable {
    /// Who is signed in, as the page says it.
    package struct SignedIn: Sendable {
        /// By which they know themselves, as `C-07, coordinator`.
        package let name: String
        /// What the form that signs out must bring along.
        package let csrf: String
        /// When they are signed out unless they open another page, in seconds since 1970.
        package let until: Int64

        package init(name: String, csrf: String, until: Int64) {
            self.name = name
            self.csrf = csrf
            self.until = until
        }
    }

    /// What the service is called, at the top and in the window's title.
    package var service: String
    /// What must be known before anything is read, as that the children are invented; nil for none.
    package var banner: String?
    package var navigation: [Page.Link]
    package var signedIn: SignedIn?
    /// What stands at the bottom of each page.
    package var footer: HTML

    package init(
        service: String, banner: String? = nil, navigation: [Page.Link] = [], signedIn: SignedIn? = nil,
        footer: HTML = .empty
    ) {
        self.service = service
        self.banner = banner
        self.navigation = navigation
        self.signedIn = signedIn
        self.footer = footer
    }

    /// Where the style of all pages lies, and the script that keeps what is typed. Their names hold their version, as a browser
    /// may keep them.
    package static let sheetPath = "/pages.css"
    package static let scriptPath = "/pages.js"

    /// The page. `errors` are what is wrong with its form, `back` is where one came from.
    package func page(
        _ title: String, status: Int = 200, back: Page.Link? = nil, errors: [FieldError] = [],
        @HTMLBuilder main: () -> HTML
    ) -> Response {
        var page = Page(
            title: errors.isEmpty ? title : "Error: \(title)", service: service, banner: banner, navigation: navigation,
            footer: bottom
        ) {
            HTML.errorSummary(errors)
            main()
        }
        page.sheet = Layout.sheetPath
        page.script = Layout.scriptPath
        page.beforeMain = .joined([
            signedIn.map(person) ?? .empty,
            back.map { link in HTML.element("a", .class("govuk-back-link"), .href(link.target)) { link.text } }
                ?? .empty,
        ])
        return Layout.answer(page.markup, status: status)
    }

    /// A page with the policy that lets in one style and one script, both of this server.
    static func answer(_ markup: String, status: Int) -> Response {
        var response = Response.html(markup, status: status)
        response.headers.append(
            (
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; "
                    + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
            ))
        return response
    }

    private var bottom: HTML {
        guard signedIn != nil || footer != .empty else { return .empty }
        return .joined([footer, signedIn.map(untilWhen) ?? .empty])
    }

    private func person(_ signedIn: SignedIn) -> HTML {
        .element("form", .class("signed-in"), Attribute("method", "post"), Attribute("action", "/sign-out")) {
            HTML.csrf(signedIn.csrf)
            HTML.element("p") { "Signed in as \(signedIn.name)" }
            HTML.element("button", .class("link"), Attribute("type", "submit")) { "Sign out" }
        }
    }

    private func untilWhen(_ signedIn: SignedIn) -> HTML {
        .p("If you open no other page, you are signed out at \(Layout.clock(signedIn.until)).")
    }

    /// The time of day in England, as `14:05`.
    package static func clock(_ seconds: Int64) -> String {
        let local = (seconds + London.offset(atUnixSeconds: seconds)) % 86_400
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(local / 3_600)):\(two(local % 3_600 / 60))"
    }

    /// The style and the script; nil for any other path.
    package static func file(_ request: Request) -> Response? {
        guard request.method == .get else { return nil }
        let (text, type): (String, String)
        switch request.path {
        case sheetPath: (text, type) = (Sheet.css, "text/css; charset=utf-8")
        case scriptPath: (text, type) = (Sheet.script, "text/javascript; charset=utf-8")
        default: return nil
        }
        var response = Response.bytes(Array(text.utf8), type: type)
        // They hold nothing of anybody.
        response.headers.append(("Cache-Control", "public, max-age=300"))
        return response
    }
}
