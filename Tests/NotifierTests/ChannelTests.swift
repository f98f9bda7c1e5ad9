import CaseFile
import Contracts
import Foundation
import Runtime
import Statute
import Synchronization
import TestSupport
import Testing

@testable import Notifier

/// Remembers how many bytes were enclosed in each message of each batch.
final class BatchChannel: Channel, Sendable {
    private let given = Mutex<[[Int]]>([])
    var name: ChannelName { .folder }
    var allowsRehearsal: Bool { true }
    var patience: Double { 0 }

    var batches: [[Int]] { given.withLock { $0 } }

    func submit(_ messages: [Post]) -> [ChannelAnswer] {
        given.withLock { batches in
            batches.append(messages.map { $0.enclosures.reduce(0) { $0 + $1.document.bytes.count } })
        }
        return messages.map { _ in .accepted("taken") }
    }
}

/// A channel that stands in its provider until it is let go, answers as it is told, and hears of what it sent.
final class SlowChannel: Channel, Sendable {
    private struct State {
        var entered = 0
        var isOpen = false
        var taken: [String] = []
        var receipts: [ChannelReceipt] = []
    }

    private let state = Mutex(State())
    private let gate = DispatchSemaphore(value: 0)
    let name: ChannelName
    var allowsRehearsal: Bool { true }
    var patience: Double { 0 }
    let carries: Set<Delivery>
    var mostAtOnce: Int { 1 }

    init(_ name: ChannelName = .folder, carries: Set<Delivery> = [.post, .email]) {
        self.name = name
        self.carries = carries
    }

    /// How often it was given something, answered or not.
    var entered: Int { state.withLock { $0.entered } }
    /// What it took.
    var taken: [String] { state.withLock { $0.taken } }

    func submit(_ messages: [Post]) -> [ChannelAnswer] {
        let isOpen = state.withLock { state in
            state.entered += 1
            return state.isOpen
        }
        if !isOpen { gate.wait() }
        state.withLock { $0.taken += messages.map(\.reference) }
        return messages.map { .accepted($0.reference) }
    }

    func receipts(most: Int) throws(SendingError) -> [ChannelReceipt] {
        state.withLock { state in
            defer { state.receipts = [] }
            return state.receipts
        }
    }

    /// From now on it answers at once, also those who stand in it.
    func open() {
        state.withLock { $0.isOpen = true }
        gate.signal()
    }

    func says(_ receipt: ChannelReceipt) { state.withLock { $0.receipts.append(receipt) } }
}

@Suite struct `A channel` {
    private let due = "review-1/tell-review-due/2024-12-11/"

    private func name(_ text: String) throws -> ChannelName {
        try #require(Array(text.utf8).withUnsafeBufferPointer { ChannelName(utf8: $0) })
    }

    @Test func `that stands in its provider stops neither the loop nor another channel, and its messages leave later`()
        async throws
    {
        let slow = SlowChannel(try name("slow"), carries: [.post])
        let quick = RecordingChannel(try name("quick"), carries: [.email])
        let shelf = Shelf()
        let documents = DocumentShelf(DocumentIndex(), from: shelf)
        let desks = [
            ChannelDesk(slow, documents: documents), ChannelDesk(quick, documents: documents, isAttended: true),
        ]
        defer { for desk in desks { desk.end() } }
        var log = ScriptedLog()
        var office = SenderWorld("one", at: desks, shelf: shelf)
        for number in 0..<50 {
            log.open(caseID(number), key: UInt64(number + 1))
            try office.knowEveryone(caseID(number))
            // Only by post.
            try office.know("\(caseID(number))/1", Person(name: "Alex Parent", address: ["1 Road"]))
        }
        try await eventually("the slow channel was given a message") {
            try office.turn(&log)
            return slow.entered == 1 && quick.posts.count == 50
        }
        for _ in 0..<100 { try office.turn(&log) }
        #expect(slow.taken.isEmpty && slow.entered == 1)
        #expect(!office.sender.isAtRest(0))
        #expect(office.files.values.allSatisfy { $0.messages.count { $0.sent != nil } == 1 }, "the others' are said")
        let inHand = desks[0].counts.waiting
        #expect(inHand == 50)
        slow.open()
        try await eventually("all messages left") {
            try office.turn(&log)
            return office.files.values.allSatisfy { $0.messages.allSatisfy { $0.sent != nil } }
        }
        #expect(slow.taken.count == 50 && Set(slow.taken).count == 50)
    }

