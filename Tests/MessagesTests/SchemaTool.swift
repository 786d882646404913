import Foundation
import Support
import Testing

/// `Tests/schemas/agree.py`, which knows the schemas and nothing of Peil.
enum SchemaTool {
    static let need: Comment =
        "needs jsonschema and hypothesis-jsonschema (Tests/schemas/requirements.txt)"

    static func isThere() throws -> Bool {
        let needed = "import jsonschema, referencing, hypothesis_jsonschema"
        return try python(["-c", needed], input: "").status == 0
    }

    /// Runs one of its commands; what it says on its errors' stream is in `output` too.
    static func run(
        _ command: String, _ arguments: String..., input: String = ""
    ) throws -> (status: Int32, output: String) {
        let file = SchemaTests.folder.appending(path: "../../../Tests/schemas/agree.py")
        return try python(
            [file.standardized.path, command, SchemaTests.folder.path] + arguments, input: input)
    }

    /// Through files: neither side waits for the other to take what it wrote.
    private static func python(
        _ arguments: [String], input: String
    ) throws -> (status: Int32, output: String) {
        let directory = try TemporaryDirectory()
        let (input, output) = (
            try directory.file("in", Data(input.utf8)), try directory.file("out")
        )
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3"] + arguments
        // Hypothesis leaves what it learnt where it is run.
        process.currentDirectoryURL = URL(filePath: directory.path)
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
