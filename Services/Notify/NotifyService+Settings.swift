public import Log

extension NotifyService {
    /// What an operator decides.
    public struct Settings: Sendable {
        /// Its files go into the first free `notify-<n>` below it.
        public var dataDirectory: String
        /// The program's, as `/version` tells it.
        public var version: String
        /// A loop that has not come round for so long hangs, `/livez` says.
        var hangSeconds = 60.0
        /// How subscriptions are delivered; nil serves none.
        public var deliveries: DeliverySettings?

        public init(
            dataDirectory: String, version: String, deliveries: DeliverySettings? = nil
        ) {
            self.dataDirectory = dataDirectory
            self.version = version
            self.deliveries = deliveries
        }
    }

    /// Why it does not start, for a person to act on.
    public enum StartError: Error, Sendable {
        /// The log does not answer; what to do says the error itself.
        case log(LogError)
        /// The data directory or the board in it cannot be used.
        case board(String)
        case deliveries(DeliveryError)
    }
}

extension NotifyService.StartError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .log(let error): error.description
        case .board(let cause): cause
        case .deliveries(let error): error.description
        }
    }
}
