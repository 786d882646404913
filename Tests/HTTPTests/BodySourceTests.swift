import HTTP
import Support
import Synchronization
import Testing

@Suite("A body that is read while it is sent", .onThreads) struct BodySourceTests {
    private let client = Client(ClientConfiguration(policy: .any))

    @Test("arrives whole, under its length, however it is cut")
    func whole() throws {
        let server = try serve { router in
            router.add(.put, "/echo", needs: .nothing, bodyLimitBytes: 8 << 20) {
                request, responder in
                #expect(request.headers["content-length"] == "3000000")
                echo(request, responder)
            }
        }
        let body = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) }
        let sent = Mutex(0)
        var request = ClientRequest(.put, "http://127.0.0.1:\(server.port)/echo")
        request.bodyLimitBytes = 8 << 20
        request.source = BodySource(byteCount: body.count) { limit in
            sent.withLock { sent in
                let piece = body[sent...].prefix(min(limit, 40_001))
                sent += piece.count
                return Array(piece)
            }
        }
        let response = try client.send(request)
        #expect(response.status == 200)
        #expect(response.body == body)
    }

    @Test("breaks the request off when it cannot be read on")
    func broken() throws {
        let server = try serve { $0.add(.post, "/", needs: .nothing, echo) }
        var request = ClientRequest(.post, "http://127.0.0.1:\(server.port)/")
        request.source = BodySource(byteCount: 100) { _ in nil }
        #expect(throws: ClientError.cancelled) { try client.send(request) }
    }
}
