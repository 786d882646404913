import Log

/// What every implementation of `Log` keeps, one sentence a clause.
///
///     @Test("keeps the contract of a log", arguments: LogContract.clauses)
///     func contract(clause: LogContract.Clause) async throws {
///         try await clause.check(subject)
///     }
public enum LogContract {
    public struct Clause: Sendable, CustomStringConvertible {
        public let description: String
        private let body: @Sendable (LogSubject) throws -> Void

        init(_ description: String, _ body: @escaping @Sendable (LogSubject) throws -> Void) {
            self.description = description
            self.body = body
        }

        public func check(_ subject: LogSubject) async throws {
            let body = body
            try await onThread { try body(subject) }
        }
    }

    public static let clauses =
        appending + reading + waiting + groups + compaction + failures
}
