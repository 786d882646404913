import JSON
import Log
import Messages
import Support
import Testing
import Time

struct ReferenceTests {
    @Test("the fold makes what the reference makes, byte for byte, in seeded worlds")
    func agreesWithReference() throws {
        for seed in 0..<150 {
            let items = WorldGenerator.world(
                seed: UInt64(seed), length: 60)
            let records = items.map(\.bytes)
            let folded = try Folded(records, sweepLimit: 1 + seed % 3)
            let reference = reference(items, records)
            try #require(
                folded.outcomes == reference.outcomes.map(encoded), "outcomes of seed \(seed)")
            let answers = try folded.answers.map { try CatalogueAnswer(decoding: $0.span) }
            try #require(
                answers.map(AnswerGist.init) == reference.answers.map(AnswerGist.init),
                "answers of seed \(seed)")
            let rejects = folded.rejects.map { [$0.id.text, $0.submission ?? "none"] }
            try #require(
                rejects == reference.rejects.map { [$0.id.text, $0.submission ?? "none"] },
                "rejects of seed \(seed)")
        }
    }

    private func encoded(_ event: OutcomeEvent) -> [UInt8] {
        var writer = Writer()
        event.encode(into: &writer)
        return writer.take()
    }

    private func reference(_ items: [WorldGenerator.Item], _ records: [[UInt8]]) -> Reference {
        var reference = Reference(log: Folded.log, partition: 5)
        for (offset, (item, record)) in zip(items, records).enumerated() {
            let content: ReferenceRecord.Content =
                switch item {
                case .event(let event): .event(event)
                case .garbage:
                    .unreadable([.malformed], time: Timestamp(milliseconds: 0), submission: nil)
                }
            reference.take(
                ReferenceRecord(
                    offset: Int64(offset), checksum: Checksum.crc32c(record.span),
                    content: content))
        }
        return reference
    }
}
