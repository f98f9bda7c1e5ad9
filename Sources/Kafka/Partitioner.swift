/// The partition of a key, as Java's default partitioner computes it, so that every client agrees.
public enum Partitioner {
    /// murmur2 of `key` with Kafka's seed, as `org.apache.kafka.common.utils.Utils.murmur2` computes it.
    @inlinable
    public static func murmur2(_ key: UnsafeRawBufferPointer) -> Int32 {
        let multiplier: UInt32 = 0x5bd1_e995
        let count = key.count
        var hash: UInt32 = 0x9747_b28c ^ UInt32(truncatingIfNeeded: count)
        var at = 0
        while at + 4 <= count {
            var word = UInt32(littleEndian: key.loadUnaligned(fromByteOffset: at, as: UInt32.self))
            word = word &* multiplier
            word ^= word >> 24
            word = word &* multiplier
            hash = hash &* multiplier
            hash ^= word
            at += 4
        }
        let rest = count - at
        if rest >= 3 { hash ^= UInt32(key[at + 2]) << 16 }
        if rest >= 2 { hash ^= UInt32(key[at + 1]) << 8 }
        if rest >= 1 {
            hash ^= UInt32(key[at])
            hash = hash &* multiplier
        }
        hash ^= hash >> 13
        hash = hash &* multiplier
        hash ^= hash >> 15
        return Int32(bitPattern: hash)
    }

    /// The partition, `0..<partitions`, of `key`: `toPositive(murmur2(key)) % partitions`. `partitions` is at least 1.
    @inlinable
    public static func partition(of key: UnsafeRawBufferPointer, partitions: Int32) -> Int32 {
        precondition(partitions > 0, "a topic has at least one partition")
        return partition(murmur2(key), partitions: partitions)
    }

    /// The partition, `0..<partitions`, of a key with that murmur2. `partitions` is at least 1.
    @inlinable
    public static func partition(_ hash: Int32, partitions: Int32) -> Int32 { (hash & 0x7fff_ffff) % partitions }

    /// The partition, `0..<partitions`, of the UTF-8 bytes of `key`.
    @inlinable
    public static func partition(of key: String, partitions: Int32) -> Int32 {
        var key = key
        return key.withUTF8 { partition(of: UnsafeRawBufferPointer($0), partitions: partitions) }
    }
}
