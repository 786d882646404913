import Log
import Testing
import Threading

extension LogContract {
    static let appending = [
        Clause("what is appended is read in its order, with key and value") { subject in
            let fresh = try subject.fresh()
            defer { fresh.log.close() }
            let talk = LogTalk(fresh.log)
            let partition = Partition(.updates, 1)
            var batch = Batch()
            for number in 0..<100 {
                try batch.add(key: "k\(number % 7)", value: "v\(number)", to: partition)
            }
            #expect(try talk.append(batch) == Array(0..<100))
            let records = try talk.records(of: partition)
            #expect(records.map(\.offset) == Array(0..<100))
            #expect(
                records.map { String(decoding: $0.key, as: UTF8.self) }
                    == (0..<100).map { "k\($0 % 7)" })
            #expect(
                records.map { String(decoding: $0.value, as: UTF8.self) }
                    == (0..<100).map { "v\($0)" })
        },
        Clause("offsets are dense from 0 in each partition of each topic") { subject in
            let fresh = try subject.fresh()
            defer { fresh.log.close() }
            let talk = LogTalk(fresh.log)
            #expect(fresh.log.partitionCount == 3)
            let partitions = [Topic.updates, .outcomes, .catalogue].flatMap { topic in
                (0..<3).map { Partition(topic, $0) }
            }
            for round in 0..<3 {
                var batch = Batch()
                for partition in partitions + partitions {
                    try batch.add(key: "k", value: "\(partition)", to: partition)
                }
                let expected = Int64(round * 2)
                #expect(
                    try talk.append(batch)
                        == partitions.map { _ in expected } + partitions.map { _ in expected + 1 })
            }
            for partition in partitions {
                #expect(
                    try talk.values(of: partition)
                        == Array(repeating: "\(partition)", count: 6))
            }
        },
        Clause("appenders at the same time get offsets of their own, without a hole") { subject in
            let fresh = try subject.fresh()
            defer { fresh.log.close() }
            let talk = LogTalk(fresh.log)
            let partition = Partition(.outcomes, 2)
            let offsets = Monitor<[Int64]>([])
            let threads = (0..<8).map { appender in
                Thread(name: "appender") {
                    for number in 0..<25 {
                        let taken = try? talk.append(["\(appender) \(number)"], to: partition)
                        offsets.with { $0 += taken ?? [] }
                    }
                }
            }
            for thread in threads { thread.join() }
            #expect(offsets.with { $0.sorted() } == Array(0..<200))
            let values = try talk.values(of: partition)
            for appender in 0..<8 {
                let own = values.filter { $0.hasPrefix("\(appender) ") }
                #expect(own == (0..<25).map { "\(appender) \($0)" })
            }
        },
        Clause("appends that wait for none before them keep their order and their bytes") {
            subject in
            let fresh = try subject.fresh()
            defer { fresh.log.close() }
            let talk = LogTalk(fresh.log)
            let partitions = [Partition(.updates, 0), Partition(.outcomes, 1)]
            let answers = Monitor<[Int: [Int64]]>([:])
            // Some are small, some larger than what goes to Kafka at once.
            let sizes = (0..<60).map { $0 % 20 == 7 ? 40_000 : 10 + $0 * 7 }
            for (number, size) in sizes.enumerated() {
                var batch = Batch()
                for place in 0..<30 {
                    let text = "\(number) \(place) " + String(repeating: "x", count: size)
                    try batch.add(key: "k", value: text, to: partitions[place / 5 % 2])
                }
                fresh.log.append(batch) { result in
                    answers.with { $0[number] = (try? result.get()) ?? [] }
                }
            }
            let told = try #require(
                answers.wait(timeoutMilliseconds: LogTalk.patienceMilliseconds) {
                    $0.count == sizes.count ? $0 : nil
                })
            for (index, partition) in partitions.enumerated() {
                let places = (0..<30).filter { $0 / 5 % 2 == index }
                let values = try talk.values(of: partition)
                let expected = sizes.indices.flatMap { number in
                    places.map { "\(number) \($0) " + String(repeating: "x", count: sizes[number]) }
                }
                #expect(values == expected)
                let offsets = sizes.indices.flatMap { number in
                    places.map { told[number]?.dropFirst($0).first ?? -1 }
                }
                #expect(offsets == Array(0..<Int64(expected.count)))
            }
        },
        Clause("an empty batch is acknowledged with no offsets") { subject in
            let fresh = try subject.fresh()
            defer { fresh.log.close() }
            #expect(try LogTalk(fresh.log).append(Batch()) == [])
        },
        Clause("a record of the limit fits, and one over it never enters a batch") { subject in
            let fresh = try subject.fresh()
            defer { fresh.log.close() }
            let talk = LogTalk(fresh.log)
            let partition = Partition(.updates, 0)
            let limit = Batch.recordLimitBytes
            let value = (0..<limit - 1).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
            var batch = Batch()
            try batch.add(to: partition, key: [7].span, value: value.span)
            #expect(throws: LogError.tooLarge(bytes: limit + 1, limit: limit)) {
                try batch.add(to: partition, key: [7, 7].span, value: value.span)
            }
            #expect(try talk.append(batch) == [0])
            #expect(
                try talk.records(of: partition) == [StoredRecord(offset: 0, key: [7], value: value)]
            )
        },
    ]
}
