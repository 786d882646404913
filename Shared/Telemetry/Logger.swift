internal import Time

/// Writes the log lines of one component.
///
///     let logger = Logger(component: "ingest", level: .info, format: .json, to: .standardError)
///     logger.info("listening", ["host": host, "port": port])
///
/// A message is a constant sentence; what varies goes into fields. Below the level neither is
/// evaluated. Any thread may log; a line is one write.
public struct Logger: Sendable {
    /// Named like the targets, in lower case: `compute`, `http`.
    public let component: String
    private let level: LogLevel
    private let format: LogFormat
    private let output: LogOutput

    public init(
        component: String, level: LogLevel = .info, format: LogFormat, to output: LogOutput
    ) {
        self.component = component
        self.level = level
        self.format = format
        self.output = output
    }

    /// The same logger for another component.
    public func `for`(_ component: String) -> Logger {
        Logger(component: component, level: level, format: format, to: output)
    }

    public func debug(
        _ message: @autoclosure () -> String,
        _ fields: @autoclosure () -> KeyValuePairs<String, any LogValue> = [:]
    ) {
        log(.debug, message(), fields())
    }

    public func info(
        _ message: @autoclosure () -> String,
        _ fields: @autoclosure () -> KeyValuePairs<String, any LogValue> = [:]
    ) {
        log(.info, message(), fields())
    }

    public func warning(
        _ message: @autoclosure () -> String,
        _ fields: @autoclosure () -> KeyValuePairs<String, any LogValue> = [:]
    ) {
        log(.warning, message(), fields())
    }

    public func error(
        _ message: @autoclosure () -> String,
        _ fields: @autoclosure () -> KeyValuePairs<String, any LogValue> = [:]
    ) {
        log(.error, message(), fields())
    }

    private func log(
        _ level: LogLevel, _ message: @autoclosure () -> String,
        _ fields: @autoclosure () -> KeyValuePairs<String, any LogValue>
    ) {
        guard level >= self.level else { return }
        let line = LogLine(
            time: .now(), level: level, component: component, message: message(), fields: fields())
        switch format {
        case .text(let coloured): output.write(line.text(coloured: coloured))
        case .json: output.write(line.json)
        }
    }
}
