internal import Log
public import Messages
internal import Glibc
internal import Store

/// What a compute that does not run has committed of a partition: the rows of its file.
public struct KeptState: Sendable {
    struct Row: Hashable, Sendable {
        let table: Rows.Table
        let id: Int
    }
    /// Its file.
    public let path: String
    /// The offset of the update that is to be folded next.
    public let next: Int64
    let checkpoint: Checkpoint
    let rows: [Row: [UInt8]]

    /// The partition's states in `compute-0`, `compute-1`, … of `directory`, what reaches least far
    /// first: whoever owned it once has one. Those that a compute holds are left out.
    ///
    /// Throws, in words for a person, when a file is damaged or another log's.
    public static func all(
        of partition: Int32, _ log: LogID, in directory: String
    ) throws(KeptStateError) -> [KeptState] {
        var states: [KeptState] = []
        var slot = 0
        while true {
            let folder = "\(directory)/compute-\(slot)"
            guard unsafe access(folder, F_OK) == 0 else {
                return states.sorted { $0.next < $1.next }
            }
            let path = PartitionFile.path(in: folder, partition: partition)
            if unsafe access(path, F_OK) == 0, let state = try KeptState(path, log) {
                states.append(state)
            }
            slot += 1
        }
    }

    private init?(_ path: String, _ log: LogID) throws(KeptStateError) {
        do throws(StoreError) {
            let file = try PartitionFile(path: path)
            var rows: [Row: [UInt8]] = [:]
            do throws(PartitionFile.Fault) {
                guard let checkpoint = try file.checkpoint() else { return nil }
                guard checkpoint.log == log else {
                    throw .damaged("\(path) belongs to log \(checkpoint.log.text)")
                }
                for table in Rows.Table.allCases where table != .checkpoint {
                    try file.forEachRow(of: table) { id, row throws(RowFault) in
                        rows[Row(table: table, id: id)] = row.copied
                    }
                }
                self.path = path
                self.checkpoint = checkpoint
                next = checkpoint.next
                self.rows = rows
            } catch {
                switch error {
                case .damaged(let cause): throw .corrupt(cause)
                case .store(let error): throw error
                }
            }
        } catch .busy {
            return nil
        } catch {
            throw KeptStateError(description: error.description)
        }
    }
}

/// Why what was committed cannot be read.
public struct KeptStateError: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String
}
