import Glibc

/// One thing that is measured: what it costs each time.
struct Benchmark {
    let name: String
    private let times: Int
    private let body: () -> Void

    /// `body` is measured over `times` repetitions, in the median of several runs.
    init(_ name: String, times: Int, _ body: @escaping () -> Void) {
        self.name = name
        self.times = times
        self.body = body
    }

    /// One line: the name, nanoseconds each time, and how many of them this process had the
    /// processor, which others on the machine do not change.
    func run() {
        let runs = (0..<9).map { _ in
            let (start, processorStart) = (Self.seconds(CLOCK_MONOTONIC), Self.processorSeconds())
            for _ in 0..<times { body() }
            let seconds = Self.seconds(CLOCK_MONOTONIC) - start
            return (all: seconds, processor: Self.processorSeconds() - processorStart)
        }
        let all = median(runs.map(\.all))
        print("\(name): \(all) ns, processor \(median(runs.map(\.processor))) ns")
    }

    /// Nanoseconds each time.
    private func median(_ seconds: [Double]) -> Double {
        let median = seconds.sorted()[seconds.count / 2]
        return (median / Double(times) * 1e10).rounded() / 10
    }

    private static func processorSeconds() -> Double { seconds(CLOCK_PROCESS_CPUTIME_ID) }

    private static func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
