internal import Glibc
internal import Settings

/// What must hold before anything is made or opened, so that a start that fails leaves nothing
/// half-done.
enum Preflight {
    static func check(_ settings: Settings) throws(Failure) {
        guard settings.log == .local else {
            throw .usage(
                "peil up runs on a local log, and `log` is \(settings.log.rawValue)",
                advice: "leave the setting `log` away")
        }
        try checkDirectory(settings.dataDirectory)
        try checkLog(in: settings.dataDirectory)
    }

    /// Of a service in a process of its own.
    static func check(_ kind: ServiceKind, _ settings: Settings) throws(Failure) {
        guard settings.log == .kafka else {
            throw .usage(
                "peil \(kind) runs on Kafka: a local log belongs to one process",
                advice: "leave the setting `log` away and say where Kafka is "
                    + "(--kafka.bootstrap.servers), or run all services with `peil up`")
        }
        guard kind != .notify || settings.webhooksKey != nil else {
            throw .usage(
                "webhooks.key is not given, which seals the secrets of subscriptions",
                advice: "give every notify the same: PEIL_WEBHOOKS_KEY_FILE names a file with "
                    + "32 random bytes in base64, as `openssl rand -base64 32` makes them")
        }
        try checkDirectory(settings.dataDirectory)
    }

    /// Makes the directory when it is not there.
    static func makeDirectory(_ path: String) throws(Failure) {
        guard unsafe mkdir(path, 0o750) == 0 || errno == EEXIST else {
            let reason = unsafe String(cString: strerror(errno))
            throw .unwritable("the data directory \(path) cannot be made: \(reason)")
        }
    }

    /// State without its log is another log's.
    private static func checkLog(in path: String) throws(Failure) {
        guard unsafe access(path + "/log.sqlite", F_OK) != 0 else { return }
        for slot in ["compute-0", "notify-0"] {
            guard unsafe access("\(path)/\(slot)", F_OK) != 0 else {
                throw .refused(
                    "\(path) holds the state of a log (\(slot)) that is not there (log.sqlite)",
                    advice: "put the log back, or name another directory with --data")
            }
        }
    }

    private static func checkDirectory(_ path: String) throws(Failure) {
        var status = stat()
        if unsafe stat(path, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFDIR else {
                throw .unwritable("\(path) is not a directory")
            }
            guard unsafe access(path, R_OK | W_OK | X_OK) == 0 else {
                throw .unwritable("the data directory \(path) cannot be written")
            }
            return
        }
        try makeDirectory(path)
        // Only tried: it is made when its time has come.
        _ = unsafe rmdir(path)
    }
}
