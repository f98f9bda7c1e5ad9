import JSON
import Testing

@Suite struct `The writer` {
    private func written(_ body: (inout JSONWriter) throws -> Void) rethrows -> String {
        var writer = JSONWriter(capacity: 1)
        try body(&writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test func `puts commas where they are due`() {
        let text = written { writer in
            writer.beginObject()
            writer.name("a{")
            writer.beginList()
            writer.endList()
            writer.name("b")
            writer.beginList()
            for value in [1, -20, 300] {
                writer.element()
                writer.integer(value)
            }
            writer.element()
            writer.string("[")
            writer.element()
            writer.boolean(true)
            writer.element()
            writer.null()
            writer.endList()
            writer.name("at run time \"")
            writer.beginObject()
            writer.endObject()
            writer.endObject()
        }
        #expect(text == #"{"a{":[],"b":[1,-20,300,"[",true,null],"at run time \"":{}}"#)
    }

    @Test func `escapes what must be escaped, wherever it stands, and nothing else`() throws {
        for code in UInt8(0)...127 {
            for length in 0..<20 {
                let plain = String(repeating: "a", count: length)
                let text = plain + String(Unicode.Scalar(code)) + plain
                let json = written { $0.string(text) }
                #expect(try Tree(Array(json.utf8)) == .string(text))
                let isEscaped = code < 0x20 || code == 0x22 || code == 0x5C
                #expect(json.contains("\\") == isEscaped)
            }
        }
        #expect(
            written { $0.string("\u{0}\u{1F}\n\r\t\u{8}\"\\/é€𝄞\u{7F}") } == #""\u0000\u001f\n\r\t\u0008\"\\/é€𝄞"#
                + "\u{7F}\"")
    }

    @Test(arguments: [Int64.min, -10, -9, -1, 0, 1, 9, 10, 99, 100, 1_000_000, .max])
    func `writes whole numbers exactly`(_ value: Int64) {
        #expect(written { $0.integer(value) } == "\(value)")
    }

    @Test func `writes the greatest number there is`() {
        #expect(written { $0.integer(UInt64.max) } == "18446744073709551615")
    }

    @Test func `is reused from record to record`() throws {
        var writer = JSONWriter(capacity: 16)
        for _ in 0..<3 {
            writer.clear()
            try sampleEntry.write(to: &writer)
            #expect(writer.bytes == canonicalEntry)
            #expect(writer.count == canonicalEntry.count)
            #expect(writer.withBytes { $0.elementsEqual(canonicalEntry) })
        }
    }

    @Test func `passes on what is JSON already`() {
        let text = written { writer in
            writer.beginList()
            writer.element()
            Array(#"{"a":1}"#.utf8).withUnsafeBytes { writer.raw($0) }
            writer.element()
            writer.integer(2)
            writer.endList()
        }
        #expect(text == #"[{"a":1},2]"#)
    }
}
