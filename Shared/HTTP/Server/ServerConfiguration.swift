/// Where a server listens, and its bounds.
public struct ServerConfiguration: Sendable {
    /// A certificate chain and its key, as PEM texts.
    public struct TLS: Sendable {
        public var certificate: String
        public var key: String
        /// Where they were read; the server reads them again when they change.
        let files: CertificateFiles?

        public init(certificate: String, key: String) {
            self.certificate = certificate
            self.key = key
            files = nil
        }

        /// Reads PEM files. Throws `unreadable`.
        public init(certificateFile: String, keyFile: String) throws(ServerError) {
            var files = CertificateFiles(certificate: certificateFile, key: keyFile)
            (certificate, key) = try files.readIfChanged() ?? ("", "")
            self.files = files
        }
    }

    /// What is told of each answer, on the server's thread.
    public struct AccessRecord: Sendable {
        public let method: Method?
        /// The route's pattern, `""` where no route matched: few values, fit for a label.
        public let route: String
        /// 499 where the client left before its answer.
        public let status: Int
        /// From the request's head to the start of its answer.
        public let seconds: Double
    }

    /// An address or a name that resolves to one; `::` is every address of this host.
    public var host: String
    /// 0 takes a free one.
    public var port: Int
    public var threads = 2
    /// What one connection may hold; it bounds a request's head, and is most of what an open
    /// stream costs.
    public var poolBytes = 8_192
    public var connectionLimit = 12_000
    /// A connection on which nothing moves for so long is closed; suspended ones are not.
    public var idleSeconds = 60
    public var tls: TLS?
    /// Told each time that changed certificates were read: nil, or why the former ones stay in use.
    public var onRenewal: (@Sendable (ServerError?) -> Void)?
    /// How often it is looked whether they changed.
    var renewalMilliseconds = 2_000
    public var authentication = Authentication.readersOnly
    public var onAccess: (@Sendable (AccessRecord) -> Void)?

    public init(host: String, port: Int) {
        self.host = host
        self.port = port
    }
}
