import Foundation
import Support

/// Runs the executable to its end; `input` is what it reads.
func peil(
    _ arguments: [String], environment: [String: String] = [:], input: String? = nil
) throws -> (status: Int32, output: String, errors: String) {
    let folder = try TemporaryDirectory()
    var path = "/dev/null"
    if let input {
        path = folder.path + "/input"
        try Data(input.utf8).write(to: URL(filePath: path))
    }
    let program = try RunningProgram(arguments, environment: environment, input: path)
    let status = program.status()
    return (status, program.output, program.errors)
}

func peil(
    _ arguments: String..., environment: [String: String] = [:], input: String? = nil
) throws -> (status: Int32, output: String, errors: String) {
    try peil(arguments, environment: environment, input: input)
}
