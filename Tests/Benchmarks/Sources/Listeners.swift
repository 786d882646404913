import CBare
import Glibc

/// Many connections that wait for something together, on one thread.
final class Listeners {
    private var descriptors: [Int32] = []
    private let waiting = bare_epoll()
    private var ready = [Int32](repeating: 0, count: 1_024)
    private var buffer = [UInt8](repeating: 0, count: 65_536)

    init(count: Int, port: UInt16) throws {
        for _ in 0..<count { try connect(to: port) }
    }

    deinit { for descriptor in descriptors + [waiting] { close(descriptor) } }

    func connect(to port: UInt16) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var place = address(port: port)
        let code = withAddress(&place) { Glibc.connect(descriptor, $0, addressBytes) }
        guard code == 0, bare_epoll_add(waiting, descriptor) == 0 else {
            throw SocketFailed(code: errno)
        }
        descriptors.append(descriptor)
    }

    func ask(_ request: String) throws {
        let bytes = Array(request.utf8)
        for descriptor in descriptors where send(descriptor, bytes, bytes.count, 0) != bytes.count {
            throw SocketFailed(code: errno)
        }
    }

    /// Reads until each has had something that has `mark` in it, once.
    func wait(for mark: String) {
        let mark = Array(mark.utf8)
        var left = descriptors.count
        while left > 0 {
            let found = bare_epoll_wait(waiting, &ready, Int32(ready.count))
            for descriptor in ready.prefix(Int(found)) {
                let count = recv(descriptor, &buffer, buffer.count, 0)
                precondition(count > 0, "a stream has ended")
                if bare_contains(buffer, count, mark, mark.count) != 0 { left -= 1 }
            }
        }
    }
}

private func address(port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
    return address
}

private func withAddress(
    _ address: inout sockaddr_in, _ body: (UnsafeMutablePointer<sockaddr>) -> Int32
) -> Int32 {
    withUnsafeMutablePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1, body)
    }
}

private let addressBytes = socklen_t(MemoryLayout<sockaddr_in>.size)

func socketOnLoopback() throws -> Int32 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var place = address(port: 0)
    let code = withAddress(&place) { bind(descriptor, $0, addressBytes) }
    guard code == 0 else { throw SocketFailed(code: errno) }
    return descriptor
}

func port(of descriptor: Int32) throws -> UInt16 {
    var (place, length) = (address(port: 0), addressBytes)
    let code = withAddress(&place) { getsockname(descriptor, $0, &length) }
    guard code == 0 else { throw SocketFailed(code: errno) }
    return UInt16(bigEndian: place.sin_port)
}

private struct SocketFailed: Error { let code: Int32 }
