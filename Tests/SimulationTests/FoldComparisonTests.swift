import Compute
import Log
import Messages
import Support
import Testing

struct FoldComparisonTests {
    @Test("compute says what the reference says, byte for byte, in generated worlds")
    func sameBytes() {
        for seed in 0..<Seeds.count(400) {
            let values = WorldGenerator.world(seed: seed, length: 30).map(\.value)
            guard let difference = difference(values) else { continue }
            let small = shrunk(values)
            let told = small.map { "  " + String(decoding: $0, as: UTF8.self) }
            Issue.record(
                """
                seed \(seed): \(self.difference(small) ?? difference)
                after these \(small.count) of \(values.count) updates
                \(told.joined(separator: "\n"))
                """)
            return
        }
    }

    /// The updates without those that the difference can do without.
    private func shrunk(_ values: [[UInt8]]) -> [[UInt8]] {
        var values = values
        for index in values.indices.reversed() {
            var fewer = values
            fewer.remove(at: index)
            if difference(fewer) != nil { values = fewer }
        }
        return values
    }

    private func difference(_ values: [[UInt8]]) -> String? {
        let log = LogID(0x3f9c_2a71)
        let reference = Reference.fold(values, log: log, partition: 5)
        let folded = Folded(values, log: log, partition: 5)
        return folded.said.difference(from: Said(reference))
    }
}
