internal import JSON

/// All that is wrong with what a producer sent. The sender corrects it; sending the same again
/// gives the same refusal.
public struct Refusal: Error, Hashable, Sendable {
    /// The first 100, each with its place.
    public let errors: [ValidationError]
    public let errorCount: Int
    /// It is no JSON: nothing of it could be used.
    public let isUnreadable: Bool

    public init(_ errors: [ValidationError], errorCount: Int? = nil, isUnreadable: Bool = false) {
        self.errors = errors
        self.errorCount = errorCount ?? errors.count
        self.isUnreadable = isUnreadable
    }
}

extension Document {
    /// Reads a whole document that a producer sent; `read` reads its value.
    static func producer<Content>(
        _ bytes: Span<UInt8>, _ read: (inout Document) throws(JSONError) -> Content?
    ) throws(Refusal) -> Content {
        var document = Document(bytes, unknownFields: .refused)
        let content: Content?
        do throws(JSONError) {
            content = try read(&document)
            try document.finish()
        } catch {
            throw Refusal([document.error(of: error)], isUnreadable: true)
        }
        guard let content, document.errorCount == 0 else { throw document.refusal }
        return content
    }

    var refusal: Refusal { Refusal(errors, errorCount: errorCount) }
}
