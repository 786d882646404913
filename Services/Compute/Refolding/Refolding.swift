public import Log
public import Messages
internal import Time

/// A partition folded once more from its first record, to be held against what there is.
///
///     var refolding = Refolding(log: identity.log, partition: 5)
///     for record in records { try refolding.fold(record) { partition, event in … } }
///     let difference = refolding.difference(from: kept)
public struct Refolding: ~Copyable {
    private static let sweepLimit = 1_000

    private var state: PartitionState
    private var report = RawReport()
    private var emission: Emission
    /// As far as they were asked for.
    private var rows: [KeptState.Row: [UInt8]] = [:]

    public init(log: LogID, partition: Int32) {
        state = PartitionState(log: log, partition: partition)
        emission = Emission(log: log, partition: partition, after: HighWater())
    }

    /// Folds the next record of `updates`; each outcome and answer that comes of it goes to
    /// `each`, with its partition, as it must stand on the log.
    public mutating func fold<Failure: Error>(
        _ record: StoredRecord,
        _ each: (Partition, borrowing Record) throws(Failure) -> Void
    ) throws(Failure) -> FoldError? {
        do throws(FoldError) {
            try state.fold(
                Record(offset: record.offset, key: record.key.span, value: record.value.span),
                using: &report, into: &emission)
        } catch { return error }
        while true {
            try emission.events.forEach(each)
            emission.removeAll()
            guard state.isSweeping else { return nil }
            state.proceed(limit: Self.sweepLimit, into: &emission)
        }
    }

    /// The first way in which what was committed is not what the records folded so far make; nil
    /// where it is. Asked when `kept.next` is the next record.
    public mutating func difference(from kept: KeptState) -> String? {
        if state.lastDay != kept.checkpoint.lastDay {
            return "the last day is \(day(kept.checkpoint.lastDay)), not \(day(state.lastDay))"
        }
        let changes = state.takeChanges(Checkpoint(log: state.log, partition: state.partition))
        changes.forEach { table, id, row in
            if table != .checkpoint { rows[KeptState.Row(table: table, id: id)] = row.copied }
        }
        let first = rows.filter { kept.rows[$0.key] != $0.value }.keys
            .min { ($0.table.rawValue, $0.id) < ($1.table.rawValue, $1.id) }
        if let first {
            let fault = kept.rows[first] == nil ? "missing" : "another"
            return "\(first.table) \(first.id) is \(fault)"
        }
        guard rows.count == kept.rows.count else {
            return "\(kept.rows.count) rows are kept, and \(rows.count) are made"
        }
        return nil
    }

    private func day(_ date: CalendarDate?) -> String { date?.description ?? "none" }
}
