import JSON
import Testing

@Suite("A reader")
struct ReaderTests {
    @Test("pulls nested values in the order of the document")
    func nested() throws {
        let document = bytes(
            #" { "area" : "NL", "figures":[{"value":71.5,"final":true,"note":null},{}],"n":-7} "#)
        var reader = Reader(document.span)
        var seen: [String] = []
        try reader.beginObject()
        while let name = try reader.nextMember() {
            seen.append(reader.text(name))
            switch try reader.kind() {
            case .string: seen.append(reader.text(try reader.string()))
            case .number: seen.append("\(try reader.integer())")
            default:
                try reader.beginArray()
                while try reader.nextElement() { seen.append(try figure(&reader)) }
            }
        }
        try reader.finish()
        #expect(seen == ["area", "NL", "figures", "71.5 true none", "", "n", "-7"])
    }

    private func figure(_ reader: inout Reader) throws -> String {
        var parts: [String] = []
        try reader.beginObject()
        while let name = try reader.nextMember() {
            if reader.equals(name, "value") {
                parts.append("\(try reader.number())")
            } else if reader.equals(name, "final") {
                parts.append("\(try reader.boolean())")
            } else {
                try reader.null()
                parts.append("none")
            }
        }
        return parts.joined(separator: " ")
    }

    @Test("stands at the next value, so that a caller can say where it is")
    func offsets() throws {
        let document = bytes(#"{ "a" : 1 , "b": [ 2 , 3 ] }"#)
        var reader = Reader(document.span)
        var offsets: [Int] = []
        try reader.beginObject()
        #expect(try reader.nextMember() != nil)
        offsets.append(reader.offset)
        #expect(try reader.number() == 1)
        #expect(try reader.nextMember() != nil)
        offsets.append(reader.offset)
        try reader.beginArray()
        while try reader.nextElement() {
            offsets.append(reader.offset)
            try reader.skip()
        }
        #expect(offsets == [8, 17, 19, 23])
    }

    @Test("gives a skipped value as its bytes")
    func skipped() throws {
        let document = bytes(#"[1, {"a":[true,null,"x\n"]} ,2]"#)
        var reader = Reader(document.span)
        try reader.beginArray()
        var values: [String] = []
        while try reader.nextElement() { values.append(reader.text(try reader.skip())) }
        try reader.finish()
        #expect(values == ["1", #"{"a":[true,null,"x\n"]}"#, "2"])
    }

    @Test("compares names of every length, written plainly or with escapes")
    func names() throws {
        let document = bytes(
            #"["", "a", "area", "area!!!", "area!!!!","indicator", "indicators.of.nl","ar\u0065a"]"#
        )
        var reader = Reader(document.span)
        var hits: [Bool] = []
        try reader.beginArray()
        while try reader.nextElement() {
            let text = try reader.string()
            hits.append(
                reader.equals(text, "") || reader.equals(text, "a") || reader.equals(text, "area")
                    || reader.equals(text, "area!!!") || reader.equals(text, "area!!!!")
                    || reader.equals(text, "indicator")
                    || reader.equals(text, "indicators.of.nl"))
            #expect(!reader.equals(text, "indicators.of.NL") && !reader.equals(text, "indicatoR"))
        }
        #expect(hits == Array(repeating: true, count: 8))
    }

    @Test("resolves every escape")
    func escapes() throws {
        let document = bytes(#""\"\\\/\b\f\n\r\t\u0000\u00e9\u20AC\ud83d\uDE00 plain é€😀""#)
        var reader = Reader(document.span)
        let slice = try reader.string()
        try reader.finish()
        let expected = "\"\\/\u{8}\u{c}\n\r\t\u{0}é€😀 plain é€😀"
        #expect(reader.text(slice) == expected)
        var buffer = bytes("before ")
        reader.append(slice, to: &buffer)
        #expect(buffer == bytes("before " + expected))
    }
}

/// A document's bytes.
func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
