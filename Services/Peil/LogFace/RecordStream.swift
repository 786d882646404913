internal import HTTP
internal import JSON
internal import Log

/// The records of one partition in their order, up to its end, from wherever they are read.
final class RecordStream {
    private enum Source {
        case paged(API, Partition)
        case direct(PartitionReader)
    }
    private let source: Source
    private var page: LogBrowser.Page
    private var records: ArraySlice<StoredRecord> = []

    /// Through a `peil up`.
    init(_ compute: API, _ partition: Partition, from start: Int64) {
        source = .paged(compute, partition)
        page = LogBrowser.Page(next: start, end: start)
    }

    init(_ reader: PartitionReader) {
        source = .direct(reader)
        page = LogBrowser.Page(next: reader.next, end: reader.next)
    }

    /// The offset that is read next.
    var next: Int64 {
        switch source {
        case .direct(let reader): reader.next
        case .paged: records.first?.offset ?? page.next
        }
    }

    /// Nil at the partition's end; asked again later, it goes on with what has come meanwhile.
    func read() throws(Failure) -> StoredRecord? {
        switch source {
        case .direct(let reader):
            return try LogSource.reading { () throws(LogError) in try reader.read() }
        case .paged(let compute, let partition):
            while true {
                if let record = records.popFirst() { return record }
                page = try Self.page(compute, partition, from: page.next)
                records = page.records[...]
                if records.isEmpty, page.next >= page.end { return nil }
            }
        }
    }

    private static func page(
        _ compute: API, _ partition: Partition, from start: Int64
    ) throws(Failure) -> LogBrowser.Page {
        let response = try compute.send(
            compute.request(
                .get, "/v1/log/\(partition.topic.rawValue)",
                [("partition", "\(partition.number)"), ("from", "\(start)")]))
        guard response.status == 200 else { throw compute.refusal(response) }
        do throws(JSONError) {
            return try LogBrowser.Page(document: response.body)
        } catch { throw compute.garbled }
    }
}
