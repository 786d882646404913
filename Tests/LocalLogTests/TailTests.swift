import Log
import Testing

@testable import LocalLog

@Suite("Tail")
struct TailTests {
    private func segment(_ offsets: Range<Int64>) -> Segment {
        var segment = Segment()
        let value = [UInt8](repeating: 1, count: 100)
        for offset in offsets { segment.add(offset: offset, key: value.span, value: value.span) }
        return segment
    }

    private func offsets(_ tail: Tail, _ index: Int, from: Int64, limit: Int) -> [Int64]? {
        tail.segments(of: index, from: from, limit: limit)?.flatMap { segment in
            var offsets: [Int64] = []
            _ = segment.forEach(from: from, limit: .max) { record in offsets.append(record.offset) }
            return offsets
        }
    }

    @Test("finds the records from any offset that it holds")
    func finds() {
        var tail = Tail(partitionCount: 2, limitBytes: 1 << 20)
        tail.add(segment(5..<8), to: 0)
        tail.add(segment(8..<9), to: 0)
        tail.add(segment(9..<20), to: 0)
        #expect(offsets(tail, 0, from: 4, limit: 100) == nil)
        for from in 5..<20 as Range<Int64> {
            #expect(offsets(tail, 0, from: from, limit: 100) == Array(from..<20))
        }
        #expect(offsets(tail, 0, from: 6, limit: 2) == [6, 7])
        #expect(offsets(tail, 1, from: 0, limit: 1) == nil)
    }

    @Test("drops the oldest of all partitions when its bound is reached")
    func drops() {
        let one = segment(0..<1).memoryBytes
        var tail = Tail(partitionCount: 2, limitBytes: 3 * one)
        for offset in 0..<100 as Range<Int64> {
            tail.add(segment(offset..<offset + 1), to: Int(offset % 2))
        }
        #expect(offsets(tail, 0, from: 96, limit: 9) == nil)
        #expect(offsets(tail, 1, from: 97, limit: 9) == [97, 99])
        #expect(offsets(tail, 0, from: 98, limit: 9) == [98])
    }

    @Test("a queue gives back what went in, in order, and any element by its place")
    func queue() {
        var queue = FIFO<Int>()
        var (pushed, popped) = (0, 0)
        for round in 0..<1000 {
            for _ in 0..<round % 7 {
                queue.append(pushed)
                pushed += 1
            }
            for _ in 0..<round % 6 {
                #expect(queue.popFirst() == (popped < pushed ? popped : nil))
                popped = min(popped + 1, pushed)
            }
            #expect(queue.count == pushed - popped)
            #expect(queue[0] == (popped < pushed ? popped : nil))
            #expect(queue[queue.count] == nil)
        }
        #expect(pushed > 2000)
    }
}
