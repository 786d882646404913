import HTTP
import Support
import Testing
import Threading

@Suite("Event streams", .onThreads)
struct EventStreamTests {
    private let streams = Monitor<[EventStream]>([])

    private func server(capacityBlocks: Int = 1_000) throws -> Server {
        try serve { router in
            router.add(.get, "/events", needs: .nothing) { [streams] _, responder in
                let stream = EventStream(capacityBlocks: capacityBlocks)
                stream.send(Array("retry: 3000\n\n".utf8))
                responder.answer(.events(stream))
                streams.with { $0.append(stream) }
            }
        }
    }

    private func open(_ server: Server) -> RawClient {
        let client = RawClient(port: server.port)
        client.send("GET /events HTTP/1.1\r\nHost: a\r\n\r\n")
        return client
    }

    private func stream(_ index: Int = 0) -> EventStream {
        streams.wait { $0.count > index ? $0[index] : nil }
    }

    @Test("Events arrive in order on every stream, and the end after them")
    func order() throws {
        let server = try server()
        let clients = (0..<20).map { _ in open(server) }
        let all = streams.wait { $0.count == 20 ? $0 : nil }
        for number in 0..<200 {
            let block = Array("data: \(number)\n\n".utf8)
            for stream in all { #expect(stream.send(block)) }
        }
        for stream in all { stream.end() }
        for client in clients {
            #expect(client.read(through: "\r\n\r\n")?.contains("text/event-stream") == true)
            for number in 0..<200 { #expect(client.read(through: "data: \(number)\n\n") != nil) }
            #expect(client.read(through: "0\r\n\r\n") != nil)
        }
        #expect(all.allSatisfy { !$0.send([1]) })
    }

    @Test("Who sends part after part is told when the reader has left, also before its answer")
    func left() throws {
        let responders = Monitor<[Responder]>([])
        let server = try serve { router in
            router.add(.get, "/later", needs: .nothing) { _, responder in
                responders.with { $0.append(responder) }
            }
        }
        // Gone with its connection, before it is answered.
        RawClient(port: server.port).send("GET /later HTTP/1.1\r\nHost: a\r\n\r\n")
        let responder = responders.wait { $0.first }
        let drained = Monitor(0)
        let stream = EventStream { drained.with { $0 += 1 } }
        #expect(responder.answer(.events(stream)))
        let block = [UInt8](repeating: 65, count: 10_000)
        for _ in 0..<10_000 where stream.isOpen {
            let before = drained.with { $0 }
            guard stream.send(block) else { break }
            let told = drained.wait(timeoutMilliseconds: LogTalk.patienceMilliseconds) {
                $0 > before ? true : nil
            }
            try #require(told == true, "nobody said that the reader has left")
        }
        #expect(!stream.isOpen)
    }

    @Test("A reader that falls too far behind is disconnected")
    func slowReader() throws {
        let server = try server(capacityBlocks: 100)
        let client = open(server)
        let stream = stream()
        let block = [UInt8](repeating: 65, count: 10_000)
        var sent = 0
        while sent < 100_000, stream.send(block) { sent += 1 }
        #expect(sent < 100_000)
        #expect(!stream.isOpen)
        let text = client.readToEnd()
        #expect(!text.hasSuffix("0\r\n\r\n"))
    }

    @Test("A client that left is noticed at a send")
    func gone() throws {
        let server = try server(capacityBlocks: .max)
        do {
            let client = open(server)
            #expect(client.read(through: "retry: 3000\n\n") != nil)
        }
        let stream = stream()
        let noticed = Monitor(false)
        let heart = Thread(name: "heart") {
            while stream.send(Array(":\n\n".utf8)) {}
            noticed.with { $0 = true }
        }
        #expect(noticed.wait(timeoutMilliseconds: 10_000) { $0 ? true : nil } == true)
        stream.end()
        heart.join()
    }

    @Test("What is sent while the reader is slow arrives whole")
    func wholeThroughSuspensions() throws {
        let server = try server(capacityBlocks: .max)
        let client = open(server)
        let stream = stream()
        let writer = Thread(name: "writer") {
            for number in 0..<20_000 { stream.send(Array("data: \(number)\n\n".utf8)) }
            stream.end()
        }
        let text = client.readToEndOfChunks()
        writer.join()
        let numbers = text.split(separator: "\n\n").dropFirst().map { $0.dropFirst(6) }
        #expect(numbers.count == 20_000)
        #expect(numbers.enumerated().allSatisfy { $1 == "\($0)" })
    }

    @Test("HEAD on a stream is answered and does not hang")
    func head() throws {
        let server = try server()
        let client = RawClient(port: server.port)
        #expect(client.ask("HEAD", "/events")?.status == 200)
    }
}

extension RawClient {
    /// The body of a chunked answer.
    fileprivate func readToEndOfChunks() -> String {
        _ = read(through: "\r\n\r\n")
        var body: [UInt8] = []
        while let line = read(through: "\r\n"), let count = Int(line.dropLast(), radix: 16) {
            if count == 0 { break }
            body += read(count: count)
            _ = read(count: 2)
        }
        return String(decoding: body, as: UTF8.self)
    }
}
