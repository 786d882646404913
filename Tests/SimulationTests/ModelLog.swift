import Log
import Messages
import Support

/// A log in memory that keeps the seam's promises and no more: what it may do, it does.
///
/// Used by one thread, the simulation's.
final class ModelLog {
    /// By offset; nil is a record of others, which readers do not see.
    private var partitions: [Partition: [StoredRecord?]] = [:]
    /// Nobody answers.
    var isAvailable = true
    /// What looks at every record that lands, with the connection that it came by.
    var witness: (Partition, StoredRecord, ModelConnection?) -> Void = { _, _, _ in }

    func bounds(of partition: Partition) -> Range<Int64> {
        0..<Int64(partitions[partition]?.count ?? 0)
    }

    func record(at offset: Int64, of partition: Partition) -> StoredRecord? {
        guard bounds(of: partition).contains(offset) else { return nil }
        return partitions[partition]?[Int(offset)]
    }

    func lastRecord(of partition: Partition) -> StoredRecord? {
        partitions[partition]?.last { $0 != nil } ?? nil
    }

    /// Those that readers see.
    func records(in range: Range<Int64>, of partition: Partition) -> [StoredRecord] {
        range.compactMap { record(at: $0, of: partition) }
    }

    /// Of each key only the last record stays, and that not where it deletes the key and every
    /// reader has passed it: all stand at `reached` or beyond.
    func compact(_ partition: Partition, reached: Int64) {
        var last: [[UInt8]: Int64] = [:]
        let records = self.records(in: bounds(of: partition), of: partition)
        for record in records { last[record.key] = record.offset }
        for record in records {
            let isGone = record.value.isEmpty && record.offset < reached
            if record.offset != last[record.key] || isGone {
                partitions[partition]?[Int(record.offset)] = nil
            }
        }
    }

    /// Where the records of a subscription stand.
    static func home(of id: SubscriptionID, _ partitionCount: Int32) -> Int32 {
        Partitioner.partition(of: Array(id.text.utf8).span, among: partitionCount)
    }

    @discardableResult
    func write(
        _ key: [UInt8], _ value: [UInt8], to partition: Partition, by connection: ModelConnection?
    ) -> Int64 {
        let record = StoredRecord(
            offset: bounds(of: partition).upperBound, key: key, value: value)
        partitions[partition, default: []].append(record)
        witness(partition, record, connection)
        return record.offset
    }

    /// A control record of others.
    func writeHole(to partition: Partition) { partitions[partition, default: []].append(nil) }

    /// What no log may do, and what must never pass in silence: acknowledged records are gone.
    func loseTail(of partition: Partition, keeping end: Int64) {
        partitions[partition]?.removeSubrange(Int(end)...)
    }
}

/// One owner's way to the log. It outlives its process: what was sent may land after a crash.
///
/// Unchecked because it is used by one thread, the simulation's.
final class ModelConnection: Log, @unchecked Sendable {
    private struct Flight {
        var waiting: [(index: Int, partition: Partition, record: StoredRecord)]
        var offsets: [Int64]
        let acknowledged: @Sendable (Result<[Int64], LogError>) -> Void
    }
    private struct Answer {
        let result: Result<[Int64], LogError>
        let acknowledged: @Sendable (Result<[Int64], LogError>) -> Void
    }

    let partitionCount: Int32
    let log: ModelLog
    /// The planted fault: what was sent behind a failed batch lands all the same.
    let leavesGaps: Bool
    /// How many outcomes and answers were out when the owner took its partition.
    var floor = Judge.Floor()
    private var flights: [Flight] = []
    private var answers: [Answer] = []
    /// A failure was not heard yet: what is appended behind it fails too.
    private var hasFailed = false

    init(to log: ModelLog, partitionCount: Int32, leavesGaps: Bool) {
        self.log = log
        self.partitionCount = partitionCount
        self.leavesGaps = leavesGaps
    }

    var isFlying: Bool { !flights.isEmpty }
    var hasAnswers: Bool { !answers.isEmpty }

    func append(
        _ batch: Batch, _ acknowledged: @escaping @Sendable (Result<[Int64], LogError>) -> Void
    ) {
        guard !batch.isEmpty else {
            return answers.append(Answer(result: .success([]), acknowledged: acknowledged))
        }
        var waiting: [(index: Int, partition: Partition, record: StoredRecord)] = []
        batch.forEach { waiting.append((waiting.count, $0, StoredRecord($1))) }
        let flight = Flight(
            waiting: waiting, offsets: Array(repeating: 0, count: waiting.count),
            acknowledged: acknowledged)
        if hasFailed { answers.append(failure(of: flight)) } else { flights.append(flight) }
    }

    /// One record lands, of any partition that has some in the air: within a partition, what was
    /// sent first lands first.
    func land(_ random: inout SplitMix64) {
        let partitions = flights.flatMap(\.waiting).map(\.partition)
        guard log.isAvailable, !partitions.isEmpty else { return }
        let partition = random.pick(partitions)
        for (number, flight) in flights.enumerated() {
            guard let place = flight.waiting.firstIndex(where: { $0.partition == partition }) else {
                continue
            }
            let landed = flights[number].waiting.remove(at: place)
            flights[number].offsets[landed.index] = log.write(
                landed.record.key, landed.record.value, to: partition, by: self)
            if flights[number].waiting.isEmpty {
                let done = flights.remove(at: number)
                answers.append(
                    Answer(result: .success(done.offsets), acknowledged: done.acknowledged))
            }
            return
        }
    }

    /// The connection breaks: all that is in the air fails, whatever of it has landed.
    func fail() {
        guard !flights.isEmpty else { return }
        let lost = leavesGaps ? [flights.removeFirst()] : flights
        if !leavesGaps { flights = [] }
        answers += lost.map(failure)
        hasFailed = !leavesGaps
    }

    /// The next answer is heard.
    func tell() {
        guard !answers.isEmpty else { return }
        let answer = answers.removeFirst()
        if answers.isEmpty { hasFailed = false }
        answer.acknowledged(answer.result)
    }

    private func failure(of flight: Flight) -> Answer {
        Answer(result: .failure(.unavailable("cut")), acknowledged: flight.acknowledged)
    }
}

// What is read when a partition is taken. Records to fold are handed over by the simulation.
extension ModelConnection {
    func bounds(of partition: Partition) throws(LogError) -> Range<Int64> {
        try checkAvailable()
        return log.bounds(of: partition)
    }

    func record(at offset: Int64, of partition: Partition) throws(LogError) -> StoredRecord? {
        try checkAvailable()
        return log.record(at: offset, of: partition)
    }

    func lastRecord(of partition: Partition) throws(LogError) -> StoredRecord? {
        try checkAvailable()
        return log.lastRecord(of: partition)
    }

    func reader() throws(LogError) -> any Consumer { throw .closed }
    func member(of group: String, on topic: Topic) throws(LogError) -> any Consumer {
        throw .closed
    }
    func close() {}

    private func checkAvailable() throws(LogError) {
        guard log.isAvailable else { throw .unavailable("nobody answers") }
    }
}
