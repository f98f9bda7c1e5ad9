import Contracts
import Foundation
import JSON
import Statute
import Testing

/// The records as they stand on topics for ever. A golden file is never rewritten: a change of a kind that changes its
/// bytes needs a new sample with a new file, and the old file must still be read.
@Suite struct `Golden files` {
    static let folder = "Tests/ContractsTests/Golden"

    static func path(_ name: String) -> String { "\(folder)/\(name).json" }

    /// Compares with the file; makes it when `UPDATE_GOLDEN` is set and there is none.
    func compare(_ text: String, _ name: String) throws {
        let path = Self.path(name)
        if !Repository.exists(path), Repository.isSet("UPDATE_GOLDEN") { try Repository.write(text, to: path) }
        #expect(Repository.exists(path), "\(path) is missing: set UPDATE_GOLDEN=1 once")
        #expect(try Repository.text(path) == text)
    }

    @Test func `there is one for every kind of event`() {
        let types = Samples.entries.map { $0.events[0].data.type.description }
        #expect(types == EventData.kinds.map { $0.type.description })
        for type in types { #expect(Repository.exists(Self.path(type))) }
    }

    @Test(arguments: Samples.entries)
    func `writing a sample gives the bytes of its file`(entry: Entry) throws {
        try compare(Samples.json(entry), entry.events[0].data.type.description)
    }

    @Test func `a field that came later has a file of its own`() throws {
        for (name, entry) in Samples.grown {
            try compare(Samples.json(entry), name)
            let text = try Repository.text(Self.path(name))
            #expect(try Samples.json(Entry.read(Array(text.utf8))) == text)
        }
    }

    @Test(arguments: EventData.kinds.map { $0.type.description })
    func `reading and writing gives the same bytes`(type: String) throws {
        let text = try Repository.text(Self.path(type))
        let entry = try Entry.read(Array(text.utf8))
        #expect(entry.events.map { $0.data.type.description } == [type])
        #expect(try Samples.json(entry) == text)
    }

    @Test(arguments: EventData.kinds.map { $0.type.description })
    func `fields are read in any order`(type: String) throws {
        let text = try Repository.text(Self.path(type))
        // The type behind its data, an unknown field, and white space.
        let start = try #require(text.firstRange(of: "{\"type\":\"\(type)\","))
        var turned = text
        turned.replaceSubrange(start, with: "{ \"from_a_later_version\" : [1, {}] ,")
        let end = try #require(turned.range(of: "}]}", options: .backwards))
        turned.replaceSubrange(end, with: ", \"type\" : \"\(type)\" }]}\n")
        #expect(try Samples.json(Entry.read(Array(turned.utf8))) == text)
    }

    @Test func `what others are told`() throws {
        var names: [String] = []
        for entry in Samples.entries {
            guard let record = Samples.notification(of: entry) else { continue }
            let name = "for-others/\(entry.events[0].data.type)"
            try compare(Samples.json(record), name)
            let text = try Repository.text(Self.path(name))
            let read = try Array(text.utf8).withUnsafeBytes { try CloudEvent<NotificationRecord>(json: $0) }
            #expect(try Samples.json(read) == text)
            names.append(record.type)
        }
        #expect(names == NotificationRecord.Kind.allCases.map(\.rawValue))
    }

    @Test func `a dead letter`() throws {
        try compare(Samples.json(Samples.deadLetter), "for-others/dead-letter")
        let text = try Repository.text(Self.path("for-others/dead-letter"))
        let read = try Array(text.utf8).withUnsafeBytes { try DeadLetter(json: $0) }
        #expect(read.value?.bytes == Array("?".utf8))
        #expect(read.recordKey == "case-files/7/4713")
    }
}

@Suite struct `An entry that is read` {
    private let head = #"{"by":"x","on":"2024-11-01","events":["#

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
            #"{"by":"x","on":"2024-11-29","seen":3,"because":"review-1/no-views-by/2024-11-01","events":["#
            + #"{"type":"notification-requested","id":"review-1/tell-not-recorded/no-views-by/2024-11-01/manager","#
            + #""data":{"until":"2024-11-30"}},"#
            + #"{"type":"notification-sent","id":"review-1/tell-moon-rise/2024-11-01/parent/sent/1","data":{"way":1}},"#
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
