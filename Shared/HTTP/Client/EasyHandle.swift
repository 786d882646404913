internal import CCurl

/// One of libcurl's transfers, used again for the next one when it is done.
///
/// Safe: the pointers are made and freed with it. It is used on its client's thread only.
@safe final class EasyHandle {
    /// What stays set from one request to the next that is like it.
    private struct Kind: Equatable {
        let method: Method
        let sendsBody: Bool
        let connectTimeoutMilliseconds: Int
        let totalTimeoutMilliseconds: Int?
        let stallTimeoutSeconds: Int?

        init(_ request: ClientRequest) {
            method = request.method
            sendsBody = request.sendsBody
            connectTimeoutMilliseconds = request.connectTimeoutMilliseconds
            totalTimeoutMilliseconds = request.totalTimeoutMilliseconds
            stallTimeoutSeconds = request.stallTimeoutSeconds
        }
    }

    let pointer: UnsafeMutableRawPointer
    /// Nil where the next request finds nothing to go on with.
    private var kind: Kind?
    private let message = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    private var headers: UnsafeMutablePointer<curl_slist>?
    private let sockets: ReadySockets

    /// nil when memory is short.
    init?(_ sockets: ReadySockets) {
        guard let pointer = unsafe curl_easy_init() else { return nil }
        unsafe self.pointer = pointer
        self.sockets = sockets
    }

    deinit {
        unsafe curl_easy_cleanup(pointer)
        unsafe curl_slist_free_all(headers)
        unsafe message.deallocate()
    }

    /// Readies it for `request`, whose answer `transfer` receives.
    func prepare(
        _ request: ClientRequest, _ configuration: ClientConfiguration, for transfer: Transfer
    ) {
        let kind = request.source == nil ? Kind(request) : nil
        if kind == nil || kind != self.kind { setKind(of: request, configuration) }
        self.kind = kind
        unsafe message.pointee = 0
        set(CURLOPT_URL, request.url)
        if request.sendsBody { setBody(request.body) }
        setHeaders(request)
        let context = unsafe Unmanaged.passUnretained(transfer).toOpaque()
        if let source = request.source { unsafe setSource(source, context) }
        unsafe peil_curl_set_receivers(
            pointer,
            { bytes, _, count, context in
                unsafe Transfer.from(context)?.receiveHeader(EasyHandle.bytes(bytes, count))
                return count
            },
            { bytes, _, count, context in
                let taken = unsafe Transfer.from(context)?
                    .receiveBody(EasyHandle.bytes(bytes, count))
                return taken == true ? count : 0
            }, context)
        unsafe peil_curl_set_opener(
            pointer,
            { context, _, address in
                guard let address = unsafe address,
                    let transfer = unsafe Transfer.from(context)
                else { return -1 }
                return unsafe transfer.open(&address.pointee)
            }, context)
    }

    private func setKind(of request: ClientRequest, _ configuration: ClientConfiguration) {
        unsafe curl_easy_reset(pointer)
        unsafe set(CURLOPT_ERRORBUFFER, message)
        unsafe sockets.close(socketsOf: pointer)
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_PROXY, "")
        switch configuration.trust {
        case .system: break
        case .authorities(let file): set(CURLOPT_CAINFO, file)
        case .own(let file):
            set(CURLOPT_CAINFO, file)
            set(CURLOPT_SSL_VERIFYHOST, 0)
        }
        set(CURLOPT_NOSIGNAL, 1)
        // The thread that waits for a name is left behind where the transfer is over: all transfers
        // would wait for it.
        set(CURLOPT_QUICK_EXIT, 1)
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
        set(CURLOPT_CONNECTTIMEOUT_MS, request.connectTimeoutMilliseconds)
        if let total = request.totalTimeoutMilliseconds { set(CURLOPT_TIMEOUT_MS, total) }
        if let stall = request.stallTimeoutSeconds {
            set(CURLOPT_LOW_SPEED_LIMIT, 1)
            set(CURLOPT_LOW_SPEED_TIME, stall)
        }
        if request.method == .head {
            set(CURLOPT_NOBODY, 1)
        } else if request.sendsBody || request.source != nil {
            set(CURLOPT_POST, 1)
            set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
        } else if request.method != .get {
            set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
        }
    }

    private func setBody(_ body: [UInt8]) {
        set(CURLOPT_POSTFIELDSIZE, body.count)
        _ = unsafe body.withUnsafeBytes { unsafe set(CURLOPT_COPYPOSTFIELDS, $0.baseAddress) }
    }

    private func setSource(_ source: BodySource, _ context: UnsafeMutableRawPointer) {
        unsafe peil_curl_set_sender(
            pointer, source.byteCount,
            { buffer, _, count, context in
                guard let buffer = unsafe buffer, let transfer = unsafe Transfer.from(context)
                else { return Int(CURL_READFUNC_ABORT) }
                return unsafe transfer.sendBody(
                    into: UnsafeMutableRawBufferPointer(start: buffer, count: count))
            }, context)
    }

    private func setHeaders(_ request: ClientRequest) {
        // Without a value: curl leaves out what it would send by itself.
        var lines = unsafe curl_slist_append(nil, "Expect:")
        if !request.headers.contains(where: { $0.name.lowercased() == "content-type" }) {
            unsafe lines = curl_slist_append(lines, "Content-Type:")
        }
        for (name, value) in request.headers {
            unsafe lines = curl_slist_append(lines, name + ": " + value)
        }
        unsafe set(CURLOPT_HTTPHEADER, lines)
        unsafe curl_slist_free_all(headers)
        unsafe headers = lines
    }

    private func set(_ option: CURLoption, _ value: Int) {
        unsafe peil_curl_set(pointer, option, value)
    }

    private func set(_ option: CURLoption, _ text: String) {
        _ = unsafe text.withCString { unsafe set(option, $0) }
    }

    private func set(_ option: CURLoption, _ value: UnsafeRawPointer?) {
        unsafe peil_curl_set_pointer(pointer, option, value)
    }

    private static func bytes(
        _ start: UnsafeMutablePointer<CChar>?, _ count: Int
    ) -> UnsafeBufferPointer<UInt8> {
        unsafe UnsafeRawBufferPointer(start: start, count: count).bindMemory(to: UInt8.self)
    }
}

extension EasyHandle {
    var status: Int { unsafe peil_curl_status(pointer) }

    /// What curl says of a failure, for people.
    func reason(_ code: CURLcode) -> String {
        if unsafe message.pointee != 0 { return unsafe String(cString: message) }
        guard let text = unsafe curl_easy_strerror(code) else { return "error \(code.rawValue)" }
        return unsafe String(cString: text)
    }
}

extension ClientRequest {
    /// `body` is sent, be it empty.
    fileprivate var sendsBody: Bool {
        guard source == nil else { return false }
        switch method {
        case .head: return false
        case .get, .delete, .options: return !body.isEmpty
        default: return true
        }
    }
}
