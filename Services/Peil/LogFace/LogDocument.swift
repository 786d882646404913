internal import JSON
internal import Log

/// The log's documents: what `GET /v1/log/…` answers and the command line shows.
enum LogDocument {
    /// `{"topics":[{"topic","partition","first","next","records"}]}`; on a compacted topic fewer
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

    /// `{"records":[{"offset","key","event" or "text"}],"next","end"}`; a record that deletes its
    /// key has neither.
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

    private static func write(_ record: StoredRecord, _ writer: inout Writer) {
        writer.object {
            $0.member("offset", Int(record.offset))
            $0.member("key", String(decoding: record.key, as: UTF8.self))
            guard !record.value.isEmpty else { return }
            if (try? Value(record.value.span)) != nil {
                $0.name("event")
                $0.raw(record.value.span)
            } else {
                $0.member("text", String(decoding: record.value, as: UTF8.self))
            }
        }
    }
}
