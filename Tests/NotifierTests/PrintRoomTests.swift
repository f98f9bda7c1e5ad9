import CaseFile
import Contracts
import Foundation
import JSON
import PDF
import Runtime
import Statute
import TestSupport
import Testing

@testable import Notifier

/// A print room as a test looks into it.
extension ScratchFolder {
    /// Where each letter lies, by household.
    var letterFolders: [String] {
        all.filter { $0.hasPrefix("household-") }.flatMap { household in
            ((try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(household)")) ?? []).sorted()
                .map { "\(household)/\($0)" }
        }
    }

    func names(in folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)")) ?? []).sorted()
    }

    func mode(_ name: String) -> Int? {
        (try? FileManager.default.attributesOfItem(atPath: "\(path)/\(name)"))?[.posixPermissions] as? Int
    }

    func manifest() throws -> PrintManifest {
        try PrintManifest(json: Array(FileManager.default.contents(atPath: "\(path)/manifest.json") ?? Data()))
    }

    /// Somebody posted the letter in that folder.
    func dispatch(_ folder: String, on day: Day) throws {
        let bytes = try Dispatch(on: day).json()
        try Data(bytes).write(to: URL(filePath: "\(path)/\(folder)/\(Dispatch.file)"))
    }
}

@Suite struct `The print room` {
    let folder = ScratchFolder()
    let notice = AmendmentNotice()

    /// One notifier whose post goes to the print room, and all else to a channel beside it.
    private func office(_ name: String = "one", beside: RecordingChannel = RecordingChannel()) throws -> SenderWorld {
        var office = SenderWorld(name, by: try PrintRoom(path: folder.path), beside)
        try office.knowEveryone()
        try office.know(
            "\(caseID())/1", Person(name: "Alex Parent", address: ["1 Road", "Town", "BR1 1AA"], format: "large-print"))
        try office.keep(notice.letter)
        for (role, document) in notice.all { try office.keep(document, as: role) }
        return office
    }

    /// A letter that is told by post.
    private func decided() -> ScriptedLog {
        var log = notice.decided()
        for index in log.records.indices {
            guard case .letterWritten(var letter)? = log.records[index].entry.events.first?.data else { continue }
            for copy in letter.copies.indices { letter.copies[copy].by = .post }
            log.records[index].entry.events[0].data = .letterWritten(letter)
        }
        return log
    }

    private func letter() throws -> String {
        try #require(folder.letterFolders.first { $0.contains("tell-decision") })
    }

    @Test func `lays a letter ready with all that it encloses, in order, under the household and not under a name`()
        throws
    {
        var log = decided()
        var office = try office()
        #expect(try office.rest(&log))
        let place = try letter()
        #expect(
            folder.names(in: place) == [
                "01 Letter.html", "02 Plan of 2023.pdf", "03 Proposed amendments.txt", "04 Educational psychology.pdf",
                "05 Educational psychology.txt", "address.txt", "manifest.json",
            ])
        #expect(folder.text("\(place)/02 Plan of 2023.pdf") == "%PDF-1.7 the plan")
        #expect(folder.text("\(place)/01 Letter.html").contains("Dear Alex: with this letter you get"))
        #expect(folder.text("\(place)/address.txt") == "Alex Parent\n1 Road\nTown\nBR1 1AA\n")
        for name in folder.letterFolders { #expect(!name.lowercased().contains("alex") && !name.contains("BR1")) }
        #expect(!folder.text("manifest.json").contains("Alex") && !folder.text("manifest.csv").contains("Road"))
    }

    /// A PDF of so many pages.
    private func paper(_ pages: Int, _ words: String) throws -> [UInt8] {
        let filling = PrintedBlock.paragraph([PrintedRun(Array(repeating: words, count: 40).joined(separator: "\n"))])
        return try Self.typesetter.get().pdf(
            of: PrintedPaper(title: words, body: Array(repeating: filling, count: pages), footer: ""))
    }

    private static let typesetter = Result { try Typesetter() }

    /// What is printed on each page of that file.
    private func pages(_ file: String) throws -> [String] {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["pdftotext", "-enc", "UTF-8", "\(folder.path)/\(file)", "-"]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        return text.split(separator: "\u{0C}", omittingEmptySubsequences: false).dropLast().map(String.init)
    }

    private func post(_ number: Int, _ address: [String], format: String? = nil) throws -> Post {
        var post = Post(
            id: caseID(number),
            message: ConclusionID(
                .tellDecision, review: 1, fact: SubmissionKey(high: 5, low: 7).reference, to: .contact(1)),
            to: Person(name: "Somebody", address: address, format: format), sender: "", senderEmail: "a@b.c",
            subject: "About", text: "", html: "<p>Hello</p>", day: day("2024-09-02"), isRehearsal: true, by: .post)
        let letter = Document(
            try paper(1, "Letter \(number)"), salt: .random(), mediaType: Document.pdf, title: "Decision")
        post.carry(letter, as: .pdf)
        return post
    }

