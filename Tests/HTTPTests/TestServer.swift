import HTTP

/// A server on a free port of this host.
func serve(
    _ configure: (inout ServerConfiguration) -> Void = { _ in },
    routes: (inout Router) -> Void
) throws -> Server {
    var configuration = ServerConfiguration(host: "127.0.0.1", port: 0)
    configure(&configuration)
    var router = Router()
    routes(&router)
    return try Server(configuration: configuration, router: router)
}

/// Answers with what it was sent.
@Sendable func echo(_ request: Request, _ responder: Responder) {
    responder.answer(.bytes(request.body, type: "application/octet-stream"))
}
