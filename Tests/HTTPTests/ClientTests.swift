import HTTP
import Support
import Testing
import Threading

@Suite("The client", .onThreads)
struct ClientTests {
    private let client = Client(ClientConfiguration(policy: .any))

    private func server() throws -> Server {
        try serve { router in
            router.add(.post, "/echo", needs: .nothing, bodyLimitBytes: 10_000_000) {
                request, responder in
                var response = Response.bytes(request.body, type: "text/x-echo")
                response.headers.append(("x-sent", request.headers["x-sent"] ?? "nothing"))
                response.headers.append(("x-type", request.headers["content-type"] ?? "none"))
                responder.answer(response)
            }
            router.add(.get, "/method", needs: .nothing) { request, responder in
                responder.answer(.text(request.method.rawValue))
            }
            for method in [Method.put, .patch, .delete, .options] {
                router.add(method, "/method", needs: .nothing) { request, responder in
                    responder.answer(
                        .text(
                            request.method.rawValue + String(decoding: request.body, as: UTF8.self))
                    )
                }
            }
            router.add(.get, "/redirect", needs: .nothing) { _, responder in
                responder.answer(
                    Response(302, headers: [("location", "/method")], body: .bytes([])))
            }
            router.add(.get, "/large", needs: .nothing) { _, responder in
                responder.answer(.text(String(repeating: "x", count: 300_000)))
            }
            router.add(.get, "/never", needs: .nothing) { [kept] _, responder in
                kept.with { $0.append(responder) }
            }
        }
    }
    private let kept = Monitor<[Responder]>([])

    private func error(_ request: ClientRequest, _ client: Client? = nil) -> ClientError? {
        do throws(ClientError) {
            _ = try (client ?? self.client).send(request)
            return nil
        } catch { return error }
    }

    @Test("A request arrives as it was made, and so does its answer")
    func roundTrip() throws {
        let server = try server()
        let url = "http://127.0.0.1:\(server.port)"
        let body = Array(String(repeating: "figures ", count: 300_000).utf8)
        var request = ClientRequest(.post, url + "/echo", body: body)
        request.headers = [("x-sent", "yes"), ("content-type", "text/csv")]
        request.bodyLimitBytes = 5_000_000
        let answer = try client.send(request)
        #expect(answer.status == 200)
        #expect(answer.body == body)
        #expect(answer.headers["x-sent"] == "yes")
        #expect(answer.headers["x-type"] == "text/csv")
        #expect(answer.headers["content-type"] == "text/x-echo")
        let plain = try client.send(ClientRequest(.post, url + "/echo"))
        #expect(plain.headers["x-type"] == "none")
        for method in [Method.get, .put, .patch, .delete, .options] {
            let answer = try client.send(ClientRequest(method, url + "/method"))
            #expect(answer.body == Array(method.rawValue.utf8))
        }
        let patched = try client.send(ClientRequest(.patch, url + "/method", body: [65]))
        #expect(patched.body == Array("PATCHA".utf8))
        let head = try client.send(ClientRequest(.head, url + "/method"))
        #expect(head.status == 200 && head.body.isEmpty)
    }

    @Test("A redirect is not followed")
    func redirect() throws {
        let server = try server()
        let answer = try client.send(
            ClientRequest(.get, "http://127.0.0.1:\(server.port)/redirect"))
        #expect(answer.status == 302)
        #expect(answer.headers["location"] == "/method")
    }

    @Test("Of a large answer the first bytes are kept and all are counted")
    func limit() throws {
        let server = try server()
        var request = ClientRequest(.get, "http://127.0.0.1:\(server.port)/large")
        request.bodyLimitBytes = 20_000
        let answer = try client.send(request)
        #expect(answer.body.count == 20_000)
        #expect(answer.bodyCount == 300_000)
    }

