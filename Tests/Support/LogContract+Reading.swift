import Log
import Testing

extension LogContract {
    static let reading = [
        Clause("a reader starts where it is told, again and again") { subject in
            let fresh = try subject.fresh()
            defer { fresh.log.close() }
            let partition = Partition(.updates, 0)
            try LogTalk(fresh.log).append((0..<10).map(String.init), to: partition)
            let reader = try fresh.log.reader()
            for start in [4, 0, 9, 4] as [Int64] {
                try reader.start([partition: start])
                var offsets: [Int64] = []
                try reader.poll(until: { offsets.last == 9 }) { _, record in
                    offsets.append(record.offset)
                }
                #expect(offsets == Array(start..<10))
            }
            reader.close()
        },
        Clause("a position beyond the end, or below 0, is out of range") { subject in
            let fresh = try subject.fresh()
            defer { fresh.log.close() }
            let partition = Partition(.outcomes, 1)
            try LogTalk(fresh.log).append(["a", "b"], to: partition)
            let reader = try fresh.log.reader()
            defer { reader.close() }
            for wrong in [3, -1, 1_000_000] as [Int64] {
                #expect(throws: LogError.outOfRange(partition, wanted: wrong, held: 0..<2)) {
                    try reader.start([partition: wrong])
                }
            }
            try reader.start([partition: 2])
            #expect(try reader.poll(timeoutMilliseconds: 10, limit: 10) { _, _ in } == .idle)
        },
        Clause("a partition that is stopped is read again when it is started") { subject in
            let fresh = try subject.fresh()
            defer { fresh.log.close() }
            let talk = LogTalk(fresh.log)
            let (one, other) = (Partition(.updates, 0), Partition(.updates, 1))
            try talk.append(["a"], to: one)
            try talk.append(["b"], to: other)
            let reader = try fresh.log.reader()
            defer { reader.close() }
            var seen: [Partition] = []
            try reader.start([one: 0, other: 0])
            reader.stop([one])
            try reader.poll(until: { !seen.isEmpty }) { partition, _ in seen.append(partition) }
            #expect(seen == [other])
            try reader.start([one: 0])
            try reader.poll(until: { seen.count == 2 }) { partition, _ in seen.append(partition) }
            #expect(seen == [other, one])
        },
        Clause("a poll hands over at most its limit, each partition in one piece") { subject in
            let fresh = try subject.fresh()
            defer { fresh.log.close() }
            let talk = LogTalk(fresh.log)
            let partitions = (0..<3).map { Partition(.updates, $0) }
            for _ in 0..<4 {
                for partition in partitions { try talk.append(["a", "b", "c"], to: partition) }
            }
            let reader = try fresh.log.reader()
            defer { reader.close() }
            try reader.start(Dictionary(uniqueKeysWithValues: partitions.map { ($0, 0) }))
            var next = Dictionary(uniqueKeysWithValues: partitions.map { ($0, Int64(0)) })
            var total = 0
            while total < 36 {
                var pieces: [Partition] = []
                var count = 0
                let poll = try reader.poll(timeoutMilliseconds: 1000, limit: 5) { from, record in
                    if pieces.last != from { pieces.append(from) }
                    #expect(record.offset == next[from])
                    next[from] = record.offset + 1
                    count += 1
                }
                #expect(poll == (count == 0 ? .idle : .records(count)))
                #expect(count <= 5)
                #expect(Set(pieces).count == pieces.count)
                total += count
            }
            #expect(next.values.allSatisfy { $0 == 12 })
        },
        Clause("two readers do not disturb each other") { subject in
            let fresh = try subject.fresh()
            defer { fresh.log.close() }
            let talk = LogTalk(fresh.log)
            let partition = Partition(.catalogue, 0)
            try talk.append(["a", "b", "c"], to: partition)
            #expect(try talk.values(of: partition, from: 1) == ["b", "c"])
            #expect(try talk.values(of: partition) == ["a", "b", "c"])
        },
        Clause("bounds, a record and the last record can be asked for") { subject in
            let fresh = try subject.fresh()
            defer { fresh.log.close() }
            let log = fresh.log
            let partition = Partition(.outcomes, 0)
            #expect(try log.bounds(of: partition) == 0..<0)
            #expect(try log.lastRecord(of: partition) == nil)
            #expect(try log.record(at: 0, of: partition) == nil)
            try LogTalk(log).append(["a", "b", "c"], to: partition)
            #expect(try log.bounds(of: partition) == 0..<3)
            let last = StoredRecord(offset: 2, key: Array("k".utf8), value: Array("c".utf8))
            #expect(try log.lastRecord(of: partition) == last)
            #expect(try log.record(at: 2, of: partition) == last)
            #expect(try log.record(at: 0, of: partition)?.value == Array("a".utf8))
            #expect(try log.record(at: 3, of: partition) == nil)
            for none in [-1, Int64.min, .max] {
                #expect(try log.record(at: none, of: partition) == nil)
            }
        },
    ]
}
