internal import Founding
internal import KafkaLog
internal import Log

/// A log with its identity: what services stand on.
struct FoundedLog: Sendable {
    let log: any Log
    let identity: LogIdentity

    /// Whoever comes first makes the topics and founds the log. Blocks until it has answered.
    init(_ log: any Log) throws(FoundingError) {
        if let kafka = log as? KafkaLog {
            do throws(LogError) { try kafka.prepareTopics() } catch { throw .log(error) }
        }
        identity = try found(log)
        self.log = log
    }
}
