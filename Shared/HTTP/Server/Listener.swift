internal import CMicroHTTPD
internal import Glibc

/// A listening socket, closed unless it is handed over.
struct Listener: ~Copyable {
    private let socket: Int32
    /// The port it really listens on.
    let port: Int

    init(host: String, port: Int) throws(ServerError) {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = peil_stream_socket
        unsafe hints.ai_flags = AI_PASSIVE
        var found: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(host, String(port), &hints, &found) == 0,
            let first = unsafe found
        else { throw .unknownHost(host) }
        defer { unsafe freeaddrinfo(first) }
        let address = unsafe first.pointee
        let kind = peil_stream_socket | peil_socket_flags
        let made = unsafe Glibc.socket(address.ai_family, kind, 0)
        guard made >= 0 else { throw Self.error(host: host, port: port) }
        do throws(ServerError) {
            Self.set(made, SOL_SOCKET, SO_REUSEADDR, 1)
            if unsafe address.ai_family == AF_INET6 {
                Self.set(made, Int32(IPPROTO_IPV6), IPV6_V6ONLY, 0)
            }
            guard unsafe bind(made, address.ai_addr, address.ai_addrlen) == 0,
                listen(made, SOMAXCONN) == 0
            else { throw Self.error(host: host, port: port) }
            self.port = Self.port(of: made)
            socket = made
        } catch {
            close(made)
            throw error
        }
    }

    /// Of a socket that listens on `port` already.
    init(duplicating other: Int32, port: Int) {
        socket = fcntl(other, F_DUPFD_CLOEXEC, 0)
        self.port = port
    }

    deinit { close(socket) }

    /// The socket, which the caller closes from now on.
    consuming func handOver() -> Int32 {
        let socket = socket
        discard self
        return socket
    }

    private static func set(_ socket: Int32, _ level: Int32, _ option: Int32, _ value: Int32) {
        var value = value
        unsafe setsockopt(socket, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }

    private static func port(of socket: Int32) -> Int {
        var address = sockaddr_storage()
        var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return unsafe withUnsafeMutableBytes(of: &address) { bytes in
            guard let start = bytes.baseAddress,
                unsafe getsockname(socket, start.assumingMemoryBound(to: sockaddr.self), &size) == 0
            else { return 0 }
            // IPv4 and IPv6 have it in the same place.
            return unsafe Int(UInt16(bigEndian: start.load(as: sockaddr_in.self).sin_port))
        }
    }

    private static func error(host: String, port: Int) -> ServerError {
        switch errno {
        case EADDRINUSE: .portInUse(host: host, port: port)
        case EADDRNOTAVAIL: .unknownHost(host)
        case let code:
            unsafe .refused(host: host, port: port, reason: String(cString: strerror(code)))
        }
    }
}
