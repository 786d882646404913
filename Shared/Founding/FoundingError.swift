public import Log

/// Why a log cannot be served, and what the caller does next.
public enum FoundingError: Error, Hashable, Sendable {
    /// The log did not answer or cannot be used; what to do says the error itself. `unavailable`,
    /// `full` and `diskFull` pass: found again later.
    case log(LogError)
    /// The log's first record is something else: it is another system's. Do not start.
    case foreign
    /// The topics have another number of partitions than the log was made with. Do not start: keys
    /// would be looked for in the wrong places.
    case repartitioned(stated: Int32, held: Int32)
}

extension FoundingError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .log(let error): error.description
        case .foreign:
            "the first record of updates/0 is not peil.log.created.v1: "
                + "these topics belong to another system"
        case .repartitioned(let stated, let held):
            "the log was made with \(stated) partitions and has \(held) now: "
                + "a log's number of partitions never changes"
        }
    }
}
