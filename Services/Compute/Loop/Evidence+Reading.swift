internal import JSON
internal import Log
internal import Messages

extension Evidence {
    /// Reads from the log what is to be known before a partition is begun.
    init(
        from log: any Log, partition: Int32, _ checkpoint: Checkpoint?
    ) throws(LogError) {
        let updates = Partition(.updates, partition)
        let outcome = try Self.last(of: Partition(.outcomes, partition), log)
        let answer = try Self.last(of: Partition(.catalogue, partition), log)
        let reject = try Self.last(of: Partition(.rejects, partition), log)
        self.init(
            updates: try log.bounds(of: updates), outcome: outcome?.position,
            answer: answer?.position, reject: reject?.position)
        for event in [outcome, answer, reject] {
            guard let event, holdsCauses else { continue }
            let cause = try log.record(at: event.cause.offset, of: updates)
            holdsCauses = cause.map { Checksum.crc32c($0.value.span) } == event.checksum
        }
        if let witness = checkpoint?.witness {
            self.witness = try log.record(at: witness.offset, of: updates).map {
                Checksum.crc32c($0.value.span)
            }
        }
        holdsAcknowledged = try Self.holds(
            checkpoint?.outcome, Partition(.outcomes, partition), log)
        if holdsAcknowledged {
            holdsAcknowledged = try Self.holds(
                checkpoint?.answer, Partition(.catalogue, partition), log)
        }
    }

    private static func last(
        of partition: Partition, _ log: any Log
    ) throws(LogError) -> EventID? {
        try log.lastRecord(of: partition).flatMap { EventID(ofEvent: $0.value.span) }
    }

    private static func holds(
        _ event: Checkpoint.Acknowledged?, _ partition: Partition, _ log: any Log
    ) throws(LogError) -> Bool {
        guard let event else { return true }
        guard let record = try log.record(at: event.offset, of: partition) else { return false }
        return EventID(ofEvent: record.value.span)?.position == event.position
    }
}

extension EventID {
    /// The id of an event, of which no more is read than that takes.
    init?(ofEvent event: Span<UInt8>) {
        var reader = Reader(event)
        guard let text = try? Self.text(&reader) else { return nil }
        self.init(text)
    }

    private static func text(_ reader: inout Reader) throws(JSONError) -> String? {
        try reader.beginObject()
        while let name = try reader.nextMember() {
            if reader.equals(name, "id") { return reader.text(try reader.string()) }
            try reader.skip()
        }
        return nil
    }
}
