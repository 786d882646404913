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

extension StoredRecord {
    /// As notify reads it from a partition of outcomes.
    func outcome(_ partition: Int32) -> OutcomeRecord {
        OutcomeRecord(Record(offset: offset, key: key.span, value: value.span), in: partition)
    }
}
