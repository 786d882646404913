import Log
import Testing

@testable import KafkaLog

@Suite("What waits for its turn")
struct LanesTests {
    private let first = Partition(.updates, 0)
    private let second = Partition(.updates, 1)

    @Test("one request of a partition is on its way at a time; what came since goes together")
    func turns() throws {
        var lanes = Lanes()
        #expect(try add(to: &lanes, [first]) == [first])
        #expect(take(&lanes, first) == ["0"])
        _ = try add(to: &lanes, [first, first])
        _ = try add(to: &lanes, [first])
        #expect(take(&lanes, first) == [])
        let isDone = lanes.reported(1, of: first)
        #expect(isDone)
        #expect(take(&lanes, first) == ["0", "1", "0"])
        let isEarly = lanes.reported(2, of: first)
        #expect(!isEarly)
        #expect(take(&lanes, first) == [])
        let isLast = lanes.reported(1, of: first)
        #expect(isLast)
        #expect(take(&lanes, first) == [])
    }

    @Test("partitions do not wait for each other, and a batch keeps its order in each")
    func partitions() throws {
        var lanes = Lanes()
        #expect(try add(to: &lanes, [first, second, second, first]) == [first, second])
        #expect(take(&lanes, first) == ["0", "3"])
        #expect(take(&lanes, second) == ["1", "2"])
    }

    @Test("a request holds what there is room for, and at least one record")
    func room() throws {
        var lanes = Lanes()
        let sizes = [400_000, 400_000, 900_000, 10, 10]
        _ = try add(to: &lanes, sizes.map { _ in first }, sizes: sizes)
        for expected in [["0", "1"], ["2", "3", "4"]] {
            #expect(take(&lanes, first) == expected)
            _ = lanes.reported(expected.count, of: first)
        }
        _ = try add(to: &lanes, [first, first], sizes: [500_000, 500_000])
        _ = try add(to: &lanes, [first, first], sizes: [500_000, 400_000])
        for expected in [["0"], ["1"], ["0", "1"]] {
            #expect(take(&lanes, first) == expected)
            _ = lanes.reported(expected.count, of: first)
        }
    }

    @Test("what is given up is told, but for what is on its way")
    func removal() throws {
        var lanes = Lanes()
        _ = try add(to: &lanes, [first, second])
        _ = take(&lanes, first)
        _ = try add(to: &lanes, [first, first])
        let left = lanes.removeAll().map(\.indices.count).sorted()
        #expect(left == [1, 2])
        #expect(take(&lanes, second) == [])
    }

    /// Appends a record to each of `partitions`, whose value begins with its index.
    private func add(
        to lanes: inout Lanes, _ partitions: [Partition], sizes: [Int] = []
    ) throws -> [Partition] {
        var batch = Batch()
        for (index, partition) in partitions.enumerated() {
            let text =
                "\(index)".utf8 + Array(repeating: 32, count: sizes.isEmpty ? 0 : sizes[index] - 1)
            try batch.add(to: partition, key: [UInt8]().span, value: Array(text).span)
        }
        let append = PendingAppend(batch) { _ in }
        defer {
            // As if all had been reported: whoever waits is told, and nothing is kept.
            if append.reported(batch.count) { append.answer() }
        }
        return lanes.add(append)
    }

    /// The first characters of the values that the next request holds.
    private func take(_ lanes: inout Lanes, _ partition: Partition) -> [String] {
        var values: [String] = []
        for piece in lanes.next(of: partition) {
            piece.append.batch.forEach(in: piece.indices) { _, record in
                values.append(String(decoding: [record.value[0]], as: UTF8.self))
            }
        }
        return values
    }
}
