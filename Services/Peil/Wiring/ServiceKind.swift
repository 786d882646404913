internal import Settings

/// Which of the three services.
enum ServiceKind: String, CaseIterable, Sendable {
    case ingest, compute, notify

    func host(_ settings: Settings) -> String {
        switch self {
        case .ingest: settings.ingestHost
        case .compute: settings.computeHost
        case .notify: settings.notifyHost
        }
    }

    func port(_ settings: Settings) -> Int {
        switch self {
        case .ingest: settings.ingestPort
        case .compute: settings.computePort
        case .notify: settings.notifyPort
        }
    }
}
