internal import Glibc
internal import Synchronization
internal import Threading

private let pipeEnd = Atomic<Int32>(-1)

/// SIGTERM and SIGINT as they come: the handler writes to a pipe, whoever waits reads it.
///
/// The first ends the wait; the second ends the process at once.
final class Signals: Sendable {
    private let end: Int32

    /// From now on. Made once a process.
    init() {
        var ends: [Int32] = [0, 0]
        let code = unsafe pipe(&ends)
        precondition(code == 0, "a pipe could not be made")
        end = ends[0]
        pipeEnd.store(ends[1], ordering: .releasing)
        for number in [SIGTERM, SIGINT] {
            signal(number) { number in
                var byte = UInt8(truncatingIfNeeded: number)
                _ = unsafe write(pipeEnd.load(ordering: .acquiring), &byte, 1)
            }
        }
        // A reader of the output that leaves ends no service.
        signal(SIGPIPE, SIG_IGN)
    }

    /// Whoever started this process may have blocked them, and children inherit that. Before any
    /// other thread is made, and for commands that handle none of them too.
    static func unblock() {
        var set = sigset_t()
        unsafe sigemptyset(&set)
        for number in [SIGTERM, SIGINT, SIGPIPE] { unsafe sigaddset(&set, number) }
        unsafe pthread_sigmask(SIG_UNBLOCK, &set, nil)
    }

    /// Whether one has come, or comes in so long.
    func haveCome(withinMilliseconds timeout: Int = 0) -> Bool {
        var look = pollfd(fd: end, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&look, 1, Int32(timeout)) > 0
    }

    /// Returns at the first signal.
    func wait() {
        _ = next()
        let signals = self
        _ = Thread(name: "signals") { _exit(128 + signals.next()) }
    }

    private func next() -> Int32 {
        var number: UInt8 = 0
        while unsafe read(end, &number, 1) != 1 {}
        return Int32(number)
    }
}
