import Compute
import Log
import Messages
import Support

/// What compute's fold makes of a partition, by itself: no log, no files.
struct Folded: ~Copyable {
    private(set) var said = Said()
    private(set) var state: PartitionState

    init(_ values: [[UInt8]], log: LogID, partition: Int32) {
        state = PartitionState(log: log, partition: partition)
        var report = RawReport()
        var emission = Emission(log: log, partition: partition, after: HighWater())
        for (offset, value) in values.enumerated() {
            let record = Record(offset: Int64(offset), key: value.span, value: value.span)
            try? state.fold(record, using: &report, into: &emission)
            while state.isSweeping { state.proceed(limit: 3, into: &emission) }
        }
        take(emission.events)
        take(emission.rejects)
    }

    private mutating func take(_ batch: Batch) {
        batch.forEach { partition, record in said.add(record.value, on: partition.topic) }
    }
}
