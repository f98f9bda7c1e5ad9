import CaseFile
import Contracts
import JSON
import Runtime
import Statute
import Synchronization
import TestSupport
import Testing

@testable import Notifier

@Suite struct `The sender` {
    let due = "review-1/tell-review-due/2024-12-11/"

    @Test func `sends only once its own claim stands in the file, all messages of a case in one entry`() throws {
        var log = ScriptedLog()
        log.open(caseID())
        let channel = RecordingChannel()
        var office = SenderWorld("one", by: channel)
        try office.knowEveryone()
        try office.turn(&log)  // requests
        #expect(channel.posts.isEmpty)
        try office.turn(&log)  // claims
        #expect(channel.posts.isEmpty)
        #expect(log.said == ["\(due)contact-1/claim/1 \(due)coordinator/claim/1"])
        #expect(log.records.last?.entry.because?.description == "\(due)contact-1")
        try office.turn(&log)
        #expect(channel.messages == ["\(due)contact-1", "\(due)coordinator"])
        // Its answer is said in the next turn.
        #expect(log.said.count == 1)
        try office.turn(&log)
        #expect(log.said.last == "\(due)contact-1/sent/1 \(due)coordinator/sent/1")
        #expect(try office.rest(&log))
        #expect(channel.posts.count == 2)
        let file = try #require(office.file(of: caseID()))
        #expect(file.messages.allSatisfy { $0.sent == day("2024-09-02") })
    }

    @Test
    func `does not send on a claim that another instance made first, until that stood two minutes without a receipt`()
        throws
    {
        var log = ScriptedLog()
        log.open(caseID())
        let dead = RecordingChannel()
        var first = SenderWorld("one", by: dead)
        try first.knowEveryone()
        try first.turn(&log)
        try first.turn(&log)  // It claims, and dies.
        let channel = RecordingChannel()
        var second = SenderWorld("two", by: channel)
        try second.knowEveryone()
        second.seconds = 1000
        // Its channel is asked first whether it takes anything.
        try second.turn(&log)
        for seconds in stride(from: 1000.0, through: 1119, by: 7) {
            second.seconds = seconds
            try second.turn(&log)
            #expect(!second.sender.isAtRest(0))
        }
        #expect(channel.posts.isEmpty)
        #expect(!log.said.contains { $0.contains("claim/2") })
        second.seconds = 1120
        try second.turn(&log)
        #expect(log.said.last == "\(due)contact-1/claim/2 \(due)coordinator/claim/2")
        #expect(try second.rest(&log))
        #expect(channel.messages == ["\(due)contact-1", "\(due)coordinator"])
        #expect(log.said.last == "\(due)contact-1/sent/2 \(due)coordinator/sent/2")
        // The first was only asleep: its claim is no longer the one that stands.
        #expect(try first.rest(&log))
        #expect(dead.posts.isEmpty)
    }

    @Test func `a receipt that was not delivered is said again, and nothing is sent again`() throws {
        var log = ScriptedLog()
        log.open(caseID())
        let channel = RecordingChannel()
        var office = SenderWorld("one", by: channel)
        try office.knowEveryone()
        try office.turn(&log)
        try office.turn(&log)
        for _ in 0..<3 { try office.turn(&log, losing: true) }
        #expect(channel.posts.count == 2)
        #expect(log.said.count == 1)
        #expect(try office.rest(&log))
        #expect(channel.posts.count == 2)
        #expect(log.said.last == "\(due)contact-1/sent/1 \(due)coordinator/sent/1")
    }

