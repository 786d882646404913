/// What all requests of a client share.
public struct ClientConfiguration: Sendable {
    /// Checked on the very address that is connected to.
    public var policy: AddressPolicy
    /// A PEM file of those whose certificates are trusted; nil takes the system's.
    public var authorityFile: String?
    /// How many idle connections are kept to be used again.
    public var idleConnections = 256

    public init(policy: AddressPolicy, authorityFile: String? = nil) {
        self.policy = policy
        self.authorityFile = authorityFile
    }
}
