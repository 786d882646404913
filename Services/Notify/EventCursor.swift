internal import Messages

/// How far a reader of outcomes is: per partition the highest (offset, n) handled.
///
/// Its text is the log's id and, for each partition that was read, `~partition.offset.n`, all of it
/// fit for a URL and a header: `3f9c2a71~0.1041.1~5.77.0`.
struct EventCursor: Hashable, Sendable {
    let log: LogID
    private(set) var positions: [OutcomePosition?]

    /// Why a text is no cursor here.
    enum ParsingError: Error {
        case malformed
        /// Of another log: what it points at does not exist.
        case foreign
    }

    /// Before the first event.
    init(log: LogID, partitions: Int32) {
        self.log = log
        positions = Array(repeating: nil, count: Int(partitions))
    }

    init(_ text: String, of log: LogID, partitions: Int32) throws(ParsingError) {
        self.init(log: log, partitions: partitions)
        let parts = text.split(separator: "~", omittingEmptySubsequences: false)
        guard let id = LogID(parts[0]) else { throw .malformed }
        guard id == log else { throw .foreign }
        for part in parts.dropFirst() {
            let numbers = part.split(separator: ".", omittingEmptySubsequences: false)
            guard numbers.count == 3, let partition = Int(numbers[0]),
                let offset = Int64(numbers[1]), let index = Int(numbers[2]),
                positions.indices.contains(partition), offset >= 0, index >= 0
            else { throw .malformed }
            positions[partition] = OutcomePosition(offset: offset, index: index)
        }
    }

    var text: String {
        var text = log.text
        for (partition, position) in positions.enumerated() {
            if let position { text += "~\(partition).\(position.offset).\(position.index)" }
        }
        return text
    }

    /// Moves on to the event at `position`. False when it was handled before: it is a copy.
    mutating func take(_ position: OutcomePosition, of partition: Int32) -> Bool {
        guard !has(position, of: partition) else { return false }
        positions[Int(partition)] = position
        return true
    }

    /// Whether the event at `position` was handled.
    func has(_ position: OutcomePosition, of partition: Int32) -> Bool {
        positions[Int(partition)].map { position <= $0 } ?? false
    }

    /// Whether all that `other` has handled was handled here.
    func covers(_ other: EventCursor) -> Bool {
        zip(positions, other.positions).allSatisfy { own, other in
            guard let other else { return true }
            return own.map { other <= $0 } ?? false
        }
    }
}
