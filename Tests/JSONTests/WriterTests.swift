import JSON
import Support
import Testing

@Suite("A writer")
struct WriterTests {
    @Test("sets commas and quotation marks by itself")
    func structure() {
        var writer = Writer()
        writer.object {
            $0.member("area", "NL")
            $0.name("dimensions")
            $0.object { $0.member("size", "10-249") }
            $0.name("status")
            $0.array {
                $0.string("A")
                $0.string("P")
            }
            $0.member("value", 75.3)
            $0.member("version", 1)
            $0.member("provisional", false)
            $0.name("note")
            $0.null()
            $0.name("empty")
            $0.array { _ in }
            $0.name(escaping: "a\"b")
            $0.object { _ in }
            $0.member("count", bytes("é").span)
            $0.name("large")
            $0.integer(.min)
        }
        #expect(
            text(&writer)
                == #"{"area":"NL","dimensions":{"size":"10-249"},"status":["A","P"],"value":75.3,"#
                + #""version":1,"provisional":false,"note":null,"empty":[],"a\"b":{},"count":"é","#
                + #""large":-9223372036854775808}"#)
    }

    @Test("writes in pieces what it writes as a whole, and splices what is JSON already")
    func pieces() throws {
        let spliced = bytes(#"{"a":[1]}"#)
        var whole = Writer()
        whole.array {
            $0.raw(spliced.span)
            $0.raw(spliced.span)
            $0.object { $0.member("b", true) }
        }
        var pieces = Writer(capacity: 0)
        pieces.beginArray()
        pieces.raw(spliced.span)
        pieces.raw(spliced.span)
        pieces.beginObject()
        pieces.member("b", true)
        pieces.endObject()
        pieces.endArray()
        #expect(whole.count == pieces.count)
        #expect(text(&whole) == #"[{"a":[1]},{"a":[1]},{"b":true}]"#)
        #expect(text(&pieces) == #"[{"a":[1]},{"a":[1]},{"b":true}]"#)
    }

    @Test("begins anew after its bytes were taken or forgotten")
    func reuse() {
        var writer = Writer()
        writer.array { $0.integer(1) }
        writer.reset()
        #expect(writer.count == 0 && writer.bytes.isEmpty)
        writer.boolean(true)
        #expect(writer.take() == bytes("true"))
        writer.string("")
        #expect(text(&writer) == #""""#)
    }

    @Test("escapes what must be and nothing else")
    func escapes() {
        var writer = Writer()
        writer.string("\"\\/\u{8}\u{9}\u{a}\u{b}\u{c}\u{d}\u{0}\u{1f}\u{7f}é\u{2028}😀")
        #expect(
            text(&writer)
                == #""\"\\/\b\t\n\u000b\f\r\u0000\u001f"# + "\u{7f}é\u{2028}😀\"")
    }

    @Test("replaces what is not UTF-8, so that a reader takes all that it writes")
    func repaired() throws {
        var random = SplitMix64(seed: 7)
        for _ in 0..<2000 {
            let noise = (0..<Int.random(in: 0...40, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            var writer = Writer()
            writer.string(noise.span)
            #expect(try Value(writer.bytes) == .string(String(decoding: noise, as: UTF8.self)))
        }
    }

    @Test("and a reader give back every string")
    func strings() throws {
        var random = SplitMix64(seed: 11)
        let scalars: [Unicode.Scalar] = [
            "a", "z", "\"", "\\", "\n", "\0", "\u{1f}", "é", "€", "😀", "/",
        ]
        for round in 0..<5000 {
            var string = ""
            for _ in 0..<round % 50 {
                string.unicodeScalars.append(scalars.randomElement(using: &random) ?? "a")
            }
            var writer = Writer(capacity: 1)
            writer.array {
                $0.string(string)
                $0.string(bytes(string).span)
            }
            let document = writer.take()
            var reader = Reader(document.span)
            try reader.beginArray()
            while try reader.nextElement() { #expect(reader.text(try reader.string()) == string) }
            try reader.finish()
        }
    }

    private func text(_ writer: inout Writer) -> String {
        String(decoding: writer.take(), as: UTF8.self)
    }
}
