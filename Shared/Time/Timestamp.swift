internal import Glibc

/// A moment, to the millisecond, in UTC.
public struct Timestamp: Hashable, Comparable, BitwiseCopyable, Sendable {
    /// Since 1970-01-01T00:00:00Z, leap seconds not counted.
    public let milliseconds: Int64

    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// Midnight at the start of `date`.
    public init(_ date: CalendarDate) {
        milliseconds = Int64(date.dayNumber) * 86_400_000
    }

    /// The system's clock.
    public static func now() -> Timestamp {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// The UTC day it falls on.
    public var date: CalendarDate {
        CalendarDate(dayNumber: Int32(floored(by: 86_400_000).quotient))
    }

    public func adding(milliseconds more: Int64) -> Timestamp {
        Timestamp(milliseconds: milliseconds + more)
    }

    public static func < (one: Timestamp, other: Timestamp) -> Bool {
        one.milliseconds < other.milliseconds
    }

    fileprivate func floored(by unit: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = milliseconds.quotientAndRemainder(dividingBy: unit)
        return remainder < 0 ? (quotient - 1, remainder + unit) : (quotient, remainder)
    }
}

extension Timestamp: CustomStringConvertible {
    /// RFC 3339 in UTC, with milliseconds where there are any: `2026-06-12T07:00:00.120Z`.
    public var description: String {
        let inDay = Int(floored(by: 86_400_000).remainder)
        let (hour, minute) = (inDay / 3_600_000, inDay / 60_000 % 60)
        let (second, millisecond) = (inDay / 1000 % 60, inDay % 1000)
        let fraction = millisecond == 0 ? "" : "." + Digits.padded(millisecond, 3)
        let time = "\(Digits.padded(hour, 2)):\(Digits.padded(minute, 2))"
        return "\(date)T\(time):\(Digits.padded(second, 2))\(fraction)Z"
    }
}

extension Timestamp {
    /// Reads RFC 3339: a date, `T` or a space, a time with any fraction, `Z` or an offset;
    /// a date alone is its midnight in UTC. A finer fraction than milliseconds is cut.
    public init?(_ bytes: Span<UInt8>) {
        guard let year = Digits.number(in: bytes, at: 0, count: 4),
            let month = Digits.number(in: bytes, at: 5, count: 2),
            let day = Digits.number(in: bytes, at: 8, count: 2),
            bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let date = CalendarDate(year: year, month: month, day: day)
        else { return nil }
        self.init(date)
        guard bytes.count > 10 else { return }
        guard bytes[10] | 0x20 == UInt8(ascii: "t") || bytes[10] == UInt8(ascii: " "),
            let hour = Digits.number(in: bytes, at: 11, count: 2), hour < 24,
            let minute = Digits.number(in: bytes, at: 14, count: 2), minute < 60,
            let second = Digits.number(in: bytes, at: 17, count: 2), second < 60,
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":")
        else { return nil }
        var at = 19
        var fraction = 0
        if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
            at += 1
            let start = at
            while at < bytes.count, let digit = Digits.number(in: bytes, at: at, count: 1) {
                if at - start < 3 { fraction = fraction * 10 + digit }
                at += 1
            }
            guard at > start else { return nil }
            for _ in min(at - start, 3)..<3 { fraction *= 10 }
        }
        guard let offset = Self.offsetMinutes(bytes, at: at) else { return nil }
        let seconds = hour * 3600 + (minute - offset) * 60 + second
        self = adding(milliseconds: Int64(seconds * 1000 + fraction))
    }

    public init?(_ text: String) { self.init(text.utf8.span) }

    /// Whether a text, if it is a time at all, is in the form that `description` gives: 20 bytes,
    /// or 24 with milliseconds that are not 0.
    public static func isCanonical(_ text: Span<UInt8>) -> Bool {
        let count = text.count
        guard count == 20 || count == 24, text[count - 1] == UInt8(ascii: "Z"),
            text[10] == UInt8(ascii: "T")
        else { return false }
        guard count == 24 else { return true }
        let zero = UInt8(ascii: "0")
        return text[19] == UInt8(ascii: ".") && (text[20], text[21], text[22]) != (zero, zero, zero)
    }

    private static func offsetMinutes(_ bytes: Span<UInt8>, at: Int) -> Int? {
        guard at < bytes.count else { return nil }
        switch bytes[at] {
        case UInt8(ascii: "Z"), UInt8(ascii: "z"): return at + 1 == bytes.count ? 0 : nil
        case UInt8(ascii: "+"), UInt8(ascii: "-"):
            guard let hours = Digits.number(in: bytes, at: at + 1, count: 2), hours < 24,
                let minutes = Digits.number(in: bytes, at: at + 4, count: 2), minutes < 60,
                bytes[at + 3] == UInt8(ascii: ":"), at + 6 == bytes.count
            else { return nil }
            let total = hours * 60 + minutes
            return bytes[at] == UInt8(ascii: "-") ? -total : total
        default: return nil
        }
    }
}
