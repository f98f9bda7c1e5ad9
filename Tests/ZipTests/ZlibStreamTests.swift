import Testing
import Zip

@Suite struct `Bytes in zlib's format` {
    @Test(arguments: [0, 1, 5_000, 300_000])
    func `are the same once packed and unpacked`(_ count: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 / 7) }
        for level: Int32 in [1, 9] {
            #expect(try ZlibStream.unpack(ZlibStream.pack(bytes, level: level), most: count) == bytes)
        }
    }

    @Test func `are refused when they are damaged, or more than is taken`() throws {
        let packed = try ZlibStream.pack([UInt8](repeating: 7, count: 100_000), level: 2)
        #expect(throws: ZipError.self) { try ZlibStream.unpack(packed, most: 99_999) }
        #expect(throws: ZipError.self) { try ZlibStream.unpack(packed.dropLast(5), most: 1 << 20) }
        #expect(throws: ZipError.self) { try ZlibStream.unpack([1, 2, 3], most: 1 << 20) }
    }
}
