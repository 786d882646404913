import Compute
import Log
import Messages
import Support
import Time

/// What a fold of some records has put on the three topics.
struct Folded {
    var outcomes: [[UInt8]] = []
    var answers: [[UInt8]] = []
    var rejects: [Reject] = []

    static let log = LogID(0x3f9c_2a71)

    /// Folds `records` as one partition, record by record.
    init(
        _ records: [[UInt8]], log: LogID = Folded.log, partition: Int32 = 5,
        after highWater: HighWater = HighWater(), sweepLimit: Int = 100
    ) throws {
        var state = PartitionState(log: log, partition: partition)
        var report = RawReport()
        var emission = Emission(log: log, partition: partition, after: highWater)
        let key = Array("key".utf8)
        for (offset, value) in records.enumerated() {
            let record = Record(offset: Int64(offset), key: key.span, value: value.span)
            try state.fold(record, using: &report, into: &emission)
            while state.isSweeping { state.proceed(limit: sweepLimit, into: &emission) }
        }
        try take(emission.events)
        try take(emission.rejects)
    }

    var events: [OutcomeEvent] {
        get throws { try outcomes.map { try OutcomeEvent(decoding: $0.span) } }
    }

    private mutating func take(_ batch: Batch) throws {
        try batch.forEach { partition, record throws(ValidationError) in
            switch partition.topic {
            case .outcomes: outcomes.append(record.value.copied)
            case .catalogue: answers.append(record.value.copied)
            default: rejects.append(try Reject(decoding: record.value))
            }
        }
    }
}

extension WorldGenerator.Item {
    /// The record's value.
    var bytes: [UInt8] {
        switch self {
        case .garbage(let bytes): bytes
        case .event(let event): event.bytes
        }
    }
}
