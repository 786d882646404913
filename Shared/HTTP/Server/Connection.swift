internal import CMicroHTTPD

/// libmicrohttpd's connection, seen from the request that is on it.
///
/// Safe: it is only used by the exchange that is on it, and not after that is completed. Sendable:
/// resuming is allowed from any thread, and all else is called from the connection's own.
@safe struct Connection: @unchecked Sendable {
    private let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) { unsafe self.pointer = pointer }

    func suspend() { unsafe MHD_suspend_connection(pointer) }

    func resume() { unsafe MHD_resume_connection(pointer) }

    var clientAddress: IPAddress? {
        guard let address = unsafe peil_mhd_client_address(pointer) else { return nil }
        return unsafe IPAddress(address)
    }

    func headers() -> Headers {
        var headers = Headers()
        unsafe withUnsafeMutablePointer(to: &headers) { headers in
            _ = unsafe MHD_get_connection_values_n(
                pointer, .HEADER_KIND,
                { context, _, name, nameCount, value, valueCount in
                    guard let headers = unsafe context?.assumingMemoryBound(to: Headers.self)
                    else { return .NO }
                    unsafe headers.pointee.append(
                        name: Self.bytes(name, nameCount), value: Self.bytes(value, valueCount))
                    return .YES
                }, headers)
        }
        return headers
    }

    /// nil when it is badly encoded.
    func query() -> Query? {
        var query: Query? = Query()
        unsafe withUnsafeMutablePointer(to: &query) { query in
            _ = unsafe MHD_get_connection_values_n(
                pointer, .GET_ARGUMENT_KIND,
                { context, _, name, nameCount, value, valueCount in
                    guard let query = unsafe context?.assumingMemoryBound(to: Query?.self) else {
                        return .NO
                    }
                    let name = unsafe Self.bytes(name, nameCount)
                    let value = unsafe Self.bytes(value, valueCount)
                    let added = unsafe query.pointee?.append(
                        encodedName: name, encodedValue: value)
                    if added == true { return .YES }
                    unsafe query.pointee = nil
                    return .NO
                }, query)
        }
        return query
    }

    /// Starts sending the answer's head and body.
    func send(_ response: Response, id: String, trace: TraceParent, close: Bool) -> Bool {
        let made: OpaquePointer?
        switch response.body {
        case .bytes(let bytes): unsafe made = peil_mhd_bytes(bytes, bytes.count)
        case .stream(let stream): unsafe made = stream.response(on: self)
        }
        guard let answer = unsafe made else { return false }
        defer { unsafe MHD_destroy_response(answer) }
        for (name, value) in response.headers {
            unsafe MHD_add_response_header(answer, name, value)
        }
        unsafe MHD_add_response_header(answer, "x-request-id", id)
        unsafe MHD_add_response_header(answer, "traceparent", trace.description)
        if close { unsafe MHD_add_response_header(answer, "connection", "close") }
        return unsafe MHD_queue_response(pointer, UInt32(response.status), answer) == .YES
    }

    private static func bytes(
        _ start: UnsafePointer<CChar>?, _ count: Int
    ) -> UnsafeBufferPointer<UInt8> {
        unsafe UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count)
            .bindMemory(to: UInt8.self)
    }
}
