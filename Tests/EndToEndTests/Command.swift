import Foundation
import Support

/// A command of the executable that was built, run to its end.
struct Command {
    let status: Int32
    let output: String
    let errors: String

    init(_ arguments: String..., environment: [String: String] = [:]) throws {
        try self.init(arguments, environment: environment)
    }

    init(_ arguments: [String], environment: [String: String] = [:]) throws {
        let process = Process()
        process.executableURL = try builtExecutable("peil")
        process.arguments = arguments
        process.environment = Self.environment(environment)
        // Files hold any amount, so that nobody has to read two pipes at a time.
        let directory = try TemporaryDirectory()
        let names = ["output", "errors"].map { directory.path + "/" + $0 }
        for name in names { try Data().write(to: URL(filePath: name)) }
        process.standardOutput = FileHandle(forWritingAtPath: names[0])
        process.standardError = FileHandle(forWritingAtPath: names[1])
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        status = process.terminationStatus
        output = try String(contentsOfFile: names[0], encoding: .utf8)
        errors = try String(contentsOfFile: names[1], encoding: .utf8)
    }

    /// That of the tests without settings of Peil, and with `more`. A crash is told by its status:
    /// a backtrace takes seconds.
    static func environment(_ more: [String: String]) -> [String: String] {
        var environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("PEIL_") }
        environment["SWIFT_BACKTRACE"] = "enable=no"
        return environment.merging(more) { $1 }
    }
}

/// A file of the checkout.
func checkout(_ path: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: path).path
}
