internal import Messages

/// The blocks of a stream of server-sent events
/// (https://html.spec.whatwg.org/multipage/server-sent-events.html).
enum EventBlock {
    /// An event under the cursor that stands after it.
    static func event(_ published: PublishedEvent, cursor: EventCursor) -> [UInt8] {
        let head = "id: \(cursor.text)\nevent: \(published.event.outcome.kind.rawValue)\ndata: "
        var block: [UInt8] = []
        block.reserveCapacity(head.utf8.count + published.record.count + 2)
        block.append(contentsOf: head.utf8)
        block.append(contentsOf: published.record)
        block.append(contentsOf: "\n\n".utf8)
        return block
    }

    /// No event, but a cursor: where a stream that is filtered has got to.
    static func heartbeat(_ cursor: EventCursor) -> [UInt8] { Array("id: \(cursor.text)\n\n".utf8) }

    /// After how long a reader that was cut off comes back.
    static func retry(milliseconds: Int) -> [UInt8] {
        Array("retry: \(milliseconds)\n\n".utf8)
    }
}
