internal import Glibc
internal import Messages
internal import Store

/// The partition files of one process, in its slot directory.
struct Shelf {
    let directory: String

    /// What a partition is begun with.
    struct Content: ~Copyable {
        let file: PartitionFile
        /// Nil: nothing was committed yet.
        let checkpoint: Checkpoint?
        let state: PartitionState
        /// Why the file that was there before was moved aside, and its new name.
        let quarantined: String?
    }

    /// Opens a partition's file. One that is damaged is moved aside and a new one begun.
    func open(_ log: LogID, partition: Int32) throws(StoreError) -> Content {
        let path = PartitionFile.path(in: directory, partition: partition)
        var quarantined: String?
        do throws(PartitionFile.Fault) {
            return try read(path, log, partition, quarantined: nil)
        } catch {
            switch error {
            case .store(let error): throw error
            case .damaged(let cause):
                quarantined = try quarantine(partition: partition, cause)
            }
        }
        do throws(PartitionFile.Fault) {
            return try read(path, log, partition, quarantined: quarantined)
        } catch {
            switch error {
            case .store(let error): throw error
            case .damaged(let cause): throw .failed("a file that was just made: \(cause)")
            }
        }
    }

    /// Moves a partition's file aside, which is closed; tells why, and under which name it is now.
    func quarantine(partition: Int32, _ cause: String) throws(StoreError) -> String {
        let path = PartitionFile.path(in: directory, partition: partition)
        return "\(cause); it is now \(try Quarantine.moveAside(path))"
    }

    private func read(
        _ path: String, _ log: LogID, _ partition: Int32, quarantined: String?
    ) throws(PartitionFile.Fault) -> Content {
        let file: PartitionFile
        do throws(StoreError) {
            file = try PartitionFile(path: path)
        } catch .corrupt(let cause) {
            throw .damaged(cause)
        } catch {
            throw .store(error)
        }
        let checkpoint = try file.checkpoint()
        if let checkpoint, checkpoint.partition != partition {
            throw .damaged("\(path) is the file of partition \(checkpoint.partition)")
        }
        // Another log's is refused by its checkpoint alone.
        let state =
            checkpoint.map { $0.log == log } ?? true
            ? try file.load(log, partition: partition)
            : PartitionState(log: log, partition: partition)
        return Content(
            file: file, checkpoint: checkpoint, state: state, quarantined: quarantined)
    }

    /// Removes a partition's file, which is closed.
    func remove(partition: Int32) {
        let path = PartitionFile.path(in: directory, partition: partition)
        for suffix in ["", "-wal", "-shm"] { unsafe unlink(path + suffix) }
    }
}
