internal import CCurl
internal import Synchronization

/// The client's thread: libcurl's multi interface around all transfers.
///
/// Safe: the pointer is made and freed with it. Sendable: `inbox` is locked, `sockets` can be woken
/// from any thread, and all else belongs to the thread that runs the loop.
@safe final class ClientLoop: @unchecked Sendable {
    private struct Inbox {
        var transfers: [Transfer] = []
        var cancelled = false
        var closed = false
    }
    private struct Running {
        let handle: EasyHandle
        let transfer: Transfer
    }

    private static let longestWaitMilliseconds = 1_000
    private static let curlReady: Void = {
        precondition(curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK)
    }()

    let configuration: ClientConfiguration
    private let multi: UnsafeMutableRawPointer
    let sockets = ReadySockets()
    private let inbox = Mutex(Inbox())
    private var running: [UnsafeMutableRawPointer: Running] = unsafe [:]
    private var idle: [EasyHandle] = []

    init(_ configuration: ClientConfiguration) {
        Self.curlReady
        guard let multi = unsafe curl_multi_init() else {
            preconditionFailure("libcurl could not be set up")
        }
        unsafe self.multi = multi
        self.configuration = configuration
        unsafe peil_curl_multi_set(multi, CURLMOPT_MAXCONNECTS, configuration.idleConnections)
        unsafe sockets.serve(multi)
    }

    deinit { unsafe curl_multi_cleanup(multi) }

    func submit(_ transfer: Transfer) {
        let (isClosed, isFirst) = inbox.withLock { inbox in
            if !inbox.closed { inbox.transfers.append(transfer) }
            return (inbox.closed, inbox.transfers.count == 1)
        }
        if isClosed { return transfer.fail(.closed) }
        // Those behind the first are taken with it.
        if isFirst { wake() }
    }

    func close() {
        inbox.withLock { $0.closed = true }
        wake()
    }

    /// Some transfer was cancelled.
    func lookForCancelled() {
        inbox.withLock { $0.cancelled = true }
        wake()
    }

    private func wake() { sockets.wake() }

    /// Until `close`.
    func run() {
        while true {
            let new = inbox.withLock { inbox in
                defer {
                    inbox.transfers = []
                    inbox.cancelled = false
                }
                return inbox
            }
            if new.closed { return stop(new.transfers) }
            for transfer in new.transfers { start(transfer) }
            if new.cancelled {
                for one in unsafe Array(running.values) where one.transfer.isCancelled {
                    remove(one)
                    one.transfer.fail(.cancelled)
                }
            }
            // Begins what was added, and what has waited long enough.
            act(on: CURL_SOCKET_TIMEOUT, bits: 0)
            finish()
            var milliseconds = 0
            unsafe curl_multi_timeout(multi, &milliseconds)
            let timeout = milliseconds < 0 ? Self.longestWaitMilliseconds : milliseconds
            sockets.wait(timeoutMilliseconds: min(timeout, Self.longestWaitMilliseconds)) {
                act(on: $0, bits: $1)
            }
        }
    }

    private func act(on socket: Int32, bits: Int32) {
        var active: Int32 = 0
        unsafe curl_multi_socket_action(multi, socket, bits, &active)
    }

    private func finish() {
        var result = CURLE_OK
        while let done = unsafe peil_curl_next_done(multi, &result) {
            guard let one = unsafe running[done] else { continue }
            remove(one)
            one.transfer.finish(result, one.handle)
            idle.append(one.handle)
        }
    }

    private func start(_ transfer: Transfer) {
        for (name, value) in transfer.request.headers
        where name.holdsControl || value.holdsControl {
            return transfer.fail(.invalidHeader(name))
        }
        guard let handle = idle.popLast() ?? EasyHandle(sockets) else {
            return transfer.fail(.couldNotConnect("out of memory"))
        }
        handle.prepare(transfer.request, configuration, for: transfer)
        unsafe running[handle.pointer] = Running(handle: handle, transfer: transfer)
        unsafe curl_multi_add_handle(multi, handle.pointer)
    }

    private func remove(_ one: Running) {
        unsafe curl_multi_remove_handle(multi, one.handle.pointer)
        unsafe running.removeValue(forKey: one.handle.pointer)
    }

    private func stop(_ unsent: [Transfer]) {
        let left = unsafe Array(running.values)
        for one in left { remove(one) }
        idle = []
        for transfer in left.map(\.transfer) + unsent { transfer.fail(.closed) }
    }
}

extension String {
    fileprivate var holdsControl: Bool { utf8.contains { $0 < 0x20 || $0 == 0x7f } }
}
