import Foundation

/// This program once more, in a process of its own: for what is asked of a whole process, and for
/// tools that run one.
enum OwnProcess {
    private static let path = "/proc/\(getpid())/exe"

    static func run(_ arguments: [String]) throws -> String { try output(of: [path] + arguments) }

    private static func output(of command: [String]) throws -> String {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = String(
            decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed(output: output) }
        return output
    }

    struct Failed: Error { let output: String }

    /// How many instructions of its own the program executes with these arguments, however busy the
    /// machine is; nil where neither perf can count them nor valgrind is there.
    static func instructions(_ arguments: [String]) throws -> Double? {
        let perf = ["perf", "stat", "-e", "instructions:u", path] + arguments
        let counted = try? number(of: "instructions:u", in: output(of: perf))
        if let counted { return counted }
        let folder = try TemporaryFolder()
        // Valgrind does not read all that Swift's compiler writes for debuggers.
        let stripped = folder.path + "/stripped"
        let count = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", stripped]
        let strip = ["strip", "--strip-debug", "-o", stripped, path]
        guard (try? output(of: strip)) != nil,
            let output = try? output(of: count + arguments)
        else { return nil }
        return number(of: "Collected :", in: output)
    }

    /// The number in the line that has `mark`, if it has one.
    private static func number(of mark: String, in output: String) -> Double? {
        let line = output.split(separator: "\n").first { $0.contains(mark) }
        let numbers = line?.split(separator: " ").compactMap { word in
            Double(word.filter { $0 != "," })
        }
        return numbers?.first
    }
}
