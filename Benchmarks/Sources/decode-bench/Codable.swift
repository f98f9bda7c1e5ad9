// The same entries by Foundation's decoder, into the very same values: ids, days, hashes and words are checked by the
// same parsers, whose work is the same on both sides. It is written for speed as far as Codable goes: nested containers
// and no type of its own for each field, which would cost a container more. Only the kinds of event that the measured
// records hold are here; any other is an error.
import Contracts
import JSON
import Statute

struct CodableEntry: Decodable {
    let entry: Entry

    enum Key: CodingKey { case by, on, seen, because, events }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        var list = try fields.nestedUnkeyedContainer(forKey: .events)
        var events: [Event] = []
        events.reserveCapacity(4)
        while !list.isAtEnd { events.append(try list.decode(CodableEvent.self).event) }
        entry = Entry(
            by: try fields.text(forKey: .by), recorded: try fields.text(forKey: .on),
            seen: try fields.decodeIfPresent(Int64.self, forKey: .seen),
            because: try fields.textIfPresent(forKey: .because),
            events: events)
    }
}

struct CodableEvent: Decodable {
    let event: Event

    enum Key: CodingKey { case type, id, time, replaces, data }
    enum Requested: CodingKey { case document, until }
    enum Claimed: CodingKey { case instance }
    enum Sent: CodingKey { case channel, receipt }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        let data: EventData
        switch try fields.decode(String.self, forKey: .type) {
        case "notification-requested":
            let inner = try fields.nestedContainer(keyedBy: Requested.self, forKey: .data)
            data = .notificationRequested(
                NotificationRequested(
                    document: try inner.textIfPresent(forKey: .document), until: try inner.text(forKey: .until)))
        case "notification-claimed":
            let inner = try fields.nestedContainer(keyedBy: Claimed.self, forKey: .data)
            data = .notificationClaimed(NotificationClaimed(instance: try inner.decode(String.self, forKey: .instance)))
        case "notification-sent":
            let inner = try fields.nestedContainer(keyedBy: Sent.self, forKey: .data)
            data = .notificationSent(
                NotificationSent(
                    channel: try inner.text(forKey: .channel), receipt: try inner.decode(String.self, forKey: .receipt))
            )
        case let other:
            throw DecodingError.dataCorruptedError(forKey: .type, in: fields, debugDescription: "\(other) is not here")
        }
        event = Event(
            id: try fields.text(forKey: .id), happened: try fields.textIfPresent(forKey: .time),
            replaces: try fields.textIfPresent(forKey: .replaces), data: data)
    }
}

private func parse<Value: TextValue>(_ text: String, at path: @autoclosure () -> [any CodingKey]) throws -> Value {
    var text = text
    guard let value = text.withUTF8({ Value(utf8: $0) }) else {
        throw DecodingError.dataCorrupted(
            DecodingError.Context(codingPath: path(), debugDescription: "not \(Value.textSchema.description)"))
    }
    return value
}

extension KeyedDecodingContainer {
    func text<Value: TextValue>(forKey key: Key) throws -> Value {
        try parse(try decode(String.self, forKey: key), at: codingPath)
    }

    func textIfPresent<Value: TextValue>(forKey key: Key) throws -> Value? {
        guard let text = try decodeIfPresent(String.self, forKey: key) else { return nil }
        return try parse(text, at: codingPath)
    }
}
