/// What all requests of a client share.
public struct ClientConfiguration: Sendable {
    /// Checked on the very address that is connected to.
    public var policy: AddressPolicy
    /// A PEM file of those whose certificates are trusted; nil takes the system's.
    public var authorityFile: String?
    /// A PEM file of a server on this host: its certificate is taken, and those that it is signed
    /// by, whatever names they are of.
    public var ownCertificateFile: String?
    /// How many idle connections are kept to be used again.
    public var idleConnections = 256

    public init(policy: AddressPolicy, authorityFile: String? = nil) {
        self.policy = policy
        self.authorityFile = authorityFile
    }
}
