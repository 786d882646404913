/// Texts as small numbers: each distinct text has the next, from 0. All bytes lie in one piece, so
/// a million texts cost no more than their bytes and twelve each.
///
/// Found by open addressing; the hash is seeded at random, so nobody can choose texts that collide.
struct Interner {
    /// The upper half of the hash above, the text's number plus one below; 0 is free. At most half
    /// of them are taken.
    private var slots: [UInt64]
    private var bytes: [UInt8] = []
    /// Where each text ends in `bytes`.
    private var ends: [Int] = []
    private let seed: UInt64

    init(seed: UInt64 = .random(in: .min ... .max)) {
        slots = Array(repeating: 0, count: 1024)
        self.seed = seed
    }

    var count: Int { ends.count }

    /// The bytes of a text.
    subscript(number: Int) -> Span<UInt8> {
        @_lifetime(borrow self)
        get { bytes.span.extracting(range(number)) }
    }

    /// Its number; nil when it was never added.
    func number(of text: Span<UInt8>) -> Int? {
        let hash = hash(text)
        let mask = slots.count &- 1
        let tag = hash & 0xffff_ffff_0000_0000
        var at = Int(truncatingIfNeeded: hash) & mask
        let slots = slots.span
        while true {
            let slot = unsafe slots[unchecked: at]
            if slot == 0 { return nil }
            if slot & 0xffff_ffff_0000_0000 == tag {
                let number = Int(truncatingIfNeeded: slot & 0xffff_ffff) &- 1
                if Self.same(self[number], text) { return number }
            }
            at = (at &+ 1) & mask
        }
    }

    /// Adds a text that is not there yet; its number is the count before.
    mutating func add(_ text: Span<UInt8>) {
        if 2 * (ends.count + 1) > slots.count { grow() }
        unsafe text.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
        ends.append(bytes.count)
        place(number: ends.count - 1, hash: hash(text))
    }

    private func range(_ number: Int) -> Range<Int> {
        (number == 0 ? 0 : ends[number - 1])..<ends[number]
    }

    private mutating func grow() {
        slots = Array(repeating: 0, count: 2 * slots.count)
        for number in ends.indices { place(number: number, hash: hash(self[number])) }
    }

    private mutating func place(number: Int, hash: UInt64) {
        let mask = slots.count - 1
        var at = Int(truncatingIfNeeded: hash) & mask
        while slots[at] != 0 { at = (at + 1) & mask }
        slots[at] = hash & 0xffff_ffff_0000_0000 | UInt64(number + 1)
    }

    /// Eight bytes a step, each folded in by a multiplication to 128 bits (wyhash's way).
    private func hash(_ text: Span<UInt8>) -> UInt64 {
        var hash = seed ^ UInt64(truncatingIfNeeded: text.count)
        var index = 0
        while index &+ 8 <= text.count {
            hash = Self.mix(hash ^ Self.word(text, at: index), 0xa076_1d64_78bd_642f)
            index &+= 8
        }
        var tail: UInt64 = 0
        while index < text.count {
            tail = tail &<< 8 | UInt64(unsafe text[unchecked: index])
            index &+= 1
        }
        return Self.mix(hash ^ tail, 0xe703_7ed1_a0b4_28db)
    }

    private static func mix(_ one: UInt64, _ other: UInt64) -> UInt64 {
        let product = one.multipliedFullWidth(by: other)
        return product.high ^ product.low
    }

    static func same(_ one: Span<UInt8>, _ other: Span<UInt8>) -> Bool {
        guard one.count == other.count else { return false }
        var index = 0
        while index &+ 8 <= one.count {
            guard word(one, at: index) == word(other, at: index) else { return false }
            index &+= 8
        }
        while index < one.count {
            guard unsafe one[unchecked: index] == other[unchecked: index] else { return false }
            index &+= 1
        }
        return true
    }

    /// The caller has seen that eight bytes are there.
    private static func word(_ text: Span<UInt8>, at index: Int) -> UInt64 {
        unsafe text.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self)
    }
}
