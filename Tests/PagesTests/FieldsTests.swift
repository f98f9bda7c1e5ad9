import HTML
import HTTPServer
import Testing

@testable import Pages

@Suite struct `A field of a form` {
    @Test func `has a label, a hint and what is wrong, which belong to it for whoever hears the page`() {
        let markup = HTML.input("age", "How old", hint: "In years.", value: "<b>", error: "Give a number").markup
        #expect(markup.contains(#"<label class="govuk-label" for="age">How old</label>"#))
        #expect(markup.contains(#"<div class="govuk-hint" id="age-hint">In years.</div>"#))
        #expect(
            markup.contains(
                #"<p class="govuk-error-message" id="age-error"><span class="govuk-visually-hidden">Error: </span>Give a number</p>"#
            ))
        #expect(
            markup.contains(#"id="age" name="age" type="text" value="&lt;b&gt;" aria-describedby="age-hint age-error""#)
        )
        #expect(markup.hasPrefix(#"<div class="govuk-form-group govuk-form-group--error">"#))
    }

    @Test func `for a password never gives back what was typed`() {
        #expect(!HTML.input("password", "Password", value: "secret", type: "password").markup.contains("secret"))
    }

    @Test func `of several lines keeps a line end at its beginning`() {
        #expect(HTML.textarea("t", "T", value: "\nx").markup.contains(">\n\nx</textarea>"))
    }

    @Test func `of a choice is a group with a legend, and the summary leads to its first`() {
        let markup = HTML.radios("why", "Why", [("a", "A"), ("b", "B")], chosen: "b", error: "Choose").markup
        #expect(markup.contains(#"<fieldset class="govuk-fieldset" aria-describedby="why-error">"#))
        #expect(markup.contains(#"id="why" name="why" type="radio" value="a">"#))
        #expect(markup.contains(#"id="why-2" name="why" type="radio" value="b" checked>"#))
        #expect(markup.contains(#"for="why-2">B</label>"#))
        let summary = HTML.errorSummary([FieldError("why", "Choose"), FieldError("", "All of it")]).markup
        #expect(summary.contains(##"<a href="#why">Choose</a>"##) && summary.contains("<li>All of it</li>"))
        #expect(summary.contains(#"role="alert""#))
    }

    @Test func `of a day is three, and what was typed stays in them`() {
        var day = DateAnswer()
        (day.day, day.month, day.year) = ("31", "2", "2025")
        let markup = HTML.dateInput("on", "On", value: day).markup
        #expect(markup.contains(#"id="on" name="on-day" type="text" inputmode="numeric" value="31""#))
        #expect(markup.contains(#"id="on-year" name="on-year""#))
        #expect(day.text == "2025-02-31" && DateAnswer().text.isEmpty)
    }
}

@Suite struct `A page` {
    @Test func `loads one style and one script of this server, and none from within`() {
        let response = Layout(service: "Desk").page("Title", errors: [FieldError("x", "Wrong")]) { HTML.h1("Title") }
        let text = String(decoding: response.body, as: UTF8.self)
        #expect(text.contains("<title>Error: Title - Desk</title>"))
        #expect(text.contains(#"<link rel="stylesheet" href="/pages.css">"#) && !text.contains("<style"))
        #expect(text.contains(#"<script src="/pages.js" defer></script>"#))
        let policy = response.headers.last { $0.name == "Content-Security-Policy" }?.value ?? ""
        #expect(policy.contains("script-src 'self'") && !policy.contains("unsafe"))
        for path in [Layout.sheetPath, Layout.scriptPath] {
            #expect(Layout.file(Request(path: path))?.status == 200)
        }
        #expect(Layout.file(Request(path: "/other")) == nil)
    }

    @Test func `says until when somebody stays signed in, by the time in England`() {
        #expect(Layout.clock(1_731_920_400) == "09:00")
        // In summer an hour ahead.
        #expect(Layout.clock(1_720_000_800) == "11:00")
    }
}
