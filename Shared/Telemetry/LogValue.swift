/// What the field of a log line can hold.
public protocol LogValue: Sendable {
    /// Numbers and truth values stand unquoted in JSON.
    var logText: LogText { get }
}

/// A value as text.
public enum LogText: Sendable {
    /// Valid JSON as it is.
    case bare(String)
    case quoted(String)
}

extension LogValue where Self: BinaryInteger {
    public var logText: LogText { .bare(String(self)) }
}

extension LogValue where Self: CustomStringConvertible {
    public var logText: LogText { .quoted(description) }
}

extension Int: LogValue {}
extension Int32: LogValue {}
extension Int64: LogValue {}
extension UInt16: LogValue {}
extension UInt64: LogValue {}

extension Bool: LogValue {
    public var logText: LogText { .bare(self ? "true" : "false") }
}

extension Double: LogValue {
    public var logText: LogText { isFinite ? .bare(description) : .quoted(description) }
}

extension String: LogValue {
    public var logText: LogText { .quoted(self) }
}

extension TraceContext: LogValue {}
