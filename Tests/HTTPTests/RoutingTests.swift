import HTTP
import Support
import Testing
import Threading

@Suite("Routing", .onThreads)
struct RoutingTests {
    private func server() throws -> Server {
        try serve { router in
            router.add(.get, "/v1/targets", needs: .read) { _, responder in
                responder.answer(.text("all"))
            }
            router.add(.get, "/v1/targets/{id}", needs: .read) { request, responder in
                responder.answer(.text("target " + request.parameter("id")))
            }
            router.add(.put, "/v1/targets/{id}", needs: .nothing, echo)
            router.add(.get, "/v1/targets/special", needs: .read) { _, responder in
                responder.answer(.text("special"))
            }
            router.add(.get, "/indicators/{code}", needs: .read) { request, responder in
                responder.answer(.text("page " + request.parameter("code")))
            }
            router.add(.get, "/indicators/{code}.svg", needs: .read) { request, responder in
                responder.answer(.text("chart " + request.parameter("code")))
            }
            router.add(.get, "/{one}/{two}/end", needs: .read) { request, responder in
                let query = request.query.pairs.map { "\($0.name)=\($0.value)" }
                responder.answer(
                    .text("\(request.parameter("one")),\(request.parameter("two")) \(query)"))
            }
        }
    }

    @Test("A path finds its route, fixed segments before parameters, endings before whole ones")
    func paths() throws {
        let server = try server()
        let client = RawClient(port: server.port)
        for (path, body) in [
            ("/v1/targets", "all"), ("/v1/targets/nl.mkb.cloud.2030", "target nl.mkb.cloud.2030"),
            ("/v1/targets/special", "special"), ("/v1/targets/a%2Fb%20c", "target a/b c"),
            ("/indicators/nl.mkb.cloud", "page nl.mkb.cloud"),
            ("/indicators/nl.mkb.cloud.svg", "chart nl.mkb.cloud"),
            ("/indicators/.svg", "page .svg"), ("/v1/targets/end", "target end"),
            ("/v1/targetz/end", "v1,targetz []"),
            ("/a/b/end?x=1&x=%C3%A9+%2B&y", #"a,b ["x=1", "x=é +", "y="]"#),
        ] {
            #expect(client.ask("GET", path)?.body == body, "\(path)")
        }
    }

    @Test("What does not exist is 404, and what is badly encoded is 400")
    func unknown() throws {
        let server = try server()
        let client = RawClient(port: server.port)
        for path in ["/", "/v1", "/v1/targets/", "/v1/targets/a/b", "/nothing", "/v1/target"] {
            let answer = try #require(client.ask("GET", path))
            #expect(answer.status == 404, "\(path)")
            #expect(answer.headers["content-type"] == "application/problem+json")
            #expect(answer.body.contains(#""status":404"#))
        }
        for path in [
            "/v1/targets/%", "/v1/targets/%4", "/v1/targets/%zz", "/v1/targets/%00",
            "/v1/targets/%FF", "/v1/targets?x=%", "/v1/targets?x=%FF",
        ] {
            #expect(client.ask("GET", path)?.status == 400, "\(path)")
        }
    }

    @Test("A method that a path does not take is 405 and names those it takes")
    func methods() throws {
        let server = try server()
        let client = RawClient(port: server.port)
        let answer = try #require(client.ask("DELETE", "/v1/targets/x"))
        #expect(answer.status == 405)
        #expect(answer.headers["allow"] == "GET, HEAD, PUT")
        #expect(client.ask("BREW", "/v1/targets")?.status == 501)
    }

    @Test("HEAD is answered as GET is, without the body")
    func head() throws {
        let server = try server()
        let client = RawClient(port: server.port)
        let answer = try #require(client.ask("HEAD", "/v1/targets/x"))
        #expect(answer.status == 200)
        #expect(answer.headers["content-length"] == "8")
        #expect(client.ask("GET", "/v1/targets/x")?.body == "target x")
    }

    @Test("Every answer names its request and continues the caller's trace")
    func identity() throws {
        let server = try server()
        let client = RawClient(port: server.port)
        let trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
        let known = try #require(
            client.ask("GET", "/v1/targets", ["X-Request-Id: abc-1", "Traceparent: \(trace)"]))
        #expect(known.headers["x-request-id"] == "abc-1")
        let continued = try #require(known.headers["traceparent"])
        #expect(continued.hasPrefix("00-0af7651916cd43dd8448eb211c80319c-"))
        #expect(continued != trace)
        #expect(TraceParent(continued) != nil)
        var seen: Set<String> = []
        for _ in 0..<100 {
            let answer = try #require(client.ask("GET", "/nothing", ["Traceparent: 00-00-00-00"]))
            seen.insert(try #require(answer.headers["x-request-id"]))
            let trace = try #require(answer.headers["traceparent"])
            #expect(TraceParent(trace)?.description == trace)
            seen.insert(trace)
        }
        #expect(seen.count == 200)
    }

    @Test("A traceparent is read as the specification says, and refused when it is all zeros")
    func traceParents() {
        let good = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
        #expect(TraceParent(good)?.description == good)
        #expect(TraceParent("cc" + good.dropFirst(2) + "-more") != nil)
        for text in [
            "", "00", good + "-more", "ff" + good.dropFirst(2), good.uppercased(),
            "00-00000000000000000000000000000000-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
            "00-0af7651916cd43dd8448eb211c80319-b7ad6b7169203331-01",
        ] {
            #expect(TraceParent(text) == nil, "\(text)")
        }
    }

    @Test("Routes are replaced as a whole, for the next request of an open connection too")
    func replaced() throws {
        let unmatched = Problem(503, "Service Unavailable", headers: [("retry-after", "2")])
        let server = try Server(
            configuration: ServerConfiguration(host: "127.0.0.1", port: 0),
            router: Router(unmatched: unmatched))
        let client = RawClient(port: server.port)
        let before = try #require(client.ask("POST", "/v1/figures"))
        #expect(before.status == 503)
        #expect(before.headers["retry-after"] == "2")
        var router = Router()
        router.add(.post, "/v1/figures", needs: .nothing, echo)
        let told = Monitor<[String]>([])
        server.serve(router) { access in told.with { $0.append(access.route) } }
        #expect(client.ask("POST", "/v1/figures")?.status == 200)
        #expect(client.ask("GET", "/nothing")?.status == 404)
        #expect(told.wait { $0.count == 2 ? $0 : nil } == ["/v1/figures", ""])
    }
}
