/// Reads a JSON document (RFC 8259) in one pass, value by value, as the caller asks for them.
/// Nothing is copied or allocated; the document is checked as far as it is read.
///
/// ```swift
/// var reader = Reader(document)
/// try reader.beginObject()
/// while let name = try reader.nextMember() {
///     if reader.equals(name, "value") { value = try reader.number() } else { try reader.skip() }
/// }
/// try reader.finish()
/// ```
///
/// After `nextMember` gave a name, and after `nextElement` gave true, exactly one value is to be
/// read or skipped. Where RFC 8259 leaves the choice: a byte order mark, a surrogate without its
/// other half, a number beyond a double's range and a 65th level are at fault; a number too near
/// to 0 is 0; names that come twice are given twice, and what that means is the caller's.
public struct Reader: ~Escapable {
    /// Objects and arrays in one another; a document that goes deeper is at fault.
    public static var maximumDepth: Int { 64 }

    @usableFromInline let document: Span<UInt8>
    /// The byte that is read next. After `nextMember`, `nextElement` and `kind` it is the first
    /// byte of the next value: the place to report should that value be no good.
    @inlinable public var offset: Int { position }
    @usableFromInline var position = 0
    @usableFromInline var depth = 0
    /// An object or array was opened and nothing in it read: no comma comes before what follows.
    @usableFromInline var atFirst = false

    @inlinable
    @_lifetime(copy bytes)
    public init(_ bytes: Span<UInt8>) { document = bytes }

    /// What the next value is, without reading it.
    @inlinable @inline(__always)
    public mutating func kind() throws(JSONError) -> Kind {
        guard let kind = Kind(firstByte: try peek(.value)) else { throw fault(.value) }
        return kind
    }

    /// Reads past the `{` of an object.
    @inlinable @inline(__always)
    public mutating func beginObject() throws(JSONError) { try open(Byte.openBrace, .object) }

    /// Reads the next member's name and the colon after it; nil past the object's `}`.
    @inlinable @inline(__always)
    public mutating func nextMember() throws(JSONError) -> Slice? {
        var byte = try peek(atFirst ? .name : .commaOrEndOfObject)
        if byte == Byte.closeBrace {
            close()
            return nil
        }
        if atFirst {
            atFirst = false
        } else {
            guard byte == Byte.comma else { throw fault(.commaOrEndOfObject) }
            position &+= 1
            byte = try peek(.name)
        }
        guard byte == Byte.quote else { throw fault(.name) }
        let name = try content()
        guard try peek(.colon) == Byte.colon else { throw fault(.colon) }
        position &+= 1
        _ = try peek(.value)
        return name
    }

    /// Reads past the `[` of an array.
    @inlinable @inline(__always)
    public mutating func beginArray() throws(JSONError) { try open(Byte.openBracket, .array) }

    /// Whether another element follows; false past the array's `]`.
    @inlinable @inline(__always)
    public mutating func nextElement() throws(JSONError) -> Bool {
        let byte = try peek(atFirst ? .value : .commaOrEndOfArray)
        if byte == Byte.closeBracket {
            close()
            return false
        }
        if atFirst {
            atFirst = false
        } else {
            guard byte == Byte.comma else { throw fault(.commaOrEndOfArray) }
            position &+= 1
            _ = try peek(.value)
        }
        return true
    }

    /// Only white space may follow.
    @inlinable @inline(__always)
    public mutating func finish() throws(JSONError) {
        position = document.endOfWhiteSpace(from: position)
        guard position == document.count else { throw fault(.end) }
    }
}

extension Reader {
    /// The next byte that is not white space, not yet read.
    @inlinable @inline(__always)
    mutating func peek(_ expectation: Expectation) throws(JSONError) -> UInt8 {
        if position < document.count {
            let byte = document.byte(at: position)
            if byte > Byte.space { return byte }
        }
        position = document.endOfWhiteSpace(from: position)
        guard position < document.count else { throw fault(expectation) }
        return document.byte(at: position)
    }

    /// The fault that something else than `expectation` is read next.
    @inlinable @inline(__always)
    func fault(_ expectation: Expectation) -> JSONError {
        document.fault(expectation, at: position)
    }

    @inlinable @inline(__always)
    mutating func open(_ bracket: UInt8, _ expectation: Expectation) throws(JSONError) {
        guard try peek(expectation) == bracket else { throw fault(expectation) }
        guard depth < Self.maximumDepth else { throw fault(.shallow) }
        position &+= 1
        depth &+= 1
        atFirst = true
    }

    @inlinable @inline(__always)
    mutating func close() {
        position &+= 1
        depth &-= 1
        atFirst = false
    }
}
