import Glibc
import LocalLog
import Log
import Threading

/// `LogWriter DIRECTORY RUN`: appends to a local log until it is killed, and prints each
/// acknowledged record as `partition offset value`, so that a test can look for it afterwards.
@main
enum LogWriter {
    /// Batches on their way at a time: a kill finds some queued, some written, some acknowledged.
    private static let outstanding = 16
    private static let partitions: Int32 = 3

    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3 else { fatalError("LogWriter DIRECTORY RUN") }
        let log = try LocalLog(directory: arguments[1], partitions: partitions)
        let free = Monitor(outstanding)
        for number in 0... {
            free.wait { free -> Void? in
                guard free > 0 else { return nil }
                free -= 1
                return ()
            }
            let partition = Int32(number) % partitions
            let values = (0...number % 4).map { "\(arguments[2])-\(number)-\($0)" }
            var batch = Batch()
            for value in values {
                let bytes = Array(value.utf8)
                try batch.add(
                    to: Partition(.updates, partition), key: bytes.span, value: bytes.span)
            }
            log.append(batch) { result in
                guard let offsets = try? result.get() else { exit(1) }
                let lines = zip(offsets, values).map { "\(partition) \($0) \($1)\n" }
                let text = Array(lines.joined().utf8)
                // Less than PIPE_BUF: a kill leaves whole lines.
                _ = unsafe write(STDOUT_FILENO, text, text.count)
                free.with { $0 += 1 }
            }
        }
    }
}