    @Test func `prints one PDF for a household, each paper on the front of a sheet, and says what lies where`() throws {
        var room = try PrintRoom(path: folder.path, press: PrintPress(Self.typesetter.get()))
        #expect(try room.lack(for: testLog) == nil)
        let (first, second) = (try post(0, ["1 Road"]), try post(1, ["1 Road"], format: "large-print"))
        let papers: [(String, String, [UInt8])] = [
            ("Plan", Document.pdf, try paper(2, "Plan")), ("Views", Document.plainText, Array("What Sam says".utf8)),
            ("Scan", "image/png", [0x89, 0x50]), ("Broken", Document.pdf, Array("%PDF-1.7 broken".utf8)),
            ("Page", Document.html, Array("<html><body><p>A page &amp; more</p></body></html>".utf8)),
            ("Table", Document.html, Array("<table><tr><td>1</td></tr></table>".utf8)),
        ]
        for (place, (title, type, bytes)) in papers.enumerated() {
            let document = Document(bytes, salt: .random(), mediaType: type, title: title)
            try room.keep(Enclosure(document, as: .evidence), at: place, of: first)
        }
        #expect(room.submit([first, second]) == [.kept, .kept])
        let manifest = try folder.manifest()
        let letter = try #require(manifest.letters.first { $0.case == caseID(0) })
        #expect(
            letter.files.map(\.name) == [
                "01 Letter.pdf", "02 Plan.pdf", "03 Views.txt", "04 Scan.png", "05 Broken.pdf", "06 Page.html",
                "07 Table.html",
            ])
        #expect(letter.files.map(\.pages) == [1, 2, 1, nil, nil, 1, nil])
        #expect(letter.files.map(\.firstPage) == [1, 3, 5, nil, nil, 7, nil])
        let household = try #require(manifest.households?.first)
        #expect(manifest.households?.count == 1)
        #expect(household.parts.map(\.first) == [1, 9] && household.parts.map(\.last) == [7, 9])
        #expect(
            household.byHand.map { $0.split(separator: "/").last } == ["04 Scan.png", "05 Broken.pdf", "07 Table.html"])
        let print = try #require(household.print)
        let said = try pages(print.name)
        #expect(said.count == print.pages && said.count == 9)
        for (page, words) in [
            (1, "Letter 0"), (3, "Plan"), (4, "Plan"), (5, "What Sam says"), (7, "A page & more"), (9, "Letter 1"),
        ] {
            #expect(said[page - 1].contains(words), "page \(page)")
        }
        #expect([2, 6, 8].allSatisfy { said[$0 - 1].allSatisfy(\.isWhitespace) })
        let rows = folder.text("manifest.csv").split(separator: "\r\n")
        #expect(rows.contains { $0.contains("02 Plan.pdf") && $0.hasSuffix("\(print.name),3,4") })
        #expect(rows.contains { $0.contains("04 Scan.png") && $0.hasSuffix(",,") })
        // The same room begun again prints the same; what is posted is printed no more.
        let before = try Data(contentsOf: URL(filePath: "\(folder.path)/\(print.name)"))
        var again = try PrintRoom(path: folder.path, press: PrintPress(Self.typesetter.get()))
        #expect(try again.lack(for: testLog) == nil)
        _ = try again.kept()
        #expect(try Data(contentsOf: URL(filePath: "\(folder.path)/\(print.name)")) == before)
        try folder.dispatch(letter.folder, on: day("2024-09-02"))
        _ = try again.receipts(most: 10)
        #expect(try folder.manifest().households?.first?.parts.map(\.folder) == [manifest.letters[1].folder])
        #expect(try pages(print.name).count == 1)
        #expect(try again.withdraw(second.message, of: second.id))
        #expect(try folder.manifest().households?.isEmpty == true)
        #expect(folder.mode(print.name) == nil)
    }

    @Test func `is for its owner alone`() throws {
        var log = decided()
        var office = try office()
        #expect(try office.rest(&log))
        let place = try letter()
        #expect(folder.mode("") == 0o700 && folder.mode(place) == 0o700)
        #expect(folder.mode(String(place.prefix { $0 != "/" })) == 0o700)
        for name in folder.names(in: place) { #expect(folder.mode("\(place)/\(name)") == 0o600, "\(name)") }
        for name in ["manifest.json", "manifest.csv", ".log-name"] { #expect(folder.mode(name) == 0o600, "\(name)") }
    }

    @Test func `lists what waits to be posted, each file with its hash, until it was posted`() throws {
        var log = decided()
        var office = try office()
        #expect(try office.rest(&log))
        let listed = try folder.manifest().letters
        let letter = try #require(listed.first { $0.message.contains("tell-decision") })
        #expect(letter.case == caseID() && letter.contact == 1 && letter.format == "large-print")
        #expect(letter.postOn == day("2024-09-02") && letter.postClass == "first" && letter.isRehearsal)
        // The meeting was on 2 September: four weeks.
        #expect(letter.lastDay == day("2024-09-30"))
        #expect(letter.files.map(\.name).first == "01 Letter.html" && letter.files.count == 5)
        for file in letter.files {
            let bytes = FileManager.default.contents(atPath: "\(folder.path)/\(letter.folder)/\(file.name)") ?? Data()
            #expect(file.bytes == bytes.count && file.sha256.count == 64)
        }
        let rows = folder.text("manifest.csv").split(separator: "\r\n")
        #expect(rows.count == 1 + listed.reduce(0) { $0 + $1.files.count })
        #expect(rows[0].hasPrefix("household,folder,case,contact,message"))
        try folder.dispatch(letter.folder, on: day("2024-09-02"))
        office.seconds = 2 * ChannelDesk.receiptsEvery
        try office.turn(&log)
        #expect(try office.rest(&log))
        #expect(try folder.manifest().letters.contains { $0.message.contains("tell-decision") } == false)
    }

    @Test func `is not told by a letter that lies ready, and is told on the day on which somebody posted it`() throws {
        var log = decided()
        var office = try office()
        #expect(try office.rest(&log))
        log.begin("2024-09-05")
        #expect(try office.rest(&log))
        #expect(office.family(caseID())?.stage == .claim)
        #expect(office.file(of: caseID())?.review(1)?.told == nil)
        // It was posted on the 4th, and that is said on the 5th.
        let place = try letter()
        try folder.dispatch(place, on: day("2024-09-04"))
        office.seconds = 2 * ChannelDesk.receiptsEvery
        try office.turn(&log)
        #expect(try office.rest(&log))
        #expect(office.file(of: caseID())?.review(1)?.told == day("2024-09-04"))
        let said = log.records.flatMap(\.entry.events).last { event in
            guard case .notificationSent = event.data else { return false }
            return event.id.description.contains("tell-decision") && event.id.description.contains("contact-1")
        }
        guard case .notificationSent(let sent)? = said?.data else {
            Issue.record("nothing says that it was sent")
            return
        }
        #expect(said?.happened == day("2024-09-04"))
        #expect(sent.channel == .printRoom && sent.receipt == place)
        let before = log.records.count
        office.seconds = 4 * ChannelDesk.receiptsEvery
        try office.turn(&log)
        #expect(try office.rest(&log))
        #expect(log.records.count == before, "once")
    }

    @Test func `uses up no claim by starts, and whoever starts tells what was posted before`() throws {
        var log = decided()
        var first = try office()
        #expect(try first.rest(&log))
        for start in 0..<4 {
            var next = try office("start \(start)")
            next.seconds = 1_000
            #expect(try next.rest(&log))
            #expect(next.family(caseID())?.claims == 1)
        }
        #expect(folder.letterFolders.count { $0.contains("tell-decision") } == 1)
        try folder.dispatch(try letter(), on: day("2024-09-02"))
        var last = try office("last")
        #expect(try last.rest(&log))
        #expect(last.file(of: caseID())?.review(1)?.told == day("2024-09-02"))
    }

    @Test func `gives back a letter that may not leave any more, unless somebody posted it`() throws {
        for isPosted in [false, true] {
            let folder = ScratchFolder()
            var log = decided()
            var office = SenderWorld("one", by: try PrintRoom(path: folder.path), RecordingChannel())
            try office.knowEveryone()
            try office.know("\(caseID())/1", Person(name: "Alex Parent", address: ["1 Road"]))
            try office.keep(notice.letter)
            for (role, document) in notice.all { try office.keep(document, as: role) }
            #expect(try office.rest(&log))
            let place = try #require(folder.letterFolders.first { $0.contains("tell-decision") })
            if isPosted { try folder.dispatch(place, on: day("2024-09-02")) }
            log.contact(caseID(), 1, 0xC2, mayBeWrittenTo: false)
            office.seconds = 10
            #expect(try office.rest(&log))
            #expect(folder.letterFolders.contains(place) == isPosted)
            office.seconds = 2 * ChannelDesk.receiptsEvery
            try office.turn(&log)
            #expect(try office.rest(&log))
            let message = office.family(caseID())
            #expect(message?.failure == (isPosted ? nil : .byDecision))
            #expect((message?.sent != nil) == isPosted)
            #expect(folder.names(in: "").filter { $0.hasPrefix(".draft") }.allSatisfy { folder.names(in: $0).isEmpty })
        }
    }

    @Test func `tells of what came back when its folder is put among what was returned`() throws {
        var log = decided()
        var office = try office()
        #expect(try office.rest(&log))
        let place = try letter()
        try folder.dispatch(place, on: day("2024-09-02"))
        office.seconds = 2 * ChannelDesk.receiptsEvery
        try office.turn(&log)
        #expect(try office.rest(&log))
        let returned = "\(folder.path)/\(PrintRoom.returnedFolder)"
        try FileManager.default.createDirectory(atPath: returned, withIntermediateDirectories: true)
        let name = String(place.split(separator: "/").last ?? "")
        try FileManager.default.moveItem(atPath: "\(folder.path)/\(place)", toPath: "\(returned)/\(name)")
        office.seconds = 4 * ChannelDesk.receiptsEvery
        try office.turn(&log)
        #expect(try office.rest(&log))
        #expect(office.family(caseID())?.returned == .returned)
        #expect(office.file(of: caseID())?.review(1)?.told == day("2024-09-02"), "who was told stays told")
    }

    @Test func `puts letters to one address into one folder, however it is written, and those to another elsewhere`()
        throws
    {
        var room = try PrintRoom(path: folder.path)
        #expect(try room.lack(for: testLog) == nil)
        func post(_ number: Int, _ address: [String]) -> Post {
            Post(
                id: caseID(number), message: ConclusionID(.tellDecision, review: 1, to: .contact(1)),
                to: Person(name: "Somebody", address: address), sender: "", senderEmail: "a@b.c", subject: "About",
                text: "", html: "<p>Hello</p>", day: day("2024-09-02"), isRehearsal: true, by: .post)
        }
        let answers = room.submit([
            post(0, ["1 High Road", "BR1 1AA"]), post(1, ["1, HIGH ROAD", "br1 1aa", ""]),
            post(2, ["2 High Road", "BR1 1AA"]),
        ])
        #expect(answers == [.kept, .kept, .kept])
        #expect(Set(folder.letterFolders.map { $0.prefix { $0 != "/" } }).count == 2)
        #expect(room.submit([post(0, ["1 High Road", "BR1 1AA"])]) == [.kept])
        #expect(folder.letterFolders.count == 3)
        // It is the print room's alone: by e-mail nothing can be printed.
        #expect(room.carries == [.post])
    }

    @Test func `follows no link, and changes nothing beside another log`() throws {
        let elsewhere = ScratchFolder()
        try FileManager.default.createDirectory(atPath: elsewhere.path, withIntermediateDirectories: true)
        var log = decided()
        var office = try office()
        #expect(try office.rest(&log))
        let place = try letter()
        let household = String(place.prefix { $0 != "/" })
        try FileManager.default.removeItem(atPath: "\(folder.path)/\(household)")
        try FileManager.default.createSymbolicLink(
            atPath: "\(folder.path)/\(household)", withDestinationPath: elsewhere.path)
        var again = decided()
        var other = try self.office("other")
        _ = try other.rest(&again, turns: 20)
        #expect(elsewhere.all.isEmpty)
        #expect(other.sender.lack?.contains("no folder") == true)
        var room = try PrintRoom(path: folder.path)
        let why = try #require(try room.lack(for: LogName(high: 1, low: 2)))
        #expect(why.contains(testLog.description))
    }

    @Test func `takes what is more than any mail carries`() throws {
        let large = (0..<3).map { number in
            Document(
                [UInt8](repeating: UInt8(number), count: Bounds.document), salt: .random(),
                mediaType: "application/pdf", title: "Report \(number)", audience: .invited)
        }
        #expect(large.reduce(0) { $0 + $1.bytes.count } > Bounds.enclosed)
        var log = notice.decided(evidence: large)
        for index in log.records.indices {
            guard case .letterWritten(var letter)? = log.records[index].entry.events.first?.data else { continue }
            for copy in letter.copies.indices { letter.copies[copy].by = .post }
            log.records[index].entry.events[0].data = .letterWritten(letter)
        }
        var office = try office()
        for document in large { try office.keep(document, as: .evidence) }
        #expect(try office.rest(&log))
        let files = folder.names(in: try letter()).filter { $0.contains("Report") }
        #expect(files == ["04 Report 0.pdf", "05 Report 1.pdf", "06 Report 2.pdf"])
    }
}