    @Test
    func `a claim whose token has lapsed sends nothing, and the next is made once it has stood as long as another's`()
        throws
    {
        var log = ScriptedLog()
        log.open(caseID())
        let channel = TokenChannel()
        var office = SenderWorld("one", by: channel)
        try office.knowEveryone()
        try office.turn(&log)
        try office.turn(&log)
        #expect(channel.state.withLock { $0.signed } == ["\(due)contact-1/claim/1", "\(due)coordinator/claim/1"])
        channel.state.withLock { $0.areLapsed = true }
        for seconds in stride(from: 40.0, to: 160, by: 10) {
            office.seconds = seconds
            try office.turn(&log)
        }
        #expect(channel.state.withLock { $0.sent }.isEmpty)
        #expect(log.said.count == 1)
        #expect(!office.sender.isAtRest(0))
        channel.state.withLock { $0.areLapsed = false }
        office.seconds = 200
        #expect(try office.rest(&log))
        #expect(log.said[1] == "\(due)contact-1/claim/2 \(due)coordinator/claim/2")
        #expect(channel.state.withLock { $0.sent } == [2, 2])
        #expect(
            channel.state.withLock { $0.signed }.suffix(2) == ["\(due)contact-1/claim/2", "\(due)coordinator/claim/2"])
    }

    @Test(arguments: [(5 * 86_400, true), (6 * 86_400, false)])
    func `what may have left under a token that the provider has forgotten is not sent again, but said to be not known`(
        seconds: Int, isSent: Bool
    ) throws {
        var log = ScriptedLog()
        log.open(caseID())
        let dead = TokenChannel()
        var first = SenderWorld("one", by: dead)
        try first.knowEveryone()
        try first.turn(&log)
        try first.turn(&log)  // It claims; whether it sent before it died, nobody knows.
        let channel = TokenChannel()
        channel.state.withLock { $0.second = Int64(seconds) }
        var second = SenderWorld("two", by: channel)
        try second.knowEveryone()
        for steady in stride(from: 1000.0, through: 1300, by: 10) {
            second.seconds = steady
            // What it says first is not delivered.
            try second.turn(&log, losing: steady < 1200)
        }
        #expect(try second.rest(&log))
        #expect(channel.state.withLock { $0.sent.isEmpty } == !isSent)
        #expect(second.family(caseID())?.failure == (isSent ? nil : .notKnown))
        #expect(log.said.contains { $0.contains("failed/1") } == !isSent)
        // It is not claimed again, by nobody.
        var third = SenderWorld("three", by: channel)
        try third.knowEveryone()
        third.seconds = 5000
        #expect(try third.rest(&log))
        #expect(channel.state.withLock { $0.sent.count } == (isSent ? 2 : 0))
        #expect(third.projection.allSatisfy { isSent || $0.data.why == nil || $0.data.why == .notKnown })
    }

    @Test(arguments: [false, true])
    func
        `what waited to be looked through since it was first claimed never left, and leaves when that is done, however late`(
            isKeptLater: Bool
        ) throws
    {
        var log = ScriptedLog()
        log.open(caseID())
        if !isKeptLater { log.contact(caseID(), 1, 0x5AFE, locationProtected: true) }
        log.report(caseID(), 0xA44, .meetingArranged(MeetingArranged(review: 1, meeting: day("2024-11-01"))))
        let channel = TokenChannel()
        var first = SenderWorld("one", by: TokenChannel())
        try first.knowEveryone()
        try first.turn(&log)
        try first.turn(&log)  // It claims, and dies.
        if isKeptLater { log.contact(caseID(), 1, 0x5AFE, locationProtected: true) }
        channel.state.withLock { $0.second = 3600 }
        var second = SenderWorld("two", by: channel)
        try second.knowEveryone()
        for steady in stride(from: 1000.0, through: 1300, by: 10) {
            second.seconds = steady
            try second.turn(&log)
        }
        let held = try #require(second.files[caseID()]?.messages.first { $0.failure == .mayTellPlace })
        #expect(held.claims == 2)
        // Three weeks later the provider remembers nothing of the first claim.
        channel.state.withLock { $0.second = 21 * 86_400 }
        log.report(caseID(), 0x100C, .lookedThrough(LookedThrough(message: held.id)))
        second.seconds = 2000
        #expect(try second.rest(&log))
        #expect(second.files[caseID()]?.message(held.id)?.failure == (isKeptLater ? .notKnown : nil))
        #expect(second.files[caseID()]?.message(held.id)?.stage == (isKeptLater ? .failed : .sent))
    }

    @Test(arguments: [(5 * 86_400, true), (6 * 86_400, false)])
    func `that somebody had no address meanwhile settles nothing of what may have left before: it is not sent twice`(
        seconds: Int, isSent: Bool
    ) throws {
        var log = ScriptedLog()
        log.open(caseID())
        var first = SenderWorld("one", by: TokenChannel())
        try first.knowEveryone()
        try first.turn(&log)
        try first.turn(&log)  // It claims; whether it sent before it died, nobody knows.
        let channel = TokenChannel()
        channel.state.withLock { $0.second = 3600 }
        // Who takes over finds nobody's address.
        var second = SenderWorld("two", by: channel)
        for steady in stride(from: 1000.0, through: 1300, by: 10) {
            second.seconds = steady
            try second.turn(&log)
        }
        #expect(second.family(caseID())?.failure == .noAddress)
        channel.state.withLock { $0.second = Int64(seconds) }
        try second.knowEveryone()
        second.seconds = 2000
        #expect(try second.rest(&log))
        #expect(channel.state.withLock { $0.sent } == (isSent ? [3, 3] : []))
        #expect(second.family(caseID())?.failure == (isSent ? nil : .notKnown))
        // Whoever reads the log from its beginning makes the same of it.
        var third = SenderWorld("three", by: channel)
        try third.knowEveryone()
        third.seconds = 5000
        #expect(try third.rest(&log))
        #expect(channel.state.withLock { $0.sent.count } == (isSent ? 2 : 0))
    }

    @Test
    func
        `what is requested while a channel has other messages of the case is claimed beside them, and none leaves twice`()
        throws
    {
        var log = ScriptedLog()
        log.open(caseID())
        let channel = RecordingChannel()
        var office = SenderWorld("one", by: channel)
        try office.knowEveryone()
        try office.turn(&log)
        try office.turn(&log)
        log.report(caseID(), 77 << 32, .meetingArranged(MeetingArranged(review: 1, meeting: day("2024-11-01"))))
        #expect(try office.rest(&log))
        #expect(log.said[1].contains("tell-invitation/\(named(77 << 32))/contact-1/claim/1"))
        #expect(log.said[2].hasPrefix("\(due)contact-1/sent/1 \(due)coordinator/sent/1"))
        #expect(channel.messages.count == Set(channel.messages).count)
        #expect(channel.messages.count == 5)
    }

    @Test func `of two that claim at once only the first in the log sends`() throws {
        var log = ScriptedLog()
        log.open(caseID())
        let (ones, twos) = (RecordingChannel(), RecordingChannel())
        var one = SenderWorld("one", by: ones)
        var two = SenderWorld("two", by: twos)
        try one.knowEveryone()
        try two.knowEveryone()
        try one.turn(&log)
        one.read(log)
        two.read(log)
        try one.turn(&log)
        // The second has not read that.
        var behind = log
        behind.records.removeLast()
        let before = behind.records.count
        try two.turn(&behind)
        for record in behind.records[before...] { log.append(record.entry, to: CaseID(record.key)) }
        two.flying = [:]
        two.position = before
        #expect(log.said.suffix(2).allSatisfy { $0.hasPrefix("\(due)contact-1/claim/1") })
        #expect(try one.rest(&log))
        #expect(try two.rest(&log))
        #expect(ones.posts.count == 2)
        #expect(twos.posts.isEmpty)
    }

    @Test func `nothing leaves after an import until the operator releases it, and it is at rest meanwhile`() throws {
        var log = ScriptedLog()
        log.open(caseID(), by: .importer)
        let channel = RecordingChannel()
        var office = SenderWorld("one", by: channel)
        try office.knowEveryone()
        #expect(try office.rest(&log))
        #expect(log.said.isEmpty)
        log.say(5, .released(Released(messages: 2)))
        #expect(try office.rest(&log))
        #expect(channel.posts.count == 2)
    }

    @Test func `nothing leaves while sending is paused, also what was claimed before, and it is at rest meanwhile`()
        throws
    {
        var log = ScriptedLog()
        log.open(caseID())
        let channel = RecordingChannel()
        var office = SenderWorld("one", by: channel)
        try office.knowEveryone()
        try office.turn(&log)
        try office.turn(&log)
        #expect(log.said.count == 1)
        log.say(5, .sendingPaused(SendingPaused()))
        log.open(caseID(1), key: 2)
        try office.knowEveryone(caseID(1))
        #expect(try office.rest(&log))
        #expect(channel.posts.isEmpty)
        #expect(log.said.count == 1)
        log.say(6, .sendingResumed(SendingResumed()))
        #expect(try office.rest(&log))
        #expect(channel.posts.count == 4)
    }

    @Test func `what has no address is said to have failed, once, and leaves when a record of that person comes`()
        throws
    {
        var log = ScriptedLog()
        log.open(caseID())
        let channel = RecordingChannel()
        var office = SenderWorld("one", by: channel)
        try office.know("officer/C-07", Person(name: "Kim Officer", email: "kim@council.example"))
        try office.know("\(caseID())/1", Person(name: "Alex Parent", email: "not an address"))
        #expect(try office.rest(&log))
        #expect(channel.messages == ["\(due)coordinator"])
        #expect(log.said.suffix(2) == ["\(due)contact-1/failed/1", "\(due)coordinator/sent/1"])
        #expect(office.file(of: caseID())?.messages.first?.failure == .badAddress)
        #expect(
            office.file(of: caseID())?.unsent(on: day("2024-09-02")).map(\.reason) == [.failed(.badAddress)])
        let before = log.records.count
        #expect(try office.rest(&log))
        #expect(log.records.count == before)
        try office.know("\(caseID())/1", Person(name: "Alex Parent", address: ["1 Road"]))
        #expect(!office.sender.isAtRest(0))
        #expect(try office.rest(&log))
        #expect(channel.messages == ["\(due)coordinator", "\(due)contact-1"])
        #expect(log.said.last == "\(due)contact-1/sent/2")
    }

    @Test func `what was not reachable before a start, and is now, leaves after the start`() throws {
        var log = ScriptedLog()
        log.open(caseID())
        var office = SenderWorld("one", by: RecordingChannel())
        #expect(try office.rest(&log))
        let channel = RecordingChannel()
        var later = SenderWorld("two", by: channel)
        try later.knowEveryone()
        #expect(try later.rest(&log))
        #expect(channel.posts.count == 2)
    }

    @Test func `what is past its last day is said to be too late, by one, through a claim`() throws {
        var log = ScriptedLog()
        log.open(caseID(), by: .importer)
        var office = SenderWorld("one", by: RecordingChannel())
        try office.knowEveryone()
        #expect(try office.rest(&log))
        log.begin("2025-01-01")
        log.say(5, .released(Released(messages: 2)))
        let channel = RecordingChannel()
        var later = SenderWorld("two", by: channel)
        try later.knowEveryone()
        #expect(try later.rest(&log))
        #expect(channel.posts.isEmpty)
        #expect(
            log.said == [
                "\(due)contact-1/claim/1 \(due)coordinator/claim/1",
                "\(due)contact-1/failed/1 \(due)coordinator/failed/1",
            ])
        #expect(later.file(of: caseID())?.messages.allSatisfy { $0.failure == .tooLate } == true)
    }

    @Test func `an invitation to a meeting that was moved while it waited does not leave`() throws {
        var log = ScriptedLog()
        log.open(caseID(), by: .importer)
        log.report(caseID(), 77 << 32, .meetingArranged(MeetingArranged(review: 1, meeting: day("2024-11-01"))))
        let channel = RecordingChannel()
        var office = SenderWorld("one", by: channel)
        try office.knowEveryone()
        #expect(try office.rest(&log))
        log.report(caseID(), 78 << 32, .meetingArranged(MeetingArranged(review: 1, meeting: day("2024-11-08"))))
        log.say(5, .released(Released(messages: 2)))
        #expect(try office.rest(&log))
        let invited = channel.messages.filter { $0.contains("invitation") }
        #expect(invited.allSatisfy { $0.contains("\(named(78 << 32))") })
        #expect(invited.contains("review-1/tell-invitation/\(named(78 << 32))/setting"))
        let old = ConclusionID(.tellInvitation, review: 1, fact: .submission(77 << 32), to: .contact(1))
        #expect(office.file(of: caseID())?.message(old)?.failure == .tooLate)
    }

    @Test func `of a meeting that was moved away and back while it waited, only the last invitation leaves`() throws {
        var log = ScriptedLog()
        log.open(caseID(), by: .importer)
        let channel = RecordingChannel()
        var office = SenderWorld("one", by: channel)
        try office.knowEveryone()
        for (number, meeting) in ["2024-11-01", "2024-11-08", "2024-11-01"].enumerated() {
            log.report(
                caseID(), UInt64(77 + number) << 32,
                .meetingArranged(MeetingArranged(review: 1, meeting: day(meeting))))
            #expect(try office.rest(&log))
        }
        log.say(5, .released(Released(messages: 2)))
        #expect(try office.rest(&log))
        let invited = channel.messages.filter { $0.contains("invitation") }
        #expect(invited.count == 3, "the family, the coordinator and the setting can be reached")
        #expect(invited.allSatisfy { $0.contains("\(named(79 << 32))") })
    }

    @Test func `no more leave in a second than the pace allows, and no more are in hand than its bound`() throws {
        var log = ScriptedLog()
        var settings = Sender.Settings()
        settings.pace = 10
        settings.mostInHand = 8
        let channel = RecordingChannel()
        var office = SenderWorld("one", by: channel, settings: settings)
        for number in 0..<100 {
            log.open(caseID(number), key: UInt64(number + 1))
            try office.knowEveryone(caseID(number))
        }
        var seconds = 0.0
        while channel.posts.count < 200, seconds < 60 {
            office.seconds = seconds
            for _ in 0..<3 { try office.turn(&log) }
            // A case has two messages here and is served whole: two beyond what the bucket held.
            #expect(Double(channel.posts.count) <= 10 + seconds * 10 + 2)
            let inHand = office.files.values.reduce(0) { $0 + $1.messages.count { $0.stage == .claim } }
            #expect(inHand <= 8 + 2)
            seconds += 0.05
        }
        #expect(channel.posts.count == 200)
        #expect(seconds > 18)
        #expect(Set(channel.posts.map(\.reference)).count == 200)
    }

    @Test
    func `a decision waits for its letter, and is said to have failed when it does not come; then it leaves with it`()
        throws
    {
        var log = ScriptedLog()
        let letter = Document.letter("Dear Alex")
        log.decide(caseID(), [1: letter])
        let channel = RecordingChannel()
        var office = SenderWorld("one", by: channel)
        try office.knowEveryone()
        office.hearsEnds = false
        #expect(try office.rest(&log) == false)
        // Nobody is told of it meanwhile.
        #expect(!channel.messages.contains { $0.contains("tell-decision") })
        #expect(office.family(caseID())?.stage == .said)
        office.hearsEnds = true
        #expect(try office.rest(&log))
        #expect(office.family(caseID())?.failure == .noDocument)
        #expect(!channel.messages.contains { $0.contains("tell-decision") })
        #expect(
            office.file(of: caseID())?.unsent(on: day("2024-09-02")).map(\.reason) == [.failed(.noDocument)])
        try office.keep(letter)
        #expect(try office.rest(&log))
        let told = channel.posts.filter { $0.message.subject == .tellDecision }
        #expect(told.first?.html == letter.asPosted)
        #expect(told.map(\.message.addressee) == [.contact(1), .party(.setting), .party(.coordinator)])
        #expect(office.file(of: caseID())?.review(1)?.told == day("2024-09-02"))
    }

    @Test func `without the council's file nothing is claimed and nothing leaves, and what was asked for waits`() throws
    {
        struct NoWords: Wording {
            func post(_ context: MessageContext) throws(SendingError) -> Post { throw .template("no words") }
            func lack(for council: String) -> String? { "write councils/\(council).yaml" }
        }
        var log = ScriptedLog()
        log.open(caseID())
        let channel = RecordingChannel()
        var office = SenderWorld("one", by: channel, in: NoWords())
        try office.knowEveryone()
        #expect(office.sender.lack == nil)
        #expect(try office.rest(&log) == false)
        #expect(office.sender.lack == "write councils/bromley.yaml")
        #expect(channel.posts.isEmpty)
        #expect(office.family(caseID())?.stage == .said)
        // What others are told of is no letter, and goes on.
        #expect(!office.projection.isEmpty)
        var again = SenderWorld("two", by: channel)
        try again.knowEveryone()
        #expect(try again.rest(&log))
        #expect(channel.posts.count == 2)
    }

    @Test func `a rehearsal refuses every way that leads outside, and says what to do`() throws {
        var log = ScriptedLog(calendar: .rehearsal)
        log.open(caseID())
        var office = SenderWorld("one", by: RecordingChannel(allowsRehearsal: false))
        try office.knowEveryone()
        #expect(try office.rest(&log) == false)
        #expect(office.sender.lack == SendingError.rehearsal(.folder).description)
        #expect(!log.said.contains { $0.contains("claim") })
        var real = ScriptedLog(calendar: .real)
        real.open(caseID())
        var other = SenderWorld("one", by: RecordingChannel(allowsRehearsal: false))
        try other.knowEveryone()
        #expect(try other.rest(&real))
    }

    @Test func `one message that is refused keeps no other waiting`() throws {
        struct Picky: Channel {
            let channel: RecordingChannel
            var name: ChannelName { .folder }
            var allowsRehearsal: Bool { true }
            var patience: Double { 0 }
            func submit(_ messages: [Post]) -> [ChannelAnswer] {
                messages.map { $0.message.contact == 1 ? .refused("no") : channel.submit([$0])[0] }
            }
        }
        var log = ScriptedLog()
        log.open(caseID())
        let channel = RecordingChannel()
        var office = SenderWorld("one", by: Picky(channel: channel))
        try office.knowEveryone()
        #expect(try office.rest(&log))
        #expect(channel.posts.count == 1)
        #expect(office.family(caseID())?.failure == .refused)
    }

    @Test
    func `words that are missing fail the messages of their kind alone, and these leave when the words are there`()
        throws
    {
        struct Lacking: Wording {
            func post(_ context: MessageContext) throws(SendingError) -> Post {
                if context.message.contact == 1 { throw .template("review-due.md:3: no") }
                return try PlainWords().post(context)
            }
        }
        var log = ScriptedLog()
        log.open(caseID())
        let channel = RecordingChannel()
        for start in 0..<5 {
            var office = SenderWorld("start \(start)", by: channel, in: Lacking())
            try office.knowEveryone()
            #expect(try office.rest(&log))
            #expect(office.sender.lack == nil)
            #expect(office.family(caseID())?.failure == .noWords)
            #expect(office.family(caseID())?.claims == 1, "a start uses up no claim")
        }
        #expect(channel.messages == ["\(due)coordinator"])
        var mended = SenderWorld("mended", by: channel)
        try mended.knowEveryone()
        #expect(try mended.rest(&log))
        #expect(channel.messages == ["\(due)coordinator", "\(due)contact-1"])
    }

    @Test
    func `a channel that takes nothing stops nothing, uses up no claim however often it starts, and goes on by itself`()
        throws
    {
        let channel = FullChannel()
        var log = ScriptedLog()
        log.open(caseID())
        for start in 0..<300 {
            var office = SenderWorld("start \(start)", by: channel)
            try office.knowEveryone()
            #expect(try office.rest(&log, turns: 5) == false)
            #expect(office.sender.lack?.contains("No space left") == true)
            // What others are told of waits for no channel.
            if start == 0 { #expect(!office.projection.isEmpty) }
        }
        #expect(!log.said.contains { $0.contains("claim") })
        // It fills up with the claim in hand.
        channel.state.withLock { $0 = (probe: true, take: false) }
        var office = SenderWorld("last", by: channel)
        try office.knowEveryone()
        #expect(try office.rest(&log, turns: 5) == false)
        #expect(office.sender.lack != nil)
        #expect(log.said == ["\(due)contact-1/claim/1 \(due)coordinator/claim/1"])
        channel.state.withLock { $0 = (probe: true, take: true) }
        office.seconds = ChannelDesk.pause + 1
        #expect(try office.rest(&log))
        #expect(office.sender.lack == nil)
        #expect(channel.inner.messages == ["\(due)contact-1", "\(due)coordinator"])
        #expect(office.family(caseID())?.claims == 1)
    }

    @Test func `what was handed over and cannot be made durable is not said, and not sent again`() throws {
        let channel = FullChannel()
        channel.state.withLock { $0 = (probe: true, take: true) }
        channel.isUnsettled.withLock { $0 = true }
        var log = ScriptedLog()
        log.open(caseID())
        var office = SenderWorld("one", by: channel)
        try office.knowEveryone()
        #expect(try office.rest(&log, turns: 5) == false)
        #expect(!log.said.contains { $0.contains("sent") })
        channel.isUnsettled.withLock { $0 = false }
        office.seconds = ChannelDesk.pause + 1
        #expect(try office.rest(&log))
        #expect(channel.inner.messages == ["\(due)contact-1", "\(due)coordinator"])
    }

    @Test func `a death in the case silences also what is claimed, and what it silenced leaves when it is withdrawn`()
        throws
    {
        var log = ScriptedLog()
        log.open(caseID())
        let channel = RecordingChannel()
        var office = SenderWorld("one", by: channel)
        try office.knowEveryone()
        try office.turn(&log)
        try office.turn(&log)
        #expect(log.said.last?.contains("claim/1") == true)
        log.report(caseID(), 0xDEAD, .planEnded(PlanEnded(reason: .died)))
        #expect(try office.rest(&log))
        #expect(channel.posts.isEmpty)
        #expect(office.family(caseID())?.failure == .ended)
        let reported = SubmissionKey(high: 0xDEAD, low: 7)
        // Whoever reported it does not take it back alone.
        log.report(caseID(), 0xDEAE, .withdrawn(Withdrawn(report: reported)))
        #expect(try office.rest(&log))
        #expect(channel.posts.isEmpty)
        let withdrawal = Event(
            SubmissionKey(high: 0xDEAF, low: 7), .withdrawn(Withdrawn(report: reported)))
        log.append(Entry(by: .manager, recorded: day("2024-09-02"), events: [withdrawal]), to: caseID())
        #expect(try office.rest(&log))
        #expect(channel.messages.contains("\(due)contact-1"))
    }

    @Test func `of a case with thousands of messages so many are in hand as one entry holds, and all leave`() throws {
        var log = ScriptedLog()
        log.open(caseID())
        for number in 0..<1_000 as Range<UInt64> {
            log.report(
                caseID(), 0x1_0000 + number << 32,
                .earlyReviewRequested(EarlyReviewRequested(from: .parent, ground: .needsChanged)))
        }
        var settings = Sender.Settings()
        settings.mostOfCase = 100
        let channel = RecordingChannel()
        var office = SenderWorld("one", by: channel, settings: settings)
        try office.knowEveryone()
        for _ in 0..<200 where channel.posts.count < 1_002 {
            office.seconds += 1
            try office.turn(&log)
        }
        #expect(channel.posts.count == 1_002)
        #expect(log.records.allSatisfy { $0.entry.events.count <= 200 })
    }

    @Test func `many cases that wait make the service not ready, few do not, and each kind has its line`() throws {
        for (many, isReady) in [(Backlog.fewestWaiting - 1, true), (Backlog.fewestWaiting, false)] {
            var log = ScriptedLog()
            for number in 0..<100 { log.open(caseID(number), key: UInt64(number + 1)) }
            var office = SenderWorld("one", by: RecordingChannel())
            for number in 0..<100 where number >= many { try office.knowEveryone(caseID(number)) }
            try office.know("officer/C-07", Person(name: "Kim Officer", email: "kim@council.example"))
            #expect(try office.rest(&log, turns: 500))
            log.begin("2024-09-05")
            office.read(log)
            office.seconds = 100
            _ = try office.sender.act(office)
            #expect((office.sender.lack == nil) == isReady, "\(many)")
            let metrics = office.sender.figures.metrics
            #expect(metrics.contains("ehcp_messages_unsent{kind=\"tell-review-due\",state=\"failed\"} \(many)\n"))
            #expect(metrics.contains("ehcp_oldest_unsent_message_seconds{kind=\"tell-review-due\"} \(3 * 86_400)\n"))
            #expect(metrics.contains("ehcp_oldest_unsent_message_seconds{kind=\"tell-decision\"} 0\n"))
            #expect(!metrics.contains("B-10"))
        }
    }

    @Test func `a letter leaves by the way that its days run from, whatever addresses have come since`() throws {
        for by in Delivery.allCases {
            var log = ScriptedLog()
            let letter = Document.letter("Dear Alex")
            log.decide(caseID(), [1: letter], by: by)
            let channel = RecordingChannel()
            var office = SenderWorld("one", by: channel)
            try office.knowEveryone()
            try office.keep(letter)
            // The other way alone.
            try office.know(
                "\(caseID())/1",
                by == .post
                    ? Person(name: "Alex Parent", email: "alex@example.org")
                    : Person(name: "Alex Parent", address: ["1 Road"]))
            #expect(try office.rest(&log))
            #expect(office.family(caseID())?.failure == .badAddress)
            try office.know(
                "\(caseID())/1", Person(name: "Alex Parent", address: ["1 Road"], email: "alex@example.org"))
            #expect(try office.rest(&log))
            let post = try #require(channel.posts.first { $0.message.subject == .tellDecision })
            #expect(post.by == by)
            let mail = String(decoding: try post.mail(), as: UTF8.self)
            #expect(mail.contains("X-Delivery: post") == (by == .post))
            #expect(mail.contains("alex@example.org") == (by == .email))
        }
    }

    @Test func `does nothing for partitions for which it does not speak, and takes them up when it does`() throws {
        var log = ScriptedLog()
        log.open(caseID())
        var speaker = SenderWorld("one", by: RecordingChannel())
        try speaker.turn(&log)
        let channel = RecordingChannel()
        var office = SenderWorld("two", by: channel)
        try office.knowEveryone()
        office.owned = []
        office.read(log)
        #expect(try office.sender.act(office).isEmpty)
        #expect(office.sender.isAtRest(0))
        office.owned = [0]
        #expect(try office.rest(&log))
        #expect(channel.posts.count == 2)
        #expect(office.projection.count == 4)
    }
}

