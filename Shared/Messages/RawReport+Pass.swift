internal import JSON
internal import Time

extension RawReport {
    /// What is known of a record while it is read.
    struct Pass {
        var seen: Seen = []
        /// The first value that was no good, and where it stands.
        private(set) var fault: (error: ValidationError, offset: Int)?

        /// Fields that must be there.
        struct Seen: OptionSet {
            let rawValue: UInt16

            static let specversion = Seen(rawValue: 1 << 0)
            static let id = Seen(rawValue: 1 << 1)
            static let eventSource = Seen(rawValue: 1 << 2)
            static let type = Seen(rawValue: 1 << 3)
            static let time = Seen(rawValue: 1 << 4)
            static let data = Seen(rawValue: 1 << 5)
            static let indicator = Seen(rawValue: 1 << 6)
            static let area = Seen(rawValue: 1 << 7)
            static let unit = Seen(rawValue: 1 << 8)
            static let received = Seen(rawValue: 1 << 9)
            static let submission = Seen(rawValue: 1 << 10)
            static let figures = Seen(rawValue: 1 << 11)
            static let all = Seen(rawValue: 1 << 12 - 1)

            static let names: [(field: Seen, pointer: String, name: String)] = [
                (.specversion, "", "specversion"), (.id, "", "id"), (.eventSource, "", "source"),
                (.type, "", "type"), (.time, "", "time"), (.data, "", "data"),
                (.indicator, "/data", "indicator"), (.area, "/data", "area"),
                (.unit, "/data", "unit"), (.received, "/data", "received"),
                (.submission, "/data", "submission"), (.figures, "/data", "figures"),
            ]
        }

        func checkFields() throws(ValidationError) {
            guard seen != .all else { return }
            for (field, pointer, name) in Seen.names where !seen.contains(field) {
                throw ValidationError(
                    .missingField, "field \(name) is missing", pointer: pointer, expected: name)
            }
        }

        mutating func note(_ error: @autoclosure () -> ValidationError, at offset: Int) {
            if fault == nil { fault = (error(), offset) }
        }

        mutating func timestamp(_ reader: inout Reader) throws(JSONError) -> Timestamp {
            let offset = reader.offset
            let slice = try reader.string()
            if let time = Timestamp(reader.bytes(slice)) { return time }
            note(
                ValidationError(
                    .malformed, "this is not a time", found: Text.excerpt(reader.text(slice)),
                    expected: "RFC 3339, such as 2026-06-12T07:00:00Z"), at: offset)
            return Timestamp(milliseconds: 0)
        }

        mutating func constant(
            _ text: StaticString, _ reader: inout Reader
        ) throws(JSONError) {
            let offset = reader.offset
            let slice = try reader.string()
            guard !reader.equals(slice, text) else { return }
            note(
                ValidationError(
                    .malformed, "this is not what stands here",
                    found: Text.excerpt(reader.text(slice)), expected: text.description),
                at: offset)
        }
    }
}

extension ValidationError {
    static let invalidDimension = ValidationError(
        .unknownDimension, "this is not a dimension with its value",
        expected: "a name of a-z, 0-9 and underscore, a value of letters, digits and _.+-")
}
