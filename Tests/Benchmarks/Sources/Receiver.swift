import HTTP
import Threading

/// A receiver of webhooks that takes all and looks at nothing.
final class Receiver {
    private let moments = Monitor<[Double]>([])
    private let kept = Monitor<Request?>(nil)
    private let server: Server

    init() throws {
        var router = Router()
        router.add(.post, "/", needs: .nothing) { [moments, kept] request, responder in
            let now = monotonicSeconds()
            let isFirst = moments.with { moments in
                moments.append(now)
                return moments.count == 1
            }
            if isFirst { kept.with { $0 = request } }
            responder.answer(.empty(204))
        }
        server = try Server(
            configuration: ServerConfiguration(host: "127.0.0.1", port: 0), router: router)
    }

    var url: String { "http://127.0.0.1:\(server.port)/" }

    /// The first that came; waits for it.
    var first: Request { kept.wait { $0 } }

    /// Waits for that many in all, and tells when each came.
    func wait(for count: Int) -> [Double] { moments.wait { $0.count >= count ? $0 : nil } }

    var count: Int { moments.with { $0.count } }
}
