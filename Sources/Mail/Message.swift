/// An e-mail, written out as RFC 5322 and MIME have it. Knows no clock and makes no ids: what is sent again is the same.
public struct Message: Sendable {
    /// Who sends it.
    public var from: Mailbox
    /// Who gets it.
    public var to: [Mailbox]
    /// Who gets the answer, when not the sender.
    public var replyTo: Mailbox?
    /// What it is about.
    public var subject: String
    /// When it was written, in seconds since 1970-01-01T00:00:00Z.
    public var date: Int64
    /// Its id, as `notification-1@reviews.example.org`, without angle brackets: the same for the same message, so that
    /// a mail program shows it once.
    public var id: String
    /// The text, for everyone.
    public var text: String
    /// The same as HTML, for those who like it; `nil` to send the text alone.
    public var html: String?
    /// Further headers, as `Auto-Submitted`.
    public var headers: [(name: String, value: String)]
    /// What comes with it, in this order.
    public var attachments: [Attachment]

    /// The most recipients of one message.
    public static let maximumRecipients = 100

    /// A message.
    public init(
        from: Mailbox, to: [Mailbox], replyTo: Mailbox? = nil, subject: String, date: Int64, id: String, text: String,
        html: String? = nil, headers: [(name: String, value: String)] = [], attachments: [Attachment] = []
    ) {
        self.from = from
        self.to = to
        self.replyTo = replyTo
        self.subject = subject
        self.date = date
        self.id = id
        self.text = text
        self.html = html
        self.headers = headers
        self.attachments = attachments
    }

    /// The message in ASCII, lines ended by CR LF and at most 998 long. Dots at the beginning of a line are not
    /// doubled: that is SMTP's.
    public func bytes() throws(MailError) -> [UInt8] {
        var out = Array(try head().utf8)
        guard !attachments.isEmpty else {
            appendWords(to: &out)
            return out
        }
        // In neither form of encoding can a line begin with two hyphens and an equals sign.
        let boundary = "=_with-enclosures"
        out += "Content-Type: multipart/mixed; boundary=\"\(boundary)\"\r\n\r\n--\(boundary)\r\n".utf8
        appendWords(to: &out)
        for attachment in attachments {
            out += "\r\n--\(boundary)\r\n".utf8
            try attachment.append(to: &out)
        }
        out += "\r\n--\(boundary)--\r\n".utf8
        return out
    }

    /// The text, with its HTML where there is one.
    private func appendWords(to out: inout [UInt8]) {
        guard let html else { return append(part: "text/plain", text, to: &out) }
        // Cannot stand in a part: in quoted-printable an equals sign is followed by a digit or a line end.
        let boundary = "=_annual-review"
        out += "Content-Type: multipart/alternative; boundary=\"\(boundary)\"\r\n".utf8
        for (type, content) in [("text/plain", text), ("text/html", html)] {
            out += "\r\n--\(boundary)\r\n".utf8
            append(part: type, content, to: &out)
        }
        out += "\r\n--\(boundary)--\r\n".utf8
    }

    private func append(part type: String, _ content: String, to out: inout [UInt8]) {
        out += "Content-Type: \(type); charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n".utf8
        out += quotedPrintable(content)
    }

    private func head() throws(MailError) -> String {
        guard !to.isEmpty, to.count <= Self.maximumRecipients else {
            throw MailError(field: "To", message: "takes 1 to \(Self.maximumRecipients) recipients, has \(to.count)")
        }
        var recipients: [String] = []
        for mailbox in to { recipients.append(try mailbox.encoded("To")) }
        var head = "Date: \(try timestamp())\r\nFrom: \(try from.encoded("From"))\r\n"
        head += "To: \(recipients.joined(separator: ",\r\n "))\r\n"
        if let replyTo { head += "Reply-To: \(try replyTo.encoded("Reply-To"))\r\n" }
        head += "Message-ID: <\(try checkedID())>\r\n"
        head += "Subject: \(try unstructured(subject, "Subject"))\r\nMIME-Version: 1.0\r\n"
        for (name, value) in headers {
            let isName = !name.isEmpty && name.utf8.count <= 60 && name.utf8.allSatisfy { isAtomText($0) }
            guard isName, !Self.ownHeaders.contains(name.lowercased()) else {
                throw MailError(field: "headers", message: "a name is not one of a further header")
            }
            head += "\(name): \(try unstructured(value, name))\r\n"
        }
        return head
    }

    private static let ownHeaders: Set<String> = [
        "date", "from", "to", "cc", "bcc", "sender", "reply-to", "message-id", "subject", "mime-version",
        "content-type", "content-transfer-encoding",
    ]

    private func checkedID() throws(MailError) -> String {
        let parts = id.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        let isID =
            parts.count == 2 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { isAtomText($0) || $0 == 0x2E } }
        guard isID, id.utf8.count <= 250 else {
            throw MailError(field: "Message-ID", message: "is not of the form name@domain, in ASCII, at most 250 long")
        }
        return id
    }

    private func unstructured(_ text: String, _ field: String) throws(MailError) -> String {
        try refuseControls(in: text, field)
        // Short ASCII stays readable; anything else is folded at its encoded words.
        let fits = field.utf8.count + 2 + text.utf8.count <= 78
        let isPlain = text.utf8.allSatisfy { (0x20..<0x7F).contains($0) } && !hasEncodedWord(text)
        return fits && isPlain ? text : encodedWords(text)
    }

    private func timestamp() throws(MailError) -> String {
        // RFC 5322 has years of four digits.
        guard (0..<253_402_300_800).contains(date) else {
            throw MailError(field: "Date", message: "lies before 1970 or after 9999")
        }
        let days = date / 86_400
        let seconds = date % 86_400
        // Days since 0000-03-01, in eras of 400 years, so that leap days come last (H. Hinnant, days to civil).
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(weekdays[Int(days % 7)]), \(two(day)) \(months[Int(month - 1)]) \(year) "
            + "\(two(seconds / 3_600)):\(two(seconds / 60 % 60)):\(two(seconds % 60)) +0000"
    }
}
