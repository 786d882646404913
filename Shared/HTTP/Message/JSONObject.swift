/// A JSON object that is written member by member: what this module itself answers.
struct JSONObject {
    private var text: [UInt8] = [UInt8(ascii: "{")]

    var bytes: [UInt8] { text + [UInt8(ascii: "}")] }

    mutating func put(_ name: String, _ value: String) {
        begin(name)
        append(value)
    }

    mutating func put(_ name: String, _ value: Int) {
        begin(name)
        text.append(contentsOf: String(value).utf8)
    }

    mutating func put(_ name: String, _ value: JSONObject) {
        begin(name)
        text.append(contentsOf: value.bytes)
    }

    mutating func put(_ name: String, _ values: [JSONObject]) {
        begin(name)
        text.append(UInt8(ascii: "["))
        text.append(contentsOf: values.map(\.bytes).joined(separator: [UInt8(ascii: ",")]))
        text.append(UInt8(ascii: "]"))
    }

    private mutating func begin(_ name: String) {
        if text.count > 1 { text.append(UInt8(ascii: ",")) }
        append(name)
        text.append(UInt8(ascii: ":"))
    }

    private mutating func append(_ value: String) {
        text.append(UInt8(ascii: "\""))
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                text.append(UInt8(ascii: "\\"))
                text.append(byte)
            case 0..<0x20:
                let digits = String(byte, radix: 16)
                text.append(contentsOf: (byte < 16 ? "\\u000" : "\\u00").utf8)
                text.append(contentsOf: digits.utf8)
            default: text.append(byte)
            }
        }
        text.append(UInt8(ascii: "\""))
    }
}
