/// How one kind of value is written as text: on the command line, in the environment, in a file.
public struct Format<Value: Sendable>: Sendable {
    /// What is expected, as a message says it: `a whole number from 0 to 65535`.
    public let expected: String
    /// Nil where the text is no such value.
    public let read: @Sendable (String) -> Value?
    public let write: @Sendable (Value) -> String

    public init(
        expected: String, read: @escaping @Sendable (String) -> Value?,
        write: @escaping @Sendable (Value) -> String
    ) {
        self.expected = expected
        self.read = read
        self.write = write
    }
}

extension Format where Value == String {
    /// Anything but the empty text.
    public static var text: Format { named("a text") }
    public static var path: Format { named("a path") }
    public static var host: Format { named("an address or a host's name") }

    private static func named(_ expected: String) -> Format {
        Format(expected: expected, read: { $0.isEmpty ? nil : $0 }, write: { $0 })
    }
}

extension Format where Value == Int {
    public static func number(in range: ClosedRange<Int>) -> Format {
        Format(
            expected: "a whole number from \(range.lowerBound) to \(range.upperBound)",
            read: { text in Int(text).flatMap { range.contains($0) ? $0 : nil } },
            write: { String($0) })
    }

    /// 0 is a free one.
    public static var port: Format { number(in: 0...65_535) }
}

extension Format where Value == Double {
    /// Zero or more.
    public static var seconds: Format {
        Format(
            expected: "a number of seconds",
            read: { text in Double(text).flatMap { $0 >= 0 && $0.isFinite ? $0 : nil } },
            write: { seconds in
                let text = String(seconds)
                return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
            })
    }
}

extension Format where Value == Bool {
    public static var truth: Format {
        Format(
            expected: "true or false",
            read: { text in
                switch text {
                case "true": true
                case "false": false
                default: nil
                }
            },
            write: { String($0) })
    }
}

extension Format where Value: RawRepresentable<String> & CaseIterable {
    /// One of the names of an enum's cases.
    public static var choice: Format {
        let names = Value.allCases.map(\.rawValue)
        let start = names.dropLast().joined(separator: ", ")
        return Format(
            expected: start.isEmpty ? names.joined() : "\(start) or \(names.last ?? "")",
            read: { Value(rawValue: $0) }, write: { $0.rawValue })
    }
}

extension Format {
    /// The format of what may be absent; absent is written as the empty text.
    public static func optional<Wrapped>(
        _ format: Format<Wrapped>
    ) -> Format where Value == Wrapped? {
        Format(
            expected: format.expected,
            read: { text in format.read(text).map { .some($0) } },
            write: { value in value.map(format.write) ?? "" })
    }

    /// Separated by commas; the empty text is the empty list.
    public static func list<Element>(
        of format: Format<Element>
    ) -> Format where Value == [Element] {
        Format(
            expected: "\(format.expected), or several separated by commas",
            read: { text in
                if text.isEmpty { return [] }
                var elements: [Element] = []
                for part in text.split(separator: ",", omittingEmptySubsequences: false) {
                    guard let element = format.read(part.trimmed) else { return nil }
                    elements.append(element)
                }
                return elements
            },
            write: { $0.map(format.write).joined(separator: ",") })
    }
}

extension StringProtocol {
    /// Without the spaces, tabs and line ends around it.
    var trimmed: String {
        var rest = Substring(self)
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest.drop { $0.isWhitespace })
    }
}
