import HTTP
import JSON
import Testing

extension Face {
    /// All events of these types, separated by commas, from the first.
    func events(_ types: String) throws -> [Value] {
        var events: [Value] = []
        var after = "earliest"
        while true {
            let page = try send(
                .get, "/v1/events?type=\(types)&limit=1000&after=\(after)"
            ).document
            let part = page["events"]?.elements ?? []
            events += part
            guard let next = page["next"]?.string, !part.isEmpty else { return events }
            after = next
        }
    }

    /// Waits until series were updated so many times, and no more.
    func waitForUpdates(_ count: Int) throws {
        let clock = ContinuousClock()
        let end = clock.now + .seconds(60)
        var seen = 0
        while seen < count {
            try #require(clock.now < end, "\(seen) of \(count) updates came")
            seen = try events("peil.series.updated.v1").count
        }
        #expect(seen == count)
    }

    /// Sets what is given as JSON at `path`.
    func set(_ path: String, _ document: String) throws {
        let answer = try send(.put, path, document)
        try #require([200, 201].contains(answer.status), "\(path): \(answer.document)")
    }

    /// Pushes Peil CSV that is to be taken whole.
    func push(csv: String) throws {
        let answer = try send(.post, "/v1/figures", csv, type: "text/csv")
        try #require(answer.status == 202, "\(answer.document)")
    }
}
