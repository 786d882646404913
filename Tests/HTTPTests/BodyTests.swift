import HTTP
import Support
import Testing

@Suite("Bodies that are collected", .onThreads)
struct BodyTests {
    private let text = Compressed.text

    private func server() throws -> Server {
        try serve { router in
            router.add(.post, "/", needs: .nothing, bodyLimitBytes: 200_000, echo)
        }
    }

    @Test("A body arrives whole, with a length or in chunks")
    func plain() throws {
        let server = try server()
        let client = RawClient(port: server.port)
        #expect(client.ask("POST", "/", body: text)?.body.utf8.elementsEqual(text) == true)
        client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
        for chunk in ["abc", "de", "f"] { client.send("\(chunk.count)\r\n\(chunk)\r\n") }
        client.send("0\r\n\r\n")
        #expect(client.answer()?.body == "abcdef")
    }

    @Test("gzip and zstd are undone, also in several members, and others are refused")
    func encodings() throws {
        let server = try server()
        let client = RawClient(port: server.port)
        let (gzip, zstd) = (Compressed.gzipText, Compressed.zstdText)
        for (name, body, plain) in [
            ("gzip", gzip, text), ("GZIP", gzip, text), ("gzip", gzip + gzip, text + text),
            ("zstd", zstd, text), ("zstd", zstd + zstd, text + text), ("identity", text, text),
        ] {
            let answer = try #require(
                client.ask("POST", "/", ["Content-Encoding: \(name)"], body: body))
            #expect(answer.status == 200, "\(name): \(answer.body.prefix(200))")
            #expect(answer.body.utf8.elementsEqual(plain), "\(name)")
        }
        let unknown = try #require(
            client.ask("POST", "/", ["Content-Encoding: br"], body: [1, 2, 3]))
        #expect(unknown.status == 415)
        #expect(unknown.headers["accept-encoding"] == "gzip, zstd")
    }

    @Test("A body that is not what its encoding says, or ends early, is 400")
    func damaged() throws {
        let server = try server()
        let client = RawClient(port: server.port)
        for (name, whole) in [("gzip", Compressed.gzipText), ("zstd", Compressed.zstdText)] {
            let header = ["Content-Encoding: \(name)"]
            for body in [text, Array(whole.dropLast(3)), Array(whole.prefix(4))] {
                #expect(client.ask("POST", "/", header, body: body)?.status == 400, "\(name)")
            }
        }
    }

    @Test("A body over the limit is 413, as it comes and after decoding")
    func limits() throws {
        let server = try server()
        let client = RawClient(port: server.port)
        let large = [UInt8](repeating: 65, count: 200_001)
        #expect(client.ask("POST", "/", body: large)?.status == 413)
        #expect(client.ask("POST", "/", body: Array(large.dropLast()))?.status == 200)
        for (name, part) in [("gzip", Compressed.gzipZeros), ("zstd", Compressed.zstdZeros)] {
            let body = Compressed.repeated(part, 500)
            let answer = client.ask("POST", "/", ["Content-Encoding: \(name)"], body: body)
            #expect(answer?.status == 413, "\(name)")
        }
        client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
        let chunk = Array("10000\r\n".utf8) + [UInt8](repeating: 66, count: 65_536) + [13, 10]
        for _ in 0..<4 { client.send(chunk) }
        client.send("0\r\n\r\n")
        #expect(client.answer()?.status == 413)
        #expect(client.ask("POST", "/", body: [1])?.status == 200)
    }

    @Test("A refusal does not wait for a long body")
    func early() throws {
        let server = try server()
        let declared = RawClient(port: server.port)
        declared.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5000000000\r\n\r\n")
        #expect(declared.answer()?.status == 413)
        let expecting = RawClient(port: server.port)
        expecting.send(
            "POST /nothing HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n"
                + "Expect: 100-continue\r\n\r\n")
        #expect(expecting.answer()?.status == 404)
    }
}
