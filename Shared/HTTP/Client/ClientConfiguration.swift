/// What all requests of a client share.
public struct ClientConfiguration: Sendable {
    /// Checked on the very address that is connected to.
    public var policy: AddressPolicy
    public var trust: Trust
    /// How many idle connections are kept to be used again.
    public var idleConnections = 256

    /// Whose certificates are taken.
    public enum Trust: Sendable {
        /// Of those that the system trusts.
        case system
        /// Of those in a PEM file.
        case authorities(String)
        /// A PEM file of a server on this host: its own, and those that it is signed by, whatever
        /// names they are of.
        case own(String)
    }

    public init(policy: AddressPolicy, trust: Trust = .system) {
        self.policy = policy
        self.trust = trust
    }
}
