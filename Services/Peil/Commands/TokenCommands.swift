internal import Crypto
internal import Glibc
internal import HTTP
internal import Settings

/// `peil token …`: who may do what.
enum TokenCommands {
    private static let name = Option<String?>(
        "name", value: "N", .text, "Whose it is; outlives its rotation")
    private static let scopes = Option<[Scope]>(
        "scope", value: "S", each: scope,
        "What it allows: push:PATTERN, define:PATTERN, subscribe, read or admin")
    private static let file = Option<String?>(
        "file", value: "F", .path, "The tokens file (default: the setting tokens.file)")

    private static let scope = Format<Scope>(
        expected: "push:PATTERN, define:PATTERN, subscribe, read or admin",
        read: { Scope($0) }, write: { $0.description })

    static let new = Command(
        "token new", "Make a token and print it, once",
        details: "Only its hash is kept. The services read the file again when it changes. A name "
            + "may have several tokens: make the new one, hand it out, then revoke and make again.",
        options: [name, scopes, file, Invocation.data],
        examples: ["peil token new --name cbs --scope 'push:nl.*' --scope read"],
        action: Action(runNew))

    private static func runNew(_ invocation: Invocation) throws(Failure) {
        guard let name = invocation[name] else {
            throw .usage("--name is missing", advice: "`peil help token new` says how it is used")
        }
        guard !invocation[scopes].isEmpty else {
            throw .usage("--scope is missing", advice: "`peil help token new` says how it is used")
        }
        let file = try tokens(invocation)
        let token = try doing { () throws(TokensError) in
            try file.add(name: name, scopes: invocation[scopes])
        }
        invocation.console.print(token.text)
        invocation.console.note("Shown once; its hash is in \(file.path).")
    }

    static let list = Command(
        "token list", "List the tokens' names and scopes", options: [file, Invocation.data],
        examples: ["peil token list"],
        action: Action(runList))

    private static func runList(_ invocation: Invocation) throws(Failure) {
        let file = try tokens(invocation)
        let entries = try doing { () throws(TokensError) in try file.entries() }
        guard !entries.isEmpty else {
            invocation.console.print("No tokens in \(file.path); `peil token new` makes one.")
            return
        }
        var table = Table([.init("name"), .init("hash"), .init("scopes")])
        for entry in entries {
            table.add([
                .init(entry.principal.name, .strong),
                .init(String(entry.hash.hex.prefix(12)), .faint),
                .init(entry.principal.scopes.map(\.description).joined(separator: " ")),
            ])
        }
        table.print(on: invocation.console)
    }

    static let revoke = Command(
        "token revoke", "Revoke all tokens of a name", operands: .each(["NAME"]),
        options: [file, Invocation.data], examples: ["peil token revoke cbs"],
        action: Action(runRevoke))

    private static func runRevoke(_ invocation: Invocation) throws(Failure) {
        let file = try tokens(invocation)
        let name = invocation.operands[0]
        let count = try doing { () throws(TokensError) in try file.remove(name: name) }
        guard count > 0 else {
            throw .refused(
                "there is no token named \(name) in \(file.path)",
                advice: "`peil token list` shows the names")
        }
        invocation.console.print("\(Wording.count(count, "token")) of \(name) revoked")
    }

    private static func tokens(_ invocation: Invocation) throws(Failure) -> TokensFile {
        if let file = invocation[file] { return TokensFile(path: file) }
        let settings = try invocation.settings(data: invocation[Invocation.data])
        // Tokens may be made before the first start.
        _ = unsafe mkdir(settings.dataDirectory, 0o750)
        return TokensFile(path: settings.tokensFile)
    }

    private static func doing<Result>(
        _ body: () throws(TokensError) -> Result
    ) throws(Failure) -> Result {
        do throws(TokensError) { return try body() } catch {
            switch error {
            case .invalidName:
                throw .usage("\(error)", advice: "`peil help token new` says how it is used")
            case .malformed: throw .refused("\(error)", advice: "correct that line")
            case .file:
                throw .refused("\(error)", advice: "name a file you may write with --file")
            }
        }
    }
}
