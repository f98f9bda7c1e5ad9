import CaseFile
import Contracts
import Foundation
import Runtime
import Statute
import Synchronization
import TestSupport
import Testing

@testable import Notifier

/// A channel that remembers what left, and says of it what it is told to.
final class ReturningChannel: Channel, Sendable {
    private let left = Mutex<[Post]>([])
    private let said = Mutex<[ChannelReceipt]>([])
    let name: ChannelName
    let carries: Set<Delivery>
    let mostEnclosed: Int
    let protectsMail: Bool
    var allowsRehearsal: Bool { true }
    var patience: Double { 0 }

    init(
        _ name: ChannelName = .folder, carries: Set<Delivery> = [.post, .email], mostEnclosed: Int = .max,
        protectsMail: Bool = true
    ) {
        self.name = name
        self.carries = carries
        self.mostEnclosed = mostEnclosed
        self.protectsMail = protectsMail
    }

    func submit(_ messages: [Post]) -> [ChannelAnswer] {
        left.withLock { $0 += messages }
        return messages.map { .accepted($0.reference) }
    }

    func receipts(most: Int) throws(SendingError) -> [ChannelReceipt] {
        said.withLock { said in
            defer { said = [] }
            return said
        }
    }

    func says(_ receipt: ChannelReceipt) { said.withLock { $0.append(receipt) } }
    var posts: [Post] { left.withLock { $0 } }
}

@Suite struct `A message that came back` {
    let notice = AmendmentNotice()
    let channel = ReturningChannel()

    private func office(in words: any Wording = PlainWords()) throws -> SenderWorld {
        var office = SenderWorld("one", by: channel, in: words)
        try office.knowEveryone()
        try office.keep(notice.letter)
        for (role, document) in notice.all { try office.keep(document, as: role) }
        return office
    }

    /// What left of that kind to that contact.
    private func posts(_ subject: Subject, to contact: UInt8? = 1) -> [Post] {
        channel.posts.filter { $0.message.subject == subject && $0.message.contact == contact }
    }

    /// That message comes back on the log's today, and it is said.
    private func comesBack(_ message: ConclusionID, _ office: inout SenderWorld, _ log: inout ScriptedLog) throws {
        channel.says(ChannelReceipt(message, of: caseID(), .returned))
        office.seconds += ChannelDesk.receiptsEvery + 1
        #expect(try office.rest(&log))
        _ = try office.sender.act(office)
        #expect(try office.rest(&log))
        #expect(office.file(of: caseID())?.message(message)?.returned == .returned)
    }

    private func ask(_ log: inout ScriptedLog, _ key: UInt64, _ message: ConclusionID, by way: Delivery? = nil) {
        log.report(caseID(), key, .resendAsked(ResendAsked(message: message, by: way, why: .newAddress)))
    }

    @Test
    func
        `a letter that came back goes again as it was, with all that came with it, behind a page that says since when its days count`()
        throws
    {
        var log = notice.decided()
        let root = URL(filePath: #filePath).pathComponents.dropLast(3).joined(separator: "/").dropFirst()
        var office = try office(in: try Templates(seeds: "\(root)/seeds"))
        #expect(try office.rest(&log))
        let first = try #require(posts(.tellDecision).first)
        log.begin("2024-09-20")
        try comesBack(first.message, &office, &log)
        #expect(posts(.tellAgain).isEmpty, "nothing goes again by itself")
        ask(&log, 0xA6, first.message, by: .post)
        #expect(try office.rest(&log))
        let again = try #require(posts(.tellAgain).first)
        #expect(again.enclosures.map(\.role) == [.letter] + first.enclosures.map(\.role))
        #expect(again.enclosures.map(\.document) == [notice.letter] + notice.all.map(\.document))
        #expect(again.by == .post && again.reference != first.reference && again.lastDay == nil)
        let text = again.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(text.contains("comes with this page on Monday 2 September 2024"), "\(text)")
        // Sent on Friday the 20th, served two working days later, and that day is the first of the fifteen.
        #expect(text.contains("You can answer until Tuesday 8 October 2024."), "\(text)")
        #expect(!text.contains("appeal"), "a proposal brings no right to appeal")
        let file = try #require(office.file(of: caseID()))
        #expect(file.review(1)?.told == day("2024-09-02"), "who was told stays told")
        #expect(file.unsent(on: day("2024-09-20")).isEmpty)
        // It may come back again, and go again.
        try comesBack(again.message, &office, &log)
        #expect(office.file(of: caseID())?.unsent(on: day("2024-09-20")).map(\.message) == [again.message])
        ask(&log, 0xA7, again.message)
        #expect(try office.rest(&log))
        #expect(posts(.tellAgain).map(\.enclosures.count) == [5, 5])
    }

    @Test func `goes again once, for whoever asked first`() throws {
        var log = notice.decided()
        var office = try office()
        #expect(try office.rest(&log))
        let first = try #require(posts(.tellDecision).first).message
        try comesBack(first, &office, &log)
        ask(&log, 0xA6, first)
        ask(&log, 0xA7, first)
        #expect(try office.rest(&log))
        #expect(posts(.tellAgain).map(\.message.fact) == [SubmissionKey(high: 0xA6, low: 7).reference])
    }

    @Test func `does not go again to somebody who may not be written to, nor when another decision counts`() throws {
        for isClosed in [true, false] {
            var log = notice.decided()
            var office = try office()
            #expect(try office.rest(&log))
            let first = try #require(posts(.tellDecision).last).message
            try comesBack(first, &office, &log)
            if isClosed {
                log.contact(caseID(), 1, 0xC2, mayBeWrittenTo: false)
            } else {
                log.report(
                    caseID(), 0xDD, .withdrawn(Withdrawn(report: SubmissionKey(high: 1 << 32 | 0xDEC1, low: 7))))
            }
            ask(&log, 0xA6, first)
            #expect(try office.rest(&log))
            #expect(posts(.tellAgain).isEmpty, "closed: \(isClosed)")
        }
    }

    @Test func `no claim of one that goes again fits any more once the plan has ended`() throws {
        var log = notice.decided()
        var office = try office()
        #expect(try office.rest(&log))
        let first = try #require(posts(.tellDecision).first).message
        try comesBack(first, &office, &log)
        ask(&log, 0xA6, first)
        // It is asked for, and before it is claimed the plan ends.
        try office.turn(&log)
        office.read(log)
        log.report(caseID(), 0xE0, .planEnded(PlanEnded(reason: .maximumAge)))
        #expect(try office.rest(&log))
        #expect(posts(.tellAgain).isEmpty)
        let file = try #require(office.file(of: caseID()))
        let again = try #require(file.messages.last { $0.id.subject == .tellAgain }).id
        #expect(!file.accepts(again.at(.claim, attempt: 1), .notificationClaimed(NotificationClaimed(instance: "x"))))
    }

    @Test func `that is no letter goes again in the words that it had`() throws {
        var log = ScriptedLog()
        log.open(caseID())
        var office = try office()
        #expect(try office.rest(&log))
        let first = try #require(posts(.tellReviewDue).first)
        try comesBack(first.message, &office, &log)
        ask(&log, 0xA6, first.message)
        #expect(try office.rest(&log))
        let again = try #require(posts(.tellAgain).first)
        #expect(again.text == first.text && again.enclosures.isEmpty && again.reference != first.reference)
    }
}

@Suite struct `The order of channels` {
    let letter = Document.letter("Dear Alex")

