internal import CCurl
internal import Glibc

/// The sockets of a client's transfers, watched as libcurl asks (its `multi_socket` interface):
/// what is ready is told one by one, so that a transfer that waits costs nothing.
///
/// Between two transfers of one connection libcurl asks that its socket be watched no more. The
/// kernel is not told before that: the next transfer mostly waits for the same, and a socket that
/// says something meanwhile is found out by that.
///
/// Safe: the descriptors are opened and closed with it.
@safe final class ReadySockets {
    private struct Socket {
        /// What libcurl waits for, as its `CURL_POLL_…`; 0 for nothing.
        var wanted: Int32 = 0
        /// What the kernel watches it for.
        var watched: Int32 = 0
    }

    private let epoll: Int32
    /// Readable once for each time that it is written to: it is watched for its edges.
    private let bell: Int32
    private static let capacity = 64
    private let ready = UnsafeMutablePointer<peil_ready>.allocate(capacity: capacity)
    /// Those of which it is told when they are opened and closed: all connections.
    private var sockets: [Int32: Socket] = [:]

    init() {
        epoll = peil_epoll_open()
        bell = peil_bell_open(epoll)
        precondition(epoll >= 0 && bell >= 0, "no descriptors are left for a client's sockets")
    }

    deinit {
        Glibc.close(bell)
        Glibc.close(epoll)
        unsafe ready.deallocate()
    }

    /// Itself as libcurl hands it back; to outlive all that it is handed to.
    private var context: UnsafeMutableRawPointer {
        unsafe Unmanaged.passUnretained(self).toOpaque()
    }

    private static func from(_ context: UnsafeMutableRawPointer?) -> ReadySockets? {
        guard let context = unsafe context else { return nil }
        return unsafe Unmanaged<ReadySockets>.fromOpaque(context).takeUnretainedValue()
    }

    /// From now on `multi` says which sockets are to be watched. To be cleaned up before this.
    func serve(_ multi: UnsafeMutableRawPointer) {
        unsafe peil_curl_multi_set_watcher(
            multi,
            { _, socket, what, context, _ in
                unsafe ReadySockets.from(context)?
                    .want(what == CURL_POLL_REMOVE ? 0 : what, of: socket)
                return 0
            }, context)
    }

    /// Closes the sockets that `easy` opens, each of which is to be told by `opened`.
    func close(socketsOf easy: UnsafeMutableRawPointer) {
        unsafe peil_curl_set_closer(
            easy,
            { context, socket in
                unsafe ReadySockets.from(context)?.sockets[socket] = nil
                return Glibc.close(socket)
            }, context)
    }

    func opened(_ socket: Int32) { sockets[socket] = Socket() }

    private func want(_ what: Int32, of socket: Int32) {
        guard let watched = sockets[socket]?.watched else {
            // Not a connection: it may be closed without a word.
            return what == 0
                ? peil_epoll_forget(epoll, socket) : peil_epoll_watch(epoll, socket, what)
        }
        let isKnown = what == 0 || what == watched
        sockets[socket] = Socket(wanted: what, watched: isKnown ? watched : what)
        if !isKnown { peil_epoll_watch(epoll, socket, what) }
    }

    /// Ends a wait, the present or the next one. From any thread.
    func wake() { peil_bell_ring(bell) }

    /// Waits for sockets that are ready, and hands over each with libcurl's bits of what it is
    /// ready for.
    func wait(timeoutMilliseconds: Int, _ each: (_ socket: Int32, _ bits: Int32) -> Void) {
        let count = unsafe peil_epoll_wait(
            epoll, ready, Int32(Self.capacity), Int32(clamping: timeoutMilliseconds))
        for index in 0..<Int(max(0, count)) where unsafe ready[index].socket != bell {
            let socket = unsafe ready[index].socket
            if sockets[socket]?.wanted == 0 {
                peil_epoll_forget(epoll, socket)
                sockets[socket] = Socket()
            } else {
                unsafe each(socket, ready[index].bits)
            }
        }
    }
}
