/// A running mark of the records of a partition, by their bytes: two logs that differ anywhere have different marks from
/// there on. It says nothing against whoever would forge one.
public struct RecordMark: Equatable, Sendable {
    /// The mark as a number, to be kept.
    public private(set) var value: UInt64

    /// That of no record.
    public init() { value = 14_695_981_039_346_656_037 }

    /// One that was kept.
    public init(_ value: UInt64) { self.value = value }

    /// Adds a record.
    public mutating func add(key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?) {
        add(key)
        add(value)
    }

    private mutating func add(_ bytes: UnsafeRawBufferPointer?) {
        // A record without a value differs from one whose value is empty.
        guard let bytes else { return add(.max) }
        add(UInt64(bytes.count))
        var place = 0
        while place + 8 <= bytes.count {
            add(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)))
            place += 8
        }
        var rest: UInt64 = 0
        while place < bytes.count {
            rest = rest << 8 | UInt64(bytes[place])
            place += 1
        }
        add(rest)
    }

    /// FNV-1a by words; the shift brings what only the high bits hold down to where the next product takes it in.
    private mutating func add(_ word: UInt64) {
        value = (value ^ word) &* 1_099_511_628_211
        value ^= value >> 29
    }
}