    @Test func `wakes the sender with its answer`() async throws {
        let channel = SlowChannel()
        let desk = ChannelDesk(channel, documents: DocumentShelf(DocumentIndex(), from: Shelf()))
        defer { desk.end() }
        let woken = Atomic(0)
        var log = ScriptedLog()
        log.open(caseID())
        var office = SenderWorld("one", at: [desk])
        office.sender.wakes { woken.add(1, ordering: .relaxed) }
        try office.knowEveryone()
        try await eventually("it was given a message") {
            try office.turn(&log)
            return channel.entered == 1
        }
        let before = woken.load(ordering: .relaxed)
        #expect(!office.sender.hasNews)
        channel.open()
        try await eventually("the sender is woken") { woken.load(ordering: .relaxed) > before }
        #expect(office.sender.hasNews)
    }

    @Test func `that never answers keeps no service from its end`() async throws {
        let channel = SlowChannel()
        defer { channel.open() }
        var log = ScriptedLog()
        log.open(caseID())
        var office = SenderWorld(
            "one", at: [ChannelDesk(channel, documents: DocumentShelf(DocumentIndex(), from: Shelf()))])
        try office.knowEveryone()
        try await eventually("it was given a message") {
            try office.turn(&log)
            return channel.entered == 1
        }
        let began = ContinuousClock.now
        office.sender.stop()
        #expect(ContinuousClock.now - began < .seconds(30))
        // What it had not been given is not sent by it any more.
        #expect(channel.entered == 1)
    }

    @Test func `is given no more than its bound, and the rest waits unclaimed`() throws {
        let channel = FullChannel()
        channel.state.withLock { $0 = (probe: true, take: false) }
        var settings = Sender.Settings()
        settings.mostInHand = 10
        var log = ScriptedLog()
        var office = SenderWorld("one", by: channel, settings: settings)
        for number in 0..<50 {
            log.open(caseID(number), key: UInt64(number + 1))
            try office.knowEveryone(caseID(number))
        }
        #expect(try office.rest(&log, turns: 20) == false)
        let claimed = office.files.values.reduce(0) { $0 + $1.messages.count { $0.claims > 0 } }
        #expect((10...12).contains(claimed))
        channel.state.withLock { $0 = (probe: true, take: true) }
        office.seconds = ChannelDesk.pause + 1
        #expect(try office.rest(&log))
        #expect(channel.inner.posts.count == 100)
        #expect(office.files.values.allSatisfy { $0.messages.allSatisfy { $0.claims == 1 } })
    }

    @Test(arguments: ["a pause", "a death", "a closed contact"], [false, true])
    func `that takes nothing is not given later what must not leave any more`(why: String, isInFlight: Bool) throws {
        let channel = FullChannel()
        channel.state.withLock { $0 = (probe: true, take: false) }
        var log = ScriptedLog()
        log.open(caseID())
        var office = SenderWorld("one", by: channel)
        try office.knowEveryone()
        #expect(try office.rest(&log, turns: 5) == false)
        switch why {
        case "a pause": log.say(5, .sendingPaused(SendingPaused()))
        case "a death": log.report(caseID(), 0xDEAD, .planEnded(PlanEnded(reason: .died)))
        default: log.contact(caseID(), 1, 0xC1, mayBeWrittenTo: false)
        }
        // It takes again in the very turn in which that is read.
        channel.state.withLock { $0 = (probe: true, take: true) }
        office.seconds = ChannelDesk.pause + 1
        if isInFlight {
            // Something that was said of the case is not read back yet, so that it is not looked at.
            office.flying[caseID()] = .max
            try office.turn(&log)
            #expect(!channel.inner.messages.contains("\(due)contact-1"))
            office.flying = [:]
        }
        #expect(try office.rest(&log))
        #expect(!channel.inner.messages.contains("\(due)contact-1"))
        let message = office.family(caseID())
        switch why {
        case "a pause": #expect(message?.stage == .claim)
        case "a death": #expect(message?.failure == .ended)
        default: #expect(message?.failure == .byDecision)
        }
        guard why == "a pause" else { return }
        log.say(6, .sendingResumed(SendingResumed()))
        #expect(try office.rest(&log))
        #expect(channel.inner.messages.contains("\(due)contact-1"))
        #expect(office.family(caseID())?.claims == 1)
    }

    @Test func `that forgets what it took and dies has each message of idempotent providers arrive once`() throws {
        let channel = RecordingChannel(patience: 0)
        var log = ScriptedLog()
        log.open(caseID())
        var first = SenderWorld("one", by: channel)
        try first.knowEveryone()
        for _ in 0..<3 { try first.turn(&log) }
        #expect(channel.posts.count == 2)
        // It dies with both handed over and nothing said.
        let second = FullChannel()
        _ = second.inner.submit(channel.posts)
        second.state.withLock { $0 = (probe: true, take: true) }
        var next = SenderWorld("two", by: second)
        try next.knowEveryone()
        #expect(try next.rest(&log))
        #expect(second.inner.posts.count == 2)
        #expect(next.family(caseID())?.sent == day("2024-09-02"))
    }

