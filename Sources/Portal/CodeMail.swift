import Dispatch
import Glibc
import Mail
import SignIn
import Synchronization

// What is not obvious here:
//
// - A code is in the mail and nowhere else: on no topic, in no line of the log, in no name of a file.
// - Mails are written on a thread of their own, so that the page of whoever is known takes as long as that of whoever is not.

/// What is sent to somebody who signs in: a link and a code for each child, as one file in the folder that a mail server picks
/// up, for its owner alone.
///
/// - Thread: any sends; its own writes.
final class CodeMail: Sendable {
    /// How many mails may wait to be written. One more is not sent, and whoever asked asks again.
    static let most = 200

    /// One child's part of a mail.
    struct Part: Sendable {
        /// By what the council knows the plan: no name of a child leaves before somebody signed in.
        let reference: String
        let link: String
        let code: OneTimeCode
    }

    /// Who sends, as the mail says it.
    struct Sender: Sendable {
        let council: String
        let email: String
        let phone: String
    }

    private let folder: String
    private let address: String
    private let queue = DispatchQueue(label: "annual-review.portal.mail")
    private let waiting = Mutex(0)
    private let report: @Sendable (String) -> Void

    /// Why the folder cannot be used.
    struct Fault: Error, CustomStringConvertible { let description: String }

    /// Into that folder, which is made where it is not there; `address` is that of the portal, as `https://reviews.example.org`.
    /// `report` is told why a mail could not be written, without what stands in it.
    init(folder: String, address: String, report: @escaping @Sendable (String) -> Void) throws(Fault) {
        self.folder = folder
        self.address = address.last == "/" ? String(address.dropLast()) : address
        self.report = report
        if mkdir(folder, 0o700) != 0, errno != EEXIST {
            throw Fault(description: "\(folder) cannot be made: \(String(cString: strerror(errno)))")
        }
        guard access(folder, W_OK | X_OK) == 0 else {
            throw Fault(description: "\(folder) cannot be written to: \(String(cString: strerror(errno)))")
        }
    }

    /// Sends it to that verified address. `seconds` are since 1970.
    func send(_ parts: [Part], to recipient: String, from sender: Sender, isRehearsal: Bool, at seconds: Int64) {
        send(
            "Your code to sign in", CodeMail.text(parts, address: address, sender: sender), to: recipient, from: sender,
            isRehearsal: isRehearsal, at: seconds)
    }

    /// Sends the code that confirms a change to the address that is to be changed.
    func confirm(
        _ code: OneTimeCode, to recipient: String, from sender: Sender, isRehearsal: Bool, at seconds: Int64
    ) {
        send(
            "Your code to confirm a change", CodeMail.text(code, sender: sender), to: recipient, from: sender,
            isRehearsal: isRehearsal, at: seconds)
    }

    private func send(
        _ subject: String, _ text: String, to recipient: String, from sender: Sender, isRehearsal: Bool,
        at seconds: Int64
    ) {
        let isTaken = waiting.withLock { count in
            guard count < Self.most else { return false }
            count += 1
            return true
        }
        guard isTaken else { return report("more than \(Self.most) mails wait to be written") }
        queue.async { [self] in
            defer { waiting.withLock { $0 -= 1 } }
            do throws(MailError) {
                try write(message(subject, text, to: recipient, from: sender, isRehearsal: isRehearsal, at: seconds))
            } catch {
                report("a mail with a code could not be made: \(error)")
            }
        }
    }

    /// Waits until all that was sent is written; for tests, and at the end.
    func drain() { queue.sync {} }

    private func message(
        _ subject: String, _ text: String, to recipient: String, from sender: Sender, isRehearsal: Bool,
        at seconds: Int64
    ) throws(MailError) -> Message {
        let domain = sender.email.split(separator: "@").last.map(String.init) ?? "invalid"
        var headers = [(name: "Auto-Submitted", value: "auto-generated")]
        if isRehearsal { headers.append(("X-Rehearsal", "yes")) }
        return Message(
            from: Mailbox(name: sender.council, address: sender.email), to: [Mailbox(address: recipient)],
            subject: subject, date: seconds,
            id: "code-\(String(UInt64.random(in: 0 ... .max), radix: 36))@\(domain)",
            text: text, headers: headers)
    }

    static func text(_ code: OneTimeCode, sender: Sender) -> String {
        """
        Somebody who is signed in to the review pages of \(sender.council) asked to change the e-mail address or the telephone \
        number by which we reach you.

        If it was you, type this code on the page: \(code.digits.prefix(4)) \(code.digits.suffix(4))

        It works once, for \(Int(OneTimeCodes.lifetime) / 60) minutes. We never ask for it by telephone. Give it to nobody.

        If it was not you, somebody else uses your account. Ring us: \(sender.phone).

        """
    }

    static func text(_ parts: [Part], address: String, sender: Sender) -> String {
        var text = "Somebody asked for a code to sign in to the review pages of \(sender.council).\n\n"
        for part in parts {
            text += """
                For the plan with the reference \(part.reference):
                open \(address)/enter/\(part.link)
                and type this code: \(part.code.digits.prefix(4)) \(part.code.digits.suffix(4))


                """
        }
        text += """
            The code works once, for \(Int(OneTimeCodes.lifetime) / 60) minutes. The link goes on working; it is of no use without a code.

            We never ask for the code by telephone. Give it to nobody.

            If you did not ask for it, you need do nothing: nobody can sign in without it. If it happens again, ring us: \(sender.phone).

            """
        return text
    }

    private func write(_ message: Message) throws(MailError) {
        let bytes = try message.bytes()
        let name = "\(message.id.prefix { $0 != "@" }).eml"
        let draft = "\(folder)/.\(name)"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return report("\(folder) takes no file: \(String(cString: strerror(errno)))") }
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { raw in
                Glibc.write(descriptor, raw.baseAddress?.advanced(by: written), raw.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            written += count
        }
        let isKept = written == bytes.count && fsync(descriptor) == 0
        close(descriptor)
        // Whoever picks files up never sees half of one.
        guard isKept, rename(draft, "\(folder)/\(name)") == 0 else {
            unlink(draft)
            return report("\(folder) takes no file: \(String(cString: strerror(errno)))")
        }
    }
}
