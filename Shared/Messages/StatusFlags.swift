/// What a figure's publisher says of it: SDMX's CL_OBS_STATUS, several at once.
public struct StatusFlags: OptionSet, Hashable, BitwiseCopyable, Sendable {
    /// Bit 0 is A, bit 25 is Z.
    public let rawValue: UInt32

    public init(rawValue: UInt32) { self.rawValue = rawValue }

    public static let normal = StatusFlags(letter: "A")
    public static let timeSeriesBreak = StatusFlags(letter: "B")
    public static let definitionDiffers = StatusFlags(letter: "D")
    public static let estimated = StatusFlags(letter: "E")
    public static let forecast = StatusFlags(letter: "F")
    public static let missing = StatusFlags(letter: "O")
    public static let provisional = StatusFlags(letter: "P")

    /// All codes of the list.
    public static let known = letters("ABDEFGHIJKLMNOPQSUVW")
    /// Codes that say there is no value: with one they contradict themselves.
    public static let withoutValue = letters("HJKLMOQ")
    /// Codes by which a figure is not final yet.
    public static let preliminary: StatusFlags = [.provisional, .estimated]

    /// The flag of a code A…Z; nil for any other byte, or a letter the list does not have.
    public init?(code: UInt8) {
        guard (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(code) else { return nil }
        self.init(rawValue: 1 << UInt32(code - UInt8(ascii: "A")))
        guard Self.known.contains(self) else { return nil }
    }

    /// The flag of a code's text; throws `unknown_status`.
    public init(_ text: String) throws(ValidationError) {
        guard text.utf8.count == 1, let code = text.utf8.first, let flag = StatusFlags(code: code)
        else { throw Self.error(text) }
        self = flag
    }

    static func error(_ text: String) -> ValidationError {
        ValidationError(
            .unknownStatus, "this is not a code of SDMX's CL_OBS_STATUS", found: Text.excerpt(text),
            expected: "one of \(known.codes.map(String.init).joined(separator: " "))")
    }

    /// No flag is A where there is a value and O where there is none.
    func orDefault(_ value: Double?) -> StatusFlags {
        isEmpty ? (value == nil ? .missing : .normal) : self
    }

    /// The codes, in alphabetical order.
    public var codes: [Character] {
        (0..<26).filter { rawValue & 1 << UInt32($0) != 0 }
            .map { Character(UnicodeScalar(UInt8(ascii: "A") + UInt8($0))) }
    }

    private init(letter: Unicode.Scalar) {
        rawValue = 1 << (letter.value - ("A" as Unicode.Scalar).value)
    }

    private static func letters(_ text: String) -> StatusFlags {
        text.unicodeScalars.reduce(into: []) { $0.insert(StatusFlags(letter: $1)) }
    }
}
