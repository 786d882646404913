internal import Glibc

/// A thread of its own for a loop that blocks in C.
///
///     let thread = Thread(name: "compute") { loop.run() }
///     thread.join()
public final class Thread: Sendable {
    private let finished = Monitor(false)

    /// Starts at once. `name` is what `top -H` and debuggers show (15 bytes at most).
    public init(name: String, _ body: @escaping @Sendable () -> Void) {
        let start = Start(name: name, body: body, finished: finished)
        var thread = pthread_t()
        let code = unsafe pthread_create(
            &thread, nil,
            { argument in
                // The argument is the retained start below, never nil.
                guard let argument = unsafe argument else { return nil }
                unsafe Unmanaged<Start>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            }, Unmanaged.passRetained(start).toOpaque())
        precondition(code == 0, "no thread could be made (error \(code))")
        pthread_detach(thread)
    }

    /// Waits until the body has returned.
    public func join() { finished.wait { $0 ? () : nil } }

    private final class Start: Sendable {
        private let name: String
        private let body: @Sendable () -> Void
        private let finished: Monitor<Bool>

        init(name: String, body: @escaping @Sendable () -> Void, finished: Monitor<Bool>) {
            self.name = name
            self.body = body
            self.finished = finished
        }

        func run() {
            setName()
            body()
            finished.with { $0 = true }
        }

        /// Linux names the calling thread by this file; a name that cannot be set does no harm.
        private func setName() {
            let file = unsafe open("/proc/thread-self/comm", O_WRONLY)
            guard file >= 0 else { return }
            let bytes = Array(name.utf8.prefix(15))
            _ = unsafe write(file, bytes, bytes.count)
            close(file)
        }
    }
}
