/// The bytes that JSON's grammar names (RFC 8259, section 2).
@usableFromInline
enum Byte {
    @usableFromInline static var quote: UInt8 { UInt8(ascii: "\"") }
    @usableFromInline static var backslash: UInt8 { UInt8(ascii: "\\") }
    @usableFromInline static var comma: UInt8 { UInt8(ascii: ",") }
    @usableFromInline static var colon: UInt8 { UInt8(ascii: ":") }
    @usableFromInline static var openBrace: UInt8 { UInt8(ascii: "{") }
    @usableFromInline static var closeBrace: UInt8 { UInt8(ascii: "}") }
    @usableFromInline static var openBracket: UInt8 { UInt8(ascii: "[") }
    @usableFromInline static var closeBracket: UInt8 { UInt8(ascii: "]") }
    @usableFromInline static var minus: UInt8 { UInt8(ascii: "-") }
    @usableFromInline static var point: UInt8 { UInt8(ascii: ".") }
    @usableFromInline static var zero: UInt8 { UInt8(ascii: "0") }
    @usableFromInline static var nine: UInt8 { UInt8(ascii: "9") }
    /// Below it stand the control characters, which a string holds only as escapes.
    @usableFromInline static var space: UInt8 { UInt8(ascii: " ") }

    @inlinable @inline(__always)
    static func isWhiteSpace(_ byte: UInt8) -> Bool {
        byte == space || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
            || byte == UInt8(ascii: "\t")
    }
}

/// Eight bytes of text looked at in one step.
@usableFromInline
enum Word {
    @usableFromInline static var ones: UInt64 { 0x0101_0101_0101_0101 }
    /// The top bit of each byte; set in every byte that is not ASCII.
    @usableFromInline static var tops: UInt64 { 0x8080_8080_8080_8080 }

    /// Has its lowest bit set in the first byte that ends the plain run of a string: a quotation
    /// mark, a backslash or a control character. 0 when all eight bytes are plain.
    ///
    /// A byte less `n` borrows into its top bit when it is below `n`, so `x - ones` marks the zero
    /// bytes of `x`. Borrows run upwards: only marks above the first can be wrong.
    @inlinable @inline(__always)
    static func special(_ word: UInt64) -> UInt64 {
        let quotes = word ^ (ones &* UInt64(Byte.quote))
        let backslashes = word ^ (ones &* UInt64(Byte.backslash))
        return
            (((quotes &- ones) & ~quotes) | ((backslashes &- ones) & ~backslashes)
            | ((word &- ones &* UInt64(Byte.space)) & ~word)) & tops
    }
}
