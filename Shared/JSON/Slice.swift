/// Where a string's content stands in its document, between the quotation marks, or where a
/// skipped value does. It holds no bytes and can be kept: a `Reader` of the same document gives
/// them at any time.
public struct Slice: Hashable, Sendable {
    /// The offset of its first byte in the document.
    public let start: Int
    /// Bytes as they stand in the document, escapes not resolved.
    public let count: Int
    /// Whether there is a backslash in it, so that its text is not its bytes.
    public let escaped: Bool

    @usableFromInline
    init(start: Int, count: Int, escaped: Bool) {
        self.start = start
        self.count = count
        self.escaped = escaped
    }

    /// Its offsets in the document.
    @inlinable public var range: Range<Int> { start..<start &+ count }
}

extension Reader {
    /// The bytes as they stand in the document, escapes not resolved.
    @inlinable
    @_lifetime(copy self)
    public func bytes(_ slice: Slice) -> Span<UInt8> { document.extracting(slice.range) }

    /// The text of a string, escapes resolved.
    public func text(_ slice: Slice) -> String {
        guard slice.escaped else {
            return unsafe bytes(slice).withUnsafeBufferPointer {
                unsafe String(decoding: $0, as: UTF8.self)
            }
        }
        var text: [UInt8] = []
        bytes(slice).appendUnescaped(to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Appends the text of a string as UTF-8, escapes resolved.
    @inlinable
    public func append(_ slice: Slice, to buffer: inout [UInt8]) {
        if slice.escaped { return bytes(slice).appendUnescaped(to: &buffer) }
        unsafe bytes(slice).withUnsafeBufferPointer { unsafe buffer.append(contentsOf: $0) }
    }

    /// Whether the text of a string is `text`.
    @inlinable @inline(__always)
    public func equals(_ slice: Slice, _ text: StaticString) -> Bool {
        if slice.escaped { return document.unescaped(slice, equals: text) }
        let count = text.utf8CodeUnitCount
        guard slice.count == count, slice.start <= document.count &- count else { return false }
        let other = unsafe UnsafeRawPointer(text.utf8Start)
        if count >= 8 {
            var index = 0
            while index < count &- 8 {
                guard unsafe document.word(at: slice.start &+ index) == other.word(at: index) else {
                    return false
                }
                index &+= 8
            }
            return unsafe document.word(at: slice.start &+ count &- 8) == other.word(at: count &- 8)
        }
        for index in 0..<count {
            guard
                unsafe document.byte(at: slice.start &+ index)
                    == other.load(fromByteOffset: index, as: UInt8.self)
            else { return false }
        }
        return true
    }
}

extension Span<UInt8> {
    @usableFromInline @inline(never)
    func unescaped(_ slice: Slice, equals text: StaticString) -> Bool {
        Reader(self).text(slice) == text.description
    }
}

extension UnsafeRawPointer {
    @inlinable @inline(__always)
    func word(at offset: Int) -> UInt64 {
        unsafe UInt64(littleEndian: loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
}
