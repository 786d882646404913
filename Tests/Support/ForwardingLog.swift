public import Log

/// A log around another, to which it hands on all that it does not do itself.
public protocol ForwardingLog: Log {
    var log: any Log { get }
}

extension ForwardingLog {
    public var partitionCount: Int32 { log.partitionCount }

    public func reader() throws(LogError) -> any Consumer { try log.reader() }

    public func member(of group: String, on topic: Topic) throws(LogError) -> any Consumer {
        try log.member(of: group, on: topic)
    }

    public func bounds(of partition: Partition) throws(LogError) -> Range<Int64> {
        try log.bounds(of: partition)
    }

    public func record(
        at offset: Int64, of partition: Partition
    ) throws(LogError) -> StoredRecord? {
        try log.record(at: offset, of: partition)
    }

    public func lastRecord(of partition: Partition) throws(LogError) -> StoredRecord? {
        try log.lastRecord(of: partition)
    }

    public func close() { log.close() }
}
