import JSON
import Log
import Messages
import Synchronization
import Threading

/// Answers definitions on the catalogue as compute does, and nothing else.
final class TestCompute: Sendable {
    private let log: any Log
    private let id: LogID
    private let stopping = Atomic(false)
    private let thread = Mutex<Thread?>(nil)

    init(log: any Log, id: LogID) throws {
        self.log = log
        self.id = id
        let consumer = try log.reader()
        let partitions = (0..<log.partitionCount).map { Partition(.updates, $0) }
        try consumer.start(Dictionary(uniqueKeysWithValues: partitions.map { ($0, 0) }))
        thread.withLock { $0 = Thread(name: "compute") { [self] in run(consumer) } }
    }

    func stop() {
        stopping.store(true, ordering: .relaxed)
        thread.withLock { $0.take() }?.join()
    }

    private func run(_ consumer: any Consumer) {
        var state = Definitions()
        while !stopping.load(ordering: .relaxed) {
            var batch = Batch()
            _ = try? consumer.poll(timeoutMilliseconds: 10, limit: 100) { partition, record in
                guard let answer = state.answer(partition.number, record, id) else {
                    return
                }
                var writer = Writer()
                answer.encode(into: &writer)
                let catalogue = Partition(.catalogue, partition.number)
                try? batch.add(to: catalogue, key: record.key, value: writer.bytes)
            }
            if !batch.isEmpty { log.append(batch) { _ in } }
        }
        consumer.close()
    }

    private struct Definitions {
        var indicators: [IndicatorCode: Indicator] = [:]
        var targets: [TargetID: VersionedTarget] = [:]
        var versions: [TargetID: Int] = [:]

        mutating func answer(
            _ partition: Int32, _ record: borrowing Record, _ log: LogID
        ) -> CatalogueAnswer? {
            guard let event = try? UpdateEvent(decoding: record.value),
                let (result, subject) = apply(event.update)
            else { return nil }
            let id = EventID(
                log: log, cause: Coordinate(partition: partition, offset: record.offset),
                index: 0, checksum: Checksum.crc32c(record.value))
            return CatalogueAnswer(
                id: id, time: event.time, traceparent: event.traceparent, result: result,
                subject: subject)
        }

        private mutating func apply(
            _ update: Update
        ) -> (CatalogueAnswer.Result, CatalogueAnswer.Subject)? {
            switch update {
            case .indicatorDefined(let indicator):
                let old = indicators.updateValue(indicator, forKey: indicator.code)
                return (
                    old == indicator ? .unchanged : .applied,
                    .indicator(indicator.code, inForce: indicator)
                )
            case .targetSet(let target): return set(target)
            case .targetWithdrawn(let id):
                let old = targets.removeValue(forKey: id)
                return (old == nil ? .unchanged : .applied, .target(id, inForce: nil))
            case .logCreated, .rulesChanged, .dayPassed, .figuresReported: return nil
            }
        }

        private mutating func set(
            _ target: Target
        ) -> (CatalogueAnswer.Result, CatalogueAnswer.Subject) {
            let old = targets[target.id]
            let errors =
                indicators[target.indicator].map { $0.faults(of: target) }
                ?? [.unknownIndicator(target.indicator, among: [])]
            guard errors.isEmpty else {
                return (.refused(errors), .target(target.id, inForce: old))
            }
            if old?.target == target { return (.unchanged, .target(target.id, inForce: old)) }
            versions[target.id, default: 0] += 1
            let new = VersionedTarget(target, version: versions[target.id, default: 1])
            targets[target.id] = new
            return (.applied, .target(target.id, inForce: new))
        }
    }
}
