import Messages
import Testing

@Suite("Figures, codes and suggestions")
struct FigureTests {
    @Test("no status is A with a value and O without")
    func defaults() throws {
        #expect(try Figure(period: .year(2025), value: 71).status == .normal)
        #expect(try Figure(period: .year(2025), value: nil).status == .missing)
        #expect(try Figure(period: .year(2025), value: -0.0).value?.sign == .plus)
    }

    @Test("a value contradicts H J K L M O Q, and a confidentiality that is not F")
    func contradictions() throws {
        for code in "HJKLMOQ".utf8 {
            let flag = try #require(StatusFlags(code: code))
            let error = #expect(throws: ValidationError.self) {
                try Figure(period: .year(2025), value: 71, status: flag)
            }
            #expect(error?.code == .invalidValue)
            #expect(throws: Never.self) {
                try Figure(period: .year(2025), value: nil, status: flag)
            }
        }
        let error = #expect(throws: ValidationError.self) {
            try Figure(period: .year(2025), value: 71, confidentiality: UInt8(ascii: "C"))
        }
        #expect(error?.code == .confidential)
        let free = try Figure(period: .year(2025), value: 71, confidentiality: UInt8(ascii: "F"))
        #expect(free.confidentiality == nil)
        for value in [Double.nan, .infinity] {
            let error = #expect(throws: ValidationError.self) {
                try Figure(period: .year(2025), value: value)
            }
            #expect(error?.code == .invalidValue)
        }
    }

    @Test("flags are the letters of SDMX's list")
    func flags() throws {
        #expect(try StatusFlags("P") == .provisional)
        for text in ["", "p", "C", "X", "AA", "É"] {
            let error = #expect(throws: ValidationError.self) { try StatusFlags(text) }
            #expect(error?.code == .unknownStatus)
        }
        #expect(String(StatusFlags.known.codes) == "ABDEFGHIJKLMNOPQSUVW")
    }

    @Test("an area is checked for its shape")
    func areas() throws {
        for text in ["NL", "EU27_2020", "DE11", "X-1"] { #expect(try Area(text).text == text) }
        for text in ["", "nl", "N L", "_N", "N/L", String(repeating: "A", count: 41)] {
            let error = #expect(throws: ValidationError.self) { try Area(text) }
            #expect(error?.code == .invalidArea)
        }
    }

    @Test("dimensions are in the order of their names, each once")
    func dimensions() throws {
        let dimensions = try Dimensions([("size", "GE10"), ("sector", "C")])
        #expect(dimensions.all.map { "\($0.name)=\($0.value)" } == ["sector=C", "size=GE10"])
        for bad in [
            [("Size", "C")], [("size", "")], [("size", "a;b=c")], [("a", "1"), ("a", "2")],
        ] {
            #expect(throws: ValidationError.self) {
                try Dimensions(bad.map { (name: $0.0, value: $0.1) })
            }
        }
    }

    @Test("a series is read back from its text")
    func seriesText() throws {
        for text in [
            "nl.mkb.cloud/NL", "nl.mkb.cloud/NL/size=10-249", "a.b/EU27_2020/sector=C;size=GE10",
        ] {
            #expect(try Series(text: text).text == text)
        }
        for bad in [
            "", "nl.mkb.cloud", "nl.mkb.cloud/nl", "nl.mkb.cloud/NL/", "nl.mkb.cloud/NL/size",
            "nl.mkb.cloud/NL/size=a/b", "nl.mkb.cloud/NL/a=1;", "nl.mkb.cloud/NL/a=1;a=2",
            "nl.mkb.cloud/NL/a=1=2", "é/NL",
        ] {
            #expect(throws: ValidationError.self, "\(bad)") { try Series(text: bad) }
        }
    }

    @Test("what was meant is the nearest name, where one is near")
    func suggestions() {
        let known = ["nl.mkb.cloud", "nl.mkb.ai", "nl.mkb.basic"]
        #expect(Suggestions.nearest(to: "nl.sme.cloud", among: known) == "nl.mkb.cloud")
        #expect(Suggestions.nearest(to: "nl.mkb.claud", among: known) == "nl.mkb.cloud")
        #expect(Suggestions.nearest(to: "nl.mkb.ia", among: known) == "nl.mkb.ai")
        #expect(Suggestions.nearest(to: "something.else", among: known) == nil)
        #expect(Suggestions.nearest(to: "", among: known) == nil)
        #expect(Suggestions.nearest(to: "valeu", among: ["unit", "value"]) == "value")
    }

    @Test("an outcome's id is read as it was written")
    func ids() throws {
        let text = "3f9c2a71-5-1041-1-9b2e07c4"
        let id = try #require(EventID(text))
        #expect(id.text == text)
        #expect(id.cause == Coordinate(partition: 5, offset: 1041))
        for bad in [
            "", "3f9c2a71-5-1041-1", "3F9C2A71-5-1041-1-9b2e07c4", "3f9c2a71--5-1-1-9b2e07c4",
            "3f9c2a71-05-1041-1-9b2e07c4", "3f9c2a71-5-+1-1-9b2e07c4", "3f9c2a71-5-1041-1-9b2e07c",
            "3f9c2a71-5-1041-1-9b2e07c4-", "3f9c2a71-2147483648-1-1-9b2e07c4",
            "3f9c2a71-5--1-9b2e07c4",
            "3f9c2a71-5-9223372036854775808-1-9b2e07c4", "3f9c2a7-5-1041-1-9b2e07c4",
        ] {
            #expect(EventID(bad) == nil)
        }
    }
}
