internal import Log
internal import Messages

/// The batches of one partition on their way to the log, in order.
///
/// A batch of rejects goes before the events that were emitted with it, and those wait until it is
/// acknowledged: an event on the log says that no reject before it is missing, also when the
/// rejects themselves have expired.
struct Outbox {
    private struct Item {
        let id: BatchID
        let batch: Batch
        let isRejects: Bool
        let last: Emission.Last
        var isSent = false
        var isAcknowledged = false
    }
    private var items: [Item] = []
    private var nextID = 0
    /// The last events that the log acknowledged.
    private(set) var outcome: Checkpoint.Acknowledged?
    private(set) var answer: Checkpoint.Acknowledged?

    init(after checkpoint: Checkpoint?, firstID: BatchID) {
        outcome = checkpoint?.outcome
        answer = checkpoint?.answer
        nextID = firstID
    }

    var isEmpty: Bool { items.isEmpty }
    /// Of all that is not acknowledged.
    var byteCount: Int { items.reduce(0) { $0 + $1.batch.byteCount } }
    /// The id that the next batch will have.
    var freeID: BatchID { nextID }

    func contains(_ id: BatchID) -> Bool { items.contains { $0.id == id } }

    /// A number for a batch that goes its own way.
    mutating func takeID() -> BatchID {
        defer { nextID += 1 }
        return nextID
    }

    mutating func add(_ batch: Batch, isRejects: Bool, last: Emission.Last = Emission.Last()) {
        guard !batch.isEmpty else { return }
        items.append(Item(id: nextID, batch: batch, isRejects: isRejects, last: last))
        nextID += 1
    }

    /// The batches that may be appended now and were not yet.
    mutating func toSend() -> [(id: BatchID, batch: Batch)] {
        var sent: [(BatchID, Batch)] = []
        for index in items.indices {
            if !items[index].isSent {
                items[index].isSent = true
                sent.append((items[index].id, items[index].batch))
            }
            if items[index].isRejects, !items[index].isAcknowledged { break }
        }
        return sent
    }

    /// Takes an acknowledgement, with the records' offsets; false when it is of none of these.
    mutating func acknowledge(_ id: BatchID, _ offsets: [Int64]) -> Bool {
        guard let index = items.firstIndex(where: { $0.id == id }) else { return false }
        items[index].isAcknowledged = true
        if let placed = items[index].last.outcome {
            outcome = later(outcome, placed, offsets)
        }
        if let placed = items[index].last.answer {
            answer = later(answer, placed, offsets)
        }
        while items.first?.isAcknowledged == true { items.removeFirst() }
        return true
    }

    private func later(
        _ known: Checkpoint.Acknowledged?, _ placed: Emission.Placed, _ offsets: [Int64]
    ) -> Checkpoint.Acknowledged? {
        if let known, known.position >= placed.position { return known }
        return Checkpoint.Acknowledged(
            position: placed.position, offset: offsets[placed.indexInBatch])
    }
}