    /// By which channel a decision's letter leaves, served in that way.
    private func leaves(by channels: [ReturningChannel], as way: Delivery, enclosing notice: AmendmentNotice? = nil)
        throws
        -> ChannelName?
    {
        var log = ScriptedLog()
        if let notice { log = notice.decided() } else { log.decide(caseID(), [1: letter], by: way) }
        let index = DocumentIndex(caching: 0)
        let shelf = Shelf()
        var office = SenderWorld(
            "one",
            at: channels.map { ChannelDesk($0, documents: DocumentShelf(index, from: shelf), isAttended: true) },
            shelf: shelf, index: index)
        try office.knowEveryone()
        try office.keep(letter)
        if let notice {
            try office.keep(notice.letter)
            for (role, document) in notice.all { try office.keep(document, as: role) }
        }
        #expect(try office.rest(&log))
        return channels.first { $0.posts.contains { $0.message.subject == .tellDecision && $0.message.contact == 1 } }?
            .name
    }

    @Test func `is that of the rule, whatever the order in which the notifier has them`() throws {
        let rule = try #require(MessageRule.table.first { $0.carriesLetter })
        let staff = try #require(MessageRule.table.first { $0.recipients == .party(.manager) })
        let other = try #require(Array("other".utf8).withUnsafeBufferPointer { ChannelName(utf8: $0) })
        #expect(ChannelOrder.places(of: [other, .folder, .printRoom], for: rule) == [2, 1, 0])
        #expect(ChannelOrder.places(of: [other, .printRoom, .folder], for: staff) == [2, 1, 0])
        #expect(
            try leaves(by: [ReturningChannel(.folder), ReturningChannel(.printRoom, carries: [.post])], as: .post)
                == .printRoom)
        #expect(
            try leaves(by: [ReturningChannel(.printRoom, carries: [.post]), ReturningChannel(.folder)], as: .email)
                == .folder)
    }

    @Test func `passes over a channel that cannot carry what comes with a letter`() throws {
        let small = ReturningChannel(.printRoom, mostEnclosed: 3)
        #expect(
            try leaves(by: [small, ReturningChannel(.folder)], as: .email, enclosing: AmendmentNotice()) == .folder)
    }

    @Test func `passes over one that does not protect mail, for a letter that goes as an e-mail`() throws {
        var open: ReturningChannel { ReturningChannel(.printRoom, protectsMail: false) }
        #expect(try leaves(by: [open, ReturningChannel(.folder)], as: .email) == .folder)
        #expect(try leaves(by: [open, ReturningChannel(.folder)], as: .post) == .printRoom)
        #expect(try leaves(by: [open], as: .email) == nil, "and nothing leaves where none does")
    }

    @Test func `ends with a print room, which carries whatever is enclosed`() throws {
        let folder = ScratchFolder()
        let room = try PrintRoom(path: folder.path)
        #expect(room.mostEnclosed == .max && room.carries == [.post])
    }
}
