import Foundation
import JSON
import Support
import Testing
import Threading

/// A `peil up` of the executable that was built, on free ports.
///
///     let peil = try PeilProcess(data: directory.path)
///     let running = try peil.ready()
///     …
///     #expect(peil.stop() == 0)
final class PeilProcess: Sendable {
    private struct State {
        var errors: [String] = []
        var output: [String] = []
        var running: Running?
        /// How many of its two outputs have ended.
        var ended = 0
    }

    private let process: Process
    private let state: Monitor<State>

    /// Starts it with `arguments` beside the data directory and the ports.
    init(data: String, _ arguments: [String] = []) throws {
        let ports = ["ingest", "compute", "notify"].flatMap { ["--\($0).port", "0"] }
        process = Process()
        process.executableURL = try builtExecutable("peil")
        process.arguments = ["up", "--data", data] + ports + arguments
        process.environment = Command.environment([:])
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        process.standardInput = FileHandle.nullDevice
        let state = Monitor(State())
        self.state = state
        try process.run()
        Self.read(output, state) { $0.output.append($1) }
        Self.read(errors, state) { state, line in
            state.errors.append(line)
            if let running = Running(line, data: data) { state.running = running }
        }
    }

    deinit { kill() }

    /// Waits until it says that it is ready, and where.
    func ready() throws -> Running {
        let running: Running? = state.wait(timeoutMilliseconds: 60_000) { state -> Running?? in
            state.running.map { .some($0) } ?? (state.ended == 2 ? .some(nil) : nil)
        }.flatMap { $0 }
        return try #require(running, "peil up is not ready: \(errors)")
    }

    /// Waits for a line of its output that has `text` in it.
    func says(_ text: String) throws {
        let found = state.wait(timeoutMilliseconds: 60_000) { state -> Bool? in
            if state.output.contains(where: { $0.contains(text) }) { return true }
            return state.ended == 2 ? false : nil
        }
        try #require(found == true, "peil up never said \(text): \(errors)")
    }

    /// What it has written to its errors so far.
    var errors: String { state.with { $0.errors.joined(separator: "\n") } }

    /// Asks it to stop, and gives the status it exits with.
    func stop() -> Int32 {
        process.terminate()
        return status()
    }

    /// SIGKILL; returns when it is gone.
    func kill() {
        if process.isRunning { Glibc.kill(process.processIdentifier, SIGKILL) }
        _ = status()
    }

    /// Waits for its end.
    private func status() -> Int32 {
        process.waitUntilExit()
        state.wait { $0.ended == 2 ? () : nil }
        return process.terminationStatus
    }

    private static func read(
        _ pipe: Pipe, _ state: Monitor<State>,
        _ take: @escaping @Sendable (inout State, String) -> Void
    ) {
        _ = Thread(name: "peil-output") {
            var rest = Data()
            while case let piece = pipe.fileHandleForReading.availableData, !piece.isEmpty {
                rest += piece
                while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                    let line = String(decoding: rest[..<end], as: UTF8.self)
                    rest = Data(rest[rest.index(after: end)...])
                    state.with { take(&$0, line) }
                }
            }
            state.with { $0.ended += 1 }
        }
    }
}

extension PeilProcess {
    /// Where a `peil up` that is ready listens.
    struct Running: Sendable {
        let ingest: Face
        let notify: Face

        /// From the line of its log that says so.
        fileprivate init?(_ line: String, data: String) {
            guard let entry = try? Value(line), entry["message"]?.string == "ready",
                let ingest = entry["fields"]?["ingest"]?.string,
                let notify = entry["fields"]?["notify"]?.string,
                let token = try? String(contentsOfFile: data + "/admin.token", encoding: .utf8)
            else { return nil }
            let trimmed = token.trimmingCharacters(in: .whitespacesAndNewlines)
            self.ingest = Face(ingest, token: trimmed)
            self.notify = Face(notify, token: trimmed)
        }
    }
}
