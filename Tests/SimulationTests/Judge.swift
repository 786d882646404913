import Log
import Messages
import Support

/// Sees every record that lands and knows from the reference what may: the invariants of the proof.
///
/// A reader that keeps the highest (offset, n) it has handled sees exactly what the reference says,
/// each once and in order; and the log itself has no gap.
final class Judge {
    /// How far the outcomes and answers on the log were when a partition was taken.
    struct Floor: Hashable {
        var outcome = 0
        var answer = 0
    }

    /// One partition: what is expected, and how much of it a reader has handled.
    private struct Partitioned {
        var reference: Reference
        var updates: [StoredRecord] = []
        var expected = Said()
        var outcomes: [[UInt8]: Int] = [:]
        var answers: [[UInt8]: Int] = [:]
        var handled = Floor()
        /// Where the last records stand among the expected: a copy may be the last.
        var last = Floor()
        var rejects: Set<[UInt8]> = []
    }

    private var partitions: [Partitioned]
    /// What went wrong first.
    private(set) var violation: String?
    /// A digest of all that landed.
    private(set) var trace = Trace()

    init(log: LogID, partitions: Int) {
        self.partitions = (0..<partitions).map {
            Partitioned(reference: Reference(log: log, partition: Int32($0)))
        }
    }

    func reference(_ partition: Int32) -> Reference { partitions[Int(partition)].reference }
    func floor(_ partition: Int32) -> Floor { partitions[Int(partition)].last }

    func saw(_ partition: Partition, _ record: StoredRecord, floor: Floor?) {
        trace.add(partition.description)
        trace.add(record.value)
        let number = Int(partition.number)
        switch partition.topic {
        case .updates: expect(record, number)
        case .outcomes:
            let index = partitions[number].outcomes[record.value]
            check(index, \.outcome, number, record, floor)
        case .catalogue:
            var said = Said()
            said.add(record.value.span, on: .catalogue)
            check(partitions[number].answers[said.answers[0]], \.answer, number, record, floor)
        default:
            var said = Said()
            said.add(record.value.span, on: .rejects)
            if !partitions[number].expected.rejects.contains(said.rejects[0]) {
                violate("a reject that the reference does not have", record)
            }
            partitions[number].rejects.insert(said.rejects[0])
        }
    }

    private func expect(_ record: StoredRecord, _ number: Int) {
        partitions[number].updates.append(record)
        partitions[number].reference.take(
            ReferenceRecord(offset: record.offset, value: record.value))
        partitions[number].expected.addNew(of: partitions[number].reference)
        let expected = partitions[number].expected
        for index in partitions[number].outcomes.count..<expected.outcomes.count {
            partitions[number].outcomes[expected.outcomes[index]] = index
        }
        for index in partitions[number].answers.count..<expected.answers.count {
            partitions[number].answers[expected.answers[index]] = index
        }
    }

    private func check(
        _ index: Int?, _ topic: WritableKeyPath<Floor, Int>, _ number: Int,
        _ record: StoredRecord, _ floor: Floor?
    ) {
        guard let index else { return violate("an event that the reference does not have", record) }
        let handled = partitions[number].handled[keyPath: topic]
        if index > handled {
            violate("a gap: \(index - handled) events before are missing", record)
        }
        if let floor, index < floor[keyPath: topic] {
            violate("an event that was out when the partition was taken", record)
        }
        partitions[number].handled[keyPath: topic] = max(handled, index + 1)
        partitions[number].last[keyPath: topic] = index + 1
    }

    /// The updates from `offset` on are gone: what is left is all there is.
    func lost(_ partition: Int32, from offset: Int64) {
        let number = Int(partition)
        let left = partitions[number].updates.filter { $0.offset < offset }
        let before = partitions[number]
        partitions[number] = Partitioned(
            reference: Reference(log: Simulation.logID, partition: partition),
            handled: before.handled, last: before.last, rejects: before.rejects)
        for record in left { expect(record, number) }
    }

    /// What is missing when nothing more comes.
    func checkComplete() {
        for (number, partition) in partitions.enumerated() {
            let expected = partition.expected
            if partition.handled.outcome < expected.outcomes.count
                || partition.handled.answer < expected.answers.count
                || !partition.rejects.isSuperset(of: expected.rejects)
            {
                violate(
                    "partition \(number) ended with \(partition.handled.outcome) of "
                        + "\(expected.outcomes.count) outcomes, \(partition.handled.answer) of "
                        + "\(expected.answers.count) answers, \(partition.rejects.count) of "
                        + "\(expected.rejects.count) rejects")
            }
        }
    }

    /// Adds to the trace.
    func note(_ text: String) { trace.add(text) }

    func violate(_ what: String, _ record: StoredRecord? = nil) {
        guard violation == nil else { return }
        let text = record.map { "\n  " + String(decoding: $0.value, as: UTF8.self) } ?? ""
        violation = what + text
    }
}

/// A digest (FNV-1a) of what happened: the same seed has the same.
struct Trace: Hashable {
    private(set) var digest: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }

    mutating func add(_ text: String) { add(text.utf8) }
}
