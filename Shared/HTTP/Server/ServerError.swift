/// Why a server does not start.
public enum ServerError: Error, Hashable, Sendable {
    /// Another process listens there: stop it or choose another port.
    case portInUse(host: String, port: Int)
    /// The host is not this machine's or has no address: correct the setting.
    case unknownHost(String)
    /// The system refuses (ports below 1024 need a privilege).
    case refused(host: String, port: Int, reason: String)
    /// A file cannot be read: correct its name or its permissions.
    case unreadable(String)
    /// Certificate and key are no PEM or do not belong together.
    case unusableTLS
    /// libmicrohttpd did not start: too few file descriptors or threads.
    case failed
}

extension ServerError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .portInUse(let host, let port):
            "port \(port) on \(host) is taken by another process; choose another"
        case .unknownHost(let host): "\(host) is not an address of this machine"
        case .refused(let host, let port, let reason):
            "cannot listen on \(host), port \(port): \(reason)"
        case .unreadable(let reason): reason
        case .unusableTLS: "the TLS certificate and key are not a pair of PEM files"
        case .failed: "the HTTP server did not start; raise the limit of open files"
        }
    }
}
