/// How rows of a partition's file are written: whole numbers as LEB128, seven bits a byte.
extension [UInt8] {
    mutating func append(varint number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(rest))
    }

    /// Numbers near 0 of either sign are short (zigzag).
    mutating func append(signed number: Int64) {
        append(varint: UInt64(bitPattern: number << 1 ^ number >> 63))
    }

    mutating func append(fixed number: UInt64) {
        for shift in stride(from: 0, to: 64, by: 8) {
            append(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
        }
    }

    mutating func append(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
    }

    /// With its length in front.
    mutating func append(text bytes: Span<UInt8>) {
        append(varint: UInt64(bytes.count))
        append(bytes)
    }
}

/// A row is not what was once written: its file is damaged.
public struct RowFault: Error {}

/// Reads what was so written. It never reads beyond the end: what is not there is a fault.
struct ByteReader: ~Escapable {
    private let bytes: Span<UInt8>
    private var position = 0

    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>) { self.bytes = bytes }

    var isAtEnd: Bool { position == bytes.count }

    mutating func byte() throws(RowFault) -> UInt8 {
        guard position < bytes.count else { throw RowFault() }
        defer { position += 1 }
        return bytes[position]
    }

    mutating func varint() throws(RowFault) -> UInt64 {
        var number: UInt64 = 0
        for shift in stride(from: 0 as UInt64, to: 64, by: 7) {
            let byte = try byte()
            number |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return number }
        }
        throw RowFault()
    }

    mutating func signed() throws(RowFault) -> Int64 {
        let number = try varint()
        return Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
    }

    mutating func fixed() throws(RowFault) -> UInt64 {
        var number: UInt64 = 0
        for shift in stride(from: 0 as UInt64, to: 64, by: 8) {
            number |= UInt64(try byte()) << shift
        }
        return number
    }

    /// A whole number that fits where it goes.
    mutating func integer<Number: FixedWidthInteger>(
        _: Number.Type = Number.self
    ) throws(RowFault) -> Number {
        guard let number = Number(exactly: try signed()) else { throw RowFault() }
        return number
    }

    @_lifetime(copy self)
    mutating func text() throws(RowFault) -> Span<UInt8> {
        guard let count = Int(exactly: try varint()), count <= bytes.count - position else {
            throw RowFault()
        }
        defer { position += count }
        return bytes.extracting(position..<position + count)
    }

    /// All that was not read yet.
    @_lifetime(copy self)
    mutating func rest() -> Span<UInt8> {
        defer { position = bytes.count }
        return bytes.extracting(position..<bytes.count)
    }
}
