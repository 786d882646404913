import Compute

/// Consume, decode, look up, encode, produce, upsert, by the plainest means, in a process of its
/// own. As compute does, it commits when what it has produced is acknowledged.
enum BareKafkaLoop {
    /// Before the arguments by which a process of its own is told what to do.
    static let argument = "kafka-bare"

    /// Servers, topic to read, topic to write, how many reports.
    static func run(_ arguments: [String]) throws {
        guard arguments.count == 4, let reports = Int(arguments[3]) else {
            preconditionFailure("\(arguments)")
        }
        let folder = try TemporaryFolder()
        var run = try BareRun.make(folder.path + "/bare.sqlite")
        // Before the reports stand the log's own record and a definition.
        let reader = BareReader(arguments[0], arguments[1], atOnce: 5_000, from: 2)
        // It sends what is full, and otherwise when flushed; with less, it would ask all the time.
        let appender = BareAppender(arguments[0], arguments[2], lingerMilliseconds: 1000)
        var (read, committed) = (0, 0)
        while read < reports {
            reader.forEach { value, offset in
                let (key, event) = run.take(value, at: offset)
                appender.add(key: key, event)
                read += 1
            }
            appender.send()
            run.sent()
            appender.wait(until: 20_000)
            if read - committed >= PartitionHeart.recordsPerCommit || read == reports {
                appender.flush()
                try run.commit()
                committed = read
            }
        }
    }
}
