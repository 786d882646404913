import Testing

@testable import Log

@Suite("Partitioner")
struct PartitionerTests {
    /// Source: org.apache.kafka.common.utils.UtilsTest.testMurmur2.
    private static let vectors: [(key: String, hash: Int32)] = [
        ("21", -973_932_308),
        ("foobar", -790_332_482),
        ("a-little-bit-long-string", -985_981_536),
        ("a-little-bit-longer-string", -1_486_304_829),
        ("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58_897_971),
        ("abc", 479_470_107),
    ]

    @Test("hashes as Java's client does")
    func hashesAsJava() {
        for (key, hash) in Self.vectors {
            let bytes = Array(key.utf8)
            let found = Partitioner.murmur2(bytes.span)
            #expect(Int32(bitPattern: found) == hash, "\(key)")
        }
    }

    @Test("drops the sign bit, as toPositive does, before it divides")
    func dropsTheSign() {
        for (key, hash) in Self.vectors {
            let bytes = Array(key.utf8)
            for count in [1, 3, 12, 50] as [Int32] {
                let partition = Partitioner.partition(of: bytes.span, among: count)
                #expect(partition == (hash & 0x7fff_ffff) % count)
            }
        }
    }

    @Test("puts an empty key somewhere")
    func emptyKey() {
        let none: [UInt8] = []
        let partition = Partitioner.partition(of: none.span, among: 12)
        #expect((0..<12).contains(partition))
    }
}
