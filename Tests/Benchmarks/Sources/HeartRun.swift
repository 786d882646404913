import Compute
import Log
import Messages
import Store

/// The heart, with an answer to each thing it wants.
struct HeartRun: ~Copyable {
    private var heart = PartitionHeart(log: BenchPartition.log, partition: 0)
    private let file: PartitionFile
    private var outcomes: Int64 = 0
    private var read = 0

    /// For a partition of so many records, with its file at `path`.
    init(records: Int, _ path: String) throws {
        file = try PartitionFile(path: path)
        let state = PartitionState(log: BenchPartition.log, partition: 0)
        perform(heart.take(nil, state, Evidence(updates: 0..<Int64(records))))
    }

    mutating func fold(_ record: borrowing Record) {
        heart.fold(record)
        read += 1
        if read % 1_000 == 0 { perform(heart.flush()) }
    }

    mutating func finish() {
        perform(heart.flush())
        perform(heart.rest())
        precondition(heart.next == read && heart.uncommitted == 0)
    }

    private mutating func perform(_ actions: [Action]) {
        for action in actions {
            switch action {
            case .start: break
            case .append(let id, let batch):
                let end = outcomes + Int64(batch.count)
                let offsets = Array(outcomes..<end)
                outcomes = end
                perform(heart.appended(id, .success(offsets)))
            case .commit(let rows):
                do throws(StoreError) {
                    try file.write(rows)
                } catch { preconditionFailure("\(error)") }
                perform(heart.committed())
            case .retake, .rebuild, .halt: preconditionFailure("\(action)")
            }
        }
    }
}
