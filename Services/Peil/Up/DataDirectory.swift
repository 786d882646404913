internal import Crypto
internal import Files
internal import Glibc
internal import HTTP
internal import JSON

/// What `peil up` keeps beside its databases, and the command line finds there.
struct DataDirectory: Sendable {
    let path: String

    var adminToken: String { path + "/admin.token" }
    var webhooksKey: String { path + "/webhooks.key" }
    /// Secrets of subscriptions to this host's own addresses: `<id> <URL> <secret>` a line.
    var listenSecrets: String { path + "/listen-secrets" }
    /// Where the services of a running `peil up` are.
    var addresses: String { path + "/addresses" }

    /// The admin token; made when there is none, or the one there is was revoked.
    func ensureAdminToken(in tokens: TokensFile) throws(Failure) {
        do {
            if let text = try SmallFile.text(adminToken),
                Tokens(file: tokens).principal(ofToken: text)?.isAdmin == true
            {
                return
            }
            let token = try tokens.add(name: "admin", scopes: [.admin])
            try SmallFile.replace(adminToken, with: token.text)
        } catch {
            throw .unwritable("\(error)")
        }
    }

    /// The key that seals the secrets of subscriptions: `given` by the settings, else this
    /// directory's own, which is made when there is none.
    func sealingKey(given: String?) throws(Failure) -> SealingKey {
        if let given { return try Self.key(given, from: "webhooks.key") }
        let text: String
        do throws(FileError) {
            if let kept = try SmallFile.text(webhooksKey) {
                text = kept
            } else {
                text = try makeKey()
            }
        } catch {
            throw .unwritable("\(error)")
        }
        return try Self.key(text, from: webhooksKey)
    }

    private func makeKey() throws(FileError) -> String {
        let text = Base64.standard.encode(RandomBytes.make(count: SealingKey.byteCount).span)
        try SmallFile.replace(webhooksKey, with: text)
        return text
    }

    private static func key(_ text: String, from source: String) throws(Failure) -> SealingKey {
        guard let key = Base64.standard.decode(text).flatMap({ SealingKey($0) }) else {
            throw .refused(
                "\(source) is not \(SealingKey.byteCount) bytes in base64",
                advice: "put back the key that the subscriptions were made with")
        }
        return key
    }
}

extension Failure {
    /// The data directory, or a file in it.
    static func unwritable(_ reason: String) -> Failure {
        .refused(
            reason,
            advice: "make it readable and writable for this user, or name another "
                + "directory with --data")
    }
}
