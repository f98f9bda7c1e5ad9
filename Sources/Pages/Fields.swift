package import HTML

// The fields of a form, in GOV.UK's markup: a label and a hint that belong to the field for whoever hears the page, and what is
// wrong said at the field. The id of a field is its name.

extension HTML {
    /// The field that shows that a form was made for whoever sends it.
    package static func csrf(_ token: String) -> HTML { hidden(Entrance<Never>.field, token) }

    /// A value that goes along.
    package static func hidden(_ name: String, _ value: String) -> HTML {
        .void("input", Attribute("type", "hidden"), Attribute("name", name), Attribute("value", value))
    }

    /// What is wrong with a form, each with a link to its field; nothing where nothing is.
    package static func errorSummary(_ errors: [FieldError]) -> HTML {
        guard !errors.isEmpty else { return .empty }
        return element(
            "div", .class("govuk-error-summary"), Attribute("role", "alert"), Attribute("tabindex", "-1"),
            .id("error-summary")
        ) {
            element("h2", .class("govuk-error-summary__title")) { "There is a problem" }
            element("ul", .class("govuk-list govuk-error-summary__list")) {
                for error in errors {
                    element("li") {
                        error.field.isEmpty
                            ? HTML(error.message) : link(error.message, to: "#\(error.field)")
                    }
                }
            }
        }
    }

    /// A line of text.
    package static func input(
        _ name: String, _ label: String, hint: String? = nil, value: String = "", error: String? = nil,
        type: String = "text", autocomplete: String? = nil, isNumeric: Bool = false
    ) -> HTML {
        group(error) {
            described(name, label, hint, error)
            void(
                "input", .class("govuk-input\(error == nil ? "" : " govuk-input--error")"), .id(name),
                Attribute("name", name), Attribute("type", type),
                type == "password" || value.isEmpty ? nil : Attribute("value", value),
                isNumeric ? Attribute("inputmode", "numeric") : nil,
                autocomplete.map { Attribute("autocomplete", $0) }, describing(name, hint, error))
        }
    }

    /// A text of several lines.
    package static func textarea(
        _ name: String, _ label: String, hint: String? = nil, value: String = "", error: String? = nil, rows: Int = 8
    ) -> HTML {
        group(error) {
            described(name, label, hint, error)
            // A line end right behind the tag would be dropped, and with it one that somebody typed.
            element(
                "textarea", .class("govuk-textarea\(error == nil ? "" : " govuk-textarea--error")"), .id(name),
                Attribute("name", name), Attribute("rows", "\(rows)"), describing(name, hint, error)
            ) { HTML(trustedMarkup: "\n") + HTML(value) }
        }
    }

    /// A file.
    package static func upload(_ name: String, _ label: String, hint: String? = nil, error: String? = nil) -> HTML {
        group(error) {
            described(name, label, hint, error)
            void(
                "input", .class("govuk-file-upload"), .id(name), Attribute("name", name), Attribute("type", "file"),
                describing(name, hint, error))
        }
    }

    /// One of several answers.
    package static func radios(
        _ name: String, _ legend: String, _ items: [(value: String, words: String)], hint: String? = nil,
        chosen: String? = nil, error: String? = nil
    ) -> HTML {
        choices(name, legend, items, hint, chosen.map { [$0] } ?? [], error, kind: "radio")
    }

    /// Any of several answers.
    package static func checkboxes(
        _ name: String, _ legend: String, _ items: [(value: String, words: String)], hint: String? = nil,
        chosen: Set<String> = [], error: String? = nil
    ) -> HTML {
        choices(name, legend, items, hint, chosen, error, kind: "checkbox")
    }

    private static func choices(
        _ name: String, _ legend: String, _ items: [(value: String, words: String)], _ hint: String?,
        _ chosen: Set<String>, _ error: String?, kind: String
    ) -> HTML {
        let block = kind == "radio" ? "govuk-radios" : "govuk-checkboxes"
        return group(error) {
            element("fieldset", .class("govuk-fieldset"), describing(name, hint, error)) {
                element("legend", .class("govuk-fieldset__legend")) { legend }
                notes(name, hint, error)
                element("div", .class(block)) {
                    for (place, item) in items.enumerated() {
                        element("div", .class("\(block)__item")) {
                            void(
                                "input", .class("\(block)__input"),
                                // The summary's link leads to the first.
                                .id(place == 0 ? name : "\(name)-\(place + 1)"), Attribute("name", name),
                                Attribute("type", kind), Attribute("value", item.value),
                                chosen.contains(item.value) ? Attribute("checked") : nil)
                            element(
                                "label", .class("govuk-label \(block)__label"),
                                Attribute("for", place == 0 ? name : "\(name)-\(place + 1)")
                            ) { item.words }
                        }
                    }
                }
            }
        }
    }

