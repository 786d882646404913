import JSON
import Support
import Testing

@testable import Messages

@Suite("A change of a series")
struct OutcomeReadingTests {
    private func read(_ record: [UInt8]) -> Result<OutcomeEvent, ValidationError> {
        do throws(ValidationError) {
            return .success(try OutcomeEvent(decoding: record.span))
        } catch { return .failure(error) }
    }

    @Test("is the same, or has the same fault, in the form that compute writes and in any other")
    func forms() throws {
        var (asWritten, faults) = (0, 0)
        for seed in 0..<300 as Range<UInt64> {
            var messages = SeededMessages(seed: seed)
            var random = SplitMix64(seed: seed)
            var writer = Writer()
            try messages.outcomeEvent(.seriesUpdated).encode(into: &writer)
            let record = writer.take()
            for round in 0..<40 {
                let record = round > 0 ? random.damaged(record) : record
                // White space in front makes it another form.
                let (one, two) = (read(record), read([0x20] + record))
                #expect(one == two, "seed \(seed): \(String(decoding: record, as: UTF8.self))")
                if case .failure = one { faults += 1 }
                if OutcomeEvent(asWritten: record.span) != nil { asWritten += 1 }
            }
        }
        #expect(faults > 300)
        #expect(asWritten > 300)
    }
}
