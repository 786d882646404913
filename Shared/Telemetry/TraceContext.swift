/// Where a piece of work stands in a distributed trace (W3C Trace Context, level 1).
public struct TraceContext: Hashable, Sendable {
    /// Two halves of 16 bytes, not both zero.
    private let trace: (UInt64, UInt64)
    /// Not zero.
    private let span: UInt64
    private let flags: UInt8

    private init(trace: (UInt64, UInt64), span: UInt64, flags: UInt8) {
        self.trace = trace
        self.span = span
        self.flags = flags
    }

    /// The root of a new trace, not sampled.
    public static func root() -> TraceContext {
        TraceContext(
            trace: (.random(in: 1 ... .max), .random(in: 0 ... .max)),
            span: .random(in: 1 ... .max), flags: 0)
    }

    /// The same trace, one step down.
    public func child() -> TraceContext {
        TraceContext(trace: trace, span: .random(in: 1 ... .max), flags: flags)
    }

    /// 32 hexadecimal digits.
    public var traceID: String { Self.hexadecimal(trace.0) + Self.hexadecimal(trace.1) }

    /// Reads a `traceparent` header; nil where it is none, and the work begins a trace of its own.
    /// Later versions are read as far as this one goes, as the specification asks.
    public init?(_ traceparent: String) {
        let text = traceparent.utf8
        let parts = text.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.count >= 4, let version = Self.number(parts[0], digits: 2), version != 0xFF,
            version > 0 || parts.count == 4,
            let high = Self.number(parts[1].prefix(16), digits: 16),
            let low = Self.number(parts[1].dropFirst(16), digits: 16), (high, low) != (0, 0),
            let span = Self.number(parts[2], digits: 16), span != 0,
            let flags = Self.number(parts[3], digits: 2)
        else { return nil }
        // Only the flags this version knows are passed on.
        self.init(trace: (high, low), span: span, flags: UInt8(flags & 1))
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

    private static func hexadecimal(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    public static func == (one: TraceContext, other: TraceContext) -> Bool {
        one.trace == other.trace && one.span == other.span && one.flags == other.flags
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(trace.0)
        hasher.combine(trace.1)
        hasher.combine(span)
    }
}

extension TraceContext: CustomStringConvertible {
    /// The `traceparent` header: `00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00`.
    public var description: String {
        "00-\(traceID)-\(Self.hexadecimal(span))-0\(flags)"
    }
}
