public import Contracts
public import Statute

/// To whom a letter goes.
public struct Recipient: Hashable, Sendable {
    /// The name on the envelope.
    public var name: String
    /// After "Dear"; the name when nil.
    public var salutation: String?
    /// The lines of the address: postal, or the e-mail address alone.
    public var address: [String]
    /// Whether the young person holds the rights, not the parent (from the end of compulsory school age).
    public var isYoungPerson: Bool

    /// That person at that address.
    public init(name: String, salutation: String? = nil, address: [String], isYoungPerson: Bool = false) {
        self.name = name
        self.salutation = salutation
        self.address = address
        self.isYoungPerson = isYoungPerson
    }
}

/// The named officer who decided and signs.
public struct Officer: Hashable, Sendable {
    /// The officer's name.
    public var name: String
    /// What the council calls the officer: "EHCP Coordinator".
    public var title: String
    /// The officer's own telephone number; nil: the council's team answers.
    public var phone: String?

    /// That officer.
    public init(name: String, title: String, phone: String? = nil) {
        self.name = name
        self.title = title
        self.phone = phone
    }
}

/// A finished letter: its text, and what stands around it.
public struct Letter: Hashable, Sendable {
    /// What it is.
    public let kind: LetterKind
    /// How it is worded.
    public let style: LetterStyle
    /// Who writes.
    public let council: Council
    /// To whom.
    public let recipient: Recipient
    /// The case's reference.
    public let reference: String
    /// The day on which it is sent.
    public let day: Day
    /// Who signs.
    public let officer: Officer
    /// Its text; the first heading is the letter's own.
    public let body: FilledTemplate
    /// The conditions that held when it was filled.
    let conditions: Set<Field>

    /// Its heading, which is its title too.
    public var title: String { body.heading ?? kind.rawValue }
    /// What stands after "Dear".
    var salutation: String { recipient.salutation ?? recipient.name }
    /// What stands under the signature: who signs, and the telephone on which they can be asked.
    var signature: [String] {
        [officer.name, officer.title, "Telephone \(officer.phone ?? council.team.phone)", council.name]
    }
    /// The letter's own heading.
    var heading: [Block<Inline>] {
        if let first = body.blocks.first, case .heading = first.kind { [first] } else { [] }
    }
    /// All that follows it.
    var rest: [Block<Inline>] { Array(body.blocks.dropFirst(heading.count)) }

    /// The complete page.
    ///
    /// - Parameters:
    ///   - banner: stands over everything, as "Rehearsal: invented children".
    ///   - largePrint: for readers who asked for it, 18 points.
    public func page(banner: String? = nil, largePrint: Bool = false) -> String {
        let escape = HTMLWriter.escape
        func lines(_ texts: [String]) -> String { texts.map(escape).joined(separator: "<br>\n") }
        let looks = [largePrint ? "large" : nil, style == .easyRead ? "easy-read" : nil].compactMap(\.self)
        let look = looks.isEmpty ? "" : " class=\"\(looks.joined(separator: " "))\""
        return """
            <!DOCTYPE html>
            <html lang="en-GB">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(escape(title))</title>
            <style>
            \(Letter.style)</style>
            </head>
            <body\(look)>
            <header>
            \(banner.map { "<p class=\"banner\" role=\"note\">\(escape($0))</p>\n" } ?? "")<p class="council"><strong>\(escape(council.name))</strong><br>
            \(lines([council.team.name] + council.team.address))<br>
            Telephone \(escape(council.team.phone))<br>
            <a href="mailto:\(escape(council.team.email))">\(escape(council.team.email))</a></p>
            <address class="recipient">\(lines([recipient.name] + recipient.address))</address>
            <p class="reference">Our reference: \(escape(reference))<br>
            <time datetime="\(day)">\(escape(day.inWords))</time></p>
            </header>
            <main>
            \(FilledTemplate(blocks: heading).html)<p>Dear \(escape(salutation)),</p>
            \(FilledTemplate(blocks: rest).html)<p class="signature">Yours sincerely,</p>
            <p>\(lines(signature))</p>
            </main>
            </body>
            </html>

            """
    }

    /// The letter as plain text, for the text part of an e-mail.
    public func plainText(banner: String? = nil) -> String {
        let top = [
            banner ?? "",
            ([council.name, council.team.name] + council.team.address + [
                "Telephone \(council.team.phone)", council.team.email,
            ]).joined(separator: "\n"),
            ([recipient.name] + recipient.address).joined(separator: "\n"),
            "Our reference: \(reference)\n\(day.inWords)",
        ].filter { !$0.isEmpty }.joined(separator: "\n\n")
        return """
            \(top)

            \(FilledTemplate(blocks: heading).plainText)
            Dear \(salutation),

            \(FilledTemplate(blocks: rest).plainText)
            Yours sincerely,

            \(signature.joined(separator: "\n"))

            """
    }

    private static let style = """
        @page { size: A4; margin: 20mm; }
        body { font: 12pt/1.5 Arial, Helvetica, sans-serif; color: #0b0c0c; background: #fff; max-width: 42em;
          margin: 0 auto; padding: 1.5em; }
        body.large { font-size: 18pt; }
        body.easy-read { font-size: 16pt; }
        .easy-read main p { display: flow-root; }
        .picture { float: left; width: 2.6em; height: 2.6em; margin: 0 .8em .2em 0; fill: none; stroke: currentColor;
          stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
        h1 { font-size: 1.5em; line-height: 1.25; margin: 1.2em 0 .8em; }
        h2 { font-size: 1.2em; line-height: 1.25; margin: 1.6em 0 .4em; }
        h3 { font-size: 1em; margin: 1.2em 0 .3em; }
        p, ul, ol { margin: 0 0 .8em; }
        h1, h2, h3, p, li { text-wrap: pretty; }
        li { margin: 0 0 .4em; }
        table { border-collapse: collapse; margin: 0 0 .8em; }
        th, td { text-align: left; vertical-align: top; padding: .2em 1em .2em 0; border-bottom: 1px solid #b1b4b6; }
        blockquote { margin: 0 0 .8em; padding-left: 1em; border-left: .3em solid #b1b4b6; }
        a { color: #1d4f91; overflow-wrap: anywhere; }
        .council { text-align: right; }
        .recipient { font-style: normal; margin: 1.5em 0; }
        .reference { margin-bottom: 1.5em; }
        .signature { margin-top: 2em; margin-bottom: 2.5em; }
        .banner { border: 3px solid #942514; color: #942514; font-weight: bold; padding: .5em 1em; text-align: center; }
        @media print {
          body { max-width: none; padding: 0; }
          a { color: inherit; text-decoration: none; }
          h1, h2, h3 { break-after: avoid; }
          li, .signature, .signature + p { break-inside: avoid; }
          .signature { break-after: avoid; }
        }

        """
}
