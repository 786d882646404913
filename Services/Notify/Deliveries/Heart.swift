internal import Log
internal import Messages
internal import Time

/// Decides what is delivered when: a synchronous value without input, output or clock. It is told
/// what happened and at what time, and says what is to be done.
///
///     heart.tell(.concluded(attempt, result), at: now)
///     for action in heart.settle(at: now) { … }
///     for note in heart.takeNotes() { … }
struct Heart: Sendable {
    private var endpoints: [SubscriptionID: Endpoint] = [:]
    /// Its endpoints that something happened to.
    private var touched: Set<SubscriptionID> = []
    private var wakes = DueQueue<SubscriptionID>()
    /// The earliest wake of each that is queued.
    private var nextWakes: [SubscriptionID: Timestamp] = [:]
    /// Partitions that are given up.
    private var leaving: [Int32: Leave] = [:]
    private var leaveCount = 0
    private var pulse: Pulse

    /// How long a partition that is given up waits for its calls.
    static let leaveMilliseconds: Int64 = 500

    /// `tail`: from where the reader at the tail begins.
    init(
        schedule: RetrySchedule, limits: EndpointLimits = EndpointLimits(), seed: UInt64,
        tail: OutcomesCursor, now: Timestamp
    ) {
        pulse = Pulse(schedule: schedule, limits: limits, seed: seed, tail: tail, now: now)
    }

    /// What happened.
    enum Event: Sendable {
        /// The next records of `outcomes` at the tail.
        case outcomes([OutcomeRecord])
        case page(PageRequest, [OutcomeRecord], next: Int64)
        case fetched(FetchRequest, [UInt8]?)
        case ended(EndRequest, at: Int64)
        /// What was asked for cannot be read, now or ever.
        case unreadable(Tenure, LogError)
        case concluded(Attempt, AttemptResult)
        case acknowledged(through: Int)
        /// A partition is ours, with what its subscriptions are owed.
        case claimed(Int32, [Legacy], end: [Int64])
        /// A partition is to be given up.
        case revoked(Int32)
        /// A partition was taken away.
        case lost(Int32)
        /// `waiting`: its commands that are on the log.
        case changed(Subscription, waiting: [SubscriptionCommand], partition: Int32)
        case deleted(SubscriptionID)
        case commanded(SubscriptionCommand)
        /// This was read of one of its own, or of another's.
        case stands(SubscriptionID, SubscriptionStanding)
    }

    /// How far the reader at the tail is.
    var tail: OutcomesCursor { pulse.tail }
    var owned: [SubscriptionID] { Array(endpoints.keys) }
    /// Deliveries that are begun and neither made nor dead.
    var waiting: Int { endpoints.values.reduce(0) { $0 + $1.deliveries.count - $1.deadCount } }
    /// When it wants to be settled again, if nothing happens before.
    var nextWake: Timestamp? {
        let leave = leaving.values.compactMap(\.deadline).min()
        return [wakes.first, leave].compactMap { $0 }.min()
    }

    mutating func tell(_ event: Event, at now: Timestamp) {
        pulse.now = now
        switch event {
        case .outcomes(let records):
            for record in records { pass(record) }
            touched.formUnion(endpoints.keys)
        case .page(let request, let records, let next):
            touch(request.tenure) { $0.turn(request, records, next: next, pulse: &$1) }
        case .fetched(let request, let body):
            touch(request.tenure) { $0.fetched(request.event, body, pulse: &$1) }
        case .ended(let request, let end): confirm(request, end)
        case .unreadable(let tenure, let error):
            // It waits for that from now on: what it has is delivered, and no more.
            touch(tenure) { $1.tell(.unreadable($0.id, error)) }
        case .concluded(let attempt, let result):
            touch(attempt.tenure) { $0.conclude(attempt.matter, result, pulse: &$1) }
        case .acknowledged(let number):
            pulse.acknowledge(through: number)
        case .claimed(let partition, let legacies, let end):
            leaving[partition] = nil
            for legacy in legacies { take(legacy, partition, end) }
        case .revoked(let partition):
            leaveCount += 1
            leaving[partition] = Leave(
                number: leaveCount, deadline: now.adding(milliseconds: Self.leaveMilliseconds))
        case .lost(let partition): drop(partition)
        case .changed(let subscription, let waiting, let partition):
            if endpoints[subscription.id] == nil {
                // New, or deleted and then changed by one who had not read that: it begins anew.
                var legacy = Legacy(subscription)
                legacy.commands = waiting
                take(legacy, partition, nil)
            } else {
                touch(subscription.id) { $0.change(to: subscription, pulse: &$1) }
            }
        case .deleted(let id):
            endpoints.removeValue(forKey: id)?.forget(pulse: &pulse)
        case .commanded(let command):
            touch(command.subscription) { $0.obey(command, pulse: &$1) }
        case .stands(let id, let standing):
            touch(id) { $0.reread(standing, pulse: &$1) }
        }
    }

