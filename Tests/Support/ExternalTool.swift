public import Foundation

/// Programs of others that confirm what Peil says.
public enum ExternalTool {
    public static let checkout = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../..").standardized

    public static func isThere(_ name: String) throws -> Bool {
        try run(["sh", "-c", "command -v \(name)"]).status == 0
    }

    /// Runs it to its end; what it says on its errors' stream is in `output` too. In `folder`, else
    /// in a folder of its own, for some leave behind what they learnt.
    public static func run(
        _ words: [String], input: String = "", in folder: URL? = nil,
        environment: [String: String] = [:]
    ) throws -> (status: Int32, output: String) {
        // Through files: neither side waits for the other to take what it wrote.
        let directory = try TemporaryDirectory()
        let (input, output) = (
            try directory.file("in", Data(input.utf8)), try directory.file("out")
        )
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = words
        process.currentDirectoryURL = folder ?? URL(filePath: directory.path)
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = try FileHandle(forReadingFrom: input)
        let writing = try FileHandle(forWritingTo: output)
        process.standardOutput = writing
        process.standardError = writing
        try process.run()
        process.waitUntilExit()
        let text = String(decoding: try Data(contentsOf: output), as: UTF8.self)
        return (process.terminationStatus, text)
    }
}

extension TemporaryDirectory {
    fileprivate func file(_ name: String, _ contents: Data = Data()) throws -> URL {
        let file = URL(filePath: path).appending(path: name)
        try contents.write(to: file)
        return file
    }
}
