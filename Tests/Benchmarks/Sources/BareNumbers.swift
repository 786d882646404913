import Glibc

/// Texts as numbers: open addressing, all bytes in one piece.
struct BareNumbers: ~Copyable {
    /// The upper half of the hash, and the number plus one.
    private let slots: UnsafeMutablePointer<UInt64>
    private let mask: Int
    private let bytes: UnsafeMutableRawPointer
    private var used = 0
    private var places: [(start: Int, count: Int)] = []

    /// For texts of 64 bytes in the mean, half as many as there are slots, a power of 2.
    init(slots count: Int) {
        slots = .allocate(capacity: count)
        slots.initialize(repeating: 0, count: count)
        mask = count - 1
        bytes = .allocate(byteCount: count * 32, alignment: 8)
    }

    deinit {
        slots.deallocate()
        bytes.deallocate()
    }

    /// The number of the report's series, whose text is put together where the next would stand.
    @inline(__always)
    mutating func number(of report: BareReport) -> Int {
        let text = bytes + used
        var count = 0
        func put(_ piece: UnsafeRawBufferPointer) {
            memcpy(text + count, piece.baseAddress.unsafelyUnwrapped, piece.count)
            count &+= piece.count
        }
        put(report.indicator)
        put(report.area)
        put(report.dimension)
        put(report.dimensionValue)
        let hash = Self.hash(text, count)
        var at = Int(truncatingIfNeeded: hash) & mask
        while case let slot = slots[at], slot != 0 {
            let number = Int(truncatingIfNeeded: slot & 0xffff_ffff) &- 1
            if slot >> 32 == hash >> 32, places[number].count == count,
                memcmp(bytes + places[number].start, text, count) == 0
            {
                return number
            }
            at = (at &+ 1) & mask
        }
        places.append((used, count))
        used += count
        slots[at] = hash & 0xffff_ffff_0000_0000 | UInt64(places.count)
        return places.count - 1
    }

    @inline(__always)
    private static func hash(_ text: UnsafeRawPointer, _ count: Int) -> UInt64 {
        var hash = 0x9e37_79b9_7f4a_7c15 ^ UInt64(truncatingIfNeeded: count)
        func mix(_ word: UInt64) {
            let product = (hash ^ word).multipliedFullWidth(by: 0xa076_1d64_78bd_642f)
            hash = product.high ^ product.low
        }
        var at = 0
        while at &+ 8 <= count {
            mix(text.loadUnaligned(fromByteOffset: at, as: UInt64.self))
            at &+= 8
        }
        var rest: UInt64 = 0
        while at < count {
            rest = rest &<< 8 | UInt64(text.load(fromByteOffset: at, as: UInt8.self))
            at &+= 1
        }
        mix(rest)
        return hash
    }
}
