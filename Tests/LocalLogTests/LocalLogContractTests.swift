import Store
import Support
import Testing

@testable import LocalLog

@Suite("LocalLog")
struct LocalLogContractTests {
    @Test("keeps the contract of a log", arguments: LogContract.clauses)
    func contract(clause: LogContract.Clause) async throws {
        try await clause.check(Self.subject)
    }

    private static let subject = LogSubject { partitions, bufferBytes in
        let directory = try TemporaryDirectory()
        let log = try LocalLog(
            directory: directory.path, partitions: partitions, bufferBytes: bufferBytes)
        return LogSubject.Fresh(log, outage: log.fullDisk, holding: directory)
    }
}

extension LocalLog {
    /// The file may not grow: to SQLite that is a full disk.
    var fullDisk: LogSubject.Outage {
        LogSubject.Outage(
            begin: { try self.setPageLimit(1) }, end: { try self.setPageLimit(1_073_741_823) })
    }

    private func setPageLimit(_ pages: Int) throws {
        try storage.read { storage throws(StoreError) in
            try storage.database.execute("PRAGMA max_page_count = \(pages)")
        }
    }
}
