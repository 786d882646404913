internal import Glibc
internal import Synchronization

/// Where log lines go: an open file.
public final class LogOutput: Sendable {
    public static let standardError = LogOutput(descriptor: STDERR_FILENO)

    /// A pipe keeps only short writes whole, so writers take turns.
    private let descriptor: Mutex<Int32>

    /// Writes to `descriptor`, which the caller keeps open.
    public init(descriptor: Int32) { self.descriptor = Mutex(descriptor) }

    /// Whether people read it, with colours: a terminal, and `NO_COLOR` is not set.
    public func isColourful(environment: [String: String]) -> Bool {
        isTerminal && (environment["NO_COLOR"] ?? "").isEmpty
    }

    public var isTerminal: Bool { descriptor.withLock { isatty($0) == 1 } }

    /// Writes the line at once. A log that cannot be written stops no service.
    func write(_ line: String) {
        let bytes = Array(line.utf8)
        descriptor.withLock { descriptor in
            var written = 0
            while written < bytes.count {
                let rest = bytes.span.extracting(written...)
                let count = unsafe rest.withUnsafeBytes { bytes in
                    unsafe Glibc.write(descriptor, bytes.baseAddress, bytes.count)
                }
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return }
                written += count
            }
        }
    }
}
