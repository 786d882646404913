internal import Log
internal import Messages

/// How far the reading of one who catches up has come on the log.
struct EventReading: Sendable {
    let wish: EventWish
    /// What was handled, wanted or not.
    var cursor: EventCursor
    /// The offset to go on from in each partition of outcomes; nil before the first part.
    private(set) var next: [Int32: Int64]?
    /// Up to here it is read: what the board had handled when the reading began.
    private var end: EventCursor

    init(from cursor: EventCursor, _ wish: EventWish) {
        self.wish = wish
        self.cursor = cursor
        end = cursor
    }

    /// Reads from `starts` on, up to `end`.
    mutating func begin(at starts: [Int32: Int64], until end: EventCursor) {
        self.end = end
        next = starts.filter { !reached($0.key) }
    }

    var isDone: Bool { next?.isEmpty ?? false }

    /// Takes the next record of a partition; nil when it is no event that is wanted.
    mutating func take(_ partition: Int32, _ record: borrowing Record) -> PublishedEvent? {
        guard next?[partition] != nil else { return nil }
        next?[partition] = record.offset + 1
        // What cannot be read was told by the projection, and has no place.
        guard let event = try? OutcomeEvent(decoding: record.value),
            event.id.cause.partition == partition,
            end.has(event.id.position, of: partition),
            cursor.take(event.id.position, of: partition)
        else { return nil }
        if reached(partition) { next?[partition] = nil }
        let published = PublishedEvent(event, record: record.value.copied)
        return wish.wants(published) ? published : nil
    }

    /// The part is over: the next begins where the board is then.
    mutating func finish() { next = nil }

    private func reached(_ partition: Int32) -> Bool {
        guard let last = end.positions[Int(partition)] else { return true }
        return cursor.has(last, of: partition)
    }
}
