internal import Settings
internal import Telemetry

extension Logger {
    /// The log lines of this process, on its errors.
    init(_ settings: Settings, _ invocation: Invocation) {
        let output = LogOutput.standardError
        let format: LogFormat =
            switch settings.loggingFormat {
            case .json: .json
            case .text:
                .text(coloured: output.isColourful(environment: invocation.environment))
            }
        let level: LogLevel =
            switch settings.loggingLevel {
            case .debug: .debug
            case .info: .info
            case .warning: .warning
            case .error: .error
            }
        self.init(component: "peil", level: level, format: format, to: output)
    }
}