@Suite struct `What others are told` {
    @Test
    func `each accepted request, receipt and failure is one record that names its place; claims are nobody's business`()
        throws
    {
        var log = ScriptedLog()
        log.open(caseID())
        var office = SenderWorld("one", by: RecordingChannel())
        try office.know("officer/C-07", Person(name: "Kim Officer", email: "kim@council.example"))
        #expect(try office.rest(&log))
        let types = office.projection.map { $0.type.split(separator: ".")[1] }
        #expect(
            types == ["notification-requested", "notification-requested", "notification-failed", "notification-sent"])
        #expect(office.projection.map(\.data.offset) == [4, 4, 6, 7])
        #expect(office.projection[0].id == "B-10432/review-1/tell-review-due/2024-12-11/contact-1")
        #expect(office.projection[0].source.hasSuffix("bromley"))
        #expect(office.projection[2].data.why == .noAddress)
    }

    @Test func `goes on after the last record it finds, and completes the entry of which only a part was written`()
        throws
    {
        var log = ScriptedLog()
        log.open(caseID())
        var office = SenderWorld("one", by: RecordingChannel())
        try office.knowEveryone()
        #expect(try office.rest(&log))
        for count in 0...office.projection.count {
            var later = SenderWorld("two", by: RecordingChannel())
            try later.knowEveryone()
            for notice in office.projection.prefix(count) { try later.found(notice) }
            #expect(try later.rest(&log))
            #expect(later.projection.map(\.id) == office.projection.dropFirst(count).map(\.id))
        }
        // Found only after the fold: the same.
        var late = SenderWorld("three", by: RecordingChannel())
        late.read(log)
        for notice in office.projection.prefix(3) { try late.found(notice) }
        #expect(try late.rest(&log))
        #expect(late.projection.map(\.id) == office.projection.dropFirst(3).map(\.id))
    }

    @Test func `a record that was not delivered although a later one was is written by whoever comes next`() throws {
        var log = ScriptedLog()
        log.open(caseID())
        var office = SenderWorld("one", by: RecordingChannel())
        try office.knowEveryone()
        #expect(try office.rest(&log))
        for missing in office.projection.indices {
            var later = SenderWorld("two", by: RecordingChannel())
            try later.knowEveryone()
            for (index, notice) in office.projection.enumerated() where index != missing { try later.found(notice) }
            #expect(try later.rest(&log))
            #expect(later.projection.map(\.id) == [office.projection[missing].id])
        }
    }

    @Test func `a record that a newer version wrote, of what this one does not know, is read by its place`() throws {
        var log = ScriptedLog()
        log.open(caseID())
        var office = SenderWorld("one", by: RecordingChannel())
        try office.knowEveryone()
        #expect(try office.rest(&log))
        var writer = JSONWriter()
        try office.projection[0].write(to: &writer)
        let text = String(decoding: writer.bytes, as: UTF8.self)
        for (known, new) in [
            ("\"told\":\"tell-review-due\"", "\"told\":\"tell-moon-rise\""),
            ("\"party\":\"parent\"", "\"party\":\"guardian\""),
        ] {
            let newer = text.replacing(known, with: new)
            #expect(newer != text)
            var other = SenderWorld("two", by: RecordingChannel())
            try other.sender.read(TopicRecord(.notifications, key: "B-1", value: Array(newer.utf8)))
            #expect(throws: JSONError.self) {
                try other.sender.read(
                    TopicRecord(
                        .notifications, key: "B-1",
                        value: Array(newer.replacing("\"partition\"", with: "\"place\"").utf8)))
            }
        }
    }

    @Test func `what the topic no longer keeps is not written again, and what is older than all that it holds is old`()
        throws
    {
        var log = ScriptedLog()
        log.open(caseID())
        var office = SenderWorld("one", by: RecordingChannel())
        try office.knowEveryone()
        #expect(try office.rest(&log))
        let first = office.projection.count
        log.begin("2025-01-15")
        log.open(caseID(1), key: 2)
        try office.knowEveryone(caseID(1))
        #expect(try office.rest(&log))
        var later = SenderWorld("two", by: RecordingChannel())
        try later.knowEveryone()
        for notice in office.projection.dropFirst(first) { try later.found(notice) }
        #expect(try later.rest(&log))
        #expect(later.projection.isEmpty)
    }

    @Test func `writes no more in one turn than its bound`() throws {
        var log = ScriptedLog()
        for number in 0..<20 { log.open(caseID(number), key: UInt64(number + 1)) }
        var settings = Sender.Settings()
        settings.mostRecords = 3
        var office = SenderWorld("one", by: RecordingChannel(), settings: settings)
        try office.turn(&log)
        try office.turn(&log)
        #expect(office.projection.count == 3)
        #expect(!office.sender.isAtRest(0))
        #expect(try office.rest(&log))
        #expect(office.projection.count == 80)
        #expect(Set(office.projection.map(\.id)).count == 80)
    }
}

