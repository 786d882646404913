@testable import Log
import Testing

@Suite("Checksum")
struct ChecksumTests {
    /// Source: RFC 3720, appendix B.4, whose bytes stand least significant first.
    @Test("is CRC-32C as the examples of RFC 3720 have it")
    func vectors() {
        let readCommand: [UInt8] = [
            0x01, 0xc0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x14, 0, 0, 0, 0, 0, 0x04, 0,
            0, 0, 0, 0x14, 0, 0, 0, 0x18, 0x28, 0, 0, 0, 0, 0, 0, 0, 0x02, 0, 0, 0, 0, 0, 0, 0,
        ]
        let vectors: [([UInt8], UInt32)] = [
            (Array(repeating: 0, count: 32), 0x8a91_36aa),
            (Array(repeating: 0xff, count: 32), 0x62a8_ab43),
            (Array(0..<32), 0x46dd_794e),
            ((0..<32).reversed(), 0x113f_db5c),
            (readCommand, 0xd996_3a56),
            (Array("123456789".utf8), 0xe306_9283),
            ([], 0),
        ]
        for (bytes, crc) in vectors {
            #expect(Checksum.crc32c(bytes.span) == crc)
            #expect(Checksum.tabled(bytes.span) == crc)
        }
    }

    @Test("is the same at every length and alignment as bit by bit, by instructions and by tables")
    func everyLength() {
        let bytes = (0..<200).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ 13) }
        for start in 0..<9 {
            for end in start..<bytes.count {
                let part = Array(bytes[start..<end])
                let expected = Self.bitwise(part)
                #expect(Checksum.crc32c(part.span) == expected)
                #expect(Checksum.tabled(part.span) == expected)
            }
        }
    }

    private static func bitwise(_ bytes: [UInt8]) -> UInt32 {
        var crc = ~UInt32(0)
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0x82f6_3b78 : crc >> 1 }
        }
        return ~crc
    }
}
