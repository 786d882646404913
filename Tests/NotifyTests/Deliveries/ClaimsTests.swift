import LocalLog
import Support
import Telemetry
import Testing
import Threading

@testable import Notify

@Suite("Claims of partitions", .onThreads) struct ClaimsTests {
    @Test(
        "What is given up and was not written in time is lost, and told so",
        arguments: [true, false])
    func givenUp(isReleased: Bool) throws {
        let directory = try TemporaryDirectory()
        let log = try LocalLog(directory: directory.path, partitions: 2)
        defer { log.close() }
        let logger = Logger(component: "notify", format: .json, to: LogOutput(descriptor: -1))
        let claims = try Claims(
            log, logger: logger, releaseMilliseconds: isReleased ? 60_000 : 1)
        let told = Monitor<[String]>([])
        let thread = Thread(name: "claims") {
            claims.run { news in
                told.with { $0.append(Self.text(news)) }
                guard isReleased, case .revoked(let partitions) = news else { return }
                partitions.forEach { claims.release($0) }
            }
        }
        func wait(for count: Int) throws -> [String] {
            let patience = LogTalk.patienceMilliseconds
            return try #require(
                told.wait(timeoutMilliseconds: patience) { $0.count >= count ? $0 : nil })
        }
        #expect(try wait(for: 1) == ["claimed [0, 1]"])
        claims.stop()
        thread.join()
        let rest = isReleased ? ["revoked [0, 1]"] : ["revoked [0, 1]", "lost [0, 1]"]
        #expect(told.with { Array($0.dropFirst()) } == rest)
    }

    private static func text(_ news: Claims.News) -> String {
        switch news {
        case .claimed(let claims): "claimed \(claims.map(\.partition).sorted())"
        case .revoked(let partitions): "revoked \(partitions)"
        case .lost(let partitions): "lost \(partitions)"
        }
    }
}
