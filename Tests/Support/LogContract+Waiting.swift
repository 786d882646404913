import Log
import Testing
import Threading

extension LogContract {
    static let waiting = [
        Clause("a poll that waits gets what is appended meanwhile") { subject in
            let fresh = try subject.fresh()
            defer { fresh.log.close() }
            let talk = LogTalk(fresh.log)
            let partition = Partition(.updates, 2)
            let reader = try fresh.log.reader()
            defer { reader.close() }
            try reader.start([partition: 0])
            for number in 0..<20 {
                let appender = Thread(name: "appender") {
                    _ = try? talk.append(["\(number)"], to: partition)
                }
                var seen: [String] = []
                try reader.poll(until: { !seen.isEmpty }) { _, record in
                    seen.append(String(decoding: record.value.copied, as: UTF8.self))
                }
                appender.join()
                #expect(seen == ["\(number)"])
            }
        },
        Clause("a wake ends the poll that waits, or else the next one") { subject in
            let fresh = try subject.fresh()
            defer { fresh.log.close() }
            let reader = try fresh.log.reader()
            defer { reader.close() }
            try reader.start([Partition(.updates, 0): 0])
            let clock = ContinuousClock()
            for early in [true, false] {
                let waker = early ? nil : Thread(name: "waker") { reader.wake() }
                if early { reader.wake() }
                let took = try clock.measure {
                    let poll = try reader.poll(timeoutMilliseconds: 20_000, limit: 10) { _, _ in }
                    #expect(poll == .idle)
                }
                waker?.join()
                #expect(took < .seconds(10))
            }
            // Used up: the next one waits its time.
            #expect(
                try clock.measure { try reader.expectIdle(milliseconds: 50) } >= .milliseconds(40))
        },
        Clause("a full buffer refuses at once, and takes again when there is room") { subject in
            let fresh = try subject.fresh(bufferBytes: 64 << 10)
            defer { fresh.log.close() }
            let talk = LogTalk(fresh.log)
            let partition = Partition(.updates, 0)
            let answers = Monitor<[Int: Result<[Int64], LogError>]>([:])
            let value = String(repeating: "x", count: 4096)
            var sent = 0
            while answers.with({ !$0.values.contains(.failure(.full)) }) {
                try #require(sent < 100_000, "the buffer has no bound")
                var batch = Batch()
                try batch.add(key: "k", value: value, to: partition)
                let number = sent
                fresh.log.append(batch) { result in answers.with { $0[number] = result } }
                sent += 1
            }
            let all = answers.wait(timeoutMilliseconds: LogTalk.patienceMilliseconds) {
                $0.count == sent ? $0 : nil
            }
            let taken = try #require(all, "an append had no answer")
                .compactMap { try? $0.value.get() }.flatMap { $0 }.sorted()
            #expect(taken == Array(0..<Int64(taken.count)))
            #expect(taken.count < sent)
            #expect(try talk.append(["again"], to: partition) == [Int64(taken.count)])
        },
    ]
}

extension Consumer {
    fileprivate func expectIdle(milliseconds: Int) throws {
        let poll = try poll(timeoutMilliseconds: milliseconds, limit: 10) { _, _ in }
        #expect(poll == .idle)
    }
}
