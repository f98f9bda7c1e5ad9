import Testing

@testable import Zip

@Suite struct `A zip file` {
    private static func packed(_ files: [(String, [UInt8])]) throws -> [UInt8] {
        var writer = ZipWriter()
        for (name, bytes) in files { try writer.add(name, bytes) }
        return writer.finish()
    }

    private static let text = Array(String(repeating: "Speech and language therapy. ", count: 400).utf8)

    @Test func `gives back what was put in, deflated where that is shorter`() throws {
        let files: [(String, [UInt8])] = [
            ("record.json", Self.text), ("documents/one", [1, 2, 3]), ("documents/none", []),
        ]
        let bytes = try Self.packed(files)
        #expect(bytes.count < Self.text.count / 4)
        let zip = try ZipFile(bytes)
        #expect(zip.names == files.map(\.0))
        for (name, content) in files { #expect(try zip.read(name) == content) }
        #expect(try zip.read("another") == nil)
        #expect(try Self.packed(files) == bytes, "the same files have the same bytes")
    }

    @Test func `is refused, or read as it was, whichever byte of it was altered`() throws {
        let content = Array("Section F".utf8)
        let bytes = try Self.packed([("a", content), ("b", Self.text)])
        var refused = 0
        for place in bytes.indices {
            for flip in [0x01, 0x80, 0xFF] as [UInt8] {
                var altered = bytes
                altered[place] ^= flip
                do {
                    let zip = try ZipFile(altered)
                    for name in zip.names {
                        let read = try zip.read(name)
                        #expect(read == content || read == Self.text)
                    }
                } catch { refused += 1 }
            }
        }
        #expect(refused > bytes.count)
        for length in 0..<bytes.count { #expect(throws: ZipError.self) { _ = try ZipFile(Array(bytes[..<length])) } }
    }

    @Test(arguments: ["../out", "/etc", "a//b", "a/./b", "a\\b", "a\nb"])
    func `has no file whose name leads out of it`(_ name: String) throws {
        let bytes = try Self.packed([(name, Self.text)])
        #expect(throws: ZipError("its name is no path within the file")) { _ = try ZipFile(bytes) }
    }

    @Test func `has no two files of one name`() throws {
        let bytes = try Self.packed([("a", [1]), ("a", [2])])
        #expect(throws: ZipError("two files have one name")) { _ = try ZipFile(bytes) }
    }

    @Test func `does not grow beyond what is allowed, and says no size that deflating cannot reach`() throws {
        let zeros = [UInt8](repeating: 0, count: 1 << 20)
        let bytes = try Self.packed([("zeros", zeros)])
        #expect(throws: ZipError.self) { _ = try ZipFile(bytes, most: zeros.count - 1) }
        #expect(try ZipFile(bytes, most: zeros.count).read("zeros") == zeros)
        // The list claims sixty megabytes of a thousand: refused before any is made.
        var liar = bytes
        let list = try #require(liar.indices.last { Array(liar[$0...].prefix(4)) == [0x50, 0x4B, 1, 2] })
        liar.replaceSubrange(list + 24..<list + 28, with: [0, 0, 0xC0, 0x03])
        #expect(throws: ZipError("its sizes contradict each other", in: "zeros")) { _ = try ZipFile(liar) }
    }

    @Test func `has no two files that share bytes`() throws {
        let bytes = try Self.packed([("a", Self.text), ("b", Self.text)])
        // The second line of the list leads to the first file.
        var folded = bytes
        let list = try #require(folded.indices.last { Array(folded[$0...].prefix(4)) == [0x50, 0x4B, 1, 2] })
        folded.replaceSubrange(list + 42..<list + 46, with: [0, 0, 0, 0])
        #expect(throws: ZipError("it shares bytes with another", in: "b")) { _ = try ZipFile(folded) }
    }
}
