/// How severe a log line is.
public enum LogLevel: String, CaseIterable, Comparable, Sendable {
    /// For who looks for a fault.
    case debug
    /// What happens in a healthy service, rarely enough to be read.
    case info
    /// Handled here, but someone should know.
    case warning
    /// A person must act.
    case error

    public static func < (one: LogLevel, other: LogLevel) -> Bool { one.rank < other.rank }

    private var rank: Int {
        switch self {
        case .debug: 0
        case .info: 1
        case .warning: 2
        case .error: 3
        }
    }
}

/// How log lines are written.
public enum LogFormat: Sendable {
    /// For people; coloured only where a terminal shows it.
    case text(coloured: Bool)
    /// One JSON object a line, for machines.
    case json
}
