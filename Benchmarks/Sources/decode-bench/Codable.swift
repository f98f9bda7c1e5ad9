// The same entries as Foundation reads them: ids, days and words stay strings, which is less work than ours does.

struct CodableEntry: Decodable {
    let by: String
    let on: String
    let seen: Int64?
    let because: String?
    let events: [CodableEvent]
}

struct CodableEvent: Decodable {
    let type: String
    let id: String
    let time: String?
    let replaces: String?
    let data: CodableData

    enum Key: CodingKey { case type, id, time, replaces, data }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        type = try fields.decode(String.self, forKey: .type)
        id = try fields.decode(String.self, forKey: .id)
        time = try fields.decodeIfPresent(String.self, forKey: .time)
        replaces = try fields.decodeIfPresent(String.self, forKey: .replaces)
        data =
            switch type {
            case "notification-requested": .requested(try fields.decode(CodableRequested.self, forKey: .data))
            case "notification-claimed": .claimed(try fields.decode(CodableClaimed.self, forKey: .data))
            case "notification-sent": .sent(try fields.decode(CodableSent.self, forKey: .data))
            case "decision-submitted": .decision(try fields.decode(CodableDecision.self, forKey: .data))
            default: .other
            }
    }
}

enum CodableData {
    case requested(CodableRequested)
    case claimed(CodableClaimed)
    case sent(CodableSent)
    case decision(CodableDecision)
    case other
}

struct CodableRequested: Decodable {
    let document: String?
    let until: String
}

struct CodableClaimed: Decodable {
    let instance: String
}

struct CodableSent: Decodable {
    let channel: String
    let receipt: String
}

struct CodableDecision: Decodable {
    let review: UInt8
    let outcome: String?
    let officer: String?
    let reasons: String?
    let plan: String?
    let amendments: String?
    let evidence: [String]?
    let consulted: String?
    let ceases: String?
    let passed_by: String?
    let explanation: String?
}
