/// One record as it is read: its bytes are borrowed from the batch it came in.
public struct Record: ~Escapable {
    /// Dense within a partition, from 0. A hole is a record of others, or one compacted away.
    public let offset: Int64
    public let key: Span<UInt8>
    /// Empty where the record deletes its key.
    public let value: Span<UInt8>

    @_lifetime(copy key, copy value)
    public init(offset: Int64, key: Span<UInt8>, value: Span<UInt8>) {
        self.offset = offset
        self.key = key
        self.value = value
    }
}

/// One record that owns its bytes.
public struct StoredRecord: Hashable, Sendable {
    public let offset: Int64
    public let key: [UInt8]
    /// Empty where the record deletes its key.
    public let value: [UInt8]

    public init(offset: Int64, key: [UInt8], value: [UInt8]) {
        self.offset = offset
        self.key = key
        self.value = value
    }

    public init(_ record: borrowing Record) {
        offset = record.offset
        key = record.key.copied
        value = record.value.copied
    }
}

extension Span<UInt8> {
    /// An array of the same bytes.
    public var copied: [UInt8] {
        unsafe withUnsafeBufferPointer { unsafe Array($0) }
    }
}
