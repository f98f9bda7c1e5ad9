import Foundation
import JSON
import Testing

/// Damaged records give an error, or the value that another parser finds in them.
@Suite struct `Mutated records` {
    #if DEBUG
        private static let records = 50_000
    #else
        private static let records = 400_000
    #endif

    /// Each record is damaged with a seed of its own, so that one can be tried alone.
    @Test func `give an error or the same value as Foundation's parser`() throws {
        let seeds = seedRecords.map { Array($0.utf8) } + [canonicalEntry]
        var accepted = 0
        var typed = 0
        for seed in 0..<Self.records {
            var random = SplitMix64(state: UInt64(seed))
            let bytes = mutate(seeds[seed % seeds.count], seeds, &random)
            guard let tree = try? Tree(bytes) else { continue }  // An error is one of the two right answers.
            accepted += 1
            guard tree.isFinite else { continue }  // Foundation refuses numbers beyond a Double's range.
            let other = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
            let same = other.map { tree.isSame(as: $0) } ?? false
            #expect(same, "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
            // The typed reader goes its own way through the same bytes.
            if let entry = try? Entry(json: bytes) {
                typed += 1
                let same = Entry(tree) == entry
                #expect(same, "typed, seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
            }
        }
        // A mutation that always breaks a record, or never, would prove nothing.
        #expect(accepted > Self.records / 20 && accepted < Self.records * 19 / 20)
        #expect(typed > Self.records / 100)
    }

    private func mutate(_ record: [UInt8], _ others: [[UInt8]], _ random: inout SplitMix64) -> [UInt8] {
        var bytes = record
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let place = Int.random(in: 0...bytes.count, using: &random)
            let end = min(bytes.count, place + Int.random(in: 0...12, using: &random))
            switch Int.random(in: 0..<8, using: &random) {
            case 0 where place < bytes.count: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 1 where place < bytes.count: bytes[place] = UInt8.random(in: .min ... .max, using: &random)
            case 2: bytes.removeSubrange(place..<end)
            case 3: bytes.insert(contentsOf: bytes[place..<end], at: place)
            case 4: bytes.removeSubrange(place...)
            case 5:
                let other = others[Int.random(in: 0..<others.count, using: &random)]
                let from = Int.random(in: 0..<other.count, using: &random)
                bytes.insert(contentsOf: other[from..<min(other.count, from + 20)], at: place)
            default:
                let token = tokens[Int.random(in: 0..<tokens.count, using: &random)]
                bytes.replaceSubrange(place..<min(end, place + Int.random(in: 0...1, using: &random)), with: token.utf8)
            }
        }
        return bytes
    }
}

private let tokens = [
    "{", "}", "[", "]", ",", ":", "\"", "\\", " ", "\n", "0", "1", "-", ".", "e", "E+", "null", "true", "false",
    "\\u0041",
    "\\ud83d\\ude00", "\\ud800", "\\n", "é", "𝄞", "\u{0}", "\u{1F}", "9223372036854775808", "\"x\":1,", "[[[[", "]]]]",
    "{}",
]

private let seedRecords = [
    #"{"by":"a","seen":0,"events":[]}"#,
    #"{ "seen" : -12 , "events" : [ { "type" : "decided", "data":{"outcome":"cease","officer":{"name":""},"version":7},"id":"" } ], "by":"\u00e9\ud83d\ude00"}"#,
    #"{"by":"b","seen":12,"extra":[1,2.5,-0.1e-2,1E+2,null,true,false,{"a":{"b":[]}}],"because":"\\\/\b\f","events":[]}"#,
    #"[0,-1,10,1.25,3e2,"aé𝄞\t",{"":[]},[[],[[]]],true,null]"#,
]

/// Steele, Lea and Flood's generator: the same numbers on every machine.
private struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension Tree {
    fileprivate var isFinite: Bool {
        switch self {
        case .object(let fields): fields.values.allSatisfy(\.isFinite)
        case .list(let elements): elements.allSatisfy(\.isFinite)
        case .number(let value): value.isFinite
        default: true
        }
    }

    fileprivate func isSame(as other: Any) -> Bool {
        switch self {
        case .object(let fields):
            guard let other = other as? [String: Any], other.count == fields.count else { return false }
            return fields.allSatisfy { name, value in other[name].map { value.isSame(as: $0) } ?? false }
        case .list(let elements):
            guard let other = other as? [Any], other.count == elements.count else { return false }
            return zip(elements, other).allSatisfy { $0.isSame(as: $1) }
        case .string(let text):
            guard let other = other as? String else { return false }
            return text.utf8.elementsEqual(other.utf8)
        case .integer(let value): return (other as? NSNumber)?.int64Value == value
        case .number(let value):
            // The reader checks other numbers but gives them no value; Foundation rounds its own way.
            guard let other = (other as? NSNumber)?.doubleValue else { return false }
            return abs(other - value) <= 1e-14 * abs(value)
        case .boolean(let value): return (other as? NSNumber)?.boolValue == value
        case .null: return other is NSNull
        }
    }
}

extension Entry {
    /// Takes an entry from a tree, field by field, as plainly as possible.
    fileprivate init?(_ tree: Tree) {
        guard case .object(let fields) = tree, case .string(let by) = fields["by"],
            case .integer(let seen) = fields["seen"], case .list(let events) = fields["events"]
        else { return nil }
        self.by = by
        self.seen = seen
        if let because = fields["because"] {
            guard case .string(let text) = because else { return nil }
            self.because = text
        }
        for event in events {
            guard case .object(let fields) = event, case .string(let id) = fields["id"],
                case .string(let type) = fields["type"], let kind = Kind(rawValue: type),
                case .object(let data) = fields["data"]
            else { return nil }
            var event = Event()
            event.id = id
            event.type = kind
            switch kind {
            case .meetingHeld:
                guard let held = Day(data["held"]), case .list(let attended) = data["attended"],
                    case .boolean(let childAttended) = data["child_attended"]
                else { return nil }
                var meeting = MeetingHeld()
                meeting.held = held
                for name in attended {
                    guard case .string(let name) = name else { return nil }
                    meeting.attended.append(name)
                }
                meeting.childAttended = childAttended
                event.data = .meetingHeld(meeting)
            case .decided:
                guard case .string(let text) = data["outcome"], let outcome = Outcome(rawValue: text),
                    case .object(let officer) = data["officer"], case .string(let name) = officer["name"],
                    case .integer(let version) = data["version"], let version = UInt8(exactly: version)
                else { return nil }
                var decided = Decided()
                decided.outcome = outcome
                decided.officer.name = name
                decided.version = version
                if data["due"] != nil {
                    guard let due = Day(data["due"]) else { return nil }
                    decided.due = due
                }
                event.data = .decided(decided)
            }
            self.events.append(event)
        }
    }
}

extension Day {
    fileprivate init?(_ tree: Tree?) {
        guard case .string(var text) = tree, let day = text.withUTF8({ Day(utf8: $0) }) else { return nil }
        self = day
    }
}
