import Threading

/// Runs `body`, which blocks, on a thread of its own within the same task: the pool that tests run
/// on is as wide as the machine has cores.
public func onThread<Result: Sendable>(
    _ body: @escaping @Sendable () throws -> Result
) async throws -> Result {
    try await withTaskExecutorPreference(ThreadPerJob()) { try body() }
}

/// Each job gets a thread, so none waits for another.
private final class ThreadPerJob: TaskExecutor {
    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        _ = Thread(name: "test") {
            unsafe job.runSynchronously(on: self.asUnownedTaskExecutor())
        }
    }
}
