internal import CCurl
internal import Glibc

/// The sockets of a client's transfers, watched as libcurl asks (its `multi_socket` interface):
/// what is ready is told one by one, so that a transfer that waits costs nothing.
///
/// Safe: the descriptors are opened and closed with it.
@safe struct ReadySockets: ~Copyable {
    private let epoll: Int32
    /// Readable once for each time that it is written to: it is watched for its edges.
    private let bell: Int32
    private static let capacity = 64
    private let ready = UnsafeMutablePointer<peil_ready>.allocate(capacity: capacity)

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

    /// From now on `multi` says which sockets are to be watched. To be cleaned up before this.
    func serve(_ multi: UnsafeMutableRawPointer) {
        unsafe peil_curl_multi_set_watcher(multi, epoll)
    }

    /// Ends a wait, the present or the next one. From any thread.
    func wake() { peil_bell_ring(bell) }

    /// Waits for sockets that are ready, and hands over each with libcurl's bits of what it is
    /// ready for.
    func wait(timeoutMilliseconds: Int, _ each: (_ socket: Int32, _ bits: Int32) -> Void) {
        let count = unsafe peil_epoll_wait(
            epoll, ready, Int32(Self.capacity), Int32(clamping: timeoutMilliseconds))
        for index in 0..<Int(max(0, count)) where unsafe ready[index].socket != bell {
            unsafe each(ready[index].socket, ready[index].bits)
        }
    }
}
