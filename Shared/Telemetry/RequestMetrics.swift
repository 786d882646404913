/// What a face counts of its requests.
public struct RequestMetrics: Sendable {
    private let requests: Family<Counter>
    private let seconds: Family<Histogram>

    /// `peil_<service>_requests_total` and `peil_<service>_request_duration_seconds`.
    public init(_ metrics: Metrics, of service: String) {
        requests = metrics.counters(
            "peil_\(service)_requests_total", "Requests answered.", labels: "route", "status")
        seconds = metrics.histograms(
            "peil_\(service)_request_duration_seconds", "From a request's head to its answer.",
            labels: "route")
    }

    /// `route`: its pattern, for routes are few and paths are many.
    public func observe(route: String, status: Int, seconds: Double) {
        requests[route, String(status)].add()
        self.seconds[route].observe(seconds)
    }
}
