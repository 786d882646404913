import Foundation
import Support
import Testing

/// A `peil up` on free ports, with the first case, and a data directory of its own.
final class RunningUp: Sendable {
    let directory: TemporaryDirectory
    private let program: RunningProgram

    var data: String { directory.path + "/data" }

    init(in directory: TemporaryDirectory? = nil, _ more: [String] = []) throws {
        self.directory = try directory ?? TemporaryDirectory()
        program = try RunningProgram(
            ["up", "--data", self.directory.path + "/data"] + Self.freePorts + more)
        try program.waitForOutput("The board is at ")
    }

    static let freePorts = ["ingest", "compute", "notify"].flatMap { ["--\($0).port", "0"] }

    static let firstCase = [
        "--catalogue", file("catalogue/nl-mkb.yaml"), "--figures", file("figures/nl-mkb-2025.csv"),
    ]

    /// A file of `deploy`.
    static func file(_ name: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "deploy/\(name)").path
    }

    var output: String { program.output }
    var errors: String { program.errors }

    /// Runs a command on this data directory.
    func peil(
        _ arguments: String..., input: String? = nil
    ) throws -> (status: Int32, output: String, errors: String) {
        try PeilTests.peil(arguments + ["--data", data], input: input)
    }

    /// A command that goes on until it is stopped.
    func start(_ arguments: String...) throws -> RunningProgram {
        try RunningProgram(arguments + ["--data", data])
    }

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
