internal import Glibc
internal import HTTP
internal import Synchronization

/// Reads notify's stream of events and goes on where it was cut.
final class EventStreamFollower: Sendable {
    private let notify: API
    private let parameters: API.Parameters
    private let console: Console
    private let parser = Mutex(EventStreamParser())

    /// Heartbeats come every 15 seconds.
    private static let stallTimeoutSeconds = 60

    init(_ notify: API, _ parameters: API.Parameters, _ console: Console) {
        self.notify = notify
        self.parameters = parameters
        self.console = console
    }

    /// Hands the data of each event to `each`, for ever. Throws when it cannot begin, and when
    /// notify refuses.
    func follow(_ each: @escaping @Sendable ([UInt8]) -> Void) throws(Failure) {
        var hasBegun = false
        while true {
            switch read(each) {
            case .success(let response) where response.status == 200: hasBegun = true
            case .success(let response):
                guard hasBegun, response.status == 503 else { throw notify.refusal(response) }
                console.note("peil: notify is not ready; going on when it is")
            case .failure(let error):
                // What breaks off had begun.
                if case .brokenOff = error { hasBegun = true }
                guard hasBegun else { throw notify.unreachable(error) }
                console.note("peil: \(error); going on when notify is back")
            }
            usleep(UInt32(parser.withLock { $0.startAnew() }) * 1000)
        }
    }

    /// Returns when the stream ends.
    private func read(
        _ each: @escaping @Sendable ([UInt8]) -> Void
    ) -> Result<ClientResponse, ClientError> {
        var request = notify.request(.get, "/v1/events", parameters)
        request.totalTimeoutMilliseconds = nil
        request.stallTimeoutSeconds = Self.stallTimeoutSeconds
        request.headers.append(("accept", "text/event-stream"))
        if let id = parser.withLock({ $0.lastID }) {
            request.headers.append(("last-event-id", id))
        }
        return notify.stream(request) { [self] chunk in
            for event in parser.withLock({ $0.take(chunk) }) { each(event) }
            return true
        }
    }
}
