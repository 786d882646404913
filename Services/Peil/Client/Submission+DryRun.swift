internal import HTTP
internal import JSON
internal import Log
internal import Threading

extension Submission {
    /// Says what sending it would change, and changes nothing; false when something in it would be
    /// refused. Ingest lists what it would publish while it is held against what notify has, so
    /// that a file of any length takes little memory.
    func tried(
        with services: Services, isPartial: Bool, _ console: Console
    ) throws(Failure) -> Bool {
        let ingest = services.ingest.apart
        var request = request(to: ingest, console, [("dryRun", "true")])
        request.headers.append(("accept", "application/x-ndjson"))
        let answer = AnswerInLines(ingest, request)
        var novelty = Novelty(services.notify)
        var summary: Value?
        while let line = answer.next() {
            guard let value = try? Value(line.span) else { break }
            if value["figures"]?.number != nil { summary = value } else { try novelty.add(value) }
        }
        console.overwrite("")
        let response: ClientResponse
        do throws(ClientError) { response = try answer.end().get() } catch {
            throw ingest.unreachable(error)
        }
        guard 200..<300 ~= response.status else {
            return try refused(response, by: ingest, console)
        }
        guard let summary else { throw ingest.garbled }
        return report(novelty, summary, isPartial: isPartial, console)
    }

    private func report(
        _ novelty: Novelty, _ summary: Value, isPartial: Bool, _ console: Console
    ) -> Bool {
        guard isPartial || summary["errors"]?.elements.isEmpty ?? true else {
            return report("nothing would be published", of: summary, console)
        }
        let count = Wording.count(summary["figures"]?.number, "figure")
        let isTaken = report("\(count) would be published: \(novelty)", of: summary, console)
        for revision in novelty.revisions { console.print("  revised  \(revision)") }
        let more = novelty.revised - novelty.revisions.count
        if more > 0 { console.print("  … and \(more) more") }
        return isTaken
    }
}

/// An answer that is read line by line, no faster than it is used.
private final class AnswerInLines {
    private let chunks = BoundedQueue<[UInt8]>(capacity: 16)
    private let result = Monitor<Result<ClientResponse, ClientError>?>(nil)
    private let api: API
    private var lines: [ArraySlice<UInt8>] = []
    private var rest: [UInt8] = []

    /// `api` has a client of its own, whose thread waits.
    init(_ api: API, _ request: ClientRequest) {
        self.api = api
        let (chunks, result) = (chunks, result)
        api.begin(request) { chunk in
            chunks.push(chunk.copied)
        } completion: { answer in
            chunks.close()
            result.with { $0 = answer }
        }
    }

    // Whoever does not read to the end breaks it off.
    deinit { chunks.close() }

    /// Nil at the end.
    func next() -> ArraySlice<UInt8>? {
        while lines.isEmpty {
            guard let more = chunks.popAll() else { return nil }
            rest += more.joined()
            lines = rest.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            rest = Array(lines.removeLast())
            lines.reverse()
        }
        return lines.removeLast()
    }

    /// Waits for it.
    func end() -> Result<ClientResponse, ClientError> {
        chunks.close()
        return result.wait { $0 }
    }
}
