/// Which partition a key belongs to: murmur2 as Java's Kafka client computes it, so that every
/// client puts a key in the same place.
///
/// Source: org.apache.kafka.common.utils.Utils.murmur2 and toPositive; seed 0x9747b28c.
public enum Partitioner {
    public static func partition(of key: Span<UInt8>, among count: Int32) -> Int32 {
        precondition(count > 0, "a topic has at least one partition")
        return Int32(murmur2(key) & 0x7fff_ffff) % count
    }

    static func murmur2(_ key: Span<UInt8>) -> UInt32 {
        let multiplier: UInt32 = 0x5bd1_e995
        var hash: UInt32 = 0x9747_b28c ^ UInt32(truncatingIfNeeded: key.count)
        var index = 0
        while index + 4 <= key.count {
            var word = littleEndian(key, at: index, count: 4) &* multiplier
            word ^= word >> 24
            hash = hash &* multiplier ^ word &* multiplier
            index += 4
        }
        if index < key.count {
            hash ^= littleEndian(key, at: index, count: key.count - index)
            hash = hash &* multiplier
        }
        hash ^= hash >> 13
        hash = hash &* multiplier
        return hash ^ hash >> 15
    }

    private static func littleEndian(_ bytes: Span<UInt8>, at start: Int, count: Int) -> UInt32 {
        var word: UInt32 = 0
        for index in 0..<count { word |= UInt32(bytes[start + index]) << (8 * UInt32(index)) }
        return word
    }
}
