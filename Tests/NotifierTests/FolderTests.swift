import CaseFile
import Contracts
import Foundation
import Runtime
import Statute
import TestSupport
import Testing

@testable import Notifier

@Suite struct `The folder` {
    let folder = ScratchFolder()

    @Test func `writes each message as one file, named by case and message, whole or not at all`() throws {
        let path = folder.path
        var log = ScriptedLog()
        log.open(caseID())
        var office = SenderWorld("one", by: try Folder(path: path))
        try office.knowEveryone()
        #expect(try office.rest(&log))
        #expect(
            folder.files == [
                "B-10432+review-1+tell-review-due+2024-12-11+contact-1.eml",
                "B-10432+review-1+tell-review-due+2024-12-11+coordinator.eml",
            ])
        let mail = folder.text(folder.files[0])
        #expect(mail.contains("To: Alex Parent\r\n <alex@example.org>\r\n"))
        #expect(mail.contains("Date: Mon, 02 Sep 2024 11:00:00 +0000\r\n"))
        #expect(
            mail.contains(
                "Message-ID: <B-10432+review-1+tell-review-due+2024-12-11+contact-1@council.example>\r\n"))
        #expect(mail.contains("Rehearsal: invented children"))
        #expect(mail.contains("X-Rehearsal: yes"))
        #expect(!mail.contains("X-Delivery"))
        #expect(office.family(caseID())?.sent != nil)
        #expect(log.records.last?.entry.events.first.map(receipt) == folder.files[0])
    }

    @Test func `keeps the name of its log, and is left as it is beside another, which the notifier says`() throws {
        let path = folder.path
        var first = try Folder(path: path)
        #expect(try first.lack(for: testLog) == nil)
        #expect(folder.text(".log-name") == testLog.description)
        // Again, by another instance of the same log.
        var second = try Folder(path: path)
        #expect(try second.lack(for: testLog) == nil)
        let other = LogName(high: 1, low: 2)
        let why = try #require(try second.lack(for: other))
        #expect(why.contains(testLog.description) && why.contains(other.description) && why.contains("--folder"))
        #expect(folder.text(".log-name") == testLog.description)
    }

    @Test func `marks what goes by post, with the address`() throws {
        let path = folder.path
        var log = ScriptedLog()
        log.open(caseID())
        var office = SenderWorld("one", by: try Folder(path: path))
        try office.know("\(caseID())/1", Person(name: "Alex\r\nBcc: x@y.z", address: ["1 Road", "Town"]))
        #expect(try office.rest(&log))
        let mail = folder.text("B-10432+review-1+tell-review-due+2024-12-11+contact-1.eml")
        #expect(mail.contains("X-Delivery: post\r\n"))
        #expect(mail.contains("X-Postal-Address: 1 Road, Town\r\n"))
        #expect(!mail.contains("\r\nBcc:"))
    }

    @Test func `a crash at any step between request and receipt leaves one file for each message`() throws {
        for steps in 1...7 {
            let folder = ScratchFolder()
            let path = folder.path
            var log = ScriptedLog()
            log.open(caseID())
            for instance in 0..<3 {
                var office = SenderWorld("instance-\(instance)", by: try Folder(path: path))
                try office.knowEveryone()
                for step in 1...steps { try office.turn(&log, losing: step == steps) }
            }
            var last = SenderWorld("last", by: try Folder(path: path))
            try last.knowEveryone()
            #expect(try last.rest(&log))
            #expect(folder.files.count == 2, "after \(steps) steps")
            #expect(last.file(of: caseID())?.messages.count { $0.sent != nil } == 2)
        }
    }

    @Test func `what is there already is not written again, and is a receipt`() throws {
        var one = try Folder(path: folder.path)
        var two = try Folder(path: folder.path)
        let message = ConclusionID(.tellReviewDue, review: 1, fact: .day(day("2024-12-11")), to: .contact(1))
        var post = Post(
            id: caseID(), message: message, to: Person(name: "Alex", email: "alex@example.org"), sender: "SEN Team",
            senderEmail: "sen@council.example", subject: "One", text: "one", html: "one", day: day("2024-09-02"),
            isRehearsal: false)
        let first = try one.keep(post)
        post.subject = "Two"
        #expect(try two.keep(post) == first)
        try two.settle()
        #expect(folder.files == [first])
        #expect(folder.text(first).contains("Subject: One"))
    }

    @Test func `says what to do when it cannot be written to`() {
        let error = #expect(throws: SendingError.self) { try Folder(path: "/proc/nowhere") }
        #expect(error?.description.hasPrefix("/proc/nowhere: cannot make it") == true)
    }

    @Test func `a case whose reference is made of dots stays in the folder`() throws {
        var one = try Folder(path: folder.path)
        let id = try #require(CaseID(".."))
        let post = Post(
            id: id, message: ConclusionID(.tellReviewDue, review: 1, to: .contact(1)),
            to: Person(name: "Alex", email: "alex@example.org"), sender: "SEN Team", senderEmail: "sen@council.example",
            subject: "One", text: "one", html: "one", day: day("2024-09-02"), isRehearsal: false)
        let name = try one.keep(post)
        #expect(folder.files == [name], "it is not hidden")
        #expect(folder.text(name).contains("Message-ID: <+..+review-1+"))
    }

    private func post(_ reference: String = "B-10432") throws -> Post {
        Post(
            id: try #require(CaseID(reference)),
            message: ConclusionID(.tellReviewDue, review: 1, fact: .day(day("2024-12-11")), to: .contact(1)),
            to: Person(name: "Alex", email: "alex@example.org"), sender: "SEN Team", senderEmail: "sen@council.example",
            subject: "One", text: "one", html: "one", day: day("2024-09-02"), isRehearsal: false)
    }

    @Test(arguments: ["o'neil+1@sub.domain-one.co.uk", "_______@domain.com", "japanese-info@例え.テスト"])
    func `whoever has an e-mail address by the one definition can be sent mail`(email: String) throws {
        var message = try post()
        message.to = Person(name: "Alex", email: email)
        message.by = .email
        let mail = String(decoding: try message.mail(), as: UTF8.self)
        #expect(mail.contains("<\(try EmailAddress(email).wire)>") && !mail.contains("X-Delivery"))
    }

    @Test(arguments: ["..", ".", ".hidden", "-rf", "-", "B-1", "B.-_1"])
    func `no reference makes a file that is hidden, a folder, or an option; each has a name of its own`(
        reference: String
    )
        throws
    {
        var one = try Folder(path: folder.path)
        let name = try one.keep(post(reference))
        #expect(folder.files == [name] && folder.all == [name])
        #expect(!name.hasPrefix("-") && name.hasSuffix(".eml"))
        #expect(name.hasPrefix(reference.first == "." || reference.first == "-" ? "+\(reference)+" : "\(reference)+"))
        #expect(try one.keep(post(reference)) == name)
    }

    @Test func `what somebody planted under a message's name is not followed, and does not count as delivered`() throws
    {
        let name = try post().reference + ".eml"
        let target = "\(folder.path)/\(name)"
        let victim = "\(folder.path)-victim"
        defer { try? FileManager.default.removeItem(atPath: victim) }
        for plant in [
            { try FileManager.default.createSymbolicLink(atPath: target, withDestinationPath: victim) },
            { try FileManager.default.createSymbolicLink(atPath: target, withDestinationPath: "/etc/hostname") },
            { try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: false) },
            { try Data("Message-ID: <another@council.example>\r\n".utf8).write(to: URL(fileURLWithPath: target)) },
            { _ = mkfifo(target, 0o600) },
        ] as [() throws -> Void] {
            var one = try Folder(path: folder.path)
            try plant()
            let error = #expect(throws: SendingError.self) { try one.keep(post()) }
            guard case .refused? = error else {
                Issue.record("\(error?.description ?? "") is no refusal of this message alone")
                return
            }
            #expect(folder.files == [name], "it is left as it is")
            #expect(!FileManager.default.fileExists(atPath: victim))
            try FileManager.default.removeItem(atPath: target)
        }
        var one = try Folder(path: folder.path)
        #expect(try one.keep(post()) == name)
        #expect(try one.keep(post()) == name, "its own counts")
    }

    @Test func `a name of the log that is a link is not followed`() throws {
        let victim = "\(folder.path)-victim"
        defer { try? FileManager.default.removeItem(atPath: victim) }
        var one = try Folder(path: folder.path)
        try FileManager.default.createSymbolicLink(
            atPath: "\(folder.path)/\(Folder.nameFile)", withDestinationPath: victim)
        #expect(throws: SendingError.self) { try one.lack(for: testLog) }
        #expect(!FileManager.default.fileExists(atPath: victim))
    }

    @Test func `what a killed instance left half written goes at the next start; what a living one writes stays`()
        throws
    {
        var one = try Folder(path: folder.path)
        #expect(try one.lack(for: testLog) == nil)
        let name = try one.keep(post())
        let (dead, living, other) = (".\(name).dead", ".\(name).living", ".other")
        for file in [dead, living, other] {
            try Data("From: half".utf8).write(to: URL(fileURLWithPath: "\(folder.path)/\(file)"))
        }
        let descriptor = open("\(folder.path)/\(living)", O_WRONLY)
        defer { close(descriptor) }
        #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        var next = try Folder(path: folder.path)
        #expect(try next.lack(for: testLog) == nil)
        #expect(folder.all == [living, Folder.nameFile, other, name].sorted())
        #expect(next.fault() == nil)
        #expect(folder.all == [living, Folder.nameFile, other, name].sorted(), "a probe leaves nothing")
    }

    @Test func `tells once of each file that somebody moved to where returned mail lies, also at the next start`()
        throws
    {
        var one = try Folder(path: folder.path)
        #expect(try one.receipts(most: 10) == [], "there is no such folder yet")
        let returned = "\(folder.path)/\(Folder.returnedFolder)"
        try FileManager.default.createDirectory(atPath: returned, withIntermediateDirectories: false)
        for reference in ["B-1", "-rf", ".."] {
            let name = try one.keep(post(reference))
            try FileManager.default.moveItem(atPath: "\(folder.path)/\(name)", toPath: "\(returned)/\(name)")
        }
        for strange in ["x.eml", "B-1.eml", "B-1+review-1.eml", "note.txt", "B-1+log-began.eml"] {
            try Data().write(to: URL(fileURLWithPath: "\(returned)/\(strange)"))
        }
        let first = try one.receipts(most: 2)
        let rest = try one.receipts(most: 2)
        #expect(first.count == 2 && rest.count == 1)
        #expect(try one.receipts(most: 2) == [])
        let told = try post().message
        #expect(Set((first + rest).map(\.id.text)) == ["B-1", "-rf", ".."])
        #expect((first + rest).allSatisfy { $0.message == told && $0.outcome == .returned })
        var next = try Folder(path: folder.path)
        #expect(try next.receipts(most: 10).count == 3)
    }

    @Test func `answers for each message, and again for all when the folder takes no more`() throws {
        var one = try Folder(path: folder.path)
        var bad = try post("B-2")
        bad.senderEmail = "no address"
        let posts = [try post("B-1"), bad, try post("B-3")]
        let answers = one.submit(posts)
        #expect(answers.count == 3)
        #expect(answers[0] == .accepted(try post("B-1").name + ".eml"))
        guard case .refused = answers[1] else {
            Issue.record("\(answers[1]) is no refusal")
            return
        }
        try FileManager.default.removeItem(atPath: folder.path)
        for answer in one.submit([try post("B-4"), try post("B-5")]) {
            guard case .again = answer else {
                Issue.record("\(answer) was taken")
                return
            }
        }
        try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: false)
        #expect(one.submit(posts).filter { if case .accepted = $0 { true } else { false } }.count == 2)
        #expect(folder.files.count == 2)
    }

    @Test func `a folder that is gone is a fault that says what to do, and mends itself`() throws {
        var one = try Folder(path: folder.path)
        try FileManager.default.removeItem(atPath: folder.path)
        #expect(one.fault()?.contains("make the folder writable") == true)
        let error = #expect(throws: SendingError.self) { try one.keep(post()) }
        guard case .folder? = error else {
            Issue.record("it is not the folder's fault")
            return
        }
        try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: false)
        #expect(one.fault() == nil)
        #expect(try !one.keep(post()).isEmpty)
    }

    @Test func `two senders that crash, lose and lag at random write each message once, and come to rest`() throws {
        for seed: UInt64 in 0..<60 {
            let folder = ScratchFolder()
            let path = folder.path
            var random = SplitMix64(state: seed)
            var log = ScriptedLog()
            var offices: [SenderWorld] = []
            var born = 0
            func start() throws -> SenderWorld {
                born += 1
                let name = "i\(seed)-\(born)"
                var office = SenderWorld(name, by: try Folder(path: path))
                for number in 0..<5 { try office.knowEveryone(caseID(number)) }
                return office
            }
            offices = [try start(), try start()]
            for number in 0..<5 { log.open(caseID(number), key: UInt64(number + 1)) }
            for _ in 0..<60 {
                let which = Int(random.next() % 2)
                switch random.next() % 6 {
                case 0: offices[which] = try start()
                case 1:
                    // What it says is lost, and it learns so.
                    try offices[which].turn(&log, losing: true)
                    offices[which].flying = [:]
                case 2:
                    // It acts on what it has read so far, while the log goes on.
                    let whole = log
                    var seen = log
                    seen.records = Array(seen.records.prefix(max(offices[which].position, 2)))
                    let before = seen.records.count
                    try offices[which].turn(&seen)
                    log = whole
                    for record in seen.records[before...] { log.append(record.entry, to: CaseID(record.key)) }
                    offices[which].flying = [:]
                    offices[which].position = min(offices[which].position, before)
                default: try offices[which].turn(&log)
                }
            }
            var last = try start()
            #expect(try last.rest(&log), "seed \(seed)")
            #expect(folder.all.count { !$0.hasPrefix(".") } == 10, "seed \(seed)")
            #expect(last.files.values.allSatisfy { $0.messages.allSatisfy { $0.sent != nil } }, "seed \(seed)")
        }
    }

    private func receipt(_ event: Event) -> String? {
        if case .notificationSent(let sent) = event.data { sent.receipt } else { nil }
    }
}

/// A folder that goes with its owner.
final class ScratchFolder {
    let path = NSTemporaryDirectory() + "notifier-tests-" + UUID().uuidString

    deinit {
        // Left behind it is only litter of the test.
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Every file, the unfinished ones too.
    var all: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted() }
    /// The messages.
    var files: [String] { all.filter { !$0.hasPrefix(".") } }

    func text(_ name: String) -> String {
        String(decoding: FileManager.default.contents(atPath: "\(path)/\(name)") ?? Data(), as: UTF8.self)
    }
}
