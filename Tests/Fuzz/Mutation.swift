import TestSupport

/// Changes bytes at random.
enum Mutation {
    /// What stands for itself in the formats that are read here.
    private static let tokens = [
        "{", "}", "[", "]", "\"", ":", ",", "\\u0000", "\\ud800", "null", "-1", "0", "9999999999999999999", "1e999",
        "9999-12-31", "0001-01-01", "2024-02-30", "\u{FEFF}", "\r\n", "\n", ";", "\t", "=", "%00", "../", "--",
        "<!DOCTYPE",
        "&amp;", "{{", "}}", "`", "> ", "\u{202E}", "\u{200B}", "é", "B-10001", "log", "review-255", "contact-255",
        "\"seen\":1000000000,", "HTTP/1.1", "Content-Length: ", "Host: ",
    ]

    static func change(_ bytes: [UInt8], with other: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<random.pick(1...4) {
            let place = random.pick(0...bytes.count)
            let end = min(bytes.count, place + random.pick(0...16))
            switch random.pick(0...9) {
            case 0 where place < bytes.count: bytes[place] ^= 1 << UInt8(random.pick(0...7))
            case 1 where place < bytes.count: bytes[place] = UInt8(random.pick(0...255))
            case 2: bytes.removeSubrange(place..<end)
            case 3: bytes.insert(contentsOf: bytes[place..<end], at: place)
            case 4 where random.oneIn(4): bytes.removeSubrange(place...)
            case 5 where !other.isEmpty:
                let from = random.pick(0...other.count - 1)
                bytes.insert(contentsOf: other[from..<min(other.count, from + random.pick(1...200))], at: place)
            case 6 where end > place:
                // One thing many times.
                let part = Array(bytes[place..<end])
                for _ in 0..<random.pick(1...2_000) { bytes.insert(contentsOf: part, at: place) }
            default:
                let token = tokens.randomElement(using: &random) ?? ""
                bytes.replaceSubrange(place..<min(end, place + random.pick(0...1)), with: token.utf8)
            }
        }
        return bytes
    }
}
