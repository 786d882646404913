/// Reads times as they come one after the other, mostly of one day, which is then read once. What
/// it gives is what `Timestamp` reads.
public struct TimestampReader: Sendable {
    /// The text of the day that was read last, its bytes 0 to 7 and 2 to 9.
    private var day: (head: UInt64, tail: UInt64) = (0, 0)
    private var midnight = Timestamp(milliseconds: 0)

    public init() {}

    /// Nil where the text is no time.
    public mutating func read(_ text: Span<UInt8>) -> Timestamp? {
        guard Timestamp.isCanonical(text), let inDay = Self.millisecondsOfDay(text) else {
            return Timestamp(text)
        }
        let (head, tail) = (Self.word(text, at: 0), Self.word(text, at: 2))
        if head != day.head || tail != day.tail {
            guard let time = Timestamp(text.extracting(0..<10)) else { return nil }
            midnight = time
            day = (head, tail)
        }
        return midnight.adding(milliseconds: inDay)
    }

    /// Of a canonical text; nil where another byte stands in the place of a digit or a colon.
    private static func millisecondsOfDay(_ text: Span<UInt8>) -> Int64? {
        // `07:00:00`, the first byte lowest; what is left of it are the digits' values.
        let clock = word(text, at: 11) ^ 0x3030_3a30_303a_3030
        // A byte above 9 gets its top bit from this sum, or has one above 0x7f.
        let tooLarge = (clock & 0x7f7f_7f7f_7f7f_7f7f &+ 0x7676_7f76_767f_7676 | clock)
        guard tooLarge & 0x8080_8080_8080_8080 == 0 else { return nil }
        func digit(_ index: UInt64) -> Int64 { Int64(clock &>> (8 &* index) & 0xff) }
        let (hour, minute) = (10 &* digit(0) &+ digit(1), 10 &* digit(3) &+ digit(4))
        let second = 10 &* digit(6) &+ digit(7)
        guard hour < 24, minute < 60, second < 60 else { return nil }
        var fraction = 0
        if text.count == 24 {
            guard let number = Digits.number(in: text, at: 20, count: 3) else { return nil }
            fraction = number
        }
        return ((hour &* 60 &+ minute) &* 60 &+ second) &* 1000 &+ Int64(fraction)
    }

    /// Of a canonical text, which has eight bytes there.
    private static func word(_ text: Span<UInt8>, at index: Int) -> UInt64 {
        unsafe UInt64(
            littleEndian: text.bytes.unsafeLoadUnaligned(
                fromUncheckedByteOffset: index, as: UInt64.self))
    }
}
