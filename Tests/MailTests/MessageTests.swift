import Foundation
import Mail
import Testing

private func message(
    subject: String = "Annual review",
    to: [Mailbox] = [Mailbox(name: "Zoë O'Hara, parent", address: "zoe@example.org")],
    text: String = "Dear Zoë\n", html: String? = "<p>Dear Zoë</p>"
) -> Message {
    Message(
        from: Mailbox(name: "SEND team", address: "send@example.gov.uk"), to: to, subject: subject,
        // 29 November 2024, 09:05:07 UTC.
        date: 1_732_871_107, id: "B-10432/review-3/decision@example.gov.uk", text: text, html: html)
}

private func written(_ message: Message) throws -> String {
    try #require(String(validating: message.bytes(), as: UTF8.self))
}

@Suite struct `An e-mail` {
    @Test func `has its headers, and a text and an HTML part that say the same`() throws {
        #expect(
            try written(message())
                == """
                Date: Fri, 29 Nov 2024 09:05:07 +0000
                From: SEND team
                 <send@example.gov.uk>
                To: =?utf-8?Q?Zo=C3=AB_O=27Hara=2C_parent?=
                 <zoe@example.org>
                Message-ID: <B-10432/review-3/decision@example.gov.uk>
                Subject: Annual review
                MIME-Version: 1.0
                Content-Type: multipart/alternative; boundary="=_annual-review"

                --=_annual-review
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: quoted-printable

                Dear Zo=C3=AB

                --=_annual-review
                Content-Type: text/html; charset=utf-8
                Content-Transfer-Encoding: quoted-printable

                <p>Dear Zo=C3=AB</p>

                --=_annual-review--

                """.replacing("\n", with: "\r\n"))
    }

    @Test func `is the same bytes every time it is written`() throws {
        #expect(try message().bytes() == message().bytes())
    }

    @Test func `without HTML is the text alone`() throws {
        let text = try written(message(html: nil))
        #expect(text.contains("\r\nContent-Type: text/plain; charset=utf-8\r\n"))
        #expect(!text.contains("multipart"))
    }

    @Test(arguments: [
        (0, "Thu, 01 Jan 1970 00:00:00 +0000"), (951_782_400, "Tue, 29 Feb 2000 00:00:00 +0000"),
        (1_735_689_599, "Tue, 31 Dec 2024 23:59:59 +0000"), (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 +0000"),
    ])
    func `tells the day and its weekday`(seconds: Int64, text: String) throws {
        var message = message()
        message.date = seconds
        #expect(try written(message).hasPrefix("Date: \(text)\r\n"))
    }

    @Test func `is ASCII, every line ended by CR LF and at most 78 long, whatever was written`() throws {
        let long = String(repeating: "Ünïcode 😀 = \t", count: 200)
        let many = (1...20).map { Mailbox(name: "Größe \($0) \(long.prefix(80))", address: "a\($0)@example.org") }
        let bytes = try message(
            subject: long.replacing("\t", with: " "),
            to: many.map { Mailbox(name: $0.name.replacing("\t", with: " "), address: $0.address) }, text: long,
            html: String(repeating: "x", count: 5_000)
        ).bytes()
        #expect(bytes.allSatisfy { $0 < 0x80 })
        let text = try #require(String(validating: bytes, as: UTF8.self))
        let unfolded = text.replacing("\r\n", with: "")
        #expect(!unfolded.utf8.contains(13) && !unfolded.utf8.contains(10))
        #expect(text.components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 78 })
    }

    @Test func `keeps blanks at the end of a line, an equals sign, and long lines`() throws {
        let text = try written(message(text: "end \nend\t\r\na = b\n" + String(repeating: "x", count: 77), html: nil))
        let body = text.split(separator: "\r\n\r\n", maxSplits: 1)[1]
        #expect(
            body == "end=20\r\nend=09\r\na =3D b\r\n" + String(repeating: "x", count: 75) + "=\r\nxx\r\n")
    }

    @Test(arguments: ["\r\nBcc: all@example.org", "\n x", "\r", "\u{85}", "\0"])
    func `refuses a line end in every header, so that no text becomes another header`(evil: String) {
        var bad: [Message] = [
            message(subject: "Hello" + evil), message(to: [Mailbox(name: "Zoë" + evil, address: "a@b.org")]),
            message(to: [Mailbox(address: "a@b.org" + evil)]),
        ]
        for change: (inout Message) -> Void in [
            { $0.id += evil }, { $0.headers = [("X-Case", "B" + evil)] }, { $0.headers = [("X" + evil, "B")] },
            { $0.from = Mailbox(name: evil, address: "a@b.org") },
            { $0.replyTo = Mailbox(address: evil + "@b.org") },
        ] {
            var message = message()
            change(&message)
            bad.append(message)
        }
        for message in bad { #expect(throws: MailError.self) { try message.bytes() } }
    }

    @Test(arguments: [
        "", "a", "a@", "@b", "a@b@c", "a b@c", "<a@b>", "a@b,c@d", "zoë@b.org", "a..b@c", ".a@b", "\"a\"@b",
    ])
    func `refuses an address that is none`(address: String) {
        #expect(throws: MailError.self) { try message(to: [Mailbox(address: address)]).bytes() }
    }

    @Test func `refuses no recipient, too many, an id that is none, and a second header of its own`() {
        #expect(throws: MailError.self) { try message(to: []).bytes() }
        #expect(throws: MailError.self) {
            try message(to: Array(repeating: Mailbox(address: "a@b.org"), count: Message.maximumRecipients + 1)).bytes()
        }
        for id in ["", "a", "a b@c", "<a@b>", "a@b@c", "@"] {
            var bad = message()
            bad.id = id
            #expect(throws: MailError.self) { try bad.bytes() }
        }
        for name in ["Bcc", "subject", "X Y", "X:", ""] {
            var bad = message()
            bad.headers = [(name, "x")]
            #expect(throws: MailError.self) { try bad.bytes() }
        }
    }

    @Test(arguments: [
        ("", "text/plain"), ("a/b", "text/plain"), ("a\\b", "text/plain"), (".profile", "text/plain"),
        ("a\r\nBcc: all@example.org", "text/plain"), (String(repeating: "x", count: 301), "text/plain"),
        ("a", ""), ("a", "text"), ("a", "text/plain\r\nBcc: all@example.org"), ("a", "text/plain; x"),
        ("a", "text/plain; name=\"a b\""), ("a", "text/pl ain"), ("a", "a/b/c"),
    ])
    func `refuses an attachment whose name is none of a file, or whose media type is none`(name: String, type: String) {
        var bad = message()
        bad.attachments = [Attachment(name: name, mediaType: type, bytes: [])]
        #expect(throws: MailError.self) { try bad.bytes() }
    }

    @Test func `an error says which part is wrong and repeats nothing personal`() {
        let error = #expect(throws: MailError.self) { try message(to: [Mailbox(address: "zoe secret@b")]).bytes() }
        #expect(error?.description == "To: the address is not of the form name@domain, in ASCII")
    }
}

