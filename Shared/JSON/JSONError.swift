/// Why a document could not be read, and where. The document is at fault: reading it again gives
/// the same error, so the caller refuses it and tells its author; `Place` gives line and pointer.
public struct JSONError: Error, Hashable, Sendable {
    /// The byte of the document at which reading could not go on.
    public let offset: Int
    private let finding: Finding
    private let expectation: Expectation

    init(offset: Int, found finding: Finding, expected expectation: Expectation) {
        self.offset = offset
        self.finding = finding
        self.expectation = expectation
    }

    /// What stands at `offset`, for people: `'}'`, `a number`, `the end`.
    public var found: String { finding.description }
    /// What may stand there, for people: `a value`, `',' or ']'`.
    public var expected: String { expectation.rawValue }
}

extension JSONError: CustomStringConvertible {
    public var description: String { "byte \(offset): found \(found), expected \(expected)" }
}

/// What may stand where reading stopped.
@usableFromInline
enum Expectation: String, Hashable, Sendable {
    case value = "a value"
    case object = "an object"
    case array = "an array"
    case string = "a string"
    case number = "a number"
    case integer = "an integer of at most 64 bits"
    case boolean = "true or false"
    case null = "null"
    case name = "a name in quotation marks"
    case colon = "':'"
    case commaOrEndOfObject = "',' or '}'"
    case commaOrEndOfArray = "',' or ']'"
    case end = "the end"
    case digit = "a digit"
    case noLeadingZero = "no zero before other digits"
    case finite = "a number within the range of a double"
    case endOfString = "'\"'"
    case escapedControl = "control characters only as escapes"
    case escape = "one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u"
    case hexDigit = "a hexadecimal digit"
    case surrogatePair = "a high surrogate followed by a low one"
    case utf8 = "UTF-8"
    case shallow = "at most 64 levels"
    case uniqueName = "each name once"

    /// The one kind of value that would do; nil where none or any would.
    var kind: Kind? {
        switch self {
        case .object: .object
        case .array: .array
        case .string, .name: .string
        case .number, .integer: .number
        case .boolean: .boolean
        case .null: .null
        default: nil
        }
    }
}

/// What stood where reading stopped.
enum Finding: Hashable, Sendable {
    case end
    case byte(UInt8)
    case byteOrderMark
    case value(Kind)
    case fraction
    case largerNumber
    case surrogate
    case deeperLevel
    case repeatedName
}

extension Finding: CustomStringConvertible {
    var description: String {
        switch self {
        case .end: "the end"
        case .byte(let byte) where byte > Byte.space && byte < 0x7f:
            "'\(Character(Unicode.Scalar(byte)))'"
        case .byte(let byte):
            "byte 0x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        case .byteOrderMark: "a byte order mark"
        case .value(let kind): kind.description
        case .fraction: "a number with a fraction"
        case .largerNumber: "a larger number"
        case .surrogate: "a surrogate alone"
        case .deeperLevel: "one level more"
        case .repeatedName: "the same name again"
        }
    }
}
