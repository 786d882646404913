internal import JSON
public import Threading

/// Something a service needs to work, asked again at each `/readyz`.
public struct HealthCheck: Sendable {
    /// `log`: letters, digits and dashes.
    public let name: String
    /// What is wrong, for people; nil when nothing is. Runs on the server's thread: it looks, and
    /// does not wait.
    public let fault: @Sendable () -> String?

    public init(_ name: String, fault: @escaping @Sendable () -> String?) {
        self.name = name
        self.fault = fault
    }

    /// A loop that comes round more often than once in `limitSeconds`.
    public init(_ name: String, loop heartbeat: Heartbeat, limitSeconds: Double = 60) {
        self.init(name) {
            let silence = heartbeat.silenceSeconds
            return silence < limitSeconds ? nil : "hangs since \(Int(silence)) seconds"
        }
    }
}

extension [HealthCheck] {
    /// What one that fails says; nil: none does. Each is asked once, for it may answer otherwise
    /// the next time (and a lazy map asks twice).
    public var fault: String? { compactMap { $0.fault() }.first }
}

/// What every service tells of itself.
public struct ServiceStatus: Sendable {
    /// `ingest`
    public var name: String
    public var version: String
    /// Whether the loops make progress: a service that fails one is restarted.
    public var live: [HealthCheck]
    /// Whether it can do its work now: one that fails one gets no requests.
    public var ready: [HealthCheck]
    /// Prometheus' text; `peil_ready` is added to it.
    public var metrics: @Sendable () -> [UInt8]

    public init(
        name: String, version: String, live: [HealthCheck], ready: [HealthCheck],
        metrics: @escaping @Sendable () -> [UInt8]
    ) {
        self.name = name
        self.version = version
        self.live = live
        self.ready = ready
        self.metrics = metrics
    }
}

extension Router {
    /// `/livez`, `/readyz`, `/version` and `/metrics`.
    public mutating func addServiceRoutes(_ service: ServiceStatus) {
        add(.get, "/livez", needs: .nothing) { _, responder in
            responder.answer(Self.health(service.live))
        }
        add(.get, "/readyz", needs: .nothing) { _, responder in
            responder.answer(Self.health(service.ready))
        }
        add(.get, "/version", needs: .nothing) { _, responder in
            var writer = Writer()
            writer.object {
                $0.member("service", service.name)
                $0.member("version", service.version)
            }
            responder.answer(.json(writer.take()))
        }
        add(.get, "/metrics", needs: .nothing) { _, responder in
            responder.answer(
                .bytes(
                    service.metrics() + Array(Self.readiness(service.ready).utf8),
                    type: "text/plain; version=0.0.4; charset=utf-8"))
        }
    }

    /// What `/readyz` says, for Prometheus.
    private static func readiness(_ checks: [HealthCheck]) -> String {
        checks.reduce(
            """
            # HELP peil_ready Whether a check of /readyz holds: 1, else 0.
            # TYPE peil_ready gauge

            """
        ) { text, check in
            text + "peil_ready{check=\"\(check.name)\"} \(check.fault() == nil ? 1 : 0)\n"
        }
    }

    private static func health(_ checks: [HealthCheck]) -> Response {
        let results = checks.map { (name: $0.name, fault: $0.fault()) }
        let healthy = results.allSatisfy { $0.fault == nil }
        var writer = Writer()
        writer.object { writer in
            writer.member("status", healthy ? "ok" : "failing")
            writer.name("checks")
            writer.object { writer in
                for (name, fault) in results {
                    writer.name(escaping: name)
                    writer.string(fault ?? "ok")
                }
            }
        }
        var response = Response.json(writer.take(), status: healthy ? 200 : 503)
        response.headers.append(("cache-control", "no-store"))
        return response
    }
}
