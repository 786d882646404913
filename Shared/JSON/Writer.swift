/// Writes one JSON text into a buffer that it keeps for the next. Commas are set by themselves,
/// nothing is indented, and what comes out is always valid UTF-8.
///
/// ```swift
/// var writer = Writer()
/// writer.object {
///     $0.member("area", "NL")
///     $0.name("status")
///     $0.array { $0.string("A") }
/// }
/// send(writer.bytes)
/// ```
///
/// Safe because it alone owns its memory: no pointer leaves it, and `bytes` cannot outlive the
/// borrow. Sendable for the same reason.
@safe
public struct Writer: ~Copyable, @unchecked Sendable {
    @usableFromInline var buffer: UnsafeMutablePointer<UInt8>
    @usableFromInline var capacity: Int
    /// Bytes written.
    @inlinable public var count: Int { written }
    @usableFromInline var written = 0
    /// A value stands before: a comma comes before the next.
    @usableFromInline var followsValue = false

    /// The buffer grows by itself from `capacity` bytes.
    public init(capacity: Int = 1024) {
        self.capacity = max(capacity, 64)
        unsafe buffer = .allocate(capacity: self.capacity)
    }

    deinit { unsafe buffer.deallocate() }

    /// What was written.
    @inlinable public var bytes: Span<UInt8> {
        @_lifetime(borrow self)
        get {
            let bytes = unsafe UnsafeBufferPointer(start: buffer, count: written)
            return unsafe _overrideLifetime(bytes.span, borrowing: self)
        }
    }

    /// Forgets what was written and keeps the buffer.
    @inlinable public mutating func reset() {
        written = 0
        followsValue = false
    }

    /// What was written, as an array of its own; the writer starts anew with the same buffer.
    @inlinable public mutating func take() -> [UInt8] {
        defer { reset() }
        return unsafe Array(UnsafeBufferPointer(start: buffer, count: written))
    }
}

extension Writer {
    /// Writes an object; `members` writes names and values in turn.
    @inlinable @inline(__always)
    public mutating func object<Failure: Error>(
        _ members: (inout Writer) throws(Failure) -> Void
    ) throws(Failure) {
        beginObject()
        try members(&self)
        endObject()
    }

    /// Writes an array; `elements` writes its values.
    @inlinable @inline(__always)
    public mutating func array<Failure: Error>(
        _ elements: (inout Writer) throws(Failure) -> Void
    ) throws(Failure) {
        beginArray()
        try elements(&self)
        endArray()
    }

    /// For an object written in pieces; `object` cannot forget its end.
    @inlinable @inline(__always)
    public mutating func beginObject() { open(Byte.openBrace) }
    @inlinable @inline(__always)
    public mutating func endObject() { close(Byte.closeBrace) }

    /// For an array written in pieces; `array` cannot forget its end.
    @inlinable @inline(__always)
    public mutating func beginArray() { open(Byte.openBracket) }
    @inlinable @inline(__always)
    public mutating func endArray() { close(Byte.closeBracket) }

    /// A member's name, written as it stands: it must hold nothing that JSON escapes.
    @inlinable @inline(__always)
    public mutating func name(_ name: StaticString) {
        let size = name.utf8CodeUnitCount
        reserve(size &+ 4)
        separate()
        put(Byte.quote)
        unsafe put(UnsafeRawPointer(name.utf8Start), count: size)
        put(Byte.quote)
        put(Byte.colon)
        followsValue = false
    }

    /// A member's name that is known only when it is written.
    @inlinable
    public mutating func name(escaping name: Span<UInt8>) {
        string(name)
        endName()
    }

    /// A member's name that is known only when it is written.
    @inlinable
    public mutating func name(escaping name: String) {
        string(name)
        endName()
    }

    /// A whole value that is JSON already, written as it stands.
    @inlinable
    public mutating func raw(_ value: Span<UInt8>) {
        reserve(value.count &+ 1)
        separate()
        unsafe value.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return }
            unsafe put(start, count: bytes.count)
        }
        followsValue = true
    }

    /// `true` or `false`.
    @inlinable
    public mutating func boolean(_ value: Bool) { word(value ? "true" : "false") }

    /// `null`; where a value is absent, leave its member out instead.
    @inlinable
    public mutating func null() { word("null") }
}

extension Writer {
    /// Room for `more` bytes; `put` relies on it.
    @inlinable @inline(__always)
    mutating func reserve(_ more: Int) {
        if written &+ more > capacity { grow(by: more) }
    }

    @usableFromInline @inline(never)
    mutating func grow(by more: Int) {
        let larger = max(capacity * 2, written + more)
        let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        unsafe copy.update(from: buffer, count: written)
        unsafe buffer.deallocate()
        unsafe buffer = copy
        capacity = larger
    }

    @inlinable @inline(__always)
    mutating func put(_ byte: UInt8) {
        unsafe buffer[written] = byte
        written &+= 1
    }

    @inlinable @inline(__always)
    mutating func put(_ start: UnsafeRawPointer, count size: Int) {
        unsafe UnsafeMutableRawPointer(buffer + written).copyMemory(from: start, byteCount: size)
        written &+= size
    }

    @inlinable @inline(__always)
    mutating func separate() {
        if followsValue { put(Byte.comma) }
    }

    @inlinable @inline(__always)
    mutating func open(_ bracket: UInt8) {
        reserve(2)
        separate()
        put(bracket)
        followsValue = false
    }

    @inlinable @inline(__always)
    mutating func close(_ bracket: UInt8) {
        reserve(1)
        put(bracket)
        followsValue = true
    }

    @inlinable @inline(__always)
    mutating func endName() {
        reserve(1)
        put(Byte.colon)
        followsValue = false
    }

    @inlinable @inline(__always)
    mutating func word(_ word: StaticString) {
        reserve(word.utf8CodeUnitCount &+ 1)
        separate()
        unsafe put(UnsafeRawPointer(word.utf8Start), count: word.utf8CodeUnitCount)
        followsValue = true
    }
}
