/// A JSON value as a tree: for configuration, command line and tests, where ease counts more than
/// speed. Hot paths read and write by `Reader` and `Writer`.
public indirect enum Value: Hashable, Sendable {
    /// Members in the order in which they stand; names are unique, compared byte by byte.
    case object([Member])
    case array([Value])
    case string(String)
    /// Every number of JSON is a double here: whole ones are exact up to 2^53.
    case number(Double)
    case boolean(Bool)
    case null

    /// A name and its value.
    public struct Member: Hashable, Sendable {
        public let name: String
        public let value: Value

        public init(_ name: String, _ value: Value) {
            self.name = name
            self.value = value
        }
    }

    /// The member's value; nil where there is none, or no object.
    public subscript(name: String) -> Value? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name.utf8.elementsEqual(name.utf8) }?.value
    }

    /// The element's value; nil where there is none, or no array.
    public subscript(index: Int) -> Value? {
        guard case .array(let elements) = self, elements.indices.contains(index) else {
            return nil
        }
        return elements[index]
    }

    /// Nil where this is no string.
    public var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// Nil where this is no number.
    public var number: Double? {
        guard case .number(let number) = self else { return nil }
        return number
    }

    /// Nil where this is no boolean.
    public var boolean: Bool? {
        guard case .boolean(let boolean) = self else { return nil }
        return boolean
    }

    /// Empty where this is no object.
    public var members: [Member] {
        guard case .object(let members) = self else { return [] }
        return members
    }

    /// Empty where this is no array.
    public var elements: [Value] {
        guard case .array(let elements) = self else { return [] }
        return elements
    }
}
