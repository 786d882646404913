import HTTP
import Support
import Testing
import Threading

/// Takes a body up to a limit and pauses beyond it, until it is told to go on.
private final class Basin: BodyConsumer {
    struct State {
        var received = 0
        var held = 0
        var mostHeld = 0
        var sum: UInt64 = 0
        var finished = false
        var abandoned = false
    }
    let state = Monitor(State())
    let responder: Responder
    let limit: Int

    init(_ responder: Responder, limit: Int) {
        self.responder = responder
        self.limit = limit
    }

    func receive(_ chunk: Span<UInt8>) {
        var sum: UInt64 = 0
        for index in chunk.indices { sum = sum &* 31 &+ UInt64(chunk[index]) }
        state.with { state in
            state.received += chunk.count
            state.held += chunk.count
            state.mostHeld = max(state.mostHeld, state.held)
            state.sum = state.sum &+ sum
            if state.held >= limit { responder.pauseBody() }
        }
    }

    func finish() {
        let received = state.with { state in
            state.finished = true
            return state.received
        }
        responder.answer(.text("\(received)"))
    }

    func abandoned() { state.with { $0.abandoned = true } }

    func empty() {
        state.with { state in
            state.held = 0
            responder.resumeBody()
        }
    }
}

@Suite("Bodies that are streamed", .onThreads)
struct UploadTests {
    private let basins = Monitor<[Basin]>([])

    private func server(limit: Int, bodyLimitBytes: Int = .max) throws -> Server {
        try serve { router in
            router.addStream(
                .post, "/", needs: .nothing, bodyLimitBytes: bodyLimitBytes
            ) { [basins] _, responder in
                let basin = Basin(responder, limit: limit)
                basins.with { $0.append(basin) }
                return basin
            }
        }
    }

    private func basin(_ index: Int = 0) -> Basin {
        basins.wait { $0.count > index ? $0[index] : nil }
    }

    @Test("A body comes in pieces, with a length, in chunks, or compressed")
    func pieces() throws {
        let server = try server(limit: .max)
        let client = RawClient(port: server.port)
        let body = [UInt8](repeating: 65, count: 300_000)
        #expect(client.ask("POST", "/", body: body)?.body == "300000")
        for (name, part) in [("gzip", Compressed.gzipZeros), ("zstd", Compressed.zstdZeros)] {
            let answer = client.ask(
                "POST", "/", ["Content-Encoding: \(name)"], body: Compressed.repeated(part, 3))
            #expect(answer?.body == "300000", "\(name)")
        }
        client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
        client.send("3\r\nabc\r\n0\r\n\r\n")
        #expect(client.answer()?.body == "3")
        #expect(basin(3).state.with { $0.finished && !$0.abandoned })
    }

    @Test("While the consumer pauses, the client's sending halts and memory stays bounded")
    func backPressure() throws {
        let server = try server(limit: 100_000)
        let client = RawClient(port: server.port)
        client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
        let total = 256 << 20
        let sender = Thread(name: "sender") {
            let chunk = Array("10000\r\n".utf8) + [UInt8](repeating: 7, count: 65_536) + [13, 10]
            for _ in 0..<total / 65_536 { client.send(chunk) }
            client.send("0\r\n\r\n")
        }
        let basin = basin()
        var pauses = 0
        while !basin.state.with({ $0.finished }) {
            basin.state.wait { $0.held >= 100_000 || $0.finished ? () : nil }
            pauses += 1
            basin.empty()
        }
        sender.join()
        #expect(client.answer()?.body == "\(total)")
        #expect(basin.state.with { $0.mostHeld } <= 100_000 + 65_536)
        #expect(pauses >= total / 200_000)
    }

    @Test("A compressed body that grows a thousandfold is held back as well")
    func compressedBackPressure() throws {
        let parts = [("gzip", Compressed.gzipZeros), ("zstd", Compressed.zstdZeros)]
        for (index, (name, part)) in parts.enumerated() {
            let body = Compressed.repeated(part, 200)
            let server = try server(limit: 100_000)
            let client = RawClient(port: server.port)
            client.send(
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Encoding: \(name)\r\n"
                    + "Content-Length: \(body.count)\r\n\r\n")
            client.send(body)
            let basin = basin(index)
            while !basin.state.with({ $0.finished }) {
                basin.state.wait { $0.held >= 100_000 || $0.finished ? () : nil }
                basin.empty()
            }
            #expect(client.answer()?.body == "20000000")
            #expect(basin.state.with { $0.mostHeld } <= 100_000 + 65_536)
        }
    }

    @Test("A client that goes away half-way is noticed, and its body is not finished")
    func goneHalfway() throws {
        let server = try server(limit: .max)
        do {
            let client = RawClient(port: server.port)
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nabc")
            let basin = basin()
            basin.state.wait { $0.received == 3 ? () : nil }
        }
        let basin = basin()
        #expect(basin.state.wait { $0.abandoned ? !$0.finished : nil })
    }

    @Test("A consumer that answers before the end is given no more; the rest is thrown away")
    func earlyAnswer() throws {
        let server = try serve { router in
            router.addStream(.post, "/", needs: .nothing) { _, responder in
                let basin = Basin(responder, limit: .max)
                basins.with { $0.append(basin) }
                responder.answer(.text("enough", status: 422))
                return basin
            }
        }
        let client = RawClient(port: server.port)
        let body = [UInt8](repeating: 65, count: 900_000)
        #expect(client.ask("POST", "/", body: body)?.status == 422)
        #expect(basin().state.with { $0.received == 0 && !$0.finished })
        #expect(client.ask("POST", "/", body: [1])?.status == 422)
    }

    @Test("A consumer that answers at the head of a long body is not sent the body first")
    func answerAtHead() throws {
        let server = try serve { router in
            router.addStream(.post, "/", needs: .nothing) { _, responder in
                responder.answer(.text("not yours", status: 403))
                return Basin(responder, limit: .max)
            }
        }
        for line in ["Content-Length: 5000000000", "Transfer-Encoding: chunked"] {
            let client = RawClient(port: server.port)
            client.send("POST / HTTP/1.1\r\nHost: a\r\n\(line)\r\n\r\n")
            #expect(client.answer()?.status == 403, "\(line)")
        }
    }

    @Test("A body over the limit or of another encoding is abandoned and refused")
    func refused() throws {
        let server = try server(limit: .max, bodyLimitBytes: 100_000)
        let client = RawClient(port: server.port)
        let header = ["Content-Encoding: gzip"]
        let large = Compressed.repeated(Compressed.gzipZeros, 2)
        #expect(client.ask("POST", "/", header, body: large)?.status == 413)
        #expect(client.ask("POST", "/", header, body: [1, 2, 3])?.status == 400)
        for index in 0..<2 {
            #expect(basin(index).state.with { $0.abandoned && !$0.finished })
        }
    }
}
