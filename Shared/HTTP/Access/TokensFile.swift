internal import Crypto
internal import Files
internal import Glibc

/// The file of tokens: one a line, `#` begins a comment. It holds hashes only.
///
///     let file = TokensFile(path: "peil-data/tokens")
///     let token = try file.add(name: "cbs", scopes: [.push(.all)])
public struct TokensFile: Sendable {
    public let path: String

    public init(path: String) { self.path = path }

    /// All entries; none where there is no file yet.
    public func entries() throws(TokensError) -> [TokenEntry] {
        let bytes: [UInt8]?
        do throws(FileError) { bytes = try SmallFile.read(path) } catch { throw .file(error) }
        guard let bytes else { return [] }
        let lines = String(decoding: bytes, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
        var entries: [TokenEntry] = []
        for (index, line) in lines.enumerated() {
            let line = line.drop { $0 == " " }
            if line.isEmpty || line.hasPrefix("#") { continue }
            guard let entry = TokenEntry(line: line) else {
                throw .malformed(path: path, line: index + 1)
            }
            entries.append(entry)
        }
        return entries
    }

    /// Makes a token, adds its hash, and returns the token, which stands nowhere else. Names may
    /// come twice: that is how a token is rotated.
    public func add(name: String, scopes: [Scope]) throws(TokensError) -> Token {
        let token = Token.random()
        guard let entry = TokenEntry(name: name, hash: token.hash, scopes: scopes) else {
            throw .invalidName(name)
        }
        try add(entry)
        return token
    }

    /// Adds the hash of a token that was made elsewhere.
    public func add(_ entry: TokenEntry) throws(TokensError) {
        try change { $0.append(entry) }
    }

    /// Removes all tokens of this name; returns how many there were.
    public func remove(name: String) throws(TokensError) -> Int {
        var removed = 0
        try change { entries in
            let before = entries.count
            entries.removeAll { $0.principal.name == name }
            removed = before - entries.count
        }
        return removed
    }

    /// Alone among those who change the file; comments in it are not kept. Who reads sees the
    /// old file or the new one, never a part.
    private func change(_ body: (inout [TokenEntry]) -> Void) throws(TokensError) {
        let lock = unsafe open(path + ".lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard lock >= 0 else { throw .file(.refused(path: path, errno: errno)) }
        defer { close(lock) }
        guard flock(lock, LOCK_EX) == 0 else {
            throw .file(.refused(path: path, errno: errno))
        }
        var entries = try entries()
        body(&entries)
        let text = entries.map { $0.line + "\n" }.joined()
        do throws(FileError) { try SmallFile.replace(path, with: Array(text.utf8)) } catch {
            throw .file(error)
        }
    }
}