    /// One of many answers.
    package static func select(
        _ name: String, _ label: String, _ items: [(value: String, words: String)], hint: String? = nil,
        chosen: String = "", error: String? = nil
    ) -> HTML {
        group(error) {
            described(name, label, hint, error)
            element(
                "select", .class("govuk-select"), .id(name), Attribute("name", name), describing(name, hint, error)
            ) {
                element("option", Attribute("value", "")) { "Not said" }
                for item in items {
                    element(
                        "option", Attribute("value", item.value),
                        item.value == chosen ? Attribute("selected") : nil
                    ) { item.words }
                }
            }
        }
    }

    /// A day, as three fields.
    package static func dateInput(
        _ name: String, _ legend: String, hint: String? = nil, value: DateAnswer = DateAnswer(), error: String? = nil
    ) -> HTML {
        let hint = [hint, "For example 29 11 2024."].compactMap { $0 }.joined(separator: " ")
        return group(error) {
            element(
                "fieldset", .class("govuk-fieldset"), Attribute("role", "group"), describing(name, hint, error)
            ) {
                element("legend", .class("govuk-fieldset__legend")) { legend }
                notes(name, hint, error)
                element("div", .class("govuk-date-input")) {
                    part(name, "day", "Day", value.day, width: 2, error)
                    part(name, "month", "Month", value.month, width: 2, error)
                    part(name, "year", "Year", value.year, width: 4, error)
                }
            }
        }
    }

    private static func part(
        _ name: String, _ part: String, _ label: String, _ value: String, width: Int, _ error: String?
    ) -> HTML {
        // The summary's link leads to the first.
        let id = part == "day" ? name : "\(name)-\(part)"
        return element("div", .class("govuk-date-input__item")) {
            element("label", .class("govuk-label govuk-date-input__label"), Attribute("for", id)) { label }
            void(
                "input",
                .class("govuk-input govuk-input--width-\(width)\(error == nil ? "" : " govuk-input--error")"), .id(id),
                Attribute("name", "\(name)-\(part)"), Attribute("type", "text"), Attribute("inputmode", "numeric"),
                value.isEmpty ? nil : Attribute("value", value))
        }
    }

    /// What sends a form; `name` and `value` say which of several.
    package static func button(
        _ text: String, name: String? = nil, value: String? = nil, isSecondary: Bool = false
    ) -> HTML {
        element(
            "button", .class("govuk-button\(isSecondary ? " govuk-button--secondary" : "")"),
            Attribute("type", "submit"), name.map { Attribute("name", $0) }, value.map { Attribute("value", $0) }
        ) { text }
    }

    /// A form that is sent to that path by whoever is signed in.
    package static func form(
        to path: String, csrf token: String?, id: String? = nil, hasFiles: Bool = false,
        @HTMLBuilder content: () -> HTML
    ) -> HTML {
        element(
            "form", Attribute("method", "post"), Attribute("action", path), Attribute("novalidate"),
            hasFiles ? Attribute("enctype", "multipart/form-data") : nil, id.map { .id($0) }
        ) {
            token.map { csrf($0) } ?? .empty
            content()
        }
    }

    // MARK: What all have

    private static func group(_ error: String?, @HTMLBuilder content: () -> HTML) -> HTML {
        element(
            "div", .class("govuk-form-group\(error == nil ? "" : " govuk-form-group--error")"), content: content)
    }

    private static func described(_ name: String, _ label: String, _ hint: String?, _ error: String?) -> HTML {
        element("label", .class("govuk-label"), Attribute("for", name)) { label } + notes(name, hint, error)
    }

    private static func notes(_ name: String, _ hint: String?, _ error: String?) -> HTML {
        .joined([
            hint.map { text in element("div", .class("govuk-hint"), .id("\(name)-hint")) { text } } ?? .empty,
            error.map { text in
                element("p", .class("govuk-error-message"), .id("\(name)-error")) {
                    element("span", .class("govuk-visually-hidden")) { "Error: " }
                    text
                }
            } ?? .empty,
        ])
    }

    private static func describing(_ name: String, _ hint: String?, _ error: String?) -> Attribute? {
        let ids = [hint.map { _ in "\(name)-hint" }, error.map { _ in "\(name)-error" }].compactMap { $0 }
        return ids.isEmpty ? nil : Attribute("aria-describedby", ids.joined(separator: " "))
    }
}
