/// CRC-32C (Castagnoli; RFC 3720, appendix B.4) of a record's value: part of an outcome's identity
/// and the witness beside every stored position.
public enum Checksum {
    public static func crc32c(_ bytes: Span<UInt8>) -> UInt32 {
        var crc: UInt32 = 0xffff_ffff
        for index in bytes.indices {
            crc = table[Int((crc ^ UInt32(bytes[index])) & 0xff)] ^ crc >> 8
        }
        return ~crc
    }

    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { crc, _ in crc & 1 == 1 ? crc >> 1 ^ 0x82f6_3b78 : crc >> 1 }
    }
}
