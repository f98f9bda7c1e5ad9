internal import CZlib

// What is not obvious here:
//
// - Only the list at the end is believed, and of it only what the bytes bear out: sizes are bounds and not promises, no
//   two files may share bytes, and what was inflated must have the length and the sum that the list names. So a small file
//   cannot become a large one, however it is folded into itself.

/// A zip file in memory: the files in it, each inflated when it is asked for.
public struct ZipFile: Sendable {
    /// The most files.
    public static let mostEntries = 4_096
    /// The longest name, in bytes.
    public static let longestName = 512
    /// The most bytes of one file within, inflated.
    public static let mostInflated = 64 << 20

    /// A file within.
    struct Entry: Sendable {
        let name: String
        let isDeflated: Bool
        let crc: UInt32
        let compressed: Range<Int>
        let size: Int
    }

    private let bytes: [UInt8]
    private let entries: [Entry]

    /// The names of the files, in the order of the list.
    public var names: [String] { entries.map(\.name) }

    /// How long that file is, inflated; nil when there is none of that name.
    public func size(of name: String) -> Int? { entries.first { $0.name == name }?.size }

    /// Reads the list of files. `most` is the most bytes that all of them may have, inflated.
    public init(_ bytes: [UInt8], most: Int = ZipFile.mostInflated) throws(ZipError) {
        self.bytes = bytes
        entries = try ZipFile.list(bytes)
        guard Set(entries.map(\.name)).count == entries.count else { throw ZipError("two files have one name") }
        var total = 0
        for entry in entries {
            total += entry.size
            guard entry.size <= ZipFile.mostInflated, total <= most else {
                throw ZipError("its files have more than \(most) bytes together", in: entry.name)
            }
        }
        var end = 0
        for entry in entries.sorted(by: { $0.compressed.lowerBound < $1.compressed.lowerBound }) {
            guard entry.compressed.lowerBound >= end else {
                throw ZipError("it shares bytes with another", in: entry.name)
            }
            end = entry.compressed.upperBound
        }
    }

    // MARK: The list

    private static func list(_ bytes: [UInt8]) throws(ZipError) -> [Entry] {
        // The end of the list stands last, before a comment of at most 65,535 bytes.
        let (endLength, longestComment) = (22, 65_535)
        guard bytes.count >= endLength else { throw ZipError("it is no zip file: it is too short") }
        var found: Int?
        let first = max(0, bytes.count - endLength - longestComment)
        for place in stride(from: bytes.count - endLength, through: first, by: -1)
        where word(bytes, place) == 0x0605_4B50 && place + endLength + half(bytes, place + 20) == bytes.count {
            found = place
            break
        }
        guard let end = found else { throw ZipError("it is no zip file, or its end is missing") }
        let count = half(bytes, end + 10)
        guard half(bytes, end + 4) == 0, half(bytes, end + 6) == 0, half(bytes, end + 8) == count else {
            throw ZipError("it is one part of several")
        }
        let (length, start) = (word(bytes, end + 12), word(bytes, end + 16))
        guard count <= mostEntries else { throw ZipError("it has \(count) files; at most \(mostEntries) are read") }
        guard start + length <= end, start != 0xFFFF_FFFF else {
            throw ZipError("its list does not stand where its end says")
        }
        var entries: [Entry] = []
        var place = start
        for _ in 0..<count {
            guard place + 46 <= start + length, word(bytes, place) == 0x0201_4B50 else {
                throw ZipError("its list is cut off")
            }
            let (nameLength, extra, comment) = (
                half(bytes, place + 28), half(bytes, place + 30), half(bytes, place + 32)
            )
            let next = place + 46 + nameLength + extra + comment
            guard next <= start + length, (1...longestName).contains(nameLength) else {
                throw ZipError("its list is cut off, or a name in it too long")
            }
            guard let name = String(validating: bytes[(place + 46)..<(place + 46 + nameLength)], as: UTF8.self) else {
                throw ZipError("a name in it is not UTF-8")
            }
            // A folder has a name that ends so, and no bytes.
            if !name.hasSuffix("/") { entries.append(try entry(name, bytes, place, before: start)) }
            place = next
        }
        guard place == start + length else { throw ZipError("its list holds more than its end says") }
        return entries
    }

    private static func entry(
        _ name: String, _ bytes: [UInt8], _ place: Int, before list: Int
    ) throws(ZipError) -> Entry {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard !parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }), !name.contains("\\"),
            !name.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F })
        else { throw ZipError("its name is no path within the file") }
        guard half(bytes, place + 8) & 1 == 0 else { throw ZipError("it is encrypted", in: name) }
        let method = half(bytes, place + 10)
        guard method == 0 || method == 8 else {
            throw ZipError("it is compressed by method \(method); 0 and 8 are read", in: name)
        }
        let (compressed, size, local) = (word(bytes, place + 20), word(bytes, place + 24), word(bytes, place + 42))
        guard local + 30 <= list, word(bytes, local) == 0x0403_4B50 else {
            throw ZipError("it does not stand where the list says", in: name)
        }
        let start = local + 30 + half(bytes, local + 26) + half(bytes, local + 28)
        guard start + compressed <= list else { throw ZipError("it is cut off", in: name) }
        // Deflate makes nothing smaller than by 1,032.
        guard method == 8 ? size <= (compressed + 1) * 1_032 : compressed == size else {
            throw ZipError("its sizes contradict each other", in: name)
        }
        return Entry(
            name: name, isDeflated: method == 8, crc: UInt32(word(bytes, place + 16)),
            compressed: start..<start + compressed, size: size)
    }

    private static func half(_ bytes: [UInt8], _ place: Int) -> Int { Int(bytes[place]) | Int(bytes[place + 1]) << 8 }
    private static func word(_ bytes: [UInt8], _ place: Int) -> Int {
        half(bytes, place) | half(bytes, place + 2) << 16
    }

    // MARK: The files

    /// The bytes of that file; nil when there is none of that name.
    public func read(_ name: String) throws(ZipError) -> [UInt8]? {
        guard let entry = entries.first(where: { $0.name == name }) else { return nil }
        let packed = Array(bytes[entry.compressed])
        let content = entry.isDeflated ? try ZipFile.inflate(packed, to: entry.size, name) : packed
        guard ZipFile.sum(content) == entry.crc else {
            throw ZipError("its bytes are not those of which the list has the sum", in: name)
        }
        return content
    }

    static func sum(_ bytes: [UInt8]) -> UInt32 {
        bytes.withUnsafeBufferPointer { UInt32(truncatingIfNeeded: crc32_z(0, $0.baseAddress, $0.count)) }
    }

    private static func inflate(_ packed: [UInt8], to size: Int, _ name: String) throws(ZipError) -> [UInt8] {
        var packed = packed
        // One byte more than it should have, so that one that has more is seen.
        let room = size + 1
        var stream = z_stream()
        guard zlib_begin_inflate(&stream) == Z_OK else { throw ZipError("there is no memory to inflate it", in: name) }
        defer { inflateEnd(&stream) }
        var status: Int32 = Z_OK
        let content = packed.withUnsafeMutableBufferPointer { input in
            [UInt8](unsafeUninitializedCapacity: room) { output, count in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(room)
                status = CZlib.inflate(&stream, Z_FINISH)
                count = room - Int(stream.avail_out)
            }
        }
        guard status == Z_STREAM_END, content.count == size else {
            throw ZipError("it does not inflate to the \(size) bytes that the list says", in: name)
        }
        return content
    }
}
