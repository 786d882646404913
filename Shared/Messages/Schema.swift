internal import CSchemas

/// A JSON Schema (2020-12) of what Peil writes or takes. The services serve them all under
/// `/schemas/<name>`; they refer to each other by their names.
///
/// The files of `Schemas` are compiled in, so that a program needs no file of its checkout.
public struct Schema: Sendable {
    /// The file's name: `peil.target.met.v1.json`.
    public let name: String
    /// The document.
    public let bytes: [UInt8]

    /// All of them, by name.
    public static let all: [Schema] = {
        var count = 0
        let first = unsafe peil_schemas(&count)
        return unsafe UnsafeBufferPointer(start: first, count: count).map { schema in
            unsafe Schema(
                name: String(cString: schema.name),
                bytes: Array(UnsafeBufferPointer(start: schema.bytes, count: schema.count)))
        }
    }()
}
