import HTTP
import Support
import Testing
import Threading

@Suite("Starting and stopping", .onThreads)
struct StoppingTests {
    @Test("A port that is taken is told as such, and a host that is not ours")
    func taken() throws {
        let server = try serve { _ in }
        #expect(throws: ServerError.portInUse(host: "127.0.0.1", port: server.port)) {
            try serve({ $0.port = server.port }) { _ in }
        }
        #expect(throws: ServerError.unknownHost("192.0.2.1")) {
            try serve({ $0.host = "192.0.2.1" }) { _ in }
        }
        #expect(throws: ServerError.unknownHost("nowhere.invalid")) {
            try serve({ $0.host = "nowhere.invalid" }) { _ in }
        }
        #expect(throws: ServerError.unusableTLS) {
            try serve({ $0.tls = .init(certificate: "x", key: "y") }) { _ in }
        }
    }

    @Test("A stop waits for the answers that are owed, and ends streams at once")
    func drain() throws {
        let responders = Monitor<[Responder]>([])
        let streams = Monitor<[EventStream]>([])
        let server = try serve { router in
            router.add(.get, "/slow", needs: .nothing) { _, responder in
                responders.with { $0.append(responder) }
            }
            router.add(.get, "/events", needs: .nothing) { _, responder in
                let stream = EventStream()
                responder.answer(.events(stream))
                streams.with { $0.append(stream) }
            }
        }
        let slow = RawClient(port: server.port)
        slow.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
        let reader = RawClient(port: server.port)
        reader.send("GET /events HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(reader.read(through: "\r\n\r\n") != nil)
        let idle = RawClient(port: server.port)
        responders.wait { $0.isEmpty ? nil : () }
        let stopped = Monitor(false)
        let stop = Thread(name: "stop") {
            server.drainAndStop(deadlineMilliseconds: 60_000)
            stopped.with { $0 = true }
        }
        #expect(reader.read(through: "0\r\n\r\n") != nil)
        #expect(!stopped.with { $0 })
        let owed = responders.with { responders in
            defer { responders = [] }
            return responders
        }
        for responder in owed { responder.answer(.text("at last")) }
        let answer = try #require(slow.answer())
        #expect(answer.body == "at last")
        #expect(answer.headers["connection"] == "close")
        stop.join()
        #expect(idle.readToEnd().isEmpty)
        let again = try serve({ $0.port = server.port }) { _ in }
        #expect(again.port == server.port)
    }

    @Test("At the deadline what is left is broken off, whatever state it is in")
    func deadline() throws {
        let kept = Monitor<[Responder]>([])
        let consumers = Monitor<[Stuck]>([])
        let server = try serve { router in
            router.add(.get, "/slow", needs: .nothing) { _, responder in
                kept.with { $0.append(responder) }
            }
            router.addStream(.post, "/stuck", needs: .nothing) { _, responder in
                let stuck = Stuck(responder)
                consumers.with { $0.append(stuck) }
                return stuck
            }
        }
        let slow = (0..<10).map { _ in RawClient(port: server.port) }
        for client in slow { client.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n") }
        let stuck = RawClient(port: server.port)
        stuck.send("POST /stuck HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nabc")
        let halfway = RawClient(port: server.port)
        halfway.send("GET /slow HTT")
        kept.wait { $0.count == 10 ? () : nil }
        let consumer = consumers.wait { $0.first }
        consumer.state.wait { $0.received ? () : nil }
        server.drainAndStop(deadlineMilliseconds: 50)
        for client in slow { #expect(client.answer() == nil) }
        #expect(stuck.answer() == nil)
        #expect(consumer.state.with { $0.abandoned })
        for responder in kept.with({ $0 }) {
            #expect(!responder.answer(.text("too late")))
            responder.resumeBody()
        }
    }

    @Test("A stop under load, whenever it comes, leaves every client with an answer or an end")
    func underLoad() throws {
        for round in 0..<30 {
            let queue = BoundedQueue<Responder>(capacity: 1_000)
            let server = try serve { router in
                router.add(.get, "/later", needs: .nothing) { _, responder in
                    _ = queue.push(responder)
                }
                router.add(.get, "/events", needs: .nothing) { _, responder in
                    responder.answer(.events(EventStream()))
                }
            }
            let answerer = Thread(name: "answerer") {
                while let responders = queue.popAll() {
                    for responder in responders { responder.answer(.text("x")) }
                }
            }
            let answered = Monitor(0)
            let connected = (0..<6).map { _ in RawClient(port: server.port) }
            let clients = connected.enumerated().map { number, client in
                Thread(name: "client") {
                    let path = number == 0 ? "/events" : "/later"
                    while client.ask("GET", path)?.status == 200 { answered.with { $0 += 1 } }
                }
            }
            answered.wait { $0 > round * 10 ? () : nil }
            server.drainAndStop(deadlineMilliseconds: round % 3)
            for client in clients { client.join() }
            queue.close()
            answerer.join()
            let again = try serve({ $0.port = server.port }) { _ in }
            #expect(again.port == server.port)
        }
    }
}

/// Pauses at the first bytes and never goes on.
private final class Stuck: BodyConsumer {
    let state = Monitor((received: false, abandoned: false))
    private let responder: Responder

    init(_ responder: Responder) { self.responder = responder }

    func receive(_ chunk: Span<UInt8>) {
        responder.pauseBody()
        state.with { $0.received = true }
    }

    func finish() {}

    func abandoned() { state.with { $0.abandoned = true } }
}
