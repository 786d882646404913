/// A text by language (BCP 47 code): `{"nl": "…", "en": "…"}`, in the order of the codes.
public struct LocalizedText: Hashable, Sendable {
    public struct Entry: Hashable, Sendable {
        public let language: String
        public let text: String

        public init(language: String, text: String) {
            self.language = language
            self.text = text
        }
    }
    public let entries: [Entry]

    public init(_ entries: [Entry] = []) {
        self.entries = entries.sorted { $0.language < $1.language }
    }

    /// From outside: each language once, as a BCP 47 tag.
    init(checking entries: [Entry]) throws(ValidationError) {
        guard (1...Text.mostLanguages).contains(entries.count) else {
            throw ValidationError(
                .malformed, "this is not a text in 1 to \(Text.mostLanguages) languages",
                found: "\(entries.count) languages", expected: "such as {\"en\": \"…\"}")
        }
        self.init(entries)
        for entry in entries where !Self.isLanguage(entry.language) {
            throw ValidationError(
                .malformed, "this is not a language", found: Text.excerpt(entry.language),
                expected: "a BCP 47 tag, such as nl or en-GB")
        }
        for (one, next) in zip(self.entries, self.entries.dropFirst())
        where one.language == next.language {
            throw ValidationError(
                .malformed, "language \(one.language) stands twice", found: next.text,
                expected: "each language once")
        }
    }

    /// Two or three lower-case letters, then parts of 1 to 8 letters and digits behind hyphens.
    private static func isLanguage(_ tag: String) -> Bool {
        let parts = tag.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard let first = parts.first, (2...3).contains(first.count), parts.count <= 4,
            first.allSatisfy({ (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) })
        else { return false }
        return parts.dropFirst().allSatisfy { part in
            (1...8).contains(part.count)
                && part.allSatisfy { byte in
                    switch byte {
                    case UInt8(ascii: "a")...UInt8(ascii: "z"),
                        UInt8(ascii: "A")...UInt8(ascii: "Z"),
                        UInt8(ascii: "0")...UInt8(ascii: "9"):
                        true
                    default: false
                    }
                }
        }
    }

    /// In `language`, else in English, else in the first there is.
    public func text(in language: String) -> String? {
        (entries.first { $0.language == language } ?? entries.first { $0.language == "en" }
            ?? entries.first)?.text
    }
}
