import HTTP
import Support
import Testing
import Threading

@Suite("Streams, seen by the client", .onThreads)
struct ClientStreamTests {
    private let client = Client(ClientConfiguration(policy: .any))
    private let streams = Monitor<[EventStream]>([])
    private let received = Monitor<[UInt8]>([])
    private let outcome = Monitor<Result<ClientResponse, ClientError>?>(nil)

    private func server() throws -> Server {
        try serve { router in
            router.add(.get, "/events", needs: .nothing) { [streams] _, responder in
                let stream = EventStream()
                responder.answer(.events(stream))
                streams.with { $0.append(stream) }
            }
        }
    }

    private func watch(_ server: Server, _ path: String, stallSeconds: Int? = nil) -> Transfer {
        var request = ClientRequest(.get, "http://127.0.0.1:\(server.port)\(path)")
        request.totalTimeoutMilliseconds = nil
        request.stallTimeoutSeconds = stallSeconds
        return client.stream(request) { [received] chunk in
            received.with { bytes in for index in chunk.indices { bytes.append(chunk[index]) } }
            return received.with { !$0.elementsEqual("stop".utf8) }
        } completion: { [outcome] result in
            outcome.with { $0 = result }
        }
    }

    @Test("Chunks come as they are sent, until the stream ends")
    func chunks() throws {
        let server = try server()
        _ = watch(server, "/events")
        let stream = streams.wait { $0.first }
        for number in 0..<50 {
            stream.send([UInt8(number)])
            received.wait { $0.count == number + 1 ? () : nil }
        }
        stream.end()
        #expect(try outcome.wait { $0 }.get().status == 200)
        #expect(received.with { $0 } == (0..<50).map { UInt8($0) })
    }

    @Test("A stream is cancelled by its transfer or by its receiver")
    func cancelling() throws {
        let server = try server()
        let transfer = watch(server, "/events")
        streams.wait { $0.isEmpty ? nil : () }
        transfer.cancel()
        #expect(outcome.wait { $0 }.error == .cancelled)
        outcome.with { $0 = nil }
        _ = watch(server, "/events")
        let second = streams.wait { $0.count == 2 ? $0[1] : nil }
        second.send(Array("stop".utf8))
        #expect(outcome.wait { $0 }.error == .cancelled)
    }

    @Test("An answer that is not a stream is kept")
    func notFound() throws {
        let server = try server()
        _ = watch(server, "/nothing")
        let answer = try outcome.wait { $0 }.get()
        #expect(answer.status == 404)
        #expect(String(decoding: answer.body, as: UTF8.self).contains("Not Found"))
        #expect(received.with { $0.isEmpty })
    }

    @Test("A stream that brings nothing for too long is broken off")
    func stalled() throws {
        let server = try server()
        _ = watch(server, "/events", stallSeconds: 1)
        #expect(outcome.wait { $0 }.error == .timedOut)
    }
}

extension Result {
    fileprivate var error: Failure? {
        if case .failure(let error) = self { error } else { nil }
    }
}