/// What another reader of mail makes of it.
@Suite(.enabled(if: Python.isThere, "python3 is not here: nobody else has read these messages"))
struct `An e-mail, read by Python` {
    struct Read: Decodable, Equatable {
        var subject: String
        var from: [[String]]
        var to: [[String]]
        var date: String
        var id: String
        var auto: String?
        var text: String
        var html: String?
        var files: [[String]]
        var defects: Int
    }

    @Test func `comes back as it was written`() throws {
        let texts = [
            "Dear Zoë,\n\n.leading dot\nFrom here = there \ntrailing \t\n\n😀 end", "one\r\ntwo\n", "",
            String(repeating: "word ", count: 400),
            String(repeating: "é", count: 300) + "\n" + String(repeating: "x", count: 76),
        ]
        let subjects = [
            "Plain", "Größe: 50% = half? =?x?= “quoted” 😀 " + String(repeating: "ünï ", count: 40), "",
            " =?utf-8?Q?x?=",
        ]
        let mailboxes = [
            Mailbox(name: "Zoë O'Hara, \"parent\" \\", address: "zoe@example.org"), Mailbox(address: "b+c@example.org"),
            Mailbox(name: "St. Mary's (school), office", address: "d@e.sch.uk"),
            Mailbox(name: String(repeating: "Åse ", count: 30) + "end", address: "f@g.org"),
        ]
        for (number, text) in texts.enumerated() {
            var message = message(
                subject: subjects[number % subjects.count], to: mailboxes, text: text,
                html: number % 2 == 0 ? "<p>\(text)" : nil)
            message.headers = [("Auto-Submitted", "auto-generated")]
            let read = try Python.read(message.bytes())
            #expect(read.defects == 0)
            #expect(read.subject == message.subject)
            #expect(read.from == [["SEND team", "send@example.gov.uk"]])
            #expect(read.to == mailboxes.map { [$0.name, $0.address] })
            #expect(read.date == "2024-11-29T09:05:07+00:00")
            #expect(read.id == "<\(message.id)>")
            #expect(read.auto == "auto-generated")
            #expect(normalised(read.text) == normalised(text))
            #expect(read.html.map(normalised) == message.html.map(normalised))
        }
    }

