internal import Log
public import Messages
internal import Time

extension ReferenceRecord {
    /// A record as it stands on the log. The decoder is the product's: where it reads no event,
    /// the moment and the submission are looked for in the text, and 1970 is the moment of none.
    public init(offset: Int64, value: [UInt8]) {
        self.init(
            offset: offset, checksum: Checksum.crc32c(value.span), content: Self.content(value))
    }

    private static func content(_ value: [UInt8]) -> Content {
        do throws(ValidationError) {
            return .event(try UpdateEvent(decoding: value.span))
        } catch {
            let text = String(decoding: value, as: UTF8.self)
            let time = Self.text(after: "\"time\":\"", in: text).flatMap { Timestamp($0) }
            return .unreadable(
                [error.code], time: time ?? Timestamp(milliseconds: 0),
                submission: Self.text(after: "\"submission\":\"", in: text))
        }
    }

    private static func text(after mark: String, in text: String) -> String? {
        guard let range = text.firstRange(of: mark) else { return nil }
        return String(text[range.upperBound...].prefix { $0 != "\"" })
    }
}

extension Reference {
    /// What `values` come to when they are all there is of a partition, from offset 0.
    public static func fold(_ values: [[UInt8]], log: LogID, partition: Int32) -> Reference {
        var reference = Reference(log: log, partition: partition)
        for (offset, value) in values.enumerated() {
            reference.take(ReferenceRecord(offset: Int64(offset), value: value))
        }
        return reference
    }
}
