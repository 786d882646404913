internal import Messages

/// One way through the outcomes: the live one, or a replay.
struct Course: Sendable {
    /// A replay is named by its command.
    enum ID: Hashable, Sendable {
        case live
        case replay(String)
    }

    let id: ID
    /// What of the events it takes, by their time; nil: all.
    let span: EventSpan?
    /// By partition, the offset before which it ends; nil: never.
    let end: [Int64]?
    /// Up to where it has taken in.
    private(set) var next: OutcomesCursor
    private var marks: [Watermark]

    /// The live one, going on from `position`.
    init(live position: OutcomesCursor) {
        self.init(id: .live, span: nil, end: nil, position: position)
    }

    init(_ replay: ReplayProgress) {
        self.init(
            id: .replay(replay.command), span: replay.span, end: replay.end,
            position: replay.position)
    }

    private init(id: ID, span: EventSpan?, end: [Int64]?, position: OutcomesCursor) {
        self.id = id
        self.span = span
        self.end = end
        next = position
        marks = Array(repeating: Watermark(), count: position.count)
    }

    /// Up to where it is done with: what a successor goes on from.
    var position: OutcomesCursor {
        zip(next, marks).map { next, mark in mark.lowest ?? next }
    }

    /// It has done with something beyond its position.
    var isHeldBack: Bool { marks.contains(where: \.isHeldBack) }

    /// A partition that it has not taken in to its end, or to `tail` where it has none.
    func lacking(_ tail: OutcomesCursor) -> Int32? {
        for partition in next.indices {
            let goal = end?[partition] ?? tail[partition].next
            if next[partition].next < goal { return Int32(partition) }
        }
        return nil
    }

    /// What is to be written of a replay; nil for the live course.
    var progress: ReplayProgress? {
        guard case .replay(let command) = id, let span, let end else { return nil }
        return ReplayProgress(command: command, span: span, position: position, end: end)
    }

    /// Moves past a record: false when it is a copy, or was taken in before.
    mutating func pass(_ offset: Int64, _ event: OutcomePosition, in partition: Int32) -> Bool {
        guard offset >= next[Int(partition)].next else { return false }
        return next[Int(partition)].pass(offset, event)
    }

    /// Moves past what holds nothing to deliver.
    mutating func skip(to offset: Int64, in partition: Int32) {
        next[Int(partition)].next = max(next[Int(partition)].next, offset)
    }

    /// A delivery of the record at `offset` begins; `high` is what was handled before it.
    mutating func begin(_ offset: Int64, in partition: Int32, high: OutcomePosition?) {
        marks[Int(partition)].begin(OutcomesPlace(next: offset, high: high))
    }

    mutating func end(_ offset: Int64, in partition: Int32) {
        marks[Int(partition)].end(offset)
    }
}
