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

    /// One line: the name and nanoseconds each time.
    func run() {
        let clock = ContinuousClock()
        let runs = (0..<9).map { _ in
            clock.measure { for _ in 0..<times { body() } }
        }
        let median = runs.sorted()[runs.count / 2]
        let nanoseconds = median / times / .nanoseconds(1)
        let rounded = (nanoseconds * 10).rounded() / 10
        print("\(name): \(rounded) ns")
    }
}
