internal import CCurl
internal import Glibc
internal import Synchronization

/// A request under way.
///
/// Sendable: but for `isCancelled` all that changes is touched on the client's thread only.
public final class Transfer: @unchecked Sendable {
    typealias Completion = @Sendable (Result<ClientResponse, ClientError>) -> Void
    /// Takes a piece of the body; false cancels.
    typealias Sink = @Sendable (Span<UInt8>) -> Bool

    let request: ClientRequest
    private let policy: AddressPolicy
    /// Of its client.
    private let sockets: ReadySockets
    private let sink: Sink?
    private let completion: Completion
    private let wake: @Sendable () -> Void
    private let cancelled = Atomic<Bool>(false)
    private var headers = Headers()
    private var status = 0
    private var body: [UInt8] = []
    private var bodyCount = 0
    private var refusedAddress: IPAddress?

    init(
        _ request: ClientRequest, policy: AddressPolicy, sockets: ReadySockets, sink: Sink?,
        wake: @escaping @Sendable () -> Void, completion: @escaping Completion
    ) {
        self.request = request
        self.policy = policy
        self.sockets = sockets
        self.sink = sink
        self.wake = wake
        self.completion = completion
    }

    /// Breaks it off, from any thread; its completion is told `cancelled` unless it is over.
    public func cancel() {
        cancelled.store(true, ordering: .relaxed)
        wake()
    }

    var isCancelled: Bool { cancelled.load(ordering: .relaxed) }

    static func from(_ context: UnsafeMutableRawPointer?) -> Transfer? {
        guard let context = unsafe context else { return nil }
        return unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    }

    func receiveHeader(_ line: UnsafeBufferPointer<UInt8>) {
        if unsafe line.starts(with: "HTTP/".utf8) {
            // An interim answer may have come before.
            headers = Headers()
            let text = unsafe line.drop { $0 != UInt8(ascii: " ") }.dropFirst().prefix(3)
            status = unsafe text.reduce(0) { $0 * 10 + Int($1 &- UInt8(ascii: "0")) }
            return
        }
        guard let colon = unsafe line.firstIndex(of: UInt8(ascii: ":")) else { return }
        var start = colon + 1
        while start < line.count, unsafe Self.isBlank(line[start]) { start += 1 }
        var end = start
        while end < line.count, unsafe !Self.isLineEnd(line[end]) { end += 1 }
        unsafe headers.append(
            name: UnsafeBufferPointer(rebasing: line[..<colon]),
            value: UnsafeBufferPointer(rebasing: line[start..<end]))
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }

    private static func isLineEnd(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\n")
    }

    func receiveBody(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        if isCancelled { return false }
        if let sink, 200..<300 ~= status { return unsafe sink(bytes.span) }
        let room = max(0, request.bodyLimitBytes - body.count)
        unsafe body.append(contentsOf: bytes.prefix(room))
        bodyCount += bytes.count
        return true
    }

    /// Fills `buffer` from the request's source; gives how much, or what breaks the transfer off.
    func sendBody(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        guard !isCancelled, let piece = request.source?.read(buffer.count),
            1...buffer.count ~= piece.count
        else { return Int(CURL_READFUNC_ABORT) }
        unsafe buffer.copyBytes(from: piece)
        return piece.count
    }

    /// A socket for this address, where the policy permits it.
    func open(_ address: inout curl_sockaddr) -> Int32 {
        let permitted = unsafe withUnsafePointer(to: &address.addr) { unsafe IPAddress($0) }
        guard let permitted else { return -1 }
        guard policy.permits(permitted) else {
            refusedAddress = permitted
            return -1
        }
        let kind = address.socktype | peil_close_on_exec
        let opened = socket(address.family, kind, address.protocol)
        if opened >= 0 { sockets.opened(opened) }
        return opened
    }

    func finish(_ code: CURLcode, _ handle: EasyHandle) {
        if code == CURLE_OK {
            completion(
                .success(
                    ClientResponse(
                        status: handle.status, headers: headers, body: body, bodyCount: bodyCount)))
        } else {
            completion(.failure(error(code, handle)))
        }
    }

    func fail(_ error: ClientError) { completion(.failure(error)) }

    private func error(_ code: CURLcode, _ handle: EasyHandle) -> ClientError {
        let reason = handle.reason(code)
        switch code {
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: return .invalidURL(request.url)
        case CURLE_COULDNT_RESOLVE_HOST: return .couldNotResolve(reason)
        case CURLE_COULDNT_CONNECT:
            return refusedAddress.map { .refusedAddress($0) } ?? .couldNotConnect(reason)
        case CURLE_OPERATION_TIMEDOUT: return .timedOut
        case CURLE_WRITE_ERROR, CURLE_ABORTED_BY_CALLBACK: return .cancelled
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM,
            CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR,
            CURLE_SSL_INVALIDCERTSTATUS:
            return .tls(reason)
        default: return .brokenOff(reason)
        }
    }
}
