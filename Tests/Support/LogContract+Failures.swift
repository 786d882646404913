import Log
import Testing
import Threading

extension LogContract {
    static let failures = [
        Clause("a log that goes away comes back by itself, and leaves no gap") { subject in
            let fresh = try subject.fresh()
            defer { fresh.log.close() }
            try checkOutage(fresh.log, fresh.outage)
        },
        Clause("a closed log answers with closed, and ends the poll that waits") { subject in
            let fresh = try subject.fresh()
            let log = fresh.log
            let partition = Partition(.updates, 0)
            try LogTalk(log).append(["a"], to: partition)
            let reader = try log.reader()
            try reader.start([partition: 1])
            let polling = Monitor<(started: Bool, error: LogError?)>((false, nil))
            let poller = Thread(name: "poller") {
                do throws(LogError) {
                    while true {
                        polling.with { $0.started = true }
                        _ = try reader.poll(timeoutMilliseconds: 20_000, limit: 10) { _, _ in }
                    }
                } catch {
                    polling.with { $0.error = error }
                }
            }
            polling.wait { $0.started ? () : nil }
            log.close()
            poller.join()
            #expect(polling.with { $0.error } == .closed)
            #expect(throws: LogError.closed) { try LogTalk(log).append(["b"], to: partition) }
            #expect(throws: LogError.closed) { try log.reader() }
            #expect(throws: LogError.closed) { try log.member(of: "g", on: .updates) }
            #expect(throws: LogError.closed) { try log.bounds(of: partition) }
            reader.close()
            log.close()
        },
        Clause("a closed consumer answers with closed, and its log goes on") { subject in
            let fresh = try subject.fresh()
            defer { fresh.log.close() }
            let partition = Partition(.updates, 0)
            let reader = try fresh.log.reader()
            try reader.start([partition: 0])
            reader.close()
            #expect(throws: LogError.closed) {
                try reader.poll(timeoutMilliseconds: 10, limit: 1) { _, _ in }
            }
            #expect(try LogTalk(fresh.log).append(["a"], to: partition) == [0])
        },
        Clause("close answers every append before it returns") { subject in
            let fresh = try subject.fresh()
            let answers = Monitor<[Result<[Int64], LogError>]>([])
            for number in 0..<500 {
                var batch = Batch()
                try batch.add(key: "k", value: "\(number)", to: Partition(.updates, 0))
                fresh.log.append(batch) { result in answers.with { $0.append(result) } }
            }
            fresh.log.close()
            #expect(answers.with { $0.count } == 500)
        },
    ]

    /// Appends a batch at a time through an outage. Each is answered, and what is on the log has
    /// none in front of it missing whose failure was not told by then.
    private static func checkOutage(_ log: any Log, _ outage: LogSubject.Outage) throws {
        let talk = LogTalk(log)
        let partition = Partition(.updates, 0)
        let count = 60
        let failed = Monitor<Set<Int>>([])
        let answered = Monitor(0)
        var failedBefore: [Set<Int>] = []
        let filler = String(repeating: " ", count: 6000)
        for number in 0..<count {
            if number == 10 { try outage.begin() }
            if number == 50 { try outage.end() }
            var batch = Batch()
            try batch.add(key: "k", value: "\(number)\(filler)", to: partition)
            log.append(batch) { result in
                if case .failure = result { failed.with { _ = $0.insert(number) } }
                answered.with { $0 += 1 }
            }
            // Read behind the append: what was told in between counts as told before.
            failedBefore.append(failed.with { $0 })
        }
        let all = answered.wait(timeoutMilliseconds: LogTalk.patienceMilliseconds) {
            $0 == count ? $0 : nil
        }
        try #require(all == count, "an append had no answer")
        let values = try talk.values(of: partition).compactMap { Int($0.prefix { $0 != " " }) }
        #expect(values == values.sorted() && Set(values).count == values.count)
        let missing = Set(0..<count).subtracting(values)
        #expect(missing.isSubset(of: failed.with { $0 }))
        for number in values {
            #expect(missing.filter { $0 < number }.isSubset(of: failedBefore[number]))
        }
        let next = Int64(values.count)
        #expect(try talk.append(["after"], to: partition) == [next])
    }
}
