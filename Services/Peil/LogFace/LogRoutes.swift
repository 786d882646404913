internal import HTTP
internal import JSON
internal import Log
internal import Threading

/// `GET /v1/log/topics` and `GET /v1/log/{topic}?partition=&from=&limit=`, for the admin: the log
/// of a `peil up`, whose file this process holds alone.
final class LogRoutes: Sendable {
    private let browser: LogBrowser
    /// Reading waits for the file, which the server's threads must not.
    private let jobs = BoundedQueue<@Sendable () -> Void>(capacity: 64)
    private let thread: Thread

    static let pageLimit = 1_000

    init(_ log: any Log) {
        browser = LogBrowser(log: log)
        let jobs = jobs
        thread = Thread(name: "log-routes") {
            while let batch = jobs.popAll() { for job in batch { job() } }
        }
    }

    /// What was asked is answered.
    func stop() {
        jobs.close()
        thread.join()
    }

    func add(to router: inout Router) {
        router.add(.get, "/v1/log/topics", needs: .admin) { [self] _, responder in
            answer(responder) { browser throws(LogError) in
                LogDocument.topics(try browser.extents())
            }
        }
        router.add(.get, "/v1/log/{topic}", needs: .admin) { [self] request, responder in
            guard let topic = Topic(rawValue: request.parameter("topic")) else {
                let topics = Topic.allCases.map(\.rawValue).joined(separator: ", ")
                responder.answer(
                    Problem(404, "Not Found", detail: "The topics are \(topics)."))
                return
            }
            let number = Int32(request.query["partition"] ?? "0") ?? -1
            guard 0..<browser.log.partitionCount ~= number else {
                let last = browser.log.partitionCount - 1
                responder.answer(
                    Problem(400, "Bad Request", detail: "The partitions are 0 to \(last)."))
                return
            }
            let from = request.query["from"].flatMap { Int64($0) } ?? 0
            let limit = request.query["limit"].flatMap { Int($0) } ?? Self.pageLimit
            answer(responder) { browser throws(LogError) in
                LogDocument.page(
                    try browser.page(
                        of: Partition(topic, number), from: from,
                        limit: max(1, min(limit, Self.pageLimit))))
            }
        }
    }

    private func answer(
        _ responder: Responder,
        _ make: @escaping @Sendable (LogBrowser) throws(LogError) -> [UInt8]
    ) {
        _ = jobs.push { [browser] in
            do throws(LogError) { responder.answer(.json(try make(browser))) } catch {
                responder.answer(Problem(503, "Service Unavailable", detail: "\(error)"))
            }
        }
    }
}
