/// A short piece of a row, put together outside of the row's buffer and appended to it at once:
/// rows are written by the hundred thousand.
struct RowPiece {
    /// More than the longest piece takes: a varint has at most 10 bytes.
    private var bytes = InlineArray<64, UInt8>(repeating: 0)
    private var count = 0

    mutating func put(_ byte: UInt8) {
        bytes[count] = byte
        count &+= 1
    }

    mutating func put(varint number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            put(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        put(UInt8(truncatingIfNeeded: rest))
    }

    mutating func put(signed number: Int64) {
        put(varint: UInt64(bitPattern: number << 1 ^ number >> 63))
    }

    mutating func put(fixed number: UInt64) {
        var rest = number
        for _ in 0..<8 {
            put(UInt8(truncatingIfNeeded: rest))
            rest >>= 8
        }
    }

    func append(to row: inout [UInt8]) { row.append(bytes.span.extracting(0..<count)) }
}
