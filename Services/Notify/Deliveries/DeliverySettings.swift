public import Crypto
public import HTTP
internal import Settings

/// What deliveries need to know of the installation.
public struct DeliverySettings: Sendable {
    /// Seals the secrets of subscriptions; the same on all instances.
    public var key: SealingKey
    /// Private targets that are allowed.
    public var allowed: [CIDR] = []
    public var insecure = InsecureTargets.none
    var schedule = RetrySchedule.standard
    var limits = EndpointLimits()
    public var userAgent = "peil"
    /// By which CloudEvents' OPTIONS request names this sender.
    public var origin = "peil"

    /// To which targets webhooks may go in plain text.
    public enum InsecureTargets: Sendable {
        case none, loopback, all
    }

    public init(key: SealingKey) { self.key = key }

    /// Seconds to wait after each failed attempt.
    public mutating func setSchedule(delaysSeconds: [Double]) {
        schedule = RetrySchedule(delaysSeconds: delaysSeconds)
    }

    var policy: AddressPolicy { .publicOnly(allowing: allowed) }
}
