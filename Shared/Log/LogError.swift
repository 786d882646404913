/// What a log cannot do, and what the caller does next.
public enum LogError: Error, Hashable, Sendable {
    /// Nobody answers. For an append: it may or may not be on the log; append again under the
    /// same identity. For a read: poll again, the log resumes by itself.
    case unavailable(String)
    /// The bounded buffer is full: nothing was taken; try again later.
    case full
    /// A record is over the limit: it can never be appended.
    case tooLarge(bytes: Int, limit: Int)
    /// A position lies outside of what the log holds: records that were acknowledged are gone, or
    /// it is another log's position. Stop this partition; a person must look.
    case outOfRange(Partition, wanted: Int64, held: Range<Int64>)
    /// The medium has no room: nothing was taken; wait and try again.
    case diskFull
    /// The log is held by another process, or is none of ours, or is damaged. Do not start.
    case unusable(String)
    /// The log was closed by this process.
    case closed
}

extension LogError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unavailable(let reason): "the log is not available: \(reason)"
        case .full: "the log's buffer is full; try again later"
        case .tooLarge(let bytes, let limit):
            "a record of \(bytes) bytes is over the log's limit of \(limit)"
        case .outOfRange(let partition, let wanted, let held):
            "position \(wanted) of \(partition) is not on the log, which holds "
                + "\(held.lowerBound) up to \(held.upperBound): the log lost records, "
                + "or the position belongs to another log"
        case .diskFull: "the disk is full; free room and the log goes on"
        case .unusable(let reason): "the log cannot be used: \(reason)"
        case .closed: "the log is closed"
        }
    }
}
