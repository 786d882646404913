public import Log

/// An implementation of `Log`, as the contract suite sees it.
public struct LogSubject: Sendable {
    /// A log away from its medium or brokers, and back.
    public struct Outage: Sendable {
        public let begin: @Sendable () throws -> Void
        public let end: @Sendable () throws -> Void

        public init(
            begin: @escaping @Sendable () throws -> Void, end: @escaping @Sendable () throws -> Void
        ) {
            self.begin = begin
            self.end = end
        }
    }
    /// A log that is new and empty, and how it is taken away.
    public struct Fresh: Sendable {
        public let log: any Log
        public let outage: Outage
        /// What lives as long as the log: its directory, its brokers.
        private let holding: (any Sendable)?

        public init(_ log: any Log, outage: Outage, holding: (any Sendable)? = nil) {
            self.log = log
            self.outage = outage
            self.holding = holding
        }
    }

    /// The number of partitions, and the bytes that appends may wait in.
    public typealias Make = @Sendable (_ partitions: Int32, _ bufferBytes: Int) throws -> Fresh
    let make: Make

    public init(make: @escaping Make) { self.make = make }

    func fresh(partitions: Int32 = 3, bufferBytes: Int = 8 << 20) throws -> Fresh {
        try make(partitions, bufferBytes)
    }
}
