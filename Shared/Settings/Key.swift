/// One setting: its name, how its value is written, its default, and what it means.
///
/// All of them are declared in `Declarations`.
public struct Key<Value: Sendable>: Sendable {
    let name: String
    let meaning: String
    private let shortOption: String?
    private let format: Format<Value>
    private let fallback: @Sendable (Circumstances) -> Value

    init(
        _ name: String, _ format: Format<Value>, default value: Value, option: String? = nil,
        _ meaning: String
    ) {
        self.init(name, format, option: option, derived: { _ in value }, meaning)
    }

    /// A default that is another one under `peil up`.
    init(_ name: String, _ format: Format<Value>, service: Value, up: Value, _ meaning: String) {
        self.init(name, format, derived: { $0.mode == .up ? up : service }, meaning)
    }

    init(
        _ name: String, _ format: Format<Value>, option: String? = nil,
        derived fallback: @escaping @Sendable (Circumstances) -> Value, _ meaning: String
    ) {
        self.name = name
        self.format = format
        self.shortOption = option
        self.fallback = fallback
        self.meaning = meaning
    }
}

/// What defaults depend on.
struct Circumstances {
    let mode: Settings.Mode
    /// Whether the log lines go to a terminal.
    let isTerminal: Bool
    /// As resolved.
    let dataDirectory: String
}

/// A setting of whatever type.
protocol Declared: Sendable {
    var name: String { get }
    var meaning: String { get }
    /// Its names on the command line, without the dashes.
    var options: [String] { get }
    /// Such a value may stand in a file that `<name>.file` names.
    var isSecret: Bool { get }

    func resolve(
        _ given: Given?, _ circumstances: Circumstances
    ) throws(SettingsError) -> Resolved
}

/// A value as it was written, before it was understood.
struct Given {
    let text: String
    let origin: Origin
}

struct Resolved {
    let value: any Sendable
    let entry: Settings.Entry
}

extension Key: Declared {
    var isSecret: Bool { Value.self is Secret.Type || Value.self is Secret?.Type }

    var options: [String] { [name] + (shortOption.map { [$0] } ?? []) }

    func resolve(
        _ given: Given?, _ circumstances: Circumstances
    ) throws(SettingsError) -> Resolved {
        var value = fallback(circumstances)
        if let given {
            guard let read = format.read(given.text) else {
                throw .wrong(
                    name: name, origin: given.origin, found: isSecret ? nil : given.text,
                    expected: format.expected)
            }
            value = read
        }
        return Resolved(
            value: value,
            entry: Settings.Entry(
                name: name, value: format.write(value), origin: given?.origin ?? .default,
                meaning: meaning))
    }
}
