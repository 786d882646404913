internal import CMicroHTTPD
internal import Glibc
internal import Synchronization

/// A running libmicrohttpd, which is stopped with this object.
///
/// Safe: the pointer is valid until the stop. Sendable: its functions take calls from any thread.
@safe final class Daemon: @unchecked Sendable {
    private let pointer: OpaquePointer
    private let socket: Int32
    /// The socket is libmicrohttpd's to close until then.
    private let quiesced = Atomic<Bool>(false)
    private let core: Unmanaged<ServerCore>

    /// Takes over the listening socket.
    init(
        _ core: ServerCore, _ configuration: ServerConfiguration, _ listener: consuming Listener
    ) throws(ServerError) {
        let context = unsafe Unmanaged.passRetained(core)
        var options = unsafe peil_mhd_options()
        unsafe options.threads = UInt32(max(configuration.threads, 1))
        unsafe options.connection_limit = UInt32(
            max(configuration.connectionLimit, configuration.threads))
        unsafe options.idle_seconds = UInt32(configuration.idleSeconds)
        unsafe options.pool_bytes = configuration.poolBytes
        socket = listener.handOver()
        unsafe options.listen_socket = socket
        let started: OpaquePointer?
        if let tls = configuration.tls {
            // libmicrohttpd reads both while it starts.
            unsafe started = tls.certificate.withCString { certificate in
                unsafe tls.key.withCString { key in
                    unsafe options.certificate = certificate
                    unsafe options.key = key
                    return unsafe Self.start(&options, context)
                }
            }
        } else {
            unsafe started = Self.start(&options, context)
        }
        guard let pointer = unsafe started else {
            // libmicrohttpd has closed the socket: its number may be another's by now.
            unsafe context.release()
            throw configuration.tls == nil ? .failed : .unusableTLS
        }
        unsafe self.pointer = pointer
        unsafe self.core = context
    }

    /// The same listening socket once more, for a daemon that takes this one's place.
    func listener(port: Int) -> Listener { Listener(duplicating: socket, port: port) }

    var hasConnections: Bool { unsafe peil_mhd_connections(pointer) > 0 }

    /// Takes no more connections. The socket stays open until the stop: libmicrohttpd's threads
    /// still name it when they put it aside, each in its own time.
    func quiesce() { quiesced.store(unsafe MHD_quiesce_daemon(pointer) >= 0, ordering: .relaxed) }

    /// Refuses who connects from now on; also on the same socket elsewhere. Without quiescing, in
    /// which libmicrohttpd races with its own threads for the socket, and ends the process where
    /// they lose.
    func refuseConnections() { shutdown(socket, Int32(SHUT_RDWR)) }

    deinit {
        unsafe MHD_stop_daemon(pointer)
        if quiesced.load(ordering: .relaxed) { close(socket) }
        unsafe core.release()
    }

    private static func start(
        _ options: inout peil_mhd_options, _ core: Unmanaged<ServerCore>
    ) -> OpaquePointer? {
        unsafe peil_mhd_start(
            &options,
            { core, connection, path, method, _, chunk, count, context in
                guard let core = unsafe core, let connection = unsafe connection,
                    let path = unsafe path, let method = unsafe method,
                    let count = unsafe count, let context = unsafe context
                else { return .NO }
                guard let known = unsafe context.pointee else {
                    let core = unsafe Unmanaged<ServerCore>.fromOpaque(core)
                        .takeUnretainedValue()
                    let exchange = unsafe Exchange(
                        core: core, connection: Connection(connection),
                        method: String(cString: method))
                    unsafe context.pointee = Unmanaged.passRetained(exchange).toOpaque()
                    let atOnce = unsafe exchange.begin(path: String(cString: path))
                    return atOnce ? exchange.go() : .YES
                }
                let exchange = unsafe Unmanaged<Exchange>.fromOpaque(known).takeUnretainedValue()
                if unsafe count.pointee > 0 {
                    let bytes = unsafe UnsafeRawBufferPointer(start: chunk, count: count.pointee)
                        .bindMemory(to: UInt8.self)
                    guard let used = unsafe exchange.receive(bytes.span) else { return .NO }
                    unsafe count.pointee -= used
                    return .YES
                }
                exchange.finish()
                return exchange.go()
            },
            { _, _, context, _ in
                guard let context = unsafe context, let known = unsafe context.pointee else {
                    return
                }
                unsafe context.pointee = nil
                unsafe Unmanaged<Exchange>.fromOpaque(known).takeRetainedValue().completed()
            },
            // Paths and queries stay as they came: they are decoded after they were taken apart.
            { _, _, text in unsafe text.map { unsafe strlen($0) } ?? 0 }, core.toOpaque())
    }
}

extension Exchange {
    fileprivate func go() -> MHD_Result {
        switch settle() {
        case .send(let response): send(response) ? .YES : .NO
        case .wait: .YES
        case .hangUp: .NO
        }
    }
}
