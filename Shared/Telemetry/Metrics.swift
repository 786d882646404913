internal import Synchronization

/// The metrics of one process, as Prometheus reads them.
///
///     let figures = metrics.counter("peil_ingest_figures_total", "Figures published.")
///     figures.add(12)
///     respond(with: metrics.exposition)
///
/// Names follow Prometheus' rules: what is counted ends in `_total`, what is measured in its base
/// unit (`_seconds`, `_bytes`). A name is declared once.
public final class Metrics: Sendable {
    private let families: Mutex<[String: any Exposed]>

    public init() { families = Mutex([:]) }

    /// With what `base` has by now; what is declared here is not there.
    public init(extending base: Metrics) {
        let all = base.families.withLock { $0 }
        families = Mutex(all)
    }

    public func counter(_ name: String, _ help: String) -> Counter {
        counters(name, help)[]
    }

    public func counters(_ name: String, _ help: String, labels: String...) -> Family<Counter> {
        precondition(name.hasSuffix("_total"), "\(name) counts, so it ends in _total")
        return declare(Family(name, help, labels: labels) { Counter() })
    }

    public func gauge(_ name: String, _ help: String) -> Gauge {
        gauges(name, help)[]
    }

    public func gauges(_ name: String, _ help: String, labels: String...) -> Family<Gauge> {
        declare(Family(name, help, labels: labels) { Gauge() })
    }

    /// A gauge that is measured when it is read.
    public func gauge(_ name: String, _ help: String, _ measure: @escaping @Sendable () -> Double) {
        _ = declare(Measured(name: name, help: help, type: Gauge.type, measure: measure))
    }

    /// What others count, asked when it is read.
    public func counter(
        _ name: String, _ help: String, _ measure: @escaping @Sendable () -> Double
    ) {
        precondition(name.hasSuffix("_total"), "\(name) counts, so it ends in _total")
        _ = declare(Measured(name: name, help: help, type: Counter.type, measure: measure))
    }

    /// `bounds`: the inclusive upper bounds of the buckets, ascending, without infinity.
    public func histogram(
        _ name: String, _ help: String, bounds: [Double] = Histogram.latencySeconds
    ) -> Histogram {
        declare(Family(name, help, labels: []) { Histogram(bounds: bounds) })[]
    }

    public func histograms(
        _ name: String, _ help: String, labels: String...,
        bounds: [Double] = Histogram.latencySeconds
    ) -> Family<Histogram> {
        declare(Family(name, help, labels: labels) { Histogram(bounds: bounds) })
    }

    /// The text for `GET /metrics`, of media type `Metrics.mediaType`.
    public var exposition: String {
        let all = families.withLock { Array($0.values) }
        var text = Exposition()
        for family in all.sorted(by: { $0.name < $1.name }) { family.write(to: &text) }
        return text.text
    }

    /// Prometheus' text format, version 0.0.4.
    public static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

    private func declare<Declared: Exposed>(_ family: Declared) -> Declared {
        families.withLock { families in
            let other = families.updateValue(family, forKey: family.name)
            precondition(other == nil, "\(family.name) is declared twice")
        }
        return family
    }
}

private struct Measured: Exposed {
    let name: String
    let help: String
    let type: String
    let measure: @Sendable () -> Double

    func write(to text: inout Exposition) {
        text.begin(name, help, type: type)
        text.sample(name, value: measure())
    }
}
