import Crypto
import HTTP
import Support
import Threading

/// A receiver of webhooks on a free port of this host.
final class Receiver: Sendable {
    struct Receipt: Sendable {
        let headers: Headers
        let body: [UInt8]

        var id: String { headers["webhook-id"] ?? "" }

        /// By its headers, as a receiver builds it.
        var signature: WebhookSignature {
            WebhookSignature(
                id: id, timestampSeconds: headers["webhook-timestamp"].flatMap { Int64($0) } ?? 0,
                signatures: headers["webhook-signature"] ?? "")
        }
    }
    private struct State {
        var receipts: [Receipt] = []
        var answer: @Sendable (Receipt) -> Int? = { _ in 200 }
        var held: [Responder] = []
    }
    private let state: Monitor<State>
    private let server: Server

    init() throws {
        let state = Monitor(State())
        self.state = state
        var router = Router()
        router.add(.post, "/hook", needs: .nothing) { request, responder in
            let receipt = Receipt(headers: request.headers, body: request.body)
            let status = state.with { state in
                state.receipts.append(receipt)
                let status = state.answer(receipt)
                // Never answered.
                if status == nil { state.held.append(responder) }
                return status
            }
            if let status { responder.answer(.text("answered \(status)", status: status)) }
        }
        server = try Server(
            configuration: ServerConfiguration(host: "127.0.0.1", port: 0), router: router)
    }

    var url: String { "http://127.0.0.1:\(server.port)/hook" }
    var port: Int { server.port }

    /// nil: no answer at all.
    func answers(_ answer: @escaping @Sendable (Receipt) -> Int?) {
        state.with { $0.answer = answer }
    }

    var receipts: [Receipt] { state.with { $0.receipts } }

    /// Waits until so many came.
    func wait(for count: Int) -> [Receipt] {
        let came = state.wait(timeoutMilliseconds: LogTalk.patienceMilliseconds) { state in
            state.receipts.count >= count ? state.receipts : nil
        }
        return came ?? receipts
    }

    func stop() { server.drainAndStop(deadlineMilliseconds: 0) }
}
