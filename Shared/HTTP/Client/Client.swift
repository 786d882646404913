internal import Threading

/// An HTTP client on one thread of its own, with connections that are kept and used again.
///
///     let client = Client(ClientConfiguration(policy: .publicOnly()))
///     client.send(request) { result in … }
///
/// Certificates are verified, redirects are not followed, proxies of the environment are not used,
/// and every address is checked when it is connected to.
public final class Client: Sendable {
    private let loop: ClientLoop
    private let thread: Thread

    public init(_ configuration: ClientConfiguration) {
        let loop = ClientLoop(configuration)
        self.loop = loop
        thread = Thread(name: "http-client") { loop.run() }
    }

    deinit { loop.close() }

    /// `completion` is called once, on the client's thread, and must not block.
    @discardableResult
    public func send(
        _ request: ClientRequest,
        completion: @escaping @Sendable (Result<ClientResponse, ClientError>) -> Void
    ) -> Transfer {
        submit(request, sink: nil, completion)
    }

    /// Hands the body of a 2xx answer to `receive` as it comes, on the client's thread; another
    /// answer's body is kept as `send` does. `receive` cancels by returning false.
    @discardableResult
    public func stream(
        _ request: ClientRequest, receive: @escaping @Sendable (Span<UInt8>) -> Bool,
        completion: @escaping @Sendable (Result<ClientResponse, ClientError>) -> Void
    ) -> Transfer {
        submit(request, sink: receive, completion)
    }

    /// Waits for the answer. Not to be called on the client's own thread.
    public func send(_ request: ClientRequest) throws(ClientError) -> ClientResponse {
        let answer = Monitor<Result<ClientResponse, ClientError>?>(nil)
        send(request) { result in answer.with { $0 = result } }
        return try answer.wait { $0 }.get()
    }

    /// Breaks off what is under way, each told `closed`, and waits until that is done. Not to be
    /// called on the client's own thread.
    public func close() {
        loop.close()
        thread.join()
    }

    private func submit(
        _ request: ClientRequest, sink: Transfer.Sink?, _ completion: @escaping Transfer.Completion
    ) -> Transfer {
        let transfer = Transfer(
            request, policy: loop.configuration.policy, sockets: loop.sockets, sink: sink,
            wake: { [weak loop] in loop?.lookForCancelled() }, completion: completion)
        loop.submit(transfer)
        return transfer
    }
}
