import CZlib
import CZstd
import HTTP
import Testing

@Suite("Bodies that are collected")
struct BodyTests {
    private let text = Array(String(repeating: "period;value\n2025;71\n", count: 3_000).utf8)

    private func server() throws -> Server {
        try serve { router in
            router.add(.post, "/", needs: .nothing, bodyLimitBytes: 100_000, echo)
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
        let half = text.count / 2
        let (one, two) = (Array(text[..<half]), Array(text[half...]))
        for (name, body) in [
            ("gzip", gzip(text)), ("GZIP", gzip(text)), ("gzip", gzip(one) + gzip(two)),
            ("zstd", zstd(text)), ("zstd", zstd(one) + zstd(two)), ("identity", text),
        ] {
            let answer = try #require(
                client.ask("POST", "/", ["Content-Encoding: \(name)"], body: body))
            #expect(answer.status == 200, "\(name): \(answer.body.prefix(200))")
            #expect(answer.body.utf8.elementsEqual(text), "\(name)")
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
        for (name, whole) in [("gzip", gzip(text)), ("zstd", zstd(text))] {
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
        let large = [UInt8](repeating: 65, count: 100_001)
        #expect(client.ask("POST", "/", body: large)?.status == 413)
        #expect(client.ask("POST", "/", body: Array(large.dropLast()))?.status == 200)
        let bomb = [UInt8](repeating: 0, count: 50_000_000)
        for (name, body) in [("gzip", gzip(bomb)), ("zstd", zstd(bomb))] {
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

/// Compressed as a client would.
func gzip(_ bytes: [UInt8]) -> [UInt8] {
    var stream = unsafe z_stream()
    unsafe deflateInit2_(
        &stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
        Int32(MemoryLayout<z_stream>.size))
    defer { unsafe deflateEnd(&stream) }
    var input = bytes
    var output = [UInt8](repeating: 0, count: bytes.count / 2 + 1_000)
    let count = unsafe input.withUnsafeMutableBufferPointer { input in
        unsafe output.withUnsafeMutableBufferPointer { output in
            unsafe stream.next_in = input.baseAddress
            unsafe stream.avail_in = UInt32(input.count)
            unsafe stream.next_out = output.baseAddress
            unsafe stream.avail_out = UInt32(output.count)
            let code = unsafe deflate(&stream, Z_FINISH)
            precondition(code == Z_STREAM_END)
            return unsafe output.count - Int(stream.avail_out)
        }
    }
    return Array(output.prefix(count))
}

func zstd(_ bytes: [UInt8]) -> [UInt8] {
    var output = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
    let count = unsafe ZSTD_compress(&output, output.count, bytes, bytes.count, 3)
    return Array(output.prefix(count))
}
