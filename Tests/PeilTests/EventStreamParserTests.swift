import Support
import Testing

@testable import Peil

@Suite("Server-sent events") struct EventStreamParserTests {
    private static let stream =
        "retry: 50\n\nid: 1\nevent: a\ndata: {\"x\":1}\n\n: comment\r\nid: 2\r\n\r\n"
        + "data: one\ndata: two\nid:3\n\nid: 4\ndata: cut off"

    @Test("come out the same however the bytes are cut")
    func cuts() {
        var random = SplitMix64(seed: 7)
        for _ in 0..<200 {
            var parser = EventStreamParser()
            var events: [String] = []
            var rest = Array(Self.stream.utf8)[...]
            while !rest.isEmpty {
                let piece = Array(rest.prefix(Int.random(in: 1...9, using: &random)))
                rest = rest.dropFirst(piece.count)
                events += parser.take(piece.span).map { String(decoding: $0, as: UTF8.self) }
            }
            #expect(events == ["{\"x\":1}", "one\ntwo"])
            #expect(parser.lastID == "3")
            #expect(parser.startAnew() == 50)
        }
    }

    @Test("What was cut in the middle is forgotten, the last id is not")
    func anew() {
        var parser = EventStreamParser()
        let first = Array("id: 8\n\nid: 9\ndata: ha".utf8)
        #expect(parser.take(first.span) == [])
        _ = parser.startAnew()
        let second = Array("data: whole\n\n".utf8)
        #expect(parser.take(second.span) == [Array("whole".utf8)])
        #expect(parser.lastID == "8")
    }
}
