import Glibc
import Synchronization
import Testing
import Threading

/// The executable, at work: its output and errors as they come.
final class RunningProgram: Sendable {
    private struct Texts {
        var output = ""
        var errors = ""
        /// How many of both have come to their end.
        var ended = 0
    }
    private let process: ChildProcess
    private let texts = Monitor(Texts())
    private let exit = Mutex<Int32?>(nil)

    /// `environment` is all it has.
    init(
        _ arguments: [String], environment: [String: String] = [:], input: String = "/dev/null"
    ) throws {
        process = try ChildProcess(arguments, environment: environment, input: input)
        gather(process.output) { $0.output += $1 }
        gather(process.errors) { $0.errors += $1 }
    }

    deinit {
        guard exit.withLock({ $0 == nil }) else { return }
        kill(process.identifier, SIGKILL)
        _ = process.status()
    }

    private func gather(
        _ file: Int32, _ add: @escaping @Sendable (inout Texts, String) -> Void
    ) {
        let texts = texts
        _ = Thread(name: "gather") {
            var bytes = [UInt8](repeating: 0, count: 65_536)
            while true {
                let count = unsafe read(file, &bytes, bytes.count)
                guard count > 0 else { break }
                let text = String(decoding: bytes.prefix(count), as: UTF8.self)
                texts.with { add(&$0, text) }
            }
            close(file)
            texts.with { $0.ended += 1 }
        }
    }

    var output: String { texts.with { $0.output } }
    var errors: String { texts.with { $0.errors } }

    /// Waits until the output has `text`; the output then.
    @discardableResult
    func waitForOutput(_ text: String) throws -> String {
        try wait(for: text) { $0.output }
    }

    /// Waits until the errors have `text`; the errors then.
    @discardableResult
    func waitForErrors(_ text: String) throws -> String {
        try wait(for: text) { $0.errors }
    }

    private func wait(for text: String, in pick: (Texts) -> String) throws -> String {
        let found: String? = texts.wait(timeoutMilliseconds: 60_000) { texts -> String?? in
            if pick(texts).contains(text) { return pick(texts) }
            return texts.ended == 2 ? .some(nil) : nil
        }.flatMap { $0 }
        return try #require(found, "\(text) did not come: \(output)\n\(errors)")
    }

    func signal(_ number: Int32) { kill(process.identifier, number) }

    /// Waits until it has ended and all it wrote is here; its exit status, or 128 and a signal.
    func status() -> Int32 {
        texts.wait { $0.ended == 2 ? () : nil }
        return exit.withLock { status in
            let code = status ?? process.status()
            status = code
            return code
        }
    }
}
