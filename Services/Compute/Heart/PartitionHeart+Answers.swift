internal import JSON
public import Log
internal import Messages
public import Time

extension PartitionHeart {
    /// The log's answer to a batch. Numbers of batches that a retake has left behind say nothing.
    public mutating func appended(
        _ id: BatchID, _ result: Result<[Int64], LogError>
    ) -> [Action] {
        if let day, day.id == id {
            if case .failure = result { self.day = nil }
            return []
        }
        guard phase == .folding || phase == .draining else { return [] }
        switch result {
        case .success(let offsets):
            guard outbox.acknowledge(id, offsets) else { return [] }
            return state.isSweeping && outbox.isEmpty ? sweepOn() : goOn()
        case .failure(let error): return outbox.contains(id) ? failed(error) : []
        }
    }

    /// The rows are in the file.
    public mutating func committed() -> [Action] {
        guard phase == .committing else { return [] }
        uncommitted = 0
        if let alarm { return halt(alarm) }
        phase = .folding
        return goOn()
    }

    /// Once a day: appends to the partition that `date` has passed, unless its records say so or
    /// are still being caught up with.
    public mutating func passed(_ date: CalendarDate, at time: Timestamp) -> [Action] {
        guard isCaughtUp, takesRecords, state.lastDay.map({ $0 < date }) ?? true,
            day.map({ $0.date < date }) ?? true
        else { return [] }
        let event = UpdateEvent(
            id: "day-\(partition)-\(date)", time: time, update: .dayPassed(date))
        var writer = Writer()
        event.encode(into: &writer)
        let key: [UInt8] = []
        var batch = Batch()
        do throws(LogError) {
            try batch.add(to: Partition(.updates, partition), key: key.span, value: writer.bytes)
        } catch {
            return []
        }
        let id = outbox.takeID()
        day = (id, date)
        return [.append(id, batch)]
    }
}
