import Crypto
import HTTP
import JSON
import Messages
import Support
import Testing
import Threading
import Time

/// A receiver of webhooks, which verifies each.
///
///     let receiver = try Receiver()
///     receiver.trust("whsec_…")
///     let events = try receiver.wait { $0.count == 2 ? $0 : nil }
final class Receiver: Sendable {
    /// One webhook as it came.
    struct Receipt: Sendable {
        let path: String
        let id: String
        let body: [UInt8]

        var event: Value { get throws { try Value(body.span) } }
    }

    private struct State {
        var verifiers: [WebhookVerifier] = []
        var receipts: [Receipt] = []
        var unverified = 0
        var random = SplitMix64(seed: 0)
    }

    private let state: Monitor<State>
    private let server: Server

    /// Refuses so many of a hundred, whatever they are: it has its own troubles.
    init(refusingPercent percent: Int = 0) throws {
        let state = Monitor(State())
        self.state = state
        var router = Router()
        router.add(.post, "/{path}", needs: .nothing, bodyLimitBytes: 1 << 20) {
            request, responder in
            let isTaken = state.with { state in
                if state.random.chance(percent) { return false }
                return Self.take(request, &state)
            }
            responder.answer(.empty(isTaken ? 204 : 500))
        }
        server = try Server(
            configuration: ServerConfiguration(host: "127.0.0.1", port: 0), router: router)
    }

    func url(_ path: String) -> String { "http://127.0.0.1:\(server.port)/\(path)" }

    /// Believes webhooks that are signed with this secret.
    func trust(_ secret: String) throws {
        let verifier = try #require(WebhookVerifier(secret))
        state.with { $0.verifiers.append(verifier) }
    }

    var unverified: Int { state.with { $0.unverified } }

    var receipts: [Receipt] { state.with { $0.receipts } }

    /// Waits until `done` has something to give.
    func wait<Result>(
        timeoutSeconds: Int = 60, _ done: ([Receipt]) -> Result?
    ) throws -> Result {
        let result = state.wait(timeoutMilliseconds: timeoutSeconds * 1000) { done($0.receipts) }
        return try #require(result, "webhooks that were waited for did not come")
    }

    private static func take(_ request: Request, _ state: inout State) -> Bool {
        guard let id = request.headers["webhook-id"],
            let time = request.headers["webhook-timestamp"].flatMap({ Int64($0) }),
            let signatures = request.headers["webhook-signature"],
            (try? WebhookSignature(id: id, timestampSeconds: time, signatures: signatures).verify(
                body: request.body.span, verifiers: state.verifiers,
                nowSeconds: Timestamp.now().milliseconds / 1000)) != nil
        else {
            state.unverified += 1
            return false
        }
        let path = request.parameter("path")
        state.receipts.append(Receipt(path: path, id: id, body: request.body))
        return true
    }
}
