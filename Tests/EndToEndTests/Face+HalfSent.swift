import Glibc
import Testing

extension Face {
    /// Announces `body`, sends half of it, and leaves.
    func sendHalf(of path: String, _ body: String, type: String) throws {
        let port = try #require(base.split(separator: ":").last.flatMap { UInt16($0) })
        let connection = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(connection) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
        let connected = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(connection, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(connected == 0)
        let head =
            "POST \(path) HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer \(token)\r\n"
            + "content-type: \(type)\r\ncontent-length: \(body.utf8.count)\r\n\r\n"
        let bytes = Array((head + body.prefix(body.count / 2)).utf8)
        let sent = unsafe bytes.withUnsafeBytes {
            unsafe write(connection, $0.baseAddress, $0.count)
        }
        try #require(sent == bytes.count)
    }
}
