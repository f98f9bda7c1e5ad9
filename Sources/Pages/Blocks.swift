package import HTML

// What pages say beside forms, in GOV.UK's and the Ministry of Justice's markup.

extension HTML {
    /// What must not be overlooked.
    package static func warning(_ text: String) -> HTML {
        element("div", .class("govuk-warning-text")) {
            element("span", .class("govuk-warning-text__icon"), Attribute("aria-hidden", "true")) { "!" }
            element("strong", .class("govuk-warning-text__text")) {
                element("span", .class("govuk-visually-hidden")) { "Warning: " }
                text
            }
        }
    }

    /// What has just happened.
    package static func notice(_ title: String, isSuccess: Bool = true, @HTMLBuilder content: () -> HTML) -> HTML {
        element(
            "div",
            .class("govuk-notification-banner\(isSuccess ? " govuk-notification-banner--success" : "")"),
            Attribute("role", isSuccess ? "alert" : "region"), Attribute("aria-labelledby", "notice-title")
        ) {
            element("h2", .class("govuk-notification-banner__title"), .id("notice-title")) { title }
            element("div", .class("govuk-notification-banner__content"), content: content)
        }
    }

    /// Facts, a line each.
    package static func summaryList(_ rows: [(key: String, value: HTML)]) -> HTML {
        element("dl", .class("govuk-summary-list")) {
            for row in rows {
                element("div", .class("govuk-summary-list__row")) {
                    element("dt", .class("govuk-summary-list__key")) { row.key }
                    element("dd", .class("govuk-summary-list__value")) { row.value }
                }
            }
        }
    }

    /// A word that says how something stands.
    package static func tag(_ text: String) -> HTML { element("strong", .class("govuk-tag")) { text } }

    /// Who a page is about, at its top.
    package static func identityBar(title: String, details: [String]) -> HTML {
        element("div", .class("moj-identity-bar"), Attribute("role", "region"), Attribute("aria-label", "Case")) {
            element("p", .class("moj-identity-bar__title")) { title }
            for detail in details { element("p", .class("moj-identity-bar__detail")) { detail } }
        }
    }

    /// The parts of something, as links.
    package static func subNavigation(_ label: String, _ links: [Page.Link]) -> HTML {
        element("nav", .class("moj-sub-navigation"), Attribute("aria-label", label)) {
            element("ul", .class("moj-sub-navigation__list")) {
                for place in links {
                    element("li", .class("moj-sub-navigation__item")) {
                        element(
                            "a", .href(place.target), place.isCurrent ? Attribute("aria-current", "page") : nil
                        ) { place.text }
                    }
                }
            }
        }
    }

    /// Something that happened, in a timeline.
    package struct TimelineItem: Sendable {
        package let title: String
        /// The day, in words.
        package let day: String
        package let text: HTML

        package init(title: String, day: String, text: HTML = .empty) {
            self.title = title
            self.day = day
            self.text = text
        }
    }

    /// What happened, one below the other.
    package static func timeline(_ items: [TimelineItem]) -> HTML {
        element("ol", .class("moj-timeline")) {
            for item in items {
                element("li", .class("moj-timeline__item")) {
                    element("p", .class("moj-timeline__title")) { item.title }
                    element("p", .class("moj-timeline__date")) { item.day }
                    item.text
                }
            }
        }
    }

    /// What can be opened.
    package static func details(_ summary: String, @HTMLBuilder content: () -> HTML) -> HTML {
        element("details", .class("govuk-details")) {
            element("summary", .class("govuk-details__summary")) { summary }
            element("div", .class("govuk-details__text"), content: content)
        }
    }

    /// The pages of a long list; nothing where there is one. `address` gives that of a page, from 1.
    package static func pagination(page: Int, of pages: Int, address: (Int) -> String) -> HTML {
        guard pages > 1 else { return .empty }
        return element("nav", .class("govuk-pagination"), Attribute("aria-label", "Pages of the list")) {
            if page > 1 {
                element("a", .class("govuk-pagination__prev"), .href(address(page - 1)), Attribute("rel", "prev")) {
                    "Previous page"
                }
            }
            element("p") { "Page \(page) of \(pages)" }
            if page < pages {
                element("a", .class("govuk-pagination__next"), .href(address(page + 1)), Attribute("rel", "next")) {
                    "Next page"
                }
            }
        }
    }
}
