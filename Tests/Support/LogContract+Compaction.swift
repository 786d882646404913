import Log
import Testing

extension LogContract {
    /// Older records of a key may still be there, or not: the last is.
    static let compaction = [
        Clause("a compacted topic keeps the last record of each key, in order") { subject in
            let fresh = try subject.fresh()
            defer { fresh.log.close() }
            let talk = LogTalk(fresh.log)
            for topic in Topic.allCases where topic.retention == .compacted {
                let partition = Partition(topic, 1)
                for round in 0..<5 {
                    var batch = Batch()
                    for key in ["a", "b", "c"] where round < 4 || key != "b" {
                        try batch.add(key: key, value: "\(key)\(round)", to: partition)
                    }
                    #expect(try talk.append(batch).first == Int64(round * 3))
                }
                let records = try talk.records(of: partition)
                #expect(records.map(\.offset) == records.map(\.offset).sorted())
                var last: [[UInt8]: StoredRecord] = [:]
                for record in records { last[record.key] = record }
                let kept = last.values.sorted { $0.offset < $1.offset }
                #expect(kept.map(\.offset) == [10, 12, 13])
                #expect(
                    kept.map { String(decoding: $0.value, as: UTF8.self) } == ["b3", "a4", "c4"])
                #expect(try fresh.log.bounds(of: partition).upperBound == 14)
                #expect(try fresh.log.lastRecord(of: partition)?.value == Array("c4".utf8))
            }
        },
        Clause("a record without a value deletes its key and is read as such") { subject in
            let fresh = try subject.fresh()
            defer { fresh.log.close() }
            let talk = LogTalk(fresh.log)
            let partition = Partition(.subscriptions, 0)
            try talk.append(["first"], key: "a", to: partition)
            try talk.append([""], key: "a", to: partition)
            let last = StoredRecord(offset: 1, key: Array("a".utf8), value: [])
            #expect(try talk.records(of: partition).last == last)
            #expect(try talk.append(["second"], key: "a", to: partition) == [2])
            #expect(try talk.values(of: partition).last == "second")
        },
        Clause("a reader passes over what was compacted away") { subject in
            let fresh = try subject.fresh()
            defer { fresh.log.close() }
            let talk = LogTalk(fresh.log)
            let partition = Partition(.deliveries, 2)
            for number in 0..<50 { try talk.append(["\(number)"], key: "a", to: partition) }
            for start in [0, 25, 49] as [Int64] {
                let records = try talk.records(of: partition, from: start)
                #expect(records.last?.value == Array("49".utf8))
                #expect(records.allSatisfy { $0.offset >= start })
            }
        },
    ]
}
