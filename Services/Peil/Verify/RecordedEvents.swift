internal import Glibc
internal import JSON
internal import Log
internal import Messages

/// The events of one partition of outcomes or catalogue in their order, each once: what is not
/// above the highest (offset, n) so far is a copy, as for every reader.
struct RecordedEvents {
    private let records: RecordStream
    private let isLive: Bool
    private var highest: OutcomePosition?

    /// compute is given so long to append what follows from what is on the log.
    private static let patience = Duration.seconds(20)
    private static let pauseMicroseconds: UInt32 = 100_000

    init(of partition: Partition, _ source: LogSource) {
        records = source.records(of: partition)
        isLive = source.isLive
    }

    /// Nil at the end.
    mutating func next() throws(Failure) -> StoredRecord? {
        while let record = try records.read() {
            guard let position = EventID(of: record)?.position else { return record }
            if let highest, position <= highest { continue }
            highest = position
            return record
        }
        return nil
    }

    /// The same, where one must follow: a compute that runs may be behind for a moment.
    mutating func awaited() throws(Failure) -> StoredRecord? {
        let end = ContinuousClock.now + Self.patience
        while true {
            if let record = try next() { return record }
            guard isLive, ContinuousClock.now < end else { return nil }
            usleep(Self.pauseMicroseconds)
        }
    }
}

extension EventID {
    /// Of the event that the record is; nil where it is none.
    init?(of record: StoredRecord) {
        guard let event = try? Value(record.value.span), let text = event["id"]?.string else {
            return nil
        }
        self.init(text)
    }
}
