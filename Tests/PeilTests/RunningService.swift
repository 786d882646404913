import Glibc
import Support
import Testing

@testable import Peil

/// A key for the secrets of subscriptions.
let sealingKey = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="

/// One service as a process of the executable, on a free port.
final class RunningService: Sendable {
    let program: RunningProgram
    let url: String

    /// Listens when it returns. `environment` says where the log is.
    init(_ kind: ServiceKind, data: String, _ environment: [String: String]) throws {
        program = try RunningProgram(
            [
                "\(kind)", "--data", data, "--\(kind).port", "0", "--logging.format", "text",
                "--\(kind).host", "127.0.0.1",
            ], environment: environment)
        let errors = try program.waitForErrors("url=http://127.0.0.1:")
        let words = errors.split(whereSeparator: \.isWhitespace).map(String.init)
        let url = words.first { $0.hasPrefix("url=") }?.dropFirst(4)
        self.url = try #require(url.map(String.init), "\(errors)")
    }

    func waitUntilReady() throws { try program.waitForErrors("  ready\n") }

    /// Ends it as an operator does; its exit status.
    func stop() -> Int32 {
        program.signal(SIGTERM)
        return program.status()
    }

    func kill() {
        program.signal(SIGKILL)
        _ = program.status()
    }
}
