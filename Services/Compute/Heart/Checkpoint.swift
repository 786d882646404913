public import Messages
public import Time

/// How far a partition's file is, and by what that can be told on the log.
public struct Checkpoint: Hashable, Sendable {
    /// The last record that was folded: the log must still have it.
    public struct Witness: Hashable, Sendable {
        public let offset: Int64
        /// CRC-32C of its value.
        public let checksum: UInt32
    }

    /// An event that the log acknowledged, and where it stands in its own partition.
    public struct Acknowledged: Hashable, Sendable {
        public let position: OutcomePosition
        public let offset: Int64
    }

    public let log: LogID
    public let partition: Int32
    /// The version of the rules that made the state.
    public let rules: Int
    /// The offset of the update that is to be folded next.
    public var next: Int64 = 0
    /// Nil before the first record.
    public var witness: Witness?
    /// The last outcome, and the last answer of the catalogue.
    public var outcome: Acknowledged?
    public var answer: Acknowledged?
    /// The last day that passed.
    public var lastDay: CalendarDate?

    /// Before the first record.
    public init(log: LogID, partition: Int32) {
        self.log = log
        self.partition = partition
        rules = PartitionState.rules
    }
}

extension Checkpoint {
    func write(to bytes: inout [UInt8]) {
        bytes.append(varint: UInt64(log.number))
        bytes.append(signed: Int64(partition))
        bytes.append(signed: Int64(rules))
        bytes.append(signed: next)
        bytes.append(signed: witness?.offset ?? -1)
        bytes.append(varint: UInt64(witness?.checksum ?? 0))
        for event in [outcome, answer] {
            bytes.append(signed: event?.position.offset ?? -1)
            bytes.append(signed: Int64(event?.position.index ?? 0))
            bytes.append(signed: event?.offset ?? 0)
        }
        bytes.append(signed: lastDay.map { Int64($0.dayNumber) } ?? .min)
    }

    /// Reads the row of `Rows.Table.checkpoint`.
    public init(row: Span<UInt8>) throws(RowFault) {
        var reader = try Rows.content(of: row)
        log = LogID(UInt32(truncatingIfNeeded: try reader.varint()))
        partition = try reader.integer()
        rules = try reader.integer()
        next = try reader.signed()
        let witness = Witness(
            offset: try reader.signed(), checksum: UInt32(truncatingIfNeeded: try reader.varint()))
        self.witness = witness.offset < 0 ? nil : witness
        outcome = try Self.event(from: &reader)
        answer = try Self.event(from: &reader)
        let day = try reader.signed()
        lastDay = day == .min ? nil : CalendarDate(dayNumber: Int32(truncatingIfNeeded: day))
    }

    private static func event(
        from reader: inout ByteReader
    ) throws(RowFault) -> Acknowledged? {
        let position = OutcomePosition(
            offset: try reader.signed(), index: try reader.integer())
        let offset = try reader.signed()
        return position.offset < 0 ? nil : Acknowledged(position: position, offset: offset)
    }
}