    /// What is to be done after all that was told.
    mutating func settle(at now: Timestamp) -> [HeartAction] {
        pulse.now = now
        pulse.endpointCount = endpoints.count
        while let sequel = pulse.nextSequel() { follow(sequel) }
        while let id = wakes.pop(due: now) {
            if let wake = nextWakes[id], wake <= now { nextWakes[id] = nil }
            touched.insert(id)
        }
        // In one order, so that a run can be repeated.
        for id in touched.sorted() { settle(id) }
        touched.removeAll(keepingCapacity: true)
        for partition in leaving.keys.sorted() { leave(partition) }
        return pulse.takeActions()
    }

    /// What is to be remembered of all that was settled.
    mutating func takeNotes() -> [Note] { pulse.takeNotes() }
}

extension Heart {
    private mutating func touch(
        _ id: SubscriptionID, _ body: (inout Endpoint, inout Pulse) -> Void
    ) {
        guard let index = endpoints.index(forKey: id) else { return }
        body(&endpoints.values[index], &pulse)
        touched.insert(id)
    }

    private mutating func touch(
        _ tenure: Tenure, _ body: (inout Endpoint, inout Pulse) -> Void
    ) {
        guard endpoints[tenure.subscription]?.tenure == tenure else { return }
        touch(tenure.subscription, body)
    }

    private mutating func pass(_ record: OutcomeRecord) {
        let partition = Int(record.partition)
        let before = pulse.tail[partition].next
        guard record.offset >= before else { return }
        for index in endpoints.indices {
            endpoints.values[index].offer(record, tail: before, pulse: &pulse)
        }
        if let event = record.event {
            _ = pulse.tail[partition].pass(record.offset, event.id.position)
        } else {
            pulse.tail[partition].next = record.offset + 1
        }
    }

    private mutating func take(_ legacy: Legacy, _ partition: Int32, _ end: [Int64]?) {
        let endpoint = Endpoint(legacy, in: partition, pulse: &pulse)
        endpoints[legacy.subscription.id] = endpoint
        for (outcomes, (place, end)) in zip(endpoint.courses[0].next, end ?? []).enumerated()
        where place.next > end {
            pulse.act(
                .ask(
                    EndRequest(
                        tenure: endpoint.tenure, partition: Int32(outcomes), position: place.next)))
        }
        for command in legacy.commands {
            touch(legacy.subscription.id) { $0.obey(command, pulse: &$1) }
        }
        touched.insert(legacy.subscription.id)
    }

    /// A position that is beyond the end of a log has seen records that it lost since: who goes on
    /// from it would miss what comes in their place.
    private mutating func confirm(_ request: EndRequest, _ end: Int64) {
        let id = request.tenure.subscription
        guard end < request.position, endpoints[id]?.tenure == request.tenure else { return }
        endpoints[id] = nil
        pulse.tell(.lostRecords(id))
    }

    private mutating func drop(_ partition: Int32) {
        leaving[partition] = nil
        endpoints = endpoints.filter { $0.value.partition != partition }
    }

    private mutating func follow(_ sequel: Pulse.Sequel) {
        switch sequel {
        case .durable(let tenure, let event): touch(tenure) { $0.becomeDurable(event, pulse: &$1) }
        case .done(let tenure, let command): touch(tenure) { $0.finish(command, pulse: &$1) }
        case .released(let partition, let leave):
            // It may have been taken again since, if the log was long in answering.
            guard leaving[partition]?.number == leave else { return }
            drop(partition)
            pulse.act(.released(partition))
        }
    }

    private mutating func settle(_ id: SubscriptionID) {
        guard let index = endpoints.index(forKey: id),
            leaving[endpoints.values[index].partition] == nil
        else { return }
        endpoints.values[index].begin(pulse: &pulse)
        endpoints.values[index].readOn(pulse: &pulse)
        endpoints.values[index].oweSlowCalls(pulse: &pulse)
        endpoints.values[index].writeIfDue(pulse: &pulse)
        guard let wake = endpoints.values[index].wake(pulse: pulse) else { return }
        if let queued = nextWakes[id], queued <= wake { return }
        nextWakes[id] = wake
        wakes.push(id, at: wake)
    }

    /// Writes all of a partition when its calls are over, or were waited for long enough.
    private mutating func leave(_ partition: Int32) {
        guard let leave = leaving[partition], let deadline = leave.deadline else { return }
        let ours = endpoints.filter { $0.value.partition == partition }.keys.sorted()
        let isIdle = ours.allSatisfy { endpoints[$0]?.underWay == 0 }
        guard isIdle || deadline <= pulse.now else { return }
        for id in ours { touch(id) { $0.write(pulse: &$1) } }
        leaving[partition]?.deadline = nil
        pulse.then(.released(partition, leave: leave.number))
        while let sequel = pulse.nextSequel() { follow(sequel) }
    }
}

/// A partition that is given up.
private struct Leave: Sendable {
    let number: Int
    /// Until when its calls under way are waited for; nil when all of it was noted.
    var deadline: Timestamp?
}
