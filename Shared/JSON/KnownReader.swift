/// Reads JSON in a form that the caller knows, as a `Writer` of ours wrote it: members in their
/// order, no white space, texts in ASCII without escapes. Several times as fast as `Reader`, for
/// nothing is looked for. What is not as expected makes it unfit, and void what was read: then a
/// `Reader` reads the document.
///
/// ```swift
/// var reader = KnownReader(document)
/// reader.pass(#"{"area":""#)
/// let area = reader.text()
/// reader.pass("}")
/// guard reader.isFit, reader.isAtEnd else { return try readInAnyForm(document) }
/// ```
public struct KnownReader: ~Escapable {
    @usableFromInline let document: Span<UInt8>
    /// The byte that is read next; at the end once it is unfit, so that nothing more is found.
    @usableFromInline var position = 0
    /// Whether all was as expected.
    public private(set) var isFit = true

    @inlinable
    @_lifetime(copy bytes)
    public init(_ bytes: Span<UInt8>) { document = bytes }

    @inlinable public var isAtEnd: Bool { position == document.count }

    /// Says that what was read is not as the caller knows it.
    @usableFromInline @inline(never)
    mutating func fail() {
        isFit = false
        position = document.count
    }

    /// Passes what must stand next.
    @inlinable @inline(__always)
    public mutating func pass(_ text: StaticString) {
        if !passes(text) { fail() }
    }

    /// Passes `text` if it stands next.
    @inlinable @inline(__always)
    public mutating func passes(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard position <= document.count &- count else { return false }
        let other = unsafe UnsafeRawPointer(text.utf8Start)
        var index = 0
        while index &+ 8 <= count {
            guard unsafe document.word(at: position &+ index) == other.word(at: index) else {
                return false
            }
            index &+= 8
        }
        while index < count {
            guard
                unsafe document.byte(at: position &+ index)
                    == other.load(fromByteOffset: index, as: UInt8.self)
            else { return false }
            index &+= 1
        }
        position &+= count
        return true
    }

    /// Where a string's text stands, whose opening quotation mark was passed; passes the closing
    /// one. Unfit where there is an escape in it, or a byte that is not ASCII.
    @inlinable @inline(__always)
    public mutating func text() -> Range<Int> {
        let start = position
        var end = start
        while end &+ 8 <= document.count {
            let word = document.word(at: end)
            let special = Word.special(word) | word & Word.tops
            if special != 0 {
                end &+= special.trailingZeroBitCount &>> 3
                break
            }
            end &+= 8
        }
        while end < document.count, case let byte = document.byte(at: end),
            byte >= Byte.space, byte < 0x80, byte != Byte.quote, byte != Byte.backslash
        {
            end &+= 1
        }
        guard end < document.count, document.byte(at: end) == Byte.quote else {
            fail()
            return 0..<0
        }
        position = end &+ 1
        return unsafe Range(uncheckedBounds: (start, end))
    }

    /// The nearest double of the number that stands next.
    @inlinable @inline(__always)
    public mutating func number() -> Double {
        guard position < document.count, let (value, end) = try? document.number(from: position)
        else {
            fail()
            return 0
        }
        position = end
        return value
    }

    /// The bytes of a text that was read.
    @inlinable
    @_lifetime(copy self)
    public func bytes(_ text: Range<Int>) -> Span<UInt8> { document.extracting(text) }
}
