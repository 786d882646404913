internal import Crypto
internal import Files
internal import Glibc

/// The secrets of subscriptions to this host's own addresses, where `peil listen` finds them: a
/// line `<id> <URL> <secret>` each.
struct ListenSecrets: Sendable {
    private let directory: DataDirectory

    init(_ directory: DataDirectory) { self.directory = directory }

    /// Whether `url` leads to this host, so that who listens is who subscribed.
    static func isLocal(_ url: String) -> Bool {
        let prefixes = ["127.", "localhost:", "localhost/", "[::1]"]
        return prefixes.contains { url.hasPrefix("http://" + $0) || url.hasPrefix("https://" + $0) }
            || url == "http://localhost" || url == "https://localhost"
    }

    /// Keeps a secret in the data directory, which is made where there is none: the services may
    /// have theirs elsewhere. False where that cannot be written to.
    func add(_ id: String, _ url: String, _ secret: String) -> Bool {
        _ = unsafe mkdir(directory.path, 0o700)
        do throws(FileError) {
            let before = try SmallFile.text(directory.listenSecrets).map { $0 + "\n" } ?? ""
            try SmallFile.replace(
                directory.listenSecrets, with: before + "\(id) \(url) \(secret)")
            return true
        } catch {
            return false
        }
    }

    /// As they are now: a subscription may be made while somebody listens.
    func verifiers() -> [WebhookVerifier] {
        guard let text = try? SmallFile.text(directory.listenSecrets) else { return [] }
        return text.split(separator: "\n").compactMap { line in
            line.split(separator: " ").last.flatMap { WebhookVerifier(String($0)) }
        }
    }
}
