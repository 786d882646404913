/// An option of a command, and the key to its value.
///
///     let format = Option<Format?>("format", value: "F", .optional(.choice), "What the files are")
///     let types = Option<[String]>("type", value: "T", each: .text, "Only events of this type")
///     let partial = Option<Bool>("partial", "Publish what is valid")
///     …
///     if arguments[partial] { … }
public struct Option<Value: Sendable>: Sendable {
    public let name: String
    /// What stands for the value in the help text; nil for a flag.
    public let placeholder: String?
    public let meaning: String
    private let expected: String
    private let isRepeatable: Bool
    private let read: @Sendable ([String]) -> Value?

    private init(
        _ name: String, _ placeholder: String?, _ meaning: String, expected: String,
        isRepeatable: Bool, read: @escaping @Sendable ([String]) -> Value?
    ) {
        self.name = name
        self.placeholder = placeholder
        self.meaning = meaning
        self.expected = expected
        self.isRepeatable = isRepeatable
        self.read = read
    }

    /// At most once; `absent` where it is not given.
    public init(
        _ name: String, value placeholder: String, _ format: Format<Value>,
        default absent: Value, _ meaning: String
    ) {
        self.init(
            name, placeholder, meaning, expected: format.expected, isRepeatable: false,
            read: { texts in texts.first.map(format.read) ?? absent })
    }
}

extension Option {
    /// At most once; nil where it is not given.
    public init<Wrapped>(
        _ name: String, value placeholder: String, _ format: Format<Wrapped>, _ meaning: String
    ) where Value == Wrapped? {
        self.init(name, value: placeholder, .optional(format), default: nil, meaning)
    }

    /// Any number of times.
    public init<Element>(
        _ name: String, value placeholder: String, each format: Format<Element>, _ meaning: String
    ) where Value == [Element] {
        self.init(
            name, placeholder, meaning, expected: format.expected, isRepeatable: true,
            read: { texts in
                let elements = texts.compactMap(format.read)
                return elements.count == texts.count ? elements : nil
            })
    }
}

extension Option<Bool> {
    /// A flag.
    public init(_ name: String, _ meaning: String) {
        self.init(
            name, nil, meaning, expected: "nothing", isRepeatable: false, read: { !$0.isEmpty })
    }
}

/// An option of whatever type.
public protocol AnyOption: Sendable {
    var name: String { get }
    var placeholder: String? { get }
    var meaning: String { get }

    /// The value of the texts given, in their order.
    func value(of texts: [String]) throws(UsageError) -> any Sendable
}

extension Option: AnyOption {
    public func value(of texts: [String]) throws(UsageError) -> any Sendable {
        guard isRepeatable || texts.count <= 1 else {
            throw .twice(option: name)
        }
        guard let value = read(texts) else {
            throw .wrong(option: name, found: texts.joined(separator: " "), expected: expected)
        }
        return value
    }
}
