/// What a JSON value is, told by its first byte.
public enum Kind: Hashable, Sendable {
    case object, array, string, number, boolean, null

    /// Nil where no value begins with `byte`.
    @usableFromInline
    init?(firstByte byte: UInt8) {
        switch byte {
        case Byte.openBrace: self = .object
        case Byte.openBracket: self = .array
        case Byte.quote: self = .string
        case Byte.minus, Byte.zero...Byte.nine: self = .number
        case UInt8(ascii: "t"), UInt8(ascii: "f"): self = .boolean
        case UInt8(ascii: "n"): self = .null
        default: return nil
        }
    }
}

extension Kind: CustomStringConvertible {
    /// With its article, as a message to people says it: `an object`.
    public var description: String {
        switch self {
        case .object: "an object"
        case .array: "an array"
        case .string: "a string"
        case .number: "a number"
        case .boolean: "a boolean"
        case .null: "null"
        }
    }
}
