import Contracts
import Foundation
import JSON
import Statute
import TestSupport
import Testing

/// The records of `case-files` as they stand there for ever: each kind's example stands in its declaration, and is never
/// changed. A field that comes later is optional, and absent from what was written before it.
@Suite struct `Every kind of event` {
    @Test(arguments: EventData.kinds.map { $0.type.description })
    func `is read from its example and written back byte for byte`(type: String) throws {
        let kind = try #require(EventData.kinds.first { $0.type.description == type })
        let text = Samples.entry(of: kind)
        let entry = try Entry.read(Array(text.utf8))
        #expect(entry.events.map { $0.data.type.description } == [type])
        #expect(entry.events.map(\.data.kind) == [kind.kind])
        #expect(try Samples.json(entry) == text)
    }

    @Test(arguments: EventData.kinds.map { $0.type.description })
    func `is read in any order of its fields, with fields of a later version among them`(type: String) throws {
        let kind = try #require(EventData.kinds.first { $0.type.description == type })
        let text = Samples.entry(of: kind)
        // Its type last of all, every field of its data turned about, and white space.
        let later = #""from_a_later_version" : [1, {}]"#
        let data = Self.members(of: kind.example.description)
        let turned = ([later] + data.reversed() + [#""and_one":null"#]).joined(separator: " , ")
        let start = try #require(text.firstRange(of: #"{"type":"\#(type)","#))
        var other = text
        other.replaceSubrange(start, with: "{ \(later) ,")
        let end = try #require(other.range(of: kind.example.description + "}]}", options: .backwards))
        other.replaceSubrange(end, with: "{ \(turned) } , \"type\" : \"\(type)\" } ], \(later) }\n")
        #expect(try Samples.json(Entry.read(Array(other.utf8))) == text)
    }

    @Test func `has somebody who may say it, and nobody who may say nothing`() {
        for kind in EventData.kinds {
            #expect(!kind.kind.saidBy.isEmpty, "\(kind.type)")
            #expect(kind.kind.saidBy.words.count == kind.kind.saidBy.rawValue.nonzeroBitCount, "\(kind.type)")
            #expect(kind.kind.saidBy.isDisjoint(with: [.readOnly, .analytics]), "\(kind.type)")
            #expect(
                !kind.kind.saidBy.contains(.auditor) || "\(kind.type)".hasPrefix("audit-"),
                "an auditor says what an audit found, and nothing of the review: \(kind.type)")
        }
        #expect(EventKind.unknown.saidBy.isEmpty)
    }

    @Test func `is a report of persons or a conclusion of one service`() {
        let services = ServiceName.allCases.reduce(into: Speakers()) { $0.formUnion($1.speaker) }
        let ofTheLog: [EventKind] = [
            .logBegan, .dayBegan, .released, .sendingPaused, .sendingResumed, .headReckoned, .logPolicy,
            .auditCommitted, .auditRevealed, .pilotCommitted, .formDeleted,
        ]
        for kind in EventData.kinds.map({ $0.kind }) where !ofTheLog.contains(kind) {
            let said = kind.saidBy
            #expect(kind.isReport ? said.isDisjoint(with: services) : said.isSubset(of: services), "\(kind)")
            if !kind.isReport { #expect(said.words.count == 1, "\(kind)") }
        }
    }

    @Test func `names each of its documents by the role that the document has`() throws {
        for kind in EventData.kinds {
            let entry = try Entry.read(Array(Samples.entry(of: kind).utf8))
            let named = entry.events[0].data.documents
            // In the examples every hash is that one.
            #expect(named.allSatisfy { $0.hash == Samples.letter }, "\(kind.type)")
            let written = kind.example.description.components(separatedBy: Samples.letter.description).count - 1
            // What was withdrawn is named and is no document any more.
            // A secret and its hash, and that of a file of the seeds, are no documents.
            let erased =
                [.documentWithdrawn, .auditCommitted, .auditRevealed, .pilotCommitted].contains(kind.kind) ? 1 : 0
            #expect(kind.kind == .notificationRequested || named.count + erased == written, "\(kind.type)")
        }
    }

    /// The members of a JSON object, each with its name, as they are written without white space.
    private static func members(of object: String) -> [String] {
        var members: [String] = []
        var member = ""
        var depth = 0
        var isText = false
        for character in object.dropFirst().dropLast() {
            if character == "\"" { isText.toggle() }
            if !isText, "{[".contains(character) { depth += 1 }
            if !isText, "}]".contains(character) { depth -= 1 }
            if !isText, depth == 0, character == "," {
                members.append(member)
                member = ""
            } else {
                member.append(character)
            }
        }
        return member.isEmpty ? members : members + [member]
    }
}

/// What stands on the topics that others read. A golden file is never rewritten: other bytes need a new sample with a new
/// file, and the old file must still be read.
@Suite struct `Golden files for others` {
    /// Compares with the file; makes it when `UPDATE_GOLDEN` is set and there is none.
    func compare(_ text: String, _ name: String) throws {
        let path = Self.path(name)
        if !Repository.exists(path), Repository.isSet("UPDATE_GOLDEN") { try Repository.write(text, to: path) }
        #expect(Repository.exists(path), "\(path) is missing: set UPDATE_GOLDEN=1 once")
        #expect(try Repository.text(path) == text)
    }

    static func path(_ name: String) -> String { "Tests/ContractsTests/Golden/for-others/\(name).json" }

    @Test func `what others are told`() throws {
        var names: [String] = []
        for event in Samples.messages {
            guard let record = Samples.notification(of: event) else { continue }
            let name = event.data.type.description
            try compare(Samples.json(record), name)
            let text = try Repository.text(Self.path(name))
            let read = try Array(text.utf8).withUnsafeBytes { try CloudEvent<NotificationRecord>(json: $0) }
            #expect(try Samples.json(read) == text)
            names.append(record.type)
        }
        #expect(names == NotificationRecord.Kind.allCases.map(\.rawValue))
    }

    @Test func `a dead letter`() throws {
        try compare(Samples.json(Samples.deadLetter), "dead-letter-2")
        // The first form held the record's bytes; they are left where they are.
        let text = try Repository.text(Self.path("dead-letter"))
        let read = try Array(text.utf8).withUnsafeBytes { try DeadLetter(json: $0) }
        #expect(read.hash == DocumentHash(of: Array("?".utf8)))
        #expect(read.recordKey == "case-files/7/4713")
    }
}

@Suite struct `An entry that is read` {
    private let head = #"{"by":"coordinator/C-07/desk","on":"2024-11-01","events":["#

    @Test func `skips and counts kinds that only a later version knows`() throws {
        let text =
            head + #"{"type":"moon-rose","id":"an id/of another form !","data":{"a":[1]}},"#
            + #"{"type":"day-began","id":"day/2024-11-01","data":{}}]}"#
        var skipped = 0
        let entry = try Array(text.utf8).withUnsafeBytes { try Entry.read($0, skipped: &skipped) }
        #expect(skipped == 1)
        #expect(entry.events.map(\.id.description) == ["day/2024-11-01"])
    }

    @Test func `skips and counts what a later version says with a kind that is known`() throws {
        let text =
            #"{"by":"notifier","on":"2024-11-29","seen":3,"because":"review-1/no-views-by/2024-11-01","events":["#
            + #"{"type":"notification-requested","id":"review-1/tell-not-recorded/no-views-by/2024-11-01/manager","#
            + #""data":{"until":"2024-11-30"}},"#
            + #"{"type":"notification-sent","id":"review-1/tell-moon-rise/2024-11-01/contact-1/sent/1","data":{"way":1}},"#
            + #"{"type":"not-recorded","id":"review-1/no-meeting-by/2024-11-01","data":{"rule":"POL-99"}}]}"#
        var skipped = 0
        let entry = try Array(text.utf8).withUnsafeBytes { try Entry.read($0, skipped: &skipped) }
        #expect(skipped == 2)
        #expect(entry.events.map(\.id.description) == ["review-1/no-meeting-by/2024-11-01"])
        #expect(entry.because == nil)
        // A rule that is not known is no reason to leave out what rests on it, and is written as it was read.
        guard case .notRecorded(let alarm)? = entry.events.first?.data else {
            Issue.record("no alarm")
            return
        }
        #expect(alarm.rule.text == "POL-99" && alarm.rule.known == nil)
        #expect(try Samples.json(entry).contains(#""data":{"rule":"POL-99"}"#))
    }

    @Test(arguments: ["night-watch", "poet/C-07/desk", "coordinator/C-07/pigeon", "poet/C-07/pigeon/entra"])
    func `is by nobody whose word counts, when only a later version knows who says it`(speaker: String) throws {
        let text =
            #"{"by":"\#(speaker)","on":"2024-11-01","events":["#
            + #"{"type":"meeting-held","id":"ASNFZ4mrze_-3LqYdlQyEA","data":{"review":1}}]}"#
        let entry = try Entry.read(Array(text.utf8))
        #expect(entry.by == .ofNewerVersion && entry.events.count == 1)
        #expect(EventKind.allCases.allSatisfy { !entry.by.maySay($0) })
    }

    @Test(arguments: ["", "/", "Scheduler", "coordinator/C-07", "coordinator//desk", "coordinator/C-07/desk/", "a b"])
    func `is refused when its speaker is not of the form`(speaker: String) {
        let text =
            #"{"by":"\#(speaker)","on":"2024-11-01","events":["#
            + #"{"type":"meeting-held","id":"ASNFZ4mrze_-3LqYdlQyEA","data":{"review":1}}]}"#
        #expect(throws: EntryError.self) { try Entry.read(Array(text.utf8)) }
    }

    @Test func `every rule can be cited, and nothing that is none`() {
        func read(_ text: String) -> RuleName? { Array(text.utf8).withUnsafeBufferPointer { RuleName(utf8: $0) } }
        for rule in RuleID.allCases { #expect(read(rule.rawValue)?.known == rule) }
        for text in ["", "DEC", "DEC-", "-1", "dec-1", "DEC-1234", "DEC-1ab", "DEC-1A", "ABCDEFGHI-1", "DEC 1"] {
            #expect(read(text) == nil)
        }
    }

    @Test func `must say something, and not mix reports and conclusions`() throws {
        #expect(throws: EntryError.empty) { try Entry.read(Array((head + "]}").utf8)) }
        let mixed =
            head + #"{"type":"meeting-held","id":"ASNFZ4mrze_-3LqYdlQyEA","data":{"review":1}},"#
            + #"{"type":"day-began","id":"day/2024-11-01","data":{}}]}"#
        #expect(throws: EntryError.mixed) { try Entry.read(Array(mixed.utf8)) }
    }

    @Test(arguments: [
        #"{"type":"meeting-held","id":"nonsense","data":{"review":1}}"#,
        #"{"type":"reminded","id":"review-0/no-such-word/2024-11-01","data":{"until":"2024-11-01"}}"#,
        #"{"type":"reminded","id":"review-1/no-such-word//2024-11-01","data":{"until":"2024-11-01"}}"#,
        #"{"type":"reminded","id":"review-1/No-word/2024-11-01","data":{"until":"2024-11-01"}}"#,
        #"{"type":"reminded","id":"review-1/remind-final/2024-11-31","data":{"until":"2024-11-01"}}"#,
        #"{"type":"not-recorded","id":"review-1/no-report-by/2024-11-01","data":{"rule":"a rule"}}"#,
        #"{"type":"meeting-held","id":"ASNFZ4mrze_-3LqYdlQyEA","data":{"review":256}}"#,
        #"{"type":"meeting-held","id":"ASNFZ4mrze_-3LqYdlQyEA","data":{}}"#,
        #"{"type":"meeting-held","id":"ASNFZ4mrze_-3LqYdlQyEA","time":"2024-02-30","data":{"review":1}}"#,
        #"{"type":"views-received","id":"ASNFZ4mrze_-3LqYdlQyEA","data":{"review":1,"from":"aunt"}}"#,
        #"{"id":"ASNFZ4mrze_-3LqYdlQyEA","data":{"review":1}}"#,
    ])
    func `is refused when a field is not of its form`(event: String) {
        #expect(throws: EntryError.self) { try Entry.read(Array((head + event + "]}").utf8)) }
    }
}
