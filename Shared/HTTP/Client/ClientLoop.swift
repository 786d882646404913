internal import CCurl
internal import Synchronization

/// The client's thread: libcurl's multi interface around all transfers.
///
/// Safe: the pointer is made and freed with it. Sendable: `inbox` is locked, waking is allowed
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

    private static let curlReady: Void = {
        precondition(curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK)
    }()

    let configuration: ClientConfiguration
    private let multi: UnsafeMutableRawPointer
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

    private func wake() { unsafe curl_multi_wakeup(multi) }

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
            var active: Int32 = 0
            unsafe curl_multi_perform(multi, &active)
            var result = CURLE_OK
            while let done = unsafe peil_curl_next_done(multi, &result) {
                guard let one = unsafe running[done] else { continue }
                remove(one)
                one.transfer.finish(result, one.handle)
                idle.append(one.handle)
            }
            unsafe curl_multi_poll(multi, nil, 0, 1_000, nil)
        }
    }

    private func start(_ transfer: Transfer) {
        for (name, value) in transfer.request.headers
        where [name, value].contains(where: { $0.utf8.contains { $0 < 0x20 || $0 == 0x7f } }) {
            return transfer.fail(.invalidHeader(name))
        }
        guard let handle = idle.popLast() ?? EasyHandle() else {
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
