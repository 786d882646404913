internal import Files

/// The variables this process was started with.
public enum Environment {
    /// The file of settings.
    static let config = "PEIL_CONFIG"
    /// What the command line reads to find the services, and is no setting of theirs.
    static let others = ["PEIL_INGEST_URL", "PEIL_NOTIFY_URL", "PEIL_TOKEN"]

    static let prefix = "PEIL_"

    /// As they were at the start: what the process changed since does not count.
    public static func current() -> [String: String] {
        guard let bytes = try? SmallFile.read("/proc/self/environ") else { return [:] }
        var variables: [String: String] = [:]
        for line in bytes.split(separator: 0) {
            guard let equals = line.firstIndex(of: UInt8(ascii: "=")) else { continue }
            let name = String(decoding: line[..<equals], as: UTF8.self)
            variables[name] = String(decoding: line[(equals + 1)...], as: UTF8.self)
        }
        return variables
    }

    /// `PEIL_INGEST_PORT` for `ingest.port`.
    static func variable(for setting: String) -> String {
        prefix + String(setting.uppercased().map { $0 == "." ? "_" : $0 })
    }

    /// `ingest.port` for `PEIL_INGEST_PORT`; nil for a variable that is no setting.
    static func setting(of variable: String) -> String? {
        guard variable.hasPrefix(prefix), variable != config, !others.contains(variable) else {
            return nil
        }
        return String(variable.dropFirst(prefix.count).lowercased().map { $0 == "_" ? "." : $0 })
    }
}
