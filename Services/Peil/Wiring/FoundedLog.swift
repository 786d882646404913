internal import Founding
internal import LocalLog
internal import Log
internal import Settings

/// A log that is open, with its identity: what services stand on.
struct FoundedLog: Sendable {
    let log: any Log
    let identity: LogIdentity

    /// Opens the log that the settings name; whoever comes first founds it. Blocks until the log
    /// has answered.
    init(_ settings: Settings) throws(FoundingError) {
        do throws(LogError) { log = try openLog(settings) } catch { throw .log(error) }
        identity = try found(log)
    }
}

/// The log that the settings name.
func openLog(_ settings: Settings) throws(LogError) -> any Log {
    try LocalLog(
        directory: settings.dataDirectory, partitions: Int32(settings.topicsPartitions))
}
