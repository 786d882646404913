/// What the files of a submission hold: numbers are little-endian, and texts have their length
/// before them.
extension [UInt8] {
    mutating func put<Number: FixedWidthInteger>(_ number: Number) {
        unsafe Swift.withUnsafeBytes(of: number.littleEndian) { unsafe append(contentsOf: $0) }
    }

    mutating func put(_ bytes: Span<UInt8>) {
        put(UInt32(bytes.count))
        append(contentsOf: bytes)
    }

    /// A length of all ones is no text.
    mutating func put(_ text: String?) {
        guard let text else { return put(UInt32.max) }
        put(text.utf8.span)
    }
}

/// Reads what was put, in the same order.
struct SpoolReader: ~Escapable {
    private let bytes: Span<UInt8>
    private var at = 0

    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>) { self.bytes = bytes }

    var isAtEnd: Bool { at == bytes.count }

    mutating func integer<Number: FixedWidthInteger & BitwiseCopyable>(
        _ type: Number.Type
    ) -> Number {
        defer { at += MemoryLayout<Number>.size }
        return Number(
            littleEndian: unsafe bytes.bytes.unsafeLoadUnaligned(
                fromByteOffset: at, as: Number.self))
    }

    /// Where the bytes lie that come next.
    mutating func range() -> Range<Int> { range(ofCount: integer(UInt32.self)) }

    mutating func text() -> String? {
        let count = integer(UInt32.self)
        guard count != .max else { return nil }
        return String(copying: bytes.extracting(range(ofCount: count)))
    }

    private mutating func range(ofCount count: UInt32) -> Range<Int> {
        defer { at += Int(count) }
        return at..<at + Int(count)
    }
}
