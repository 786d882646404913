internal import Glibc
internal import Synchronization

/// Where a command's words go: the output, and the errors beside it.
struct Console: Sendable {
    typealias Sink = @Sendable ([UInt8]) -> Void

    /// The width of the terminal that the output goes to; nil where it goes elsewhere, and there
    /// is neither a table nor a bar.
    let columns: Int?
    /// Whether the errors are read on a terminal.
    let errorsAreTerminal: Bool
    let palette: Palette
    private let output: Sink
    private let errors: Sink

    init(
        columns: Int?, errorsAreTerminal: Bool = false, isColourful: Bool = false,
        output: @escaping Sink, errors: @escaping Sink
    ) {
        self.columns = columns
        self.errorsAreTerminal = errorsAreTerminal
        palette = Palette(isOn: isColourful)
        self.output = output
        self.errors = errors
    }

    var isTerminal: Bool { columns != nil }

    /// Text as it stands.
    func write(_ text: String) { output(Array(text.utf8)) }

    /// A line.
    func print(_ line: String) { write(line + "\n") }

    /// Lines as they are in a document, such as JSON.
    func print(bytes: [UInt8]) { output(bytes + [UInt8(ascii: "\n")]) }

    /// A line beside the output: what goes on, not what was asked for.
    func note(_ line: String) { errors(Array((line + "\n").utf8)) }

    /// Beside the output, over what stood in the terminal's line; nothing where there is none.
    func overwrite(_ line: String) {
        if errorsAreTerminal { errors(Array("\r\u{1b}[K\(line)".utf8)) }
    }

    /// An error, and what to do.
    func fail(_ message: String, advice: String) {
        note("peil: \(message)")
        if !advice.isEmpty { note("  → \(advice)") }
    }
}

extension Console {
    /// This process's own.
    static func standard() -> Console {
        let isTerminal = isatty(STDOUT_FILENO) == 1
        let noColour = unsafe getenv("NO_COLOR").map { unsafe $0.pointee != 0 } ?? false
        return Console(
            columns: isTerminal ? width() : nil, errorsAreTerminal: isatty(STDERR_FILENO) == 1,
            isColourful: isTerminal && !noColour,
            output: writer(to: STDOUT_FILENO), errors: writer(to: STDERR_FILENO))
    }

    private static func width() -> Int {
        var size = winsize()
        let code = unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size)
        return code == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
    }

    /// Threads take turns, so that lines stay whole.
    private static func writer(to descriptor: Int32) -> Sink {
        let turn = Mutex(())
        return { bytes in
            turn.withLock { _ in
                var rest = bytes[...]
                while !rest.isEmpty {
                    let count = unsafe rest.withUnsafeBytes {
                        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
                    }
                    if count < 0, errno == EINTR { continue }
                    guard count > 0 else { return }
                    rest = rest.dropFirst(count)
                }
            }
        }
    }
}
