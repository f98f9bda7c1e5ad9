import Contracts
import Foundation
import JSON
import Statute
import Testing

@Suite struct `A record for others` {
    @Test func `is told of requests, of what was sent, failed or came back, and not of claims`() {
        let told = Samples.messages.filter { Samples.notification(of: $0) != nil }.map { $0.data.type }
        #expect(
            told.map(\.description) == [
                "notification-requested", "notification-sent", "notification-failed", "notification-returned",
            ])
    }

    @Test func `names a contact by its number, and as parent or young person`() throws {
        let record = try #require(Samples.notification(of: Samples.messages[0]))
        #expect(record.data.contact == 2 && record.data.party == .youngPerson)
        #expect(try Samples.json(record).contains(#"tell-decision/ASNFZ4mrze8/contact-2""#))
    }

    @Test func `names its day by the first instant of it in England`() {
        #expect(text(Midnight(day: Samples.day("2024-07-01"))) == "2024-07-01T00:00:00+01:00")
        #expect(text(Midnight(day: Samples.day("2024-11-29"))) == "2024-11-29T00:00:00+00:00")
        // The clocks change at 01:00 UTC, after the day began.
        #expect(text(Midnight(day: Samples.day("2024-03-31"))) == "2024-03-31T00:00:00+00:00")
        #expect(text(Midnight(day: Samples.day("2024-10-27"))) == "2024-10-27T00:00:00+01:00")
        #expect(Array("2024-07-01T00:00:00+00:00".utf8).withUnsafeBufferPointer { Midnight(utf8: $0) } == nil)
    }

    private func text(_ value: Midnight) -> String { String(decoding: value.text, as: UTF8.self) }
}

@Suite struct `A dead letter` {
    @Test(arguments: Topic.allCases)
    func `holds position and hash only, whatever the topic, for what cannot be read may name anybody`(topic: Topic)
        throws
    {
        let letter = DeadLetter(
            topic: topic, partition: 1, offset: 2, reason: "byte 3: not UTF-8", value: Array("Zoe Adams".utf8))
        #expect(letter.hash == DocumentHash(of: Array("Zoe Adams".utf8)))
        let text = try Samples.json(letter)
        #expect(!text.contains("Zoe") && !text.contains("\"value\"") && !text.contains("\"key\""))
    }

    @Test func `says why without a word of what was read`() {
        let text = #"{"by":"x","Zoe Adams":1,"Zoe Adams":2}"#
        var skipped = 0
        let error = #expect(throws: EntryError.self) {
            try Array(text.utf8).withUnsafeBytes { _ = try Entry.read($0, skipped: &skipped) }
        }
        #expect(error?.withoutContent.contains("Zoe") == false)
    }
}