    @Test("Connections are used again")
    func keepAlive() throws {
        // It takes one, and no other while that is open.
        let server = try serve { configuration in
            (configuration.threads, configuration.connectionLimit) = (1, 1)
        } routes: { router in
            router.add(.get, "/", needs: .nothing) { _, responder in
                responder.answer(.text("here"))
            }
        }
        let request = ClientRequest(.get, "http://127.0.0.1:\(server.port)/")
        for _ in 0..<3 { #expect(try client.send(request).status == 200) }
        let other = Client(ClientConfiguration(policy: .any))
        #expect(error(request, other) != nil)
    }

    @Test("Where a server closes what is kept, the next request has a connection of its own")
    func closedMeanwhile() throws {
        for _ in 0..<20 {
            let server = try server()
            let url = "http://127.0.0.1:\(server.port)/method"
            for _ in 0..<3 {
                #expect(try client.send(ClientRequest(.get, url)).status == 200)
            }
        }
    }

    @Test("Many requests at once are each answered with their own")
    func many() throws {
        let server = try server()
        let answers = Monitor<[Int: [UInt8]]>([:])
        for number in 0..<300 {
            let request = ClientRequest(
                .post, "http://127.0.0.1:\(server.port)/echo", body: Array("\(number)".utf8))
            client.send(request) { result in
                let body = (try? result.get())?.body ?? []
                answers.with { $0[number] = body }
            }
        }
        let all = answers.wait { $0.count == 300 ? $0 : nil }
        #expect(all.allSatisfy { $1 == Array("\($0)".utf8) })
    }

    @Test("A private address is refused, as a number, as a name and in mapped form")
    func refusedAddresses() throws {
        let server = try server()
        let guarded = Client(ClientConfiguration(policy: .publicOnly()))
        let loopback = try #require(IPAddress("127.0.0.1"))
        for host in ["127.0.0.1", "[::ffff:127.0.0.1]", "0x7f000001", "2130706433", "127.1"] {
            let request = ClientRequest(.get, "http://\(host):\(server.port)/method")
            #expect(error(request, guarded) == .refusedAddress(loopback), "\(host)")
        }
        let named = error(
            ClientRequest(.get, "http://localhost:\(server.port)/method"), guarded)
        guard case .refusedAddress = named else {
            Issue.record("localhost gave \(String(describing: named))")
            return
        }
        let allowing = Client(
            ClientConfiguration(
                policy: .publicOnly(allowing: [CIDR("127.0.0.0/8")].compactMap { $0 })))
        let request = ClientRequest(.get, "http://127.0.0.1:\(server.port)/method")
        #expect(try allowing.send(request).status == 200)
    }

    @Test("What cannot be asked, reached or awaited is told apart")
    func failures() throws {
        for url in ["", "nonsense://x", "ftp://127.0.0.1/", "file:///etc/passwd", "http://"] {
            #expect(error(ClientRequest(.get, url)) == .invalidURL(url), "\(url)")
        }
        var injected = ClientRequest(.get, "http://127.0.0.1/")
        injected.headers = [("x-one", "a\r\nx-two: b")]
        #expect(error(injected) == .invalidHeader("x-one"))
        let server = try server()
        let port = server.port
        var endless = ClientRequest(.get, "http://127.0.0.1:\(port)/never")
        endless.totalTimeoutMilliseconds = 100
        #expect(error(endless) == .timedOut)
        server.drainAndStop(deadlineMilliseconds: 0)
        guard case .couldNotConnect = error(ClientRequest(.get, "http://127.0.0.1:\(port)/"))
        else {
            Issue.record("a closed port was reached")
            return
        }
        guard case .couldNotResolve = error(ClientRequest(.get, "http://nowhere.invalid/")) else {
            Issue.record("a name without an address was resolved")
            return
        }
    }

    @Test("A connection that breaks before its answer is told as broken off")
    func brokenOff() throws {
        let server = try server()
        let outcome = Monitor<Result<ClientResponse, ClientError>?>(nil)
        client.send(ClientRequest(.get, "http://127.0.0.1:\(server.port)/never")) { result in
            outcome.with { $0 = result }
        }
        kept.wait { $0.isEmpty ? nil : () }
        server.drainAndStop(deadlineMilliseconds: 0)
        let result = outcome.wait { $0 }
        guard case .failure(.brokenOff) = result else {
            Issue.record("got \(result)")
            return
        }
    }

    @Test("Certificates are verified, against the authorities that are given")
    func tls() throws {
        let server = try serve({
            $0.tls = .init(
                certificate: TestCertificate.first.certificate, key: TestCertificate.first.key)
        }) { router in
            router.add(.get, "/", needs: .nothing) { _, responder in
                responder.answer(.text("secret"))
            }
        }
        let request = ClientRequest(.get, "https://localhost:\(server.port)/")
        guard case .tls = error(request) else {
            Issue.record("a certificate of nobody was trusted")
            return
        }
        let directory = try TemporaryDirectory()
        directory.write("authority.pem", TestCertificate.first.certificate)
        let trusting = Client(
            ClientConfiguration(
                policy: .any, trust: .authorities(directory.path + "/authority.pem")))
        #expect(try trusting.send(request).body == Array("secret".utf8))
    }

    @Test("A client that is closed breaks off what is under way and takes nothing more")
    func closing() throws {
        let server = try server()
        let outcome = Monitor<ClientError?>(nil)
        let request = ClientRequest(.get, "http://127.0.0.1:\(server.port)/never")
        client.send(request) { result in
            if case .failure(let error) = result { outcome.with { $0 = error } }
        }
        kept.wait { $0.isEmpty ? nil : () }
        client.close()
        #expect(outcome.with { $0 } == .closed)
        #expect(error(request) == .closed)
    }
}