    @Test func `brings its attachments, each byte for byte, under its own name and media type`() throws {
        let long = String(repeating: "x", count: 90)
        let files: [(name: String, type: String, bytes: [UInt8])] = [
            ("Plan as it stands.pdf", "application/pdf", (0...255).map { UInt8($0) }),
            ("Bericht über Zoë's Prüfung 100% “neu”.txt", "text/plain; charset=utf-8", Array("--=_x\r\n.\r\n".utf8)),
            ("a;b=c*d, (e) <f>.png", "image/png", [0]), ("empty", "application/octet-stream", []),
            (String(repeating: "ü", count: 150), "application/pdf", Array(repeating: 0xFF, count: 58)),
            ("\(long).pdf", "application/pdf", Array(repeating: 7, count: 100_000)),
        ]
        for html in ["<p>Dear Zoë", nil] {
            var message = message(html: html)
            message.attachments = files.map { Attachment(name: $0.name, mediaType: $0.type, bytes: $0.bytes) }
            let bytes = try message.bytes()
            #expect(bytes.allSatisfy { $0 < 0x80 })
            let lines = try #require(String(validating: bytes, as: UTF8.self)).components(separatedBy: "\r\n")
            #expect(lines.allSatisfy { $0.utf8.count <= 998 })
            let read = try Python.read(bytes)
            #expect(read.defects == 0)
            #expect(
                read.files
                    == files.map { file in
                        [
                            file.name, String(file.type.prefix { $0 != ";" }),
                            Data(file.bytes).base64EncodedString(),
                        ]
                    })
            #expect(normalised(read.text) == "Dear Zoë")
            #expect(read.html.map(normalised) == html)
        }
    }

    /// Line ends are CR LF on the wire, and the last one is always there.
    private func normalised(_ text: String) -> String {
        let text = text.replacing("\r\n", with: "\n")
        return text.hasSuffix("\n") ? String(text.dropLast()) : text
    }
}

private enum Python {
    static let script = """
        import sys, json, email, email.policy, base64
        from email.header import decode_header, make_header
        from email.utils import getaddresses
        raw = sys.stdin.buffer.read()
        m, old = email.message_from_bytes(raw, policy=email.policy.default), email.message_from_bytes(raw)
        t, h = m.get_body(('plain',)), m.get_body(('html',))
        # The newer parser of addresses keeps blanks between encoded words, which RFC 2047 §6.2 says to drop.
        box = lambda k: [[str(make_header(decode_header(n))), a] for n, a in getaddresses([old[k]])]
        parts = list(m.walk())
        json.dump(dict(subject=m['Subject'], **{'from': box('From'), 'to': box('To')}, date=m['Date'].datetime.isoformat(),
          id=m['Message-ID'], auto=m['Auto-Submitted'], text=t.get_content(), html=h and h.get_content(),
          files=[[p.get_filename(), p.get_content_type(), base64.b64encode(p.get_payload(decode=True)).decode()] for p in m.iter_attachments()],
          defects=sum(len(p.defects) + sum(len(v.defects) for v in p.values()) for p in parts)), sys.stdout)
        """

    static let isThere = (try? run(["-c", "import email"], Data())) != nil

    static func read(_ message: [UInt8]) throws -> `An e-mail, read by Python`.Read {
        try JSONDecoder().decode(`An e-mail, read by Python`.Read.self, from: run(["-c", script], Data(message)))
    }

    private struct Failed: Error {}

    private static func run(_ arguments: [String], _ input: Data) throws -> Data {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3"] + arguments
        let (stdin, stdout) = (Pipe(), Pipe())
        process.standardInput = stdin
        process.standardOutput = stdout
        try process.run()
        try stdin.fileHandleForWriting.write(contentsOf: input)
        try stdin.fileHandleForWriting.close()
        let output = try stdout.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed() }
        return output
    }
}
