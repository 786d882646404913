import Foundation
import JSON
import Support
import Testing
import Threading

/// A process of the executable that was built: a `peil up`, or one service.
///
///     let peil = try PeilProcess(data: directory.path)
///     let running = try peil.ready()
///     …
///     #expect(peil.stop() == 0)
final class PeilProcess: Sendable {
    private struct State {
        var errors: [String] = []
        var output: [String] = []
        /// The fields of its log lines, by their messages.
        var entries: [(message: String, fields: Value)] = []
        /// How many of its two outputs have ended.
        var ended = 0
    }

    private let process: Process
    private let state: Monitor<State>
    /// Where its tokens may be.
    private let data: String

    /// Starts `peil up` on free ports, with `arguments` beside.
    convenience init(data: String, _ arguments: [String] = []) throws {
        let ports = ["ingest", "compute", "notify"].flatMap { ["--\($0).port", "0"] }
        try self.init(["up"] + ports + arguments, data: data)
    }

    /// Starts the command that `arguments` begin with.
    init(_ arguments: [String], data: String, environment: [String: String] = [:]) throws {
        self.data = data
        process = Process()
        process.executableURL = try builtExecutable("peil")
        process.arguments = arguments + ["--data", data]
        process.environment = Command.environment(environment)
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
            guard let entry = try? Value(line), let message = entry["message"]?.string else {
                return
            }
            state.entries.append((message, entry["fields"] ?? .null))
        }
    }

    deinit { kill() }

    /// Waits until a `peil up` says that it is ready, and where.
    func ready() throws -> Running {
        let fields = try logged("ready")
        return try #require(try Running(fields, data: data), "\(errors)")
    }

    /// Waits for this message in its log; the fields of the first such line.
    @discardableResult
    func logged(_ message: String) throws -> Value {
        try found("\(message), in its log") { state in
            state.entries.first { $0.message == message }?.fields
        }
    }

    /// Waits for a line of its output that has `text` in it.
    func says(_ text: String) throws {
        try found(text) { state in
            state.output.contains { $0.contains(text) } ? () : nil
        }
    }

    private func found<Found>(_ what: String, _ find: (State) -> Found?) throws -> Found {
        let found: Found? = state.wait(timeoutMilliseconds: 60_000) { state -> Found?? in
            find(state).map { .some($0) } ?? (state.ended == 2 ? .some(nil) : nil)
        }.flatMap { $0 }
        return try #require(found, "it never said \(what): \(errors)")
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
        signal(SIGKILL)
        _ = status()
    }

    func signal(_ number: Int32) {
        if process.isRunning { Glibc.kill(process.processIdentifier, number) }
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
        fileprivate init?(_ ready: Value, data: String) throws {
            guard let ingest = ready["ingest"]?.string, let notify = ready["notify"]?.string
            else { return nil }
            let token = try String(contentsOfFile: data + "/admin.token", encoding: .utf8)
                .trimmingCharacters(in: .whitespacesAndNewlines)
            self.ingest = Face(ingest, token: token)
            self.notify = Face(notify, token: token)
        }
    }
}
