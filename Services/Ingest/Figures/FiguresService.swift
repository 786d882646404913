internal import HTTP
internal import Log

/// What the uploads of a service share, and their route.
final class FiguresService: Sendable {
    let log: any Log
    let catalogue: CatalogueFollower
    let workers: Workers
    /// They wait for their readers, and keep no other upload waiting.
    let dryRuns: Workers
    /// Where figures wait that are too many for memory.
    let directory: String
    /// What those of one upload take before that.
    let memoryBytes: Int
    let metrics: IngestMetrics
    private let names = SubmissionNames()

    init(
        log: any Log, catalogue: CatalogueFollower, workers: Workers, dryRuns: Workers,
        directory: String, memoryBytes: Int, metrics: IngestMetrics
    ) {
        self.log = log
        self.catalogue = catalogue
        self.workers = workers
        self.dryRuns = dryRuns
        self.directory = directory
        self.memoryBytes = memoryBytes
        self.metrics = metrics
    }

    func addRoutes(to router: inout Router) {
        router.addStream(.post, "/v1/figures", needs: .push) { [names] request, responder in
            do throws(RequestFault) {
                let request = try SubmissionRequest(request, names: names)
                return Upload(self, request, responder)
            } catch {
                responder.answer(error.problem)
                return Discarded()
            }
        }
    }
}

/// A body of no interest: the request is answered.
private final class Discarded: BodyConsumer {
    func receive(_ chunk: Span<UInt8>) {}
    func finish() {}
    func abandoned() {}
}
