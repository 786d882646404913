import Glibc
import JSON

/// A client on one connection that sends exactly what it is given.
final class TestClient {
    struct Answer {
        let status: Int
        /// As they came.
        let head: String
        let text: String

        /// The body as JSON; null where it is none.
        var json: Value { (try? Value(text)) ?? .null }

        /// The codes of the errors, in their order.
        var codes: [String] { json["errors"]?.elements.compactMap { $0["code"]?.string } ?? [] }

        /// The lines of the errors, in their order.
        var lines: [Int] {
            json["errors"]?.elements.compactMap { $0["line"]?.number.map { Int($0) } } ?? []
        }
    }
    private let socket: Int32
    private let token: String
    private var buffer: [UInt8] = []

    /// Reading gives up after 20 s without a byte.
    init(port: Int, token: String) {
        self.token = token
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var timeout = timeval(tv_sec: 20, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        unsafe setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &timeout, size)
        // Heads and bodies are sent apart, and neither waits for the other's receipt.
        var on: Int32 = 1
        unsafe setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &on, 4)
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

    /// Sends a request and waits for its answer; nil when the connection ends before.
    func ask(
        _ method: String, _ path: String, type: String? = nil, _ lines: [String] = [],
        body: [UInt8] = []
    ) -> Answer? {
        let type = type.map { ["Content-Type: \($0)"] } ?? []
        begin(method, path, type + lines + ["Content-Length: \(body.count)"])
        send(body)
        return answer()
    }

    func ask(
        _ method: String, _ path: String, type: String, _ lines: [String] = [], body: String
    ) -> Answer? {
        ask(method, path, type: type, lines, body: Array(body.utf8))
    }

    /// Sends the head alone.
    func begin(_ method: String, _ path: String, _ lines: [String]) {
        var head = "\(method) \(path) HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer \(token)\r\n"
        for line in lines { head += line + "\r\n" }
        send(Array((head + "\r\n").utf8))
    }

    /// False when the server closed the connection.
    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let rest = bytes.span.extracting(sent...)
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count <= 0 { return false }
            sent += count
        }
        return true
    }

    func answer() -> Answer? {
        let end = Array("\r\n\r\n".utf8)
        var range = buffer.firstRange(of: end)
        while range == nil, fill() { range = buffer.firstRange(of: end) }
        guard let range else { return nil }
        let head = String(decoding: buffer[..<range.lowerBound], as: UTF8.self)
        buffer.removeSubrange(..<range.upperBound)
        let words = head.split(separator: " ", maxSplits: 2)
        guard words.count > 1, let status = Int(words[1]) else { return nil }
        let length =
            head.split(separator: "\r\n").lazy
            .compactMap { line -> Int? in
                let sides = line.split(separator: ":", maxSplits: 1)
                guard sides.count == 2, sides[0].lowercased() == "content-length" else {
                    return nil
                }
                return Int(sides[1].drop { $0 == " " })
            }.first ?? 0
        while buffer.count < length, fill() {}
        let text = String(decoding: buffer.prefix(length), as: UTF8.self)
        buffer.removeFirst(min(length, buffer.count))
        return Answer(status: status, head: head, text: text)
    }

    private func fill() -> Bool {
        var block = [UInt8](repeating: 0, count: 65_536)
        let count = unsafe recv(socket, &block, block.count, 0)
        if count <= 0 { return false }
        buffer.append(contentsOf: block.prefix(count))
        return true
    }
}