extension ScriptedLog {
    /// The entries about the sending, each the ids of its events.
    var said: [String] {
        records.filter { $0.entry.by == .service(Notifier.name) }.map { record in
            record.entry.events.map(\.id.description).joined(separator: " ")
        }.filter { $0.contains("/claim/") || $0.contains("/sent/") || $0.contains("/failed/") }
    }

    /// A case with a decision whose letter was written: the copy of each contact.
    mutating func decide(_ id: CaseID, _ copies: [UInt8: Document], key: UInt64 = 1, by: Delivery? = nil) {
        open(id, key: key)
        for contact in copies.keys.sorted() { self.contact(id, contact, key << 32 | 0xC0 | UInt64(contact)) }
        let submission = SubmissionKey(high: key << 32 | 0xDEC1, low: 7)
        report(id, key << 32 | 0x4E1D, .meetingHeld(MeetingHeld(review: 1)))
        report(id, submission.high, .decisionSubmitted(DecisionSubmitted(review: 1, outcome: .maintain)))
        conclude(
            id, ConclusionID(.decisionMade, review: 1, fact: submission.reference),
            .decisionMade(DecisionMade(outcome: .maintain)))
        let written = copies.keys.sorted().compactMap { contact in
            copies[contact].map { LetterCopy(contact: contact, document: $0.hash, by: by) }
        }
        conclude(
            id, ConclusionID(.decisionLetter, review: 1, fact: submission.reference),
            .letterWritten(LetterWritten(letter: .decisionMaintain, copies: written)))
    }
}

