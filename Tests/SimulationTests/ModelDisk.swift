import Compute
import Log
import Messages
import Support

/// The partition files of one process, in memory: a commit is written as a whole or not at all.
final class ModelDisk {
    private typealias Table = [Int: [UInt8]]
    private struct File {
        var tables: [Rows.Table: Table] = [:]
    }

    /// What a partition is begun with.
    struct Content: ~Copyable {
        let checkpoint: Checkpoint?
        let state: PartitionState
    }

    private var files: [Int32: File] = [:]
    /// As they were before the last commit: what a power cut may bring back.
    private var older: [Int32: File] = [:]
    var isFull = false

    /// False when there is no room: nothing was changed.
    func write(_ rows: Rows, to partition: Int32) -> Bool {
        guard !isFull else { return false }
        older[partition] = files[partition]
        var file = files[partition] ?? File()
        rows.forEach { table, id, row in file.tables[table, default: [:]][id] = row.copied }
        files[partition] = file
        return true
    }

    func remove(_ partition: Int32) { files[partition] = nil }

    /// The last commit is undone, as a power cut may do with one that was not synchronised.
    func undo(_ partition: Int32) { files[partition] = older[partition] }

    /// One bit of one row turns.
    func corrupt(_ partition: Int32, _ random: inout SplitMix64) {
        guard let file = files[partition] else { return }
        let table = random.pick(Rows.Table.allCases.filter { file.tables[$0]?.isEmpty == false })
        let id = random.pick(file.tables[table, default: [:]].keys.sorted())
        guard var row = file.tables[table]?[id], !row.isEmpty else { return }
        row[random.below(row.count)] ^= 1 << UInt8(random.below(8))
        files[partition]?.tables[table]?[id] = row
    }

    /// Another partition's file lies where this one's was.
    func swap(_ one: Int32, _ other: Int32) {
        (files[one], files[other]) = (files[other], files[one])
    }

    /// As `Shelf` opens a file: one that is damaged, or another partition's, is as good as none.
    func open(_ log: LogID, _ partition: Int32) -> Content {
        if let file = files[partition], let row = file.tables[.checkpoint]?[0],
            let checkpoint = try? Checkpoint(row: row.span), checkpoint.partition == partition,
            let state = try? load(file, log, partition)
        {
            return Content(checkpoint: checkpoint, state: state)
        }
        remove(partition)
        return Content(checkpoint: nil, state: PartitionState(log: log, partition: partition))
    }

    private func load(
        _ file: File, _ log: LogID, _ partition: Int32
    ) throws(RowFault) -> PartitionState {
        var state = PartitionState(log: log, partition: partition)
        for table in Rows.Table.allCases {
            for (id, row) in file.tables[table, default: [:]].sorted(by: { $0.key < $1.key }) {
                try state.load(table, id, row.span)
            }
        }
        return state
    }
}
