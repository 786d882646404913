internal import JSON
public import Log
public import Messages
internal import Threading
internal import Time

/// The rules by which this program folds the log (design.md, "Rules have a version").
public let currentRules = 1

/// What the log's first record says of the log: the same for whoever reads it, for ever.
public typealias LogIdentity = Update.LogCreated

/// The identity of `log`. Every service asks for it before it does anything else; on an empty log
/// the first record is written. Two that do so at once agree: the lowest offset counts.
///
/// Blocks until the log has answered.
public func found(_ log: any Log) throws(FoundingError) -> LogIdentity {
    if let identity = try identity(of: log) { return identity }
    try create(log)
    guard let identity = try identity(of: log) else { throw .foreign }
    return identity
}

/// Whether `log` does not begin any more with the record that gave it this id: its topic was
/// deleted and made anew, however much is there again. A log that does not answer says nothing.
public func isRemade(_ log: any Log, since id: LogID) -> Bool {
    do throws(FoundingError) {
        return try identity(of: log)?.log != id
    } catch {
        if case .log = error { return false }
        return true
    }
}

private let first = Partition(.updates, 0)

/// Nil when the log is empty.
private func identity(of log: any Log) throws(FoundingError) -> LogIdentity? {
    guard let record = try firstRecord(of: log) else { return nil }
    guard case .logCreated(let identity) = try? UpdateEvent(decoding: record.value.span).update
    else { throw .foreign }
    guard identity.partitions == log.partitionCount else {
        throw .repartitioned(stated: identity.partitions, held: log.partitionCount)
    }
    return identity
}

private func firstRecord(of log: any Log) throws(FoundingError) -> StoredRecord? {
    do throws(LogError) {
        // A hole before it is a control record of the broker's.
        for offset in try log.bounds(of: first) {
            if let record = try log.record(at: offset, of: first) { return record }
        }
        return nil
    } catch { throw .log(error) }
}

private func create(_ log: any Log) throws(FoundingError) {
    let id = LogID(UInt32.random(in: .min ... .max))
    let identity = LogIdentity(log: id, partitions: log.partitionCount, rules: currentRules)
    var writer = Writer()
    UpdateEvent(id: "created-\(id.text)", time: .now(), update: .logCreated(identity))
        .encode(into: &writer)
    let answer = Monitor<Result<[Int64], LogError>?>(nil)
    do throws(LogError) {
        let key: [UInt8] = []
        var batch = Batch()
        try batch.add(to: first, key: key.span, value: writer.bytes)
        log.append(batch) { result in answer.with { $0 = result } }
        _ = try answer.wait { $0 }.get()
    } catch { throw .log(error) }
}
