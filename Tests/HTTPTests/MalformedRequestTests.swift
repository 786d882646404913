import HTTP
import Support
import Testing

@Suite("Malformed requests and slow clients", .onThreads)
struct MalformedRequestTests {
    @Test("What another server could read differently is refused, and nothing is handled")
    func smuggling() throws {
        let server = try serve { router in
            router.add(.post, "/", needs: .nothing, echo)
            router.add(.get, "/", needs: .nothing, echo)
        }
        for request in [
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "3\r\nabc\r\n0\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"
                + "3\r\nabc\r\n0\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            "GET / HTTP/1.1\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n",
            "nonsense\r\n\r\n",
        ] {
            let client = RawClient(port: server.port)
            client.send(request)
            client.finishSending()
            let text = client.readToEnd()
            #expect(!text.contains(" 200 "), "\(request) was answered \(text)")
        }
        #expect(RawClient(port: server.port).ask("GET", "/")?.status == 200)
    }

    @Test("A head larger than the pool is refused")
    func largeHead() throws {
        let server = try serve { $0.add(.get, "/", needs: .nothing, echo) }
        let client = RawClient(port: server.port)
        let answer = client.ask("GET", "/", ["X-Large: " + String(repeating: "x", count: 20_000)])
        #expect(answer?.status == 431)
    }

    @Test("A client that sends byte by byte is answered; one that stalls is closed")
    func slow() throws {
        let server = try serve({ $0.idleSeconds = 1 }) {
            $0.add(.post, "/", needs: .nothing, echo)
        }
        let client = RawClient(port: server.port)
        for byte in "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc".utf8 {
            client.send([byte])
        }
        #expect(client.answer()?.body == "abc")
        let stalled = RawClient(port: server.port)
        stalled.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\na")
        #expect(!stalled.readToEnd().contains(" 200 "))
    }

    @Test("Requests that come together are answered in order")
    func pipelining() throws {
        let server = try serve { router in
            router.add(.get, "/{n}", needs: .nothing) { request, responder in
                responder.answer(.text(request.parameter("n")))
            }
        }
        let client = RawClient(port: server.port)
        client.send((0..<20).map { "GET /\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
        for number in 0..<20 { #expect(client.answer()?.body == "\(number)") }
    }
}
