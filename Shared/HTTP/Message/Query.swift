/// The decoded parameters of a URL's query, in the order they came.
public struct Query: Sendable {
    public private(set) var pairs: [(name: String, value: String)] = []

    init() {}

    /// False, and nothing added, when either is not well encoded.
    mutating func append(
        encodedName: some Collection<UInt8>, encodedValue: some Collection<UInt8>
    ) -> Bool {
        guard let name = PercentCoding.decode(encodedName),
            let value = PercentCoding.decode(encodedValue)
        else { return false }
        pairs.append((name, value))
        return true
    }

    /// The first value of this name; empty where the name stands without `=`.
    public subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }

    public func all(_ name: String) -> [String] {
        pairs.filter { $0.name == name }.map(\.value)
    }
}