extension Document {
    /// A letter that says that; each its own salt.
    static func letter(_ text: String) -> Document {
        Document(
            Array("<!DOCTYPE html><p>\(text)</p>".utf8), salt: .random(), mediaType: Document.html,
            title: "Decision of 2 September 2024", audience: .council)
    }

    /// The page as it leaves in a rehearsal.
    var asPosted: String {
        Post.page(String(decoding: bytes, as: UTF8.self), banner: MessageContext.rehearsalBanner)
    }

    func record(_ key: DocumentKey) -> TopicRecord {
        TopicRecord(.documents, key: key.description, value: bytes, headers: headers)
    }
}

extension SenderWorld {
    /// The last message to that case's first contact, or to that one.
    func family(_ id: CaseID, _ contact: UInt8 = 1) -> Message? {
        files[id]?.messages.last { $0.id.contact == contact }
    }

    mutating func found(_ notice: CloudEvent<NotificationRecord>) throws {
        var writer = JSONWriter()
        try notice.write(to: &writer)
        try sender.read(TopicRecord(.notifications, key: notice.subject ?? "", value: writer.bytes))
    }

    /// The document is on `documents` as one of that case, for that.
    mutating func keep(_ document: Document, as role: DocumentRole, of id: CaseID = caseID()) throws {
        let key = DocumentKey(id, role, document.hash)
        shelf.put(document, as: key)
        try sender.read(document.record(key))
    }

    /// The document is no longer on `documents`.
    mutating func erase(_ document: Document, as role: DocumentRole, of id: CaseID = caseID()) throws {
        let key = DocumentKey(id, role, document.hash)
        shelf.remove(key)
        try sender.read(TopicRecord(.documents, key: key.description, value: nil))
    }

    /// The letter is on `documents` as one of that case.
    mutating func keep(_ letter: Document, of id: CaseID = caseID()) throws {
        try keep(letter, as: .letter, of: id)
    }
}
