internal import JSON
internal import Time

/// A text of a few ASCII bytes made on the stack, by which ids, times and periods are written
/// without a String. Who puts more than `capacity` bytes in stops the program.
struct ShortText {
    /// All 26 flags as a JSON array take 105 bytes.
    static let capacity = 112

    private var bytes = InlineArray<112, UInt8>(repeating: 0)
    private(set) var count = 0

    init() {}

    init(_ time: Timestamp) { put(time) }

    var span: Span<UInt8> {
        @_lifetime(borrow self)
        get { bytes.span.extracting(..<count) }
    }

    var string: String {
        unsafe span.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }

    @inline(__always)
    mutating func put(_ byte: UInt8) {
        bytes[count] = byte
        count &+= 1
    }

    @inline(__always)
    mutating func put(_ character: Unicode.Scalar) {
        put(UInt8(truncatingIfNeeded: character.value))
    }

    /// 2 decimal digits of a number below 100.
    @inline(__always)
    mutating func put(twoDigits number: Int) {
        put(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: number / 10))
        put(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: number % 10))
    }

    /// 4 decimal digits of a year.
    @inline(__always)
    mutating func put(year: Int) {
        guard (0...9999).contains(year) else { return put(year) }
        put(twoDigits: year / 100)
        put(twoDigits: year % 100)
    }

    /// In decimal.
    mutating func put(_ number: Int) {
        if number < 0 { put("-") }
        var rest = number.magnitude
        var digits = 1
        while rest >= 10 {
            rest /= 10
            digits &+= 1
        }
        rest = number.magnitude
        let start = count
        count += digits
        var index = count
        while index > start {
            index &-= 1
            bytes[index] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
    }

    /// 8 lower-case hexadecimal digits.
    mutating func put(hexadecimal number: UInt32) {
        var shift: UInt32 = 32
        while shift > 0 {
            shift &-= 4
            let digit = UInt8(truncatingIfNeeded: number &>> shift & 15)
            put(digit &+ (digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") &- 10))
        }
    }

    mutating func put(_ date: CalendarDate) {
        let (year, month, day) = date.civil
        put(year: year)
        put("-")
        put(twoDigits: month)
        put("-")
        put(twoDigits: day)
    }

    /// RFC 3339 in UTC, with milliseconds where there are any.
    mutating func put(_ time: Timestamp) {
        let date = time.date
        put(date)
        let inDay = Int(time.milliseconds - Timestamp(date).milliseconds)
        put("T")
        put(twoDigits: inDay / 3_600_000)
        put(":")
        put(twoDigits: inDay / 60_000 % 60)
        put(":")
        put(twoDigits: inDay / 1000 % 60)
        if inDay % 1000 != 0 {
            put(".")
            put(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: inDay % 1000 / 100))
            put(twoDigits: inDay % 100)
        }
        put("Z")
    }
}

extension Writer {
    mutating func member(_ name: StaticString, _ time: Timestamp) {
        var text = ShortText()
        text.put(time)
        member(name, plain: text.span)
    }

    mutating func member(_ name: StaticString, _ period: Period) {
        var text = ShortText()
        text.put(period)
        member(name, plain: text.span)
    }
}
