internal import Crypto
internal import JSON
internal import Log

/// The log's documents: what `GET /v1/log/…` answers and the command line reads.
enum LogDocument {
    /// `{"topics":[{"topic","partition","first","next","records"}]}`; of a compacted topic fewer
    /// records are held than `records` says.
    static func topics(_ extents: [LogBrowser.Extent]) -> [UInt8] {
        var writer = Writer()
        writer.object {
            $0.name("topics")
            $0.array { writer in
                for extent in extents {
                    writer.object {
                        $0.member("topic", extent.partition.topic.rawValue)
                        $0.member("partition", Int(extent.partition.number))
                        $0.member("first", Int(extent.offsets.lowerBound))
                        $0.member("next", Int(extent.offsets.upperBound))
                        $0.member("records", extent.offsets.count)
                    }
                }
            }
        }
        return writer.take()
    }

    /// `{"records":[…],"next","end"}`.
    static func page(_ page: LogBrowser.Page) -> [UInt8] {
        var writer = Writer()
        writer.object { writer in
            writer.name("records")
            writer.array { for record in page.records { write(record, &$0) } }
            writer.member("next", Int(page.next))
            writer.member("end", Int(page.end))
        }
        return writer.take()
    }

    /// `{"offset","key","event"}`: the event is the record's bytes as they stand; `base64` in its
    /// place holds those that are no JSON object, and a record that deletes its key has neither.
    static func write(_ record: StoredRecord, _ writer: inout Writer) {
        writer.object {
            $0.member("offset", Int(record.offset))
            $0.member("key", String(decoding: record.key, as: UTF8.self))
            guard !record.value.isEmpty else { return }
            if record.value.first == UInt8(ascii: "{"), record.value.last == UInt8(ascii: "}"),
                (try? Value(record.value.span)) != nil
            {
                $0.name("event")
                $0.raw(record.value.span)
            } else {
                $0.member("base64", Base64.standard.encode(record.value.span))
            }
        }
    }
}

extension LogBrowser.Page {
    /// Reads what `LogDocument.page` writes, every event byte for byte.
    init(document: [UInt8]) throws(JSONError) {
        self.init(next: 0, end: 0)
        let bytes = document.span
        var reader = Reader(bytes)
        try reader.beginObject()
        while let name = try reader.nextMember() {
            if reader.equals(name, "records") {
                try reader.beginArray()
                while try reader.nextElement() {
                    records.append(try Self.record(&reader, bytes))
                }
            } else if reader.equals(name, "next") {
                next = try reader.integer()
            } else if reader.equals(name, "end") {
                end = try reader.integer()
            } else {
                try reader.skip()
            }
        }
        try reader.finish()
    }

    private static func record(
        _ reader: inout Reader, _ bytes: Span<UInt8>
    ) throws(JSONError) -> StoredRecord {
        var offset: Int64 = 0
        var key: [UInt8] = []
        var value: [UInt8] = []
        try reader.beginObject()
        while let name = try reader.nextMember() {
            if reader.equals(name, "offset") {
                offset = try reader.integer()
            } else if reader.equals(name, "key") {
                key = Array(reader.text(try reader.string()).utf8)
            } else if reader.equals(name, "event") {
                let start = reader.offset
                try reader.skip()
                value = bytes.extracting(start..<reader.offset).copied
            } else if reader.equals(name, "base64") {
                value = Base64.standard.decode(reader.text(try reader.string())) ?? []
            } else {
                try reader.skip()
            }
        }
        return StoredRecord(offset: offset, key: key, value: value)
    }
}
