public import Foundation
public import Testing

/// `Tests/schemas/agree.py`, which knows the schemas and nothing of Peil.
public enum SchemaTool {
    public static let need: Comment =
        "needs jsonschema and hypothesis-jsonschema (Tests/schemas/requirements.txt)"

    /// The schemas that are compiled in.
    public static let folder = ExternalTool.checkout.appending(path: "Shared/Messages/Schemas")

    public static func isThere() throws -> Bool {
        let needed = "import jsonschema, referencing, hypothesis_jsonschema"
        return try ExternalTool.run(["python3", "-c", needed]).status == 0
    }

    /// Runs one of its commands.
    public static func run(
        _ command: String, _ arguments: String..., input: String = ""
    ) throws -> (status: Int32, output: String) {
        let file = ExternalTool.checkout.appending(path: "Tests/schemas/agree.py")
        return try ExternalTool.run(["python3", file.path, command] + arguments, input: input)
    }
}
