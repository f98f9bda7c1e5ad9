public import Contracts
import Mail
public import Statute

/// One message as it leaves: to whom, in which words.
public struct Post: Sendable, Equatable {
    /// The case.
    public var id: CaseID
    /// The message; with the case it is the provider's reference and the file's name.
    public var message: ConclusionID
    /// To whom.
    public var to: Person
    /// Who sends it, for people.
    public var sender: String
    /// The sender's e-mail address.
    public var senderEmail: String
    /// The subject, which never names the child.
    public var subject: String
    /// The text.
    public var text: String
    /// The same as a page.
    public var html: String
    /// The partition's today.
    public var day: Day
    /// Whether it is of a rehearsal.
    public var isRehearsal: Bool
    /// The last day on which it ought to leave; nil where nothing names one.
    public var lastDay: Day?
    /// The number of the claim under which it leaves.
    public var claim: UInt32 = 0
    /// The forms of its letter that come beside its words: on paper, in braille.
    public var forms: [Enclosure] = []
    /// What comes with it, in the order in which its letter says so.
    public var enclosures: [Enclosure] = []
    /// How it is served: by e-mail, or by post although an e-mail address may be known.
    public var by: Delivery

    public init(
        id: CaseID, message: ConclusionID, to: Person, sender: String, senderEmail: String, subject: String,
        text: String, html: String, day: Day, isRehearsal: Bool, by: Delivery? = nil
    ) {
        self.id = id
        self.message = message
        self.to = to
        self.sender = sender
        self.senderEmail = senderEmail
        self.subject = subject
        self.text = text
        self.html = html
        self.day = day
        self.isRehearsal = isRehearsal
        self.by = by ?? to.delivery ?? .post
    }

    /// The page of its letter, as it is kept.
    private var letter: Document?

    /// Makes that letter its words: the family reads the letter, not a note about it.
    mutating func carry(_ letter: Document) {
        self.letter = letter
        html = Post.page(
            String(decoding: letter.bytes, as: UTF8.self), banner: isRehearsal ? MessageContext.rehearsalBanner : nil)
        text = PageText.text(of: html)
    }

    /// Makes that form of its letter its text, or what comes beside its words.
    mutating func carry(_ form: Document, as kind: LetterForm) {
        switch kind {
        case .text: text = Post.text(String(decoding: form.bytes, as: UTF8.self), isRehearsal: isRehearsal)
        case .easyRead:
            // Whoever chose Easy Read reads that first; the same letter in plain English lies beside it.
            html = Post.page(
                String(decoding: form.bytes, as: UTF8.self), banner: isRehearsal ? MessageContext.rehearsalBanner : nil)
            text = PageText.text(of: html)
            if let letter { forms.append(Enclosure(letter, as: .letter)) }
        case .html, .pdf, .largePrint, .easyReadPDF, .braille:
            forms.append(Enclosure(form, as: .letter))
        }
    }

    /// Whether one of the forms of its letter is braille.
    var isInBraille: Bool { forms.contains { $0.document.mediaType == Document.braille } }

    /// The text with the banner over it, unless it has one or needs none.
    private static func text(_ text: String, isRehearsal: Bool) -> String {
        let banner = MessageContext.rehearsalBanner
        return isRehearsal && text.bytes(of: banner) == nil ? "\(banner)\n\n\(text)" : text
    }

    /// The letter with the banner over it, unless it has one.
    static func page(_ page: String, banner: String?) -> String {
        guard let banner, page.bytes(of: banner) == nil else { return page }
        let note = "<p class=\"banner\" role=\"note\"><strong>\(banner)</strong></p>\n"
        // In the header, as all that a page says stands in a landmark.
        if let header = page.bytes(of: "<header>") {
            return String(page[..<header.upperBound]) + "\n" + note + page[header.upperBound...].drop { $0 == "\n" }
        }
        guard let body = page.bytes(of: "<body"), let end = page[body.upperBound...].firstIndex(of: ">") else {
            return note + page
        }
        return String(page[...end]) + "\n" + note + page[page.index(after: end)...]
    }

    /// Case and message in one word of letters, digits, `-`, `_`, `.` and `+`, the same for ever.
    ///
    /// `+` stands for the slash: it is in neither of the alphabets that ids use, so no two messages share a name.
    public var reference: String {
        String(
            decoding: "\(id)/\(message)".utf8.map { $0 == UInt8(ascii: "/") ? UInt8(ascii: "+") : $0 }, as: UTF8.self)
    }

    /// The reference as the name of a file, and in a Message-ID: never hidden, never a folder, never taken for an option.
    var name: String {
        switch reference.utf8.first {
        // No reference begins with a plus, so no two messages share a name.
        case UInt8(ascii: ".")?, UInt8(ascii: "-")?: "+" + reference
        default: reference
        }
    }

    /// The case and the message of such a name; nil when it is none.
    static func message(named name: some StringProtocol) -> (id: CaseID, message: ConclusionID)? {
        let reference = name.first == "+" ? name.dropFirst() : name[...]
        guard let slash = reference.firstIndex(of: "+"), let id = CaseID(String(reference[..<slash])) else {
            return nil
        }
        let text = reference[reference.index(after: slash)...].utf8.map {
            $0 == UInt8(ascii: "+") ? UInt8(ascii: "/") : $0
        }
        guard let message = text.withUnsafeBufferPointer({ ConclusionID(utf8: $0) }), message.isMessage,
            message.stage == .said
        else { return nil }
        return (id, message)
    }

    /// The message as an e-mail. Whoever has no e-mail address is written to by post: then a header says so, and the
    /// address is another. Throws what is wrong with an address or a text, without quoting it.
    func mail() throws(MailError) -> [UInt8] {
        var headers = [(name: "Auto-Submitted", value: "auto-generated"), (name: "X-Reference", value: reference)]
        let to: Mailbox
        if by == .email, let email = self.to.usableEmail {
            to = Mailbox(name: Post.line(self.to.name), address: email)
        } else {
            to = Mailbox(name: Post.line(self.to.name), address: Post.byPost)
            headers.append(("X-Delivery", "post"))
            headers.append(("X-Postal-Address", Post.line((self.to.postalAddress ?? []).joined(separator: ", "))))
        }
        if let format = self.to.format, format != "standard" { headers.append(("X-Format", Post.line(format))) }
        if isRehearsal { headers.append(("X-Rehearsal", "yes")) }
        let domain = senderEmail.split(separator: "@").last.map(String.init) ?? "invalid"
        return try Message(
            from: Mailbox(name: Post.line(sender), address: senderEmail), to: [to], subject: Post.line(subject),
            // A log knows days, not hours; noon is that day for every reader, in summer too.
            date: London.midnight(beginning: day) + 12 * 3600, id: "\(name)@\(domain)", text: text, html: html,
            headers: headers, attachments: Enclosure.attachments(forms + enclosures)
        ).bytes()
    }

    /// Whom the mail of somebody without an e-mail address names; `invalid` is nobody's (RFC 2606).
    static let byPost = "by-post@invalid"

    /// The text in one line: what people typed into a name may hold line ends.
    private static func line(_ text: String) -> String {
        guard !text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) else { return text }
        return String(
            String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
    }
}
