import CRdKafka
import Kafka
import Testing

@Suite struct `The partitioner is Java's` {
    /// `UtilsTest.testMurmur2` of Apache Kafka.
    @Test(
        arguments: [
            ("21", -973_932_308), ("foobar", -790_332_482), ("a-little-bit-long-string", -985_981_536),
            ("a-little-bit-longer-string", -1_486_304_829),
            ("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58_897_971), ("abc", 479_470_107),
        ] as [(String, Int32)])
    func `murmur2 gives the values that Apache Kafka's own test publishes`(key: String, hash: Int32) {
        #expect(Array(key.utf8).withUnsafeBytes { Partitioner.murmur2($0) } == hash)
    }

    @Test func `every key falls into the partition that librdkafka's murmur2 partitioner names`() {
        var seed: UInt64 = 42
        for length in 0..<70 {
            for partitions: Int32 in [1, 8, 12, 31] {
                let key = (0..<length).map { _ -> UInt8 in
                    seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    return UInt8(truncatingIfNeeded: seed >> 33)
                }
                key.withUnsafeBytes { key in
                    let theirs = rd_kafka_msg_partitioner_murmur2(
                        nil, key.baseAddress ?? UnsafeRawPointer(bitPattern: 1), key.count, partitions, nil, nil)
                    #expect(Partitioner.partition(of: key, partitions: partitions) == theirs)
                }
            }
        }
    }
}
