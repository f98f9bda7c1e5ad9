import CZlib

/// Bytes in zlib's own format (RFC 1950), as PDF files have them.
public enum ZlibStream {
    /// Those bytes, packed. `level` is zlib's, 1 the fastest and 9 the smallest.
    public static func pack(_ bytes: [UInt8], level: Int32) throws(ZipError) -> [UInt8] {
        var length = compressBound(uLong(bytes.count))
        var status = Z_OK
        let packed = [UInt8](unsafeUninitializedCapacity: Int(length)) { room, count in
            status = compress2(room.baseAddress, &length, bytes, uLong(bytes.count), level)
            count = status == Z_OK ? Int(length) : 0
        }
        guard status == Z_OK else { throw ZipError("there is no memory to deflate it") }
        return packed
    }

    /// What was packed; refused when it is damaged, or more than `most` bytes.
    public static func unpack(_ packed: some Collection<UInt8>, most: Int) throws(ZipError) -> [UInt8] {
        let packed = Array(packed)
        // Mostly text, which packs to a fifth.
        var room = min(most, max(1 << 10, packed.count * 8))
        while true {
            var length = uLong(room)
            var status = Z_OK
            let bytes = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
                status = uncompress(buffer.baseAddress, &length, packed, uLong(packed.count))
                count = status == Z_OK ? Int(length) : 0
            }
            if status == Z_OK { return bytes }
            guard status == Z_BUF_ERROR, room < most else {
                throw ZipError("it does not inflate to at most \(most) bytes")
            }
            room = min(most, room * 4)
        }
    }
}
