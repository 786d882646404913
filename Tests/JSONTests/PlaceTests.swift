import JSON
import Support
import Testing

@Suite("The place of a fault")
struct PlaceTests {
    @Test(
        "says what was found and what was expected",
        arguments: [
            (#"{"a":}"#, "'}'", "a value", "/a"), (#"{"a" 1}"#, "'1'", "':'", "/a"),
            (#"{"a":1,}"#, "'}'", "a name in quotation marks", ""),
            (#"{"a":1 "b":2}"#, "'\"'", "',' or '}'", "/a"),
            (#"{"a":[1,2}"#, "'}'", "',' or ']'", "/a/1"), ("[1,]", "']'", "a value", "/1"),
            (#"[1,{"x/y~z":[0,tru]}]"#, "'t'", "true or false", "/1/x~1y~0z/1"),
            ("", "the end", "a value", ""), ("[1] 2", "'2'", "the end", ""),
            ("\u{feff}[]", "a byte order mark", "a value", ""),
            ("[01]", "'0'", "no zero before other digits", "/0"),
            ("[1.]", "']'", "a digit", "/0"),
            ("[1e999]", "a larger number", "a number within the range of a double", "/0"),
            (#"["a\qb"]"#, "'q'", "one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u", "/0"),
            ("[\"a\u{1}\"]", "byte 0x01", "control characters only as escapes", "/0"),
            (#"["\ud800"]"#, "a surrogate alone", "a high surrogate followed by a low one", "/0"),
            (#"[1,"a"#, "the end", "'\"'", "/1"),
            (#"{1:2}"#, "a number", "a name in quotation marks", ""),
            (#"{"a":1,"a":2}"#, "the same name again", "each name once", "/a"),
        ])
    func faults(text: String, found: String, expected: String, pointer: String) throws {
        let document = bytes(text)
        let error = try #require(
            #expect(throws: JSONError.self) { try Value(document.span) })
        #expect(error.found == found)
        #expect(error.expected == expected)
        #expect(Place(of: error.offset, in: document.span).pointer == pointer)
        #expect(error.description == "byte \(error.offset): found \(found), expected \(expected)")
    }

    @Test("counts lines and columns in bytes from 1")
    func lines() {
        let document = bytes("{\n  \"é\": [\r\n    1,\n    x ]}\n")
        let x = document.firstIndex(of: UInt8(ascii: "x")) ?? 0
        let place = Place(of: x, in: document.span)
        #expect(place.line == 4 && place.column == 5 && place.pointer == "/é/1")
        #expect(place.description == "line 4, column 5 (/é/1)")
        let afterwards = Place(of: x + 1, in: document.span)
        #expect(afterwards.line == 4 && afterwards.column == 6)
        let end = Place(of: document.count, in: document.span)
        #expect(end.line == 5 && end.column == 1 && end.pointer == "")
        #expect(end.description == "line 5, column 1")
    }

    @Test("points from every byte to the value that stands there")
    func everyByte() {
        let text = #"{"a":[10,{"b":"x]"}],"\u0063":{}}"#
        let pointers: [(String, String)] = [
            ("10", "/a/0"), (#"{"b""#, "/a/1"), (#""b""#, "/a/1/b"), (#""x]""#, "/a/1/b"),
            (#""\u0063""#, "/c"), ("{}}", "/c"), (#"{"a""#, ""), ("[10", "/a"),
        ]
        let document = bytes(text)
        for (part, pointer) in pointers {
            let offset = text.utf8.distance(
                from: text.startIndex,
                to: text.firstRange(of: part)?.lowerBound ?? text.endIndex)
            #expect(Place(of: offset, in: document.span).pointer == pointer, "\(part)")
        }
    }

    @Test("holds for any offset in any bytes")
    func anything() {
        var random = SplitMix64(seed: 3)
        let alphabet = bytes(#"{}[]",:\u0019ae~/"# + "\n é")
        for _ in 0..<2000 {
            let document = (0..<Int.random(in: 0...30, using: &random)).map { _ in
                alphabet.randomElement(using: &random) ?? 0
            }
            for offset in -1...document.count + 1 {
                let place = Place(of: offset, in: document.span)
                #expect(place.line >= 1 && place.column >= 1)
                #expect(place.pointer.isEmpty || place.pointer.hasPrefix("/"))
            }
        }
    }
}
