import Support
import Testing
import Threading

@testable import HTTP

@Suite("Certificates of the server", .onThreads)
struct CertificateTests {
    private let streams = Monitor<[EventStream]>([])
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    private func server() throws -> Server {
        try serve({ $0.tls = .init(.first) }) { router in
            router.add(.get, "/", needs: .nothing) { _, responder in
                responder.answer(.text("secret"))
            }
            router.add(.get, "/events", needs: .nothing) { [streams] _, responder in
                let stream = EventStream()
                responder.answer(.events(stream))
                streams.with { $0.append(stream) }
            }
        }
    }

    /// A client that trusts this certificate only, and keeps no connection.
    private func client(trusting certificate: TestCertificate, _ name: String) -> Client {
        directory.write(name, certificate.certificate)
        return Client(
            ClientConfiguration(policy: .any, trust: .authorities(directory.path + "/" + name)))
    }

    @Test("A new certificate holds for new connections, and open ones go on under the old")
    func renewal() throws {
        let server = try server()
        let request = ClientRequest(.get, "https://localhost:\(server.port)/")
        let first = client(trusting: .first, "first.pem")
        #expect(try first.send(request).status == 200)

        let received = Monitor(0)
        let ended = Monitor(false)
        var watching = ClientRequest(.get, "https://localhost:\(server.port)/events")
        watching.totalTimeoutMilliseconds = nil
        first.stream(watching) { chunk in
            let count = chunk.count
            received.with { $0 += count }
            return true
        } completion: { _ in
            ended.with { $0 = true }
        }
        let stream = streams.wait { $0.first }
        try server.renew(.init(.second))

        #expect(try client(trusting: .second, "second.pem").send(request).status == 200)
        let stranger = client(trusting: .first, "third.pem")
        let error = #expect(throws: ClientError.self) { try stranger.send(request) }
        guard case .tls = error else {
            Issue.record("the old certificate gave \(String(describing: error))")
            return
        }
        stream.send([1, 2, 3])
        received.wait { $0 == 3 ? () : nil }
        server.drainAndStop(deadlineMilliseconds: 10_000)
        ended.wait { $0 ? () : nil }
    }

    @Test("Files are read again when they change; what is no pair is told, and changes nothing")
    func files() throws {
        func write(_ certificate: TestCertificate, key: TestCertificate) {
            directory.write("server.pem", certificate.certificate)
            directory.write("server.key", key.key)
        }
        write(.first, key: .first)
        let told = Monitor<[ServerError?]>([])
        let tls = try ServerConfiguration.TLS(
            certificateFile: directory.path + "/server.pem",
            keyFile: directory.path + "/server.key")
        let server = try serve { configuration in
            configuration.tls = tls
            configuration.renewalMilliseconds = 10
            configuration.onRenewal = { error in told.with { $0.append(error) } }
        } routes: { router in
            router.add(.get, "/", needs: .nothing) { _, responder in
                responder.answer(.text("secret"))
            }
        }
        let request = ClientRequest(.get, "https://localhost:\(server.port)/")
        let second = client(trusting: .second, "second.pem")
        #expect(throws: ClientError.self) { try second.send(request) }
        #expect(try client(trusting: .first, "first.pem").send(request).status == 200)
        write(.second, key: .first)
        #expect(told.wait { $0.last { $0 != nil } } == .unusableTLS)
        #expect(try client(trusting: .first, "first.pem").send(request).status == 200)
        write(.second, key: .second)
        told.wait { $0.contains { $0 == nil } ? () : nil }
        #expect(try second.send(request).status == 200)
    }

    @Test("A file that is not there is named")
    func missing() {
        let path = directory.path + "/none.pem"
        #expect(throws: ServerError.unreadable("\(path): No such file or directory")) {
            try ServerConfiguration.TLS(certificateFile: path, keyFile: path)
        }
    }

    @Test("A certificate that is none changes nothing")
    func refused() throws {
        let server = try server()
        #expect(throws: ServerError.unusableTLS) {
            try server.renew(.init(certificate: "x", key: "y"))
        }
        let mixed = ServerConfiguration.TLS(
            certificate: TestCertificate.first.certificate, key: TestCertificate.second.key)
        #expect(throws: ServerError.unusableTLS) { try server.renew(mixed) }
        let request = ClientRequest(.get, "https://localhost:\(server.port)/")
        let first = client(trusting: .first, "first.pem")
        #expect(try first.send(request).status == 200)
        server.drainAndStop(deadlineMilliseconds: 1_000)
        try server.renew(.init(.second))
        #expect(throws: ClientError.self) { try first.send(request) }
    }
}

extension ServerConfiguration.TLS {
    init(_ pair: TestCertificate) { self.init(certificate: pair.certificate, key: pair.key) }
}
