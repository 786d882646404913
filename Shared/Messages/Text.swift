/// How long the texts of people may be, so that every record fits a log (900 kB). Lengths are in
/// Unicode scalars, as JSON Schema counts.
enum Text {
    /// Of a figure's note, of a source, of a name in one language.
    static let longest = 1000
    static let longestDescription = 5000
    static let longestSubmission = 200
    /// The European Union has so many official ones.
    static let mostLanguages = 24

    /// A text as it is; throws `malformed` where it is empty, too long, or has control characters.
    static func checked(
        _ text: String, _ what: String, longest: Int = longest
    ) throws(ValidationError) -> String {
        guard (1...longest).contains(text.unicodeScalars.count),
            text.utf8.allSatisfy({ $0 >= 0x20 || isSpacing($0) })
        else {
            throw ValidationError(
                .malformed, "this is not \(what)", found: excerpt(text),
                expected: "1 to \(longest) characters, no control characters")
        }
        return text
    }

    /// SDMX's UNIT_MEASURE: 1 to 40 of letters, digits and `_@$.-`.
    static func checkedUnit(_ text: String) throws(ValidationError) -> String {
        let isUnit =
            (1...40).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "@"),
                    UInt8(ascii: "$"), UInt8(ascii: "."), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
        guard isUnit else {
            throw ValidationError(
                .malformed, "this is not a unit", found: excerpt(text),
                expected: "1 to 40 letters, digits and _@$.-, such as PC_ENT")
        }
        return text
    }

    /// What an error shows of a text that may be long.
    static func excerpt(_ text: String) -> String {
        text.utf8.count <= 80 ? text : String(text.prefix(60)) + "…"
    }

    /// The bytes that a checked text takes in JSON, without its quotation marks.
    static func lengthInJSON(_ text: Span<UInt8>) -> Int {
        var length = text.count
        for index in text.indices {
            let byte = text[index]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || isSpacing(byte) {
                length += 1
            }
        }
        return length
    }

    private static func isSpacing(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\t")
    }
}
