internal import Glibc
internal import Synchronization
internal import Threading

/// What all requests of a server share.
final class ServerCore: Sendable {
    struct Service: Sendable {
        var router: Router
        var onAccess: (@Sendable (ServerConfiguration.AccessRecord) -> Void)?
    }
    private let current: Mutex<Service>
    let authentication: Authentication
    private let active = Atomic<Int>(0)
    private let draining = Atomic<Bool>(false)
    private let stopping = Atomic<Bool>(false)
    private let numbers = Atomic<UInt64>(UInt64.random(in: .min ... .max))
    /// Those that may be suspended: what a stop has to wake.
    private let waiting = Mutex<[ObjectIdentifier: Exchange]>([:])
    /// Told when a request of a draining server is done.
    private let idle = Monitor(())

    init(router: Router, configuration: ServerConfiguration) {
        current = Mutex(Service(router: router, onAccess: configuration.onAccess))
        authentication = configuration.authentication
    }

    /// Who answers requests that begin now.
    var service: Service {
        get { current.withLock { $0 } }
        set { current.withLock { $0 = newValue } }
    }

    var isDraining: Bool { draining.load(ordering: .relaxed) }

    /// Nothing may be suspended from now on.
    var isStopping: Bool { stopping.load(ordering: .sequentiallyConsistent) }

    func began() { active.wrappingAdd(1, ordering: .relaxed) }

    func completed() {
        active.wrappingSubtract(1, ordering: .acquiringAndReleasing)
        if isDraining { idle.with { _ in } }
    }

    func register(_ exchange: Exchange) {
        waiting.withLock { $0[ObjectIdentifier(exchange)] = exchange }
    }

    func unregister(_ exchange: Exchange) {
        _ = waiting.withLock { $0.removeValue(forKey: ObjectIdentifier(exchange)) }
    }

    /// A number that is not 0 and does not come again: SplitMix64 (Steele, Lea, Flood 2014) from
    /// a random start.
    func nextNumber() -> UInt64 {
        var z = numbers.wrappingAdd(0x9e37_79b9_7f4a_7c15, ordering: .relaxed).newValue
        z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
        z ^= z >> 31
        return z == 0 ? 1 : z
    }

    /// Ends the streams and waits until every request is answered; those that are left at the
    /// deadline are broken off. After it nothing is suspended, nor will be.
    func drain(deadlineMilliseconds: Int) {
        draining.store(true, ordering: .sequentiallyConsistent)
        for exchange in waiting.withLock({ Array($0.values) }) { exchange.endStream() }
        _ = idle.wait(timeoutMilliseconds: deadlineMilliseconds) { _ in
            active.load(ordering: .acquiring) == 0 ? () : nil
        }
        // Who registers after this sees the flag before it suspends.
        stopping.store(true, ordering: .sequentiallyConsistent)
        for exchange in waiting.withLock({ Array($0.values) }) { exchange.abort() }
    }

    static func monotonicSeconds() -> Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
