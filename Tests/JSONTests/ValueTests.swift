import JSON
import Testing

@Suite("A value")
struct ValueTests {
    @Test("is asked by name and by index, and answers nil for what is not there")
    func access() throws {
        let value = try Value(#"{"a":[1,"two",true,null],"b":{"c":-0.5}}"#)
        #expect(value["a"]?[0]?.number == 1)
        #expect(value["a"]?[1]?.string == "two")
        #expect(value["a"]?[2]?.boolean == true)
        #expect(value["a"]?[3] == .null)
        #expect(value["a"]?[4] == nil && value["a"]?[-1] == nil)
        #expect(value["b"]?["c"]?.number == -0.5)
        #expect(value["c"] == nil && value[0] == nil && value["a"]?["b"] == nil)
        #expect(value["a"]?.elements.count == 4 && value.elements.isEmpty)
        #expect(value.members.map(\.name) == ["a", "b"] && Value.null.members.isEmpty)
        #expect(value.string == nil && value.number == nil && value.boolean == nil)
    }

    @Test("is written as it was read, members in their order")
    func order() throws {
        let text = #"{"z":1,"a":[{},[],"x\n",1.5e+300],"m":{"y":null,"b":false}}"#
        #expect(try Value(text).description == text)
    }

    @Test("refuses a name that comes twice, also under another spelling")
    func duplicates() throws {
        for text in [#"{"a":1,"b":2,"a":1}"#, #"[{"a":1,"\u0061":1}]"#] {
            let error = #expect(throws: JSONError.self) { try Value(text) }
            #expect(error?.found == "the same name again")
        }
        #expect(try Value(#"[{"a":1},{"a":1}]"#).elements.count == 2)
        #expect(try Value(#"{"é":1,"e\u0301":2}"#).members.count == 2)
    }
}
