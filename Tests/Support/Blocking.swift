public import Testing
import Threading

/// Runs `body`, which blocks, on a thread of its own within the same task: the pool that tests run
/// on is as wide as the machine has cores.
public func onThread<Result: Sendable>(
    _ body: @escaping @Sendable () throws -> Result
) async throws -> Result {
    try await withTaskExecutorPreference(ThreadPerJob()) { try body() }
}

/// Runs each test of a suite on a thread of its own: for suites whose tests block throughout.
///
///     @Suite("Answering", .onThreads) struct AnsweringTests { … }
public struct OnThreads: SuiteTrait, TestTrait, TestScoping {
    public var isRecursive: Bool { true }

    public func provideScope(
        for test: Test, testCase: Test.Case?,
        performing function: @Sendable @concurrent () async throws -> Void
    ) async throws {
        try await withTaskExecutorPreference(ThreadPerJob()) { try await function() }
    }
}

extension Trait where Self == OnThreads {
    public static var onThreads: OnThreads { OnThreads() }
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
