import Contracts
import JSON
import Statute

/// One entry for each kind of event, made of the example of its declaration.
enum Samples {
    static let key = SubmissionKey(high: 0x0123_4567_89AB_CDEF, low: 0xFEDC_BA98_7654_3210)
    static let other = SubmissionKey(high: 0x1111_2222_3333_4444, low: 0x5555_6666_7777_8888)
    static let letter = DocumentHash(1, 2, 3, 0xFFFF_FFFF_FFFF_FFFF)

    static func day(_ text: String) -> Day { Day(text) ?? Day(number: 0) }

    static func read<T: TextValue>(_: T.Type, _ text: String) -> T? {
        Array(text.utf8).withUnsafeBufferPointer { T(utf8: $0) }
    }

    /// The first of those who may say that kind, as an entry names them.
    static func speaker(of kind: EventKind) -> String {
        let word = kind.saidBy.words.first ?? "nobody"
        return ServiceName(rawValue: word) == nil ? "\(word)/C-07/desk" : word
    }

    /// The entry in which an event of that kind stands with the example of its declaration, as it is written.
    static func entry(of kind: any EventFields.Type) -> String {
        #"{"by":"\#(speaker(of: kind.kind))","on":"2024-11-30","# + middle(of: kind.kind)
            + #""events":[{"type":"\#(kind.type)","# + event(of: kind) + "}]}"
    }

    private static func middle(of kind: EventKind) -> String {
        kind.isReport ? "" : #""seen":4711,"because":"\#(other)","#
    }

    /// What follows an event's type.
    static func event(of kind: any EventFields.Type) -> String {
        let id =
            kind.kind.isReport
            ? #""id":"\#(key)","time":"2024-11-01","replaces":"\#(other)""# : #""id":"review-3/opened/2024-11-29""#
        return id + #","data":\#(kind.example)"#
    }

    /// What is said of the letter to a contact: for others.
    static let messages: [Event] = {
        func id(_ stage: Stage, _ attempt: UInt32) -> ConclusionID {
            ConclusionID(
                .tellDecision, review: 3, fact: key.reference, to: .contact(2), stage: stage, attempt: attempt)
        }
        return [
            Event(
                id(.said, 0),
                .notificationRequested(NotificationRequested(document: letter, until: day("2025-01-31")))),
            Event(id(.claim, 1), .notificationClaimed(NotificationClaimed(instance: "n-7f3a"))),
            Event(id(.sent, 1), .notificationSent(NotificationSent(channel: .folder, receipt: "0001.eml"))),
            Event(id(.failed, 1), .notificationFailed(NotificationFailed(why: .noAddress))),
            Event(id(.returned, 1), .notificationReturned(NotificationReturned(why: .returned))),
        ]
    }()

    /// The record for others that an event makes; nil when it makes none.
    static func notification(of event: Event) -> CloudEvent<NotificationRecord>? {
        guard let id = CaseID("B-10432") else { return nil }
        return NotificationRecord.record(
            of: event, in: id, on: day("2024-11-30"), council: "bromley", partition: 7, offset: 4712,
            contactIs: .youngPerson)
    }

    static let deadLetter = DeadLetter(
        topic: .caseFiles, partition: 7, offset: 4713, reason: "byte 0: expected an object",
        value: Array("?".utf8))

    static func json(_ value: some Fields) throws -> String {
        var writer = JSONWriter()
        try value.write(to: &writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
