import Glibc

/// A client that sends exactly the bytes it is given, right or wrong.
///
/// Sendable: one thread may send while another reads; only the reader touches the buffer.
final class RawClient: @unchecked Sendable {
    struct Answer {
        let status: Int
        /// Names in lower case.
        let headers: [String: String]
        let body: String
    }
    /// SOCK_STREAM, which Swift does not always see.
    private static let stream: Int32 = 1
    private let socket: Int32
    private var buffer: [UInt8] = []

    /// Connects to a port of this host; reading gives up after 10 s without a byte.
    init(port: Int) {
        socket = Glibc.socket(AF_INET, Self.stream, 0)
        var timeout = timeval(tv_sec: 10, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        unsafe setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &timeout, size)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let code = unsafe withUnsafePointer(to: &address) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        precondition(code == 0, "cannot connect to port \(port): error \(errno)")
    }

    deinit { close(socket) }

    /// False when the server closed the connection.
    @discardableResult
    func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count <= 0 { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Sends what fits without waiting for the reader; returns how much.
    func sendWhatFits(_ bytes: [UInt8]) -> Int {
        let flags = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
        return unsafe bytes.withUnsafeBytes {
            unsafe max(0, Glibc.send(socket, $0.baseAddress, $0.count, flags))
        }
    }

    /// Says that nothing more is sent.
    func finishSending() { shutdown(socket, Int32(SHUT_WR)) }

    /// What has come up to and including `end`; nil when the connection ends before.
    func read(through end: String) -> String? {
        let end = Array(end.utf8)
        while true {
            if let range = buffer.firstRange(of: end) {
                defer { buffer.removeSubrange(..<range.upperBound) }
                return String(decoding: buffer[..<range.upperBound], as: UTF8.self)
            }
            guard fill() else { return nil }
        }
    }

    /// `count` bytes, or fewer when the connection ends before.
    func read(count: Int) -> [UInt8] {
        while buffer.count < count, fill() {}
        defer { buffer.removeFirst(min(count, buffer.count)) }
        return Array(buffer.prefix(count))
    }

    /// All until the server closes the connection.
    func readToEnd() -> String {
        while fill() {}
        return String(decoding: buffer, as: UTF8.self)
    }

    /// One answer; nil when the connection ends before it is whole.
    func answer(toHead: Bool = false) -> Answer? {
        guard let head = read(through: "\r\n\r\n") else { return nil }
        var lines = head.split(separator: "\r\n")
        let words = lines.removeFirst().split(separator: " ")
        guard words.count > 1, let status = Int(words[1]) else { return nil }
        var headers: [String: String] = [:]
        for line in lines {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { return nil }
            headers[parts[0].lowercased()] = String(parts[1].drop { $0 == " " })
        }
        if status == 100 { return answer() }
        let count = toHead ? 0 : headers["content-length"].flatMap { Int($0) } ?? 0
        let body = String(decoding: read(count: count), as: UTF8.self)
        return Answer(status: status, headers: headers, body: body)
    }

    private func fill() -> Bool {
        var block = [UInt8](repeating: 0, count: 65_536)
        let count = unsafe recv(socket, &block, block.count, 0)
        if count <= 0 { return false }
        buffer.append(contentsOf: block.prefix(count))
        return true
    }
}

extension RawClient {
    /// Sends a request with these header lines and waits for its answer.
    func ask(_ method: String, _ path: String, _ lines: [String] = [], body: [UInt8] = [])
        -> Answer?
    {
        var head = "\(method) \(path) HTTP/1.1\r\nHost: test\r\n"
        for line in lines { head += line + "\r\n" }
        if !body.isEmpty { head += "Content-Length: \(body.count)\r\n" }
        send(Array((head + "\r\n").utf8) + body)
        return answer(toHead: method == "HEAD")
    }
}
