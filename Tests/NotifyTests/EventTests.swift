import HTTP
import JSON
import Messages
import Notify
import Support
import Testing
import Time

@Suite("Events", .onThreads)
struct EventTests {
    /// A log with the events of a seeded world of several indicators.
    private func world(seed: UInt64, length: Int) throws -> FoldedLog {
        let folded = try FoldedLog(partitions: 3)
        try extend(folded, seed: seed, length: length)
        return folded
    }

    private func extend(_ folded: FoldedLog, seed: UInt64, length: Int) throws {
        for item in WorldGenerator.world(seed: seed, length: length) {
            guard case .event(let event) = item, let code = event.update.indicator else { continue }
            try folded.take(event.update, of: code, at: event.time)
        }
    }

    /// By partition, in order: what every reader must see, once each.
    private func expected(_ folded: FoldedLog) -> [String] {
        folded.outcomes.map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    /// `seen` by partition, keeping the order within each.
    private func byPartition(_ seen: [String]) throws -> [String] {
        let keyed = try seen.map { text in
            let id = try #require(try Value(text)["id"]?.string.flatMap { EventID($0) })
            return (id.cause.partition, text)
        }
        return (0..<3).flatMap { number in keyed.filter { $0.0 == number }.map(\.1) }
    }

    @Test("Pages resumed at every cut lose nothing and repeat nothing")
    func pages() throws {
        for seed in UInt64(1)...4 {
            let folded = try world(seed: seed, length: 60)
            let notify = try RunningNotify(folded)
            let expected = expected(folded)
            for limit in [1, 2, 7, 1000] {
                var seen: [String] = []
                var after = "earliest"
                while true {
                    let page = try notify.get("/v1/events?limit=\(limit)&after=\(after)").json
                    let events = page["events"]?.elements ?? []
                    #expect(events.count <= limit)
                    if events.isEmpty { break }
                    seen += events.map(\.description)
                    after = try #require(page["next"]?.string)
                }
                #expect(try byPartition(seen) == expected, "seed \(seed), limit \(limit)")
            }
        }
    }

    @Test("A stream resumed at every event loses nothing and repeats nothing, nor after a restart")
    func streams() throws {
        let folded = try world(seed: 11, length: 40)
        try folded.repeatOutcomes(5)
        let expected = expected(folded)
        // The first holds all events in memory, the second none: it reads the log.
        for _ in 0..<2 {
            let notify = try RunningNotify(folded)
            let whole = try notify.stream("/v1/events?after=earliest", count: expected.count)
            #expect(try byPartition(whole.map(\.data)) == expected)
            for cut in 0..<whole.count - 1 {
                let rest = try notify.stream(
                    "/v1/events", count: whole.count - cut - 1, [("last-event-id", whole[cut].id)])
                let seen = whole[...cut].map(\.data) + rest.map(\.data)
                #expect(try byPartition(seen) == expected, "cut at \(cut)")
            }
        }
    }

    @Test("What is appended while a stream catches up comes after it, once")
    func joining() throws {
        let folded = try world(seed: 21, length: 200)
        _ = try RunningNotify(folded)
        let notify = try RunningNotify(folded)
        let streams = (0..<8).map { _ in notify.open("/v1/events?after=earliest") }
        try extend(folded, seed: 22, length: 100)
        let expected = expected(folded)
        for stream in streams {
            let seen = try stream.first(expected.count)
            stream.cancel()
            #expect(try byPartition(seen.map(\.data)) == expected)
        }
    }

    @Test("Streams and pages bring only what was asked for")
    func filters() throws {
        let folded = try world(seed: 31, length: 80)
        let notify = try RunningNotify(folded)
        let all = folded.outcomes
        let met = all.filter { $0.outcome.kind == .met || $0.outcome.kind == .unmet }
        let query = "type=peil.target.met.v1,peil.target.unmet.v1"
        let page = try notify.get("/v1/events?limit=1000&\(query)").json["events"]?.elements
        #expect(page?.count == met.count)
        #expect(!met.isEmpty && met.count < all.count)
        let streamed = try notify.stream("/v1/events?after=earliest&\(query)", count: met.count)
        #expect(Set(streamed.map(\.type)) == Set(met.map(\.outcome.kind.rawValue)))
        let since = try #require(all.map(\.time).sorted().dropFirst(all.count / 2).first)
        let later = all.filter { $0.time >= since }
        let recent = try notify.get("/v1/events?limit=1000&since=\(since)").json["events"]
        #expect(recent?.elements.count == later.count)
        let code = try #require(all.first).outcome.indicator
        let one = all.filter { $0.outcome.indicator == code }
        let ofOne = try notify.get("/v1/events?limit=1000&indicator=\(code.text)").json["events"]
        #expect(ofOne?.elements.count == one.count)
    }

    @Test("A cursor of another log is gone; one that this instance has not reached is waited for")
    func cursors() throws {
        let folded = try world(seed: 41, length: 20)
        let notify = try RunningNotify(folded)
        let id = folded.identity.log.text
        let other = LogID(folded.identity.log.number ^ 1).text
        #expect(try notify.get("/v1/events?after=\(other)").status == 410)
        #expect(
            try notify.get(
                "/v1/events", [("accept", "text/event-stream"), ("last-event-id", other)]
            )
            .status == 410)
        #expect(try notify.get("/v1/events?after=\(id)~9.1.1").status == 400)

        let head = try notify.get("/v1/events?limit=1000").json["next"]?.string
        let start = try #require(head)
        let last = try #require(
            folded.outcomes.last { $0.id.cause.partition == 0 } ?? folded.outcomes.last)
        let ahead = "\(id)~\(last.id.cause.partition).\(last.id.cause.offset + 1).0"
        let stream = notify.open("/v1/events?after=\(ahead)")
        try stream.wait { !$0.isEmpty }
        #expect(start.hasPrefix(id))
        try extend(folded, seed: 42, length: 60)
        let first = try #require(try stream.first(1).first)
        let text = try #require(try Value(first.data)["id"]?.string.flatMap { EventID($0) })
        #expect(
            text.position > OutcomePosition(offset: last.id.cause.offset + 1, index: 0)
                || text.cause.partition != last.id.cause.partition)
        stream.cancel()
    }

    @Test("A stream begins with a retry hint and its cursor, and ends with a spread hint at a stop")
    func ending() throws {
        let folded = try world(seed: 51, length: 10)
        let notify = try RunningNotify(folded)
        let stream = notify.open("/v1/events")
        let first = try stream.wait { !$0.isEmpty }
        #expect(first.first?["retry"] == "3000")
        notify.service.stop(deadlineMilliseconds: 5_000)
        let response = try stream.end().get()
        let head = try #require(response.headers["peil-last-event-id"])
        #expect(head.hasPrefix(folded.identity.log.text))
        let blocks = try stream.wait { $0.count >= 2 }
        let hint = try #require(blocks.last?["retry"].flatMap { Int($0) })
        #expect((1_000...10_000).contains(hint))
    }
}

extension Update {
    /// Nil for the log's own records.
    fileprivate var indicator: IndicatorCode? {
        switch self {
        case .figuresReported(let report): report.series.indicator
        case .indicatorDefined(let indicator): indicator.code
        case .targetSet(let target): target.indicator
        case .targetWithdrawn(let id): id.indicator
        case .logCreated, .rulesChanged, .dayPassed: nil
        }
    }
}
