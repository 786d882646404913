internal import CRdkafka
internal import Log
internal import Synchronization

/// One batch on its way: what is still to be reported of it, and to whom.
///
/// Each record carries the address of its own slot, by which the report finds it. librdkafka reads
/// the values where they lie in the batch, until the last record is reported.
///
/// Safe: a slot leaves only through librdkafka, which gives it back once. To share: it is written
/// once, by whoever reports it, before `remaining` is counted down; who counts to zero reads all.
@safe final class PendingAppend: @unchecked Sendable {
    @safe struct Slot {
        fileprivate let owner: Unmanaged<PendingAppend>
        /// Where the record goes.
        let partition: Partition
        /// Where the record stands; nil: it may be on the log, or not.
        var offset: Int64?

        var append: PendingAppend { unsafe owner._withUnsafeGuaranteedRef { $0 } }

        /// What a record has carried through librdkafka.
        static func of(_ opaque: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<Slot>? {
            unsafe opaque?.assumingMemoryBound(to: Slot.self)
        }
    }
    let batch: Batch
    /// With what librdkafka needs beside the bytes.
    var memoryBytes: Int { batch.byteCount + batch.count * 128 }
    private let slots: UnsafeMutableBufferPointer<Slot>
    private let remaining: Atomic<Int>
    private let failure = Mutex<LogError?>(nil)
    private let acknowledged: @Sendable (Result<[Int64], LogError>) -> Void

    init(
        _ batch: Batch,
        _ acknowledged: @escaping @Sendable (Result<[Int64], LogError>) -> Void
    ) {
        self.batch = batch
        self.acknowledged = acknowledged
        remaining = Atomic(batch.count)
        unsafe slots = .allocate(capacity: batch.count)
        // Retained until the last record is reported.
        let owner = unsafe Unmanaged.passRetained(self)
        batch.forEach { partition, record in
            let slot = unsafe Slot(owner: owner, partition: partition, offset: nil)
            unsafe slots.initializeElement(at: Int(record.offset), to: slot)
        }
    }

    deinit { unsafe slots.deallocate() }

    /// What the record at `index` carries through librdkafka.
    func opaque(at index: Int) -> UnsafeMutableRawPointer? {
        unsafe UnsafeMutableRawPointer(slots.baseAddress.map { unsafe $0 + index })
    }

    /// Why records are not known to be on the log; the first reason stands.
    func fail(_ error: LogError) { failure.withLock { $0 = $0 ?? error } }

    /// Counts down by the reports of `count` records; true: those were the last.
    func reported(_ count: Int) -> Bool {
        remaining.subtract(count, ordering: .acquiringAndReleasing).newValue == 0
    }

    /// Tells the caller, after the last report. Gives up what the slots retained.
    func answer() {
        let answer: Result<[Int64], LogError>
        if let error = failure.withLock({ $0 }) {
            answer = .failure(error)
        } else {
            answer = .success(unsafe slots.compactMap { $0.offset })
        }
        let owner = unsafe slots[0].owner
        acknowledged(answer)
        unsafe owner.release()
    }
}

/// Owns the room to hand the records of one partition to librdkafka in one call.
///
/// Safe: keys are copied, and the values that are pointed to are those of batches that are kept
/// until their records are reported.
@safe struct MessageRow: ~Copyable {
    private var messages: [rd_kafka_message_t] = unsafe []

    /// Hands all of `pieces` over, and returns those that were not taken, with the reason.
    mutating func produce(
        _ pieces: [Lanes.Piece], to topic: OpaquePointer, _ partition: Int32
    ) -> [(opaque: UnsafeMutableRawPointer?, code: rd_kafka_resp_err_t)] {
        for piece in pieces {
            piece.append.batch.forEach(in: piece.indices) { _, record in
                unsafe add(record, opaque: piece.append.opaque(at: Int(record.offset)))
            }
        }
        return unsafe withExtendedLifetime(pieces) { unsafe produce(to: topic, partition) }
    }

    private mutating func add(_ record: borrowing Record, opaque: UnsafeMutableRawPointer?) {
        var message = unsafe rd_kafka_message_t()
        unsafe record.key.withUnsafeBufferPointer { key in
            unsafe message.key = UnsafeMutableRawPointer(mutating: key.baseAddress)
            unsafe message.key_len = key.count
        }
        unsafe record.value.withUnsafeBufferPointer { value in
            // A record without a value is none of zero bytes: it deletes its key.
            unsafe message.payload =
                value.isEmpty ? nil : UnsafeMutableRawPointer(mutating: value.baseAddress)
            unsafe message.len = value.count
        }
        unsafe message._private = opaque
        unsafe messages.append(message)
    }

    private mutating func produce(
        to topic: OpaquePointer, _ partition: Int32
    ) -> [(opaque: UnsafeMutableRawPointer?, code: rd_kafka_resp_err_t)] {
        let count = unsafe messages.count
        let taken = unsafe messages.withUnsafeMutableBufferPointer { row in
            unsafe rd_kafka_produce_batch(
                topic, partition, 0, row.baseAddress, Int32(count))
        }
        defer { unsafe messages.removeAll(keepingCapacity: true) }
        guard taken < count else { return unsafe [] }
        return unsafe messages.filter { unsafe $0.err != RD_KAFKA_RESP_ERR_NO_ERROR }.map {
            unsafe (opaque: $0._private, code: $0.err)
        }
    }
}
