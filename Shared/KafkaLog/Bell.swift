internal import CRdkafka
internal import Threading

/// What a consumer that waits is woken by.
struct Bell {
    enum Ring {
        case closed, group, woken
        /// The feeds, by number, whose queue was empty and is not any more.
        case ready([Int], isWoken: Bool)
    }
    private var isClosed = false
    private var isGroupReady = false
    private var isWoken = false
    private var ready: [Int] = []

    mutating func close() { isClosed = true }
    mutating func group() { isGroupReady = true }
    mutating func wake() { isWoken = true }
    mutating func fill(_ feed: Int) { ready.append(feed) }

    /// What rings, which then rings no more; nil: nothing does. A wake is answered by whatever ends
    /// the wait.
    mutating func take() -> Ring? {
        if isClosed { return .closed }
        if isGroupReady {
            isGroupReady = false
            return .group
        }
        let wasWoken = isWoken
        isWoken = false
        if ready.isEmpty { return wasWoken ? .woken : nil }
        defer { ready = [] }
        return .ready(ready, isWoken: wasWoken)
    }
}

/// Owns a queue of librdkafka's that rings a bell when something comes into it while it is empty.
///
/// Safe: the queue is taken over, and freed once.
@safe struct RingingQueue: ~Copyable {
    let handle: OpaquePointer
    private let ringer: Ringer

    /// Takes `queue` over.
    init(
        _ queue: OpaquePointer, _ bell: Monitor<Bell>,
        _ ring: @escaping @Sendable (inout Bell) -> Void
    ) {
        unsafe handle = queue
        ringer = Ringer(bell: bell, ring: ring)
        // The queue lets go of it before it is gone, in deinit.
        let opaque = unsafe Unmanaged.passUnretained(ringer).toOpaque()
        unsafe rd_kafka_queue_cb_event_enable(
            queue,
            { _, opaque in
                guard let opaque = unsafe opaque else { return }
                let ringer = unsafe Unmanaged<Ringer>.fromOpaque(opaque).takeUnretainedValue()
                ringer.bell.with(ringer.ring)
            }, opaque)
    }

    deinit {
        unsafe rd_kafka_queue_cb_event_enable(handle, nil, nil)
        unsafe rd_kafka_queue_destroy(handle)
    }

    private final class Ringer: Sendable {
        let bell: Monitor<Bell>
        let ring: @Sendable (inout Bell) -> Void

        init(bell: Monitor<Bell>, ring: @escaping @Sendable (inout Bell) -> Void) {
            self.bell = bell
            self.ring = ring
        }
    }
}
