internal import CChecksum

/// CRC-32C (Castagnoli; RFC 3720, appendix B.4) of a record's value: part of an outcome's identity
/// and the witness beside every stored position.
public enum Checksum {
    /// By the processor's instructions where it has them: several times as fast as by tables.
    public static func crc32c(_ bytes: Span<UInt8>) -> UInt32 {
        guard isInHardware else { return tabled(bytes) }
        return unsafe bytes.withUnsafeBufferPointer {
            unsafe ~peil_crc32c(0xffff_ffff, $0.baseAddress, $0.count)
        }
    }

    private static let isInHardware = peil_has_crc32c()

    static func tabled(_ bytes: Span<UInt8>) -> UInt32 {
        let raw = unsafe bytes.bytes
        let tables = tables
        let table = tables.span
        var crc: UInt32 = 0xffff_ffff
        var at = 0
        // Eight bytes at a time (Kounavis and Berry, "Novel table lookup-based algorithms for
        // high-performance CRC generation", 2008): each has a table of its own distance.
        while at + 8 <= raw.byteCount {
            // Eight bytes make an integer, whatever they are.
            let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self)
            let mixed = UInt64(littleEndian: word) ^ UInt64(crc)
            let near =
                table[1792 + Int(mixed & 0xff)] ^ table[1536 + Int(mixed >> 8 & 0xff)]
                ^ table[1280 + Int(mixed >> 16 & 0xff)] ^ table[1024 + Int(mixed >> 24 & 0xff)]
            let far =
                table[768 + Int(mixed >> 32 & 0xff)] ^ table[512 + Int(mixed >> 40 & 0xff)]
                ^ table[256 + Int(mixed >> 48 & 0xff)] ^ table[Int(mixed >> 56)]
            crc = near ^ far
            at += 8
        }
        while at < bytes.count {
            crc = table[Int((crc ^ UInt32(bytes[at])) & 0xff)] ^ crc >> 8
            at += 1
        }
        return ~crc
    }

    /// Eight tables of 256: the n-th is for a byte that n more follow.
    private static let tables: [UInt32] = {
        var tables: [UInt32] = []
        for byte in 0..<256 as Range<UInt32> {
            var crc = byte
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0x82f6_3b78 : crc >> 1 }
            tables.append(crc)
        }
        for at in 256..<2048 {
            let nearer = tables[at - 256]
            tables.append(tables[Int(nearer & 0xff)] ^ nearer >> 8)
        }
        return tables
    }()
}
