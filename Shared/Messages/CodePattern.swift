/// Which indicators are meant: one code, all below a prefix, or all.
///
///     try CodePattern("nl.mkb.*").matches("nl.mkb.cloud")  // true
public struct CodePattern: Hashable, Sendable {
    public let text: String

    /// Reads `*`, `nl.mkb.*` and `nl.mkb.cloud`.
    public init(_ text: String) throws(ValidationError) {
        let code = text.hasSuffix(".*") ? String(text.dropLast(2)) : text
        guard text == "*" || IndicatorCode.isCode(code.utf8.span, longest: 120) else {
            throw ValidationError(
                .malformed, "this does not say which indicators", found: Text.excerpt(text),
                expected: "an indicator's code, a prefix such as nl.mkb.*, or *")
        }
        self.text = text
    }

    public func matches(_ code: IndicatorCode) -> Bool {
        if text == "*" { return true }
        return text.hasSuffix(".*") ? code.text.hasPrefix(text.dropLast()) : code.text == text
    }
}