    @Test func `says its receipt although the claim was overtaken meanwhile`() throws {
        var log = ScriptedLog()
        log.open(caseID())
        let channel = RecordingChannel(patience: 0)
        var first = SenderWorld("one", by: channel)
        try first.knowEveryone()
        for _ in 0..<3 { try first.turn(&log) }
        // It hears that both left, and what it says is lost.
        try first.turn(&log, losing: true)
        let other = FullChannel()
        other.state.withLock { $0 = (probe: true, take: false) }
        var second = SenderWorld("two", by: other)
        try second.knowEveryone()
        for _ in 0..<3 { try second.turn(&log) }
        #expect(first.file(of: caseID())?.messages.first?.claims == 1 && log.said.last?.contains("claim/2") == true)
        #expect(try first.rest(&log))
        #expect(log.said.last == "\(due)contact-1/sent/1 \(due)coordinator/sent/1")
        #expect(try second.rest(&log))
        #expect(other.inner.posts.isEmpty, "it is not sent twice")
    }

    @Test func `says later what came back: once, as a person's work, and who was told stays told`() throws {
        var log = ScriptedLog()
        let letter = Document.letter("Dear Alex")
        log.decide(caseID(), [1: letter])
        let channel = SlowChannel()
        channel.open()
        var office = SenderWorld("one", by: channel)
        try office.knowEveryone()
        try office.keep(letter)
        #expect(try office.rest(&log))
        let told = try #require(office.family(caseID()))
        let received = try #require(office.file(of: caseID())?.review(1)?.told)
        log.begin("2024-09-20")
        for _ in 0..<2 { channel.says(ChannelReceipt(told.id, of: caseID(), .returned)) }
        channel.says(ChannelReceipt(ConclusionID(.tellDecision, review: 9, to: .contact(1)), of: caseID(), .returned))
        office.seconds = ChannelDesk.receiptsEvery + 1
        #expect(try office.rest(&log))
        _ = try office.sender.act(office)
        #expect(try office.rest(&log))
        let said = log.records.filter { $0.entry.events.contains { $0.data.kind == .notificationReturned } }
        #expect(said.map { $0.entry.events.map(\.id.description) } == [["\(told.id)/returned/1"]])
        #expect(said.first?.entry.because?.description == told.id.description)
        let file = try #require(office.file(of: caseID()))
        #expect(file.message(told.id)?.returned == .returned && file.message(told.id)?.sent == received)
        #expect(file.review(1)?.told == received)
        #expect(file.unsent(on: day("2024-09-20")).map(\.reason) == [.returned(.returned)])
        #expect(office.projection.last?.data.returned == .returned)
        office.seconds += 60
        _ = try office.sender.act(office)
        #expect(office.sender.figures.metrics.contains("ehcp_messages_returned{kind=\"tell-decision\"} 1\n"))
    }

    @Test func `has what it says told by whoever comes next, when the one that heard it died`() throws {
        var log = ScriptedLog()
        log.open(caseID())
        let channel = SlowChannel()
        channel.open()
        var office = SenderWorld("one", by: channel)
        try office.knowEveryone()
        #expect(try office.rest(&log))
        let told = try #require(office.family(caseID()))
        for seat in 0..<2 {
            let again = SlowChannel()
            again.open()
            // As a provider does for each process that asks.
            again.says(ChannelReceipt(told.id, of: caseID(), .failed))
            var next = SenderWorld("next \(seat)", by: again)
            try next.knowEveryone()
            for _ in 0..<3 { try next.turn(&log, losing: seat == 0) }
            if seat == 1 { #expect(try next.rest(&log)) }
            #expect(next.family(caseID())?.returned == (seat == 0 ? nil : .undelivered))
        }
    }

    @Test func `shows what it took, what waits and whether it is open`() throws {
        let channel = SlowChannel()
        channel.open()
        let desk = ChannelDesk(channel, documents: DocumentShelf(DocumentIndex(), from: Shelf()), isAttended: true)
        var log = ScriptedLog()
        log.open(caseID())
        var office = SenderWorld("one", at: [desk])
        try office.knowEveryone()
        #expect(try office.rest(&log))
        channel.says(ChannelReceipt(try #require(office.family(caseID())).id, of: caseID(), .delivered))
        office.seconds = 60
        _ = try office.sender.act(office)
        let metrics = ChannelCounts.metrics([(desk.name, desk.counts)])
        for line in [
            "ehcp_channel_messages_total{channel=\"folder\",outcome=\"accepted\"} 2",
            "ehcp_channel_messages_total{channel=\"folder\",outcome=\"delivered\"} 1",
            "ehcp_channel_messages_total{channel=\"folder\",outcome=\"returned\"} 0",
            "ehcp_channel_waiting{channel=\"folder\"} 0", "ehcp_channel_open{channel=\"folder\"} 1",
        ] {
            #expect(metrics.contains(line + "\n"), "\(line)")
        }
    }
}
