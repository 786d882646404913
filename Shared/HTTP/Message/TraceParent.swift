/// Where a request stands in a distributed trace: the `traceparent` header of W3C Trace Context.
public struct TraceParent: Hashable, Sendable {
    private let traceHigh: UInt64
    private let traceLow: UInt64
    private let span: UInt64
    private let flags: UInt8

    private init(traceHigh: UInt64, traceLow: UInt64, span: UInt64, flags: UInt8) {
        self.traceHigh = traceHigh
        self.traceLow = traceLow
        self.span = span
        self.flags = flags
    }

    /// The start of a trace; `next` gives random numbers that are not 0.
    init(next: () -> UInt64) {
        self.init(traceHigh: next(), traceLow: next(), span: next(), flags: 1)
    }

    /// The same trace, one step on.
    func child(span: UInt64) -> TraceParent {
        TraceParent(traceHigh: traceHigh, traceLow: traceLow, span: span, flags: flags)
    }

    /// Reads version 00, and the part of later versions that means the same.
    public init?(_ text: String) {
        let parts = text.utf8.split(
            separator: UInt8(ascii: "-"), maxSplits: 4, omittingEmptySubsequences: false)
        guard parts.count >= 4, let version = Self.number(parts[0], digits: 2), version != 255,
            parts.count == 4 || version > 0, parts[1].count == 32,
            let high = Self.number(parts[1].prefix(16), digits: 16),
            let low = Self.number(parts[1].suffix(16), digits: 16),
            let span = Self.number(parts[2], digits: 16),
            let flags = Self.number(parts[3], digits: 2), high | low != 0, span != 0
        else { return nil }
        self.init(traceHigh: high, traceLow: low, span: span, flags: UInt8(flags) & 1)
    }

    private static func number(_ text: Substring.UTF8View, digits: Int) -> UInt64? {
        guard text.count == digits else { return nil }
        var number: UInt64 = 0
        for byte in text {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                number = number << 4 | UInt64(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"):
                number = number << 4 | UInt64(byte - UInt8(ascii: "a") + 10)
            default: return nil
            }
        }
        return number
    }
}

extension TraceParent: CustomStringConvertible {
    /// `00-<32 digits>-<16 digits>-<2 digits>`
    public var description: String {
        unsafe String(unsafeUninitializedCapacity: 55) { text in
            var at = 0
            func put(_ byte: UInt8) {
                unsafe text[at] = byte
                at += 1
            }
            func put(_ number: UInt64, digits: Int) {
                for index in (0..<digits).reversed() {
                    put(Self.digit(number >> (4 * UInt64(index)) & 15))
                }
            }
            put(0, digits: 2)
            put(UInt8(ascii: "-"))
            put(traceHigh, digits: 16)
            put(traceLow, digits: 16)
            put(UInt8(ascii: "-"))
            put(span, digits: 16)
            put(UInt8(ascii: "-"))
            put(UInt64(flags), digits: 2)
            return at
        }
    }

    private static func digit(_ value: UInt64) -> UInt8 {
        UInt8(value) + (value < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)
    }
}
