import JSON
import Testing

/// Every rule of RFC 8259 with texts that keep it and texts that break it.
@Suite("The grammar of RFC 8259")
struct GrammarTests {
    @Test("a whole document that keeps a rule is read", arguments: rules)
    func kept(_ rule: Rule) throws {
        for text in rule.kept {
            let document = bytes(text)
            #expect(throws: Never.self, "\(text)") { try read(document) }
            let value = try Value(document.span)
            #expect(try Value(value.description) == value, "\(text)")
        }
    }

    @Test("a document that breaks a rule is at fault", arguments: rules)
    func broken(_ rule: Rule) {
        for text in rule.broken {
            let document = bytes(text)
            #expect(throws: JSONError.self, "\(text)") { try read(document) }
            #expect(throws: JSONError.self, "\(text)") { try Value(document.span) }
        }
    }

    @Test("a document cut short anywhere is at fault, at the latest at its end")
    func cut() throws {
        let whole = bytes(#"{"a":[1.5e3,"é\u00e9\ud83d\ude00",true,null],"b":{"c":false}}"#)
        try read(whole)
        for count in 0..<whole.count {
            let error = #expect(throws: JSONError.self) { try read(Array(whole[..<count])) }
            #expect(try #require(error).offset <= count)
        }
    }

    @Test("bytes that are not UTF-8 are at fault wherever they stand in a string")
    func invalidUTF8() {
        let sequences: [[UInt8]] = [
            [0x80], [0xc0, 0xaf], [0xc1, 0x81], [0xe0, 0x80, 0xaf], [0xed, 0xa0, 0x80],
            [0xf0, 0x80, 0x80, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xf8], [0xff], [0xe2, 0x82],
        ]
        for sequence in sequences {
            for before in 0..<20 {
                let plain = Array(repeating: UInt8(ascii: "x"), count: before)
                let document = bytes("[\"") + plain + sequence + plain + bytes("\"]")
                let error = #expect(throws: JSONError.self) { try read(document) }
                #expect(error?.expected == "UTF-8" && error?.offset == before + 2)
            }
        }
    }

    @Test("64 levels are read and a 65th is at fault, whatever it is made of")
    func depth() throws {
        for (open, middle, close) in [
            ("[", "1", "]"), (#"{"a":"#, "1", "}"), (#"[{"a":"#, "1", "}]"),
        ] {
            let levels = open.contains("[{") ? 32 : 64
            func nested(_ levels: Int) -> [UInt8] {
                bytes(
                    String(repeating: open, count: levels) + middle
                        + String(repeating: close, count: levels))
            }
            try read(nested(levels))
            let error = #expect(throws: JSONError.self) { try read(nested(levels + 1)) }
            #expect(error?.found == "one level more")
        }
        #expect(throws: JSONError.self) { try read(Array(repeating: 0x5b, count: 1_000_000)) }
    }

    private func read(_ document: [UInt8]) throws(JSONError) {
        var reader = Reader(document.span)
        try reader.skip()
        try reader.finish()
    }
}

struct Rule: CustomTestStringConvertible {
    let testDescription: String
    let kept: [String]
    let broken: [String]

    init(_ name: String, kept: [String], broken: [String]) {
        testDescription = name
        self.kept = kept
        self.broken = broken
    }
}
