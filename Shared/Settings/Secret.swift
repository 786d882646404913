/// A text that no log and no listing shows.
public struct Secret: Hashable, Sendable {
    /// To be handed on only to what needs it.
    public let text: String

    public init(_ text: String) { self.text = text }

    /// What stands in its place wherever it would be seen.
    static let placeholder = "(hidden)"
}

extension Secret: CustomStringConvertible, CustomReflectable {
    public var description: String { Self.placeholder }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension Format where Value == Secret {
    static var secret: Format {
        Format(
            expected: "a secret",
            read: { $0.isEmpty ? nil : Secret($0) }, write: { _ in Secret.placeholder })
    }
}
