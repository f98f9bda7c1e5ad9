internal import CZlib

/// Writes a zip file: the same files in the same order give the same bytes, for it holds no days and no hosts.
public struct ZipWriter {
    private var bytes: [UInt8] = []
    private var list: [UInt8] = []
    private var count = 0

    public init() {}

    /// Adds a file, deflated where that is shorter. Refused are names that `ZipFile` would refuse, and more or larger files.
    public mutating func add(_ name: String, _ content: [UInt8]) throws(ZipError) {
        guard count < ZipFile.mostEntries, content.count <= ZipFile.mostInflated, bytes.count < 1 << 31 else {
            throw ZipError("a zip file takes no more", in: name)
        }
        guard (1...ZipFile.longestName).contains(name.utf8.count) else {
            throw ZipError("its name is too long", in: name)
        }
        let deflated = try ZipWriter.deflate(content, name)
        let isShorter = deflated.count < content.count
        let packed = isShorter ? deflated : content
        var head: [UInt8] = []
        // Version 2.0, names in UTF-8, 1 January 1980.
        ZipWriter.put([20, 0x0800, isShorter ? 8 : 0, 0, 0x21], to: &head)
        ZipWriter.put(ZipFile.sum(content), to: &head)
        ZipWriter.put(UInt32(packed.count), to: &head)
        ZipWriter.put(UInt32(content.count), to: &head)
        ZipWriter.put([UInt16(name.utf8.count), 0], to: &head)
        let start = UInt32(bytes.count)
        ZipWriter.put(0x0403_4B50 as UInt32, to: &bytes)
        bytes += head + Array(name.utf8) + packed
        ZipWriter.put(0x0201_4B50 as UInt32, to: &list)
        ZipWriter.put([20], to: &list)
        list += head
        ZipWriter.put([0, 0, 0, 0, 0], to: &list)
        ZipWriter.put(start, to: &list)
        list += Array(name.utf8)
        count += 1
    }

    /// The whole file.
    public consuming func finish() -> [UInt8] {
        var out = bytes
        let start = UInt32(out.count)
        out += list
        ZipWriter.put(0x0605_4B50 as UInt32, to: &out)
        ZipWriter.put([0, 0, UInt16(count), UInt16(count)], to: &out)
        ZipWriter.put(UInt32(list.count), to: &out)
        ZipWriter.put(start, to: &out)
        ZipWriter.put([0], to: &out)
        return out
    }

    private static func put(_ halves: [UInt16], to out: inout [UInt8]) {
        for half in halves { out += [UInt8(truncatingIfNeeded: half), UInt8(half >> 8)] }
    }

    private static func put(_ word: UInt32, to out: inout [UInt8]) {
        put([UInt16(truncatingIfNeeded: word), UInt16(word >> 16)], to: &out)
    }

    private static func deflate(_ content: [UInt8], _ name: String) throws(ZipError) -> [UInt8] {
        var content = content
        var stream = z_stream()
        guard zlib_begin_deflate(&stream) == Z_OK else { throw ZipError("there is no memory to deflate it", in: name) }
        defer { deflateEnd(&stream) }
        let room = Int(deflateBound(&stream, UInt(content.count)))
        var status: Int32 = Z_OK
        let packed = content.withUnsafeMutableBufferPointer { input in
            [UInt8](unsafeUninitializedCapacity: room) { output, count in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(room)
                status = CZlib.deflate(&stream, Z_FINISH)
                count = room - Int(stream.avail_out)
            }
        }
        guard status == Z_STREAM_END else { throw ZipError("it could not be deflated", in: name) }
        return packed
    }
}
