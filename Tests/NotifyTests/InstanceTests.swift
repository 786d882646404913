import Crypto
import Foundation
import Notify
import Support
import Testing

@Suite("Instances of notify", .onThreads)
struct InstanceTests {
    @Test("Each has one directory for all it keeps, and a new one finds what its predecessor left")
    func directories() throws {
        let folded = try FoldedLog()
        try FirstCase().write(to: folded)
        let deliveries = DeliverySettings(key: .random())
        let first = try RunningNotify(folded, deliveries: deliveries)
        let second = try RunningNotify(folded, deliveries: deliveries)
        try withExtendedLifetime((first, second)) {
            let names = try FileManager.default.contentsOfDirectory(atPath: folded.dataDirectory)
            #expect(names.filter { $0.hasPrefix("notify-") }.sorted() == ["notify-0", "notify-1"])
            for slot in ["notify-0", "notify-1"] {
                let files = try FileManager.default.contentsOfDirectory(
                    atPath: "\(folded.dataDirectory)/\(slot)")
                #expect(Set(files).isSuperset(of: ["board.sqlite", "attempts.sqlite", "lock"]))
            }
        }
        second.service.stop(deadlineMilliseconds: 1_000)
    }
}
