import Glibc

/// Bytes one after the other, room for which the caller has made.
struct BareWriter: ~Copyable {
    private let bytes: UnsafeMutableRawPointer
    private(set) var count = 0

    init(capacity: Int) { bytes = .allocate(byteCount: capacity, alignment: 8) }

    deinit { bytes.deallocate() }

    mutating func reset() { count = 0 }

    func bytes(from start: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: bytes + start, count: count - start)
    }

    @inline(__always)
    mutating func put(_ text: StaticString) {
        memcpy(bytes + count, text.utf8Start, text.utf8CodeUnitCount)
        count &+= text.utf8CodeUnitCount
    }

    @inline(__always)
    mutating func put(_ text: UnsafeRawBufferPointer) {
        memcpy(bytes + count, text.baseAddress.unsafelyUnwrapped, text.count)
        count &+= text.count
    }

    @inline(__always)
    mutating func put(_ number: Int) {
        var (width, rest) = (1, number)
        while rest >= 10 {
            rest /= 10
            width &+= 1
        }
        put(number, width: width)
    }

    @inline(__always)
    mutating func put(hexadecimal number: UInt32) {
        for shift in 0..<8 as Range<UInt32> {
            let digit = UInt8(truncatingIfNeeded: number &>> (28 &- 4 &* shift) & 15)
            store(digit &+ (digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") &- 10), count)
            count &+= 1
        }
    }

    /// With at most one decimal, which the figures have.
    @inline(__always)
    mutating func put(_ value: Double) {
        if value < 0 { put("-") }
        let tenths = Int((abs(value) * 10).rounded())
        put(tenths / 10)
        guard tenths % 10 != 0 else { return }
        put(".")
        put(tenths % 10)
    }

    @inline(__always)
    private mutating func put(_ number: Int, width: Int) {
        var (at, rest) = (count &+ width, number)
        while at > count {
            at &-= 1
            store(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10), at)
            rest /= 10
        }
        count &+= width
    }

    @inline(__always)
    private func store(_ byte: UInt8, _ at: Int) {
        bytes.storeBytes(of: byte, toByteOffset: at, as: UInt8.self)
    }
}
