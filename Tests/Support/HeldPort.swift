import Glibc

/// A port of 127.0.0.1 that nobody listens at, and that nobody is given while this lives: neither
/// who asks for any port nor who connects. Whoever listens with `SO_REUSEADDR` may take it.
public struct HeldPort: ~Copyable, Sendable {
    private let descriptor: Int32

    /// Nil when the port is another's.
    public init?(_ port: Int) {
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        descriptor = socket(AF_INET, kind, 0)
        var on: Int32 = 1
        unsafe setsockopt(
            descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        let isHeld = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isHeld else {
            close(descriptor)
            return nil
        }
    }

    deinit { close(descriptor) }
}
