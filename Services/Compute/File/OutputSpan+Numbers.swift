/// How rows are written where it must be fast: into room that was made for a whole piece.
extension OutputSpan<UInt8> {
    mutating func append(varint number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(truncatingIfNeeded: rest))
    }

    /// Numbers near 0 of either sign are short (zigzag).
    mutating func append(signed number: Int64) {
        append(varint: UInt64(bitPattern: number << 1 ^ number >> 63))
    }

    mutating func append(fixed number: UInt64) {
        unsafe withUnsafeMutableBufferPointer { buffer, count in
            precondition(buffer.count - count >= 8)
            unsafe UnsafeMutableRawBufferPointer(buffer).storeBytes(
                of: number.littleEndian, toByteOffset: count, as: UInt64.self)
            count += 8
        }
    }
}
