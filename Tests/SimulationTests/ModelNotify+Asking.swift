import JSON
import Log
import Messages
import Support

@testable import Notify

extension ModelNotify {
    /// Puts on the log what a subscriber asked of this instance; without a record, that nothing
    /// stands under this key any more.
    func append(_ key: SubscriptionRecord.Key, _ record: SubscriptionRecord?) {
        let id =
            switch key {
            case .subscription(let id), .command(let id, _): id
            }
        var writer = Writer()
        record?.encode(into: &writer)
        let partition = Partition(.subscriptions, ModelLog.home(of: id, connection.partitionCount))
        let (name, value) = (Array(key.text.utf8), writer.take())
        var batch = Batch()
        try? batch.add(to: partition, key: name.span, value: value.span)
        connection.append(batch) { _ in }
    }
}

extension ModelLog {
    /// As notify's fetcher answers; a page holds no more than so many records.
    func answer(to request: LogFetcher.Request, atMost limit: Int) -> Heart.Event {
        switch request {
        case .end(let request):
            return .ended(
                request, at: bounds(of: Partition(.outcomes, request.partition)).upperBound)
        case .event(let request):
            let outcomes = Partition(.outcomes, request.event.cause.partition)
            return .fetched(request, record(at: request.offset, of: outcomes)?.value)
        case .page(let request):
            let outcomes = Partition(.outcomes, request.partition)
            let end = min(bounds(of: outcomes).upperBound, request.from + Int64(limit))
            let page = records(in: request.from..<end, of: outcomes)
                .map { $0.outcome(request.partition) }
            return .page(request, page, next: (page.last?.offset ?? request.from - 1) + 1)
        }
    }
}

extension StoredRecord {
    /// As notify reads it from a partition of outcomes.
    func outcome(_ partition: Int32) -> OutcomeRecord {
        OutcomeRecord(Record(offset: offset, key: key.span, value: value.span), in: partition)
    }
}
