internal import Settings

/// One call of a command: what was given, and where its words go.
struct Invocation: Sendable {
    let arguments: Arguments
    let environment: [String: String]
    let console: Console

    /// Which data directory: every command that looks into one has this option.
    static let data = Option<String?>(
        "data", value: "DIR", .path, "The data directory of peil up (default peil-data)")

    init(_ arguments: Arguments, environment: [String: String], console: Console) {
        self.arguments = arguments
        self.environment = environment
        self.console = console
    }

    subscript<Value>(option: Option<Value>) -> Value { arguments[option] }

    var operands: [String] { arguments.operands }

    /// The settings of a command that takes them all as options.
    func settings(_ mode: Settings.Mode = .up) throws(Failure) -> Settings {
        try settings(arguments.settings, mode)
    }

    /// The settings of a command that has `data` as its option.
    func settings(data: String?) throws(Failure) -> Settings {
        try settings(data.map { [("data", $0)] } ?? [])
    }

    private func settings(
        _ options: [(name: String, value: String)], _ mode: Settings.Mode = .up
    ) throws(Failure) -> Settings {
        do throws(SettingsError) {
            return try Settings(
                mode: mode, options: options, environment: environment,
                isTerminal: console.errorsAreTerminal)
        } catch {
            throw .usage("\(error)", advice: "`peil settings --help` says where settings come from")
        }
    }

    /// The language of names, as the environment says: `nl`; English where it says nothing.
    var language: String {
        let names = ["LC_ALL", "LC_MESSAGES", "LANG"]
        let locale = names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        let language = locale.prefix { $0.isLetter }.lowercased()
        return language.count == 2 ? language : "en"
    }
}
