internal import Log
internal import Messages
internal import Threading
internal import Time

/// What this process knows of the catalogue, and who waits to learn more of it. One thread folds
/// (`CatalogueFollower`), any may ask.
final class CatalogueView: Sendable {
    /// Definitions on the log whose answers are waited for.
    fileprivate struct Waiter {
        let coordinates: [Coordinate]
        let deadline: Timestamp
        let then: @Sendable ([Verdict?]) -> Void
    }
    struct State {
        fileprivate(set) var catalogue = Catalogue()
        /// The highest answer handled of each partition: what is not above it is a copy.
        fileprivate var handled: [Int32: OutcomePosition] = [:]
        /// One past the last record read of each partition.
        fileprivate var next: [Int32: Int64] = [:]
        /// Definitions that are being appended, or whose answers are waited for.
        fileprivate var inFlight = 0
        /// Answers that came while definitions were in flight, which may be theirs.
        fileprivate var unclaimed: [Coordinate: Verdict] = [:]
        fileprivate var waiters: [Waiter] = []
        fileprivate var ready = false
        /// Why the catalogue is not followed at present.
        fileprivate var fault: String? = "not read yet"
    }
    let state = Monitor(State())
    let log: LogID

    init(log: LogID) { self.log = log }

    /// The definitions in force, as far as they were read.
    var catalogue: Catalogue { state.with { $0.catalogue } }

    /// What keeps it from being used; nil when it was read to the end once and is followed.
    var fault: String? {
        state.with { $0.fault ?? ($0.ready ? nil : "the catalogue is not read to its end yet") }
    }
}

extension CatalogueView {
    /// Takes a record of `catalogue`; one that cannot be read, or of another log, is passed.
    func fold(_ partition: Int32, _ record: borrowing Record) {
        let answer = try? CatalogueAnswer(decoding: record.value)
        let offset = record.offset
        state.with { state in
            state.next[partition] = offset + 1
            guard let answer, answer.id.log == log else { return }
            let position = answer.id.position
            if let handled = state.handled[partition], position <= handled { return }
            state.handled[partition] = position
            let existed = state.catalogue.fold(answer.subject)
            if state.inFlight > 0 {
                state.unclaimed[answer.id.cause] = Verdict(answer: answer, existed: existed)
            }
        }
    }

    /// Whether all that stood below these offsets was read.
    func hasReached(_ ends: [Int32: Int64]) -> Bool {
        state.with { state in ends.allSatisfy { state.next[$0.key, default: 0] >= $0.value } }
    }

    /// All was read that was there at the start.
    func becameReady() {
        state.with { $0.ready = true }
    }

    /// Why the catalogue cannot be followed; nil when it can again.
    func report(fault: String?) {
        state.with { $0.fault = fault }
    }
}

extension CatalogueView {
    /// From now on answers are kept, until `wait` or `cancel` is called for this definition.
    func expect() {
        state.with { $0.inFlight += 1 }
    }

    func cancel() {
        state.with { $0.release() }
    }

    /// Calls `then` with the verdicts on the definitions at these coordinates, in their order: as
    /// soon as all are there, or after `deadline` with nil for those that are not.
    func wait(
        for coordinates: [Coordinate], until deadline: Timestamp,
        then: @escaping @Sendable ([Verdict?]) -> Void
    ) {
        state.with {
            $0.waiters.append(Waiter(coordinates: coordinates, deadline: deadline, then: then))
        }
        settle(at: .now())
    }

    /// Answers those who have waited long enough, or whose verdicts are there.
    func settle(at now: Timestamp) {
        let settled: [(Waiter, [Verdict?])] = state.with { state in
            if state.waiters.isEmpty { return [] }
            let unclaimed = state.unclaimed
            let isSettled = { (waiter: Waiter) in
                now >= waiter.deadline
                    || waiter.coordinates.allSatisfy { unclaimed[$0] != nil }
            }
            let settled = state.waiters.filter(isSettled)
            state.waiters.removeAll(where: isSettled)
            return settled.map { waiter in
                let verdicts = waiter.coordinates.map { state.unclaimed.removeValue(forKey: $0) }
                state.release()
                return (waiter, verdicts)
            }
        }
        for (waiter, verdicts) in settled { waiter.then(verdicts) }
    }

    /// Whether a definition waits for its answer.
    var isAwaited: Bool { state.with { !$0.waiters.isEmpty } }
}

extension CatalogueView.State {
    fileprivate mutating func release() {
        inFlight -= 1
        if inFlight == 0 { unclaimed = [:] }
    }
}
