internal import Threading

/// Threads for what may wait: the server's own must not.
final class Workers: Sendable {
    private let jobs: BoundedQueue<@Sendable () -> Void>
    private let threads: [Thread]

    /// As many jobs wait as there can be requests.
    init(threads count: Int, capacity: Int) {
        let jobs = BoundedQueue<@Sendable () -> Void>(capacity: capacity)
        self.jobs = jobs
        threads = (0..<count).map { number in
            Thread(name: "ingest-\(number)") {
                // The others' jobs are theirs: one at a time is taken.
                while let job = jobs.pop() { job() }
            }
        }
    }

    func run(_ job: @escaping @Sendable () -> Void) { _ = jobs.push(job) }

    /// What was given is still done.
    func stop() {
        jobs.close()
        for thread in threads { thread.join() }
    }
}
