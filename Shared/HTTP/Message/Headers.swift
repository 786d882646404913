/// The fields of a message's head, in the order they came; names are compared without case.
///
/// All texts lie in one array of bytes: a head costs two allocations, whatever it holds.
public struct Headers: Sendable {
    private struct Field: Sendable {
        let start: Int
        let valueStart: Int
        let end: Int
    }
    private var bytes: [UInt8] = []
    private var fields: [Field] = []

    public init() {}

    public var count: Int { fields.count }

    mutating func append(
        name: UnsafeBufferPointer<UInt8>, value: UnsafeBufferPointer<UInt8>
    ) {
        if fields.isEmpty {
            bytes.reserveCapacity(512)
            fields.reserveCapacity(8)
        }
        let start = bytes.count
        unsafe bytes.append(contentsOf: name)
        let valueStart = bytes.count
        unsafe bytes.append(contentsOf: value)
        fields.append(Field(start: start, valueStart: valueStart, end: bytes.count))
    }

    public mutating func append(name: String, value: String) {
        let start = bytes.count
        bytes.append(contentsOf: name.utf8)
        let valueStart = bytes.count
        bytes.append(contentsOf: value.utf8)
        fields.append(Field(start: start, valueStart: valueStart, end: bytes.count))
    }

    /// The value of the first field of this name; `name` in lower case.
    public subscript(name: StaticString) -> String? {
        for field in fields where hasName(field, name) {
            return text(field.valueStart..<field.end)
        }
        return nil
    }

    /// How many fields have this name; `name` in lower case.
    func count(of name: StaticString) -> Int {
        fields.reduce(0) { hasName($1, name) ? $0 + 1 : $0 }
    }

    /// The values of all fields of this name; `name` in lower case.
    public func all(_ name: StaticString) -> [String] {
        fields.filter { hasName($0, name) }.map { text($0.valueStart..<$0.end) }
    }

    /// Every field, names in lower case.
    public var pairs: [(name: String, value: String)] {
        fields.map { (text($0.start..<$0.valueStart).lowercased(), text($0.valueStart..<$0.end)) }
    }

    private func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }

    private func hasName(_ field: Field, _ name: StaticString) -> Bool {
        guard field.valueStart - field.start == name.utf8CodeUnitCount else { return false }
        return name.withUTF8Buffer { name in
            for index in 0..<name.count {
                let byte = bytes[field.start + index]
                let lower = byte &- 0x41 < 26 ? byte | 0x20 : byte
                if unsafe lower != name[index] { return false }
            }
            return true
        }
    }
}
