internal import JSON
internal import Log
internal import Messages
internal import Time

// What could not be processed.
extension PartitionState {
    func reject(
        _ record: borrowing Record, _ errors: [ValidationError], into emission: inout Emission
    ) {
        let readable = Readable(record.value)
        let none: [UInt8] = []
        emission.cause(time: readable.time, traceparent: none.span)
        emission.reject(key: record.key, errors, submission: readable.submission)
    }
}

/// What can be read of a record that is no update of ours: where nothing can, 1970.
private struct Readable {
    var time = Timestamp(milliseconds: 0)
    var submission: String?

    init(_ record: Span<UInt8>) {
        var reader = Reader(record)
        try? read(&reader)
    }

    private mutating func read(_ reader: inout Reader) throws(JSONError) {
        try reader.beginObject()
        while let name = try reader.nextMember() {
            switch try reader.kind() {
            case .string where reader.equals(name, "time"):
                time = Timestamp(reader.text(try reader.string())) ?? time
            case .object where reader.equals(name, "data"): try readData(&reader)
            default: try reader.skip()
            }
        }
    }

    private mutating func readData(_ reader: inout Reader) throws(JSONError) {
        try reader.beginObject()
        while let name = try reader.nextMember() {
            if try reader.kind() == .string, reader.equals(name, "submission") {
                submission = reader.text(try reader.string())
            } else {
                try reader.skip()
            }
        }
    }
}
