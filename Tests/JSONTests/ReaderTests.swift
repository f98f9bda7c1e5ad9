import JSON
import Testing

@Suite struct `The pull reader` {
    @Test func `goes back to a place it marked, out of any depth`() throws {
        let found = try reading(#"{"data":{"n":[1,[2]]},"type":"x","after":true}"#) { reader throws(JSONError) in
            var data: JSONReader.Mark?
            var type = ""
            _ = try reader.beginObject()
            repeat {
                switch try reader.name() {
                case "data":
                    data = reader.mark
                    try reader.skipValue()
                case "type": type = try reader.string()
                default: try reader.skipUnknownField()
                }
            } while try reader.nextField()
            let behind = reader.mark
            guard let data else { throw JSONError(.missingField("data"), offset: 0) }
            reader.seek(data)
            let raw = String(decoding: try reader.rawValue(), as: UTF8.self)
            reader.seek(behind)
            try reader.end()
            return (type, raw, reader.unknownFields)
        }
        #expect(found == ("x", #"{"n":[1,[2]]}"#, 1))
    }

    @Test func `compares names with escapes resolved`() throws {
        let isHeld = try reading(#"{"\u0068eld":1}"#) { reader throws(JSONError) in
            _ = try reader.beginObject()
            return switch try reader.name() {
            case "hel": false
            case "held": true
            default: false
            }
        }
        #expect(isHeld)
    }

    @Test(arguments: [
        ("0", 0), ("-0", 0), ("9223372036854775807", Int64.max), ("-9223372036854775808", .min), ("-1", -1),
    ]) func `reads whole numbers exactly`(_ text: String, _ value: Int64) throws {
        #expect(try reading(text) { reader throws(JSONError) in try Int64(reading: &reader) } == value)
    }

    @Test(arguments: [
        "9223372036854775808", "-9223372036854775809", "18446744073709551616", "99999999999999999999",
        "100000000000000000000", "184467440737095516150",
    ]) func `refuses whole numbers that do not fit`(_ text: String) {
        let error = #expect(throws: JSONError.self) {
            try reading("[ \(text)]") { reader throws(JSONError) in try [Int64](reading: &reader) }
        }
        guard case .outOfRange = error?.reason else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(error?.offset == 2)
        #expect(error?.path == ["[0]"])
    }

    @Test func `keeps each type to its range`() throws {
        #expect(try reading("18446744073709551615") { r throws(JSONError) in try UInt64(reading: &r) } == .max)
        #expect(try reading("255") { r throws(JSONError) in try UInt8(reading: &r) } == 255)
        #expect(throws: JSONError(.outOfRange("0 to 255"), offset: 0)) {
            try reading("256") { r throws(JSONError) in try UInt8(reading: &r) }
        }
        #expect(throws: JSONError(.outOfRange("0 to 65535"), offset: 0)) {
            try reading("-1") { r throws(JSONError) in try UInt16(reading: &r) }
        }
    }

    @Test(arguments: ["1.0", "1e2", "01", "-", "--1", "1E0", "0.5", "\"1\"", "true", "00", "-01"])
    func `refuses numbers that are not plainly whole`(_ text: String) {
        #expect(throws: JSONError.self) {
            try reading("[\(text)]") { reader throws(JSONError) in try [Int](reading: &reader) }
        }
    }

    @Test func `reads as deep as the bound and no deeper`() throws {
        let bound = JSONReader.greatestDepth
        let text = { (depth: Int) in String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
        _ = try Tree(Array(text(bound).utf8))
        let refused = #expect(throws: JSONError.self) { try Tree(Array(text(bound + 1).utf8)) }
        // The innermost list is empty and holds nothing, yet it is one list too many.
        #expect(refused?.reason == .tooDeep)
        #expect(refused?.offset == bound)
        // Depth is what is open at once: many lists side by side are no deeper than one.
        _ = try Tree(Array(("[" + Array(repeating: "[[1],[]]", count: 200).joined(separator: ",") + "]").utf8))
    }

    @Test func `says where it met what, and never shows the value`() {
        let error = #expect(throws: JSONError.self) {
            try reading(#"{"name": 5}"#) { reader throws(JSONError) in try Officer(reading: &reader) }
        }
        #expect(error?.description == "name, byte 9: expected a string")
    }
}
