internal import JSON
internal import Log
internal import Messages

/// The events of one partition of outcomes or catalogue in their order, each once: what is not
/// above the highest (offset, n) so far is a copy, as for every reader.
struct RecordedEvents {
    private let source: LogSource
    private let partition: Partition
    private var page: LogBrowser.Page
    private var index = 0
    private var highest: OutcomePosition?

    init(of partition: Partition, _ source: LogSource) throws(Failure) {
        self.source = source
        self.partition = partition
        page = try source.page(partition, from: 0)
    }

    /// Nil at the end.
    mutating func next() throws(Failure) -> StoredRecord? {
        while true {
            while index < page.records.count {
                defer { index += 1 }
                let record = page.records[index]
                guard let position = Self.position(of: record) else { return record }
                if let highest, position <= highest { continue }
                highest = position
                return record
            }
            guard page.next < page.end else { return nil }
            page = try source.page(partition, from: page.next)
            index = 0
        }
    }

    private static func position(of record: StoredRecord) -> OutcomePosition? {
        guard let event = try? Value(record.value.span) else { return nil }
        return event["id"]?.string.flatMap { EventID($0) }?.position
    }
}
